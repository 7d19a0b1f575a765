"""A file embedded in JSON reads the same in one piece and in any pieces."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from filebook.dialects.xelion.embedded import EmbeddedReader


class _Bytes:
    """A reader over bytes in memory; `is_near` False: nothing can be had without waiting."""

    def __init__(self, data: bytes, *, is_near: bool = True) -> None:
        self._data = data
        self._is_near = is_near
        self.is_closed = False
        self.size_bytes = len(data)

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def read_now(self, offset: int, length: int) -> bytes | None:
        return self.read(offset, length) if self._is_near else None

    def close(self) -> None:
        self.is_closed = True


@given(st.binary(max_size=50), st.binary(max_size=9), st.binary(max_size=9), st.integers(1, 20))
def test_any_pieces_join_to_the_document(data: bytes, before: bytes, after: bytes, step: int) -> None:
    reader = EmbeddedReader(_Bytes(data), before=before, after=after)
    whole = before + base64.b64encode(data) + after
    assert reader.size_bytes == len(whole)
    assert reader.read(0, len(whole)) == whole
    pieces = [reader.read(offset, step) for offset in range(0, len(whole) + step, step)]
    assert b"".join(pieces) == whole
    assert b"".join(reader.read_now(offset, step) or b"" for offset in range(0, len(whole), step)) == whole


def test_bytes_that_must_be_waited_for_are_not_had_now() -> None:
    inner = _Bytes(b"abc", is_near=False)
    reader = EmbeddedReader(inner, before=b"{", after=b"}")
    assert reader.read_now(0, 1) == b"{"
    assert reader.read_now(0, 2) is None
    assert reader.read(0, 6) == b"{YWJj}"
    reader.close()
    assert inner.is_closed
