"""Example requests for what the native door tells of itself."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/openapi.json"): (
        Example("document", asks("GET", lambda _: "/openapi.json"), (), Role.NONE, anybody=True),
    ),
}
