"""Example requests for what hangs on what at the native door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.native_request import asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

Thing = Callable[[Things], str]


def _event(things: Things) -> str:
    return f"/appointments/{things.event.uid}/files"


def _estate(things: Things) -> str:
    return f"/records/estate/{things.estate}/files"


def _sends(thing: Thing) -> Build:
    def build(person: Person, things: Things) -> Step:
        path = f"/api/v1{thing(things)}?name=sent.txt"
        return {"method": "POST", "path": path, "headers": bearer(person.native), "text": "sent"}

    return build


def _of(thing: Thing, name: str, path: str) -> dict[Key, tuple[Example, ...]]:
    """The rows below one thing. Only to an appointment there hangs a file in the neighbourhood."""
    one = f"{path}/{{file}}"
    reader = Role.VIEWER if name == "appointment" else None
    writer = Role.EDITOR if name == "appointment" else None

    def at(things: Things) -> str:
        return f"{thing(things)}/{things.file.uid}"

    return {
        (Door.NATIVE, "GET", path): (Example("list", asks("GET", thing), (name,), Role.VIEWER),),
        (Door.NATIVE, "PUT", path): (
            Example(
                "arrange",
                asks("PUT", thing, lambda things: {"files": [{"id": things.picture.uid}]}),
                (name, "picture"),
                Role.EDITOR,
                spends=True,
            ),
        ),
        (Door.NATIVE, "POST", path): (Example("send", _sends(thing), (name,), Role.EDITOR),),
        (Door.NATIVE, "GET", one): (Example("one", asks("GET", at), (name, "file"), reader),),
        (Door.NATIVE, "PUT", one): (
            Example("hang", asks("PUT", at, lambda _: {"role": "plan"}), (name, "file"), Role.EDITOR, spends=True),
        ),
        (Door.NATIVE, "DELETE", one): (Example("take off", asks("DELETE", at), (name, "file"), writer, spends=True),),
    }


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    **_of(_event, "appointment", "/appointments/{id}/files"),
    **_of(_estate, "estate", "/records/{kind}/{id}/files"),
    (Door.NATIVE, "GET", "/files/{id}/attachments"): (
        Example("holders", asks("GET", lambda things: f"/files/{things.file.uid}/attachments"), ("file",), Role.VIEWER),
    ),
}
