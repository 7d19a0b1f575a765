"""Xelion's appointments, and the files on them.

Source: the project's Xelion reference, 4, 7, 11 and 12, read 2026-11-21.
"""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from filebook.core.appointments import Appointment
from filebook.core.businesses import Business, Profile
from filebook.core.errors import NotFound, TooLarge
from filebook.core.files import File
from filebook.core.ids import Door, Kind, hex_of
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.embedded import EmbeddedReader
from filebook.dialects.xelion.ids import number_from
from filebook.dialects.xelion.intake import new_appointment
from filebook.dialects.xelion.paging import link_to
from filebook.dialects.xelion.patch import changes_from, edit_of, rewrite_of
from filebook.dialects.xelion.payload import payload_of
from filebook.services.book import Right
from filebook.services.bundle import Services
from filebook.services.library import Page
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer

EMBEDDED_LIMIT_BYTES = 10 * 1024 * 1024
"""What may travel as base64 in JSON."""

_PERMISSIONS = {Right.READ: "Read", Right.WRITE: "ReadWrite", Right.REMOVE: "ReadWriteRemove"}
_CONTENT = b'"contentsB64String":"'


@dataclass(frozen=True, slots=True)
class BookHandlers:
    """What the routes below `appointments` and `calendars` do."""

    services: Services

    def appointment(self, call: Call) -> BytesAnswer:
        """`GET appointments/OID`, and `GET calendars/OID` for those who follow an appointment's own link."""
        appointment = self.services.book.get(call.actor, number_from(call.path_params["oid"], "appointment"))
        return self._shown(call, appointment, self._business(call).zone)

    def create(self, call: Call) -> BytesAnswer:
        """`POST appointments`. What is put nowhere goes to the calendar of the person who is logged in."""
        business = self._business(call)
        said = payload_of(call, wire.NewAppointment)
        new = new_appointment(said, zone=business.zone, text_limit=_text_limit(business))
        if not (new.participants or new.calendars):
            own = self.services.agenda.own_calendar(call.actor)
            new = replace(new, calendars=() if own is None else (own.number,))
        return self._shown(call, self.services.booking.add(call.actor, new), business.zone)

    def change(self, call: Call) -> BytesAnswer:
        """`PATCH appointments/OID`: all of the operations, or none."""
        number = number_from(call.path_params["oid"], "appointment")
        business = self._business(call)
        changes = changes_from(_operations(call), text_limit=_text_limit(business))
        self.services.booking.change(
            call.actor,
            number,
            edit=edit_of(changes, zone=business.zone),
            participants=rewrite_of(changes.participants, "person"),
            calendars=rewrite_of(changes.calendars, "calendar"),
        )
        return empty_answer(status=200)

    def delete(self, call: Call) -> BytesAnswer:
        """`DELETE appointments/OID`, the whole series."""
        self.services.booking.trash(call.actor, number_from(call.path_params["oid"], "appointment"))
        return empty_answer(status=200)

    def attachment(self, call: Call) -> FileAnswer:
        """`GET appointments/OID/attachments/OID`, embedded in JSON or as raw bytes."""
        file = self._attached(call)
        if call.query.get("only_thumbnail", "").lower() == "true":
            raise NotFound("thumbnail")
        if call.query.get("response_type", "").lower() == "stream":
            return file_answer(call, self.services.library.open(file), audience=Audience.PRIVATE)
        return self._embedded(call, file)

    def _business(self, call: Call) -> Business:
        return self.services.accounts.business(call.actor.business)

    def _shown(self, call: Call, appointment: Appointment, zone: str) -> BytesAnswer:
        book = self.services.book
        shown = translate.appointment_object(
            appointment,
            calendars=book.calendars_of(appointment),
            permissions=_PERMISSIONS[book.right(call.actor, appointment)],
            zone=zone,
        )
        return json_answer(wire.AppointmentAnswer(object=shown, links=[link_to(call, "calendars", shown.oid)]))

    def _attached(self, call: Call) -> File:
        """The file of this number on the appointment, if the caller may know of both."""
        appointment = self.services.book.get(call.actor, number_from(call.path_params["oid"], "appointment"))
        number = number_from(call.path_params["attachment"], "file")
        files, _ = self.services.library.files_on(
            call.actor, appointment.number, kind=Kind.APPOINTMENT, page=Page(limit=1), only=number
        )
        if not files:
            raise NotFound("file", number)
        return files[0]

    def _embedded(self, call: Call, file: File) -> FileAnswer:
        """The envelope with the bytes in it, sent as they are read."""
        version = file.version
        if version is None:
            raise NotFound("content", file.number)
        if file.size_bytes > EMBEDDED_LIMIT_BYTES:
            raise TooLarge(EMBEDDED_LIMIT_BYTES)
        shown = translate.attachment_object(file, content="")
        link = link_to(call, "appointments", call.path_params["oid"], "attachments", shown.oid)
        document = msgspec.json.encode(wire.AttachmentAnswer(object=shown, links=[link]))
        before, mark, after = document.partition(_CONTENT)
        opened = self.services.library.open(file)
        return FileAnswer(
            call,
            EmbeddedReader(opened.reader, before=before + mark, after=after),
            etag=f"{hex_of(version.uid)}-{hashlib.sha256(document).hexdigest()[:16]}",
            detected_type="application/json",
            file_name=f"{shown.oid}.json",
            modified_at=version.created_at,
        )


def _operations(call: Call) -> list[wire.Operation]:
    """The guide shows them both ways: in an object, and as the bare array."""
    if call.body.lstrip().startswith(b"["):
        return payload_of(call, list[wire.Operation])
    return payload_of(call, wire.Operations).operations


def _text_limit(business: Business) -> int | None:
    return wire.TEXT_LIMIT if business.profile(Door.XELION) is Profile.STRICT else None
