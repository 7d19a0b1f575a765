"""The rows about the PBX calendar."""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.telecomx.calendar import wire
from filebook.dialects.telecomx.calendar.lookup import Lookup
from filebook.dialects.telecomx.calendar.reads import Reads
from filebook.dialects.telecomx.calendar.writes import Writes
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.serving.routes import Body, Route, credential

_PATH = "/pbx/calendar"
_ONE = _PATH + "/{event}"
_EVENT = {"event": Kind.APPOINTMENT}
_EMPLOYEE = credential(Role.PERSONAL)
"""From here up to `OWNER`: the handlers turn resellers and above away."""


def calendar_routes(services: Services, *, now: Callable[[], datetime]) -> tuple[Route, ...]:
    """Everything about the calendar."""
    lookup = Lookup(services)
    reads, writes = Reads(lookup, now), Writes(lookup)
    return (
        Route("GET", _PATH, reads.list, _EMPLOYEE, "Events by start", response=wire.EventList),
        Route(
            "POST",
            _PATH,
            writes.create,
            _EMPLOYEE,
            "Create an event",
            request=wire.SaidEvent,
            response=wire.EventObject,
            body=Body.BUFFERED,
        ),
        Route(
            "GET", _ONE, reads.one, _EMPLOYEE, "Show an event", response=wire.EventObject, inline=True, objects=_EVENT
        ),
        Route(
            "POST",
            _ONE,
            writes.change,
            _EMPLOYEE,
            "Change an event",
            request=wire.SaidEvent,
            response=wire.EventObject,
            body=Body.BUFFERED,
            objects=_EVENT,
        ),
        Route("DELETE", _ONE, writes.delete, _EMPLOYEE, "Delete an event", response=Success, objects=_EVENT),
    )
