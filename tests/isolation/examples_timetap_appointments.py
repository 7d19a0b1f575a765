"""Example requests about appointments at the TimeTap door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things

_CONCERNED = ("contact", "staff", "location", "service")
Body = Mapping[str, object]


def _call(method: str, path: str, body: Callable[[Things], Body] | None = None) -> Build:
    """A request below the door; `path` may hold names of things in braces."""
    return lambda person, things: {
        "method": method,
        "path": "/timetap" + path.format_map(vars_of(things)),
        "headers": bearer(person.timetap),
        **({} if body is None else {"json": body(things)}),
    }


def vars_of(things: Things) -> dict[str, object]:
    """The things by their names."""
    return {name: getattr(things, name) for name in Things.__slots__}


def _concerned(things: Things) -> dict[str, object]:
    return {
        "businessId": things.business,
        "client": {"clientId": things.contact},
        "staff": {"professionalId": things.staff},
        "location": {"locationId": things.location},
        "reason": {"reasonId": things.service},
    }


def _whole(things: Things) -> Body:
    times = {"startDate": "2031-03-05", "startTime": 930, "endDate": "2031-03-05", "endTime": 1030}
    return {**_concerned(things), **times, "status": "OPEN", "note": "Second visit"}


def _quick(things: Things) -> Body:
    return {
        "businessId": things.business,
        "professionalId": things.staff,
        "startDate": "2031-03-05",
        "startTime": 930,
        "endTime": 1030,
    }


def _series(things: Things) -> Body:
    pattern = {"frequency": "WEEKLY", "startDate": "2031-03-03", "occurrences": 3, "startTime": 900, "endTime": 945}
    return {**_concerned(things), **pattern}


def _lists(prefix: str) -> dict[Key, tuple[Example, ...]]:
    paths = (
        "/appointmentList/report",
        "/appointmentList/reportWithCount",
        "/appointmentList/reportCount",
        "/appointmentList/reportCountsByStatus",
        "/appointments",
        "/appointments/report",
        "/appointments/reportCount",
    )
    people = "?clientIdList={contact}&staffIdList={staff}"
    places = "?locationIdList={location}&reasonIdList={service}"
    return {
        (Door.TIMETAP, "GET", prefix + path): (
            Example("all", _call("GET", prefix + path), (), Role.VIEWER),
            Example("by people", _call("GET", prefix + path + people), ("contact", "staff"), Role.VIEWER),
            Example("by place", _call("GET", prefix + path + places), ("location", "service"), Role.VIEWER),
        )
        for path in paths
    }


def _plain(
    prefix: str, template: str, what: str, names: tuple[str, ...], filled: str
) -> dict[Key, tuple[Example, ...]]:
    return {
        (Door.TIMETAP, "GET", prefix + template): (Example(what, _call("GET", prefix + filled), names, Role.VIEWER),)
    }


def _one(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """Everybody takes part in the appointment, so that those who may only read may change it."""
    template, filled = prefix + "/appointments/{calendarId}", prefix + "/appointments/{appointment}"
    named = ("business", "appointment", *_CONCERNED)
    rows: dict[Key, tuple[Example, ...]] = {
        (Door.TIMETAP, "PUT", template): (
            Example("whole", _call("PUT", filled, _whole), named, Role.VIEWER, spends=True),
        ),
        (Door.TIMETAP, "PATCH", template): (
            Example("references", _call("PATCH", filled, _concerned), named, Role.VIEWER, spends=True),
        ),
    }
    words = (
        ("cancel", "/cancel/{sendStaffEmail}/{sendClientEmail}", "/cancel/true/false"),
        ("completed", "/completed/{sendClientEmail}", "/completed/false"),
        ("noshow", "/noshow/{sendClientEmail}", "/noshow/false"),
    )
    for what, rest, filled_rest in words:
        build = _call("PUT", filled + filled_rest)
        rows[Door.TIMETAP, "PUT", template + rest] = (Example(what, build, ("appointment",), Role.VIEWER, spends=True),)
    return rows


def _series_rows(prefix: str) -> dict[Key, tuple[Example, ...]]:
    recurring = prefix + "/recurringappointments"
    one, members = recurring + "/{series}", prefix + "/appointments/recurringappointments/{series}"
    parameter = "/{recurringAppointmentId}"
    status: Callable[[Things], Body] = lambda things: {"status": "CANCELLED"}  # noqa: E731 - one of several bodies
    references: Callable[[Things], Body] = _concerned
    return {
        (Door.TIMETAP, "GET", recurring + parameter): (Example("series", _call("GET", one), ("series",), Role.VIEWER),),
        (Door.TIMETAP, "GET", prefix + "/appointments/recurringappointments" + parameter): (
            Example("series", _call("GET", members), ("series",), Role.VIEWER),
        ),
        (Door.TIMETAP, "PUT", recurring + parameter): (
            Example("cancelled", _call("PUT", one, status), ("series",), Role.VIEWER, spends=True),
            Example("references", _call("PUT", one, references), ("business", "series", *_CONCERNED), Role.VIEWER),
        ),
        (Door.TIMETAP, "POST", recurring): (
            Example("new", _call("POST", recurring + "?override=1", _series), ("business", *_CONCERNED), Role.EDITOR),
        ),
        (Door.TIMETAP, "POST", recurring + "/get/dates"): (
            Example("dates", _call("POST", recurring + "/get/dates", _series), (), Role.VIEWER),
        ),
    }


def below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    appointments = prefix + "/appointments"
    new = ("business", *_CONCERNED)
    quick = ("business", "staff")
    at_location = "/appointments/countByStatus/location/"
    return {
        **_lists(prefix),
        **_plain(prefix, "/appointments/status/{status}", "open", (), "/appointments/status/OPEN"),
        **_plain(
            prefix, "/appointments/resource/{resourceId}/{statusList}", "none", (), "/appointments/resource/7/OPEN"
        ),
        **_plain(prefix, at_location + "{locationId}", "there", ("location",), at_location + "{location}"),
        **_plain(prefix, "/appointments/{calendarId}", "one", ("appointment",), "/appointments/{appointment}"),
        **_plain(
            prefix,
            "/appointments/{calendarId}/checkWaitList",
            "one",
            ("appointment",),
            "/appointments/{appointment}/checkWaitList",
        ),
        **_one(prefix),
        **_series_rows(prefix),
        (Door.TIMETAP, "POST", appointments): (
            Example("new", _call("POST", appointments + "?override=1", _whole), new, Role.EDITOR),
        ),
        (Door.TIMETAP, "POST", appointments + "/quickAdd"): (
            Example("quick", _call("POST", appointments + "/quickAdd?override=1", _quick), quick, Role.EDITOR),
        ),
    }
