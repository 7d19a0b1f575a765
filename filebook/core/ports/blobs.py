"""The port of the byte store: immutable blobs under keys of our own making.

Duties of every implementation, proven by `tests/backends/blob_suite.py`:

* `BlobWriter.commit` returns only when the bytes survive a power cut.
* A blob appears whole or not at all; an aborted or forgotten writer leaves nothing visible.
* Keys are made by the store, never from user text. An unknown or malformed key is `NotFound("blob", key)` to open,
  nothing to delete, and never touches anything outside the store.
* Driver errors surface as `NoSpace`, `Unavailable` or `NotFound`, never as themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

BlobKey = NewType("BlobKey", str)
"""32 lower-case hex digits (a random UUID without dashes)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One durable blob: its key, length and the SHA-256 (hex) taken while it was written."""

    key: BlobKey
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """What a listing of the store tells about one blob."""

    key: BlobKey
    size_bytes: int
    modified_at: datetime


class BlobWriter(Protocol):
    """Receives the bytes of one new blob. Used by one thread at a time."""

    @property
    def size_bytes(self) -> int:
        """Bytes written so far."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes, hashing them.

        Raises: NoSpace, Unavailable; the blob is then aborted and cannot be committed.
        """

    def commit(self) -> Segment:
        """Make the blob durable and visible, then describe it.

        Raises: NoSpace, Unavailable; the blob is then aborted, and its key told to nobody. Also when the writer was
            committed or aborted before.
        """

    def abort(self) -> None:
        """Drop what was written. Harmless after `commit` or a second time."""


class BlobReader(Protocol):
    """An open blob. Reads at different offsets may come from different threads."""

    @property
    def size_bytes(self) -> int:
        """Length of the blob."""

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` (neither is negative); shorter only at the end. May block.

        Raises: Unavailable, and NotFound where a blob deleted after it was opened cannot be read on.
        """

    def read_now(self, offset: int, length: int) -> bytes | None:
        """As `read`, but None where the bytes cannot be had without waiting for a device or network."""

    def close(self) -> None:
        """Free the handle, when no other thread is reading. Harmless a second time."""


class Blobs(Protocol):
    """A store of immutable blobs."""

    def create(self) -> BlobWriter:
        """Start a new blob under a fresh key.

        Raises: NoSpace, Unavailable.
        """

    def open(self, key: BlobKey) -> BlobReader:
        """Open a committed blob. Cheap on local disk.

        Raises: NotFound, Unavailable.
        """

    def delete(self, key: BlobKey) -> None:
        """Remove a blob; an absent one is no error.

        Raises: Unavailable.
        """

    def blobs(self) -> Iterator[StoredBlob]:
        """Every committed blob, in no promised order, without holding them all in memory.

        Raises: Unavailable.
        """

    def sweep(self, older_than: datetime) -> int:
        """Remove what unfinished writes left that were last written to before `older_than` (aware UTC); their number.

        Raises: Unavailable.
        """

    def check(self) -> None:
        """Prove that the store can be reached and written.

        Raises: Unavailable, NoSpace.
        """
