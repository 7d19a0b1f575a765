"""Rules made to do harm, each refused or answered within the step budget; what counts is steps, never time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from filebook.core.errors import Invalid, Unsupported
from filebook.core.recurrence.days import last_match, matches
from filebook.core.recurrence.expansion import expand, first_time, last_time
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.reading import rule_from_lines
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.recurrence.steps import STEP_LIMIT, Steps

START = Start(time(9), ZoneInfo("Europe/Berlin"))
ANCHOR = date(2026, 3, 2)
LATEST = datetime(9999, 12, 31, 23, 59, 59, 999_999)
ALL_TIMES = ";".join(
    f"{name}={','.join(map(str, range(end)))}" for name, end in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)
MANY_DATES = ",".join(f"20260302T{number // 3600:02}{number // 60 % 60:02}{number % 60:02}" for number in range(86_400))

REFUSED = [
    "RRULE:FREQ=SECONDLY",
    "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=MINUTELY",
    "RRULE:FREQ=DAILY;INTERVAL=0",
    "RRULE:FREQ=DAILY;INTERVAL=1000",
    "RRULE:FREQ=MINUTELY;COUNT=999999999",
    "RRULE:FREQ=MINUTELY;COUNT=" + "9" * 5_000,
    "RRULE:FREQ=DAILY;COUNT=5;UNTIL=20260401T000000Z",
    "RRULE:FREQ=YEARLY;BYMONTH=13",
    "RRULE:FREQ=DAILY;BYSETPOS=400",
    "RRULE:FREQ=DAILY;BYSETPOS=40",
    "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 25),
    "RRULE:FREQ=DAILY;" + "BYDAY=MO;" * 10_000,
    "RRULE:FREQ=WEEKLY;BYDAY=1MO",
    "RRULE:FREQ=MONTHLY;BYWEEKNO=53",
    "EXRULE:FREQ=DAILY",
    f"RDATE;TZID=Europe/Berlin:{MANY_DATES}",
    f"EXDATE;TZID=Europe/Berlin:{MANY_DATES}",
]
"""What may not come in."""

NEVER = [
    "SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "MINUTELY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231T235959Z",
    "DAILY;BYMONTH=2;BYMONTHDAY=30",
    "DAILY;INTERVAL=998;BYMONTH=2,4,6,9,11;BYMONTHDAY=31",
    "YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=30",
    "YEARLY;BYWEEKNO=53;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    "YEARLY;BYWEEKNO=53;BYMONTH=2",
    "YEARLY;BYDAY=53MO;BYMONTH=1",
    "YEARLY;BYYEARDAY=366;BYMONTH=1",
    "MONTHLY;BYDAY=6MO",
    "MONTHLY;BYDAY=6MO;UNTIL=99991231T235959Z",
    "MONTHLY;INTERVAL=12;BYMONTH=4",
    "WEEKLY;BYMONTH=1;BYDAY=MO;BYSETPOS=7",
    "DAILY;BYHOUR=9;BYSETPOS=300",
    "HOURLY;INTERVAL=24;BYHOUR=5",
    "SECONDLY;INTERVAL=2;BYSECOND=1",
    "MINUTELY;INTERVAL=60;BYMINUTE=1;COUNT=10",
]
DENSE = [
    "SECONDLY",
    "MINUTELY",
    f"DAILY;{ALL_TIMES}",
    f"YEARLY;{ALL_TIMES};BYDAY=MO,TU,WE,TH,FR,SA,SU",
    f"SECONDLY;{ALL_TIMES}",
    f"HOURLY;{ALL_TIMES};UNTIL=99991231T235959Z",
    f"MONTHLY;{ALL_TIMES};BYMONTHDAY=1;BYSETPOS=-1,366",
    "DAILY;UNTIL=99991231T235959Z",
]


def read(line: str) -> Rule:
    rule = rule_from_lines([line], anchor=ANCHOR, start=START, zone_named=ZoneInfo)
    assert rule is not None
    return rule


def within_budget(ask: Callable[[Steps], object]) -> object:
    """The answer, or None for a refusal; either way within the budget and the one step that goes past it."""
    steps = Steps()
    try:
        answer = ask(steps)
    except Unsupported:
        answer = None
    assert steps.taken <= STEP_LIMIT + 10_000 * (answer is None)
    return answer


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line[:45])
def test_what_may_not_come_in_is_refused_before_it_is_expanded(line: str) -> None:
    with pytest.raises(Invalid):
        require_acceptable(read(line))


@pytest.mark.parametrize("text", NEVER)
def test_a_rule_that_never_comes_ends_within_the_budget(text: str) -> None:
    rule = read(f"RRULE:FREQ={text}")
    assert within_budget(lambda steps: first_time(rule, at=START.at, steps=steps)) is None
    assert within_budget(lambda steps: last_time(rule, at=START.at, steps=steps)) is None
    window = {"since": datetime(2030, 3, 1), "before": datetime(2030, 4, 1)}
    assert not within_budget(lambda steps: list(expand(rule, at=START.at, steps=steps, **window)))


@pytest.mark.parametrize("text", NEVER[:15])
def test_that_a_rule_never_comes_is_known_not_only_given_up(text: str) -> None:
    assert first_time(read(f"RRULE:FREQ={text}"), at=START.at) is None


@pytest.mark.parametrize("text", DENSE, ids=lambda text: text[:30])
def test_a_rule_that_comes_all_the_time_gives_the_first_of_a_far_window(text: str) -> None:
    rule, steps = read(f"RRULE:FREQ={text}"), Steps(limit=2_500)
    since = datetime(2301, 4, 1, 12)
    found = list(islice(expand(rule, at=START.at, since=since, steps=steps), 500))
    assert len(found) == 500
    assert found == sorted(set(found))
    assert since <= found[0] < since + timedelta(days=31)


@pytest.mark.parametrize("text", DENSE, ids=lambda text: text[:30])
def test_a_rule_that_comes_all_the_time_is_given_up_at_the_budget(text: str) -> None:
    rule, steps = read(f"RRULE:FREQ={text}"), Steps()
    with pytest.raises(Unsupported):
        list(expand(rule, at=START.at, steps=steps))
    assert steps.taken == STEP_LIMIT + 1


@pytest.mark.parametrize("text", [one for one in DENSE if "UNTIL" in one], ids=lambda text: text[:30])
def test_the_last_time_of_millennia_is_found_from_their_end(text: str) -> None:
    found = within_budget(lambda steps: last_time(read(f"RRULE:FREQ={text}"), at=START.at, steps=steps))
    assert isinstance(found, datetime)
    assert found.date() == date(9999, 12, 31)


def test_a_weekly_rule_of_millennia_is_cheap_at_its_end() -> None:
    steps = Steps(limit=100)
    rule = Rule(Frequency.WEEKLY, ANCHOR, until=date(9999, 12, 31), by_day=(ByDay(0),))
    assert last_match(rule, steps=steps) == date(9999, 12, 27)
    assert next(matches(rule, since=date(9000, 1, 1), steps=steps)) == date(9000, 1, 6)


def test_a_window_beyond_the_calendar_is_empty() -> None:
    rule = read("RRULE:FREQ=DAILY")
    assert list(expand(rule, at=time(23, 59, 59), since=LATEST)) == []
    assert list(expand(rule, at=START.at, since=datetime(9999, 12, 30), before=LATEST)) == [
        datetime(9999, 12, 30, 9),
        datetime(9999, 12, 31, 9),
    ]
    assert list(expand(rule, at=START.at, since=datetime(2030, 1, 2), before=datetime(2030, 1, 1))) == []


def test_ten_thousand_further_dates_are_counted_as_steps() -> None:
    days = tuple(ANCHOR + timedelta(days=number) for number in range(10_000))
    steps = Steps()
    rule = Rule(Frequency.DAILY, ANCHOR, count=1, extra_days=days)
    assert len(list(expand(rule, at=START.at, steps=steps))) == 10_000
    assert 10_000 < steps.taken < STEP_LIMIT
