"""Shares, and the strangers who use them."""

from dataclasses import dataclass, field
from typing import Any

from httpx2 import Response

from filebook.core.access import Actor
from filebook.core.files import Folder
from filebook.core.ids import Ref
from filebook.core.sharing import Share, Use
from filebook.services.folders import NewFolder
from filebook.services.sharing import MadeShare, NewShare
from tests.world import World


@dataclass(slots=True)
class Stranger:
    """Somebody with the address of a share, a browser of their own, and no login."""

    world: World
    made: MadeShare
    agent: str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    cookies: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str = "", method: str = "GET", **sent: Any) -> Response:
        """A request at the share's address, or below it."""
        headers = {"User-Agent": self.agent, **sent.pop("headers", {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.world.http.cookies.clear()
        answer = self.world.http.request(method, f"/s/{self.made.token}{path}", headers=headers, **sent)
        self.cookies |= dict(answer.cookies)
        return answer

    def tell(self, password: str) -> Response:
        """Post the password."""
        return self("", "POST", data={"password": password})


def share(world: World, *items: str, by: Actor | None = None, **said: Any) -> Stranger:
    """A stranger with the address of a new share."""
    made = world.services.sharing.create(by or world.actor("owner"), NewShare(items=items, **said))
    return Stranger(world, made)


def folder(world: World, name: str, parent: Folder | None = None, *, by: str = "owner", **said: Any) -> Folder:
    """A new folder."""
    place = None if parent is None else ref(parent)
    return world.services.folders.create(world.actor(by), NewFolder(name, place, **said))


def ref(folder: Folder) -> Ref:
    """How others name it."""
    return Ref(folder.number, folder.uid)


def now(world: World, made: MadeShare) -> Share:
    """The share as it is now."""
    return world.services.sharing.get(world.actor("owner"), made.share.number)


def uses(world: World, made: MadeShare) -> list[Use]:
    """How it was used, the first use first."""
    return world.services.sharing.uses(world.actor("owner"), made.share.number, before=None, limit=100)[::-1]
