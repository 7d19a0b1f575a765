"""The onOffice door as a client uses it: signed actions, uploads in base64, one-hour links."""

import base64
import hmac
import json
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.asking import ask
from bench.tools import Failed

_ACTION = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
_BATCH_BYTES = 3 << 20
_SENT_BYTES = 256 << 10


class OnOffice:
    """One client with its token and secret."""

    def __init__(self, contract: Mapping[str, Any]) -> None:
        self._known = contract["onoffice"]
        self.url = f"{self._known['url']}/api/stable/api.php"

    def link_to(self, content: bytes, *, name: str) -> str:
        """Hang a new file on the demo appointment; the address of its bytes."""
        filed = self.file_away(self.first_block(content), name=name)["fileId"]
        wanted = {"appointmentid": str(self._known["appointment_id"]), "fileId": filed}
        return str(self._act("get", resource_id="appointment", parameters=wanted)[0]["elements"]["url"])

    def first_block(self, content: bytes) -> str:
        """Upload a file or its beginning; the id under which it waits."""
        data = base64.b64encode(content).decode()
        return str(self._act("do", parameters={"data": data})[0]["elements"]["tmpUploadId"])

    def file_away(self, upload: str, *, name: str) -> Mapping[str, Any]:
        """Hang what waits on the demo appointment; the answer's elements."""
        record = self._known["appointment_id"]
        second_step = {"tmpUploadId": upload, "module": "appointment", "relatedRecordId": record, "file": name}
        elements: Mapping[str, Any] = self._act("do", parameters=second_step)[0]["elements"]
        return elements

    def write_upload(self, body: Path, content: Path, *, escaped: bool = False, upload: str = "") -> None:
        """Write the request that uploads `content` into `body`.

        `escaped`: each slash as PHP writes it. `upload`: it is the next block of what waits under this id.
        """
        with content.open("rb") as source, body.open("wb") as output:
            output.write(self._head(upload))
            while batch := source.read(_BATCH_BYTES):
                text = base64.b64encode(batch)
                output.write(text.replace(b"/", b"\\/") if escaped else text)
            output.write(b'"}}]}}')

    def sign_again(self, body: Path, *, upload: str = "") -> None:
        """Give a request written earlier the time of now; its head keeps its length."""
        with body.open("r+b") as output:
            output.write(self._head(upload))

    def send(self, body: Path) -> str:
        """Send a request written earlier; the id under which the bytes wait."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.netloc, blocksize=_SENT_BYTES)
        try:
            with body.open("rb") as source:
                connection.request("POST", address.path, source, {"Content-Length": str(body.stat().st_size)})
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return str(_records_of(answer)[0]["elements"]["tmpUploadId"])

    def _head(self, upload: str) -> bytes:
        parameters = {"tmpUploadId": upload, "data": ""} if upload else {"data": ""}
        action = self._action("do", "uploadfile", resource_id="", parameters=parameters)
        text = json.dumps({"token": self._known["token"], "request": {"actions": [action]}})
        return text.removesuffix('"}}]}}').encode()

    def _act(self, verb: str, *, parameters: Mapping[str, Any], resource_id: str = "") -> list[Any]:
        resource_type = "uploadfile" if verb == "do" else "file"
        action = self._action(verb, resource_type, resource_id=resource_id, parameters=parameters)
        answer = ask("POST", self.url, json_body={"token": self._known["token"], "request": {"actions": [action]}})
        return _records_of(answer)

    def _action(
        self, verb: str, resource_type: str, *, resource_id: str, parameters: Mapping[str, Any]
    ) -> dict[str, Any]:
        timestamp = int(time.time())
        signed = f"{timestamp}{self._known['token']}{resource_type}{_ACTION}{verb}"
        digest = hmac.digest(self._known["secret"].encode(), signed.encode(), "sha256")
        return {
            "actionid": _ACTION + verb,
            "resourceid": resource_id,
            "resourcetype": resource_type,
            "identifier": "",
            "timestamp": timestamp,
            "hmac": base64.b64encode(digest).decode(),
            "hmac_version": 2,
            "parameters": parameters,
        }


def _records_of(answer: Any) -> list[Any]:
    """Raises: Failed if the action was refused."""
    result = answer["response"]["results"][0]
    if result["status"]["errorcode"]:
        raise Failed(f"onOffice refused {result['resourcetype']}: {result['status']}")
    records: list[Any] = result["data"]["records"]
    return records
