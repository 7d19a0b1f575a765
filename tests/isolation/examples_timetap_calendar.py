"""Example requests about the calendar at the TimeTap door."""

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.examples_timetap_appointments import vars_of


def _get(path: str) -> Build:
    """`path` holds names of things in braces."""
    return lambda person, things: {
        "method": "GET",
        "path": path.format_map(vars_of(things)),
        "headers": bearer(person.timetap),
    }


def below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    path = prefix + "/calendar"
    by_place = "?startDate=2026-04-01&endDate=2026-04-30&locationIdList={location}&serviceIdList={service}"
    events = "/timetap" + path + "/range/{staff}"
    return {
        (Door.TIMETAP, "GET", path + "/range/{staffIdList}"): (
            Example("by staff", _get(events), ("staff",), Role.VIEWER),
            Example("by place", _get(events + by_place), ("staff", "location", "service"), Role.VIEWER),
        ),
        (Door.TIMETAP, "GET", path + "/event/{eventType}/{eventId}"): (
            Example(
                "appointment",
                _get("/timetap" + path + "/event/APPOINTMENT/{appointment}"),
                ("appointment",),
                Role.VIEWER,
            ),
        ),
    }
