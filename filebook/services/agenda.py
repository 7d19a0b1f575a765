"""The agenda: what lies in a calendar or happens to a person, each occurrence of a series for itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import Appointment, Calendar, Span, Status
from filebook.core.businesses import User
from filebook.core.errors import NotFound, Unsupported
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence import OCCURRENCE_LIMIT
from filebook.services.book import is_hidden, require_reader
from filebook.services.occurrences import each_occurrence, instant, touches

EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""Beyond them not every wall time is an instant."""

_PEOPLE = frozenset({Kind.STAFF, Kind.CONTACT})
_FIRST_STRIDE, _WIDEST_STRIDE = timedelta(days=32), timedelta(days=8192)
"""A list without an end is looked for in strides, each twice as long as the one before: most lists need one.

The widest has fewer days than `OCCURRENCE_LIMIT`, so no series is cut off in it.
"""
_LOOKED_AT_LIMIT = 10 * OCCURRENCE_LIMIT
"""Appointments looked at until a list is given up, however little was found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence. `owner_name` is that of the staff record which owns the appointment; "" for none."""

    appointment: Appointment
    span: Span
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class OwnedCalendar:
    """A calendar, and the user whose it is; None where it is nobody's."""

    calendar: Calendar
    user: User | None


@dataclass(frozen=True, slots=True)
class _Whose:
    """What is searched for: appointments with one of the members, or of this owner."""

    members: tuple[Number, ...]
    owner: Number | None


_Load = Callable[[datetime, datetime, int], list[Appointment]]
"""Appointments that touch the instants from, to; at most so many."""

_Key = tuple[datetime, Number]


class Agenda:
    """Calendars of the actor's business. Whoever may not read there knows of nothing but what is their own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def kind(self, actor: Actor, number: Number) -> Kind:
        """What a number stands for: something with an agenda, or an appointment. Raises: NotFound("calendar")."""
        with self._catalogue.glance() as tables:
            named = tables.numbers.find(actor.business, number)
        if named is None or named.kind not in {Kind.APPOINTMENT, Kind.CALENDAR, Kind.USER, *_PEOPLE}:
            raise NotFound("calendar", number)
        return named.kind

    def calendars(self, actor: Actor) -> list[OwnedCalendar]:
        """The calendars that the actor may know of, by number. Raises: AccessDenied."""
        require_reader(actor)
        with self._catalogue.read() as tables:
            found = tables.calendars.all(actor.business)
            users = {user.staff.number: user for user in tables.users.of_business(actor.business)}
        return [
            OwnedCalendar(calendar, users.get(calendar.owner.number) if calendar.owner else None)
            for calendar in found
            if calendar.owner is None or _may_know(actor, calendar.owner.number)
        ]

    def own_calendar(self, actor: Actor) -> Calendar | None:
        """The calendar of the calling person."""
        with self._catalogue.read() as tables:
            return next((one for one in tables.calendars.all(actor.business) if one.owner == actor.staff), None)

    def entries(
        self, actor: Actor, number: Number, *, since: datetime | None = None, until: datetime | None = None, limit: int
    ) -> list[Entry]:
        """What lies in a calendar, or what a user, member of staff or contact owns or takes part in, or that lies in
        a calendar of theirs. Occurrences that touch the instants [since, until), by start then number; none that is
        cancelled.

        The first `limit` of them from `since` on; without `since` the last `limit` before `until`.

        Raises: NotFound("calendar"), AccessDenied.
        """
        require_reader(actor)
        with self._catalogue.read() as tables:
            whose = _whose(tables, actor, number)

            def load(starts: datetime, ends: datetime, count: int) -> list[Appointment]:
                return tables.appointments.of_agenda(
                    actor.business, members=whose.members, owner=whose.owner, starts=starts, ends=ends, limit=count
                )

            ends = min(max(until or LATEST, EARLIEST), LATEST)
            if since is None:
                found = _before(actor, load, ends, limit)
            else:
                found = _from(actor, load, min(max(since, EARLIEST), LATEST), ends=ends, limit=limit)
            owners = [entry.appointment.owner.number for entry in found if entry.appointment.owner is not None]
            records = tables.records.many(actor.business, list(dict.fromkeys(owners)))
        names = {owner: record.label for owner, record in records.items()}
        return [
            Entry(entry.appointment, entry.span, names.get(entry.appointment.owner.number, ""))
            if entry.appointment.owner is not None
            else entry
            for entry in found
        ]


def _from(actor: Actor, load: _Load, starts: datetime, *, ends: datetime, limit: int) -> list[Entry]:
    found: dict[_Key, Entry] = {}
    cursor, stride, looked_at = starts, _FIRST_STRIDE, 0
    while cursor < ends and len(found) < limit and looked_at < _LOOKED_AT_LIMIT:
        nearest = load(cursor, ends, 1)
        if not nearest:
            break
        cursor = max(cursor, _first_instant(nearest[0]))  # however long nothing happens before it
        stop = ends if ends - cursor <= stride else cursor + stride
        there = load(cursor, stop, OCCURRENCE_LIMIT)
        found |= _touching(actor, there, cursor, stop)
        cursor, stride, looked_at = stop, min(stride * 2, _WIDEST_STRIDE), looked_at + len(there)
    return [found[key] for key in sorted(found)][:limit]


def _before(actor: Actor, load: _Load, ends: datetime, limit: int) -> list[Entry]:
    found: dict[_Key, Entry] = {}
    cursor, stride, looked_at = ends, _FIRST_STRIDE, 0
    while cursor > EARLIEST and looked_at < _LOOKED_AT_LIMIT and load(EARLIEST, cursor, 1):
        start = EARLIEST if cursor - EARLIEST <= stride else cursor - stride
        there = load(start, cursor, OCCURRENCE_LIMIT)
        found |= _touching(actor, there, start, cursor)
        # What touches this stride but began before it may yet be preceded by what a further stride brings.
        if sum(1 for begins, _ in found if begins >= start) >= limit:
            break
        cursor, stride, looked_at = start, min(stride * 2, _WIDEST_STRIDE), looked_at + len(there)
    return [found[key] for key in sorted(found)][-limit:]


def _touching(actor: Actor, appointments: Iterable[Appointment], starts: datetime, ends: datetime) -> dict[_Key, Entry]:
    return {
        (instant(span.starts, span.zone), appointment.number): Entry(appointment, span)
        for appointment in appointments
        if not is_hidden(actor, appointment)
        for span in _spans(appointment, starts, ends)
    }


def _spans(appointment: Appointment, starts: datetime, ends: datetime) -> list[Span]:
    """One series that cannot be expanded must not hide all others: it counts as its first instance."""
    if appointment.status is Status.CANCELLED:
        return []
    cancelled = {changed.span for changed in appointment.changed if changed.status is Status.CANCELLED}
    try:
        found = islice(each_occurrence(appointment, starts=starts, ends=ends), OCCURRENCE_LIMIT)
        return [span for span in found if span not in cancelled]
    except (Unsupported, OverflowError):
        return [appointment.span] if _is_instant(appointment.span) and touches(appointment.span, starts, ends) else []


def _first_instant(appointment: Appointment) -> datetime:
    spans = [appointment.span, *(changed.span for changed in appointment.changed if changed.span is not None)]
    return min((instant(span.starts, span.zone) for span in spans if _is_instant(span)), default=EARLIEST)


def _is_instant(span: Span) -> bool:
    """Whether its wall times are instants, as they are not at the ends of the calendar."""
    return EARLIEST.year < span.starts.year <= span.ends.year < LATEST.year


def _whose(tables: Tables, actor: Actor, number: Number) -> _Whose:
    """Raises: NotFound("calendar")."""
    calendar = tables.calendars.get(actor.business, number)
    if calendar is not None and calendar.owner is None:
        return _Whose((number,), None)
    person = calendar.owner.number if calendar is not None and calendar.owner else _person(tables, actor, number)
    if person is None or not _may_know(actor, person):
        raise NotFound("calendar", number)
    own = [one.number for one in tables.calendars.all(actor.business) if one.owner and one.owner.number == person]
    return _Whose((person, *own), person)


def _person(tables: Tables, actor: Actor, number: Number) -> Number | None:
    """The record of a user, or the live record of a person that has the number itself."""
    user = tables.users.get(actor.business, number)
    if user is not None:
        return user.staff.number
    record = tables.records.get(actor.business, number)
    return number if record is not None and record.kind in _PEOPLE and not record.trashed_at else None


def _may_know(actor: Actor, person: Number) -> bool:
    return may(actor, Action.READ) or person == actor.staff.number
