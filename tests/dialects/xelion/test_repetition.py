"""Xelion's recurrence members mean one rule, and a rule reads as the members it was written with."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from msgspec import UNSET

from filebook.core.appointments import Span
from filebook.core.errors import Invalid
from filebook.core.recurrence.days import matches
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.dialects.xelion.dates import day_from
from filebook.dialects.xelion.repetition import repetition_of, rule_from_xelion
from filebook.dialects.xelion.wire import Repetition

ZONE = "Europe/Amsterdam"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _said(kind: str, **members: object) -> Repetition:
    """Members as a client sends them; `days` is a list of weekday names."""
    days = members.pop("days", ())
    assert isinstance(days, tuple)
    return msgspec.convert({"recurrenceType": kind, **members, **dict.fromkeys(days, True)}, Repetition)


def _count(number: int, **members: object) -> dict[str, object]:
    return {"recurrenceTerminationType": "recurrenceCount", "recurrenceCount": number, **members}


def _days(text: str, year: int) -> list[date]:
    """`20/3 27/3` as days."""
    return [date(year, int(month), int(day)) for day, month in (part.split("/") for part in text.split())]


SOURCE = _said("weekly", days=("monday",), **_count(6))
MONDAYS = _days("20/3 27/3 3/4 10/4 17/4 24/4", 2017)

VECTORS = [
    pytest.param(
        "2017-03-13", SOURCE, "2017-03-19 23:00", ("2017-03-19 23:00", "2017-04-23 22:00", MONDAYS), id="source"
    ),
    pytest.param("2017-03-13", SOURCE, "", ("2017-03-19 23:00", "2017-04-23 22:00", MONDAYS), id="first not given"),
    pytest.param(
        "2017-03-13",
        SOURCE,
        "2017-03-13 10:10",
        ("2017-03-12 23:00", "2017-04-16 22:00", _days("13/3 20/3 27/3 3/4 10/4 17/4", 2017)),
        id="first is the start",
    ),
    pytest.param(
        "2017-02-25",
        SOURCE,
        "2017-02-25 11:50",
        ("2017-02-26 23:00", "2017-04-02 22:00", _days("27/2 6/3 13/3 20/3 27/3 3/4", 2017)),
        id="start off the pattern",
    ),
    pytest.param(
        "2024-10-16",
        _said("weekly", recurrenceInterval=2, days=("monday", "wednesday"), **_count(5)),
        "",
        ("2024-10-27 23:00", "2024-11-24 23:00", _days("28/10 30/10 11/11 13/11 25/11", 2024)),
        id="every second week",
    ),
    pytest.param(
        "2024-10-25",
        _said("daily", **_count(4)),
        "",
        ("2024-10-25 22:00", "2024-10-28 23:00", _days("26/10 27/10 28/10 29/10", 2024)),
        id="daily across the end of summer time",
    ),
    pytest.param(
        "2024-03-28",
        _said(
            "daily",
            recurrenceInterval=3,
            recurrenceTerminationType="recurrenceTerminationDate",
            recurrenceTerminationDate="2024-04-08 22:00:00",
        ),
        "",
        ("2024-03-30 23:00", "2024-04-08 22:00", _days("31/3 3/4 6/4 9/4", 2024)),
        id="every third day until a day",
    ),
    pytest.param(
        "2024-01-31",
        _said("monthly", monthRecurrenceType="dayOfMonth", **_count(4)),
        "",
        ("2024-03-30 23:00", "2024-08-30 22:00", _days("31/3 31/5 31/7 31/8", 2024)),
        id="months without the day are skipped",
    ),
    pytest.param(
        "2024-01-15",
        _said("monthly", monthRecurrenceType="weekDay", **_count(3)),
        "",
        ("2024-02-18 23:00", "2024-04-14 22:00", _days("19/2 18/3 15/4", 2024)),
        id="third Monday",
    ),
    pytest.param(
        "2024-03-29",
        _said("monthly", monthRecurrenceType="weekDay", **_count(3)),
        "",
        ("2024-04-25 22:00", "2024-06-27 22:00", _days("26/4 31/5 28/6", 2024)),
        id="a fifth Friday means the last",
    ),
    pytest.param(
        "2024-02-29",
        _said("yearly", **_count(2)),
        "",
        ("2028-02-28 23:00", "2032-02-28 23:00", [date(2028, 2, 29), date(2032, 2, 29)]),
        id="leap day",
    ),
    pytest.param(
        "2024-06-03",
        _said("weekly", days=("monday",), recurrenceTerminationType="never"),
        "",
        ("2024-06-09 22:00", "", None),
        id="endless",
    ),
    pytest.param(
        "2024-06-04",
        _said("weekly", days=("tuesday",), **_count(2)),
        "",
        ("2024-06-10 22:00", "2024-06-17 22:00", _days("11/6 18/6", 2024)),
        id="a start that is another day in UTC",
    ),
]
"""Start, members, first recurrence date as sent; first and last as told, the recurrences."""


@pytest.mark.parametrize(("start", "said", "first_given", "told"), VECTORS)
def test_the_reference_vectors_hold_and_are_stable_when_written_back(
    start: str, said: Repetition, first_given: str, told: tuple[str, str, list[date] | None]
) -> None:
    first, last, days = told
    starts_on = date.fromisoformat(start)
    span = Span(datetime.fromisoformat(start + " 11:10"), datetime.fromisoformat(start + " 11:20"), ZONE)
    for given_first in (first_given, first):
        rule = rule_from_xelion(
            msgspec.structs.replace(said, firstRecurrenceDate=given_first), starts_on=starts_on, zone=ZONE
        )
        shown = repetition_of(rule, span, zone=ZONE)
        assert shown is not None
        assert shown.firstRecurrenceDate == first + ":00"
        assert shown.lastRecurrenceDate == (last and last + ":00")
        if days is not None:
            assert list(matches(rule)) == days
        assert shown.recurrenceCount == said.recurrenceCount
        assert shown.recurrenceTerminationDate == said.recurrenceTerminationDate
        assert rule_from_xelion(shown, starts_on=starts_on, zone=ZONE) == rule


@st.composite
def _repetitions(draw: st.DrawFn) -> Repetition:
    ending = draw(st.sampled_from(["recurrenceCount", "recurrenceTerminationDate", "never"]))
    return _said(
        draw(st.sampled_from(["daily", "weekly", "monthly", "yearly"])),
        recurrenceInterval=draw(st.integers(1, 12)),
        recurrenceTerminationType=ending,
        recurrenceCount=draw(st.integers(1, 40)) if ending == "recurrenceCount" else 0,
        recurrenceTerminationDate="2040-02-29 23:00:00" if ending == "recurrenceTerminationDate" else "",
        monthRecurrenceType=draw(st.sampled_from(["dayOfMonth", "weekDay"])),
        firstRecurrenceDate=draw(st.sampled_from(["", "2025-07-31 10:00:00", "2026-01-01"])),
        days=tuple(draw(st.sets(st.sampled_from(WEEKDAYS)))),
    )


@given(_repetitions(), st.dates(date(2020, 1, 1), date(2025, 7, 31)), st.sampled_from([ZONE, "America/New_York"]))
def test_what_is_read_and_written_back_never_changes_a_series(said: Repetition, starts_on: date, zone: str) -> None:
    try:
        rule = rule_from_xelion(said, starts_on=starts_on, zone=zone)
    except Invalid:
        reject()  # such as every twelfth month from July on the 31st of a month that has none
    start = datetime.combine(starts_on, datetime.min.time()) + timedelta(hours=23, minutes=30)
    shown = repetition_of(rule, Span(start, start + timedelta(minutes=10), zone), zone=zone)
    assert shown is not None
    assert rule_from_xelion(shown, starts_on=starts_on, zone=zone) == rule
    assert shown.recurrenceTerminationType == said.recurrenceTerminationType
    assert shown.recurrenceInterval == said.recurrenceInterval
    assert (shown.monthRecurrenceType is not UNSET) == (said.recurrenceType == "monthly")
    if said.recurrenceType != "weekly":
        assert not any(getattr(shown, weekday) for weekday in WEEKDAYS)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("COUNT", "count"),
        ("recurrencecount", "count"),
        ("endDate", "date"),
        ("terminationDate", "date"),
        ("recurrenceEndDate", "date"),
        ("date", "date"),
        ("none", "never"),
        ("noTermination", "never"),
        ("endless", "never"),
        ("noEndDate", "never"),
        ("", "never"),
    ],
)
def test_other_words_for_how_a_series_ends_are_understood(word: str, meant: str) -> None:
    said = _said(
        "Daily", recurrenceTerminationType=word, recurrenceCount=3, recurrenceTerminationDate="2024-05-04T22:00:00"
    )
    rule = rule_from_xelion(said, starts_on=date(2024, 5, 1), zone=ZONE)
    assert (rule.count, rule.until) == {"count": (3, None), "date": (None, date(2024, 5, 5)), "never": (None, None)}[
        meant
    ]


@pytest.mark.parametrize("word", ["dayOfWeek", "weekday", "dayInMonth", "weekDay"])
def test_other_words_for_a_weekday_of_the_month_are_understood(word: str) -> None:
    rule = rule_from_xelion(_said("monthly", monthRecurrenceType=word), starts_on=date(2024, 1, 15), zone=ZONE)
    assert rule.by_day == (ByDay(0, 3),)


@pytest.mark.parametrize(
    "said",
    [
        _said("hourly"),
        _said(""),
        _said("daily", recurrenceInterval=0),
        _said("daily", recurrenceTerminationType="recurrenceCount"),
        _said("daily", recurrenceTerminationType="recurrenceTerminationDate"),
        _said("daily", recurrenceTerminationType="date", recurrenceTerminationDate="soon"),
        _said("daily", recurrenceTerminationType="date", recurrenceTerminationDate="2024-05-01"),
        _said("daily", recurrenceTerminationType="sometimes"),
        _said("monthly", monthRecurrenceType="moon"),
        _said("daily", firstRecurrenceDate="2024-04-30"),
        _said("daily", firstRecurrenceDate="0001-01-01 00:00:00+14:00"),
        _said("monthly", recurrenceInterval=12, firstRecurrenceDate="2025-02-10"),
    ],
)
def test_members_that_cannot_be_meant_are_refused(said: Repetition) -> None:
    with pytest.raises(Invalid):
        rule_from_xelion(
            said, starts_on=date(2024, 5, 1) if said.recurrenceInterval != 12 else date(2024, 1, 31), zone=ZONE
        )


START = datetime.fromisoformat("2024-01-15 10:00")
SPAN = Span(START, START, ZONE)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.MONTHLY, START.date(), by_month_day=(15, 20)),
        Rule(Frequency.MONTHLY, START.date(), by_month_day=(-1,)),
        Rule(Frequency.MONTHLY, START.date(), by_month_day=(16,)),
        Rule(Frequency.MONTHLY, START.date(), by_day=(ByDay(0),)),
        Rule(Frequency.MONTHLY, START.date(), by_day=(ByDay(0, -1),)),
        Rule(Frequency.MONTHLY, START.date(), by_day=(ByDay(0, 3), ByDay(1, 3))),
        Rule(Frequency.YEARLY, START.date(), by_month=(1, 7)),
        Rule(Frequency.YEARLY, START.date(), by_month=(2,)),
        Rule(Frequency.YEARLY, START.date(), by_month_day=(1,)),
        Rule(Frequency.WEEKLY, START.date(), by_set_position=(1,)),
        Rule(Frequency.HOURLY, START.date()),
        Rule(Frequency.WEEKLY, START.date(), extra_days=(date(2024, 2, 2),)),
    ],
)
def test_a_rule_that_xelion_has_no_words_for_is_not_told(rule: Rule) -> None:
    assert repetition_of(rule, SPAN, zone=ZONE) is None


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (Rule(Frequency.DAILY, START.date()), "daily"),
        (Rule(Frequency.WEEKLY, START.date()), "weekly"),
        (Rule(Frequency.MONTHLY, START.date()), "monthly"),
        (Rule(Frequency.YEARLY, START.date()), "yearly"),
        (Rule(Frequency.YEARLY, START.date(), by_month=(1,)), "yearly"),
    ],
)
def test_a_rule_that_leaves_its_days_to_the_anchor_is_told(rule: Rule, kind: str) -> None:
    shown = repetition_of(rule, SPAN, zone=ZONE)
    assert shown is not None
    assert shown.recurrenceType == kind
    assert shown.firstRecurrenceDate == "2024-01-14 23:00:00"
    assert shown.monday == (kind == "weekly")


def test_a_series_that_is_on_another_day_where_the_business_is_is_not_told() -> None:
    rule = Rule(Frequency.WEEKLY, START.date())
    there = replace(SPAN, zone="America/New_York")
    assert repetition_of(rule, there, zone=ZONE) is not None
    late = START.replace(hour=20)
    assert repetition_of(rule, replace(there, starts=late, ends=late), zone=ZONE) is None
    all_day = Span(START.replace(hour=0), START.replace(hour=0), "Pacific/Auckland", start_all_day=True)
    assert repetition_of(rule, all_day, zone=ZONE) is not None


def test_the_end_of_a_series_until_the_last_year_is_found_at_once() -> None:
    shown = repetition_of(Rule(Frequency.DAILY, START.date(), until=date(9999, 12, 31)), SPAN, zone=ZONE)
    assert shown is not None
    assert shown.lastRecurrenceDate == "9999-12-30 23:00:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-03-19 23:00:00", date(2017, 3, 20)),
        ("2017-03-19T23:00:00", date(2017, 3, 20)),
        ("2017-03-19T23:00:00Z", date(2017, 3, 20)),
        ("2017-03-20", date(2017, 3, 20)),
        (" ", None),
    ],
)
def test_a_date_is_read_in_every_form_as_the_local_day(text: str, day: date | None) -> None:
    assert day_from(text, ZONE, member="firstRecurrenceDate") == day
