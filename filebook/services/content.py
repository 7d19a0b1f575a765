"""Reading content: the segments of a version as one run of bytes, checked against their hash."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

from filebook.core.errors import Damaged, NotFound, Unavailable
from filebook.core.files import Content, Quarantine
from filebook.core.ports.blobs import BlobReader, Blobs, Segment

VERIFIED_ALWAYS_BYTES = 1024 * 1024
"""Content up to this size is checked before its first byte leaves (design 5)."""
BLOCK_BYTES = 1024 * 1024
_LOOKED_THROUGH_SECONDS = 5
"""When to come back for content that waits for the scanner."""


class ContentReader(Protocol):
    """Bytes of a version at any offset; the shape of `BlobReader`."""

    @property
    def size_bytes(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes: ...
    def read_now(self, offset: int, length: int) -> bytes | None: ...
    def close(self) -> None: ...


def open_content(
    blobs: Blobs, content: Content, *, verify_all: bool = False, quarantined_too: bool = False
) -> ContentReader:
    """A reader that never ends cleanly on wrong bytes: small content is checked whole, larger on request.

    The one way to the bytes of a file, for every door. `quarantined_too` is the scanner's.

    Raises: NotFound("content") for what is infected; Unavailable, also for what is not looked through yet; NotFound.
        Its reads raise Damaged too.
    """
    if not quarantined_too:
        _require_released(content)
    joined = JoinedReader(blobs, content.segments)
    if content.size_bytes <= VERIFIED_ALWAYS_BYTES:
        return _SmallReader(joined, content)
    return _VerifyingReader(joined, content) if verify_all else joined


def _require_released(content: Content) -> None:
    if content.quarantine is Quarantine.WAITING:
        raise Unavailable(retry_after_seconds=_LOOKED_THROUGH_SECONDS)
    if content.quarantine is Quarantine.INFECTED:
        raise NotFound("content")


def sha256_of(blobs: Blobs, segments: Sequence[Segment]) -> str:
    """The SHA-256 (hex) of segments read one after another.

    Raises: Damaged if a segment no longer matches its own; NotFound, Unavailable.
    """
    if len(segments) == 1:
        return segments[0].sha256
    whole = hashlib.sha256()
    for segment in segments:
        own = hashlib.sha256()
        reader = blobs.open(segment.key)
        try:
            for offset in range(0, segment.size_bytes, BLOCK_BYTES):
                block = reader.read(offset, BLOCK_BYTES)
                own.update(block)
                whole.update(block)
        finally:
            reader.close()
        if own.hexdigest() != segment.sha256:
            raise Damaged("blob")
    return whole.hexdigest()


class JoinedReader:
    """Immutable segments as one; each is opened at its first use."""

    def __init__(self, blobs: Blobs, segments: Sequence[Segment]) -> None:
        self._blobs = blobs
        self._segments = segments
        self._readers: list[BlobReader | None] = [None] * len(segments)
        self.size_bytes = sum(segment.size_bytes for segment in segments)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; shorter only at the end."""
        parts = [self._reader(index).read(start, count) for index, start, count in self._pieces(offset, length)]
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def read_now(self, offset: int, length: int) -> bytes | None:
        """As `read`, or None where it would have to wait."""
        parts = []
        for index, start, count in self._pieces(offset, length):
            part = self._reader(index).read_now(start, count)
            if part is None:
                return None
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        """Free every handle."""
        for reader in self._readers:
            if reader is not None:
                reader.close()

    def _reader(self, index: int) -> BlobReader:
        reader = self._readers[index]
        if reader is None:
            reader = self._readers[index] = self._blobs.open(self._segments[index].key)
        return reader

    def _pieces(self, offset: int, length: int) -> list[tuple[int, int, int]]:
        """(segment index, offset in it, bytes) for a range; segments are searched from the first."""
        pieces = []
        for index, segment in enumerate(self._segments):
            if length <= 0:
                break
            if offset < segment.size_bytes:
                count = min(length, segment.size_bytes - offset)
                pieces.append((index, offset, count))
                length -= count
                offset = 0
            else:
                offset -= segment.size_bytes
        return pieces


class _SmallReader:
    """Content that fits in memory, loaded and checked at its first read."""

    def __init__(self, joined: JoinedReader, content: Content) -> None:
        self._joined = joined
        self._sha256 = content.sha256
        self._loaded: bytes | None = None
        self.size_bytes = content.size_bytes

    def read(self, offset: int, length: int) -> bytes:
        if self._loaded is None:
            self._loaded = self._checked(self._joined.read(0, self.size_bytes))
        return self._loaded[offset : offset + length]

    def read_now(self, offset: int, length: int) -> bytes | None:
        if self._loaded is None:
            data = self._joined.read_now(0, self.size_bytes)
            if data is None:
                return None
            self._loaded = self._checked(data)
        return self._loaded[offset : offset + length]

    def close(self) -> None:
        self._joined.close()

    def _checked(self, data: bytes) -> bytes:
        if len(data) != self.size_bytes or hashlib.sha256(data).hexdigest() != self._sha256:
            raise Damaged("file")
        return data


class _VerifyingReader:
    """Content read from its beginning to its end is checked before the last block is given out."""

    def __init__(self, joined: JoinedReader, content: Content) -> None:
        self._joined = joined
        self._sha256 = content.sha256
        self._hash = hashlib.sha256()
        self._next = 0
        self.size_bytes = content.size_bytes

    def read(self, offset: int, length: int) -> bytes:
        return self._noted(offset, self._joined.read(offset, length))

    def read_now(self, offset: int, length: int) -> bytes | None:
        data = self._joined.read_now(offset, length)
        return None if data is None else self._noted(offset, data)

    def close(self) -> None:
        self._joined.close()

    def _noted(self, offset: int, data: bytes) -> bytes:
        if offset == self._next:
            self._hash.update(data)
            self._next += len(data)
            if self._next == self.size_bytes and self._hash.hexdigest() != self._sha256:
                raise Damaged("file")
        return data
