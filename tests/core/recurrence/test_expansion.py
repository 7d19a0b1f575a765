"""What holds for every rule: windows, ends, further and excluded dates."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from filebook.core.errors import Unsupported
from filebook.core.recurrence.days import ended, last_match, matches
from filebook.core.recurrence.expansion import expand, first_time, last_time
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.recurrence.steps import Steps
from tests.core.recurrence.drawing import Drawn, drawn

SEEN = 300
NINE = time(9)


def seen(one: Drawn) -> list[datetime]:
    """The first of a rule that comes at all soon enough to be asked often."""
    try:
        return list(islice(expand(one.rule, at=one.start.at, steps=Steps(limit=3_000)), SEEN))
    except Unsupported:
        reject()


@given(drawn(), st.integers(0, SEEN), st.integers(0, 40), st.timedeltas(timedelta(hours=-1), timedelta(hours=1)))
def test_a_window_shows_what_the_whole_has_there(one: Drawn, first: int, size: int, aside: timedelta) -> None:
    whole = seen(one)
    assume(whole)
    since = whole[min(first, len(whole) - 1)] + aside
    before = min(whole[min(first + size, len(whole) - 1)] + aside, whole[-1])
    found = list(expand(one.rule, at=one.start.at, since=since, before=before, steps=Steps(limit=5_000)))
    assert found == [wall for wall in whole if since <= wall < before]


@given(drawn())
def test_what_comes_is_ascending_and_comes_once(one: Drawn) -> None:
    whole = seen(one)
    assert whole == sorted(set(whole))
    assert all(wall >= one.begins for wall in whole)
    assert first_time(one.rule, at=one.start.at) == (whole[0] if whole else None)


@given(drawn())
def test_the_last_time_is_the_last_of_all(one: Drawn) -> None:
    rule = one.rule if one.rule.count else replace(one.rule, until=one.rule.anchor + timedelta(days=90))
    whole = seen(replace(one, rule=rule))
    assume(len(whole) < SEEN)
    assert last_time(rule, at=one.start.at) == (whole[-1] if whole else None)


@given(drawn(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY), st.integers(0, 2_000))
def test_the_days_of_a_rule_of_days_are_those_of_its_times(one: Drawn, distance: int) -> None:
    rule = replace(one.rule, by_hour=(), by_minute=(), by_second=())
    since = rule.anchor + timedelta(days=distance)
    begin = datetime.combine(since, time())
    walls = list(islice(expand(rule, at=one.start.at, since=begin), 50))
    assert list(islice(matches(rule, since=since), 50)) == [wall.date() for wall in walls]


@given(drawn(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY), st.integers(1, 60))
def test_a_last_day_in_place_of_a_count_changes_nothing(one: Drawn, count: int) -> None:
    rule = replace(one.rule, by_hour=(), by_minute=(), by_second=(), count=count, until=None)
    days = seen(replace(one, rule=rule))
    assume(len(days) > 1)
    rule = replace(rule, extra_days=(days[0].date() + timedelta(days=9_000),), excluded_days=(days[-1].date(),))
    turned = ended(rule)
    assert turned.count is None
    assert list(matches(turned)) == list(matches(rule))
    assert ended(turned) is turned


def test_further_dates_come_too_and_excluded_ones_do_not() -> None:
    rule = Rule(
        Frequency.WEEKLY,
        date(2026, 3, 2),
        count=4,
        extra_days=(date(2026, 3, 4), date(2026, 3, 9), date(2026, 2, 1)),
        extra_times=(datetime(2026, 3, 4, 7, 30),),
        excluded_days=(date(2026, 3, 16),),
        excluded_times=(datetime(2026, 3, 23, 9), datetime(2026, 3, 9, 8)),
    )
    found = [f"{wall:%d.%m. %H:%M}" for wall in expand(rule, at=NINE)]
    assert found == ["01.02. 09:00", "02.03. 09:00", "04.03. 07:30", "04.03. 09:00", "09.03. 09:00"]
    assert last_time(rule, at=NINE) == datetime(2026, 3, 9, 9)


def test_the_last_of_further_dates_may_lie_after_the_last_day_of_the_rule() -> None:
    rule = Rule(Frequency.WEEKLY, date(2026, 3, 2), until=date(2026, 3, 20), extra_days=(date(2027, 1, 1),))
    assert last_match(rule) == date(2027, 1, 1)
    assert last_match(replace(rule, excluded_days=(date(2027, 1, 1),))) == date(2026, 3, 16)
    assert last_match(replace(rule, until=date(2026, 3, 1), extra_days=())) is None


def test_a_rule_may_end_within_a_day() -> None:
    rule = Rule(Frequency.HOURLY, date(2026, 3, 2), until=date(2026, 3, 2), until_time=time(11))
    assert [wall.hour for wall in expand(rule, at=NINE)] == [9, 10, 11]
    assert [wall.hour for wall in expand(replace(rule, until_time=time(10, 59)), at=NINE)] == [9, 10]


def test_a_fraction_of_a_second_goes_with_every_time() -> None:
    rule, at = Rule(Frequency.DAILY, date(2026, 3, 2)), time(9, microsecond=5)
    exactly = datetime(2026, 3, 3, 9, microsecond=5)
    assert next(expand(rule, at=at, since=exactly)) == exactly
    assert list(expand(rule, at=at, since=datetime(2026, 3, 3), before=exactly)) == []
    assert next(expand(rule, at=at, since=exactly + timedelta(microseconds=1))) == exactly + timedelta(days=1)


def test_the_sixtieth_second_is_the_last_on_a_wall_clock() -> None:
    rule = Rule(Frequency.MINUTELY, date(2026, 3, 2), count=2, by_second=(59, 60))
    assert [wall.second for wall in expand(rule, at=NINE)] == [59, 59]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.YEARLY, date(2026, 3, 2), by_month=(0, 13)),
        Rule(Frequency.YEARLY, date(2026, 3, 2), by_week_number=(0, 60)),
        Rule(Frequency.MONTHLY, date(2026, 3, 2), by_month_day=(0, 40)),
        Rule(Frequency.DAILY, date(2026, 3, 2), by_hour=(24,)),
        Rule(Frequency.HOURLY, date(2026, 3, 2), by_hour=(-1,)),
    ],
)
def test_numbers_out_of_range_match_nothing(rule: Rule) -> None:
    assert list(expand(rule, at=NINE, before=datetime(2036, 1, 1))) == []


@pytest.mark.parametrize("frequency", [Frequency.MINUTELY, Frequency.DAILY, Frequency.MONTHLY])
def test_a_count_is_reckoned_from_the_anchor_whatever_the_window(frequency: Frequency) -> None:
    rule = Rule(frequency, date(2026, 3, 2), count=6)
    whole = list(expand(rule, at=NINE))
    assert len(whole) == 6
    assert list(expand(rule, at=NINE, since=whole[4])) == whole[4:]
    assert list(expand(rule, at=NINE, since=whole[5] + timedelta(seconds=1))) == []
