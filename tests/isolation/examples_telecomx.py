"""Example requests at the TelecomX door."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from filebook.core.access import Role
from filebook.core.ids import Door, short_of
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things


def _telecomx(path: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "GET",
        "path": "/telecomx" + path(things),
        "headers": bearer(person.telecomx),
    }


def _content_path(things: Things) -> str:
    return f"/files/{short_of(things.content.uid)}/note.txt"


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.TELECOMX, "POST", "/auth/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "POST",
                "path": "/telecomx/auth/login",
                "json": {"username": person.email, "password": person.password},
            },
            (),
            Role.PERSONAL,
        ),
    ),
    (Door.TELECOMX, "GET", "/auth/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx/auth/login?username={person.email}&password={quote(person.password)}",
            },
            (),
            Role.PERSONAL,
        ),
    ),
    (Door.TELECOMX, "GET", "/auth/logout"): (
        Example("out", _telecomx(lambda things: "/auth/logout"), (), Role.NONE, spends=True),
    ),
    (Door.TELECOMX, "GET", "/auth/validateToken"): (
        Example(
            "own token",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx/auth/validateToken?simple=true&token={person.telecomx}",
            },
            (),
            Role.NONE,
        ),
    ),
    (Door.TELECOMX, "GET", "/ping"): (Example("ping", _telecomx(lambda things: "/ping"), (), Role.PERSONAL),),
    (Door.TELECOMX, "GET", "/file/{id}"): (
        Example("file", _telecomx(lambda things: f"/file/{short_of(things.file.uid)}"), ("file",), Role.VIEWER),
        Example("folder", _telecomx(lambda things: f"/file/{short_of(things.folder.uid)}"), ("folder",), Role.VIEWER),
    ),
    (Door.TELECOMX, "GET", "/files/{file}/{name}"): (
        Example("bearer", _telecomx(_content_path), ("file",), Role.VIEWER),
        Example(
            "query",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx{_content_path(things)}?token={person.telecomx}",
            },
            ("file",),
            Role.VIEWER,
        ),
        Example(
            "cookie",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx{_content_path(things)}",
                "headers": {"Cookie": f"token={person.telecomx}"},
            },
            ("file",),
            Role.VIEWER,
        ),
    ),
}
