"""Example requests about free times at the TimeTap door."""

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.examples_timetap_appointments import vars_of

_NAMED = ("staff", "location", "service")


def _get(path: str) -> Build:
    """`path` holds names of things in braces."""
    return lambda person, things: {
        "method": "GET",
        "path": path.format_map(vars_of(things)),
        "headers": bearer(person.timetap),
    }


def below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    path, staff = prefix + "/availability", "/{staffId}/{locationId}/{reasonId}"
    asked, things = "/timetap" + path, "/{staff}/{location}/{service}"
    anybody = asked + "/location/{location}/service/{service}?startDate=2031-03-05&endDate=2031-03-06"
    return {
        (Door.TIMETAP, "GET", path + "/{YYYY}/{MM}/{DD}" + staff): (
            Example("day", _get(asked + "/2031/03/05" + things), _NAMED, Role.VIEWER),
        ),
        (Door.TIMETAP, "GET", path + "/{YYYY}/{MM}" + staff): (
            Example("month", _get(asked + "/2031/03" + things), _NAMED, Role.VIEWER),
        ),
        (Door.TIMETAP, "GET", path + "/location/{locationId}/service/{reasonId}"): (
            Example("days", _get(anybody), _NAMED[1:], Role.VIEWER),
        ),
    }
