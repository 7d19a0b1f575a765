"""Days compared with the plainest way there is: each day by itself is asked whether the rule means it.

This knows what dateutil does not (`test_dateutil`): weeks in the years that number them, the whole first week, and that
a rule never comes.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice

import pytest
from hypothesis import given, settings

from filebook.core.recurrence.days import matches
from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from tests.core.recurrence.drawing import Drawn, drawn

SPAN_DAYS = 900
ONE_DAY = timedelta(days=1)


def week_begin(day: date, rule: Rule) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def week_number(day: date, rule: Rule) -> tuple[int, int]:
    """A week belongs to the year in which its fourth day lies."""
    fourth = week_begin(day, rule) + timedelta(days=3)
    return fourth.year, (fourth - date(fourth.year, 1, 1)).days // 7 + 1


def period(day: date, rule: Rule) -> int:
    match rule.frequency:
        case Frequency.YEARLY:
            return week_number(day, rule)[0] if rule.by_week_number else day.year
        case Frequency.MONTHLY:
            return day.year * 12 + day.month
        case Frequency.WEEKLY:
            return week_begin(day, rule).toordinal() // 7
        case _:
            return day.toordinal()


def is_nth(day: date, entry: ByDay, *, within: str) -> bool:
    """Whether a day is this weekday, and the nth of its month or year."""
    if day.weekday() != entry.weekday:
        return False
    if entry.ordinal is None:
        return True
    place = day.day if within == "month" else day.timetuple().tm_yday
    size = monthrange(day.year, day.month)[1] if within == "month" else date(day.year, 12, 31).timetuple().tm_yday
    return entry.ordinal in {(place - 1) // 7 + 1, -((size - place) // 7 + 1)}


def is_meant(day: date, rule: Rule) -> bool:
    months, month_days, by_day = rule.by_month, rule.by_month_day, rule.by_day
    if not (month_days or by_day or rule.by_year_day) and rule.frequency is not Frequency.DAILY:
        if rule.frequency is Frequency.WEEKLY or rule.by_week_number:
            by_day = (ByDay(rule.anchor.weekday()),)
        else:
            month_days = (rule.anchor.day,)
            if rule.frequency is Frequency.YEARLY:
                months = months or (rule.anchor.month,)
    length, place = monthrange(day.year, day.month)[1], day.timetuple().tm_yday
    year_length = date(day.year, 12, 31).timetuple().tm_yday
    year, week = week_number(day, rule)
    within = "month" if rule.frequency is Frequency.MONTHLY or rule.by_month else "year"
    return (
        (not months or day.month in months)
        and (not month_days or not {day.day, day.day - length - 1}.isdisjoint(month_days))
        and (not rule.by_year_day or not {place, place - year_length - 1}.isdisjoint(rule.by_year_day))
        and (not by_day or any(is_nth(day, entry, within=within) for entry in by_day))
        and (
            not rule.by_week_number
            or not {week, week - week_number(date(year, 12, 28), rule)[1] - 1}.isdisjoint(rule.by_week_number)
        )
    )


def by_hand(one: Drawn) -> list[datetime]:
    """What comes in `SPAN_DAYS` from the anchor on."""
    rule, at = one.rule, one.start.at
    times = [
        (hour, minute, second)
        for hour in sorted(rule.by_hour) or [at.hour]
        for minute in sorted(rule.by_minute) or [at.minute]
        for second in sorted(rule.by_second) or [at.second]
    ]
    first = rule.anchor - timedelta(days=370)
    days = [first + ONE_DAY * number for number in range(SPAN_DAYS + 740)]
    active = (day for day in days if (period(day, rule) - period(rule.anchor, rule)) % rule.interval == 0)
    found: list[datetime] = []
    for _, group in groupby((day for day in active if is_meant(day, rule)), key=lambda day: period(day, rule)):
        walls = [datetime(day.year, day.month, day.day, *clock) for day in group for clock in times]
        size, positions = len(walls), rule.by_set_position
        kept = {place - 1 if place > 0 else size + place for place in positions} if positions else set(range(size))
        found += [wall for place, wall in enumerate(walls) if place in kept]
    until = rule.until or date.max
    return [wall for wall in found if wall >= one.begins and wall.date() <= until][: rule.count]


@given(drawn(Frequency.YEARLY, Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY, Frequency.DAILY))
@settings(max_examples=150)
def test_every_day_is_one_that_the_rule_means(one: Drawn) -> None:
    before = one.begins + timedelta(days=SPAN_DAYS)
    expected = [wall for wall in by_hand(one) if wall < before]
    assert list(expand(one.rule, at=one.start.at, before=before)) == expected


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.DAILY, date(2026, 1, 1), by_week_number=(53, 10, -1)),
        Rule(Frequency.MONTHLY, date(2026, 1, 1), by_week_number=(1, -2), by_day=(ByDay(0), ByDay(3, 1))),
        Rule(Frequency.MONTHLY, date(2026, 1, 1), by_year_day=(1, -1, 100), by_day=(ByDay(3), ByDay(4))),
        Rule(Frequency.WEEKLY, date(2026, 1, 1), by_month_day=(-1, 13), by_year_day=(365, 44, -1)),
        Rule(Frequency.WEEKLY, date(2026, 1, 1), by_week_number=(-53, 7), by_day=(ByDay(6),), week_start=6),
        Rule(Frequency.YEARLY, date(2026, 1, 1), by_week_number=(53, 1), by_month_day=(31, 1), by_year_day=(1, -1)),
    ],
)
def test_parts_that_do_not_go_with_a_frequency_limit_its_days(rule: Rule) -> None:
    one = Drawn(rule, Start(time(9)))
    before = one.begins + timedelta(days=SPAN_DAYS)
    expected = [wall for wall in by_hand(one) if wall < before]
    assert expected
    assert list(expand(rule, at=time(9), before=before)) == expected


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY])
def test_a_rare_day_is_waited_for(frequency: Frequency) -> None:
    """Mondays that are a 29 February; 2100 has none, so that they lie as far apart as they ever do."""
    rule = Rule(frequency, date(2026, 1, 1), by_month=(2,), by_month_day=(29,), by_day=(ByDay(0),))
    assert list(islice(matches(rule), 3)) == [date(2044, 2, 29), date(2072, 2, 29), date(2112, 2, 29)]
