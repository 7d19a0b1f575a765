"""What every list of TelecomX's takes in its query: where to begin, and how much.

Source: the project's TelecomX reference, 1 and 5.3, read 2026-11-21.
"""

import re
from collections.abc import Mapping

from filebook.core.errors import Invalid
from filebook.services.library import Page

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,4000}")
_LARGEST = 2**31 - 1


def page_of(query: Mapping[str, str], *, limit: int, most: int) -> Page:
    """`offset` and `limit`, whose default and upper bound each list has of its own. What is out of range is clamped.

    Raises: Invalid("offset" | "limit") for what is no whole number.
    """
    return Page(limit=_number(query, "limit", limit, least=1, most=most), offset=_number(query, "offset", 0))


def _number(query: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = _LARGEST) -> int:
    text = query.get(name, "").strip()
    if not text:
        return default
    if _WHOLE_NUMBER.fullmatch(text) is None:
        raise Invalid(name, "number")
    return max(least, min(int(text), most))
