"""Locations as TimeTap shows them.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.kept import own_fields, shared_text
from filebook.dialects.timetap.locations.wire import LocationObject
from filebook.dialects.timetap.values import text_of


def location_object(record: Record | None, business: BusinessNumber) -> LocationObject:
    """A location; without one, empty."""
    own = own_fields(record)
    return LocationObject(
        locationId=None if record is None else record.number,
        businessId=business,
        locationName="" if record is None else record.label,
        locationType="" if record is None else text_of(own.get("locationType")) or "Office",
        address1=shared_text(record, "street"),
        address2=text_of(own.get("address2")),
        city=shared_text(record, "city"),
        state=text_of(own.get("state")),
        zip=shared_text(record, "zip"),
        country=shared_text(record, "country"),
        phone=shared_text(record, "phone"),
        active=record is not None,
    )
