"""The TimeTap door as a client uses it: a session, uploads as forms, lists, bytes."""

import hashlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from urllib.parse import urlencode

from bench.asking import ask

_BOUNDARY = "------------------------5d1c0f2e8a7b6c90"  # of the length that curl makes
_LINE = "\r\n"


class TimeTap:
    """One client with its session."""

    def __init__(self, url: str, *, api_key: str, private_key: str) -> None:
        self.url = url
        self._business = api_key
        signature = hashlib.md5((api_key + private_key).encode(), usedforsecurity=False).hexdigest()
        query = urlencode({"apiKey": api_key, "timestamp": int(time.time()), "signature": signature})
        token = ask("GET", f"{url}/live/sessionToken?{query}")["sessionToken"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.upload_url = f"{url}/businessWeb/fileUploadS3.do"
        self.upload_headers = {**self.headers, "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}

    @classmethod
    def of_demo(cls, contract: Mapping[str, Any]) -> "TimeTap":
        """The client of the demo business."""
        known = contract["timetap"]
        return cls(known["url"], api_key=known["api_key"], private_key=known["private_key"])

    def form(self, content: bytes, *, name: str) -> bytes:
        """A form that uploads these bytes."""
        return self._head(name) + content + _TAIL

    def write_form(self, form: Path, content: Path) -> None:
        """Write a form that uploads a large file."""
        with content.open("rb") as source, form.open("wb") as output:
            output.write(self._head(content.name))
            copyfileobj(source, output, 1 << 20)
            output.write(_TAIL)

    def files(self) -> list[dict[str, Any]]:
        """Every file and folder."""
        found: list[dict[str, Any]] = self.get("/live/files")
        return found

    def get(self, path: str) -> Any:
        """The answer to a GET below the door."""
        return ask("GET", self.url + path, authorization=self.headers["Authorization"])

    def content_url(self, uuid: str) -> str:
        """Where the bytes of a file are."""
        return f"{self.url}/live/files/{uuid}/content"

    def delete(self, uuid: str) -> None:
        """Remove a file and its bytes for good."""
        ask("DELETE", f"{self.url}/live/files/{uuid}", authorization=self.headers["Authorization"])

    def delete_named(self, name: str) -> None:
        """Remove all files of this name."""
        for uuid in list(self._named(name)):
            self.delete(uuid)

    def _named(self, name: str) -> Iterator[str]:
        return (file["fileLibraryUUID"] for file in self.files() if file["fileName"] == name)

    def _head(self, name: str) -> bytes:
        fields = {"businessId": self._business, "uploadedFileName": name, "userName": "bench"}
        lines = []
        for field, value in fields.items():
            lines += [f"--{_BOUNDARY}", f'Content-Disposition: form-data; name="{field}"', "", value]
        lines += [f"--{_BOUNDARY}", f'Content-Disposition: form-data; name="file"; filename="{name}"']
        return _LINE.join([*lines, "Content-Type: application/octet-stream", "", ""]).encode()


_TAIL = f"{_LINE}--{_BOUNDARY}--{_LINE}".encode()


def curl_headers(headers: Mapping[str, str]) -> list[str]:
    """The headers as arguments of curl."""
    return [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
