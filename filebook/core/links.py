"""Signed download links: who holds the text may read one version of one file until it expires.

A token is `format, key id, business, file, version, expiry, disposition` in 25 bytes, then the
HMAC-SHA256 over them, in URL-safe base64. Nothing is stored. Two keys may verify, one signs, so keys can
be rotated without breaking links. The 57 bytes fill their base64 exactly: no other text stands for them.
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from filebook.core.errors import Expired, NotFound
from filebook.core.ids import BusinessNumber, Number

_FORMAT = 1
_FIELDS = struct.Struct(">BBIIIQBxx")
_MAC_BYTES = 32
_TOKEN_CHARACTERS = (_FIELDS.size + _MAC_BYTES) * 4 // 3


class Disposition(IntEnum):
    """Whether a browser may show the file in place."""

    INLINE = 0
    ATTACHMENT = 1


@dataclass(frozen=True, slots=True)
class LinkKey:
    """A signing key of at least 32 random bytes; `id` (0 … 255) stands in the token."""

    id: int
    secret: bytes


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """The key that signs, and an older one that still verifies."""

    current: LinkKey
    previous: LinkKey | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a token says."""

    business: BusinessNumber
    file: Number
    version: int
    expires_at: datetime
    disposition: Disposition = Disposition.ATTACHMENT


def sign(link: Link, keys: LinkKeys) -> str:
    """The token for a link, safe in a URL as it is."""
    expiry = int(link.expires_at.timestamp())
    fields = _FIELDS.pack(_FORMAT, keys.current.id, link.business, link.file, link.version, expiry, link.disposition)
    return _encode(fields + _mac(fields, keys.current))


def verify(token: str, keys: LinkKeys, *, now: datetime) -> Link:
    """The link a token stands for.

    Raises:
        NotFound: the token was not made here, or was altered.
        Expired: it was valid once.
    """
    if len(token) != _TOKEN_CHARACTERS or "+" in token or "/" in token or "=" in token:
        raise NotFound("link")
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotFound("link") from None
    fields, mac = raw[: _FIELDS.size], raw[_FIELDS.size :]
    form, key_id, business, file, version, expiry, disposition = _FIELDS.unpack(fields)
    if form != _FORMAT or not hmac.compare_digest(mac, _mac(fields, _key(keys, key_id))):
        raise NotFound("link")
    if now.timestamp() >= expiry:
        raise Expired("link")
    return Link(
        BusinessNumber(business), Number(file), version, datetime.fromtimestamp(expiry, UTC), Disposition(disposition)
    )


def _key(keys: LinkKeys, key_id: int) -> LinkKey:
    """The named key; for an unknown one the current, whose check then fails at the same cost."""
    if keys.previous is not None and keys.previous.id == key_id:
        return keys.previous
    return keys.current


def _mac(fields: bytes, key: LinkKey) -> bytes:
    return hmac.digest(key.secret, fields, "sha256")


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")
