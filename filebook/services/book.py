"""The appointment book, read: appointments found by number, by time, by who takes part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from heapq import nsmallest

from filebook.core.access import Action, Actor, Judged, Role, Rule, may
from filebook.core.appointments import Appointment, Calendar, Span
from filebook.core.errors import AccessDenied, Invalid, NotFound, Unsupported
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.core.ports.book import AppointmentFilter
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT
from filebook.core.relations import RelationType
from filebook.services.occurrences import instant
from filebook.services.touching import NARROW, Found, each_found, each_found_of, spans_of

MEMBER_LIMIT = 500
"""Whose appointments can be asked for at once."""
_FIRST, _LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""Beyond them not every wall time is an instant."""


class Right(StrEnum):
    """What an actor may do with one appointment; each includes those before it."""

    READ = "read"
    WRITE = "write"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list. `goes_on_after`: the number after which the next one begins, None where there is none.

    A series that turns out not to take place in the window is left out: a page may hold less than there is to come.
    """

    items: Sequence[Appointment]
    goes_on_after: Number | None


class Book:
    """Appointments of the actor's business. What is in the trash, or not the actor's to know, is NotFound."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def get(self, actor: Actor, number: Number) -> Appointment:
        """Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all."""
        with self._catalogue.glance() as tables:
            return readable_appointment(tables, actor, number)

    def is_there(self, actor: Actor, number: Number) -> bool:
        """Whether the actor may read such an appointment. Raises: AccessDenied."""
        try:
            self.get(actor, number)
        except NotFound:
            return False
        return True

    def right(self, actor: Actor, appointment: Appointment) -> Right:
        """What the actor may do with an appointment it may read."""
        return right(actor, appointment)

    def calendars_of(self, appointment: Appointment) -> list[Calendar]:
        """The calendars that an appointment which the caller was given lies in, as they stand there."""
        if not appointment.calendars:
            return []
        with self._catalogue.read() as tables:
            found = [tables.calendars.get(appointment.business, ref.number) for ref in appointment.calendars]
        return [calendar for calendar in found if calendar is not None]

    def people(self, appointments: Sequence[Appointment]) -> dict[Number, Record]:
        """The records that take part in appointments which the caller was given, trashed ones left out."""
        numbers = {person.record.number for appointment in appointments for person in appointment.participants}
        if not numbers:
            return {}
        with self._catalogue.glance() as tables:
            found = tables.records.many(appointments[0].business, sorted(numbers))
        return {number: record for number, record in found.items() if not record.trashed_at}

    def owner_name(self, appointment: Appointment) -> str:
        """What the record is called that an appointment which the caller was given belongs to; "" for none."""
        if appointment.owner is None:
            return ""
        with self._catalogue.glance() as tables:
            owner = tables.records.get(appointment.business, appointment.owner.number)
        return "" if owner is None else owner.label

    def resources(self, actor: Actor) -> list[Calendar]:
        """Calendars that belong to no member of staff, such as a room's, by number. Raises: AccessDenied."""
        require_reader(actor)
        with self._catalogue.glance() as tables:
            return [calendar for calendar in tables.calendars.all(actor.business) if calendar.owner is None]

    def concerns(self, appointments: Sequence[Appointment]) -> dict[Number, dict[Number, Kind]]:
        """What appointments which the caller was given are about: appointment → record → its kind, trashed left out.

        Every appointment has an entry.
        """
        found: dict[Number, dict[Number, Kind]] = {appointment.number: {} for appointment in appointments}
        if not appointments:
            return found
        business = appointments[0].business
        with self._catalogue.read() as tables:
            relations = [
                relation
                for relation in tables.relations.of_parents(business, list(found))
                if relation.type is RelationType.CONCERNS
            ]
            records = tables.records.many(business, [relation.child for relation in relations])
        for relation in relations:
            record = records.get(relation.child)
            if record is not None and not record.trashed_at:
                found[relation.parent][relation.child] = relation.child_kind
        return found

    def between(
        self, actor: Actor, *, starts: datetime, ends: datetime, participant: Number | None = None, limit: int = 500
    ) -> list[tuple[Appointment, Span]]:
        """Every occurrence touching the instants [starts, ends), by start then number; at most `limit`.

        Raises: AccessDenied.
        """
        with self._catalogue.read() as tables:
            seen = (
                (found[0], span)
                for found in _looked_at(tables, actor, starts=starts, ends=ends, members=(participant,))
                for span in spans_of(found, starts=starts, ends=ends, limit=limit)
            )
            return nsmallest(limit, seen, key=lambda entry: (_begins(entry[1]), entry[0].number))

    def touching(
        self,
        actor: Actor,
        *,
        starts: datetime,
        ends: datetime,
        participant: Number | None = None,
        members: Sequence[Number] | None = None,
    ) -> list[Appointment]:
        """Appointments, each series once, with an occurrence that touches the instants [starts, ends).

        `members`: only those in which one of these records takes part, or which stand in one of these calendars;
        `participant` stands for a single one. Ordered by start, then number; of each member, or of all where none is
        named, at most `OCCURRENCE_LIMIT` are looked at.

        Raises: AccessDenied, Invalid("members") for more than `MEMBER_LIMIT`.
        """
        require_reader(actor)
        wanted = (participant,) if members is None or participant is not None else tuple(dict.fromkeys(members))
        if len(wanted) > MEMBER_LIMIT:
            raise Invalid("members", "too_many")
        seen: dict[Number, Appointment] = {}
        with self._catalogue.read() as tables:
            for found in _looked_at(tables, actor, starts=starts, ends=ends, members=wanted):
                happens = spans_of(found, starts=starts, ends=ends, limit=1)
                if found[0].number not in seen and next(happens, None) is not None:
                    seen[found[0].number] = found[0]
        by_start = sorted(seen.values(), key=lambda one: (_begins(one.span), one.number))
        return by_start[: OCCURRENCE_LIMIT * len(wanted)]

    def first_between(self, actor: Actor, *, starts: datetime, ends: datetime) -> list[tuple[Appointment, Span]]:
        """Appointments, each with its first occurrence that touches the instants [starts, ends): by its start, then
        number. In a window of more than 62 days at most `OCCURRENCE_LIMIT` are looked at.

        Raises: AccessDenied.
        """
        first: dict[Number, tuple[Appointment, Span]] = {}
        with self._catalogue.read() as tables:
            for found in _looked_at(tables, actor, starts=starts, ends=ends, members=(None,)):
                for span in spans_of(found, starts=starts, ends=ends, limit=1):
                    known = first.get(found[0].number)
                    if known is None or _begins(span) < _begins(known[1]):
                        first[found[0].number] = (found[0], span)
        return sorted(first.values(), key=lambda one: (_begins(one[1]), one[0].number))

    def page(self, actor: Actor, where: AppointmentFilter, *, after: Number | None, limit: int) -> Listed:
        """A page of a list, by number, after one of them; who sees it is the actor, whatever `where` says.

        Raises: AccessDenied.
        """
        require_reader(actor)
        with self._catalogue.read() as tables:
            found = tables.appointments.listing(actor.business, where=_seen_by(actor, where), after=after, limit=limit)
            goes_on = found[-1].number if len(found) == limit else None
            visible = [one for one in found if not is_hidden(actor, one)]
            if where.trashed or (where.starts is None and where.ends is None):
                return Listed(visible, goes_on)
            starts, ends = where.starts or _FIRST, where.ends or _LAST
            each = each_found_of(tables, visible, starts=starts, ends=ends)
            happening = [one for one, members in each if _takes_place(one, members, starts=starts, ends=ends)]
        return Listed(happening, goes_on)

    def count(self, actor: Actor, where: AppointmentFilter) -> int:
        """How many there are in a list, series that may lie in the window among them. Raises: AccessDenied."""
        require_reader(actor)
        with self._catalogue.glance() as tables:
            return tables.appointments.count(actor.business, where=_seen_by(actor, where))

    def changed_between(self, actor: Actor, *, since: datetime, until: datetime) -> list[Appointment]:
        """Appointments last modified in [since, until], oldest change first. Raises: AccessDenied."""
        require_reader(actor)
        with self._catalogue.read() as tables:
            found = tables.appointments.changed_between(
                actor.business, since=since, until=until, limit=OCCURRENCE_LIMIT
            )
        return [appointment for appointment in found if not is_hidden(actor, appointment)]

    def of_member(self, actor: Actor, member: Number) -> list[Appointment]:
        """Appointments in which a record takes part or which stand in a calendar, by start. Raises: AccessDenied."""
        require_reader(actor)
        with self._catalogue.read() as tables:
            found = tables.appointments.of_member(actor.business, member, limit=OCCURRENCE_LIMIT)
        return [appointment for appointment in found if not is_hidden(actor, appointment)]


def _looked_at(
    tables: Tables, actor: Actor, *, starts: datetime, ends: datetime, members: Sequence[Number | None]
) -> Iterator[Found]:
    """What the actor may know of in a window, in no order: of each of the members, of all for None.

    Raises: AccessDenied.
    """
    require_reader(actor)
    for member in members:
        if member is None and ends - starts <= NARROW:
            found = each_found(tables, actor.business, starts=starts, ends=ends)
        else:
            overlapping = tables.appointments.overlapping(
                actor.business, starts=starts, ends=ends, participant=member, limit=OCCURRENCE_LIMIT
            )
            found = each_found_of(tables, overlapping, starts=starts, ends=ends)
        yield from (one for one in found if not is_hidden(actor, one[0]))


def _seen_by(actor: Actor, where: AppointmentFilter) -> AppointmentFilter:
    return replace(where, seer=actor.staff.number, sees_all=may(actor, Action.READ))


def _takes_place(one: Appointment, members: Sequence[Member] | None, *, starts: datetime, ends: datetime) -> bool:
    """Whether it does so in the window; what cannot be reckoned may."""
    try:
        return next(spans_of((one, members), starts=starts, ends=ends, limit=1), None) is not None
    except Unsupported:
        return True


def _begins(span: Span) -> datetime:
    return instant(span.starts, span.zone)


def readable_appointment(tables: Tables, actor: Actor, number: Number) -> Appointment:
    """An appointment that the actor may read.

    Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all.
    """
    require_reader(actor)
    found = tables.appointments.get(actor.business, number)
    if found is None:
        raise NotFound("appointment", number)
    for _, failure in judged_appointment(actor, Right.READ, found):
        if failure is not None:
            raise failure
    return found


def judged_appointment(actor: Actor, wanted: Right, appointment: Appointment) -> Iterator[Judged]:
    """The policy for an appointment that was looked up, rule by rule."""
    yield from _judged_reader(actor, Kind.APPOINTMENT)
    absent = NotFound("appointment", appointment.number)
    yield Rule.TRASH, absent if appointment.trashed_at else None
    yield Rule.PARTICIPATION, absent if is_hidden(actor, appointment) else None
    if wanted is not Right.READ:
        goes_far_enough = right(actor, appointment) in {wanted, Right.REMOVE}
        yield Rule.RIGHT, None if goes_far_enough else AccessDenied(Action.WRITE.value)


def right(actor: Actor, appointment: Appointment) -> Right:
    """What the actor may do with an appointment it may read."""
    if Action.WRITE not in actor.scope.verbs:
        return Right.READ
    if may(actor, Action.WRITE) or _takes_part(actor, appointment):
        return Right.REMOVE
    granted = appointment.permissions.get(str(actor.staff.number))
    return Right.WRITE if granted == Right.WRITE.value else Right.READ


def is_hidden(actor: Actor, appointment: Appointment) -> bool:
    """Private ones, and for personal users all but their own, are not to be known of."""
    if is_open(actor, private=appointment.private):
        return False
    return not _takes_part(actor, appointment) and str(actor.staff.number) not in appointment.permissions


def is_open(actor: Actor, *, private: bool) -> bool:
    """Whether the actor may know of an appointment without having to do with it."""
    return not private and may(actor, Action.READ)


def _takes_part(actor: Actor, appointment: Appointment) -> bool:
    people = {participant.record.number for participant in appointment.participants}
    return actor.staff.number in people or (appointment.owner is not None and appointment.owner == actor.staff)


def require_reader(actor: Actor, *, kind: Kind = Kind.APPOINTMENT) -> None:
    """Raises: AccessDenied for a role that may see no appointment at all, or a scope without the kind."""
    for _, failure in _judged_reader(actor, kind):
        if failure is not None:
            raise failure


def _judged_reader(actor: Actor, kind: Kind) -> Iterator[Judged]:
    yield Rule.ROLE, AccessDenied(Action.READ.value) if actor.role < Role.PERSONAL else None
    yield Rule.VERB, None if Action.READ in actor.scope.verbs else AccessDenied("scope")
    yield Rule.KIND, None if actor.scope.covers(kind) else AccessDenied("scope")
