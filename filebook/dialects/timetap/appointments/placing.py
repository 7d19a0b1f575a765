"""When an appointment is meant to be: its span and the time around it, from the three ways to say it.

Source: the project's TimeTap reference (sections 5.3 and 5.4), read 2026-11-21.

`start…` is the time that staff need, buffers included; `clientStart…` and the instants are the client's, which is the
appointment's own span.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from filebook.core.appointments import NO_BUFFER, Buffer, Span
from filebook.core.errors import Invalid, Missing
from filebook.dialects.timetap.appointments.translate import Times
from filebook.dialects.timetap.appointments.wishes import Group, SaidTimes
from filebook.dialects.timetap.clock import instant_of, midnight, wall_in

_MILLISECOND = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A time with a client, and what staff need around it."""

    span: Span
    buffer: Buffer


def new_time(times: SaidTimes, *, zone: str, client_zone: str, buffer: Buffer) -> Placed:
    """When a new appointment is. `buffer` is its service's. Raises: Missing, Invalid("endTime")."""
    times.require()
    staff = _said(*_walls(times.staff), zone=zone, said_in=zone) if times.staff.is_complete else None
    client = _said(*_walls(times.client), zone=zone, said_in=client_zone) if times.client.is_complete else None
    if staff is None and client is None and times.first is not None and times.last is not None:
        client = _between(times.first, times.last, zone)
    return _settled(staff, client, buffer)


def changed_time(times: SaidTimes, present: Times, *, zone: str, client_zone: str, buffer: Buffer) -> Placed | None:
    """The new time, by the first way of saying it that differs from what is shown; None where none does.

    Where the staff's and the client's both differ, and the one lies in the other, both count. `buffer` is the present
    one. Raises: Invalid("endTime").
    """
    shown = _to_minute(present.starts), _to_minute(present.ends)
    wanted = _walls(times.staff, *shown)
    staff = None if wanted == shown else _said(*wanted, zone=zone, said_in=zone)
    shown = _to_minute(present.client_starts), _to_minute(present.client_ends)
    wanted = _walls(times.client, *shown)
    client = None if wanted == shown else _said(*wanted, zone=zone, said_in=client_zone)
    if staff is None and client is None:
        first, last = times.first or present.first, times.last or present.last
        if abs(first - present.first) < _MILLISECOND and abs(last - present.last) < _MILLISECOND:
            return None
        client = _between(first, last, zone)
    return _settled(staff, client, buffer)


def within(staff: Span, buffer: Buffer) -> Placed:
    """The client's time within the staff's; all of it, where the buffer would leave nothing."""
    first = instant_of(staff.starts, staff.zone) + timedelta(minutes=buffer.before_minutes)
    last = instant_of(staff.ends, staff.zone) - timedelta(minutes=buffer.after_minutes)
    if buffer == NO_BUFFER or first >= last:
        return Placed(staff, NO_BUFFER)
    return Placed(_between(first, last, staff.zone), buffer)


def _settled(staff: Span | None, client: Span | None, buffer: Buffer) -> Placed:
    if staff is None:
        if client is None:
            raise Missing("startDate")
        return Placed(_ordered(client), buffer)
    around = None if client is None else _around(staff, client)
    return within(_ordered(staff), buffer) if client is None or around is None else Placed(client, around)


def _around(staff: Span, client: Span) -> Buffer | None:
    """What the staff's time has more than the client's; None where that does not lie in it."""
    first, last = instant_of(client.starts, client.zone), instant_of(client.ends, client.zone)
    before = (first - instant_of(staff.starts, staff.zone)) // _MINUTE
    after = (instant_of(staff.ends, staff.zone) - last) // _MINUTE
    found = Buffer(before, after)
    return found if found.is_sound and first <= last else None


def _walls(
    group: Group, starts: datetime | None = None, ends: datetime | None = None
) -> tuple[datetime | None, datetime | None]:
    """A group with what it leaves out filled in."""
    start_on = group.start_on or (starts.date() if starts else None)
    end_on = group.end_on or (ends.date() if ends else start_on)
    start_at = _since_midnight(starts) if group.start_at is None else group.start_at
    end_at = _since_midnight(ends) if group.end_at is None else group.end_at
    return (midnight(start_on) + start_at if start_on else None), (midnight(end_on) + end_at if end_on else None)


def _said(starts: datetime | None, ends: datetime | None, *, zone: str, said_in: str) -> Span | None:
    """Wall times of one zone on the clocks of another."""
    if starts is None or ends is None:
        return None
    if said_in == zone:
        return Span(starts, ends, zone)
    return _between(instant_of(starts, said_in), instant_of(ends, said_in), zone)


def _between(first: datetime, last: datetime, zone: str) -> Span:
    there = ZoneInfo(zone)
    return Span(wall_in(first, there), wall_in(last, there), zone)


def _ordered(span: Span) -> Span:
    """Raises: Invalid("endTime"), also where only clocks say that it ends later: it starts in a skipped hour."""
    if span.ends < span.starts or instant_of(span.ends, span.zone) < instant_of(span.starts, span.zone):
        raise Invalid("endTime", "order")
    return span


def _since_midnight(wall: datetime | None) -> timedelta:
    return timedelta() if wall is None else timedelta(hours=wall.hour, minutes=wall.minute)


def _to_minute(wall: datetime) -> datetime:
    return wall.replace(second=0, microsecond=0)
