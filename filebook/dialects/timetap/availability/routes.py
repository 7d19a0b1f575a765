"""The rows of the route table about free times, alike below every prefix.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.timetap.availability.reads import FreeTimes
from filebook.dialects.timetap.availability.wire import DayObject, SlotObject
from filebook.services.bundle import Services
from filebook.serving.routes import Route, credential

_READER = credential(Role.VIEWER)
_SERVICE: Mapping[str, Kind] = {"locationId": Kind.LOCATION, "reasonId": Kind.SERVICE}
_STAFF: Mapping[str, Kind] = {"staffId": Kind.STAFF, **_SERVICE}


def availability_routes(
    prefixes: Sequence[str], services: Services, *, now: Callable[[], datetime]
) -> tuple[Route, ...]:
    """Everything about free times, below each of the prefixes."""
    free_times = FreeTimes(services, now)
    return tuple(row for prefix in prefixes for row in _below(prefix + "/availability", free_times))


def _below(path: str, free_times: FreeTimes) -> tuple[Route, ...]:
    with_staff = "/{staffId}/{locationId}/{reasonId}"
    return (
        Route(
            "GET",
            path + "/{YYYY}/{MM}/{DD}" + with_staff,
            free_times.on_day,
            _READER,
            "The free times of a member of staff on a day",
            response=list[SlotObject],
            objects=_STAFF,
        ),
        Route(
            "GET",
            path + "/{YYYY}/{MM}" + with_staff,
            free_times.in_month,
            _READER,
            "The days of a month on which a member of staff has a free time",
            response=dict[str, bool],
            objects=_STAFF,
        ),
        Route(
            "GET",
            path + "/location/{locationId}/service/{reasonId}",
            free_times.at_location,
            _READER,
            "The free times for a service at a location, by day, and who is free",
            response=list[DayObject],
            objects=_SERVICE,
        ),
    )
