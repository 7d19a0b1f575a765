"""What of each thing can be looked for: the names it goes by, and what else is said of it."""

from dataclasses import dataclass

from filebook.core.appointments import Appointment
from filebook.core.files import File, Folder
from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Number
from filebook.core.records import Record

Thing = File | Folder | Record | Appointment
SEARCHED_KINDS = frozenset({Kind.FILE, Kind.FOLDER, Kind.APPOINTMENT, *RECORD_KINDS})
_RECORD_FIELDS = (
    *("first_name", "last_name", "company", "email", "phone", "mobile"),
    *("street", "zip", "city", "state", "country"),
)
"""Fields of records that are found; one that is not text or a number is not."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """The texts of one thing, each of several lines."""

    business: BusinessNumber
    number: Number
    kind: Kind
    names: str
    details: str = ""


def searchable(thing: Thing) -> Searchable:
    """The texts of a thing."""
    place = thing.business, thing.number
    match thing:
        case File():
            said = thing.free_text, *thing.tags, thing.url, thing.category, thing.document_attribute
            return Searchable(*place, Kind.FILE, _lines(thing.name, thing.title), _lines(*said))
        case Folder():
            return Searchable(*place, Kind.FOLDER, thing.name, _lines(*thing.tags))
        case Record():
            fields = (thing.fields.get(name) for name in _RECORD_FIELDS)
            said = tuple(str(value) for value in fields if isinstance(value, str | int))
            return Searchable(*place, thing.kind, thing.label, _lines(*said))
    subjects = [thing.subject, *(change.subject or "" for change in thing.changed)]
    more = [thing.place, thing.comment]
    for change in thing.changed:
        more += [change.place or "", change.comment or ""]
    return Searchable(*place, Kind.APPOINTMENT, _lines(*subjects), _lines(*more))


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
