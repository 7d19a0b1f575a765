"""Xelion's appointments, and the files on them.

Source: the project's Xelion reference, 4, 7, 11 and 12, read 2026-11-21.
"""

import hashlib
from dataclasses import dataclass

import msgspec

from filebook.core.errors import NotFound, TooLarge
from filebook.core.files import File
from filebook.core.ids import Kind, hex_of
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.embedded import EmbeddedReader
from filebook.dialects.xelion.ids import number_from
from filebook.services.book import Right
from filebook.services.bundle import Services
from filebook.services.library import Page
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer
from filebook.serving.urls import url

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
        book, actor = self.services.book, call.actor
        business = self.services.accounts.business(actor.business)
        appointment = book.get(actor, number_from(call.path_params["oid"], "appointment"))
        shown = translate.appointment_object(
            appointment,
            calendars=book.calendars_of(appointment),
            permissions=_PERMISSIONS[book.right(actor, appointment)],
            zone=business.zone,
        )
        return json_answer(wire.AppointmentAnswer(object=shown, links=[_self_link(call, "calendars", shown.oid)]))

    def attachment(self, call: Call) -> FileAnswer:
        """`GET appointments/OID/attachments/OID`, embedded in JSON or as raw bytes."""
        file = self._attached(call)
        if call.query.get("only_thumbnail", "").lower() == "true":
            raise NotFound("thumbnail")
        if call.query.get("response_type", "").lower() == "stream":
            return file_answer(call, self.services.library.open(file), audience=Audience.PRIVATE)
        return self._embedded(call, file)

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
        link = _self_link(call, "appointments", call.path_params["oid"], "attachments", shown.oid)
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


def _self_link(call: Call, *segments: str) -> wire.Link:
    return wire.Link(rel="self", href=url(call.door_url, "api", "v1", call.path_params["tenant"], *segments))
