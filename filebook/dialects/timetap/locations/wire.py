"""What travels about locations: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import Struct

from filebook.dialects.timetap.wire import Id


class LocationObject(Struct, frozen=True, kw_only=True):
    """A location as shown within an appointment."""

    locationId: int | None
    businessId: int
    locationName: str
    locationType: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    phone: str
    active: bool


class LocationReference(Struct, frozen=True):
    """Which location."""

    locationId: Id = None
