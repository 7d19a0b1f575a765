"""What travels about locations: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.timetap.wire import Flag, Id, Text


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


class LocationDetails(LocationObject, frozen=True, kw_only=True):
    """A location as shown by itself."""

    createdDate: int
    privateUrl: str


class LocationPage(Struct, frozen=True):
    """A page of a list, and how many there are in all."""

    count: int
    results: list[LocationDetails]


class LocationChange(Struct, frozen=True, kw_only=True):
    """Body of a creation or change. What is shown only is not even looked at."""

    businessId: Id = None
    locationName: Text | UnsetType = UNSET
    locationType: Text | UnsetType = UNSET
    address1: Text | UnsetType = UNSET
    address2: Text | UnsetType = UNSET
    city: Text | UnsetType = UNSET
    state: Text | UnsetType = UNSET
    zip: Text | UnsetType = UNSET
    country: Text | UnsetType = UNSET
    phone: Text | UnsetType = UNSET
    active: Flag | UnsetType = UNSET


class LocationReference(Struct, frozen=True):
    """Which location."""

    locationId: Id = None
