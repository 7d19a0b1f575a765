"""What a record is called everywhere, made from the fields of its module.

A record that came from elsewhere may have a label that no field tells; it keeps it until a client names it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from filebook.core.records import Record

LABEL_LIMIT = 255
VENDOR = "onoffice"
"""Under this name a record holds the fields that only onOffice has."""

Fields = Mapping[str, object]

_UNNAMED = {"address": "Address", "estate": "Property", "task": "Task", "agentsLog": "Entry", "user": "User"}


def own_fields(fields: Fields) -> Mapping[str, Any]:
    """The fields that only onOffice has."""
    own = fields.get(VENDOR)
    return own if isinstance(own, Mapping) else {}


def label_for(module: str, fields: Fields) -> str:
    """The label of a new record of a module."""
    return _derived(module, fields) or _UNNAMED[module]


def label_after(module: str, record: Record, fields: Fields) -> str:
    """The label of a record whose fields change: a new one if the old one came from them, or if it is named now."""
    if record.label == label_for(module, record.fields):
        return label_for(module, fields)
    name = _NAME[module](fields)
    return name if name and name != _NAME[module](record.fields) else record.label


def untold_label(module: str, record: Record) -> str:
    """The label, if no field tells it; else ""."""
    told = _NAME[module](record.fields) or record.label == label_for(module, record.fields)
    return "" if told else record.label


def _derived(module: str, fields: Fields) -> str:
    return _NAME[module](fields) or _STAND_IN[module](fields)


def _words(fields: Fields, *names: str, between: str = " ") -> str:
    """Some values on one line; those that are unset are left out."""
    own = own_fields(fields)
    found = (_line(fields.get(name) or own.get(name)) for name in names)
    return between.join(one for one in found if one)[:LABEL_LIMIT].strip()


def _line(value: object) -> str:
    """The first line of a text that has anything on it."""
    lines = value.strip().splitlines() if isinstance(value, str) else []
    return lines[0].strip() if lines else ""


def _address(fields: Fields) -> str:
    return _words(fields, "first_name", "last_name") or _words(fields, "company")


def _address_without_name(fields: Fields) -> str:
    return next(filter(None, (_words(fields, name) for name in ("email", "phone", "mobile"))), "")


def _estate(fields: Fields) -> str:
    return _words(fields, "objekttitel")


def _estate_without_title(fields: Fields) -> str:
    street = _words(fields, "street", "hausnummer")
    return ", ".join(filter(None, (street, _words(fields, "city")))) or _words(fields, "objektnr_extern")


def _task(fields: Fields) -> str:
    return _words(fields, "subject")


def _task_without_subject(fields: Fields) -> str:
    return _words(fields, "Aufgabe")


def _entry(fields: Fields) -> str:
    return _words(fields, "Aktionsart", "Aktionstyp", between=", ")


def _entry_without_action(fields: Fields) -> str:
    return _words(fields, "Bemerkung")


def _user(fields: Fields) -> str:
    return _words(fields, "first_name", "last_name") or _words(fields, "user_name")


def _nothing(fields: Fields) -> str:  # noqa: ARG001 - the shape of the others
    return ""


_NAME: Mapping[str, Callable[[Fields], str]] = {
    "address": _address,
    "estate": _estate,
    "task": _task,
    "agentsLog": _entry,
    "user": _user,
}
"""What a client says a record is called."""
_STAND_IN: Mapping[str, Callable[[Fields], str]] = {
    "address": _address_without_name,
    "estate": _estate_without_title,
    "task": _task_without_subject,
    "agentsLog": _entry_without_action,
    "user": _nothing,
}
"""What tells a record apart where it has no name."""
