"""Example requests at the TelecomX door."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from filebook.core.access import Role
from filebook.core.ids import Door, short_of
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.neighbourhood import CONTENT
from tests.isolation.things import Things

PathOf = Callable[[Things], str]


def _telecomx(path: PathOf, method: str = "GET", **said: Any) -> Build:
    return lambda person, things: {
        "method": method,
        "path": "/telecomx" + path(things),
        "headers": bearer(person.telecomx),
        **said,
    }


def _by_address(path: PathOf) -> Build:
    """With the token in the address."""
    return lambda person, things: {"method": "GET", "path": f"/telecomx{path(things)}?token={person.telecomx}"}


def _file(things: Things) -> str:
    return f"/file/{short_of(things.file.uid)}"


def _folder(things: Things) -> str:
    return f"/file/{short_of(things.folder.uid)}"


def _content_path(things: Things) -> str:
    return f"/files/{short_of(things.content.uid)}/note.txt"


def _imageauth(things: Things) -> str:
    return f"/customer/{_customer_id(things)}/imageauth/{short_of(things.picture.uid)}"


def _new_folder(**said: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "POST",
        "path": "/telecomx/file",
        "headers": bearer(person.telecomx),
        "json": {"filename": "Kontrakter", "type": "FOLDER", **{name: of(things) for name, of in said.items()}},
    }


def _upload(**said: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "POST",
        "path": "/telecomx/file",
        "headers": bearer(person.telecomx),
        "multipart": [
            {"name": "file", "filename": "note.txt", "type": "text/plain", "text": CONTENT.decode()},
            {"name": "filename", "text": "A note"},
            *({"name": name, "text": of(things)} for name, of in said.items()),
        ],
    }


def _folder_id(things: Things) -> str:
    return short_of(things.folder.uid)


def _customer_id(things: Things) -> str:
    return short_of(things.business_uid)


_SESSIONS: Mapping[Key, tuple[Example, ...]] = {
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
}

_FILES: Mapping[Key, tuple[Example, ...]] = {
    (Door.TELECOMX, "GET", "/file"): (
        Example("top level", _telecomx(lambda things: "/file"), (), Role.VIEWER),
        Example("all folders", _telecomx(lambda things: "/file?allFolders=true&filter=a&limit=5"), (), Role.VIEWER),
        Example("folder", _telecomx(lambda things: f"/file?folder={_folder_id(things)}"), ("folder",), Role.VIEWER),
        Example(
            "customer", _telecomx(lambda things: f"/file?customer={_customer_id(things)}"), ("business",), Role.VIEWER
        ),
    ),
    (Door.TELECOMX, "POST", "/file"): (
        Example("form", _upload(folder=_folder_id), ("folder",), Role.EDITOR, not_for_viewers=True),
        Example(
            "form for a customer", _upload(customer=_customer_id), ("business",), Role.EDITOR, not_for_viewers=True
        ),
        Example("folder", _new_folder(folder=_folder_id), ("folder",), Role.EDITOR, not_for_viewers=True),
        Example(
            "folder for a customer",
            _new_folder(customer=_customer_id),
            ("business",),
            Role.EDITOR,
            not_for_viewers=True,
        ),
    ),
    (Door.TELECOMX, "DELETE", "/file"): (Example("no id", _telecomx(lambda things: "/file", "DELETE"), (), None),),
    (Door.TELECOMX, "GET", "/file/{id}"): (
        Example("file", _telecomx(_file), ("file",), Role.VIEWER),
        Example("folder", _telecomx(_folder), ("folder",), Role.VIEWER),
    ),
    (Door.TELECOMX, "POST", "/file/{id}"): (
        Example("file", _telecomx(_file, "POST", json={"description": "Signed"}), ("file",), Role.EDITOR),
        Example("folder", _telecomx(_folder, "POST", json={"accessLevel": "ALL"}), ("folder",), Role.EDITOR),
    ),
    (Door.TELECOMX, "DELETE", "/file/{id}"): (
        Example("file", _telecomx(_file, "DELETE"), ("file",), Role.EDITOR, spends=True),
        Example("folder", _telecomx(_folder, "DELETE"), ("folder",), Role.EDITOR, spends=True),
    ),
    (Door.TELECOMX, "GET", "/files/{file}/{name}"): (
        Example("bearer", _telecomx(_content_path), ("file",), Role.VIEWER),
        Example("query", _by_address(_content_path), ("file",), Role.VIEWER),
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
    (Door.TELECOMX, "GET", "/customer/{customer}/docauth/{id}"): (
        Example(
            "by its own id",
            _telecomx(lambda things: f"/customer/{_customer_id(things)}/docauth/{short_of(things.file.uid)}"),
            ("file", "business"),
            Role.VIEWER,
        ),
        Example(
            "by its content's",
            _by_address(lambda things: f"/customer/{_customer_id(things)}/docauth/{short_of(things.content.uid)}"),
            ("file", "business"),
            Role.VIEWER,
        ),
    ),
    (Door.TELECOMX, "GET", "/customer/{customer}/imageauth/{id}"): (
        Example("bearer", _telecomx(_imageauth), ("picture", "file", "business"), Role.VIEWER),  # a picture is a file
        Example("query", _by_address(_imageauth), ("picture", "business"), Role.VIEWER),
    ),
}

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {**_SESSIONS, **_FILES}
