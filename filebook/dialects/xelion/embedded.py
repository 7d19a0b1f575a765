"""A JSON document with a file's bytes as base64 inside it, readable at any offset: it can be sent as a file is."""

from collections.abc import Callable

from pybase64 import b64encode

from filebook.services.content import ContentReader


class EmbeddedReader:
    """`before`, the base64 of what `inner` reads, `after`. Never holds more than it is asked for."""

    def __init__(self, inner: ContentReader, *, before: bytes, after: bytes) -> None:
        self._inner = inner
        self._before = before
        self._after = after
        self._after_at = len(before) + (inner.size_bytes + 2) // 3 * 4
        self.size_bytes = self._after_at + len(after)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; shorter only at the end."""
        encoded = self._encoded(offset, length, self._inner.read)
        return self._joined(offset, length, encoded or b"")

    def read_now(self, offset: int, length: int) -> bytes | None:
        """As `read`, or None where it would have to wait."""
        encoded = self._encoded(offset, length, self._inner.read_now)
        return None if encoded is None else self._joined(offset, length, encoded)

    def close(self) -> None:
        """Close the inner reader."""
        self._inner.close()

    def _encoded(self, offset: int, length: int, read: Callable[[int, int], bytes | None]) -> bytes | None:
        """The part of the base64 that lies in the range. Four characters stand for three bytes."""
        start = max(offset - len(self._before), 0)
        stop = min(offset + length, self._after_at) - len(self._before)
        if start >= stop:
            return b""
        group, group_end = start // 4, (stop + 3) // 4
        data = read(group * 3, (group_end - group) * 3)
        return None if data is None else b64encode(data)[start - group * 4 : stop - group * 4]

    def _joined(self, offset: int, length: int, encoded: bytes) -> bytes:
        end = offset + length
        return (
            self._before[offset:end]
            + encoded
            + self._after[max(offset - self._after_at, 0) : max(end - self._after_at, 0)]
        )
