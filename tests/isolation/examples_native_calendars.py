"""Example requests for calendars, people and times at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things

_RANGE = "since=2026-04-01&until=2026-04-30"
_DAYS = {"since": "2026-04-01", "until": "2026-04-30"}
_TIMES = {"starts": "2026-04-07T14:30", "ends": "2026-04-07T15:00"}


def _calendar(things: Things) -> str:
    return f"/calendars/{things.calendar.uid}"


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/calendars"): (
        Example("all", asks("GET", lambda _: "/calendars?count=true"), (), Role.PERSONAL),
    ),
    (Door.NATIVE, "POST", "/calendars"): (
        Example(
            "room",
            asks("POST", lambda _: "/calendars", lambda things: {"name": f"Hall {things.calendar.uid}"}),
            (),
            Role.EDITOR,
            spends=True,
        ),
    ),
    (Door.NATIVE, "GET", "/calendars/{id}"): (
        Example("resource", asks("GET", _calendar), ("calendar",), Role.PERSONAL),
    ),
    (Door.NATIVE, "PATCH", "/calendars/{id}"): (
        Example("colour", asks("PATCH", _calendar, lambda _: {"colour": "#336699"}), ("calendar",), Role.EDITOR),
    ),
    (Door.NATIVE, "DELETE", "/calendars/{id}"): (
        Example("resource", asks("DELETE", _calendar), ("calendar",), Role.EDITOR, spends=True),
    ),
    (Door.NATIVE, "GET", "/calendars/{id}/occurrences"): (
        Example(
            "resource",
            asks("GET", lambda things: f"{_calendar(things)}/occurrences?{_RANGE}"),
            ("calendar",),
            Role.PERSONAL,
        ),
    ),
    (Door.NATIVE, "GET", "/people"): (
        Example("all", asks("GET", lambda _: "/people?kind=contact"), (), Role.PERSONAL),
    ),
    (Door.NATIVE, "GET", "/occurrences"): (
        Example("all", asks("GET", lambda _: f"/occurrences?{_RANGE}"), (), Role.PERSONAL),
        Example(
            "of staff",
            asks("GET", lambda things: f"/occurrences?{_RANGE}&of={things.employee.uid}"),
            ("staff",),
            Role.VIEWER,
        ),
        Example(
            "of a resource",
            asks("GET", lambda things: f"/occurrences?{_RANGE}&of={things.calendar.number}"),
            ("calendar",),
            Role.PERSONAL,
        ),
    ),
    (Door.NATIVE, "POST", "/free-busy"): (
        Example(
            "get staff",
            asks("POST", lambda _: "/free-busy", lambda things: {**_DAYS, "people": [things.employee.uid]}),
            ("staff",),
            Role.VIEWER,
        ),
        Example(
            "get resource",
            asks("POST", lambda _: "/free-busy", lambda things: {**_DAYS, "calendars": [things.calendar.uid]}),
            ("calendar",),
            Role.PERSONAL,
        ),
    ),
    (Door.NATIVE, "POST", "/conflicts"): (
        Example(
            "get kept",
            asks("POST", lambda _: "/conflicts", lambda things: {"appointment": things.event.uid}),
            ("appointment",),
            Role.PERSONAL,
        ),
        Example(
            "get planned",
            asks("POST", lambda _: "/conflicts", lambda things: {**_TIMES, "participants": [str(things.contact)]}),
            ("contact",),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "GET", "/availability"): (
        Example(
            "service",
            asks("GET", lambda things: f"/availability?service={things.service}&location={things.location}&{_RANGE}"),
            ("service", "location"),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "POST", "/series/preview"): (
        Example(
            "get weekly",
            asks("POST", lambda _: "/series/preview", lambda _: {**_TIMES, "rrule": "FREQ=WEEKLY;COUNT=3"}),
            (),
            Role.PERSONAL,
        ),
    ),
}
