"""What a record keeps for TimeTap, read: words that every door knows, and those that TimeTap alone has.

The latter lie in the record's fields under `timetap`.
"""

from collections.abc import Mapping

from filebook.core.records import Record
from filebook.dialects.timetap.values import OWN


def shared_text(record: Record | None, word: str) -> str:
    """A word that every door knows; "" without a record."""
    return "" if record is None else record.text(word)


def own_fields(record: Record | None) -> Mapping[str, object]:
    """What TimeTap alone knows of a record."""
    own = None if record is None else record.fields.get(OWN)
    return own if isinstance(own, dict) else {}


def is_active(record: Record | None) -> bool:
    """Whether a record is in use: it is unless it says otherwise."""
    return record is not None and record.is_in_use
