"""A client of the TimeTap door, as its tests use it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from filebook.services.credentials import Issued

UPLOAD = "/timetap/businessWeb/fileUploadS3.do"
LIVE = "/timetap/live"
Part = tuple[str, tuple[str | None, bytes, str | None]]


def signature_of(key: Issued) -> str:
    """What TimeTap's clients sign a login with."""
    return hashlib.md5((key.key + key.secret).encode(), usedforsecurity=False).hexdigest()


def log_in(http: TestClient, key: Issued, *, timestamp: str = "1795296047", prefix: str = LIVE) -> str:
    """A new session token."""
    query = f"apiKey={key.key}&timestamp={timestamp}&signature={signature_of(key)}"
    token: str = http.get(f"{prefix}/sessionToken?{query}").json()["sessionToken"]
    return token


def field(name: str, value: object) -> Part:
    """A plain part of a form."""
    return name, (None, str(value).encode(), None)


def file_part(data: bytes, *, name: str = "scan0001.bin", media_type: str | None = "application/octet-stream") -> Part:
    """The part with the bytes."""
    return "file", (name, data, media_type)


@dataclass(slots=True)
class Client:
    """Calls with one session token."""

    http: TestClient
    token: str
    business: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **query: object) -> Response:
        params = {name: str(value) for name, value in query.items()}
        return self.http.get(LIVE + path, params=params, headers=self.headers)

    def files(self, **query: object) -> list[dict[str, Any]]:
        """A list that must succeed."""
        response = self.get("/files", **query)
        assert response.status_code == 200, response.text
        listed: list[dict[str, Any]] = response.json()
        return listed

    def post(self, body: Mapping[str, object]) -> Response:
        return self.http.post(LIVE + "/files", json=dict(body), headers=self.headers)

    def send(self, method: str, path: str, body: object = None, **query: object) -> Response:
        """Any call; `body` becomes JSON."""
        params = {name: str(value) for name, value in query.items()} or None
        content: dict[str, Any] = {} if body is None else {"json": body}
        return self.http.request(method, LIVE + path, params=params, headers=self.headers, **content)

    def told(self, method: str, path: str, body: object = None, **query: object) -> Any:
        """What a call that must succeed answers."""
        response = self.send(method, path, body, **query)
        assert response.status_code == 200, response.text
        return response.json()

    def delete(self, uuid: str) -> Response:
        return self.http.delete(f"{LIVE}/files/{uuid}", headers=self.headers)

    def folder(self, name: str = "Consent forms", **more: object) -> dict[str, Any]:
        """A new folder, which must succeed."""
        response = self.post({"businessId": self.business, "fileLibraryType": "FOLDER", "fileName": name, **more})
        assert response.status_code == 200, response.text
        made: dict[str, Any] = response.json()
        return made

    def change(self, thing: Mapping[str, object], **changes: object) -> Response:
        """The least body that changes a thing."""
        required = {name: thing[name] for name in ("businessId", "fileLibraryType", "fileName", "fileLibraryUUID")}
        return self.post({**required, **changes})

    def upload_form(
        self, data: bytes = b"%PDF-1.7 made up", *, name: str = "consent form.pdf", **more: object
    ) -> Response:
        fields = {"businessId": self.business, "uploadedFileName": name, "userName": "mira.lind", **more}
        parts = [*(field(key, value) for key, value in fields.items()), file_part(data)]
        return self.http.post(UPLOAD, files=parts, headers=self.headers)

    def upload(
        self, data: bytes = b"%PDF-1.7 made up", *, name: str = "consent form.pdf", **more: object
    ) -> dict[str, Any]:
        """A new file, which must succeed."""
        response = self.upload_form(data, name=name, **more)
        assert response.status_code == 200, response.text
        made: dict[str, Any] = response.json()
        return made


def path_of(url: str) -> str:
    """The path of an absolute address of the test server."""
    assert url.startswith("http://filebook.test/")
    return url.removeprefix("http://filebook.test")
