"""The agenda: what lies in a calendar or happens to a person, each occurrence of a series for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import Appointment, Calendar, Span, Status
from filebook.core.businesses import User
from filebook.core.errors import NotFound, Unsupported
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT
from filebook.services.book import is_hidden, require_reader
from filebook.services.occurrences import instant, touches
from filebook.services.touching import Found, each_found_of, spans_of

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
class Whose:
    """Whose agenda is looked at: appointments with one of the members, or of this owner."""

    members: tuple[Number, ...]
    owner: Number | None


_Key = tuple[datetime, Number]


@dataclass(frozen=True, slots=True)
class _Search:
    """What the actor looks for, and in which snapshot."""

    tables: Tables
    actor: Actor
    whose: Whose

    def load(self, starts: datetime, ends: datetime, count: int) -> list[Appointment]:
        """Appointments around the instants [starts, ends), at most so many."""
        return self.tables.appointments.of_agenda(
            self.actor.business,
            members=self.whose.members,
            owner=self.whose.owner,
            starts=starts,
            ends=ends,
            limit=count,
        )

    def touching(self, appointments: Sequence[Appointment], starts: datetime, ends: datetime) -> dict[_Key, Entry]:
        """What of them lies in the instants [starts, ends), and the actor may know of."""
        visible = [appointment for appointment in appointments if not is_hidden(self.actor, appointment)]
        return {
            (instant(span.starts, span.zone), found[0].number): Entry(found[0], span)
            for found in each_found_of(self.tables, visible, starts=starts, ends=ends)
            for span in _spans(found, starts, ends)
        }


class Agenda:
    """Calendars of the actor's business. Whoever may not read there knows of nothing but what is their own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def kind(self, actor: Actor, number: Number) -> Kind:
        """What a number stands for: something with an agenda, an appointment or one occurrence.

        Raises: NotFound("calendar").
        """
        with self._catalogue.glance() as tables:
            named = tables.numbers.find(actor.business, number)
        if named is None or named.kind not in {Kind.APPOINTMENT, Kind.OCCURRENCE, Kind.CALENDAR, Kind.USER, *_PEOPLE}:
            raise NotFound("calendar", number)
        return named.kind

    def calendars(self, actor: Actor) -> list[OwnedCalendar]:
        """The calendars that the actor may know of, by number. Raises: AccessDenied."""
        require_reader(actor, kind=Kind.CALENDAR)
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
            search = _Search(tables, actor, whose_agenda(tables, actor, number))
            ends = min(max(until or LATEST, EARLIEST), LATEST)
            if since is None:
                found = _before(search, ends, limit)
            else:
                found = _from(search, min(max(since, EARLIEST), LATEST), ends=ends, limit=limit)
            owners = [entry.appointment.owner.number for entry in found if entry.appointment.owner is not None]
            records = tables.records.many(actor.business, list(dict.fromkeys(owners)))
        names = {owner: record.label for owner, record in records.items()}
        return [
            Entry(entry.appointment, entry.span, names.get(entry.appointment.owner.number, ""))
            if entry.appointment.owner is not None
            else entry
            for entry in found
        ]


def _from(search: _Search, starts: datetime, *, ends: datetime, limit: int) -> list[Entry]:
    found: dict[_Key, Entry] = {}
    cursor, stride, looked_at = starts, _FIRST_STRIDE, 0
    while cursor < ends and len(found) < limit and looked_at < _LOOKED_AT_LIMIT:
        nearest = search.load(cursor, ends, 1)
        if not nearest:
            break
        cursor = max(cursor, _first_instant(nearest[0]))  # however long nothing happens before it
        stop = ends if ends - cursor <= stride else cursor + stride
        there = search.load(cursor, stop, OCCURRENCE_LIMIT)
        found |= search.touching(there, cursor, stop)
        cursor, stride, looked_at = stop, min(stride * 2, _WIDEST_STRIDE), looked_at + len(there)
    return [found[key] for key in sorted(found)][:limit]


def _before(search: _Search, ends: datetime, limit: int) -> list[Entry]:
    found: dict[_Key, Entry] = {}
    cursor, stride, looked_at = ends, _FIRST_STRIDE, 0
    while cursor > EARLIEST and looked_at < _LOOKED_AT_LIMIT and search.load(EARLIEST, cursor, 1):
        start = EARLIEST if cursor - EARLIEST <= stride else cursor - stride
        there = search.load(start, cursor, OCCURRENCE_LIMIT)
        found |= search.touching(there, start, cursor)
        # What touches this stride but began before it may yet be preceded by what a further stride brings.
        if sum(1 for begins, _ in found if begins >= start) >= limit:
            break
        cursor, stride, looked_at = start, min(stride * 2, _WIDEST_STRIDE), looked_at + len(there)
    return [found[key] for key in sorted(found)][-limit:]


def _spans(found: Found, starts: datetime, ends: datetime) -> list[Span]:
    """One appointment that cannot be expanded must not hide all others: it counts as its first instance."""
    whole = found[0]
    if whole.status is Status.CANCELLED:
        return []
    cancelled = {changed.span for changed in whole.changed if changed.status is Status.CANCELLED}
    try:
        spans = spans_of(found if whole.rule else (whole, None), starts=starts, ends=ends, limit=OCCURRENCE_LIMIT)
        return [span for span in spans if span not in cancelled]
    except (Unsupported, OverflowError):
        return [whole.span] if _is_instant(whole.span) and touches(whole.span, starts, ends) else []


def _first_instant(appointment: Appointment) -> datetime:
    spans = [appointment.span, *(changed.span for changed in appointment.changed if changed.span is not None)]
    return min((instant(span.starts, span.zone) for span in spans if _is_instant(span)), default=EARLIEST)


def _is_instant(span: Span) -> bool:
    """Whether its wall times are instants, as they are not at the ends of the calendar."""
    return EARLIEST.year < span.starts.year <= span.ends.year < LATEST.year


def whose_agenda(tables: Tables, actor: Actor, number: Number) -> Whose:
    """What is in a calendar, or concerns a user, member of staff or contact. Raises: NotFound("calendar")."""
    calendar = tables.calendars.get(actor.business, number)
    if calendar is not None and calendar.owner is None:
        return Whose((number,), None)
    person = calendar.owner.number if calendar is not None and calendar.owner else _person(tables, actor, number)
    if person is None or not _may_know(actor, person):
        raise NotFound("calendar", number)
    own = [one.number for one in tables.calendars.all(actor.business) if one.owner and one.owner.number == person]
    return Whose((person, *own), person)


def _person(tables: Tables, actor: Actor, number: Number) -> Number | None:
    """The record of a user, or the live record of a person that has the number itself."""
    user = tables.users.get(actor.business, number)
    if user is not None:
        return user.staff.number
    record = tables.records.get(actor.business, number)
    return number if record is not None and record.kind in _PEOPLE and not record.trashed_at else None


def _may_know(actor: Actor, person: Number) -> bool:
    return may(actor, Action.READ) or person == actor.staff.number
