"""Example requests for changes, activity and the request log at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/changes"): (
        Example("all", asks("GET", lambda _: "/changes?limit=1000"), (), Role.PERSONAL),
        Example("kind", asks("GET", lambda _: "/changes?kind=file&kind=folder"), (), Role.PERSONAL),
    ),
    (Door.NATIVE, "GET", "/events"): (
        Example("now", asks("GET", lambda _: "/events?for_seconds=0"), (), Role.PERSONAL),
    ),
    (Door.NATIVE, "GET", "/activity"): (
        Example("business", asks("GET", lambda _: "/activity"), (), Role.OWNER),
        Example("file", asks("GET", lambda things: f"/activity?object={things.file.uid}"), ("file",), Role.VIEWER),
        Example(
            "appointment",
            asks("GET", lambda things: f"/activity?object={things.event.uid}"),
            ("appointment",),
            Role.PERSONAL,
        ),
    ),
    (Door.NATIVE, "GET", "/requests"): (Example("all", asks("GET", lambda _: "/requests"), (), Role.OWNER),),
    (Door.NATIVE, "GET", "/requests/events"): (
        Example("now", asks("GET", lambda _: "/requests/events?for_seconds=0"), (), Role.OWNER),
    ),
}
