"""What the headers of a request say, as ours.

Source: tus resumable upload protocol 1.0.0, tus.io, read 2026-11-22.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from filebook.core.errors import Invalid, Missing
from filebook.core.files import UploadId
from filebook.core.media_types import told_type
from filebook.core.names import checked_name, last_part
from filebook.dialects.tus import wire

METADATA_LIMIT_BYTES = 8 * 1024
_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]+")
"""ASCII, neither space nor comma."""
_NAME_KEYS = ("filename", "name")
_TYPE_KEYS = ("filetype", "type")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said of an upload at its creation. `parts` are the uploads that it is made of, if it is a final one."""

    size_bytes: int | None
    metadata: str
    name: str
    declared_type: str
    is_partial: bool
    parts: tuple[UploadId, ...] | None


def announcement_of(headers: Mapping[str, str]) -> Announcement:
    """What a creation says.

    Raises: Missing, Invalid for a header that says nothing, what cannot be, or what does not go with another.
    """
    metadata = headers.get(wire.METADATA, "").strip()
    known = metadata_of(metadata)
    is_partial, parts = _concat_of(headers.get(wire.CONCAT))
    return Announcement(
        size_bytes=_size_of(headers, is_final=parts is not None),
        metadata=metadata,
        name=_name_of(_first(known, _NAME_KEYS)),
        declared_type=told_type(_first(known, _TYPE_KEYS)),
        is_partial=is_partial,
        parts=parts,
    )


def metadata_of(text: str) -> dict[str, bytes]:
    """Each key with its value. Raises: Invalid for what is no list of them, or a key that stands twice."""
    found: dict[str, bytes] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise Invalid(wire.METADATA)
        found[key] = decoded(value.strip(), wire.METADATA)
    return found


def number_in(headers: Mapping[str, str], name: str) -> int | None:
    """A header's number, if it is there. Raises: Invalid for anything but a plain number of bytes."""
    text = headers.get(name)
    if text is None:
        return None
    if not _NUMBER.fullmatch(text.strip()):
        raise Invalid(name)
    return int(text)


def decoded(text: str, field: str) -> bytes:
    """What base64 stands for; its padding may be left off. Raises: Invalid(field)."""
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Invalid(field) from None


def concat_text(*, is_partial: bool, parts: tuple[UploadId, ...], beside: str) -> str:
    """The header that says how an upload goes together with others; "" if it does not. `beside` is its own path."""
    if is_partial:
        return wire.PARTIAL
    folder = beside.rstrip("/").rpartition("/")[0]
    return wire.FINAL + " ".join(f"{folder}/{part}" for part in parts) if parts else ""


def _size_of(headers: Mapping[str, str], *, is_final: bool) -> int | None:
    size_bytes, deferred = number_in(headers, wire.LENGTH), headers.get(wire.DEFER_LENGTH)
    if is_final:
        if size_bytes is not None or deferred is not None:
            raise Invalid(wire.LENGTH)
        return None
    if deferred is not None and (deferred.strip() != wire.DEFERRED or size_bytes is not None):
        raise Invalid(wire.DEFER_LENGTH)
    if deferred is None and size_bytes is None:
        raise Missing(wire.LENGTH)
    return size_bytes


def _concat_of(text: str | None) -> tuple[bool, tuple[UploadId, ...] | None]:
    """Whether it is a partial upload, and what it is made of if it is a final one."""
    if text is None:
        return False, None
    text = text.strip()
    if text == wire.PARTIAL:
        return True, None
    addresses = text.removeprefix(wire.FINAL).split()
    if not text.startswith(wire.FINAL) or not addresses:
        raise Invalid(wire.CONCAT)
    return False, tuple(map(_upload_at, addresses))


def _upload_at(address: str) -> UploadId:
    try:
        path = urlsplit(address).path
    except ValueError:
        raise Invalid(wire.CONCAT) from None
    return UploadId(unquote(path.rstrip("/").rpartition("/")[2]))


def _first(known: Mapping[str, bytes], keys: tuple[str, ...]) -> str:
    return next((known[key].decode(errors="replace") for key in keys if known.get(key)), "")


def _name_of(text: str) -> str:
    """A name that whoever files the upload need not repeat; "" where the client's can be none."""
    try:
        return checked_name(last_part(text), "name")
    except Invalid:
        return ""
