"""Reads the text in documents, each in a child program; see `children.py`."""

from filebook.backends.media.bound import Bounds
from filebook.backends.media.children import ChildProgram, Limits
from filebook.core.errors import Unsupported
from filebook.core.ports.media import Source
from filebook.core.searching import TEXT_LIMIT
from filebook.core.texts import SOURCE_LIMIT_BYTES, Unread

_MEBIBYTE = 1024 * 1024
_UTF8_BYTES = 4
LIMITS = Limits(
    Bounds(SOURCE_LIMIT_BYTES, memory_bytes=2048 * _MEBIBYTE, cpu_seconds=60),
    result_bytes=_UTF8_BYTES * TEXT_LIMIT,
    seconds=120.0,
    at_once=1,
    wait_seconds=240.0,
)
"""What reading one document may cost."""


class TextProgram:
    """Implements `TextReader`."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._program = ChildProgram("text_child.py", limits, media_types=frozenset({"text/plain"}))

    def text(self, source: Source, *, detected_type: str) -> str:
        """As the port says."""
        blocks: list[bytes] = []
        try:
            self._program.run(source, (detected_type, TEXT_LIMIT), sink=blocks.append)
        except Unsupported as error:
            raise Unsupported("text", Unread(error.reason)) from None
        return b"".join(blocks).decode()
