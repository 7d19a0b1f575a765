"""Handlers that make and change appointments: created, replaced, changed in part, cancelled, completed, missed.

Source: the project's TimeTap reference (sections 5.1 and 5.4), read 2026-11-21.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from msgspec import UNSET, UnsetType

from filebook.core.appointments import NO_BUFFER, Appointment, Buffer, Status
from filebook.core.errors import Invalid, Missing, NotFound
from filebook.core.members import Member, member_on
from filebook.dialects.timetap.appointments.edits import Scene, edited
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.naming import (
    Named,
    Present,
    contact_of,
    find_named,
    require_same,
    reservation,
    service_buffer,
)
from filebook.dialects.timetap.appointments.placing import new_time
from filebook.dialects.timetap.appointments.reads import Reads
from filebook.dialects.timetap.appointments.translate import client_zone_of
from filebook.dialects.timetap.appointments.wire import AppointmentChange, Cancellation
from filebook.dialects.timetap.appointments.wishes import Concern, Group, SaidStatus, SaidTimes, Wish, wish_of
from filebook.dialects.timetap.required import require_own_business
from filebook.dialects.timetap.values import API_USER_NAME, OWN, by_api, flag_of, text_in
from filebook.services.booking import NewAppointment
from filebook.services.reservations import Reservation
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer

NO_TIMES = SaidTimes(Group(), Group(), None, None)
NOTHING_NAMED = Concern(business=None, client=UNSET, staff=UNSET, location=UNSET, reason=UNSET)
_NEEDED = ("staff", "reason", "location")
_PATH_FLAGS = ("sendStaffEmail", "sendClientEmail")


@dataclass(frozen=True, slots=True)
class Writes:
    """Makes and changes appointments for TimeTap's clients."""

    lookup: Lookup
    reads: Reads
    now: Callable[[], datetime]

    def create(self, call: Call) -> Answer:
        """A new appointment; a list, where one client asks for it in this way."""
        body = read_json(call.body, AppointmentChange)
        if body == AppointmentChange() and "STATUS" in call.query:
            return self.reads.listed_by_post(call)
        wish = wish_of(body)
        require_own_business(call.actor, wish.concern.business)
        for name in _NEEDED:
            if getattr(wish.concern, name) in {UNSET, None}:
                raise Missing(name)
        return self._created(call, wish, buffer_of=service_buffer)

    def quick_add(self, call: Call) -> Answer:
        """A new appointment of which only staff and time are known."""
        wish = wish_of(read_json(call.body, AppointmentChange))
        require_own_business(call.actor, wish.concern.business)
        if wish.concern.staff in {UNSET, None}:
            raise Missing("professionalId")
        return self._created(call, wish, buffer_of=lambda _: NO_BUFFER)

    def replace(self, call: Call) -> Answer:
        """An appointment made anew from a whole object."""
        return self._changed(call, wish_of(read_json(call.body, AppointmentChange), replaces=True), replaces=True)

    def patch(self, call: Call) -> Answer:
        """Only what is named changes."""
        return self._changed(call, wish_of(read_json(call.body, AppointmentChange)))

    def cancel(self, call: Call) -> Answer:
        """Cancel; nobody is sent a mail."""
        said = read_json(call.body, Cancellation) if call.body.strip() else Cancellation()
        reason = text_in(said.cancelReason, field="cancelReason")
        return self._put(call, Status.CANCELLED, **({"cancelReason": reason} if reason else {}))

    def complete(self, call: Call) -> Answer:
        """It took place."""
        return self._put(call, Status.COMPLETED)

    def no_show(self, call: Call) -> Answer:
        """The client did not come."""
        return self._put(call, Status.NO_SHOW)

    def _put(self, call: Call, status: Status, **own: object) -> Answer:
        for name in _PATH_FLAGS:
            if call.path_params.get(name, "false").lower() not in {"true", "false"}:
                raise Invalid(name, "boolean")
        own = {"modifiedUser": API_USER_NAME, "subStatus": None, **own}
        return self._changed(call, Wish(NOTHING_NAMED, NO_TIMES, SaidStatus(status), UNSET, UNSET, own))

    def _created(self, call: Call, wish: Wish, *, buffer_of: Callable[[Named], Buffer]) -> Answer:
        actor, services = by_api(call.actor), self.lookup.services
        named = find_named(self.lookup, actor, wish.concern)
        zone = self.lookup.zone(actor)
        status = wish.status or SaidStatus(Status.ACTIVE)
        own = {**wish.own, "status": status.word or None}
        client_zone = client_zone_of(wish.own, named.client, zone)
        time = new_time(wish.times, zone=zone, client_zone=client_zone, buffer=buffer_of(named))
        new = NewAppointment(
            subject="" if isinstance(wish.subject, UnsetType) else wish.subject,
            comment="" if isinstance(wish.note, UnsetType) else wish.note,
            place="" if named.location is None else named.location.label,
            span=time.span,
            buffer=time.buffer,
            status=status.status,
            participants=named.people,
            concerns=named.about,
        )
        made = services.booking.add(
            actor,
            replace(new, fields={OWN: {name: value for name, value in own.items() if value is not None}}),
            prepare=reservation(actor, wish.concern, new, named, now=self.now, overrides=overrides(call)),
        )
        return json_answer(self.lookup.shown(actor, [Member(made)], zone=zone)[0])

    def _changed(self, call: Call, wish: Wish, *, replaces: bool = False) -> Answer:
        actor, services = by_api(call.actor), self.lookup.services
        require_own_business(actor, wish.concern.business)
        member = self.lookup.named(actor, call.path_params["calendarId"])
        around = self.lookup.around(actor, [member.whole])
        if replaces and member.day is None and isinstance(wish.concern.client, UnsetType):
            wish = replace(wish, concern=replace(wish.concern, client=None))
        before = Present(around, member.whole)
        if member.day is not None:
            require_same(before, wish.concern)
        named = find_named(self.lookup, actor, wish.concern)
        scene = Scene(around.zone, before.client, self.now(), before.place(wish.concern, named))

        def edit(current: Appointment) -> Appointment:
            return edited(_again(member, current), wish, scene)

        changed = services.booking.change(
            actor,
            member.whole.number,
            edit=edit,
            participants=before.people(wish.concern),
            concerns=before.about(wish.concern),
            prepare=Reservation(actor, self.now, contact=contact_of(wish.concern)),
        )
        return json_answer(self.lookup.shown(actor, [_again(member, changed)], zone=around.zone)[0])


def _again(member: Member, current: Appointment) -> Member:
    """The same member of an appointment as it is by now. Raises: NotFound("appointment")."""
    if member.day is None:
        return Member(current)
    again = member_on(current, member.day, member.ref)
    if again is None:
        raise NotFound("appointment", member.number)
    return again


def overrides(call: Call) -> bool:
    """Whether the caller wants the time even if it is taken. Raises: Invalid("override")."""
    return bool(flag_of(call.query.get("override"), field="override"))
