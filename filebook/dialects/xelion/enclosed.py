"""Files inside the body of a POST or PATCH: their base64 goes to the store while it arrives, the rest is a small text.

Source: the project's Xelion reference, 11, read 2026-11-22.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from filebook.core.access import Action, Actor, require
from filebook.core.errors import Invalid, Missing, TooLarge
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.ids import number_from
from filebook.services.enclosures import Enclosure
from filebook.services.filing import NewFile
from filebook.services.uploads import Receiver, Uploads
from filebook.serving.base64_stream import decode_leftover
from filebook.serving.call import Call
from filebook.serving.json_body import decoded
from filebook.serving.json_scan import JsonPath, JsonScanner, StreamedText
from filebook.serving.receive import pump
from filebook.serving.routes import BODY_LIMIT_BYTES

ROLES = ("welcomeAttachment", "departureAttachment")
"""The members of an appointment that are files, and the roles in which these hang on it."""
CONTENT_LIMIT_BYTES = 10 * 1024 * 1024
"""What one file may weigh that travels as base64 in JSON."""
_CONTENT = "contentsB64String"
_HOLDERS = frozenset({*ROLES, "value"})
_CONTENTS_LIMIT = len(ROLES)
_LIMIT_BYTES = 64 * 1024 * 1024
"""Of a body, which is refused unread beyond it. Less, so that most files that are too large are told as such."""
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
_SLASHES = re.compile(r"[/\\]")

Wire = TypeVar("Wire")


@dataclass(slots=True)
class Intake:
    """What has arrived of a body. Whoever read it hands its files on, or drops them."""

    uploads: Uploads
    actor: Actor
    text: bytes = b""
    """The body with null in place of the files' bytes, once it is read."""
    receivers: dict[JsonPath, Receiver] = field(default_factory=dict)

    async def read(self, call: Call) -> None:
        """Read the whole body. Whatever this raises, no byte stays.

        Raises: Missing("payload"), Invalid("payload") for what is no JSON, Invalid("contentsB64String") for what is no
            base64 or for too many files, AccessDenied for files of those who may have none, TooLarge, NoSpace,
            Unavailable.
        """
        scanner = JsonScanner(
            wanted=self._wanted, text_limit_bytes=BODY_LIMIT_BYTES, sink_limit_bytes=CONTENT_LIMIT_BYTES
        )
        is_read = False
        try:
            self.text = await _scanned(call, scanner)
            if scanner.streamed:
                await call.in_thread(self._end_base64, scanner.streamed)
            is_read = True
        finally:
            if not is_read:
                await call.in_thread(self.drop)

    def payload(self, wire_type: type[Wire]) -> Wire:
        """The text as a struct. Raises: Invalid("payload")."""
        try:
            return decoded(self.text, wire_type)
        except Invalid:
            raise Invalid("payload", "syntax") from None

    def hand_over(self, enclosures: Sequence[Enclosure]) -> None:
        """From now on the bytes of these are somebody else's to drop; nobody asked for the others."""
        given = {id(one.receiver) for one in enclosures}
        self.receivers = {path: one for path, one in self.receivers.items() if id(one) not in given}
        self.drop()

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        for receiver in self.receivers.values():
            self.uploads.discard(receiver)
        self.receivers.clear()

    def _wanted(self, path: JsonPath) -> Receiver | None:
        if path[-1:] != (_CONTENT,) or path[-2:-1] == () or path[-2] not in _HOLDERS:
            return None
        require(self.actor, Action.WRITE)
        if len(self.receivers) == _CONTENTS_LIMIT:
            raise Invalid(_CONTENT, "count")
        self.receivers[path] = self.uploads.receiver(limit_bytes=CONTENT_LIMIT_BYTES)
        return self.receivers[path]

    def _end_base64(self, streamed: Mapping[JsonPath, StreamedText]) -> None:
        """Write what makes no whole group of four characters. A text without any is the same as none."""
        for path, text in streamed.items():
            if text.fault == "empty":
                self.uploads.discard(self.receivers.pop(path))
            elif text.fault is not None:
                raise Invalid(_CONTENT, text.fault)
            elif text.leftover:
                self.receivers[path].write(decode_leftover(text.leftover, field=_CONTENT))


async def _scanned(call: Call, scanner: JsonScanner) -> bytes:
    """The body without the files' bytes. Raises: Missing("payload"), Invalid("payload"), TooLarge, what sinks raise."""
    try:
        await pump(call, lambda data: scanner.feed(bytes(data)), limit_bytes=_LIMIT_BYTES)
        return scanner.close()
    except TooLarge as error:
        # What is too large is the body, as it is where it has no files.
        raise TooLarge(BODY_LIMIT_BYTES if error.limit_bytes == _LIMIT_BYTES else error.limit_bytes) from None
    except Invalid as error:
        if error.field:
            raise
        if error.reason == "empty":
            raise Missing("payload") from None
        raise Invalid("payload", "syntax") from None


def enclosure_from(role: str, said: wire.NewAttachment | None, receiver: Receiver | None) -> Enclosure:
    """What is said of a member that is a file; None says that there is to be none.

    Raises: Missing("originalLocation" | "contentsB64String"), NotFound("file") for what is no OID.
    """
    if said is None:
        return Enclosure(role)
    if receiver is not None:
        return Enclosure(role, new=_new_file(said), receiver=receiver)
    if said.oid in {None, ""}:
        raise Missing(_CONTENT)
    return Enclosure(role, file=number_from(str(said.oid), "file"))


def _new_file(said: wire.NewAttachment) -> NewFile:
    """It is named after where it was; a path on the client's machine stays there."""
    title = (said.commonName or "").strip()
    name = _SLASHES.split((said.originalLocation or "").strip() or title)[-1].strip()
    if not name:
        raise Missing("originalLocation")
    media_type = (said.mimeType or "").partition(";")[0].strip().lower()
    return NewFile(
        name,
        title="" if title == name else title,
        declared_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "",
    )
