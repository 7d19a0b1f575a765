"""A rule in two parts matches what it did whole, day for day."""

from datetime import date, timedelta
from itertools import islice
from random import Random

import pytest

from filebook.core.errors import Invalid, Unsupported
from filebook.core.recurrence.days import matches
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.recurrence.splitting import split

FIRST = date(2027, 3, 15)
COMPARED = 120


def made_at_random(random: Random) -> tuple[date, Rule]:
    """A rule of a series, and its first day. Raises: Invalid for one that nobody may book."""
    frequency = random.choice([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY])
    counts_weekdays = frequency in {Frequency.MONTHLY, Frequency.YEARLY}
    parts: dict[str, object] = {"interval": random.choice([1, 1, 2, 3]), "week_start": random.choice([0, 0, 6])}
    if random.random() < 0.4:
        days = random.sample(range(7), random.randint(1, 3))
        ordinals = [None, None, 1, 2, -1] if counts_weekdays else [None]
        parts["by_day"] = tuple(ByDay(day, random.choice(ordinals)) for day in days)
    if random.random() < 0.2:
        parts["by_month"] = tuple(random.sample(range(1, 13), 3))
    if random.random() < 0.2 and frequency is not Frequency.WEEKLY:
        parts["by_month_day"] = tuple(random.sample([1, 2, 15, 30, 31, -1], 2))
    if random.random() < 0.2 and frequency is Frequency.YEARLY:
        parts["by_week_number"] = tuple(random.sample([1, 20, 52, 53, -1], 2))
    if random.random() < 0.2:
        parts["by_set_position"] = (random.choice([1, 2, -1]),)
    if random.random() < 0.6:
        parts |= random.choice([{"count": random.randint(1, 20)}, {"until": FIRST + timedelta(days=400)}])
    first = FIRST + timedelta(days=random.randint(-300, 300))
    rule = Rule(frequency, first + timedelta(days=random.choice([0, 0, 3, 40])), **parts)  # type: ignore[arg-type]
    require_acceptable(rule)
    extra = tuple(first + timedelta(days=random.randint(1, 300)) for _ in range(random.choice([0, 0, 2])))
    return first, Rule(frequency, rule.anchor, extra_days=extra, **parts)  # type: ignore[arg-type]


def days_of(rule: Rule, first: date, limit: int | None = COMPARED) -> list[date]:
    return sorted({first, *islice(matches(rule), limit)})


@pytest.mark.parametrize("seed", range(4))
def test_both_parts_together_have_the_days_that_the_whole_had(seed: int) -> None:
    random, compared = Random(seed), 0
    while compared < 40:
        try:
            first, rule = made_at_random(random)
            whole = days_of(rule, first)
            on = random.choice(whole[1:40])
            before, after = split(rule, first=first, on=on)
        except (Invalid, Unsupported, IndexError):
            continue
        parts = [*days_of(before, first, None), *days_of(after, on)]
        known = len(whole) if rule.endless else None
        assert parts[:known][:COMPARED] == whole[:COMPARED], (rule, on)
        compared += 1


def test_a_count_is_divided_and_an_end_stays_with_the_second_part() -> None:
    weekly = Rule(Frequency.WEEKLY, FIRST, count=6)
    before, after = split(weekly, first=FIRST, on=FIRST + timedelta(weeks=2))
    assert (before.count, after.count, after.anchor) == (2, 4, date(2027, 3, 29))
    ending = Rule(Frequency.WEEKLY, FIRST, until=date(2027, 6, 1))
    before, after = split(ending, first=FIRST, on=FIRST + timedelta(weeks=2))
    assert (before.until, after.until) == (date(2027, 3, 28), date(2027, 6, 1))


def test_a_series_whose_own_day_alone_lies_before_ends_with_it() -> None:
    later = Rule(Frequency.WEEKLY, FIRST + timedelta(days=3))
    before, after = split(later, first=FIRST, on=FIRST + timedelta(days=3))
    assert list(matches(before)) == [FIRST]
    assert next(matches(after)) == FIRST + timedelta(days=3)


def test_a_rule_that_says_times_of_day_is_not_split() -> None:
    with pytest.raises(Unsupported):
        split(Rule(Frequency.DAILY, FIRST, by_hour=(9, 15)), first=FIRST, on=FIRST + timedelta(days=1))
