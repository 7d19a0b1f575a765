"""What the native door does to make, change, cancel and remove appointments."""

from dataclasses import dataclass, replace

from msgspec import UNSET

from filebook.core.access import Actor
from filebook.core.errors import Invalid, Missing
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.editing import beyond_a_day, edited, edited_day, made
from filebook.dialects.native.appointments.naming import named_as_here
from filebook.dialects.native.appointments.references import People, References
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.services.booking import NewAppointment
from filebook.services.bundle import Services
from filebook.services.rebooking import Extent, Part, Wish
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_RESTORED = wire.AppointmentChange(trashed=False)


@dataclass(frozen=True, slots=True)
class Writes:
    """Writes appointments."""

    services: Services
    showing: Showing
    references: References

    def change(self, call: Call) -> BytesAnswer:
        """Change one, or a part of it; take one out of the trash."""
        query, said = query_of(call, wire.MeantShown), body_of(call, wire.AppointmentChange)
        part = _part(query)
        named = self.showing.named(call)
        if said.trashed is not UNSET:
            return self._restored(call, named, said, part)
        actor = self._writer(call, named)
        with named_as_here():
            changed = self.services.rebooking.change(actor, named.number, part=part, wish=self._wish(actor, said))
        return self.showing.one(call, changed)

    def cancel(self, call: Call) -> BytesAnswer:
        """Cancel one, or a part of it."""
        part = _part(query_of(call, wire.MeantShown))
        named = self.showing.named(call)
        changed = self.services.rebooking.cancel(self._writer(call, named), named.number, part=part)
        return self.showing.one(call, changed)

    def delete(self, call: Call) -> BytesAnswer:
        """Put one in the trash, or a part of it."""
        part = _part(query_of(call, wire.Meant))
        named = self.showing.named(call)
        self.services.rebooking.trash(self._writer(call, named), named.number, part=part)
        return empty_answer()

    def new(self, actor: Actor, said: wire.NewAppointment) -> NewAppointment:
        """What is to be made, with whom and what it names. Raises: Invalid, Missing, NotFound."""
        people = (
            People([actor.staff.number])
            if said.participants is UNSET
            else self.references.people(actor, said.participants)
        )
        return replace(
            made(said, zone=self.showing.business(actor).zone),
            participants=people.numbers,
            statuses=people.statuses,
            roles=people.roles,
            concerns=self.references.concerns(actor, said.concerns),
            calendars=self.references.calendars(actor, said.calendars),
        )

    def _restored(self, call: Call, named: Named, said: wire.AppointmentChange, part: Part) -> BytesAnswer:
        """Raises: Invalid("trashed") where more is said than that it is to leave the trash."""
        if said != _RESTORED or part.day is not None:
            raise Invalid("trashed", "alone")
        if self.services.book.is_there(call.actor, named.number):
            return self.showing.one(call, self.services.book.get(call.actor, named.number))
        self.services.rebooking.trashed(call.actor, named.number)
        return self.showing.one(call, self.services.rebooking.restore(writer(call, named), named.number))

    def _wish(self, actor: Actor, said: wire.AppointmentChange) -> Wish:
        people = None if said.participants is UNSET else self.references.people(actor, said.participants)
        concerns = None if said.concerns is UNSET else self.references.concerns(actor, said.concerns)
        calendars = None if said.calendars is UNSET else self.references.calendars(actor, said.calendars)
        return Wish(
            edit=lambda current: edited(current, said),
            edit_day=lambda member: edited_day(member, said),
            participants=None if people is None else lambda _: people.numbers,
            statuses={} if people is None else people.statuses,
            roles={} if people is None else people.roles,
            concerns=None if concerns is None else lambda _: concerns,
            calendars=None if calendars is None else lambda _: calendars,
            beyond_a_day=beyond_a_day(said),
        )

    def _writer(self, call: Call, named: Named) -> Actor:
        """The caller, who may know of the appointment. Raises: NotFound, AccessDenied, Conflict("revision")."""
        self.services.book.get(call.actor, named.number)
        return writer(call, named)


def _part(query: wire.Meant) -> Part:
    """Raises: Missing("occurrence"), Invalid("occurrence") with all of it."""
    extent = Extent(query.scope)
    if extent is Extent.ALL and query.occurrence is not None:
        raise Invalid("occurrence", "not_together")
    if extent is not Extent.ALL and query.occurrence is None:
        raise Missing("occurrence")
    return Part(extent, query.occurrence)
