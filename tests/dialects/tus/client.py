"""A client of the tus door, as its tests use it; and what the installation holds for it."""

import base64
from dataclasses import dataclass

from httpx2 import Response

from tests.stores import blob_files
from tests.world import World

BYTES = "application/offset+octet-stream"
Said = dict[str, str | None]


def encoded(text: str) -> str:
    """A value of the metadata."""
    return base64.b64encode(text.encode()).decode()


def said(headers: Said) -> dict[str, str]:
    """Headers whose dashes are written as underscores; None takes away one that is sent otherwise."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    merged: dict[str, str | None] = {"tus-resumable": "1.0.0", **named}
    return {name: value for name, value in merged.items() if value is not None}


@dataclass(slots=True)
class Tus:
    """Requests with a user's token."""

    world: World
    user: str = "owner"
    token: str = ""

    def __post_init__(self) -> None:
        if not self.token:
            self.token = self.world.services.credentials.issue_bearer(self.world.users[self.user]).secret

    def ask(self, method: str, address: str, data: bytes = b"", /, **headers: str | None) -> Response:
        """One request."""
        named = said({"authorization": f"Bearer {self.token}", **headers})
        own = {name.encode(): value.encode() for name, value in named.items()}
        return self.world.http.request(method, address, content=data, headers=own)

    def create(self, size_bytes: int | None = None, /, **headers: str | None) -> str:
        """The address of a new upload; without a size, one that will be told its length later."""
        length = {"Upload_Defer_Length": "1"} if size_bytes is None else {"Upload_Length": str(size_bytes)}
        answer = self.ask("POST", "/uploads", **{**length, **headers})
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    def patch(self, address: str, data: bytes, offset: int, /, **headers: str | None) -> Response:
        """Bytes from an offset on."""
        return self.ask("PATCH", address, data, **{"Upload_Offset": str(offset), "Content_Type": BYTES, **headers})

    def head(self, address: str, **headers: str | None) -> Response:
        """How far it has come."""
        return self.ask("HEAD", address, **headers)

    def offset(self, address: str) -> int:
        """The same, as a number."""
        answer = self.head(address)
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["upload-offset"])

    def finished(self, data: bytes, **headers: str | None) -> str:
        """The address of an upload that is whole."""
        address = self.create(len(data), **headers)
        assert self.patch(address, data, 0).status_code == 204
        return address

    def join(self, *parts: str, **headers: str | None) -> Response:
        """Make one upload of these."""
        return self.ask("POST", "/uploads", **{"Upload_Concat": "final;" + " ".join(parts), **headers})

    def held(self) -> tuple[int, int, int]:
        """Blobs in the store, open uploads, and stored bytes of the business: unchanged by a refusal."""
        business = self.world.users[self.user].business
        with self.world.house.catalogue.read() as tables:
            waiting, size_bytes = tables.uploads.open_count(business), tables.blobs_in_use.stored_bytes(business)
        return len(blob_files(self.world.house.settings.data_path, unfinished=True)), waiting, size_bytes


def upload_id(address: str) -> str:
    """The id at the end of an address."""
    return address.rpartition("/")[2]
