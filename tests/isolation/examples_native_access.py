"""Example requests for who may do what at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

_PATH = "/access/explain"

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", _PATH): (
        Example("file", asks("GET", lambda things: f"{_PATH}?object={things.file.uid}"), ("file",), Role.VIEWER),
        Example("folder", asks("GET", lambda things: f"{_PATH}?object={things.folder.uid}"), ("folder",), Role.VIEWER),
        Example(
            "appointment",
            asks("GET", lambda things: f"{_PATH}?object={things.event.number}&action=write"),
            ("appointment",),
            Role.PERSONAL,
        ),
        Example(
            "of somebody",
            asks("GET", lambda things: f"{_PATH}?object={things.file.uid}&user={things.user}"),
            ("file", "user"),
            Role.OWNER,
        ),
    ),
}
