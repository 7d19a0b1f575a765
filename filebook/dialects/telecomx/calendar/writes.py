"""Events made, changed and deleted.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from filebook.core.access import Action, Actor, require
from filebook.core.appointments import Appointment
from filebook.core.errors import AccessDenied, Invalid, NotFound
from filebook.core.ids import Number, short_of
from filebook.core.members import Member, member_on, without
from filebook.core.records import Record
from filebook.dialects.telecomx.calendar import wire
from filebook.dialects.telecomx.calendar.attendees import OTHERS
from filebook.dialects.telecomx.calendar.edits import edited, made
from filebook.dialects.telecomx.calendar.guests import Guests, guests_of
from filebook.dialects.telecomx.calendar.lookup import Lookup, require_employee
from filebook.dialects.telecomx.calendar.translate import employee_of, own_of
from filebook.dialects.telecomx.calendar.wishes import Wish, wish_of
from filebook.dialects.telecomx.ids import short_from
from filebook.dialects.telecomx.values import is_set
from filebook.dialects.telecomx.wire import Success
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json


@dataclass(frozen=True, slots=True)
class Writes:
    """Writes events for TelecomX's clients."""

    lookup: Lookup

    def create(self, call: Call) -> BytesAnswer:
        """`POST /pbx/calendar`: a single event, of the caller's unless another employee is named."""
        actor = call.actor
        require_employee(actor)
        wish = wish_of(read_json(call.body, wire.SaidEvent))
        self._require_own_customer(actor, wish)
        employee = self._employee(actor, wish) or actor.staff.number
        guests = guests_of(self.lookup.services, actor, wish.attendees or (), present=())
        people = list(dict.fromkeys([employee, *guests.numbers]))
        new = made(wish, guests, people=people, zone=self.lookup.business(actor).zone)
        appointment = self.lookup.services.booking.add_own(actor, new)
        return json_answer(self.lookup.shown(actor, [Member(appointment)])[0])

    def change(self, call: Call) -> BytesAnswer:
        """`POST /pbx/calendar/ID`: what is named changes; one occurrence for itself, a master all of them."""
        actor = call.actor
        member = self._writable(actor, call.path_params["event"])
        wish = wish_of(read_json(call.body, wire.SaidEvent))
        self._require_own_customer(actor, wish)
        people = self.lookup.services.book.people([member.whole])
        present = employee_of(member.whole, people)
        was = None if present is None else present.number
        employee = self._employee(actor, wish) or was
        guests = self._guests(actor, wish, list(people.values()))
        _require_same_on_one_day(member, guests, was=was, employee=employee)
        zone = self.lookup.business(actor).zone

        def edit(current: Appointment) -> Appointment:
            return edited(_again(member, current), wish, guests or Guests(), zone=zone)

        def rewrite(there: Sequence[Number]) -> list[Number]:
            first = [] if employee is None or (guests is None and employee == was) else [employee]
            others = there if guests is None else guests.numbers
            return list(dict.fromkeys([*first, *(one for one in others if one != was or employee == was)]))

        changed = self.lookup.services.booking.change(
            actor,
            member.whole.number,
            edit=edit,
            participants=None if member.day is not None or (guests is None and employee == was) else rewrite,
            statuses=None if guests is None or member.day is not None else guests.statuses,
        )
        return json_answer(self.lookup.shown(actor, [_again(member, changed)])[0])

    def delete(self, call: Call) -> BytesAnswer:
        """`DELETE /pbx/calendar/ID`: an event or a series goes to the trash; of one occurrence the day is taken out."""
        actor = call.actor
        member = self._writable(actor, call.path_params["event"])
        day, booking = member.day, self.lookup.services.booking
        if day is None or is_set(call.query.get("applyToMaster", "")):
            booking.trash(actor, member.whole.number)
        else:
            booking.change(actor, member.whole.number, edit=lambda current: without(current, day))
        return json_answer(Success(success=True))

    def _writable(self, actor: Actor, text: str) -> Member:
        """The event with this id, of which the caller may know all. Raises: NotFound, AccessDenied."""
        require_employee(actor)
        found = self.lookup.named(actor, text)
        if not found.whole_told:
            raise AccessDenied(Action.WRITE.value)
        return found.member

    def _employee(self, actor: Actor, wish: Wish) -> Number | None:
        """Who is named; only who may write the business's appointments gives some to others.

        Raises: NotFound("staff"), AccessDenied.
        """
        if not wish.employee:
            return None
        found = self.lookup.employee(actor, wish.employee)
        if found != actor.staff.number:
            require(actor, Action.WRITE)
        return found

    def _require_own_customer(self, actor: Actor, wish: Wish) -> None:
        """Raises: NotFound("customer") for another one."""
        own = short_of(self.lookup.business(actor).uid)
        if wish.customer and short_from(wish.customer, "customer") != own:
            raise NotFound("customer", wish.customer)

    def _guests(self, actor: Actor, wish: Wish, present: Sequence[Record]) -> Guests | None:
        if wish.attendees is None:
            return None
        return guests_of(self.lookup.services, actor, wish.attendees, present=present)


def _require_same_on_one_day(
    member: Member, guests: Guests | None, *, was: Number | None, employee: Number | None
) -> None:
    """Whose it is and who takes part holds for a whole series. Raises: Invalid("employee" | "attendees")."""
    if member.day is None:
        return
    if employee != was:
        raise Invalid("employee", "series_only")
    if guests is None:
        return
    there = {participant.record.number for participant in member.whole.participants}
    others = own_of(member).get(OTHERS) or None
    if {*guests.numbers} - {was} != there - {was} or guests.own.get(OTHERS) != others:
        raise Invalid("attendees", "series_only")


def _again(member: Member, current: Appointment) -> Member:
    """The same member of an appointment as it is by now. Raises: NotFound("appointment")."""
    if member.day is None:
        return Member(current)
    again = member_on(current, member.day, member.ref)
    if again is None:
        raise NotFound("appointment", member.number)
    return again
