"""Example requests for things as other doors show them at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/files/{id}/as/{door}"): (
        Example("timetap", asks("GET", lambda things: f"/files/{things.file.uid}/as/timetap"), ("file",), Role.VIEWER),
    ),
}
