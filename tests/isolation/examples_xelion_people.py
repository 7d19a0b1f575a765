"""Example requests for people at the Xelion door, and for what a caller says of itself."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

_TENANT = "/api/v1/{tenant}"


def _asks(method: str, path: Callable[[Things], str], body: object = None) -> Build:
    def build(person: Person, things: Things) -> Step:
        headers = {"Authorization": f"xelion {person.xelion}"} if person.xelion else {}
        step = {"method": method, "path": f"/xelion/api/v1/{things.tenant}{path(things)}", "headers": headers}
        return step if body is None else {**step, "json": body}

    return build


def _own(method: str, path: str, body: object = None, *, query: str = "") -> dict[Key, tuple[Example, ...]]:
    """A request that names nothing but the tenant."""
    build = _asks(method, lambda things: f"/{path}{query}", body)
    return {(Door.XELION, method, f"{_TENANT}/{path}"): (Example("own", build, ("business",), Role.PERSONAL),)}


def _of_people(suffix: str = "") -> dict[Key, tuple[Example, ...]]:
    """A request that names a person."""
    return {
        (Door.XELION, "GET", f"{_TENANT}/addressables/{{oid}}{suffix}"): (
            Example(
                "contact",
                _asks("GET", lambda things: f"/addressables/{things.contact}{suffix}?include=status"),
                ("business", "contact"),
                Role.VIEWER,
            ),
            Example(
                "staff",
                _asks("GET", lambda things: f"/addressables/{things.staff}{suffix}"),
                ("business", "staff"),
                Role.VIEWER,
            ),
        )
    }


_LISTS = ("phonelines", "communications", "communications/recent", "callables", "presence", "channels")
_UNTIL = {"temporaryUserStatus": "at_appointment", "temporaryUserStatusUntil": "2026-04-07 12:30:00"}
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    **_own("GET", "me/info"),
    **_own("GET", "me/status"),
    **_own("GET", "me/selectable_statuses"),
    **_own("GET", "me/phone/settings"),
    **_own("PUT", "me/status", "dont_disturb"),
    **_own("PUT", "me/message", "Terug om drie uur"),
    **_own("PUT", "me/temporary_status", _UNTIL),
    **_own("GET", "addressables", query="?name=test&where=obj_type=Person&order_by=Name&include=status&limit=100"),
    **_own("GET", "users", query="?limit=100"),
    **{key: examples for path in _LISTS for key, examples in _own("GET", path).items()},
    **_of_people(),
    **_of_people("/contacts"),
    **_of_people("/colleagues"),
    (Door.XELION, "GET", f"{_TENANT}/users/{{oid}}"): (
        Example(
            "another",
            _asks("GET", lambda things: f"/users/{things.user}"),
            ("business", "user"),
            Role.VIEWER,
        ),
    ),
    (Door.XELION, "GET", f"{_TENANT}/tenants"): (
        Example("all", _asks("GET", lambda things: "/tenants"), ("business",), None),
    ),
    (Door.XELION, "GET", f"{_TENANT}/attachments/{{oid}}"): (
        Example(
            "json",
            _asks("GET", lambda things: f"/attachments/{things.file.number}"),
            ("business", "file"),
            Role.VIEWER,
        ),
        Example(
            "stream",
            _asks("GET", lambda things: f"/attachments/{things.file.number}?response_type=stream"),
            ("business", "file"),
            Role.VIEWER,
        ),
    ),
}
