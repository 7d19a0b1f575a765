"""The ports that look into bytes: one tells what they are from their beginning, one makes pictures of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from filebook.core.previews import Look

HEAD_BYTES = 64 * 1024
"""How much of the beginning a recogniser is shown at most."""


class Recogniser(Protocol):
    """Looks at the first bytes; never fails, whatever they are."""

    def media_type(self, head: bytes, name: str) -> str:
        """The detected media type; `application/octet-stream` where unknown."""

    def picture_size(self, head: bytes) -> tuple[int, int] | None:
        """Width and height in pixels; None where it is no picture."""


class Source(Protocol):
    """Bytes at any offset; the shape of `BlobReader`."""

    @property
    def size_bytes(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Made:
    """What was given to the sink."""

    media_type: str
    page_count: int = 1


class PreviewMaker(Protocol):
    """Makes pictures of what is anybody's, and may be made to do harm.

    Every method gives `sink` the result; it may be given blocks before a failure shows.

    Raises: Unsupported("preview", reason) with a `Reason`, where it would fail again; Unavailable where too many wait,
        or the making was ended from outside; what the source or the sink raises.
    """

    def picture(self, source: Source, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        """A picture in another size: upright, without metadata, never enlarged, the first frame of an animation."""

    def page(self, source: Source, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        """A page of a PDF. Raises: NotFound("page") beside what all raise."""

    def document(self, source: Source, *, ending: str, sink: Callable[[bytes], None]) -> Made:
        """The first pages of an office document as PDF; `ending` is what such files are called after the dot."""

    def copy(self, source: Source, *, media_type: str, sink: Callable[[bytes], None]) -> Made:
        """The same picture, pixel by pixel and as it is held, of the same type, with no word of where, when, by whom
        and with what it was taken, and no other picture hidden in it.
        """

    def reads_office(self) -> bool:
        """Whether there is a program for `document`."""


class TextReader(Protocol):
    """Reads the text in what is anybody's, and may be made to do harm."""

    def text(self, source: Source, *, detected_type: str) -> str:
        """The text of a document of one of the readable types, as far as it is kept; "" where there is none.

        Raises: Unsupported("text", reason) with an `Unread`, where it would fail again; Unavailable where too many
            wait, or the reading was ended from outside; what the source raises.
        """


class Scanner(Protocol):
    """Looks for malware."""

    def malware(self, source: Source) -> str:
        """The name of what was found; "" where there is nothing.

        Raises: TooLarge for more than it looks at; Unavailable where it cannot be asked; what the source raises.
        """
