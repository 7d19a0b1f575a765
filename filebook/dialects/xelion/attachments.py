"""Xelion's attachments: files as raw bytes, or embedded in JSON.

Source: the project's Xelion reference, 11, read 2026-11-21.
"""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from filebook.core.access import Action, require
from filebook.core.businesses import Profile
from filebook.core.errors import NotFound, TooLarge, Unsupported
from filebook.core.files import File
from filebook.core.ids import Door, Kind, Number, hex_of
from filebook.core.links import Disposition
from filebook.core.members import Member
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.embedded import EmbeddedReader
from filebook.dialects.xelion.enclosed import CONTENT_LIMIT_BYTES
from filebook.dialects.xelion.ids import number_from
from filebook.dialects.xelion.mutations import single_of
from filebook.dialects.xelion.paging import link_to, page_of
from filebook.services.bundle import Services
from filebook.services.library import Opened, Page
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer

FILES_LIMIT = 1000
"""So many files of one appointment are listed, in pages; each can be had by its OID."""
_CONTENT = b'"contentsB64String":"'
THUMBNAIL_SIDE = 160
"""Pixels that a thumbnail fits into, in each direction."""


@dataclass(frozen=True, slots=True)
class AttachmentHandlers:
    """What the routes of attachments do."""

    services: Services

    def on_appointment(self, call: Call) -> BytesAnswer:
        """`GET appointments/OID/attachments`: every file there, in its order, without its bytes."""
        files, _ = self.services.library.files_on(
            call.actor, self._appointment(call), kind=Kind.APPOINTMENT, page=Page(limit=FILES_LIMIT)
        )
        path = _below(call)
        page, meta = page_of(files, call, path=path, number=lambda file: file.number, name=lambda file: file.name)
        shown = [translate.attachment_object(file) for file in page]
        data = [wire.AttachmentAnswer(object=one, links=[link_to(call, *path, one.oid)]) for one in shown]
        return json_answer(wire.AttachmentList(data=data, meta=meta))

    def of_appointment(self, call: Call) -> FileAnswer:
        """`GET appointments/OID/attachments/OID`, embedded in JSON or as raw bytes."""
        appointment, number = self._appointment(call), number_from(call.path_params["attachment"], "file")
        files, _ = self.services.library.files_on(
            call.actor, appointment, kind=Kind.APPOINTMENT, page=Page(limit=1), only=number
        )
        if not files:
            raise NotFound("file", number)
        return attachment_answer(self.services, call, files[0], path=_below(call))

    def attachment(self, call: Call) -> FileAnswer:
        """`GET attachments/OID`: whoever may read a file may have it here too, as XelionApplication wants its icons;
        where the business is strict, administrators only, as the vendor has it since server 8.4.
        """
        number = number_from(call.path_params["oid"], "file")
        if self.services.accounts.business(call.actor.business).profile(Door.XELION) is Profile.STRICT:
            require(call.actor, Action.ADMINISTER)
        file = self.services.library.file(call.actor, number)
        return attachment_answer(self.services, call, file, path=("attachments",))

    def _appointment(self, call: Call) -> Number:
        """The appointment, or the series of the occurrence, on which the files hang."""
        number = number_from(call.path_params["oid"], "appointment")
        member = self.services.numbered_occurrences.get(call.actor, number)
        return member.whole.number if member.day is None else _series_of(member)


def _series_of(member: Member) -> Number:
    """Raises: NotFound("appointment") for an occurrence that does not take place."""
    single_of(member)
    return member.whole.number


def _below(call: Call) -> tuple[str, ...]:
    return ("appointments", call.path_params["oid"], "attachments")


def attachment_answer(services: Services, call: Call, file: File, *, path: tuple[str, ...]) -> FileAnswer:
    """A file that the caller was given, in the form that the query asks for; it lies below `path`.

    Raises: NotFound for a link, and for the thumbnail of what is no picture; TooLarge for what is too much for JSON.
    """
    opened = _opened(services, file, as_thumbnail=call.query.get("only_thumbnail", "").lower() == "true")
    if call.query.get("response_type", "").lower() == "stream":
        return file_answer(call, opened, audience=Audience.PRIVATE)
    try:
        return _embedded(call, opened, path=path)
    except TooLarge:
        opened.reader.close()
        raise


def _opened(services: Services, file: File, *, as_thumbnail: bool) -> Opened:
    if not as_thumbnail:
        return services.library.open(file)
    try:
        picture = services.previews.picture(file, width=THUMBNAIL_SIDE, height=THUMBNAIL_SIDE)
    except Unsupported:
        raise NotFound("thumbnail", file.number) from None
    return replace(picture, disposition=Disposition.ATTACHMENT)


def _embedded(call: Call, opened: Opened, *, path: tuple[str, ...]) -> FileAnswer:
    """The envelope with the bytes in it, sent as they are read."""
    file, version = opened.file, opened.file.version
    if version is None:
        raise NotFound("content", file.number)
    if file.size_bytes > CONTENT_LIMIT_BYTES:
        raise TooLarge(CONTENT_LIMIT_BYTES)
    shown = translate.attachment_object(file, content="")
    document = msgspec.json.encode(wire.AttachmentAnswer(object=shown, links=[link_to(call, *path, shown.oid)]))
    before, mark, after = document.partition(_CONTENT)
    return FileAnswer(
        call,
        EmbeddedReader(opened.reader, before=before + mark, after=after),
        etag=f"{hex_of(version.uid)}-{hashlib.sha256(document).hexdigest()[:16]}",
        detected_type="application/json",
        file_name=f"{shown.oid}.json",
        modified_at=version.created_at,
    )
