"""Booking: appointments made, changed and put in the trash. Each method is one unit: seen everywhere, or nowhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.core.access import Action, Actor, may, require
from filebook.core.appointments import (
    NO_BUFFER,
    Appointment,
    Buffer,
    Calendar,
    Participant,
    ParticipantStatus,
    Presence,
    Span,
    Status,
)
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound, Unsupported
from filebook.core.ids import Kind, Number, Ref
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.recurrence.days import first_match
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.rule import Rule
from filebook.core.relations import Relation, RelationType
from filebook.services.book import Right, readable_appointment, require_reader, right
from filebook.services.carrying import carried
from filebook.services.changelog import later, note

PARTICIPANT_KINDS = frozenset({Kind.STAFF, Kind.CONTACT})
CONCERNED_KINDS = frozenset({Kind.ESTATE, Kind.PROJECT, Kind.TASK, Kind.LOCATION, Kind.SERVICE})
"""What an appointment can be about, or take place at; people take part instead."""

FIRST_YEAR, LAST_YEAR = 2, 9998
"""The years at the ends of the calendar are left alone: a moment there may have no date in another zone."""

Numbers = Sequence[Number]
Rewrite = Callable[[Numbers], Numbers]
"""Makes the wanted numbers from the present ones, inside the unit: nobody else's change is lost."""
Prepare = Callable[[Tables], Numbers]
"""Runs inside the unit before anything else is written: it may refuse, and whom it names takes part too."""
Finish = Callable[[Tables, Appointment], None]
"""Runs inside the unit after the appointment was written: what belongs to it is written with it, or nothing is."""


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """What is said of an appointment when it is made.

    `participants` are numbers of staff or contact records, `statuses` what some of them answered, `roles` as what some
    of them take part, `concerns` numbers of the records it is about (`CONCERNED_KINDS`).
    """

    subject: str
    span: Span
    comment: str = ""
    place: str = ""
    internal: bool = False
    status: Status = Status.ACTIVE
    presence: Presence = Presence.BUSY
    rule: Rule | None = None
    cancelled_on: frozenset[date] = frozenset()
    participants: Numbers = ()
    statuses: Mapping[Number, ParticipantStatus] = field(default_factory=dict)
    roles: Mapping[Number, str] = field(default_factory=dict)
    concerns: Numbers = ()
    calendars: Numbers = ()
    reminder_minutes: int | None = None
    buffer: Buffer = NO_BUFFER
    private: bool = False
    ical_uid: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    type: str = ""


class Booking:
    """Writes appointments of the actor's business."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def add(
        self, actor: Actor, new: NewAppointment, *, prepare: Prepare | None = None, finish: Finish | None = None
    ) -> Appointment:
        """Raises: AccessDenied, Invalid("span" | "zone" | "rule" | "buffer"), NotFound (a participant, calendar or
        concern), and what `prepare` and `finish` do.
        """
        require(actor, Action.WRITE, kind=Kind.APPOINTMENT)
        return self._added(actor, new, prepare, finish)

    def add_own(self, actor: Actor, new: NewAppointment) -> Appointment:
        """As `add`, for everybody who has appointments at all: one of the actor's own. Who may not write the business's
        has to take part in it. That it was made through the actor's door is written down.

        Raises: as `add`.
        """

        def mark(tables: Tables, made: Appointment) -> None:
            tables.made_through.add(made.business, actor.door, made.number)

        return self.add_with_oneself(actor, new, finish=mark)

    def add_with_oneself(self, actor: Actor, new: NewAppointment, *, finish: Finish | None = None) -> Appointment:
        """As `add`, for everybody who has appointments at all: who may not write the business's has to take part.

        Raises: as `add`.
        """
        require_reader(actor)
        if Action.WRITE not in actor.scope.verbs:
            raise AccessDenied("scope")
        if not may(actor, Action.WRITE) and actor.staff.number not in new.participants:
            raise AccessDenied(Action.WRITE.value)
        return self._added(actor, new, prepare=None, finish=finish)

    def _added(
        self, actor: Actor, new: NewAppointment, prepare: Prepare | None, finish: Finish | None = None
    ) -> Appointment:
        _require_sound_span(new.span)
        _require_sound_buffer(new.buffer)
        _require_sound_rule(new.rule, new.span)
        at = self._now()

        def unit(tables: Tables) -> Appointment:
            tables.numbers.lock(actor.business)
            invited = [*new.participants, *(prepare(tables) if prepare is not None else ())]
            participants = _participants(tables, actor, invited, present=(), said=_Said(new.statuses, new.roles))
            calendars = _calendars(tables, actor, new.calendars)
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
                buffer=new.buffer,
                created_by=actor.user_name,
                fields=new.fields,
                type=new.type,
            )
            tables.appointments.add(appointment)
            _set_concerns(tables, actor, appointment.number, lambda present: new.concerns)  # noqa: ARG005 - none yet
            _note(tables, actor, appointment, verb=Verb.CREATED, at=at)
            if finish is not None:
                finish(tables, appointment)
            return appointment

        return self._catalogue.write(unit)

    def change(
        self,
        actor: Actor,
        number: Number,
        *,
        edit: Callable[[Appointment], Appointment] | None = None,
        participants: Rewrite | None = None,
        statuses: Mapping[Number, ParticipantStatus] | None = None,
        roles: Mapping[Number, str] | None = None,
        concerns: Rewrite | None = None,
        calendars: Rewrite | None = None,
        prepare: Prepare | None = None,
        finish: Finish | None = None,
    ) -> Appointment:
        """Apply `edit` to the appointment as it is now; the others make the wanted numbers from the present ones.

        `edit` says what the appointment holds; whose it is, its identity, participants and calendars stay as they are.
        Participants who stay keep their status and role unless `statuses` or `roles` names another; it is not asked
        whether they, and what else is there already, still exist.

        Raises: NotFound (the appointment, a participant, calendar or concern), AccessDenied, Invalid("span" | "zone"
            | "rule" | "buffer").
        """
        at = self._now()

        def unit(tables: Tables) -> Appointment:
            tables.numbers.lock(actor.business)
            current = readable_appointment(tables, actor, number)
            if right(actor, current) is Right.READ:
                raise AccessDenied(Action.WRITE.value)
            edited = edit(current) if edit is not None else current
            _require_sound_change(current, edited)
            edited = carried(tables, current, edited)
            joining = prepare(tables) if prepare is not None else ()
            if participants is not None or statuses or roles or joining:
                present = [participant.record.number for participant in current.participants]
                wanted = participants(present) if participants is not None else present
                invited = [*wanted, *joining]
                said = _Said(statuses or {}, roles or {})
                people = _participants(tables, actor, invited, present=current.participants, said=said)
                edited = replace(edited, participants=people)
            if calendars is not None:
                wanted = calendars([calendar.number for calendar in current.calendars])
                edited = replace(edited, calendars=_calendars(tables, actor, wanted))
            if concerns is not None:
                _set_concerns(tables, actor, number, concerns)
            changed = replace(edited, modified_at=later(current.modified_at, at))
            tables.appointments.update(changed)
            _note(tables, actor, changed, verb=Verb.CHANGED, at=at)
            if finish is not None:
                finish(tables, changed)
            return changed

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, number: Number) -> None:
        """Put an appointment in the trash; its files stay in the library. Raises: NotFound, AccessDenied."""
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            current = readable_appointment(tables, actor, number)
            if right(actor, current) is not Right.REMOVE:
                raise AccessDenied(Action.WRITE.value)
            tables.appointments.update(replace(current, trashed_at=at, modified_at=later(current.modified_at, at)))
            _note(tables, actor, current, verb=Verb.TRASHED, at=at)

        self._catalogue.write(unit)

    def add_resource(self, actor: Actor, name: str, *, colour: str = "", description: str = "") -> Calendar:
        """A calendar of something that can be booked and is nobody's, such as a room or a car.

        Raises: AccessDenied, Invalid("name"), Conflict("resource") where one has that name.
        """
        require(actor, Action.WRITE, kind=Kind.CALENDAR)
        checked_name(name, "name")
        at = self._now()

        def unit(tables: Tables) -> Calendar:
            tables.numbers.lock(actor.business)
            taken = (one for one in tables.calendars.all(actor.business) if one.owner is None and one.name == name)
            if next(taken, None) is not None:
                raise Conflict("resource")
            ref = tables.numbers.allocate(actor.business, Kind.CALENDAR)
            calendar = Calendar(actor.business, ref.number, ref.uid, name, at, colour=colour, description=description)
            tables.calendars.add(calendar)
            note(
                tables,
                actor,
                business=actor.business,
                number=ref.number,
                kind=Kind.CALENDAR,
                verb=Verb.CREATED,
                at=at,
            )
            return calendar

        return self._catalogue.write(unit)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of participants, by number; of those who are not named here nothing."""

    statuses: Mapping[Number, ParticipantStatus]
    roles: Mapping[Number, str]

    def of(self, participant: Participant) -> Participant:
        number = participant.record.number
        return replace(
            participant,
            status=self.statuses.get(number, participant.status),
            role=self.roles.get(number, participant.role),
        )


def _participants(
    tables: Tables,
    actor: Actor,
    numbers: Numbers,
    *,
    present: Sequence[Participant],
    said: _Said,
) -> tuple[Participant, ...]:
    # Who may not read the business's records invites colleagues, and learns of nobody else.
    kinds = PARTICIPANT_KINDS if may(actor, Action.READ) else {Kind.STAFF}
    known = {participant.record.number: participant for participant in present}
    records = tables.records.many(actor.business, [number for number in numbers if number not in known])
    found = []
    for number in dict.fromkeys(numbers):
        participant = known.get(number)
        if participant is None:
            record = records.get(number)
            if record is None or record.trashed_at or record.kind not in kinds or not _is_in_scope(actor, record):
                raise NotFound("participant", number)
            participant = Participant(Ref(record.number, record.uid), record.label)
        found.append(said.of(participant))
    return tuple(found)


def _is_in_scope(actor: Actor, record: Record) -> bool:
    """Whether a token may name a record: one of a kind that it is good for, or the caller's own."""
    return actor.scope.covers(record.kind) or record.number == actor.staff.number


def _calendars(tables: Tables, actor: Actor, numbers: Numbers) -> tuple[Ref, ...]:
    found = []
    for number in dict.fromkeys(numbers):
        calendar = tables.calendars.get(actor.business, number)
        if calendar is None:
            raise NotFound("calendar", number)
        found.append(Ref(calendar.number, calendar.uid))
    return tuple(found)


def _set_concerns(tables: Tables, actor: Actor, appointment: Number, rewrite: Rewrite) -> None:
    relations = {
        relation.child: relation
        for relation in tables.relations.of_parents(actor.business, [appointment])
        if relation.type is RelationType.CONCERNS
    }
    wanted = dict.fromkeys(rewrite(list(relations)))
    new = [number for number in wanted if number not in relations]
    records = tables.records.many(actor.business, new)
    for number in new:
        record = records.get(number)
        if (
            record is None
            or record.trashed_at
            or record.kind not in CONCERNED_KINDS
            or not (may(actor, Action.READ) and _is_in_scope(actor, record))
        ):
            raise NotFound("record", number)
        tables.relations.add(
            actor.business,
            Relation(appointment, Kind.APPOINTMENT, number, record.kind, RelationType.CONCERNS),
        )
    for number in relations.keys() - wanted.keys():
        tables.relations.remove(actor.business, relations[number])


def _require_sound_change(current: Appointment, edited: Appointment) -> None:
    """What stays as it was is not judged again: an imported rule may be more than can be made here."""
    if edited.span != current.span:
        _require_sound_span(edited.span)
    if (edited.rule, edited.span) != (current.rule, current.span):
        _require_sound_rule(edited.rule, edited.span)
    _require_sound_buffer(edited.buffer)


def _require_sound_buffer(buffer: Buffer) -> None:
    if not buffer.is_sound:
        raise Invalid("buffer", "range")


def _require_sound_span(span: Span) -> None:
    try:
        ZoneInfo(span.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("zone", "unknown") from None
    if span.ends < span.starts:
        raise Invalid("span", "order")
    if not FIRST_YEAR <= span.starts.year <= span.ends.year <= LAST_YEAR:
        raise Invalid("span", "range")


def _require_sound_rule(rule: Rule | None, span: Span) -> None:
    """A series is kept as days, each with the appointment's own time, so rules with times of day cannot be booked."""
    if rule is None:
        return
    require_acceptable(rule)
    try:
        first = first_match(rule)
    except Unsupported:
        raise Invalid("rule", "expansion") from None
    if first is None or rule.anchor < span.starts.date():
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
