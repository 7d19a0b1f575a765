"""Members: the days of a series as appointments of their own, in order, each found again by its day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.appointments import Appointment, ChangedOccurrence, Span, Status
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.core.members import Member, each_day, each_member, earlier, member_on, with_change
from filebook.core.recurrence.rule import ByDay, Frequency, Rule

FIRST = date(2031, 3, 3)
NOON = datetime(2031, 3, 3, 12)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def a_series(
    frequency: Frequency = Frequency.DAILY, *, anchor: date = FIRST, status: Status = Status.ACTIVE
) -> Appointment:
    return Appointment(
        BusinessNumber(1),
        Number(7),
        Uid("11111111-1111-4111-8111-111111111111"),
        "x@y",
        "Weekly",
        Span(NOON, NOON + timedelta(hours=1), "UTC"),
        NOW,
        NOW,
        comment="c",
        status=status,
        rule=Rule(frequency, anchor),
    )


@given(
    st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY]),
    st.integers(0, 400),
    st.integers(-100, 10_000),
)
def test_days_ascend_and_each_is_found_again(frequency: Frequency, later_days: int, since_days: int) -> None:
    series = a_series(frequency, anchor=FIRST + timedelta(days=later_days))
    since = FIRST + timedelta(days=since_days)
    days = list(islice(each_day(series, since=since), 20))
    assert all(one < other for one, other in pairwise(days))
    assert all(day >= since for day in days)
    assert [member.day for member in islice(each_member(series, since=since), 20)] == days
    for day in days:
        assert member_on(series, day) == Member(series, day)
    missing = set(days[:1]) and days[0] - timedelta(days=1)
    if missing and missing >= since:
        assert member_on(series, missing) is None


@pytest.mark.parametrize(("anchor", "count"), [(date(2017, 3, 20), 7), (date(2017, 3, 13), 6)])
def test_the_appointments_own_day_belongs_to_the_series_and_counts_once(anchor: date, count: int) -> None:
    monday = datetime(2017, 3, 13, 11, 10)
    rule = Rule(Frequency.WEEKLY, anchor, count=6, by_day=(ByDay(0),))
    series = replace(a_series(), span=Span(monday, monday + timedelta(minutes=10), "Europe/Amsterdam"), rule=rule)
    days = list(each_day(series))
    assert (days[0], len(days)) == (monday.date(), count)


def test_a_single_appointment_has_its_one_day() -> None:
    single = Appointment(
        BusinessNumber(1), Number(7), Uid("u"), "", "", Span(NOON, NOON, "UTC"), created_at=NOW, modified_at=NOW
    )
    assert list(each_day(single)) == [FIRST]
    assert Member(single).number == 7


@pytest.mark.parametrize(
    ("of_series", "own", "left_out", "expected"),
    [
        (Status.ACTIVE, None, False, Status.ACTIVE),
        (Status.PENDING, None, False, Status.PENDING),
        (Status.ACTIVE, Status.NO_SHOW, False, Status.NO_SHOW),
        (Status.ACTIVE, Status.NO_SHOW, True, Status.CANCELLED),
        (Status.CANCELLED, Status.COMPLETED, False, Status.CANCELLED),
    ],
)
def test_a_day_stands_where_it_was_put_unless_it_is_cancelled(
    of_series: Status, own: Status | None, left_out: bool, expected: Status
) -> None:
    series = a_series(status=of_series)
    change = ChangedOccurrence(FIRST, series.span, status=own)
    member = member_on(with_change(series, change, left_out=left_out), FIRST)
    assert member is not None
    assert member.status is expected


def test_a_change_replaces_the_one_before_and_brings_a_day_back() -> None:
    series = a_series()
    moved = Span(NOON + timedelta(days=90), NOON + timedelta(days=90, hours=2), "UTC")
    once = with_change(series, ChangedOccurrence(FIRST, series.span, comment="first"), left_out=True)
    twice = with_change(once, ChangedOccurrence(FIRST, moved, subject="Moved"), left_out=False)
    assert len(twice.changed) == 1
    member = member_on(twice, FIRST, Ref(Number(9), Uid("v")))
    assert member is not None
    assert (member.number, member.span, member.subject, member.comment) == (9, moved, "Moved", "c")
    assert not member.is_left_out


def test_a_change_without_a_span_is_a_day_left_out() -> None:
    member = Member(a_series(), FIRST, change=ChangedOccurrence(FIRST, None))
    assert (member.status, member.span) == (Status.CANCELLED, a_series().span)


def test_there_is_no_day_before_the_first() -> None:
    assert earlier(FIRST, timedelta(days=3)) == date(2031, 2, 28)
    assert earlier(date.min, timedelta(days=1)) == date.min
