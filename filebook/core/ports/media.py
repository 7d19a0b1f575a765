"""The port that tells what bytes are, from their beginning."""

from typing import Protocol

HEAD_BYTES = 64 * 1024
"""How much of the beginning a recogniser is shown at most."""


class Recogniser(Protocol):
    """Looks at the first bytes; never fails, whatever they are."""

    def media_type(self, head: bytes, name: str) -> str:
        """The detected media type; `application/octet-stream` where unknown."""

    def picture_size(self, head: bytes) -> tuple[int, int] | None:
        """Width and height in pixels; None where it is no picture."""
