"""Request links, and the strangers who send something by them."""

from dataclasses import dataclass, field
from typing import Any

from httpx2 import Response

from filebook.core.access import Actor
from filebook.core.intake import Arrival, Intake
from filebook.services.intakes import MadeIntake, NewIntake
from tests.world import World

Chosen = tuple[str, tuple[str, bytes, str]]
"""A field of the form; what the file is called, its bytes, its media type."""


@dataclass(slots=True)
class Sender:
    """Somebody with the address of a request, a browser of their own, and no login."""

    world: World
    made: MadeIntake
    cookies: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str = "", method: str = "GET", **sent: Any) -> Response:
        """A request at the address, or below it."""
        headers = {**sent.pop("headers", {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.world.http.cookies.clear()
        answer = self.world.http.request(method, f"/r/{self.made.token}{path}", headers=headers, **sent)
        self.cookies |= dict(answer.cookies)
        return answer

    def tell(self, password: str) -> Response:
        """Post the password."""
        return self("", "POST", data={"password": password})

    def send(self, *chosen: Chosen) -> Response:
        """Post the form, as a browser without scripts does."""
        return self("/files", "POST", files=list(chosen))

    def announce(self, size_bytes: int, name: str = "note.txt", *, form_field: str = "files") -> Response:
        """Begin a file that comes in pieces."""
        return self("/uploads", "POST", json={"name": name, "size_bytes": size_bytes, "field": form_field})

    def add(self, path: str, data: bytes, offset: int) -> Response:
        """Send a piece; `path` is as `announce` told it."""
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return self(self.below(path), "PATCH", content=data, headers=headers)

    def file(self, path: str, *, form_field: str = "files") -> Response:
        """Say that all is there."""
        return self(self.below(path), "POST", json={"field": form_field})

    def below(self, path: str) -> str:
        """A whole path, from the address on."""
        return path.removeprefix(f"/r/{self.made.token}")


def note(data: bytes = b"hello", name: str = "note.txt", form_field: str = "files") -> Chosen:
    """A text file, chosen in a field."""
    return form_field, (name, data, "text/plain")


def request(world: World, into: str, *, by: Actor | None = None, **said: Any) -> Sender:
    """A stranger with the address of a new request."""
    return Sender(world, world.services.intakes.create(by or world.actor("owner"), NewIntake(into=into, **said)))


def now(world: World, made: MadeIntake) -> Intake:
    """The request as it is now."""
    return world.services.intakes.get(world.actor("owner"), made.intake.number)


def arrivals(world: World, made: MadeIntake) -> list[Arrival]:
    """What arrived, the first first."""
    return world.services.intakes.arrivals(world.actor("owner"), made.intake.number, before=None, limit=100)[::-1]
