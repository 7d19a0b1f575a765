"""What a contact or member of staff is called where nobody asks for single names: in lists, calendars, participants.

One that came from elsewhere may have a label that none of its fields tells; it keeps it until it is named.
"""

from collections.abc import Mapping

from filebook.core.records import Record

LABEL_LIMIT = 255
Fields = Mapping[str, object]


def label_of(fields: Fields) -> str:
    """The label that the fields tell: names, else company, else where somebody can be reached; "" if none does."""
    reached = (_line(fields.get(word)) for word in ("email", "phone", "mobile"))
    return _name(fields) or next(filter(None, reached), "")[:LABEL_LIMIT]


def label_after(record: Record, fields: Fields) -> str:
    """The label of a person whose fields change: a new one if the old one came from them, or if it is named now."""
    if record.label == label_of(record.fields):
        return label_of(fields)
    name = _name(fields)
    return name if name and name != _name(record.fields) else record.label


def _name(fields: Fields) -> str:
    names = " ".join(filter(None, (_line(fields.get(word)) for word in ("first_name", "last_name"))))
    return (names or _line(fields.get("company")))[:LABEL_LIMIT].strip()


def _line(value: object) -> str:
    """The first line of a text that has anything on it."""
    lines = value.strip().splitlines() if isinstance(value, str) else []
    return lines[0].strip() if lines else ""
