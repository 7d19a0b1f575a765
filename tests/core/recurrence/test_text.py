"""Rules as iCalendar text: read, written, refused."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.reading import rule_from_lines, rule_from_text
from filebook.core.recurrence.rule import SUB_DAILY, ByDay, Frequency, Rule
from filebook.core.recurrence.writing import rule_lines, rule_text
from tests.core.recurrence.drawing import Drawn, drawn

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MONDAY = date(2026, 3, 2)
TEN, FLOATING, DAYS = Start(time(10), BERLIN), Start(time(10)), Start(all_day=True)


def read(*lines: str, start: Start = TEN) -> Rule:
    rule = rule_from_lines(lines, anchor=MONDAY, start=start, zone_named=ZoneInfo)
    assert rule is not None
    return rule


@given(drawn(), st.booleans())
def test_what_is_written_is_read_back_as_it_was(one: Drawn, floating: bool) -> None:
    start = Start(one.start.at) if floating else one.start
    text = rule_text(one.rule, start=start)
    assert rule_from_text(text, anchor=one.rule.anchor, start=start) == one.rule
    assert rule_text(rule_from_text(text, anchor=one.rule.anchor, start=start), start=start) == text


@pytest.mark.parametrize("start", [TEN, FLOATING, DAYS], ids=["zoned", "floating", "all day"])
def test_further_and_excluded_dates_are_read_back_as_they_were(start: Start) -> None:
    has_times = not start.all_day
    rule = Rule(
        Frequency.MONTHLY,
        MONDAY,
        until=date(2027, 10, 31),
        by_day=(ByDay(0, 1), ByDay(6, -1)),
        extra_days=(date(2026, 3, 29), date(2026, 10, 25)),
        extra_times=(datetime(2026, 10, 25, 2, 30),) if has_times else (),
        excluded_days=(date(2026, 4, 6),),
        excluded_times=(datetime(2026, 5, 4, 11),) if has_times else (),
    )
    assert read(*rule_lines(rule, start=start), start=start) == rule


def test_text_is_written_in_the_form_of_the_start() -> None:
    rule = Rule(Frequency.DAILY, MONDAY, until=date(2026, 4, 1), extra_days=(date(2026, 5, 1),), week_start=6)
    assert rule_lines(rule, start=TEN) == [
        "RRULE:FREQ=DAILY;UNTIL=20260401T080000Z;WKST=SU",
        "RDATE;TZID=Europe/Berlin:20260501T100000",
    ]
    assert rule_lines(rule, start=FLOATING)[0] == "RRULE:FREQ=DAILY;UNTIL=20260401T100000;WKST=SU"
    assert rule_lines(rule, start=DAYS) == [
        "RRULE:FREQ=DAILY;UNTIL=20260401;WKST=SU",
        "RDATE;VALUE=DATE:20260501",
    ]


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        ("20260401", date(2026, 4, 1)),
        ("20260401T080000Z", date(2026, 4, 1)),
        ("20260401T075959Z", date(2026, 3, 31)),
        ("20260401T100000", date(2026, 4, 1)),
        ("20260401T095959", date(2026, 3, 31)),
        ("20260331T230000Z", date(2026, 3, 31)),
        ("99991231T235959Z", date(9999, 12, 31)),
    ],
)
def test_a_rule_of_days_ends_with_the_last_day_that_begins_in_time(until: str, last_day: date) -> None:
    rule = read(f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert (rule.until, rule.until_time) == (last_day, None)


def test_the_last_day_is_right_in_the_nights_of_clock_changes() -> None:
    """At half past two: on 29 March that is 01:30 UTC, moved forward; on 25 October the first of two is 00:30 UTC."""
    at_night = Start(time(2, 30), BERLIN)
    for until, last_day in [
        ("20260329T013000Z", date(2026, 3, 29)),
        ("20260329T012959Z", date(2026, 3, 28)),
        ("20261025T003000Z", date(2026, 10, 25)),
        ("20261025T010000Z", date(2026, 10, 25)),
        ("20261025T002959Z", date(2026, 10, 24)),
    ]:
        assert read(f"RRULE:FREQ=DAILY;UNTIL={until}", start=at_night).until == last_day
    rule = read("RRULE:FREQ=DAILY", "EXDATE:20260329T013000Z,20261025T003000Z", start=at_night)
    assert rule.excluded_days == (date(2026, 3, 29), date(2026, 10, 25))


def test_the_end_of_a_rule_of_hours_keeps_its_time() -> None:
    rule = read("RRULE:FREQ=HOURLY;UNTIL=20260401T080000Z")
    assert (rule.until, rule.until_time) == (date(2026, 4, 1), time(10))
    assert read("RRULE:FREQ=HOURLY;UNTIL=20260401").until_time is None


def test_dates_in_another_zone_are_told_in_the_starts() -> None:
    rule = read(
        "RRULE:FREQ=DAILY;BYHOUR=10,16",
        'rdate;tzid="America/New_York":20260504T120000,20260505T040000',
        "EXDATE;VALUE=DATE:20260506",
        "EXDATE:20260507T080000Z",
    )
    assert (rule.extra_days, rule.extra_times) == ((date(2026, 5, 5),), (datetime(2026, 5, 4, 18),))
    assert (rule.excluded_days, rule.excluded_times) == ((date(2026, 5, 6),), (datetime(2026, 5, 7, 10),))


def test_dates_alone_make_a_series_of_the_first_day_and_them() -> None:
    rule = read("RDATE;VALUE=DATE:20260310")
    assert rule == Rule(Frequency.DAILY, MONDAY, count=1, extra_days=(date(2026, 3, 10),))
    assert rule_from_lines([], anchor=MONDAY, start=TEN, zone_named=ZoneInfo) is None


def test_inexact_programs_are_understood() -> None:
    rule = read("rrule:freq=weekly;byday=mo,+1we;interval=02;")
    assert rule == Rule(Frequency.WEEKLY, MONDAY, interval=2, by_day=(ByDay(0), ByDay(2, 1)))
    assert read("RRULE:FREQ=DAILY;BYHOUR=9", start=DAYS) == Rule(Frequency.DAILY, MONDAY)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "part"),
        ("FREQ", "part"),
        ("FREQ=", "part"),
        ("FREQ=DAILY;;COUNT=1", "part"),
        ("FREQ=DAILY;FREQ=DAILY", "part"),
        ("FREQ=DAILY;COLOUR=RED", "part"),
        ("INTERVAL=1", "FREQ"),
        ("FREQ=FORTNIGHTLY", "FREQ"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=1000", "INTERVAL"),
        ("FREQ=DAILY;COUNT=10001", "COUNT"),
        ("FREQ=DAILY;COUNT=٣", "COUNT"),
        ("FREQ=DAILY;COUNT=1_0", "COUNT"),
        ("FREQ=DAILY;COUNT=1;UNTIL=20260401", "not_together"),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20260401T25", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20260401T250000Z", "UNTIL"),
        ("FREQ=DAILY;UNTIL=00000101", "UNTIL"),
        ("FREQ=WEEKLY;WKST=XX", "WKST"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY"),
        ("FREQ=YEARLY;BYMONTH=0", "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=1,,2", "BYMONTH"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO"),
        ("FREQ=YEARLY;BYYEARDAY=-367", "BYYEARDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR"),
        ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE"),
        ("FREQ=DAILY;BYSECOND=61", "BYSECOND"),
        ("FREQ=DAILY;BYSETPOS=0;BYDAY=MO", "BYSETPOS"),
        ("FREQ=DAILY;BYDAY=" + "MO," * 10_000, "length"),
        ("FREQ=DAILY;BYMONTH=" + ",".join(["1"] * 13), "BYMONTH"),
    ],
    ids=lambda value: value[:40],
)
def test_bad_text_is_refused_by_the_part_that_is_bad(text: str, part: str) -> None:
    with pytest.raises(Invalid) as refused:
        rule_from_text(text, anchor=MONDAY, start=TEN)
    assert (refused.value.field, refused.value.reason) == ("rule", part)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "RRULE"),
        (["RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"], "EXRULE"),
        (["DTSTART:20260302T100000"], "property"),
        (["no property"], "property"),
        (["RDATE;VALUE=PERIOD:20260302T100000/PT1H"], "RDATE"),
        (["RDATE:20260302T100000,"], "RDATE"),
        (["EXDATE:20261302"], "EXDATE"),
        (["RDATE:20260302"] * 10_001, "RDATE"),
        (["EXDATE:" + ",".join(["20260302"] * 10_001)], "EXDATE"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_lines_are_refused_by_their_name(lines: list[str], reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(*lines)
    assert (refused.value.field, refused.value.reason) == ("rule", reason)


def test_hours_of_an_appointment_without_times_are_refused() -> None:
    with pytest.raises(Invalid):
        read("RRULE:FREQ=HOURLY", start=DAYS)


@given(drawn())
def test_every_sound_rule_may_come_in_but_those_that_come_too_often(one: Drawn) -> None:
    rule = one.rule
    if rule.frequency is Frequency.SECONDLY or (rule.frequency is Frequency.MINUTELY and rule.endless):
        with pytest.raises(Invalid):
            require_acceptable(rule)
    else:
        require_acceptable(rule)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.DAILY, MONDAY, by_day=(ByDay(7),)),
        Rule(Frequency.MONTHLY, MONDAY, by_day=(ByDay(0, 0),)),
        Rule(Frequency.YEARLY, MONDAY, by_week_number=(20,), by_day=(ByDay(0, 1),)),
        Rule(Frequency.WEEKLY, MONDAY, by_month_day=(1,)),
        Rule(Frequency.MONTHLY, MONDAY, by_year_day=(1,)),
        Rule(Frequency.DAILY, MONDAY, week_start=7),
        Rule(Frequency.DAILY, MONDAY, extra_days=(MONDAY,) * 10_001),
        Rule(Frequency.DAILY, MONDAY, excluded_times=(datetime(2026, 3, 2),) * 10_001),
    ],
)
def test_a_rule_that_no_text_could_mean_may_not_come_in(rule: Rule) -> None:
    with pytest.raises(Invalid):
        require_acceptable(rule)


def test_the_frequencies_below_a_day_are_three() -> None:
    assert {frequency.value for frequency in SUB_DAILY} == {"HOURLY", "MINUTELY", "SECONDLY"}
