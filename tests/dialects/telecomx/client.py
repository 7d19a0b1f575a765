"""A client of the TelecomX door, as its tests use it."""

from dataclasses import replace
from typing import Any

from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.files import File
from tests.world import World

DOOR = "/telecomx"


def log_in(world: World, name: str, **members: Any) -> dict[str, Any]:
    """What a login that must succeed is answered."""
    body = {"username": world.users[name].email, "password": world.passwords[name], **members}
    response = world.http.post(f"{DOOR}/auth/login", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def bearer(world: World, name: str) -> dict[str, str]:
    """Headers of a user who has just logged in."""
    return {"Authorization": f"Bearer {log_in(world, name)['token']}"}


def upload(world: World, by: str, data: bytes = b"hello", /, *, name: str = "note.txt", **fields: str) -> Response:
    """Send a file with these fields before it."""
    files: list[Any] = [*((field, (None, value)) for field, value in fields.items()), ("file", (name, data))]
    return world.http.post(f"{DOOR}/file", files=files, headers=bearer(world, by))


def make(world: World, by: str, **members: Any) -> Response:
    """Send the JSON of a new folder."""
    body = {"type": "FOLDER", "filename": "Kontrakter", **members}
    return world.http.post(f"{DOOR}/file", json=body, headers=bearer(world, by))


def listed(world: World, by: str, **query: Any) -> dict[str, Any]:
    """A list that must be answered."""
    response = world.http.get(f"{DOOR}/file", params=query, headers=bearer(world, by))
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def refusal(response: Response) -> tuple[int, str]:
    """Status and code of a failure, whose form is checked on the way."""
    body = response.json()
    detail = {name: value for name, value in body.items() if name != "errors"}
    assert body["errors"] == [detail]
    assert detail.keys() >= {"code", "status", "message"}
    assert detail["status"] == response.status_code
    return response.status_code, body["code"]


def file_of_level(world: World, visibility: Visibility, data: bytes = b"hello", *, name: str = "note.txt") -> File:
    """A file of the main business; only a reseller makes one that is for resellers."""
    file = world.file(data, name=name)
    by = world.actor("reseller" if visibility is Visibility.RESELLER else "owner")
    return world.services.filing.change(by, file, edit=lambda current: replace(current, visibility=visibility))
