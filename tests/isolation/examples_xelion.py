"""Example requests at the Xelion door."""

from collections.abc import Callable, Mapping
from functools import partial

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


def _appointment(collection: str, things: Things) -> str:
    return f"/{collection}/{things.appointment}"


def _attachment(query: str) -> Callable[[Things], str]:
    return lambda things: f"/appointments/{things.appointment}/attachments/{things.file.number}{query}"


_TENANT = "/api/v1/{tenant}"
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
    **{
        (Door.XELION, "GET", f"{_TENANT}/{collection}/{{oid}}"): (
            Example(
                "appointment",
                _xelion("GET", partial(_appointment, collection)),
                ("business", "appointment"),
                Role.PERSONAL,
            ),
        )
        for collection in ("appointments", "calendars")
    },
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
