"""A connection's turn at an upload: its bytes become segments, each durable and in its row before the next begins."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from filebook.core.errors import Conflict, FilebookError, TooLarge
from filebook.core.files import Upload
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.uploads import MAX_UPLOAD_SEGMENTS, UPLOAD_LIFETIME, Receiver, Uploads


class Turn:
    """One connection's turn at adding to an upload. Used by one thread at a time; ends with `keep` or `give_up`.

    Bytes are kept at the end, and before that every `kept_every_bytes`, if any.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        uploads: Uploads,
        upload: Upload,
        *,
        limit_bytes: int,
        kept_every_bytes: int | None,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._uploads = uploads
        self._upload = upload
        self._limit_bytes = limit_bytes
        self._kept_every_bytes = kept_every_bytes
        self._now = now
        self._receiver: Receiver | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take more bytes.

        Raises: TooLarge beyond the upload's length; Conflict("lease") once another connection has come; NotFound,
            NoSpace, Unavailable. What was not kept yet is dropped then.
        """
        if self._receiver is None:
            self._receiver = self._uploads.receiver(limit_bytes=self._limit_bytes - self._upload.size_bytes)
        self._receiver.write(data)
        if self._kept_every_bytes is not None and self._receiver.size_bytes >= self._kept_every_bytes:
            self._add(lease=self._upload.lease)

    def keep(self) -> Upload:
        """Make what has arrived a part of the upload, and give its lease back. Raises: as `write`."""
        self._add(lease="")
        return self._upload

    def give_up(self) -> None:
        """Drop what was not kept yet, and give the lease back."""
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.abort()
        with suppress(FilebookError):  # a lease that stays is taken over by whoever comes next
            self._add(lease="")

    def _add(self, *, lease: str) -> None:
        receiver, self._receiver = self._receiver, None
        upload = self._upload
        added = (receiver.finish(),) if receiver is not None else ()
        size_bytes = sum(segment.size_bytes for segment in added)
        grown = replace(
            upload,
            segments=upload.segments + added,
            size_bytes=upload.size_bytes + size_bytes,
            expires_at=self._now() + UPLOAD_LIFETIME,
            lease=lease,
        )

        def unit(tables: Tables) -> Upload:
            self._uploads.admit(tables, upload.business, size_bytes=size_bytes, file_size_bytes=grown.size_bytes)
            if len(grown.segments) > MAX_UPLOAD_SEGMENTS:
                raise TooLarge(upload.size_bytes)
            if not tables.uploads.change(upload, to=grown):
                raise Conflict("lease")
            tables.blobs_in_use.keep(upload.business, added)
            return grown

        self._upload = self._catalogue.write(unit) if receiver is None else self._uploads.written(unit, receiver)
