"""Recognises content by its first bytes; the `Recogniser` port over `sniff`."""

from filebook.backends.media.sniff import picture_size, sniff


class HeadRecogniser:
    """Stateless, quick enough for the request path: it only looks at headers of formats."""

    def media_type(self, head: bytes, name: str) -> str:
        """The detected media type; `application/octet-stream` where unknown."""
        return sniff(head, name)

    def picture_size(self, head: bytes) -> tuple[int, int] | None:
        """Width and height in pixels; None where it is no picture."""
        return picture_size(head)
