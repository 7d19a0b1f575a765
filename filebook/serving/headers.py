"""The headers under which a user's file leaves: nothing in it may run in our name, nor break out of a header.

Decided by the type we detected, never by the one that was claimed (security D1 to D4).
"""

import re
import unicodedata
from datetime import datetime
from enum import Enum
from functools import lru_cache
from urllib.parse import quote

from filebook.core.links import Disposition

RawHeaders = list[tuple[bytes, bytes]]


class Audience(Enum):
    """Who may hold on to an answer, and which sites may show it in a page of theirs."""

    PRIVATE = "private"
    """Asked for with a credential."""
    SIGNED = "signed"
    """Asked for with a signed address, often from another site's page."""
    PUBLIC = "public"
    """Meant for everybody, such as published pictures."""


_INLINE_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "audio/mpeg", "text/plain"}
)
_PDF = "application/pdf"
_HARMLESS_TEXT = frozenset({"text/plain", "text/csv", "text/calendar", "text/vcard", "text/markdown"})
_ACTIVE = re.compile(r"text/.*|.*[+/](?:xml|xhtml)|.*/.*(?:javascript|ecmascript|jscript).*|(?:multipart|message)/.*")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}")
_UNKNOWN_TYPE = "application/octet-stream"
_UNSAFE_IN_QUOTES = re.compile(r"[^ !#$&-.0-\[\]-~]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
"""Names that need no treatment: most of them, and cheap to tell."""
_ALLOWED_IN_EXTENDED_VALUE = "!#$&+-.^_`|~"
"""RFC 8187 attr-char, besides letters and digits."""

_ALWAYS: RawHeaders = [
    (b"accept-ranges", b"bytes"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_SANDBOX = (b"content-security-policy", b"sandbox; default-src 'none'")
_PDF_POLICY = (b"content-security-policy", b"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'")
"""A sandbox stops the PDF viewers of browsers."""
_MEDIA_POLICY = (b"content-security-policy", b"sandbox allow-same-origin; default-src 'none'; media-src 'self'")
"""Browsers show films, and play sounds, in a page of their own making, which fetches the file anew from its origin. No
script runs there."""

_BY_AUDIENCE: dict[Audience, RawHeaders] = {
    Audience.PRIVATE: [
        (b"cache-control", b"private, no-store"),
        (b"cross-origin-resource-policy", b"same-site"),
    ],
    Audience.SIGNED: [
        (b"cache-control", b"private, no-store"),
        (b"cross-origin-resource-policy", b"cross-origin"),
    ],
    Audience.PUBLIC: [
        (b"cache-control", b"public, max-age=300, must-revalidate"),
        (b"cross-origin-resource-policy", b"cross-origin"),
    ],
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def file_headers(
    *,
    detected_type: str,
    file_name: str,
    disposition: Disposition,
    audience: Audience,
) -> RawHeaders:
    """Every header a file answer needs besides its length, its range and its validators."""
    kind, constant = _constant_headers(detected_type, disposition, audience)
    return [(b"content-disposition", content_disposition(file_name, kind)), *constant]


@lru_cache(maxsize=256)
def _constant_headers(
    detected_type: str, disposition: Disposition, audience: Audience
) -> tuple[str, tuple[tuple[bytes, bytes], ...]]:
    """`inline` or `attachment`, and the headers that do not depend on the one file."""
    shown_type = served_type(detected_type)
    is_pdf = shown_type == _PDF
    may_show = is_pdf or shown_type in _INLINE_TYPES
    inline = may_show and disposition is Disposition.INLINE
    content_type = shown_type + "; charset=utf-8" if shown_type.startswith("text/") else shown_type
    headers = (
        (b"content-type", content_type.encode("ascii")),
        _policy(shown_type) if inline else _SANDBOX,
        *_ALWAYS,
        *_BY_AUDIENCE[audience],
    )
    return "inline" if inline else "attachment", headers


def _policy(shown_type: str) -> tuple[bytes, bytes]:
    """What may happen in a file that is shown in place."""
    if shown_type == _PDF:
        return _PDF_POLICY
    return _MEDIA_POLICY if shown_type.startswith(("video/", "audio/")) else _SANDBOX


def served_type(detected_type: str) -> str:
    """The type to tell a browser: what it might run, and what is no media type, becomes plain bytes."""
    media_type = detected_type.partition(";")[0].strip().lower()
    if media_type in _INLINE_TYPES or media_type in _HARMLESS_TEXT:
        return media_type
    if _MEDIA_TYPE.fullmatch(media_type) is None or _ACTIVE.fullmatch(media_type) is not None:
        return _UNKNOWN_TYPE
    return media_type


def content_disposition(file_name: str, kind: str) -> bytes:
    """`kind` is `inline` or `attachment`. The name stands twice: for old clients in ASCII, for all others whole.

    Source: RFC 6266, RFC 8187.
    """
    name = file_name or "file"
    if _PLAIN_NAME.fullmatch(name) is not None:
        return f"{kind}; filename=\"{name}\"; filename*=UTF-8''{name}".encode("ascii")
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    quoted = _UNSAFE_IN_QUOTES.sub("_", plain).strip() or "file"
    extended = quote(name.encode("utf-8", "replace"), safe=_ALLOWED_IN_EXTENDED_VALUE)
    return f"{kind}; filename=\"{quoted}\"; filename*=UTF-8''{extended}".encode("ascii")


@lru_cache(maxsize=1024)
def http_date(moment: datetime) -> bytes:
    """An aware UTC moment as HTTP writes it, in whole seconds."""
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return (
        f"{day}, {moment.day:02} {month} {moment.year} {moment.hour:02}:{moment.minute:02}:{moment.second:02} GMT"
    ).encode("ascii")
