"""Absolute addresses put together from parts, each percent-encoded."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

_ALLOWED_IN_SEGMENT = "!$'()*+,:;=@~"
"""What RFC 3986 lets stand in a path segment besides letters, digits and `-._`, less the ambiguous `&`."""


def url(base: str, *segments: str, query: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> str:
    """`base` (without a slash at its end), then the segments, then the query.

    A slash inside a segment is encoded, so a segment stays one.
    """
    path = "".join("/" + quote(segment, safe=_ALLOWED_IN_SEGMENT) for segment in segments)
    return f"{base}{path}?{urlencode(query)}" if query else base + path
