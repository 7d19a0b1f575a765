"""Example requests for search at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/search"): (
        Example("words", asks("GET", lambda _: "/search?q=a&count=true"), (), Role.PERSONAL),
        Example(
            "in a folder",
            asks("GET", lambda things: f"/search?q=a&below={things.folder.uid}"),
            ("folder",),
            Role.VIEWER,
        ),
        Example(
            "on a record",
            asks("GET", lambda things: f"/search?q=a&kind=file&attached_to={things.contact}"),
            ("contact",),
            Role.VIEWER,
        ),
    ),
}
