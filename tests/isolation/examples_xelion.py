"""Example requests at the Xelion door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things


def _xelion(method: str, path: Callable[[Things], str], body: Callable[[Person], object] | None = None) -> Build:
    def build(person: Person, things: Things) -> Step:
        headers = {"Authorization": f"xelion {person.xelion}"} if person.xelion else {}
        step = {"method": method, "path": f"/xelion/api/v1/{things.tenant}{path(things)}", "headers": headers}
        return step if body is None else {**step, "json": body(person)}

    return build


def _sends(method: str, path: Callable[[Things], str], body: Callable[[Things], object]) -> Build:
    bare = _xelion(method, path)
    return lambda person, things: {**bare(person, things), "json": body(things)}


def _appointment(things: Things) -> str:
    return f"/appointments/{things.appointment}"


def _new(things: Things) -> dict[str, object]:
    return {
        "subject": "Bezichtiging",
        "starttime": "2026-04-07 12:30:00",
        "endtime": "2026-04-07 13:15:00",
        "participants": [{"person": {"oid": str(things.contact), "objectType": "Person"}}, {"oid": things.staff}],
        "comment": {"objectType": "Comment", "content": "Sleutel bij de buren"},
    }


def _new_series(things: Things) -> dict[str, object]:
    ends = {"recurrenceTerminationType": "recurrenceCount", "recurrenceCount": 3}
    return {**_new(things), "recurrenceType": "weekly", "tuesday": True, **ends}


def _new_with_file(things: Things) -> dict[str, object]:
    file = {"commonName": "route.pdf", "mimeType": "application/pdf", "contentsB64String": "JVBERi0xLjcK"}
    return {**_new(things), "welcomeAttachment": file, "departureAttachment": {"oid": str(things.file.number)}}


def _files(things: Things) -> dict[str, object]:
    there = {"oid": str(things.file.number), "objectType": "Attachment"}
    hung = {"op": "replace", "path": "/welcomeAttachment", "value": there}
    return {"operations": [hung, {"op": "remove", "path": "/departureAttachment"}]}


def _operations(things: Things) -> dict[str, object]:
    added = [
        {"op": "add", "path": f"/participants/{place}", "value": str(number)}
        for place, number in enumerate((things.contact, things.staff), start=1)
    ]
    return {"operations": [_SUBJECT, *added]}


def _attachment(query: str) -> Callable[[Things], str]:
    return lambda things: f"/appointments/{things.appointment}/attachments/{things.file.number}{query}"


_TENANT = "/api/v1/{tenant}"
_DAYS = "?after=2026-04-01&before=2026-04-30"
_PEOPLE = ("business", "contact", "staff")
_SUBJECT = {"op": "replace", "path": "/subject", "value": "Anders"}
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.XELION, "GET", f"{_TENANT}/server/version"): (
        Example("version", _xelion("GET", lambda things: "/server/version"), ("business",), Role.NONE, anybody=True),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "POST",
                "path": f"/xelion/api/v1/{things.tenant}/me/login",
                "json": {"userName": person.user_name, "password": person.password, "userSpace": "example"},
            },
            ("business",),
            Role.PERSONAL,
        ),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/renew"): (
        Example(
            "renewal token",
            _xelion("POST", lambda things: "/me/renew", lambda person: person.xelion_renewal),
            ("business",),
            Role.PERSONAL,
            spends=True,
        ),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/logout"): (
        Example("out", _xelion("POST", lambda things: "/me/logout"), ("business",), Role.NONE, spends=True),
    ),
    (Door.XELION, "POST", f"{_TENANT}/appointments"): (
        Example("appointment", _sends("POST", lambda things: "/appointments", _new), _PEOPLE, Role.EDITOR),
        Example("series", _sends("POST", lambda things: "/appointments", _new_series), _PEOPLE, Role.EDITOR),
        Example(
            "with files",
            _sends("POST", lambda things: "/appointments", _new_with_file),
            (*_PEOPLE, "file"),
            Role.EDITOR,
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/appointments/{{oid}}"): (
        Example("appointment", _xelion("GET", _appointment), ("business", "appointment"), Role.PERSONAL),
        Example(
            "series",
            _xelion("GET", lambda things: f"/appointments/{things.series}"),
            ("business", "series"),
            Role.PERSONAL,
        ),
    ),
    (Door.XELION, "PATCH", f"{_TENANT}/appointments/{{oid}}"): (
        Example("members", _sends("PATCH", _appointment, _operations), ("appointment", *_PEOPLE), Role.PERSONAL),
        Example("files", _sends("PATCH", _appointment, _files), ("business", "appointment", "file"), Role.EDITOR),
    ),
    (Door.XELION, "DELETE", f"{_TENANT}/appointments/{{oid}}"): (
        Example(
            "appointment", _xelion("DELETE", _appointment), ("business", "appointment"), Role.PERSONAL, spends=True
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/calendars"): (
        Example("all", _xelion("GET", lambda things: "/calendars"), ("business",), Role.PERSONAL),
    ),
    (Door.XELION, "GET", f"{_TENANT}/calendars/{{oid}}"): (
        Example(
            "appointment",
            _xelion("GET", lambda things: f"/calendars/{things.appointment}"),
            ("business", "appointment"),
            Role.PERSONAL,
        ),
        Example(
            "person",
            _xelion("GET", lambda things: f"/calendars/{things.staff}{_DAYS}"),
            ("business", "staff"),
            Role.VIEWER,
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/addressables/{{oid}}/calendar"): (
        Example(
            "staff",
            _xelion("GET", lambda things: f"/addressables/{things.staff}/calendar{_DAYS}"),
            ("business", "staff"),
            Role.VIEWER,
        ),
        Example(
            "contact",
            _xelion("GET", lambda things: f"/addressables/{things.contact}/calendar{_DAYS}"),
            ("business", "contact"),
            Role.VIEWER,
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/appointments/{{oid}}/attachments"): (
        Example(
            "all",
            _xelion("GET", lambda things: f"/appointments/{things.appointment}/attachments"),
            ("business", "appointment"),
            Role.VIEWER,
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/appointments/{{oid}}/attachments/{{attachment}}"): (
        Example("json", _xelion("GET", _attachment("")), ("business", "appointment", "file"), Role.VIEWER),
        Example(
            "stream",
            _xelion("GET", _attachment("?response_type=stream")),
            ("business", "appointment", "file"),
            Role.VIEWER,
        ),
    ),
}
