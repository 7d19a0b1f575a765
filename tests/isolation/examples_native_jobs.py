"""Example requests for jobs and ZIP archives at the native door."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.native_request import asks
from tests.isolation.things import Things


def _moving(things: Things) -> dict[str, object]:
    return {"operation": "move", "items": [things.picture.uid], "into": things.folder.uid}


def _all_in(things: Things) -> dict[str, object]:
    return {"operation": "trash", "everything_in": str(things.folder.number)}


def _selected(things: Things) -> dict[str, object]:
    return {"items": [things.file.uid, str(things.folder.number)]}


_ONE = "/jobs/{job}"

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "POST", "/jobs"): (
        Example("into", asks("POST", lambda _: "/jobs", _moving), ("folder",), Role.EDITOR),
        Example("all in", asks("POST", lambda _: "/jobs", _all_in), ("folder",), Role.EDITOR),
    ),
    (Door.NATIVE, "GET", "/jobs"): (Example("list", asks("GET", lambda _: "/jobs?count=true"), (), Role.VIEWER),),
    (Door.NATIVE, "GET", _ONE): (
        Example("show", asks("GET", lambda things: f"/jobs/{things.job}"), ("job",), Role.OWNER),
    ),
    (Door.NATIVE, "POST", f"{_ONE}/cancel"): (
        Example("cancel", asks("POST", lambda things: f"/jobs/{things.job}/cancel"), ("job",), Role.OWNER),
    ),
    (Door.NATIVE, "POST", f"{_ONE}/retry"): (
        Example("retry", asks("POST", lambda things: f"/jobs/{things.job}/retry"), ("job",), Role.OWNER, spends=True),
    ),
    (Door.NATIVE, "POST", f"{_ONE}/undo"): (
        Example("undo", asks("POST", lambda things: f"/jobs/{things.job}/undo"), ("job",), Role.OWNER, spends=True),
    ),
    (Door.NATIVE, "GET", "/folders/{id}/zip"): (
        Example("uid", asks("GET", lambda things: f"/folders/{things.folder.uid}/zip"), ("folder",), Role.VIEWER),
    ),
    (Door.NATIVE, "GET", "/appointments/{id}/dossier"): (
        Example(
            "uid",
            asks("GET", lambda things: f"/appointments/{things.event.uid}/dossier"),
            ("appointment",),
            Role.VIEWER,
        ),
    ),
    (Door.NATIVE, "POST", "/zip"): (
        Example("selection", asks("POST", lambda _: "/zip", _selected), ("file", "folder"), Role.VIEWER),
    ),
}
