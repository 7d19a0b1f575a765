"""Signed download links: who holds the text may read one version of one file until it expires.

A token is `format, key id, business, file, version, expiry, disposition` in 25 bytes, then the
HMAC-SHA256 over them, in URL-safe base64. Nothing is stored. Two keys may verify, one signs, so keys can
be rotated without breaking links. The 57 bytes fill their base64 exactly: no other text stands for them.
"""

import base64
import binascii
import hmac
import struct
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from filebook.core.errors import Expired, NotFound
from filebook.core.ids import BusinessNumber, Number, Uid

_FORMAT = 1
_FIELDS = struct.Struct(">BBIIIQBxx")
_MAC_BYTES = 32


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
    business, file, version, expiry, disposition = _read(token, _FIELDS, form=_FORMAT, keys=keys)
    if now.timestamp() >= expiry:
        raise Expired("link")
    return Link(
        BusinessNumber(business), Number(file), version, datetime.fromtimestamp(expiry, UTC), Disposition(disposition)
    )


def _read(token: str, fields: struct.Struct, *, form: int, keys: LinkKeys) -> tuple[Any, ...]:
    """The fields of a token of this form that was made here, after those for form and key. Raises: NotFound("link")."""
    if len(token) != (fields.size + _MAC_BYTES) * 4 // 3 or "+" in token or "/" in token or "=" in token:
        raise NotFound("link")
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotFound("link") from None
    signed, mac = raw[: fields.size], raw[fields.size :]
    told_form, key_id, *told = fields.unpack(signed)
    if told_form != form or not hmac.compare_digest(mac, _mac(signed, _key(keys, key_id))):
        raise NotFound("link")
    return tuple(told)


def _key(keys: LinkKeys, key_id: int) -> LinkKey:
    """The named key; for an unknown one the current, whose check then fails at the same cost."""
    if keys.previous is not None and keys.previous.id == key_id:
        return keys.previous
    return keys.current


def _mac(fields: bytes, key: LinkKey) -> bytes:
    return hmac.digest(key.secret, fields, "sha256")


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")


_PAGE_FORMAT = 101
"""Far from the formats of links to one file: neither kind of token can be read as the other."""
_PAGE_FIELDS = struct.Struct(">BBIIQx")


@dataclass(frozen=True, slots=True)
class PageLink:
    """What the token of a page says that lists the files of one record or appointment."""

    business: BusinessNumber
    target: Number
    expires_at: datetime


def sign_page(link: PageLink, keys: LinkKeys) -> str:
    """The token for a page of files, safe in a URL as it is. Its 51 bytes fill their base64 exactly, too."""
    expiry = int(link.expires_at.timestamp())
    fields = _PAGE_FIELDS.pack(_PAGE_FORMAT, keys.current.id, link.business, link.target, expiry)
    return _encode(fields + _mac(fields, keys.current))


def verify_page(token: str, keys: LinkKeys, *, now: datetime) -> PageLink:
    """The page that a token stands for.

    Raises:
        NotFound: the token was not made here, or was altered.
        Expired: it was valid once.
    """
    business, target, expiry = _read(token, _PAGE_FIELDS, form=_PAGE_FORMAT, keys=keys)
    if now.timestamp() >= expiry:
        raise Expired("link")
    return PageLink(BusinessNumber(business), Number(target), datetime.fromtimestamp(expiry, UTC))


_PICTURE_FORMAT = 102
_PICTURE_FIELDS = struct.Struct(">BBIIIHHQxx")


@dataclass(frozen=True, slots=True)
class PictureLink:
    """What the token of a picture says: one version of a file, fitted into so many pixels.

    `width` and `height` 0: the original. `expires_at` None: valid as long as the picture is published.
    """

    business: BusinessNumber
    file: Number
    version: int
    width: int = 0
    height: int = 0
    expires_at: datetime | None = None


def sign_picture(link: PictureLink, keys: LinkKeys) -> str:
    """The token for a picture, safe in a URL as it is. Its 60 bytes fill their base64 exactly, too."""
    expiry = 0 if link.expires_at is None else int(link.expires_at.timestamp())
    size = link.width, link.height
    signer = keys.current.id
    fields = _PICTURE_FIELDS.pack(_PICTURE_FORMAT, signer, link.business, link.file, link.version, *size, expiry)
    return _encode(fields + _mac(fields, keys.current))


def verify_picture(token: str, keys: LinkKeys, *, now: datetime) -> PictureLink:
    """The picture that a token stands for. Whether it is still published is not known here.

    Raises:
        NotFound: the token was not made here, or was altered.
        Expired: it was valid once.
    """
    business, file, version, width, height, expiry = _read(token, _PICTURE_FIELDS, form=_PICTURE_FORMAT, keys=keys)
    if expiry and now.timestamp() >= expiry:
        raise Expired("link")
    expires_at = datetime.fromtimestamp(expiry, UTC) if expiry else None
    return PictureLink(BusinessNumber(business), Number(file), version, width, height, expires_at)


_MAKERS_FORMAT = 103
_MAKERS_FIELDS = struct.Struct(">BBIIIQBI16s")
_NO_CREDENTIAL = bytes(16)


@dataclass(frozen=True, slots=True)
class MakersLink:
    """A link that is worth something as long as its maker may read the file: a user of the file's business, and the
    credential that was shown; None where there was none, as in a browser's session.
    """

    link: Link
    maker: Number
    credential: Uid | None = None


def sign_makers(made: MakersLink, keys: LinkKeys) -> str:
    """The token for such a link, safe in a URL as it is. Its 75 bytes fill their base64 exactly, too."""
    link = made.link
    told = link.business, link.file, link.version, int(link.expires_at.timestamp()), link.disposition
    credential = _NO_CREDENTIAL if made.credential is None else uuid.UUID(made.credential).bytes
    fields = _MAKERS_FIELDS.pack(_MAKERS_FORMAT, keys.current.id, *told, made.maker, credential)
    return _encode(fields + _mac(fields, keys.current))


def verify_makers(token: str, keys: LinkKeys, *, now: datetime) -> MakersLink:
    """The link that a token stands for. Whether its maker may still read the file is not known here.

    Raises:
        NotFound: the token was not made here, or was altered.
        Expired: it was valid once.
    """
    business, file, version, expiry, disposition, maker, credential = _read(
        token, _MAKERS_FIELDS, form=_MAKERS_FORMAT, keys=keys
    )
    if now.timestamp() >= expiry:
        raise Expired("link")
    expires_at = datetime.fromtimestamp(expiry, UTC)
    link = Link(BusinessNumber(business), Number(file), version, expires_at, Disposition(disposition))
    shown = None if credential == _NO_CREDENTIAL else Uid(str(uuid.UUID(bytes=credential)))
    return MakersLink(link, Number(maker), shown)


_PASS_FORMAT = 104
_PASS_FIELDS = struct.Struct(">BBIIQQxx")


@dataclass(frozen=True, slots=True)
class LinkPass:
    """What a browser is given that told the password of a link; `mark` tells that password from later ones."""

    business: BusinessNumber
    link: Number
    mark: int
    expires_at: datetime


def sign_pass(shown: LinkPass, keys: LinkKeys) -> str:
    """The pass as text. Its 60 bytes fill their base64 exactly, too."""
    expiry = int(shown.expires_at.timestamp())
    signer = keys.current.id
    fields = _PASS_FIELDS.pack(_PASS_FORMAT, signer, shown.business, shown.link, shown.mark, expiry)
    return _encode(fields + _mac(fields, keys.current))


def verify_pass(token: str, keys: LinkKeys, *, now: datetime) -> LinkPass:
    """The pass that a text stands for.

    Raises:
        NotFound: it was not made here, or was altered.
        Expired: it was valid once.
    """
    business, link, mark, expiry = _read(token, _PASS_FIELDS, form=_PASS_FORMAT, keys=keys)
    if now.timestamp() >= expiry:
        raise Expired("link")
    return LinkPass(BusinessNumber(business), Number(link), mark, datetime.fromtimestamp(expiry, UTC))
