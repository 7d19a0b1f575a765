"""Example requests at the pages of request links: whoever has the address is served, and sees nothing of the place."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key
from tests.isolation.neighbourhood import CONTENT
from tests.isolation.things import Things

_ONE, _UPLOAD = "/{request}", "/{request}/uploads/{upload}"
_ANNOUNCED = {"name": "note.txt", "size_bytes": 5, "field": "files"}


def _asks(method: str, suffix: str = "", **sent: object) -> Build:
    def build(_: object, things: Things) -> Step:
        return {"method": method, "path": f"/r/{things.request_link_token}{suffix}", **sent}

    return build


def _served(what: str, build: Build, *, spends: bool = False) -> tuple[Example, ...]:
    return (Example(what, build, (), Role.NONE, anybody=True, spends=spends),)


def _never(what: str, build: Build) -> tuple[Example, ...]:
    """The visitor that each request is by itself has no upload."""
    return (Example(what, build, (), None),)


_PIECE = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
_NO_UPLOAD = "/uploads/00000000-0000-4000-8000-000000000000"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.WEB, "GET", _ONE): _served("page", _asks("GET")),
    (Door.WEB, "POST", _ONE): _served("form password", _asks("POST", headers=_FORM, text="password=guessed")),
    (Door.WEB, "GET", f"{_ONE}/upload.js"): _served("script", _asks("GET", "/upload.js")),
    (Door.WEB, "POST", f"{_ONE}/files"): _served(
        "form files",
        _asks("POST", "/files", multipart=[{"name": "files", "filename": "a.txt", "text": CONTENT.decode()}]),
        spends=True,
    ),
    (Door.WEB, "POST", f"{_ONE}/uploads"): _served("announce", _asks("POST", "/uploads", json=_ANNOUNCED), spends=True),
    (Door.WEB, "GET", _UPLOAD): _never("look", _asks("GET", _NO_UPLOAD)),
    (Door.WEB, "PATCH", _UPLOAD): _never("piece", _asks("PATCH", _NO_UPLOAD, headers=_PIECE, text="hello")),
    (Door.WEB, "POST", _UPLOAD): _never("whole", _asks("POST", _NO_UPLOAD, json={"field": "files"})),
}
