"""The fields of a record: what a change makes of them, and which values the words may have that every door knows."""

import json
from collections.abc import Callable, Mapping

from filebook.core.errors import Invalid, TooLarge
from filebook.core.ids import NUMBER_LIMIT, Door, Kind
from filebook.core.offers import LOCATIONS, STAFF
from filebook.core.slots import LONGEST_MINUTES
from filebook.core.working_hours import FIELD as WORKING_HOURS
from filebook.core.working_hours import read_working_hours, written_working_hours

FIELDS_LIMIT_BYTES = 256 * 1024
"""What the fields of one record may weigh as JSON: lists read many at once."""
ACTIVE = "active"
TEXT_LIMIT = 10_000
_TEXTS = (
    "first_name",
    "last_name",
    "company",
    "email",
    "phone",
    "mobile",
    "street",
    "zip",
    "city",
    "state",
    "country",
    "user_name",
)
_OFFERED_LIMIT = 10_000
_Check = Callable[[str, object], object]


def merged(fields: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    """The fields with a change: null takes a member away, an object changes the members it names (RFC 7396)."""
    kept = {name: value for name, value in fields.items() if name not in change}
    for name, value in change.items():
        if isinstance(value, dict):
            before = fields.get(name)
            kept[name] = merged(before if isinstance(before, dict) else {}, value)
        elif value is not None:
            kept[name] = value
    return kept


def checked(kind: Kind, change: Mapping[str, object]) -> dict[str, object]:
    """What is said of fields, in the form in which it is kept. Words of no door's are kept as they are.

    Raises: Invalid("fields.…").
    """
    if ACTIVE in change:  # it has a member of its own
        raise Invalid(f"fields.{ACTIVE}", "elsewhere")
    checks = _CHECKS.get(kind, _EVERY_KIND)
    return {
        name: value if value is None else checks.get(name, _anything)(f"fields.{name}", value)
        for name, value in change.items()
    }


def require_fitting(fields: Mapping[str, object]) -> None:
    """Raises: TooLarge for more than a record may hold."""
    if len(json.dumps(fields, ensure_ascii=False).encode(errors="surrogatepass")) > FIELDS_LIMIT_BYTES:
        raise TooLarge(FIELDS_LIMIT_BYTES)


def _anything(path: str, value: object) -> object:  # noqa: ARG001 - a check's shape
    return value


def _text(path: str, value: object) -> object:
    if not isinstance(value, str):
        raise Invalid(path, "type")
    if len(value) > TEXT_LIMIT:
        raise Invalid(path, "length")
    return value


def _object(path: str, value: object) -> object:
    """What one door alone knows."""
    if not isinstance(value, dict):
        raise Invalid(path, "type")
    return value


def _minutes(path: str, value: object) -> object:
    return _whole(path, value, least=0, most=LONGEST_MINUTES)


def _some_minutes(path: str, value: object) -> object:
    return _whole(path, value, least=1, most=LONGEST_MINUTES)


def _whole(path: str, value: object, *, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Invalid(path, "type")
    if not least <= value <= most:
        raise Invalid(path, "value")
    return value


def _numbers(path: str, value: object) -> object:
    if not isinstance(value, list):
        raise Invalid(path, "type")
    if len(value) > _OFFERED_LIMIT:
        raise Invalid(path, "length")
    return [_whole(path, number, least=1, most=NUMBER_LIMIT) for number in value]


def _hours(path: str, value: object) -> object:
    try:
        return written_working_hours(read_working_hours(value))
    except Invalid as invalid:
        raise Invalid(path, invalid.reason) from None


_EVERY_KIND: Mapping[str, _Check] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys((door.value for door in Door), _object),
}
_CHECKS: Mapping[Kind, Mapping[str, _Check]] = {
    Kind.STAFF: {**_EVERY_KIND, WORKING_HOURS: _hours},
    Kind.SERVICE: {
        **_EVERY_KIND,
        "duration_minutes": _some_minutes,
        "slot_minutes": _some_minutes,
        "buffer_before_minutes": _minutes,
        "buffer_after_minutes": _minutes,
        STAFF: _numbers,
        LOCATIONS: _numbers,
    },
}
"""By kind: the words whose meaning the services know."""
