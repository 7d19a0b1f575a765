"""Uploads as the tests put them together, and whether they left anything behind."""

from typing import Any

from httpx2 import Response

from tests.dialects.timetap.client import UPLOAD, Client, Part, field
from tests.world import World

DATA = bytes(range(256)) * 5


def content(client: Client, file: dict[str, Any]) -> bytes:
    """The bytes of a file."""
    return client.get(f"/files/{file['fileLibraryUUID']}/content").content


def fields_of(client: Client, **more: object) -> dict[str, object]:
    """The least fields an upload needs."""
    return {"businessId": client.business, "uploadedFileName": "scan.bin", "userName": "mira.lind", **more}


def parts_of(fields: dict[str, object]) -> list[Part]:
    """Each field as a plain part."""
    return [field(name, value) for name, value in fields.items()]


def send_form(world: World, parts: list[Part], *, path: str = UPLOAD, headers: Any = None) -> Response:
    """Upload a form, with no token but what is in the headers, the path or the parts."""
    return world.http.post(path, files=parts, headers=headers)


class Kept:
    """Notes what is in the store, and says later whether anything came in."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._before = world.stored()

    def is_nothing(self) -> bool:
        """Whether no blob and no change was added."""
        return self._world.stored() == self._before
