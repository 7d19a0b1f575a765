"""Xelion's appointments: single ones, series, and occurrences of series under OIDs of their own.

Source: the project's Xelion reference, 4, 7, 11 and 12, read 2026-11-22.
"""

from dataclasses import dataclass, replace

from filebook.core.appointments import Appointment
from filebook.core.businesses import Business, Profile
from filebook.core.errors import AccessDenied
from filebook.core.ids import Door, Ref
from filebook.core.members import Member
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.enclosed import ROLES, Intake, enclosure_from
from filebook.dialects.xelion.ids import number_from
from filebook.dialects.xelion.intake import new_appointment
from filebook.dialects.xelion.mutations import edit_of_day, mutations_in, single_of, without_day
from filebook.dialects.xelion.paging import link_to
from filebook.dialects.xelion.patch import Changes, changes_from, edit_of, rewrite_of
from filebook.dialects.xelion.repetition import is_told
from filebook.services.book import Right
from filebook.services.booking import Finish
from filebook.services.bundle import Services
from filebook.services.enclosures import Enclosure
from filebook.services.numbered_occurrences import place_of
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call

_PERMISSIONS = {Right.READ: "Read", Right.WRITE: "ReadWrite", Right.REMOVE: "ReadWriteRemove"}
_CONTENT = "contentsB64String"


@dataclass(frozen=True, slots=True)
class BookHandlers:
    """What the routes below `appointments` and `calendars` do."""

    services: Services

    def appointment(self, call: Call) -> BytesAnswer:
        """`GET appointments/OID`, and `GET calendars/OID` for those who follow an appointment's own link."""
        member = self.member(call)
        shown = member.whole if member.day is None else single_of(member)
        return self._shown(call, shown, whole=member.whole, zone=self._business(call).zone)

    async def create(self, call: Call) -> BytesAnswer:
        """`POST appointments`. What is put nowhere goes to the calendar of the person who is logged in."""
        intake = Intake(self.services.uploads, call.actor)
        await intake.read(call)
        return await call.in_thread(self._created, call, intake)

    async def change(self, call: Call) -> BytesAnswer:
        """`PATCH appointments/OID`: all of the operations, or none."""
        intake = Intake(self.services.uploads, call.actor)
        await intake.read(call)
        await call.in_thread(self._change, call, intake)
        return empty_answer(status=200)

    def delete(self, call: Call) -> BytesAnswer:
        """`DELETE appointments/OID`: the whole series, or the one occurrence that has this OID."""
        member = self.member(call)
        if member.day is None or member.ref is None:
            self.services.booking.trash(call.actor, member.whole.number)
            return empty_answer(status=200)
        if self.services.book.right(call.actor, member.whole) is not Right.REMOVE:
            raise AccessDenied("remove")
        self.services.booking.change(call.actor, member.whole.number, edit=without_day(member.day, member.ref))
        return empty_answer(status=200)

    def member(self, call: Call) -> Member:
        """The appointment or occurrence that the path names. Raises: NotFound("appointment"), AccessDenied."""
        number = number_from(call.path_params["oid"], "appointment")
        return self.services.numbered_occurrences.get(call.actor, number)

    def _created(self, call: Call, intake: Intake) -> BytesAnswer:
        try:
            business = self._business(call)
            said = intake.payload(wire.NewAppointment)
            new = new_appointment(said, zone=business.zone, text_limit=_text_limit(business))
            files = [
                enclosure_from(role, file, intake.receivers.get((role, _CONTENT)))
                for role in ROLES
                if (file := getattr(said, role)) is not None
            ]
            if not (new.participants or new.calendars):
                own = self.services.agenda.own_calendar(call.actor)
                new = replace(new, calendars=() if own is None else (own.number,))
            intake.hand_over(files)
        finally:
            intake.drop()

        def write(finish: Finish | None) -> Appointment:
            return self.services.booking.add(call.actor, new, finish=finish)

        made = self.services.enclosures.enclose(call.actor, files, write) if files else write(None)
        return self._shown(call, made, whole=made, zone=business.zone)

    def _change(self, call: Call, intake: Intake) -> None:
        try:
            member = self.member(call)
            business = self._business(call)
            changes = changes_from(_operations(intake), text_limit=_text_limit(business))
            if member.day is not None:
                self._change_day(call, member, changes, zone=business.zone)
                return
            files = _files_in(changes, intake)
            intake.hand_over(files)
        finally:
            intake.drop()

        def write(finish: Finish | None) -> Appointment:
            return self.services.booking.change(
                call.actor,
                member.whole.number,
                edit=edit_of(changes, zone=business.zone),
                participants=rewrite_of(changes.participants, "person"),
                calendars=rewrite_of(changes.calendars, "calendar"),
                finish=finish,
            )

        if files:
            self.services.enclosures.enclose(call.actor, files, write)
        else:
            write(None)

    def _change_day(self, call: Call, member: Member, changes: Changes, *, zone: str) -> None:
        single = single_of(member)
        if member.day is not None:
            edit = edit_of_day(changes, member.day, Ref(single.number, single.uid), zone=zone)
            self.services.booking.change(call.actor, member.whole.number, edit=edit)

    def _business(self, call: Call) -> Business:
        return self.services.accounts.business(call.actor.business)

    def _shown(self, call: Call, appointment: Appointment, *, whole: Appointment, zone: str) -> BytesAnswer:
        """The appointment, or the occurrence `appointment` of the series `whole`, in its envelope."""
        book = self.services.book
        asked = {name.strip() for name in call.query.get("include", "").split(",")}
        beside = translate.Beside(
            calendars=book.calendars_of(whole),
            people=book.people([whole]),
            files=self.services.enclosures.of(call.actor, whole, roles=ROLES),
            owner_name=book.owner_name(whole) if "isAppointmentOf" in asked else "",
            permissions=_PERMISSIONS[book.right(call.actor, whole)],
        )
        mutations = [
            translate.appointment_object(single_of(member), beside, zone=zone)
            for member in self._mutations(call, appointment, zone)
        ]
        shown = translate.appointment_object(appointment, beside, zone=zone, mutations=mutations)
        return json_answer(wire.AppointmentAnswer(object=shown, links=[link_to(call, "calendars", shown.oid)]))

    def _mutations(self, call: Call, appointment: Appointment, zone: str) -> list[Member]:
        """The occurrences that differ from a series which is shown as one, each under its number."""
        rule = appointment.rule
        if rule is None or not appointment.changed or not is_told(rule, appointment.span, zone=zone):
            return []
        numbered = self.services.numbered_occurrences
        present = numbered.at(call.actor, [place_of(member) for member in mutations_in(appointment)])
        return numbered.numbered(call.actor, present)


def _files_in(changes: Changes, intake: Intake) -> list[Enclosure]:
    """The operations of a PATCH that are about files, each with the bytes that came in its place."""
    received = {
        path[-3]: one for path, one in intake.receivers.items() if path[:-3] in {(), ("operations",)} and path[2:]
    }
    return [enclosure_from(role, said, received.get(index)) for role, (index, said) in changes.files.items()]


def _operations(intake: Intake) -> list[wire.Operation]:
    """The guide shows them both ways: in an object, and as the bare array."""
    if intake.text.lstrip().startswith(b"["):
        return intake.payload(list[wire.Operation])
    return intake.payload(wire.Operations).operations


def _text_limit(business: Business) -> int | None:
    return wire.TEXT_LIMIT if business.profile(Door.XELION) is Profile.STRICT else None
