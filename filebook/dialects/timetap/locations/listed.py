"""Locations as TimeTap's lists have them.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Callable

from starlette.datastructures import QueryParams

from filebook.core.access import Actor
from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.dialects.timetap.locations.translate import location_details
from filebook.dialects.timetap.locations.wire import LocationDetails
from filebook.dialects.timetap.record_lists import Conditions


class LocationNoun:
    """Locations."""

    kind = Kind.LOCATION
    sortable = frozenset(LocationDetails.__struct_fields__)

    def shower(self, actor: Actor) -> Callable[[Record], LocationDetails]:  # noqa: ARG002 - as the others have it
        """Shows locations."""
        return location_details

    def searched(self, record: Record) -> str:
        """Name and address."""
        return "\n".join((record.label, *map(record.text, ("street", "zip", "city"))))

    def conditions(self, actor: Actor, query: QueryParams) -> Conditions:  # noqa: ARG002 - as the others have it
        """Locations have no filters."""
        return ()
