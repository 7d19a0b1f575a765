"""Cursors: where a list goes on, as opaque text that is good for the very list it was told in."""

import base64
import binascii
import hashlib
from typing import TypeVar

import msgspec

from filebook.core.errors import Invalid
from filebook.serving.call import Call

Position = TypeVar("Position")
_NOT_PART_OF_THE_LIST = frozenset({"cursor", "limit", "fields", "count"})
_LIST_BYTES = 6


def cursor_for(call: Call, position: object) -> str:
    """The cursor of the page that begins after `position`, which is anything that msgspec encodes."""
    return base64.urlsafe_b64encode(_list_of(call) + msgspec.json.encode(position)).decode("ascii").rstrip("=")


def position_in(call: Call, cursor: str, position_type: type[Position]) -> Position | None:
    """Where the wanted page begins; None for the first.

    Raises: Invalid("cursor") for one that was not told here, or in another list.
    """
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        position = msgspec.json.decode(raw[_LIST_BYTES:], type=position_type)
    except (binascii.Error, ValueError):
        raise Invalid("cursor") from None
    if raw[:_LIST_BYTES] != _list_of(call):
        raise Invalid("cursor", "other_list")
    return position


def _list_of(call: Call) -> bytes:
    """What makes a list another one: its path and its filters."""
    told = sorted(pair for pair in call.query.multi_items() if pair[0] not in _NOT_PART_OF_THE_LIST)
    text = f"{call.route} {sorted(call.path_params.items())} {told}"
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_LIST_BYTES).digest()
