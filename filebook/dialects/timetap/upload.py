"""Handler of `fileUploadS3.do`: bytes stream to the store while the fields around them are collected.

Source: the project's TimeTap reference (section 4.4), read 2026-11-21.
"""

from dataclasses import dataclass, field

from filebook.core.access import Actor
from filebook.core.businesses import Profile
from filebook.core.errors import Invalid, Missing, TooLarge, Unauthenticated
from filebook.core.ids import Door, Ref
from filebook.core.media_types import told_type
from filebook.dialects.timetap.auth import Tokens, shown_token
from filebook.dialects.timetap.required import require_own_business
from filebook.dialects.timetap.things import Things
from filebook.dialects.timetap.translate import UploadWish, upload_of
from filebook.dialects.timetap.wire import UPLOAD_FIELDS, FileObject, FileUpload
from filebook.services.bundle import Services
from filebook.services.filing import Hang, NewFile
from filebook.services.uploads import Receiver, Uploads
from filebook.serving.answers import json_answer
from filebook.serving.base64_stream import decode_leftover
from filebook.serving.call import Call
from filebook.serving.json_body import converted, decoded, read_json
from filebook.serving.json_scan import JsonPath, JsonScanner, StreamedText
from filebook.serving.limits import MIB
from filebook.serving.multipart import receive_form
from filebook.serving.problems import UnsupportedMediaType
from filebook.serving.receive import Consumer, pump
from filebook.serving.routes import BODY_LIMIT_BYTES, Answer

STRICT_LIMIT_BYTES = 100 * MIB
"""TimeTap's own limit, kept to in the strict profile."""
_FILE = "file"
_OBJECT = "fileUploadS3"


@dataclass(slots=True)
class _Incoming:
    """What has arrived of one upload. Used by one thread at a time."""

    uploads: Uploads
    limit_bytes: int
    receiver: Receiver | None = None
    part_name: str = ""
    media_type: str = ""
    object_text: bytearray = field(default_factory=bytearray)

    def begin(self) -> Receiver:
        """Somewhere for the bytes of the file. Raises: Invalid("file") for a second one."""
        if self.receiver is not None:
            raise Invalid(_FILE, "twice")
        self.receiver = self.uploads.receiver(limit_bytes=self.limit_bytes)
        return self.receiver

    def sink(self, name: str, file_name: str, media_type: str) -> Consumer | None:
        """Where the bytes of a part with a file name go. Some clients send the JSON part as such, too."""
        if name == _OBJECT:
            return self._keep_object
        if name != _FILE:
            return None
        self.part_name, self.media_type = file_name, media_type
        return self.begin().write

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        if self.receiver is not None:
            self.uploads.discard(self.receiver)

    def _keep_object(self, data: bytes | bytearray | memoryview) -> None:
        if len(self.object_text) + len(data) > BODY_LIMIT_BYTES:
            raise TooLarge(BODY_LIMIT_BYTES)
        self.object_text += data


@dataclass(frozen=True, slots=True)
class Uploading:
    """Stores what TimeTap's clients upload."""

    services: Services
    tokens: Tokens
    things: Things

    async def receive(self, call: Call) -> Answer:
        """A new file, public if its type is ASSET.

        A token in header or query is judged before anything is read. One among the fields can only be judged behind
        them, and the file may come first; until then nothing refers to its bytes.
        """
        actor, limit_bytes = await call.in_thread(self._admitted, call)
        if call.content_type not in {"multipart/form-data", "application/json"}:
            raise UnsupportedMediaType if actor else Unauthenticated("missing")
        incoming = _Incoming(self.services.uploads, limit_bytes)
        fields: FileUpload | None = None
        try:
            read = _read_form if call.content_type == "multipart/form-data" else _read_json
            fields = await read(call, incoming)
        finally:
            if fields is None:
                await call.in_thread(incoming.drop)
        return json_answer(await call.in_thread(self._filed, call, incoming, fields, actor))

    def _admitted(self, call: Call) -> tuple[Actor | None, int]:
        """Who sends, if header or query tell, and how large the file may be."""
        actor = self.tokens.authenticate(call) if shown_token(call) else None
        return actor, self._limit_bytes(actor)

    def _limit_bytes(self, actor: Actor | None) -> int:
        """How large a file may be: known in full only once it is known who sends it."""
        if actor is None:
            return self.services.uploads.limit_bytes()
        business = self.services.accounts.business(actor.business)
        most = self.services.uploads.limit_bytes(business)
        return min(most, STRICT_LIMIT_BYTES) if business.profile(Door.TIMETAP) is Profile.STRICT else most

    def _filed(self, call: Call, incoming: _Incoming, fields: FileUpload, actor: Actor | None) -> FileObject:
        """File what arrived, or drop it. Runs to its end on a worker thread, whatever becomes of the request."""
        ready: tuple[Actor, Receiver, NewFile, list[Hang]] | None = None
        try:
            ready = self._checked(incoming, fields, actor)
        finally:
            if ready is None:
                incoming.drop()
        sender, receiver, new, on = ready
        call.actor = sender
        file = self.services.filing.add(sender, receiver, new=new, on=on)
        return self.things.shown(call, sender, file)

    def _checked(
        self, incoming: _Incoming, fields: FileUpload, actor: Actor | None
    ) -> tuple[Actor, Receiver, NewFile, list[Hang]]:
        """Who files what, and on what it hangs."""
        sender = actor or self.tokens.judge(fields.sessionToken or "")
        wish = upload_of(fields, part_name=incoming.part_name)
        require_own_business(sender, wish.business)
        if incoming.receiver is None:
            raise Missing(_FILE)
        limit_bytes = incoming.limit_bytes if actor else self._limit_bytes(sender)
        if incoming.receiver.size_bytes > limit_bytes:
            raise TooLarge(limit_bytes)
        on = [Hang(kind, number) for kind, number in self.things.hung(sender, wish.links).items()]
        return sender, incoming.receiver, self._new_file(sender, wish, incoming.media_type), on

    def _new_file(self, sender: Actor, wish: UploadWish, media_type: str) -> NewFile:
        folder: Ref | None = self.things.folder(sender, wish.parent) if wish.parent else None
        return NewFile(
            wish.name,
            visibility=wish.visibility,
            folder=folder,
            uploader_name=wish.user_name,
            declared_type=told_type(media_type),
            fields=wish.fields,
        )


async def _read_form(call: Call, incoming: _Incoming) -> FileUpload:
    """multipart/form-data: a part per field, or one JSON part with all of them, and the file."""
    form = await receive_form(call, incoming.sink, limit_bytes=incoming.limit_bytes + 2 * BODY_LIMIT_BYTES)
    values: dict[str, object] = {name: form.get(name) for name in form.fields if name in UPLOAD_FIELDS}
    text = form.get(_OBJECT).encode() or bytes(incoming.object_text)
    if text:
        values = {**read_json(text, dict[str, object]), **values}
    if incoming.receiver is None and _FILE in form.fields:
        # A part without a file name arrives as text; it is the file all the same.
        await call.in_thread(incoming.begin().write, form.get(_FILE).encode())
    return converted(values, FileUpload)


async def _read_json(call: Call, incoming: _Incoming) -> FileUpload:
    """application/json: all the fields, and the file as base64, with or without the front of a `data:` URL."""
    scanner = JsonScanner(
        wanted=lambda path: incoming.begin() if path == (_FILE,) else None,
        text_limit_bytes=BODY_LIMIT_BYTES,
        sink_limit_bytes=incoming.limit_bytes,
    )
    # Base64 takes a third more than the bytes, and line breaks some of that again.
    await pump(
        call, lambda data: scanner.feed(bytes(data)), limit_bytes=incoming.limit_bytes * 3 // 2 + BODY_LIMIT_BYTES
    )
    fields = decoded(scanner.close(), FileUpload)
    await call.in_thread(_end_base64, scanner.streamed, incoming)
    return fields


def _end_base64(streamed: dict[JsonPath, StreamedText], incoming: _Incoming) -> None:
    """Write what makes no whole group of four characters, and note the type that a `data:` URL tells."""
    text = streamed.get((_FILE,))
    if text is None or incoming.receiver is None:
        return
    if text.fault != "empty":
        text.require_sound()
    if text.leftover:
        incoming.receiver.write(decode_leftover(text.leftover, field=_FILE))
    incoming.media_type = text.prefix.removeprefix("data:").removesuffix("base64,")
