"""The byte store in memory, for tests and demonstrations: as good as its process lives long."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

from filebook.backends.blobs.keys import new_key, require_key
from filebook.core.errors import NotFound, Unavailable
from filebook.core.ports.blobs import BlobKey, BlobReader, BlobWriter, Segment, StoredBlob


class MemoryBlobs:
    """A store of blobs in a dictionary."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Start empty; `now` (aware UTC) dates the blobs."""
        self._now = now
        self._blobs: dict[BlobKey, tuple[bytes, datetime]] = {}

    def create(self) -> BlobWriter:
        """Start a new blob under a fresh key."""
        return _MemoryWriter(self._keep, key=new_key())

    def open(self, key: BlobKey) -> BlobReader:
        """Open a committed blob."""
        require_key(key)
        try:
            data, _ = self._blobs[key]
        except KeyError as error:
            raise NotFound("blob", key) from error
        return _MemoryReader(data)

    def delete(self, key: BlobKey) -> None:
        """Remove a blob; an absent one is no error."""
        self._blobs.pop(key, None)

    def blobs(self) -> Iterator[StoredBlob]:
        """Every blob there was when the listing began."""
        for key, (data, modified_at) in list(self._blobs.items()):
            yield StoredBlob(key=key, size_bytes=len(data), modified_at=modified_at)

    def sweep(self, older_than: datetime) -> int:  # noqa: ARG002 - the port's signature
        """Nothing to remove, so 0: an unfinished blob is held by its writer alone."""
        return 0

    def check(self) -> None:
        """Memory is always there."""

    def _keep(self, key: BlobKey, data: bytes) -> None:
        self._blobs[key] = (data, self._now())


class _MemoryWriter:
    """A blob being written."""

    def __init__(self, keep: Callable[[BlobKey, bytes], None], *, key: BlobKey) -> None:
        self._keep = keep
        self._key = key
        self._data = bytearray()
        self._is_open = True

    @property
    def size_bytes(self) -> int:
        """Bytes written so far."""
        return len(self._data)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes."""
        self._require_open()
        self._data += data

    def commit(self) -> Segment:
        """Put the blob into the dictionary."""
        self._require_open()
        self._is_open = False
        data = bytes(self._data)
        self._keep(self._key, data)
        return Segment(key=self._key, size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest())

    def abort(self) -> None:
        """Take no more bytes."""
        self._is_open = False

    def _require_open(self) -> None:
        if not self._is_open:
            raise Unavailable


class _MemoryReader:
    """An open blob. It can be read to its end even when it is deleted meanwhile."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size_bytes(self) -> int:
        """Length of the blob."""
        return len(self._data)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`."""
        return self._data[offset : offset + length]

    def read_now(self, offset: int, length: int) -> bytes | None:
        """The same: memory never makes one wait."""
        return self.read(offset, length)

    def close(self) -> None:
        """Nothing to free."""
