"""Xelion OIDs: an object's number in the business, as decimal digits in a string.

Source: the project's Xelion reference, 6, read 2026-11-21.
"""

import re

from filebook.core.errors import NotFound
from filebook.core.ids import NUMBER_LIMIT, Number

_OID = re.compile(r"[0-9]{1,10}")


def number_from(oid: str, what: str) -> Number:
    """The number that an OID spells.

    Raises: NotFound(what) for what is no OID: nothing can have it.
    """
    number = int(oid) if _OID.fullmatch(oid) else 0
    if not 1 <= number <= NUMBER_LIMIT:
        raise NotFound(what, oid)
    return Number(number)


def oid_of(number: Number) -> str:
    """The OID of a number."""
    return str(number)
