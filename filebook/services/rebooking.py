"""Rebooking: appointments changed and put in the trash, whole, on one of their days or from a day on; and taken out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from filebook.core.access import Action, Actor, Sight, Visibility
from filebook.core.appointments import Appointment, ChangedOccurrence, ParticipantStatus, Status
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.files import Attachment
from filebook.core.ids import Kind, Number
from filebook.core.members import Member, member_on, span_on, with_change, without
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.splitting import split
from filebook.services.book import Right, is_hidden, readable_appointment, require_reader, right
from filebook.services.booking import Booking, Rewrite
from filebook.services.changelog import later, note
from filebook.services.inside import Inside

FILES_LIMIT = 1000
"""So many files, at most, a series may have that is split: they hang on both parts."""


class Extent(StrEnum):
    """How much of an appointment is meant."""

    ALL = "all"
    THIS = "this"
    """What a series is on one of its days."""
    FOLLOWING = "following"
    """What a series is from one of its days on; this becomes a series of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """An extent, and the local day that the series has, or had before it was changed; None for all."""

    extent: Extent = Extent.ALL
    day: date | None = None


WHOLE = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be changed. `edit` says it of a whole appointment, `edit_day` of a series for one of its days; the
    rest is as `Booking.change` takes it, and cannot be meant for a single day (`beyond_a_day` names the first of it).
    """

    edit: Callable[[Appointment], Appointment]
    edit_day: Callable[[Member], Appointment]
    participants: Rewrite | None = None
    statuses: Mapping[Number, ParticipantStatus] = field(default_factory=dict)
    roles: Mapping[Number, str] = field(default_factory=dict)
    concerns: Rewrite | None = None
    calendars: Rewrite | None = None
    beyond_a_day: str = ""


class Rebooking:
    """Changes appointments of the actor's business in part. Each method is one unit."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def change(self, actor: Actor, number: Number, *, part: Part, wish: Wish) -> Appointment:
        """The appointment after it; what was split off, if the following days are meant.

        Raises: NotFound ("appointment", "occurrence", and as `Booking.change`), AccessDenied, Invalid,
            Unsupported("recurrence") for a series that cannot be split, Conflict("too_many_files").
        """

        def unit(tables: Tables) -> Appointment:
            tables.numbers.lock(actor.business)
            meant = _meant(readable_appointment(tables, actor, number), part)
            booking = self._inside(tables)
            if meant.extent is Extent.THIS:
                return self._change_day(booking, actor, number, day=meant.day, wish=wish)
            return booking.change(
                actor,
                self._parted(tables, actor, number, part=meant, least=Right.WRITE),
                edit=wish.edit,
                participants=wish.participants,
                statuses=wish.statuses,
                roles=wish.roles,
                concerns=wish.concerns,
                calendars=wish.calendars,
            )

        return self._catalogue.write(unit)

    def cancel(self, actor: Actor, number: Number, *, part: Part) -> Appointment:
        """It does not take place, and can be seen not to. The appointment after it; as `change` tells it.

        Raises: as `change`.
        """
        return self.change(actor, number, part=part, wish=Wish(edit=_cancelled, edit_day=_cancelled_day))

    def trash(self, actor: Actor, number: Number, *, part: Part) -> None:
        """Put it in the trash; of one day, take it out of the series. The files stay in the library.

        Raises: as `change`.
        """

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            meant = _meant(readable_appointment(tables, actor, number), part)
            booking = self._inside(tables)
            if meant.extent is Extent.THIS:
                self._require(tables, actor, number, Right.REMOVE)
                wish = Wish(edit=_cancelled, edit_day=_removed_day)
                self._change_day(booking, actor, number, day=meant.day, wish=wish)
            else:
                booking.trash(actor, self._parted(tables, actor, number, part=meant, least=Right.REMOVE))

        self._catalogue.write(unit)

    def trashed(self, actor: Actor, number: Number) -> Appointment:
        """An appointment that lies in the trash. Raises: NotFound("appointment"), AccessDenied."""
        require_reader(actor)
        with self._catalogue.glance() as tables:
            return _in_trash(tables, actor, number)

    def restore(self, actor: Actor, number: Number) -> Appointment:
        """Take an appointment out of the trash; it stands in those of its calendars that are still there.

        Raises: NotFound("appointment"), AccessDenied.
        """
        require_reader(actor)
        at = self._now()

        def unit(tables: Tables) -> Appointment:
            tables.numbers.lock(actor.business)
            current = _in_trash(tables, actor, number)
            if right(actor, current) is not Right.REMOVE:
                raise AccessDenied(Action.WRITE.value)
            there = tuple(one for one in current.calendars if tables.calendars.get(actor.business, one.number))
            restored = replace(current, trashed_at=None, calendars=there, modified_at=later(current.modified_at, at))
            tables.appointments.update(restored)
            _note(tables, actor, restored, verb=Verb.RESTORED, at=at)
            return restored

        return self._catalogue.write(unit)

    def _inside(self, tables: Tables) -> Booking:
        return Booking(Inside(tables), now=self._now)

    def _change_day(
        self, booking: Booking, actor: Actor, number: Number, *, day: date | None, wish: Wish
    ) -> Appointment:
        if wish.beyond_a_day:
            raise Invalid(wish.beyond_a_day, "series_only")

        def edit(current: Appointment) -> Appointment:
            member = None if day is None else member_on(current, day)
            if member is None:
                raise NotFound("occurrence", day)
            return wish.edit_day(member)

        return booking.change(actor, number, edit=edit)

    def _parted(self, tables: Tables, actor: Actor, number: Number, *, part: Part, least: Right) -> Number:
        """The number of what is meant, split off where it has to be."""
        self._require(tables, actor, number, least)
        if part.extent is Extent.ALL or part.day is None:
            return number
        series = readable_appointment(tables, actor, number)
        return _split(tables, actor, series, on=part.day, at=self._now()).number

    def _require(self, tables: Tables, actor: Actor, number: Number, least: Right) -> None:
        has = right(actor, readable_appointment(tables, actor, number))
        if has is Right.READ or (least is Right.REMOVE and has is not Right.REMOVE):
            raise AccessDenied(Action.WRITE.value)


def _cancelled_day(member: Member) -> Appointment:
    """A series that does not happen on one of its days, which is kept as it was and told as cancelled."""
    if member.day is None:
        return member.whole
    change = member.change or ChangedOccurrence(member.day, member.span)
    return with_change(member.whole, change, left_out=True)


def _removed_day(member: Member) -> Appointment:
    return member.whole if member.day is None else without(member.whole, member.day)


def _cancelled(appointment: Appointment) -> Appointment:
    return replace(appointment, status=Status.CANCELLED)


def _meant(appointment: Appointment, part: Part) -> Part:
    """A single appointment, or a series from its first day on, is all of it. Raises: NotFound("occurrence")."""
    if part.extent is Extent.ALL or part.day is None:
        return WHOLE
    if member_on(appointment, part.day) is None:
        raise NotFound("occurrence", part.day)
    is_first = part.day == appointment.span.starts.date()
    return WHOLE if appointment.rule is None or (is_first and part.extent is Extent.FOLLOWING) else part


def _in_trash(tables: Tables, actor: Actor, number: Number) -> Appointment:
    found = tables.appointments.get(actor.business, number)
    if found is None or not found.trashed_at or is_hidden(actor, found):
        raise NotFound("appointment", number)
    return found


def _split(tables: Tables, actor: Actor, series: Appointment, *, on: date, at: datetime) -> Appointment:
    """A series that begins on one of the days of another, which ends before it, with all that it carries.

    Each day stays what it was, under the number that it had.
    """
    if series.rule is None:
        raise NotFound("occurrence", on)
    before, after = split(series.rule, first=series.span.starts.date(), on=on)
    ref = tables.numbers.allocate(series.business, Kind.APPOINTMENT)
    begun = replace(
        series,
        number=ref.number,
        uid=ref.uid,
        ical_uid=ref.uid,
        span=span_on(series, on),
        rule=after,
        cancelled_on=frozenset(day for day in series.cancelled_on if day >= on),
        changed=tuple(one for one in series.changed if one.original_on >= on),
        created_at=at,
        modified_at=at,
    )
    ended = replace(
        series,
        rule=before,
        cancelled_on=frozenset(day for day in series.cancelled_on if day < on),
        changed=tuple(one for one in series.changed if one.original_on < on),
        modified_at=later(series.modified_at, at),
    )
    tables.appointments.update(ended)
    _note(tables, actor, ended, verb=Verb.CHANGED, at=at)
    tables.appointments.add(begun)
    tables.occurrences.hand_over(series.business, series.number, to=begun.number, since=on)
    tables.made_through.copy(series.business, series.number, to=begun.number)
    _carry_relations(tables, series, begun)
    _note(tables, actor, begun, verb=Verb.CREATED, at=at)
    _carry_files(tables, actor, series, begun, at=at)
    for hold in tables.holds.over(series.business, series.number):
        tables.holds.carry(begun.business, begun.number, origin=hold.number)
    return begun


def _carry_relations(tables: Tables, series: Appointment, begun: Appointment) -> None:
    for relation in tables.relations.of_parents(series.business, [series.number]):
        tables.relations.add(series.business, replace(relation, parent=begun.number))
    for relation in tables.relations.of_children(series.business, [series.number]):
        tables.relations.add(series.business, replace(relation, child=begun.number))


def _carry_files(tables: Tables, actor: Actor, series: Appointment, begun: Appointment, *, at: datetime) -> None:
    """All files, whoever may see them. Raises: Conflict("too_many_files")."""
    everything = Sight(frozenset(Visibility), (series.business, actor.user))
    hanging = tables.attachments.of_target(series.business, series.number, sight=everything)
    if len(hanging) > FILES_LIMIT:
        raise Conflict("too_many_files")
    for one in hanging:
        attachment = Attachment(one.file, begun.number, Kind.APPOINTMENT, one.position, one.role)
        tables.attachments.put(series.business, attachment)
        note(tables, actor, business=series.business, number=one.file, kind=Kind.FILE, verb=Verb.ATTACHED, at=at)


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
