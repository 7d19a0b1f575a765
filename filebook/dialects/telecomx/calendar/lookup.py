"""What every handler of events needs: who may come here, the event that an id names, and what stands around it.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from filebook.core.access import Action, Actor, Role
from filebook.core.appointments import Appointment
from filebook.core.businesses import Business
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Number, short_of
from filebook.core.members import Member
from filebook.core.personnel import State
from filebook.dialects.telecomx.calendar.translate import Around, event_object, is_deleted
from filebook.dialects.telecomx.calendar.wire import EventObject
from filebook.dialects.telecomx.ids import short_from
from filebook.services.bundle import Services
from filebook.services.diary import Found


def require_employee(actor: Actor) -> None:
    """Raises: AccessDenied for resellers and above: calendars are no business of theirs."""
    if actor.role >= Role.RESELLER:
        raise AccessDenied(Action.READ.value)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Finds and shows events."""

    services: Services

    def business(self, actor: Actor) -> Business:
        """The caller's business, in whose zone appointments stand."""
        return self.services.accounts.business(actor.business)

    def named(self, actor: Actor, text: str) -> Found:
        """The event with this id. Raises: NotFound("appointment"), AccessDenied."""
        found = self.services.diary.find(actor, short_from(text, "appointment"))
        if is_deleted(found.member):
            raise NotFound("appointment", text)
        return found

    def employee(self, actor: Actor, text: str) -> Number:
        """The staff record of an employee of the caller's customer; a caller may always name itself.

        Raises: NotFound("staff") also for one who is there no more, AccessDenied.
        """
        short = short_from(text, "staff")
        if short == short_of(actor.staff.uid):
            return actor.staff.number
        found = self.services.personnel.one(actor, short)
        if found.business.number != actor.business or found.state is State.DELETED:
            raise NotFound("staff", text)
        return found.staff.number

    def around(self, actor: Actor, wholes: Sequence[Appointment]) -> Around:
        """What stands around these appointments, fetched at once."""
        distinct = list({whole.number: whole for whole in wholes}.values())
        return Around(self.business(actor).uid, self.services.book.people(distinct))

    def shown(self, actor: Actor, members: Sequence[Member]) -> list[EventObject]:
        """The members as events; occurrences without an id are given theirs."""
        numbered = self.services.numbered_occurrences.numbered(actor, members)
        around = self.around(actor, [member.whole for member in numbered])
        return [event_object(member, around) for member in numbered]
