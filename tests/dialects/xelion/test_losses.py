"""What Xelion cannot say of a series, part by part; and what lists show of such a series all the same."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.appointments import Span
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.dialects import xelion
from filebook.dialects.xelion.losses import losses
from filebook.dialects.xelion.repetition import is_told, repetition_of, rule_from_xelion
from filebook.services.booking import NewAppointment
from tests.dialects.xelion.book import caller, staff
from tests.world import ZONE, World

START = datetime(2024, 1, 15, 10, 0)
"""The third Monday of January."""
SPAN = Span(START, START, ZONE)
DAILY, WEEKLY, MONTHLY, YEARLY = Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY


def _rule(frequency: Frequency, **parts: Any) -> Rule:
    return Rule(frequency, START.date(), **parts)


LOST = [
    (_rule(Frequency.HOURLY), "FREQ"),
    (_rule(Frequency.MINUTELY, count=3), "FREQ"),
    (_rule(DAILY, by_month=(1,)), "BYMONTH"),
    (_rule(DAILY, by_day=(ByDay(0),)), "BYDAY"),
    (_rule(DAILY, by_month_day=(15,)), "BYMONTHDAY"),
    (_rule(DAILY, by_hour=(10, 14)), "BYHOUR"),
    (_rule(DAILY, by_minute=(0, 30)), "BYMINUTE"),
    (_rule(WEEKLY, by_month=(1, 2)), "BYMONTH"),
    (_rule(WEEKLY, by_day=(ByDay(0), ByDay(2)), by_set_position=(1,)), "BYSETPOS"),
    (_rule(WEEKLY, interval=2, week_start=6), "WKST"),
    (_rule(WEEKLY, extra_days=(date(2024, 2, 2),)), "RDATE"),
    (_rule(WEEKLY, extra_times=(datetime(2024, 2, 2, 9),)), "RDATE"),
    (_rule(WEEKLY, excluded_times=(datetime(2024, 1, 22, 10),)), "EXDATE"),
    (_rule(WEEKLY, until=date(2024, 2, 5), until_time=time(9)), "UNTIL"),
    (_rule(MONTHLY, by_month_day=(15, 20)), "BYMONTHDAY"),
    (_rule(MONTHLY, by_month_day=(-1,)), "BYMONTHDAY"),
    (_rule(MONTHLY, by_day=(ByDay(0),)), "BYDAY"),
    (_rule(MONTHLY, by_day=(ByDay(0, -1),)), "BYDAY"),
    (_rule(MONTHLY, by_day=(ByDay(0),), by_set_position=(3,)), "BYDAY BYSETPOS"),
    (_rule(MONTHLY, by_month=(1, 2)), "BYMONTH"),
    (_rule(YEARLY, by_month=(1, 7)), "BYMONTH"),
    (_rule(YEARLY, by_month_day=(15,)), "BYMONTH"),
    (_rule(YEARLY, by_month=(1,), by_month_day=(16,)), "BYMONTHDAY"),
    (_rule(YEARLY, by_day=(ByDay(0, 20),)), "BYDAY"),
    (_rule(YEARLY, by_year_day=(100,)), "BYYEARDAY"),
    (_rule(YEARLY, by_week_number=(20,)), "BYWEEKNO"),
]


@pytest.mark.parametrize(("rule", "lost"), LOST)
def test_each_part_that_xelion_cannot_say_is_named(rule: Rule, lost: str) -> None:
    assert set(losses(rule, SPAN, zone=ZONE)) == set(lost.split())
    assert repetition_of(rule, SPAN, zone=ZONE) is None


@pytest.mark.parametrize(
    "rule",
    [
        _rule(DAILY, interval=3),
        _rule(WEEKLY, week_start=6),
        _rule(WEEKLY, by_day=(ByDay(1), ByDay(4)), until=date(2024, 5, 1)),
        _rule(WEEKLY, excluded_days=(date(2024, 1, 22),), count=4),
        _rule(MONTHLY),
        _rule(MONTHLY, by_day=(ByDay(0, 3),), count=2),
        _rule(YEARLY, by_month=(1,), by_month_day=(15,)),
    ],
)
def test_a_rule_in_xelions_words_loses_nothing(rule: Rule) -> None:
    assert losses(rule, SPAN, zone=ZONE) == ()
    shown = repetition_of(rule, SPAN, zone=ZONE)
    assert shown is not None
    again = rule_from_xelion(shown, starts_on=START.date(), zone=ZONE)
    assert repetition_of(again, SPAN, zone=ZONE) == shown


def test_a_series_that_is_on_another_day_where_the_business_is_is_lost() -> None:
    late = replace(SPAN, starts=START.replace(hour=20), ends=START.replace(hour=20), zone="America/New_York")
    assert losses(_rule(WEEKLY), late, zone=ZONE) == ("DTSTART",)


def test_days_left_out_by_the_rule_are_counted_and_not_told() -> None:
    shown = repetition_of(_rule(WEEKLY, count=4, excluded_days=(START.date(), date(2024, 2, 5))), SPAN, zone=ZONE)
    assert shown is not None
    assert (shown.firstRecurrenceDate, shown.recurrenceCount) == ("2024-01-14 23:00:00", 4)
    assert shown.lastRecurrenceDate == "2024-02-04 23:00:00"


@given(st.sampled_from([rule for rule, _ in LOST]), st.sampled_from([ZONE, "Asia/Tokyo"]))
def test_a_series_is_told_just_where_nothing_is_lost(rule: Rule, zone: str) -> None:
    assert is_told(rule, SPAN, zone=zone) is (losses(rule, SPAN, zone=zone) == ())


def test_the_page_of_the_door_names_every_loss() -> None:
    page = (Path(xelion.__file__).parent / "README.md").read_text("utf-8")
    names = {name for _, lost in LOST for name in lost.split()} | {"DTSTART", "BYSECOND"}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_lists_show_every_occurrence_of_a_series_that_is_shown_as_single(world: World) -> None:
    rule = Rule(MONTHLY, date(2026, 4, 7), by_month_day=(7, 21), count=4)
    span = Span(datetime(2026, 4, 7, 14), datetime(2026, 4, 7, 15), ZONE)
    made = world.services.booking.add(world.actor("owner"), NewAppointment("Elders", span, rule=rule))
    owner = caller(world)
    shown = owner.shown(made.number)
    assert (shown["isRecurrence"], shown["starttime"]) == (False, "2026-04-07 12:00:00")
    assert not [name for name in shown if name.lower().startswith("recurrence")]
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2026-04-01", before="2026-06-30")
    days = [item["starttime"][:10] for item in items if item["oid"] == str(made.number)]
    assert days == ["2026-04-07", "2026-04-21", "2026-05-07", "2026-05-21"]
    assert {item["isRecurrence"] for item in items if item["oid"] == str(made.number)} == {False}
