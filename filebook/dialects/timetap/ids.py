"""Ids as TimeTap spells them: 32 hex digits for files and folders, integers for everything else."""

import re

from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import NUMBER_LIMIT, Number, Uid, hex_of

_UUID = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})")
_DECIMAL = re.compile(r"0*([0-9]{1,10})")


def file_library_uuid(uid: Uid) -> str:
    """The 32 lower-case hex digits under which a file or folder is known."""
    return hex_of(uid)


def uid_of(text: str) -> Uid | None:
    """The uid meant by a `fileLibraryUUID`, with or without dashes, in any case; None if it cannot be one."""
    found = _UUID.fullmatch(text.strip().lower())
    return Uid("-".join(found.groups())) if found else None


def number_of(value: int | str | None, *, field: str) -> Number | None:
    """The number meant by an integer or a decimal string; None for null and the empty string.

    Raises: Invalid(field, "number").
    """
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        found = _DECIMAL.fullmatch(text)
        value = int(found[1]) if found else 0
    if value is None:
        return None
    if isinstance(value, bool) or not 1 <= value <= NUMBER_LIMIT:
        raise Invalid(field, "number")
    return Number(value)


def number_in_path(text: str, *, what: str) -> Number:
    """The number that a path names. Raises: NotFound(what, text) for what cannot be one."""
    try:
        number = number_of(text, field=what)
    except Invalid:
        number = None
    if number is None:
        raise NotFound(what, text)
    return number
