"""Example requests at the pages of shares: whoever has the address is served, and it leads to what is shared alone."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key
from tests.isolation.things import Things

Path = Callable[[Things], str]


def _at(path: Path) -> Build:
    return lambda _, things: {"method": "GET", "path": f"/s/{things.share_token}{path(things)}"}


def _served(what: str, path: Path, *names: str) -> tuple[Example, ...]:
    return (Example(what, _at(path), names, Role.NONE, anybody=True),)


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.WEB, "GET", "/{token}"): _served("page", lambda _: ""),
    (Door.WEB, "POST", "/{token}"): (
        Example(
            "form password",
            lambda _, things: {
                "method": "POST",
                "path": f"/s/{things.share_token}",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
                "text": "password=guessed",
            },
            (),
            Role.NONE,
            anybody=True,
        ),
    ),
    (Door.WEB, "GET", "/{token}/folders/{folder}"): _served(
        "folder", lambda things: f"/folders/{things.folder.uid}", "folder"
    ),
    (Door.WEB, "GET", "/{token}/files/{file}"): _served("file", lambda things: f"/files/{things.file.uid}", "file"),
    (Door.WEB, "GET", "/{token}/pictures/{file}"): (
        Example("no picture", _at(lambda things: f"/pictures/{things.file.uid}"), ("file",), None),
    ),
    (Door.WEB, "GET", "/{token}/archive"): _served("archive", lambda _: "/archive"),
}
