"""Parameters as clients really send them: numbers as text, text as numbers, `""` or null for nothing.

Source: the client matrix of onoffice.md, read 2026-11-21.
"""

from collections.abc import Mapping
from typing import Any

from filebook.core.errors import Invalid
from filebook.core.ids import NUMBER_LIMIT, Number
from filebook.dialects.onoffice import ids
from filebook.dialects.onoffice.envelope import text_of

NOTHING = (None, "")
DEFAULT_LIMIT = 20
DOCUMENTED_FILE_LIMIT = 100
HIGHEST_LIMIT = 500
"""The documented maximum of lists of records. Clients ask for as many files too, and one of them pages by it."""


def text_in(value: object, parameter: str) -> str:
    """A text that may be absent; NUL, which not every store keeps, is refused. Raises: Invalid(parameter)."""
    text = text_of(value)
    if (not text and value not in NOTHING) or "\0" in text:
        raise Invalid(parameter)
    return text


def flag_in(value: object, parameter: str) -> bool:
    """Clients send true, 1, "1" and their opposites. Raises: Invalid(parameter)."""
    if isinstance(value, str):
        value = value.lower()
    if value in (True, 1, "1", "true"):
        return True
    if value in (None, False, 0, "0", "", "false"):
        return False
    raise Invalid(parameter)


def number_in(value: object, parameter: str) -> Number | None:
    """An id that may be absent. Raises: Invalid(parameter) for what is no whole number."""
    if value in NOTHING:
        return None
    number = ids.number_of(value)
    if number is None:
        raise Invalid(parameter)
    return number


def numbers_in(value: object, parameter: str) -> list[Number]:
    """Ids: an array, or a single one as some clients send it. Raises: Invalid(parameter)."""
    found = (number_in(one, parameter) for one in several_in(value))
    return [number for number in found if number is not None]


def texts_in(value: object, parameter: str) -> list[str]:
    """Texts: an array, or a single one. Raises: Invalid(parameter)."""
    return [text for text in (text_in(one, parameter) for one in several_in(value)) if text]


def several_in(value: object) -> list[Any]:
    """The values of an array; PHP prints one with gaps in its keys as an object. A single value stands for itself."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def object_in(value: object, parameter: str) -> dict[str, Any]:
    """An object; PHP clients send an empty one as `[]`. Raises: Invalid(parameter)."""
    if value in NOTHING or value == []:
        return {}
    if not isinstance(value, dict):
        raise Invalid(parameter)
    return value


def page_in(parameters: Mapping[str, Any], *, highest: int = HIGHEST_LIMIT) -> tuple[int, int]:
    """`listlimit` and `listoffset`. A limit above the highest is lowered, never refused."""
    limit = ids.whole_of(parameters.get("listlimit")) or 0
    offset = ids.whole_of(parameters.get("listoffset")) or 0
    return min(limit, highest) if limit > 0 else DEFAULT_LIMIT, min(max(offset, 0), NUMBER_LIMIT)


def file_page_in(parameters: Mapping[str, Any], *, strict: bool) -> tuple[int, int]:
    """As `page_in`; a strict business keeps to the 100 that are documented for files."""
    return page_in(parameters, highest=DOCUMENTED_FILE_LIMIT if strict else HIGHEST_LIMIT)
