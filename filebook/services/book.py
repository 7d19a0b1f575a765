"""The appointment book: appointments stored, read, expanded within bounds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.core.access import Action, Actor, Role, may, require
from filebook.core.appointments import Appointment, Calendar, Participant, Presence, Span, Status
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Invalid, NotFound
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence import OCCURRENCE_LIMIT, Rule, first_match, is_plain, occurrence_days
from filebook.services.changelog import note


class Right(StrEnum):
    """What an actor may do with one appointment; each includes those before it."""

    READ = "read"
    WRITE = "write"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """What is said of an appointment when it is made. Participants are numbers of staff or contact records."""

    subject: str
    span: Span
    comment: str = ""
    place: str = ""
    internal: bool = False
    status: Status = Status.ACTIVE
    presence: Presence = Presence.BUSY
    rule: Rule | None = None
    cancelled_on: frozenset[date] = frozenset()
    participants: Sequence[Number] = ()
    calendars: Sequence[Number] = ()
    reminder_minutes: int | None = None
    private: bool = False
    ical_uid: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


class Book:
    """Appointments of the actor's business. What is in the trash, or not the actor's to know, is NotFound."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def get(self, actor: Actor, number: Number) -> Appointment:
        """Raises: NotFound("appointment"), AccessDenied for a role that may see no appointment at all."""
        with self._catalogue.read() as tables:
            found = tables.appointments.get(actor.business, number)
        if not may(actor, Action.READ) and actor.role < Role.PERSONAL:
            raise AccessDenied(Action.READ.value)
        if found is None or found.trashed_at or is_hidden(actor, found):
            raise NotFound("appointment", number)
        return found

    def right(self, actor: Actor, appointment: Appointment) -> Right:
        """What the actor may do with an appointment it may read."""
        if may(actor, Action.WRITE) or _takes_part(actor, appointment):
            return Right.REMOVE
        granted = appointment.permissions.get(str(actor.staff.number))
        return Right.WRITE if granted == Right.WRITE.value else Right.READ

    def calendars_of(self, appointment: Appointment) -> list[Calendar]:
        """The calendars that an appointment which the caller was given lies in, as they stand there."""
        if not appointment.calendars:
            return []
        with self._catalogue.read() as tables:
            found = [tables.calendars.get(appointment.business, ref.number) for ref in appointment.calendars]
        return [calendar for calendar in found if calendar is not None]

    def add(self, actor: Actor, new: NewAppointment) -> Appointment:
        """Raises: AccessDenied, Invalid("span" | "zone" | "rule"), NotFound (a participant or calendar)."""
        require(actor, Action.WRITE)
        _require_sound(new.span, new.rule)
        at = self._now()

        def unit(tables: Tables) -> Appointment:
            tables.numbers.lock(actor.business)
            participants = self._participants(tables, actor, new.participants)
            calendars = self._calendars(tables, actor, new.calendars)
            ref = tables.numbers.allocate(actor.business, Kind.APPOINTMENT)
            appointment = Appointment(
                business=actor.business,
                number=ref.number,
                uid=ref.uid,
                ical_uid=new.ical_uid or ref.uid,
                subject=new.subject,
                span=new.span,
                created_at=at,
                modified_at=at,
                comment=new.comment,
                place=new.place,
                internal=new.internal,
                private=new.private,
                status=new.status,
                presence=new.presence,
                owner=actor.staff,
                rule=new.rule,
                cancelled_on=new.cancelled_on,
                participants=participants,
                calendars=calendars,
                reminder_minutes=new.reminder_minutes,
                created_by=actor.user_name,
                fields=new.fields,
            )
            tables.appointments.add(appointment)
            _note(tables, actor, appointment, verb=Verb.CREATED, at=at)
            return appointment

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, number: Number) -> None:
        """Put an appointment in the trash; its files stay in the library. Raises: NotFound, AccessDenied."""
        at = self._now()
        found = self.get(actor, number)
        if self.right(actor, found) is not Right.REMOVE:
            raise AccessDenied(Action.WRITE.value)

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            current = tables.appointments.get(actor.business, number)
            if current is None or current.trashed_at:
                raise NotFound("appointment", number)
            tables.appointments.update(replace(current, trashed_at=at, modified_at=at))
            _note(tables, actor, current, verb=Verb.TRASHED, at=at)

        self._catalogue.write(unit)

    def between(
        self, actor: Actor, *, starts: datetime, ends: datetime, participant: Number | None = None, limit: int = 500
    ) -> list[tuple[Appointment, Span]]:
        """Every occurrence touching the instants [starts, ends), by start then number; at most `limit`.

        Raises: AccessDenied.
        """
        if actor.role < Role.PERSONAL:
            raise AccessDenied(Action.READ.value)
        with self._catalogue.read() as tables:
            candidates = tables.appointments.overlapping(
                actor.business, starts=starts, ends=ends, participant=participant, limit=OCCURRENCE_LIMIT
            )
        seen = [
            (appointment, span)
            for appointment in candidates
            if not is_hidden(actor, appointment)
            for span in occurrences(appointment, starts=starts, ends=ends)
        ]
        seen.sort(key=lambda entry: (instant(entry[1].starts, entry[1].zone), entry[0].number))
        return seen[:limit]

    def _participants(self, tables: Tables, actor: Actor, numbers: Sequence[Number]) -> tuple[Participant, ...]:
        records = tables.records.many(actor.business, numbers)
        found = []
        for number in dict.fromkeys(numbers):
            record = records.get(number)
            if record is None or record.trashed_at or record.kind not in {Kind.STAFF, Kind.CONTACT}:
                raise NotFound("participant", number)
            found.append(Participant(Ref(record.number, record.uid), record.label))
        return tuple(found)

    def _calendars(self, tables: Tables, actor: Actor, numbers: Sequence[Number]) -> tuple[Ref, ...]:
        found = []
        for number in dict.fromkeys(numbers):
            calendar = tables.calendars.get(actor.business, number)
            if calendar is None:
                raise NotFound("calendar", number)
            found.append(Ref(calendar.number, calendar.uid))
        return tuple(found)


def is_hidden(actor: Actor, appointment: Appointment) -> bool:
    """Private ones, and for personal users all but their own, are not to be known of."""
    own = _takes_part(actor, appointment) or str(actor.staff.number) in appointment.permissions
    return not own and (appointment.private or not may(actor, Action.READ))


def occurrences(appointment: Appointment, *, starts: datetime, ends: datetime) -> list[Span]:
    """The spans of an appointment that touch the instants [starts, ends), ascending.

    Raises: Unsupported("recurrence") for rules this engine cannot expand.
    """
    span = appointment.span
    if appointment.rule is None:
        return [span] if _touches(span, starts, ends) else []
    zone = ZoneInfo(span.zone)
    length = span.ends - span.starts
    days = occurrence_days(
        appointment.rule,
        span.starts.date(),
        since=starts.astimezone(zone).date() - length - timedelta(days=1),
        until=ends.astimezone(zone).date(),
    )
    changed = {entry.original_on: entry for entry in appointment.changed}
    found = []
    for day in days:
        if day in appointment.cancelled_on:
            continue
        begin = datetime.combine(day, span.starts.time())
        own: Span | None = replace(span, starts=begin, ends=begin + length)
        if day in changed:
            own = changed[day].span
        if own is not None and _touches(own, starts, ends):
            found.append(own)
    return found


def instant(wall: datetime, zone: str) -> datetime:
    """The instant of a wall time: a skipped one moves forward by the gap, of a doubled one it is the first."""
    at = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    return at.astimezone(ZoneInfo("UTC"))


def _touches(span: Span, starts: datetime, ends: datetime) -> bool:
    begin, end = instant(span.starts, span.zone), instant(span.ends, span.zone)
    return begin < ends and (end > starts or begin >= starts)


def _takes_part(actor: Actor, appointment: Appointment) -> bool:
    people = {participant.record.number for participant in appointment.participants}
    return actor.staff.number in people or (appointment.owner is not None and appointment.owner == actor.staff)


def _require_sound(span: Span, rule: Rule | None) -> None:
    try:
        ZoneInfo(span.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("zone", "unknown") from None
    if span.ends < span.starts:
        raise Invalid("span", "order")
    if rule is not None and (not is_plain(rule) or rule.anchor < span.starts.date() or first_match(rule) is None):
        raise Invalid("rule")


def _note(tables: Tables, actor: Actor, appointment: Appointment, *, verb: Verb, at: datetime) -> None:
    note(
        tables,
        actor,
        business=appointment.business,
        number=appointment.number,
        kind=Kind.APPOINTMENT,
        verb=verb,
        at=at,
    )
