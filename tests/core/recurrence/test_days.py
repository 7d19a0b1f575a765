"""Rules and their days. The first rows are the vectors by which the Xelion door is judged."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid, Unsupported
from filebook.core.recurrence.days import first_match, last_match, matches
from filebook.core.recurrence.rule import ByDay, Frequency, Rule, is_plain

MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (
            Rule(Frequency.WEEKLY, date(2017, 3, 20), count=6, by_day=(ByDay(MONDAY),)),
            ["2017-03-20", "2017-03-27", "2017-04-03", "2017-04-10", "2017-04-17", "2017-04-24"],
        ),
        (
            Rule(Frequency.WEEKLY, date(2024, 10, 28), interval=2, count=5, by_day=(ByDay(MONDAY), ByDay(WEDNESDAY))),
            ["2024-10-28", "2024-10-30", "2024-11-11", "2024-11-13", "2024-11-25"],
        ),
        (
            Rule(Frequency.DAILY, date(2024, 10, 26), count=4),
            ["2024-10-26", "2024-10-27", "2024-10-28", "2024-10-29"],
        ),
        (
            Rule(Frequency.DAILY, date(2024, 3, 31), interval=3, until=date(2024, 4, 9)),
            ["2024-03-31", "2024-04-03", "2024-04-06", "2024-04-09"],
        ),
        (
            Rule(Frequency.MONTHLY, date(2024, 3, 31), count=4, by_month_day=(31,)),
            ["2024-03-31", "2024-05-31", "2024-07-31", "2024-08-31"],
        ),
        (
            Rule(Frequency.MONTHLY, date(2024, 2, 19), count=3, by_day=(ByDay(MONDAY, 3),)),
            ["2024-02-19", "2024-03-18", "2024-04-15"],
        ),
        (
            Rule(Frequency.MONTHLY, date(2024, 4, 26), count=3, by_day=(ByDay(FRIDAY, -1),)),
            ["2024-04-26", "2024-05-31", "2024-06-28"],
        ),
        (
            Rule(Frequency.YEARLY, date(2024, 3, 1), count=2, by_month=(2,), by_month_day=(29,)),
            ["2028-02-29", "2032-02-29"],
        ),
        (Rule(Frequency.MONTHLY, date(2024, 1, 31), count=2, by_month_day=(-1,)), ["2024-01-31", "2024-02-29"]),
        (Rule(Frequency.YEARLY, date(2024, 7, 4), count=2), ["2024-07-04", "2025-07-04"]),
        (Rule(Frequency.WEEKLY, date(2024, 7, 4), count=2), ["2024-07-04", "2024-07-11"]),
        (
            Rule(Frequency.MONTHLY, date(2024, 9, 2), until=date(2024, 9, 30), by_day=(ByDay(MONDAY),)),
            ["2024-09-02", "2024-09-09", "2024-09-16", "2024-09-23", "2024-09-30"],
        ),
        (Rule(Frequency.MONTHLY, date(2024, 2, 1), until=date(2024, 5, 1), by_day=(ByDay(MONDAY, 5),)), ["2024-04-29"]),
    ],
)
def test_a_rule_matches_the_days_it_says(rule: Rule, days: list[str]) -> None:
    found = [day.isoformat() for day in matches(rule)]
    assert found == days
    assert first_match(rule) == date.fromisoformat(days[0])
    assert last_match(rule) == date.fromisoformat(days[-1])


def test_an_endless_rule_has_no_last_day() -> None:
    rule = Rule(Frequency.WEEKLY, date(2024, 6, 10), by_day=(ByDay(MONDAY),))
    assert rule.endless
    assert last_match(rule) is None


@given(
    st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY]),
    st.integers(1, 40),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 4000),
)
def test_a_window_far_from_the_anchor_shows_the_same_days(
    frequency: Frequency, interval: int, anchor: date, distance: int
) -> None:
    rule = Rule(frequency, anchor, interval=interval)
    since, until = anchor + timedelta(days=distance), anchor + timedelta(days=distance + 400)
    walked = []
    for day in matches(rule):
        if day > until:
            break
        if day >= since:
            walked.append(day)
    assert list(takewhile(lambda day: day <= until, matches(rule, since=since))) == walked


def test_a_rule_that_matches_nothing_ends_with_the_calendar() -> None:
    assert first_match(Rule(Frequency.YEARLY, date(2024, 1, 1), by_month=(2,), by_month_day=(30,))) is None


@pytest.mark.parametrize("interval", [0, 1000, -1])
def test_an_interval_out_of_range_is_refused(interval: int) -> None:
    with pytest.raises(Invalid):
        Rule(Frequency.DAILY, date(2024, 1, 1), interval=interval)


@pytest.mark.parametrize("count", [0, 10_001])
def test_a_count_out_of_range_is_refused(count: int) -> None:
    with pytest.raises(Invalid):
        Rule(Frequency.DAILY, date(2024, 1, 1), count=count)


def test_a_count_and_a_last_day_exclude_each_other() -> None:
    with pytest.raises(Invalid):
        Rule(Frequency.DAILY, date(2024, 1, 1), count=2, until=date(2025, 1, 1))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.HOURLY, date(2024, 1, 1)),
        Rule(Frequency.DAILY, date(2024, 1, 1), by_month=(1,)),
        Rule(Frequency.DAILY, date(2024, 1, 1), by_hour=(9,)),
        Rule(Frequency.WEEKLY, date(2024, 1, 1), week_start=6),
        Rule(Frequency.WEEKLY, date(2024, 1, 1), by_day=(ByDay(MONDAY, 1),)),
        Rule(Frequency.MONTHLY, date(2024, 1, 1), by_day=(ByDay(MONDAY, 1),), by_month_day=(1,)),
        Rule(Frequency.YEARLY, date(2024, 1, 1), by_day=(ByDay(MONDAY, 1),)),
        Rule(Frequency.YEARLY, date(2024, 1, 1), by_year_day=(100,)),
        Rule(Frequency.YEARLY, date(2024, 1, 1), by_month_day=(1,)),
        Rule(Frequency.DAILY, date(2024, 1, 1), excluded_days=(date(2024, 1, 2),)),
    ],
)
def test_a_rule_beyond_the_plain_ones_says_so(rule: Rule) -> None:
    assert not is_plain(rule)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.HOURLY, date(2024, 1, 1)),
        Rule(Frequency.DAILY, date(2024, 1, 1), by_hour=(9,)),
        Rule(Frequency.DAILY, date(2024, 1, 1), extra_times=(datetime(2024, 2, 1, 9),)),
        Rule(Frequency.DAILY, date(2024, 1, 1), until=date(2024, 2, 1), until_time=time(9)),
    ],
)
def test_a_rule_with_times_of_its_own_has_no_days(rule: Rule) -> None:
    with pytest.raises(Unsupported):
        next(matches(rule))
    with pytest.raises(Unsupported):
        last_match(replace(rule, count=None, until=date(2024, 2, 1)))


def test_a_rule_stored_by_an_older_version_is_read_as_it_was() -> None:
    stored = b"""{"frequency":"MONTHLY","anchor":"2026-03-02","interval":2,"count":null,"until":"2027-01-01",
        "by_day":[{"weekday":0,"ordinal":-1},{"weekday":4,"ordinal":null}],"by_month_day":[1,-1],"by_month":[],
        "by_year_day":[],"by_week_number":[],"by_hour":[],"by_minute":[],"by_second":[],"by_set_position":[2],
        "week_start":0,"extra_days":["2026-03-09"]}"""
    assert msgspec.json.decode(stored, type=Rule) == Rule(
        Frequency.MONTHLY,
        date(2026, 3, 2),
        interval=2,
        until=date(2027, 1, 1),
        by_day=(ByDay(MONDAY, -1), ByDay(FRIDAY)),
        by_month_day=(1, -1),
        by_set_position=(2,),
        extra_days=(date(2026, 3, 9),),
    )


def test_a_whole_rule_outlives_being_stored() -> None:
    rule = Rule(
        Frequency.HOURLY,
        date(2026, 3, 2),
        until=date(2026, 3, 9),
        until_time=time(9, 30),
        extra_times=(datetime(2026, 3, 10, 9, 1),),
        excluded_days=(date(2026, 3, 4),),
        excluded_times=(datetime(2026, 3, 3, 9),),
    )
    assert msgspec.json.decode(msgspec.json.encode(rule), type=Rule) == rule
