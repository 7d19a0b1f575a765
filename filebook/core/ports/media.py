"""The ports that look into bytes: one tells what they are from their beginning, one makes pictures smaller."""

from collections.abc import Callable
from typing import Protocol

HEAD_BYTES = 64 * 1024
"""How much of the beginning a recogniser is shown at most."""


class Recogniser(Protocol):
    """Looks at the first bytes; never fails, whatever they are."""

    def media_type(self, head: bytes, name: str) -> str:
        """The detected media type; `application/octet-stream` where unknown."""

    def picture_size(self, head: bytes) -> tuple[int, int] | None:
        """Width and height in pixels; None where it is no picture."""


class PictureSource(Protocol):
    """Bytes at any offset; the shape of `BlobReader`."""

    @property
    def size_bytes(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes: ...


class PictureMaker(Protocol):
    """Makes pictures smaller. The source is anybody's, and may be made to do harm."""

    def make_smaller(self, source: PictureSource, *, width: int, height: int, sink: Callable[[bytes], None]) -> str:
        """Give `sink` the picture fitted into so many pixels, upright and without metadata; its media type.

        It keeps its proportions and is never enlarged; of an animation it is the first frame. The sink may be given
        blocks before a failure shows.

        Raises: Unsupported("picture") for what is none, is damaged or needs more than a picture may; Unavailable when
            it takes too long or too many wait; what the source or the sink raises.
        """
