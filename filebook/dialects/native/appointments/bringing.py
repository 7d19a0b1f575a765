"""Appointments made together with their files: what a request brings, and one unit that keeps all of it or nothing.

The parts of a form may come in any order: files wait in the store until the appointment is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import msgspec

from filebook.core.access import Actor
from filebook.core.errors import Invalid, Missing
from filebook.core.media_types import told_type
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.naming import named_as_here
from filebook.dialects.native.appointments.writes import Writes
from filebook.dialects.native.reading import as_arrived, body_of, query_of, value_of, writer
from filebook.dialects.native.wire import Sparse
from filebook.services.bundle import Services
from filebook.services.enclosures import Brought
from filebook.services.filing import NewFile
from filebook.services.uploads import Uploads
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.json_scan import JsonScanner
from filebook.serving.multipart import receive_form
from filebook.serving.receive import Consumer, read_whole
from filebook.serving.routes import BODY_LIMIT_BYTES

FILE_COUNT_LIMIT = 50
_APPOINTMENT = "appointment"
_FORM = "multipart/form-data"


@dataclass(slots=True)
class _Incoming:
    """The files of a form, as they arrive. Each part with a file name is one, but the appointment's."""

    uploads: Uploads
    brought: list[Brought] = field(default_factory=list)
    text: bytearray = field(default_factory=bytearray)

    def sink(self, name: str, file_name: str, media_type: str) -> Consumer:
        """Raises: Invalid("files") for too many, NoSpace, Unavailable."""
        if name == _APPOINTMENT:
            return self._keep_text
        if len(self.brought) == FILE_COUNT_LIMIT:
            raise Invalid("files", "too_many")
        receiver = self.uploads.receiver()
        self.brought.append(Brought(NewFile(file_name, declared_type=told_type(media_type)), receiver))
        return receiver.write

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        for one in self.brought:
            self.uploads.discard(one.receiver)

    def _keep_text(self, data: bytes | bytearray | memoryview) -> None:
        if len(self.text) + len(data) > BODY_LIMIT_BYTES:
            raise Invalid(_APPOINTMENT, "length")
        self.text += data


@dataclass(frozen=True, slots=True)
class Bringing:
    """Makes appointments, with files or without."""

    services: Services
    writes: Writes

    async def create(self, call: Call) -> BytesAnswer:
        """Make one from JSON, or from a form with a part `appointment` of JSON and any files."""
        query_of(call, Sparse)
        actor = writer(call)
        if call.content_type != _FORM:
            call.body = await read_whole(call, limit_bytes=BODY_LIMIT_BYTES)
            said = partial(body_of, call, wire.NewAppointment)
            return await call.in_thread(self._made, call, as_arrived(call, actor), said, [])
        await call.in_thread(self.services.enclosures.require_bringer, actor)
        incoming = _Incoming(self.services.uploads)
        text: bytes | None = None
        try:
            form = await receive_form(call, incoming.sink, limit_bytes=self._form_limit_bytes())
            text = bytes(incoming.text) or form.get(_APPOINTMENT).encode()
        finally:
            if text is None:
                await call.in_thread(incoming.drop)
        return await call.in_thread(self._made, call, as_arrived(call, actor), lambda: _said(text), incoming.brought)

    def _made(
        self, call: Call, actor: Actor, said: Callable[[], wire.NewAppointment], brought: list[Brought]
    ) -> BytesAnswer:
        """Runs to its end on a worker thread, whatever becomes of the request."""
        is_ready = False
        try:
            wanted = said()
            new, files = self.writes.new(actor, wanted), self.writes.references.files(actor, wanted.files)
            is_ready = True
        finally:
            if not is_ready:
                for one in brought:
                    self.services.uploads.discard(one.receiver)
        with named_as_here():
            made = self.services.enclosures.bring(
                actor,
                brought,
                lambda finish: self.services.booking.add_with_oneself(actor, new, finish=finish),
                files=files,
            )
        return self.writes.showing.one(call, made, status=201)

    def _form_limit_bytes(self) -> int:
        return FILE_COUNT_LIMIT * self.services.uploads.limit_bytes()


def _said(text: bytes) -> wire.NewAppointment:
    """Raises: Missing("appointment"), Invalid."""
    if not text:
        raise Missing(_APPOINTMENT)
    scanner = JsonScanner(wanted=lambda _: None, text_limit_bytes=BODY_LIMIT_BYTES, sink_limit_bytes=0)
    scanner.feed(text)
    try:
        return value_of(msgspec.json.decode(scanner.close()), wire.NewAppointment)
    except msgspec.DecodeError:
        raise Invalid(_APPOINTMENT, "syntax") from None
