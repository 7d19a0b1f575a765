"""The onOffice door as a client uses it: signed actions, uploads in base64, one-hour links."""

import base64
import hmac
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.asking import ask
from bench.tools import Failed

_ACTION = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
_BATCH_BYTES = 3 << 20


class OnOffice:
    """One client with its token and secret."""

    def __init__(self, contract: Mapping[str, Any]) -> None:
        self._known = contract["onoffice"]
        self.url = f"{self._known['url']}/api/stable/api.php"

    def link_to(self, content: bytes, *, name: str) -> str:
        """Hang a new file on the demo appointment; the address of its bytes."""
        data = base64.b64encode(content).decode()
        waiting = self._act("do", parameters={"data": data})[0]["elements"]["tmpUploadId"]
        appointment = self._known["appointment_id"]
        filed = self._act(
            "do",
            parameters={"tmpUploadId": waiting, "module": "appointment", "relatedRecordId": appointment, "file": name},
        )[0]["elements"]["fileId"]
        wanted = {"appointmentid": str(appointment), "fileId": filed}
        return str(self._act("get", resource_id="appointment", parameters=wanted)[0]["elements"]["url"])

    def write_upload(self, body: Path, content: Path, *, escaped: bool) -> None:
        """Write the request that uploads `content` into `body`; `escaped`: each slash as PHP writes it."""
        with content.open("rb") as source, body.open("wb") as output:
            output.write(self._head())
            while batch := source.read(_BATCH_BYTES):
                text = base64.b64encode(batch)
                output.write(text.replace(b"/", b"\\/") if escaped else text)
            output.write(b'"}}]}}')

    def sign_again(self, body: Path) -> None:
        """Give a request written earlier the time of now; its head keeps its length."""
        with body.open("r+b") as output:
            output.write(self._head())

    def _head(self) -> bytes:
        action = self._action("do", "uploadfile", resource_id="", parameters={"data": ""})
        text = json.dumps({"token": self._known["token"], "request": {"actions": [action]}})
        return text.removesuffix('"}}]}}').encode()

    def _act(self, verb: str, *, parameters: Mapping[str, Any], resource_id: str = "") -> list[Any]:
        resource_type = "uploadfile" if verb == "do" else "file"
        action = self._action(verb, resource_type, resource_id=resource_id, parameters=parameters)
        answer = ask("POST", self.url, json_body={"token": self._known["token"], "request": {"actions": [action]}})
        result = answer["response"]["results"][0]
        if result["status"]["errorcode"]:
            raise Failed(f"onOffice refused {verb} {resource_type}: {result['status']}")
        records: list[Any] = result["data"]["records"]
        return records

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
