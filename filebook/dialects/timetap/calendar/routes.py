"""The rows of the route table about the calendar, alike below every prefix.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.calendar.reads import Events
from filebook.dialects.timetap.calendar.wire import EventObject
from filebook.services.bundle import Services
from filebook.serving.routes import Route, credential

_READER = credential(Role.VIEWER)


def calendar_routes(prefixes: Sequence[str], services: Services, *, now: Callable[[], datetime]) -> tuple[Route, ...]:
    """Everything about the calendar, below each of the prefixes."""
    events = Events(Lookup(services), now)
    return tuple(row for prefix in prefixes for row in _below(prefix + "/calendar", events))


def _below(path: str, events: Events) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            path + "/range/{staffIdList}",
            events.in_range,
            _READER,
            "The events of some staff on some days",
            response=list[EventObject],
            objects={"staffIdList": Kind.STAFF},
        ),
        Route(
            "GET",
            path + "/event/{eventType}/{eventId}",
            events.get_one,
            _READER,
            "One event, in an array",
            response=list[EventObject],
            objects={"eventId": Kind.APPOINTMENT},
        ),
    )
