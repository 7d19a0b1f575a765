"""HEAD, PATCH and DELETE: how far an upload has come, going on with it, giving it up."""

import asyncio

from filebook.core.errors import FilebookError, Missing
from filebook.core.files import Upload, UploadForm, UploadId
from filebook.dialects.tus import wire
from filebook.dialects.tus.answers import mismatch, require_offset_stream, require_version, told_with_offset
from filebook.dialects.tus.checksums import Checksum, checksum_of
from filebook.dialects.tus.errors import RESUMABLE
from filebook.dialects.tus.translate import concat_text, number_in
from filebook.dialects.tus.writers import Key, Writer, Writers
from filebook.services.bundle import Services
from filebook.services.turns import Turn
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.headers import RawHeaders
from filebook.serving.problems import Disconnected, MethodNotAllowed, RequestTimedOut
from filebook.serving.receive import pump


class Resuming:
    """Serves uploads that are there."""

    extensions = ("checksum", "expiration", "termination")

    def __init__(self, services: Services, writers: Writers) -> None:
        self._services = services
        self._writers = writers

    async def look(self, call: Call) -> BytesAnswer:
        """How far an upload has come. Whoever asks is about to go on: nobody else adds to it any more."""
        if (refused := require_version(call)) is not None:
            return refused
        await self._writers.displace(_key(call))
        upload = await call.in_thread(self._services.resumable.look, call.actor, _upload(call))
        return empty_answer(status=200, headers=_shown(call, upload))

    async def add(self, call: Call) -> BytesAnswer:
        """Go on with an upload. What arrives is kept as far as it comes; under a checksum, whole or not at all."""
        if (refused := require_version(call)) is not None:
            return refused
        require_offset_stream(call)
        offset = number_in(call.headers, wire.OFFSET)
        if offset is None:
            raise Missing(wire.OFFSET)
        size_bytes = number_in(call.headers, wire.LENGTH)
        checksum = checksum_of(call.headers.get(wire.CHECKSUM))
        async with self._writers.turn(_key(call)) as writer:
            turn = await call.in_thread(
                self._services.resumable.begin,
                call.actor,
                _upload(call),
                at_size_bytes=offset,
                coming_bytes=call.declared_length_bytes or 0,
                declared_size_bytes=size_bytes,
                in_one_piece=checksum is not None,
            )
            await self._fill(call, writer, turn, checksum)
            if checksum is not None and not checksum.holds():
                await call.in_thread(turn.give_up)
                return mismatch()
            upload = await call.in_thread(turn.keep)
        return empty_answer(headers=told_with_offset(upload))

    async def remove(self, call: Call) -> BytesAnswer:
        """Give an upload up: it is gone at once."""
        if (refused := require_version(call)) is not None:
            return refused
        await self._writers.displace(_key(call))
        await call.in_thread(self._services.resumable.remove, call.actor, _upload(call))
        return empty_answer(headers=[RESUMABLE])

    async def overridden(self, call: Call) -> BytesAnswer:
        """POST by a client that cannot send the method it means."""
        handlers = {"PATCH": self.add, "HEAD": self.look, "DELETE": self.remove}
        handler = handlers.get(call.headers.get(wire.METHOD_OVERRIDE, "").upper())
        if handler is None:
            raise MethodNotAllowed(("DELETE", "HEAD", "OPTIONS", "PATCH"))
        return await handler(call)

    async def _fill(self, call: Call, writer: Writer, turn: Turn, checksum: Checksum | None) -> None:
        """Read the body into a turn, which is over if this raises."""
        consume = turn.write if checksum is None else checksum.beside(turn.write)
        limit_bytes = self._services.uploads.limit_bytes()
        try:
            await writer.read(pump(call, consume, limit_bytes=limit_bytes, to_the_last=True))
        except FilebookError:
            await call.in_thread(turn.give_up)
            raise
        except (Disconnected, RequestTimedOut, asyncio.CancelledError):
            # In a task of its own: a server that is ending must not end this.
            last = turn.keep if checksum is None else turn.give_up
            await asyncio.shield(asyncio.ensure_future(call.in_thread(last)))
            if writer.is_ended:
                call.answer_headers.append((b"connection", b"close"))  # nobody reads the rest of the body
            writer.raise_why()
            raise


def _key(call: Call) -> Key:
    return call.actor.business, call.actor.user, _upload(call)


def _upload(call: Call) -> UploadId:
    return UploadId(call.path_params["id"])


def _shown(call: Call, upload: Upload) -> RawHeaders:
    """Everything that is known of an upload."""
    size_bytes = upload.declared_size_bytes
    length = (wire.LENGTH, str(size_bytes)) if size_bytes is not None else (wire.DEFER_LENGTH, wire.DEFERRED)
    is_partial = upload.form is UploadForm.PARTIAL
    concat = concat_text(is_partial=is_partial, parts=upload.parts, beside=call.path)
    said = [length, (wire.METADATA, upload.metadata), (wire.CONCAT, concat), ("cache-control", "no-store")]
    return [*told_with_offset(upload), *((name.encode(), text.encode("ascii")) for name, text in said if text)]
