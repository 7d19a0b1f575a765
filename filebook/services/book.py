"""The appointment book, read: appointments found by number, by time, by who takes part."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import islice

from filebook.core.access import Action, Actor, Role, may
from filebook.core.appointments import Appointment, Calendar, Span
from filebook.core.errors import AccessDenied, Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.recurrence import OCCURRENCE_LIMIT
from filebook.core.relations import RelationType
from filebook.services.occurrences import each_occurrence, instant

MEMBER_LIMIT = 500
"""Whose appointments can be asked for at once."""


class Right(StrEnum):
    """What an actor may do with one appointment; each includes those before it."""

    READ = "read"
    WRITE = "write"
    REMOVE = "remove"


class Book:
    """Appointments of the actor's business. What is in the trash, or not the actor's to know, is NotFound."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def get(self, actor: Actor, number: Number) -> Appointment:
        """Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all."""
        with self._catalogue.glance() as tables:
            return readable_appointment(tables, actor, number)

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
        members = None if participant is None else (participant,)
        seen = [
            (appointment, span)
            for appointment in self._candidates(actor, starts=starts, ends=ends, members=members)
            for span in islice(each_occurrence(appointment, starts=starts, ends=ends), limit)
        ]
        seen.sort(key=lambda entry: (instant(entry[1].starts, entry[1].zone), entry[0].number))
        return seen[:limit]

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
        if participant is not None:
            members = (participant,)
        return [
            appointment
            for appointment in self._candidates(actor, starts=starts, ends=ends, members=members)
            if next(each_occurrence(appointment, starts=starts, ends=ends), None) is not None
        ]

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

    def _candidates(
        self, actor: Actor, *, starts: datetime, ends: datetime, members: Sequence[Number] | None
    ) -> list[Appointment]:
        require_reader(actor)
        wanted = [None] if members is None else list(dict.fromkeys(members))
        if len(wanted) > MEMBER_LIMIT:
            raise Invalid("members", "too many")
        found: dict[Number, Appointment] = {}
        with self._catalogue.read() as tables:
            for member in wanted:
                overlapping = tables.appointments.overlapping(
                    actor.business, starts=starts, ends=ends, participant=member, limit=OCCURRENCE_LIMIT
                )
                found.update((appointment.number, appointment) for appointment in overlapping)
        seen = [appointment for appointment in found.values() if not is_hidden(actor, appointment)]
        return sorted(seen, key=lambda one: (instant(one.span.starts, one.span.zone), one.number))


def readable_appointment(tables: Tables, actor: Actor, number: Number) -> Appointment:
    """An appointment that the actor may read.

    Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all.
    """
    require_reader(actor)
    found = tables.appointments.get(actor.business, number)
    if found is None or found.trashed_at or is_hidden(actor, found):
        raise NotFound("appointment", number)
    return found


def right(actor: Actor, appointment: Appointment) -> Right:
    """What the actor may do with an appointment it may read."""
    if may(actor, Action.WRITE) or _takes_part(actor, appointment):
        return Right.REMOVE
    granted = appointment.permissions.get(str(actor.staff.number))
    return Right.WRITE if granted == Right.WRITE.value else Right.READ


def is_hidden(actor: Actor, appointment: Appointment) -> bool:
    """Private ones, and for personal users all but their own, are not to be known of."""
    own = _takes_part(actor, appointment) or str(actor.staff.number) in appointment.permissions
    return not own and (appointment.private or not may(actor, Action.READ))


def _takes_part(actor: Actor, appointment: Appointment) -> bool:
    people = {participant.record.number for participant in appointment.participants}
    return actor.staff.number in people or (appointment.owner is not None and appointment.owner == actor.staff)


def require_reader(actor: Actor) -> None:
    """Raises: AccessDenied for a role that may see no appointment at all."""
    if actor.role < Role.PERSONAL:
        raise AccessDenied(Action.READ.value)
