"""POST: an upload is announced, perhaps with its first bytes; or made of partial ones."""

from contextlib import suppress

from filebook.core.errors import FilebookError, Invalid, TooLarge
from filebook.core.files import Upload, UploadId
from filebook.dialects.tus import wire
from filebook.dialects.tus.answers import mismatch, require_offset_stream, require_version, told
from filebook.dialects.tus.checksums import checksum_of
from filebook.dialects.tus.translate import METADATA_LIMIT_BYTES, Announcement, announcement_of
from filebook.services.bundle import Services
from filebook.services.resuming import NewUpload
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.problems import HeadersTooLarge
from filebook.serving.receive import pump


class Creating:
    """Makes uploads."""

    extensions = ("creation", "creation-with-upload", "creation-defer-length", "concatenation")

    def __init__(self, services: Services) -> None:
        self._services = services

    async def create(self, call: Call) -> BytesAnswer:
        """A new upload. Nothing is left of one whose first bytes do not arrive whole: nobody could know of it."""
        if (refused := require_version(call)) is not None:
            return refused
        if len(call.headers.get(wire.METADATA, "")) > METADATA_LIMIT_BYTES:
            raise HeadersTooLarge
        announced = announcement_of(call.headers)
        if announced.parts is not None:
            return await self._join(call, announced, announced.parts)
        has_bytes = bool(call.declared_length_bytes) or "transfer-encoding" in call.headers
        if has_bytes:
            return await self._create_with_bytes(call, announced)
        made = await call.in_thread(self._services.resumable.create, call.actor, _new(announced))
        return _created(call, made, has_bytes=False)

    async def _create_with_bytes(self, call: Call, announced: Announcement) -> BytesAnswer:
        require_offset_stream(call)
        checksum = checksum_of(call.headers.get(wire.CHECKSUM))
        uploads = self._services.uploads
        coming_bytes = announced.size_bytes or call.declared_length_bytes or 0
        await call.in_thread(uploads.expect, call.actor, size_bytes=coming_bytes, one_more=True)
        limit_bytes = uploads.limit_bytes() if announced.size_bytes is None else announced.size_bytes
        if (call.declared_length_bytes or 0) > limit_bytes:
            raise TooLarge(limit_bytes)
        receiver = await call.in_thread(uploads.receiver, limit_bytes=limit_bytes)
        is_whole = False
        try:
            consume = receiver.write if checksum is None else checksum.beside(receiver.write)
            await pump(call, consume, limit_bytes=limit_bytes)
            is_whole = checksum is None or checksum.holds()
        finally:
            if not is_whole:
                with suppress(FilebookError):
                    await call.in_thread(uploads.discard, receiver)
        if not is_whole:
            return mismatch()
        made = await call.in_thread(self._services.resumable.create, call.actor, _new(announced), received=receiver)
        return _created(call, made, has_bytes=True)

    async def _join(self, call: Call, announced: Announcement, parts: tuple[UploadId, ...]) -> BytesAnswer:
        if call.declared_length_bytes:
            raise Invalid("content-length")
        made = await call.in_thread(self._services.resumable.join, call.actor, parts, _new(announced))
        return _created(call, made, has_bytes=False)


def _new(announced: Announcement) -> NewUpload:
    return NewUpload(
        size_bytes=announced.size_bytes,
        name=announced.name,
        declared_type=announced.declared_type,
        metadata=announced.metadata,
        is_partial=announced.is_partial,
    )


def _created(call: Call, made: Upload, *, has_bytes: bool) -> BytesAnswer:
    offset = [(wire.OFFSET.encode(), b"%d" % made.size_bytes)] if has_bytes else []
    location = (b"location", f"{call.door_url}/{made.id}".encode("ascii"))
    return empty_answer(status=201, headers=[location, *told(made), *offset])
