"""Example requests at the tus door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.neighbourhood import CONTENT, Person
from tests.isolation.things import Things


def _tus(method: str, path: Callable[[Things], str], text: str = "", **said: str) -> Build:
    """A request with these headers, their dashes written as underscores, and this body."""
    own = {name.replace("_", "-"): value for name, value in said.items()}
    typed = {"Content-Type": "application/offset+octet-stream"} if text else {}

    def build(person: Person, things: Things) -> Step:
        headers = {"Tus-Resumable": "1.0.0", **bearer(person.native), **typed, **own}
        step = {"method": method, "path": f"/uploads{path(things)}", "headers": headers}
        return {**step, "text": text} if text else step

    return build


def _joins(person: Person, things: Things) -> Step:
    return _tus("POST", lambda _: "", Upload_Concat=f"final;/uploads/{things.part}")(person, things)


def _one(things: Things) -> str:
    return f"/{things.resumable}"


_NAMES = ("upload",)
_ALL, _ID = "/", "/{id}"
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.TUS, "POST", _ALL): (
        Example("announced", _tus("POST", lambda _: "", Upload_Length="5"), (), Role.EDITOR),
        Example("with bytes", _tus("POST", lambda _: "", "hello", Upload_Length="9"), (), Role.EDITOR),
        Example("joined", _joins, _NAMES, Role.EDITOR, spends=True),
    ),
    (Door.TUS, "HEAD", _ID): (Example("offset", _tus("HEAD", _one), _NAMES, Role.EDITOR),),
    (Door.TUS, "PATCH", _ID): (
        Example("bytes", _tus("PATCH", _one, CONTENT.decode(), Upload_Offset="0"), _NAMES, Role.EDITOR, spends=True),
    ),
    (Door.TUS, "DELETE", _ID): (Example("given up", _tus("DELETE", _one), _NAMES, Role.EDITOR, spends=True),),
    (Door.TUS, "POST", _ID): (
        Example("offset by POST", _tus("POST", _one, X_HTTP_Method_Override="HEAD"), _NAMES, Role.EDITOR),
        Example(
            "bytes by POST",
            _tus("POST", _one, CONTENT.decode(), Upload_Offset="0", X_HTTP_Method_Override="PATCH"),
            _NAMES,
            Role.EDITOR,
            spends=True,
        ),
    ),
}
