"""Example requests for retention rules and holds at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things

_RULES = "/retention"
_WHY = {"reason": "A dispute"}


def _reads(path: str) -> Build:
    return asks("GET", lambda _: path)


def _held(method: str, thing: str) -> Build:
    """Holding a thing, or holding it no longer."""

    def path(things: Things) -> str:
        named = getattr(things, thing)
        return f"/holds/{named if isinstance(named, int) else named.uid}"

    return asks(method, path, lambda _: _WHY) if method == "PUT" else asks(method, path)


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", _RULES): (Example("rules", _reads(_RULES), (), Role.OWNER),),
    (Door.NATIVE, "PATCH", _RULES): (
        Example("the same rules", asks("PATCH", lambda _: _RULES, lambda _: {"version_days": None}), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/retention/preview"): (
        Example("preview", _reads("/retention/preview?trash_days=1&versions_kept=1&count=true"), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/retention/totals"): (
        Example("totals", _reads("/retention/totals?version_days=1"), (), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/holds"): (
        Example("holds", _reads("/holds?count=true&kind=file"), (), Role.OWNER),
        Example("over", asks("GET", lambda things: f"/holds?over={things.file.uid}"), ("file",), Role.OWNER),
    ),
    (Door.NATIVE, "GET", "/holds/{id}"): (Example("not held", _held("GET", "file"), ("file",), None),),
    (Door.NATIVE, "PUT", "/holds/{id}"): (
        Example("file", _held("PUT", "file"), ("file",), Role.OWNER, spends=True),
        Example("folder", _held("PUT", "folder"), ("folder",), Role.OWNER, spends=True),
        Example("appointment", _held("PUT", "event"), ("appointment",), Role.OWNER, spends=True),
        Example("record", _held("PUT", "estate"), ("estate",), Role.OWNER, spends=True),
    ),
    (Door.NATIVE, "DELETE", "/holds/{id}"): (Example("not held", _held("DELETE", "file"), ("file",), None),),
}
