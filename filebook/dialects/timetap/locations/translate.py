"""Locations as TimeTap shows them, and what its bodies say of one.

Source: the project's TimeTap reference (section 8), read 2026-11-21.

What TimeTap alone knows of a location is kept under `timetap`: `locationType`, `address2`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from msgspec.structs import asdict

from filebook.core.errors import Missing
from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.kept import is_active, own_fields, shared_text
from filebook.dialects.timetap.locations.wire import LocationChange, LocationDetails, LocationObject
from filebook.dialects.timetap.said import Fields, flag_said, text_said, with_own, with_words
from filebook.dialects.timetap.values import milliseconds, plain_text, text_of

USUAL_TYPE = "Office"
_SHARED = {
    "address1": "street",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "country": "country",
    "phone": "phone",
}
"""Properties of a location, and the words that every door has for them."""


def location_object(record: Record | None, business: BusinessNumber) -> LocationObject:
    """A location; without one, empty."""
    own = own_fields(record)
    return LocationObject(
        locationId=None if record is None else record.number,
        businessId=business,
        locationName="" if record is None else record.label,
        locationType="" if record is None else text_of(own.get("locationType")) or USUAL_TYPE,
        address2=text_of(own.get("address2")),
        active=is_active(record),
        **{name: shared_text(record, word) for name, word in _SHARED.items()},
    )


def location_details(record: Record) -> LocationDetails:
    """A location by itself."""
    shown = asdict(location_object(record, record.business))
    return LocationDetails(**shown, createdDate=milliseconds(record.created_at), privateUrl="")


@dataclass(frozen=True, slots=True)
class SaidLocation:
    """What a body says: values of shared words and of TimeTap's own, "" to take one away; None: nothing said."""

    name: str | None
    shared: Mapping[str, object]
    own: Mapping[str, object]


def location_said(body: LocationChange) -> SaidLocation:
    """Raises: Invalid."""
    shared: dict[str, object] = {
        word: text for name, word in _SHARED.items() if (text := text_said(getattr(body, name), field=name)) is not None
    }
    if (active := flag_said(body.active, field="active")) is not None:
        shared["active"] = active
    own = {name: text_said(getattr(body, name), field=name) for name in ("address2", "locationType")}
    if own["locationType"] == USUAL_TYPE:
        own["locationType"] = ""
    return SaidLocation(
        text_said(body.locationName, field="locationName"),
        shared,
        {name: text for name, text in own.items() if text is not None},
    )


def new_location(said: SaidLocation) -> tuple[str, Fields]:
    """Label and fields. Raises: Missing("locationName")."""
    return _label(said.name or ""), _fields(said, {})


def edited_location(record: Record, said: SaidLocation) -> Record:
    """The record with what is said. Raises: Missing("locationName")."""
    label = record.label if said.name in {None, record.label} else _label(said.name or "")
    return replace(record, label=label, fields=_fields(said, record.fields))


def _label(name: str) -> str:
    if not name:
        raise Missing("locationName")
    return plain_text(name, field="locationName")


def _fields(said: SaidLocation, before: Fields) -> Fields:
    return with_own(with_words(before, said.shared), said.own)
