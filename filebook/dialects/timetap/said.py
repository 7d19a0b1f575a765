"""What bodies say of staff, locations and services: short texts, minutes, lists of ids; and how it is kept.

Source: the project's TimeTap reference (sections 3.2 and 8), read 2026-11-21.
"""

from collections.abc import Mapping

from msgspec import UnsetType

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.values import OWN, flag_of, text_in
from filebook.dialects.timetap.wire import Flag, Id, Text

MINUTES_LIMIT = 24 * 60
_IDS_LIMIT = 1000
_TEXT_LIMIT = 1000

Fields = Mapping[str, object]


def text_said(value: Text | UnsetType, *, field: str) -> str | None:
    """A short text without blanks around it, "" for null; None where it was not said. Raises: Invalid(field)."""
    if isinstance(value, UnsetType):
        return None
    text = text_in(value, field=field).strip()
    if len(text) > _TEXT_LIMIT:
        raise Invalid(field, "text")
    return text


def flag_said(value: Flag | UnsetType, *, field: str) -> bool | None:
    """A boolean; None where it was not said, or null. Raises: Invalid(field)."""
    return None if isinstance(value, UnsetType) else flag_of(value, field=field)


def minutes_said(value: Id | UnsetType, *, field: str, least: int) -> int | UnsetType | None:
    """From `least` to 1440 minutes; None for null, UNSET where it was not said. Raises: Invalid(field)."""
    if isinstance(value, UnsetType):
        return value
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MINUTES_LIMIT))
    if isinstance(value, bool) or not is_number or not least <= int(text) <= MINUTES_LIMIT:
        raise Invalid(field, "minutes")
    return int(text)


def numbers_said(value: list[Id] | str | UnsetType | None, *, field: str) -> list[Number] | UnsetType | None:
    """Ids from a list, or from one text with commas, each once; None for null and "", UNSET where they were not said.

    Raises: Invalid(field) for what cannot be one, and for more than 1,000.
    """
    if isinstance(value, UnsetType):
        return value
    if value is None or value == "":
        return None
    entries = value.split(",") if isinstance(value, str) else value
    if len(entries) > _IDS_LIMIT:
        raise Invalid(field, "too_many")
    numbers = (number_of(entry, field=field) for entry in entries)
    return list(dict.fromkeys(number for number in numbers if number is not None))


def with_words(fields: Fields, changes: Mapping[str, object]) -> dict[str, object]:
    """Fields with other values for some words; None and "" take one away."""
    return {word: value for word, value in {**fields, **changes}.items() if word not in changes or _says(value)}


def with_own(fields: Fields, changes: Mapping[str, object]) -> dict[str, object]:
    """As `with_words`, for what TimeTap alone knows."""
    return with_words(fields, {OWN: with_words(own_in(fields), changes) or None})


def own_in(fields: Fields) -> Fields:
    """What TimeTap alone knows."""
    own = fields.get(OWN)
    return own if isinstance(own, dict) else {}


def _says(value: object) -> bool:
    return value is not None and value != ""
