"""The rows of the route table about locations, alike below every prefix.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Sequence

from filebook.core.ids import Kind
from filebook.dialects.timetap.locations.listed import LocationNoun
from filebook.dialects.timetap.locations.one import OneLocation
from filebook.dialects.timetap.locations.wire import LocationChange, LocationDetails, LocationPage
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.record_routes import Address, Types, record_routes
from filebook.services.bundle import Services
from filebook.serving.routes import Route

_ADDRESS = Address(
    "/locations", "locationId", Kind.LOCATION, "/locationList", "/locationIdList", "location", "locations"
)
_TYPES = Types(LocationDetails, LocationPage, LocationChange)


def location_routes(prefixes: Sequence[str], services: Services) -> tuple[Route, ...]:
    """Everything about locations, below each of the prefixes."""
    lists, one = RecordLists(services, LocationNoun()), OneLocation(services)
    return tuple(
        row
        for prefix in prefixes
        for row in record_routes(prefix, _ADDRESS, types=_TYPES, lists=lists, one=one, changes_by=("PUT", "PATCH"))
    )
