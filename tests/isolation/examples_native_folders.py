"""Example requests for folders at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

_ONE = (Door.NATIVE, "GET", "/folders/{id}")

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "POST", "/folders"): (
        Example("top", asks("POST", lambda _: "/folders", lambda _: {"name": "New"}), (), Role.EDITOR),
        Example(
            "inside",
            asks("POST", lambda _: "/folders", lambda things: {"name": "New", "parent": things.folder.uid}),
            ("folder",),
            Role.EDITOR,
        ),
    ),
    _ONE: (
        Example("uid", asks("GET", lambda things: f"/folders/{things.folder.uid}"), ("folder",), Role.VIEWER),
        Example("number", asks("GET", lambda things: f"/folders/{things.folder.number}"), ("folder",), Role.VIEWER),
    ),
    (Door.NATIVE, "PATCH", "/folders/{id}"): (
        Example(
            "rename",
            asks("PATCH", lambda things: f"/folders/{things.folder.uid}", lambda _: {"name": "Other"}),
            ("folder",),
            Role.EDITOR,
        ),
    ),
    (Door.NATIVE, "DELETE", "/folders/{id}"): (
        Example(
            "trash",
            asks("DELETE", lambda things: f"/folders/{things.folder.uid}"),
            ("folder",),
            Role.EDITOR,
            spends=True,
        ),
        Example(
            "for good",
            asks("DELETE", lambda things: f"/folders/{things.folder.uid}?forever=true"),
            ("folder",),
            Role.EDITOR,
            spends=True,
        ),
    ),
}
