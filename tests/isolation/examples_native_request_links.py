"""Example requests for request links at the native door. Those of others are for owners to see."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import Body, asks
from tests.isolation.things import Things

_ALL, _ONE = "/request-links", "/request-links/{id}"


def _of_one(what: str, method: str, suffix: str = "", body: Body | None = None, *, spends: bool = False) -> Example:
    def path(things: Things) -> str:
        return f"{_ALL}/{things.request_link.uid}{suffix}"

    return Example(what, asks(method, path, body), ("request_link",), Role.OWNER, spends=spends)


def _into(what: str, name: str) -> Example:
    def body(things: Things) -> dict[str, object]:
        thing = getattr(things, name)
        return {"into": thing if isinstance(thing, int) else thing.uid, "expected": [{"role": "deed"}]}

    return Example(what, asks("POST", lambda _: _ALL, body), (name,), Role.EDITOR)


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", _ALL): (
        Example("all", asks("GET", lambda _: _ALL), (), Role.VIEWER),
        Example("into", asks("GET", lambda things: f"{_ALL}?into={things.folder.uid}"), ("folder",), Role.VIEWER),
    ),
    (Door.NATIVE, "POST", _ALL): (
        _into("a folder", "folder"),
        _into("an appointment", "appointment"),
        _into("a record", "estate"),
    ),
    (Door.NATIVE, "GET", _ONE): (_of_one("uid", "GET"),),
    (Door.NATIVE, "PATCH", _ONE): (_of_one("rename", "PATCH", body=lambda _: {"name": "Other"}),),
    (Door.NATIVE, "DELETE", _ONE): (
        _of_one("withdraw", "DELETE", spends=True),
        _of_one("for good", "DELETE", "?forever=true", spends=True),
    ),
    (Door.NATIVE, "GET", f"{_ONE}/arrivals"): (_of_one("arrivals", "GET", "/arrivals"),),
}
