"""Example requests for what the native door tells of itself."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key
from tests.isolation.native_request import asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things


def _page(path: str) -> Build:
    """A part of the page that shows the API, which lies beside it."""

    def build(person: Person, things: Things) -> Step:
        return {"method": "GET", "path": f"/api/docs{path}"}

    return build


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/openapi.json"): (
        Example("document", asks("GET", lambda _: "/openapi.json"), (), Role.NONE, anybody=True),
    ),
    (Door.NATIVE, "GET", "/"): (Example("page", _page(""), (), Role.NONE, anybody=True),),
    (Door.NATIVE, "GET", "/{name}"): (Example("part", _page("/start.js"), (), Role.NONE, anybody=True),),
}
