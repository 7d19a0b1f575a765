"""The order of an appointment list: by time, or by one of the properties that are shown.

Source: the project's TimeTap reference (sections 3.4 and 5.2), read 2026-11-21.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from filebook.core.access import Actor
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.queries import ListQuery
from filebook.dialects.timetap.appointments.translate import appointment_object
from filebook.dialects.timetap.appointments.wire import AppointmentObject
from filebook.dialects.timetap.clock import wall_in
from filebook.services.numbered_occurrences import Place, place_of

_BATCH = 500
_ORDERED_BY = frozenset(
    field.name
    for field in msgspec.structs.fields(AppointmentObject)
    if field.type in {int, str, bool, int | None, str | None}
)
"""The properties by which a list can be put in order."""
_NAMES = frozenset({"calendarId", "calendarid", "appointementIdHash", "appointmentIdHash"})
_BY_DAY = "startDate"
"""What the places tell already."""
_Key = tuple[bool, int, str]


def in_order(lookup: Lookup, actor: Actor, places: list[Place], query: ListQuery) -> list[Place]:
    """The places, which come in the order of time, as the query wants them; equals stay in that order.

    A property that nobody can sort by changes nothing.
    """
    if query.order_field not in _ORDERED_BY:
        latest_first = query.descending and query.order_field == ""
        return sorted(places, key=lambda place: place.starts, reverse=True) if latest_first else places
    if query.order_field == _BY_DAY:
        zone = ZoneInfo(query.zone)
        return sorted(places, key=lambda place: wall_in(place.starts, zone).date(), reverse=query.descending)
    keyed: list[tuple[_Key, Place]] = []
    key = _sort_key(query.order_field)
    for start in range(0, len(places), _BATCH):
        members = lookup.services.numbered_occurrences.at(actor, places[start : start + _BATCH])
        if query.order_field in _NAMES:
            members = lookup.services.numbered_occurrences.numbered(actor, members)
        around = lookup.around(actor, (member.whole for member in members), zone=query.zone)
        keyed += ((key(appointment_object(member, around)), place_of(member)) for member in members)
    keyed.sort(key=lambda pair: pair[0], reverse=query.descending)
    return [place for _, place in keyed]


def _sort_key(name: str) -> Callable[[AppointmentObject], _Key]:
    """Numbers by size, texts without regard to case, nothing first."""

    def key(shown: AppointmentObject) -> _Key:
        value = getattr(shown, name)
        if isinstance(value, int):
            return True, value, ""
        return value is not None, 0, str(value or "").casefold()

    return key
