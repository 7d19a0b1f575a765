"""Example requests for shares at the native door. Those of others are for owners to see."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import Body, asks
from tests.isolation.things import Things

_ONE = "/shares/{id}"


def _of_one(what: str, method: str, suffix: str = "", body: Body | None = None, *, spends: bool = False) -> Example:
    def path(things: Things) -> str:
        return f"/shares/{things.share.uid}{suffix}"

    return Example(what, asks(method, path, body), ("share",), Role.OWNER, spends=spends)


def _of(what: str, name: str) -> Example:
    def body(things: Things) -> dict[str, object]:
        thing = getattr(things, name)
        return {"items": [thing if isinstance(thing, int) else thing.uid]}

    return Example(what, asks("POST", lambda _: "/shares", body), (name,), Role.EDITOR)


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/shares"): (
        Example("all", asks("GET", lambda _: "/shares"), (), Role.VIEWER),
        Example("of a file", asks("GET", lambda things: f"/shares?item={things.file.uid}"), ("file",), Role.VIEWER),
    ),
    (Door.NATIVE, "POST", "/shares"): (
        _of("a file", "file"),
        _of("a folder", "folder"),
        _of("an appointment", "appointment"),
    ),
    (Door.NATIVE, "GET", _ONE): (
        _of_one("uid", "GET"),
        Example("number", asks("GET", lambda things: f"/shares/{things.share.number}"), ("share",), Role.OWNER),
    ),
    (Door.NATIVE, "PATCH", _ONE): (_of_one("rename", "PATCH", body=lambda _: {"name": "Other"}),),
    (Door.NATIVE, "DELETE", _ONE): (
        _of_one("withdraw", "DELETE", spends=True),
        _of_one("for good", "DELETE", "?forever=true", spends=True),
    ),
    (Door.NATIVE, "GET", f"{_ONE}/uses"): (_of_one("uses", "GET", "/uses"),),
}
