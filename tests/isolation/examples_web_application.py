"""Example requests at the browser application: the same for everybody, logged in or not."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key


def _page(path: str) -> Build:
    return lambda _person, _things: {"method": "GET", "path": path, "headers": {"Accept": "text/html"}}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.WEB, "GET", "/"): (Example("page", _page("/"), (), Role.NONE, anybody=True),),
    (Door.WEB, "GET", "/{rest*}"): (Example("below", _page("/calendar/week"), (), Role.NONE, anybody=True),),
}
