"""Example requests for the processing of files at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/files/{id}/processing"): (
        Example("uid", asks("GET", lambda things: f"/files/{things.file.uid}/processing"), ("file",), Role.VIEWER),
    ),
    (Door.NATIVE, "GET", "/processing"): (
        Example("list", asks("GET", lambda _: "/processing?state=queued&count=true"), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/processing/counts"): (
        Example("count", asks("GET", lambda _: "/processing/counts"), (), Role.OWNER),
    ),
    (Door.NATIVE, "POST", "/processing/retry"): (
        Example("all", asks("POST", lambda _: "/processing/retry", lambda _: {}), (), Role.OWNER),
    ),
}
