"""Example requests for several requests in one at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things


def _write(things: Things) -> object:
    """Of one part: a longer answer is packed, and how long that is tells nothing."""
    return {"requests": [{"method": "PATCH", "path": f"/folders/{things.folder.uid}", "body": {"name": "Other"}}]}


def _read(things: Things) -> object:
    return {"requests": [{"method": "GET", "path": f"/files/{things.file.uid}/attachments"}]}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "POST", "/batch"): (
        Example("write", asks("POST", lambda _: "/batch", _write), ("folder",), Role.PERSONAL),
        Example("read", asks("POST", lambda _: "/batch", _read), ("file",), Role.PERSONAL),
    ),
}
