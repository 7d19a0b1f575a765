"""Reservations: appointments for which the time of a member of staff must be free, and clients who are new."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from filebook.core.access import Action, Actor, require
from filebook.core.appointments import Appointment
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Missing
from filebook.core.ids import Kind, Number
from filebook.core.members import MEMBER_LIMIT, Member, each_member
from filebook.core.ports.catalogue import Tables
from filebook.core.records import Record
from filebook.core.slots import Interval
from filebook.services.booking import NewAppointment
from filebook.services.changelog import note
from filebook.services.occupied import interval_of, occupied


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody who becomes a contact together with the appointment."""

    label: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reservation:
    """What has to happen in the unit that writes an appointment; `Booking` calls it there."""

    actor: Actor
    now: Callable[[], datetime]
    contact: NewContact | None = None
    staff: Number | None = None
    """Whose time must be free for `new`; None: nobody's."""
    new: NewAppointment | None = None

    def __call__(self, tables: Tables) -> tuple[Number, ...]:
        """Who takes part besides. Raises: Conflict("slot") where the time is taken, AccessDenied, Missing("label")."""
        if self.staff is not None and self.new is not None:
            _require_free(tables, self.actor, self.staff, wanted=_intervals(self.actor, self.new))
        return () if self.contact is None else (self._added(tables, self.contact),)

    def _added(self, tables: Tables, contact: NewContact) -> Number:
        require(self.actor, Action.WRITE)
        if not contact.label.strip():
            raise Missing("label")
        at, business = self.now(), self.actor.business
        ref = tables.numbers.allocate(business, Kind.CONTACT)
        tables.records.add(
            Record(business, ref.number, ref.uid, Kind.CONTACT, contact.label, at, at, dict(contact.fields))
        )
        note(tables, self.actor, business=business, number=ref.number, kind=Kind.CONTACT, verb=Verb.CREATED, at=at)
        return ref.number


def _intervals(actor: Actor, new: NewAppointment) -> list[Interval]:
    """When the new appointment, or each of its first members, takes place, by start."""
    never = datetime.min.replace(tzinfo=UTC)
    planned = Appointment(
        actor.business,
        Number(0),
        actor.staff.uid,
        "",
        "",
        new.span,
        never,
        never,
        rule=new.rule,
        cancelled_on=new.cancelled_on,
        buffer=new.buffer,
    )
    if new.rule is None:
        return [interval_of(Member(planned))]
    members = islice(each_member(planned), MEMBER_LIMIT)
    return sorted(interval_of(member) for member in members if not member.is_left_out)


def _require_free(tables: Tables, actor: Actor, staff: Number, *, wanted: Sequence[Interval]) -> None:
    """Raises: Conflict("slot")."""
    if not wanted:
        return
    first_moments = [interval[0] for interval in wanted]
    for begin, end in occupied(tables, actor.business, staff, starts=wanted[0][0], ends=wanted[-1][1]):
        # All wanted ones last equally long: of those that begin before this ends, the last one ends last.
        before = bisect_left(first_moments, end)
        if before and wanted[before - 1][1] > begin:
            raise Conflict("slot")
