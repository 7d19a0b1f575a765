"""Makes example requests at the native door."""

from collections.abc import Callable

from tests.golden import Step
from tests.isolation.example import Build, bearer
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

Path = Callable[[Things], str]
Body = Callable[[Things], object]


def asks(method: str, path: Path, body: Body | None = None) -> Build:
    """A request with the caller's token; `path` is below `/api/v1`, `body` is sent as JSON."""

    def build(person: Person, things: Things) -> Step:
        step = {"method": method, "path": f"/api/v1{path(things)}", "headers": bearer(person.native)}
        return step if body is None else {**step, "json": body(things)}

    return build
