"""The tus door as a client uses it, and a token for it and the native door."""

import mmap
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from bench.tools import Failed
from filebook.app.build import build
from filebook.app.settings import Settings

USER = "api"


def token_of(data: Path) -> str:
    """A token of the demo business's program, from its stores, which are open at the server as well."""
    house = build(Settings(data_folder=str(data)))
    accounts = house.services.accounts
    user = accounts.user(accounts.business_of_tenant("master").number, USER)
    issued = house.services.credentials.issue_bearer(user).secret
    house.close()
    return issued


class Tus:
    """One client with its connection."""

    def __init__(self, base_url: str, token: str) -> None:
        self._connection = HTTPConnection(urlsplit(base_url).netloc)
        self._headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}

    def upload(self, content: Path, *, piece_bytes: int) -> str:
        """Upload a file in pieces; the upload's path."""
        size_bytes = content.stat().st_size
        told = self._ask("POST", "/uploads", {"Upload-Length": str(size_bytes)})
        path = urlsplit(told["location"]).path
        with (
            content.open("rb") as source,
            mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as view,
        ):
            for offset in range(0, size_bytes, piece_bytes):
                with view[offset : offset + piece_bytes] as piece:
                    self._ask("PATCH", path, self._at(offset, len(piece)), piece)
        return path

    def give_up(self, path: str) -> None:
        """Remove an upload and its bytes."""
        self._ask("DELETE", path, {})

    def _at(self, offset: int, length: int) -> dict[str, str]:
        said = {"Upload-Offset": offset, "Content-Length": length, "Content-Type": "application/offset+octet-stream"}
        return {name: str(value) for name, value in said.items()}

    def _ask(self, method: str, path: str, headers: dict[str, str], body: memoryview | None = None) -> dict[str, str]:
        self._connection.request(method, path, body=body, headers={**self._headers, **headers})
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status not in {201, 204}:
            raise Failed(f"{method} {path} answered {answer.status}: {text[:500]!r}")
        return {name.lower(): value for name, value in answer.getheaders()}
