"""How the native door finds and shows appointments."""

from collections.abc import Sequence
from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.appointments import Appointment
from filebook.core.businesses import Business
from filebook.core.ids import Kind
from filebook.core.members import Member
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.shown import appointment_shown, occurrence_shown
from filebook.dialects.native.moments import Moments
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_APPOINTMENT = (Kind.APPOINTMENT,)


@dataclass(frozen=True, slots=True)
class Showing:
    """Finds and shows them, one or a page."""

    services: Services

    def named(self, call: Call) -> Named:
        """What the path names. Raises: NotFound("appointment")."""
        return self.services.naming.one(call.actor, call.path_params["id"], kinds=_APPOINTMENT)

    def business(self, actor: Actor) -> Business:
        """The caller's."""
        return self.services.accounts.business(actor.business)

    def moments(self, actor: Actor) -> Moments:
        """What times of a query mean to the caller."""
        return Moments(self.services.accounts, actor.business)

    def one(self, call: Call, appointment: Appointment, *, status: int = 200) -> BytesAnswer:
        """An appointment that the caller may read, or has just written."""
        named = self.services.naming.one(call.actor, str(appointment.number), kinds=_APPOINTMENT)
        body = self.many(call.actor, [appointment])[0]
        return shown(call, body, revision=named.revision, status=status, path=("appointments", named.uid))

    def many(self, actor: Actor, appointments: Sequence[Appointment]) -> list[wire.Appointment]:
        """Appointments that the caller may read, by the same few queries however many."""
        around = self.services.surroundings.of(actor, appointments)
        hung = self.services.requirements.hung(actor, appointments, around)
        right = self.services.book.right
        return [appointment_shown(one, around, right(actor, one), hung.get(one.number)) for one in appointments]

    def occurrences(self, call: Call, members: Sequence[Member], *, next_cursor: str | None) -> BytesAnswer:
        """A page of them."""
        wholes = list({member.whole.number: member.whole for member in members}.values())
        around = self.services.surroundings.of(call.actor, wholes)
        hung = self.services.requirements.hung(call.actor, wholes, around)
        rights = {one.number: self.services.book.right(call.actor, one) for one in wholes}
        told = (occurrence_shown(one, around, rights[one.whole.number], hung.get(one.whole.number)) for one in members)
        return listed(call, list(told), next_cursor=next_cursor)
