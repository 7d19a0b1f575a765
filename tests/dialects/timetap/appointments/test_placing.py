"""What is shown of a time, said again, is the same time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from filebook.core.appointments import Appointment, Buffer, Span
from filebook.core.ids import BusinessNumber, Number, Uid
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.placing import Placed, changed_time, new_time
from filebook.dialects.timetap.appointments.translate import Times, times_of
from filebook.dialects.timetap.appointments.wishes import Group, SaidTimes
from filebook.dialects.timetap.clock import midnight

HERE, THERE = "Asia/Tokyo", "Asia/Kolkata"
"""Clocks that are never changed."""
NOTHING = Group()
NOW = datetime(2031, 1, 1, tzinfo=UTC)

moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
lengths = st.integers(0, 3000).map(lambda count: timedelta(minutes=count))
minutes = st.integers(0, 1440)
placed = st.builds(
    lambda at, length, before, after: Placed(Span(at, at + length, HERE), Buffer(before, after)),
    moments,
    lengths,
    minutes,
    minutes,
)


def shown(time: Placed) -> Times:
    """How an appointment at that time is shown."""
    plain = Appointment(BusinessNumber(1), Number(1), Uid(""), "", "", time.span, NOW, NOW, buffer=time.buffer)
    return times_of(Member(plain), zone=HERE, client_zone=THERE)


def group(starts: datetime, ends: datetime) -> Group:
    start_on, end_on = starts.date(), ends.date()
    return Group(start_on, starts - midnight(start_on), end_on, ends - midnight(end_on))


def said(times: Times) -> SaidTimes:
    """All of it sent back."""
    return SaidTimes(
        group(times.starts, times.ends), group(times.client_starts, times.client_ends), times.first, times.last
    )


@given(time=placed, service=st.builds(Buffer, minutes, minutes))
def test_a_new_appointment_at_the_times_of_another_is_at_the_same_time(time: Placed, service: Buffer) -> None:
    assert new_time(said(shown(time)), zone=HERE, client_zone=THERE, buffer=service) == time


@given(time=placed)
def test_the_client_s_clock_or_the_instants_alone_mean_the_same_with_the_same_buffer(time: Placed) -> None:
    whole = said(shown(time))
    for part in (replace(whole, staff=NOTHING), replace(whole, staff=NOTHING, client=NOTHING)):
        assert new_time(part, zone=HERE, client_zone=THERE, buffer=time.buffer) == time


@given(before=placed, after=placed)
def test_a_change_to_the_times_of_another_ends_at_the_same_time(before: Placed, after: Placed) -> None:
    present = shown(before)
    whole = said(shown(after))
    changed = changed_time(whole, present, zone=HERE, client_zone=THERE, buffer=before.buffer)
    differ = (
        group(present.starts, present.ends) != whole.staff,
        group(present.client_starts, present.client_ends) != whole.client,
    )
    if all(differ):
        assert changed == after
    assert changed_time(said(present), present, zone=HERE, client_zone=THERE, buffer=before.buffer) is None
