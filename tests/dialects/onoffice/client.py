"""A client of the onOffice door, as its tests use it: signs actions and looks into answers."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from filebook.core.files import File
from filebook.core.ids import Number
from filebook.services.credentials import Issued
from filebook.services.library import Page
from tests.world import World

API = "/onoffice/api/stable/api.php"
DOWNLOAD = "/onoffice/smart/app/smart/AppAnonymousFileDownload.php"
URN = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
Json = dict[str, Any]


def signed(action: Mapping[str, Any], key: Issued) -> Json:
    """An action with its HMAC v2, worked out in the words of the vendor's page."""
    message = "".join(str(action[part]) for part in ("timestamp",)) + key.key
    message += action["resourcetype"] + action["actionid"]
    digest = hmac.new(key.secret.encode(), message.encode(), hashlib.sha256).digest()
    return {**action, "hmac": base64.b64encode(digest).decode(), "hmac_version": 2}


def php_json(value: Any) -> str:
    """PHP's `json_encode`, as far as tests need it."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/")


def signed_v1(action: Mapping[str, Any], key: Issued, *, printed: str | None = None) -> Json:
    """An action with its HMAC v1; `printed`: the parameters as the client printed them, if not as PHP does."""
    parameters = action["parameters"]
    if printed is None:
        printed = php_json(dict(sorted(parameters.items()))) if parameters else "[]"
    parts = (printed, key.key, action["actionid"], action.get("identifier") or "", action.get("resourceid") or "")
    text = ",".join((*map(str, parts), key.secret, str(action["timestamp"]), action["resourcetype"]))
    inner = hashlib.md5(text.encode()).hexdigest()
    return {**action, "hmac": hashlib.md5((key.secret + inner).encode()).hexdigest()}


@dataclass(slots=True)
class Client:
    """Calls with one token and secret at one moment."""

    http: TestClient
    key: Issued
    moment: datetime

    def action(self, verb: str, resourcetype: str, parameters: Any = None, **said: Any) -> Json:
        """An action without a signature."""
        return {
            "actionid": URN + verb,
            "resourceid": said.pop("resourceid", ""),
            "resourcetype": resourcetype,
            "identifier": said.pop("identifier", ""),
            "timestamp": int(self.moment.timestamp()),
            "parameters": {} if parameters is None else parameters,
            **said,
        }

    def signed(self, verb: str, resourcetype: str, parameters: Any = None, **said: Any) -> Json:
        """An action with its HMAC v2."""
        return signed(self.action(verb, resourcetype, parameters, **said), self.key)

    def body(self, *actions: Json) -> Json:
        """The envelope around actions."""
        return {"token": self.key.key, "request": {"actions": list(actions)}}

    def post(self, body: Json | bytes | str) -> Response:
        """Send an envelope, or text that may be none."""
        content = json.dumps(body) if isinstance(body, dict) else body
        return self.http.post(API, content=content, headers={"content-type": "application/json"})

    def send(self, *actions: Json) -> Json:
        """Send actions; the whole answer, after looking at what holds for every answer."""
        response = self.post(self.body(*actions))
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        answer: Json = response.json()
        assert len(answer["response"]["results"]) == len(actions)
        return answer

    def call(self, verb: str, resourcetype: str, parameters: Any = None, **said: Any) -> Json:
        """Send one action; its result."""
        result: Json = self.send(self.signed(verb, resourcetype, parameters, **said))["response"]["results"][0]
        return result

    def error(self, verb: str, resourcetype: str, parameters: Any = None, **said: Any) -> int:
        """Send one action; its error number."""
        result = self.call(verb, resourcetype, parameters, **said)
        code: int = result["status"]["errorcode"]
        assert (result["data"] == []) is (code != 0)
        return code

    def uploadfile(self, **parameters: Any) -> Json:
        """One step of an upload that must succeed; its elements."""
        result = self.call("do", "uploadfile", parameters)
        assert result["status"] == {"errorcode": 0, "message": "OK"}, result
        elements: Json = result["data"]["records"][0]["elements"]
        return elements

    def refused(self, **parameters: Any) -> int:
        """One step of an upload that must fail; its error number."""
        code = self.error("do", "uploadfile", parameters)
        assert code != 0
        return code

    def first_step(self, data: bytes = b"hello") -> str:
        """A temporary upload; its id."""
        upload: str = self.uploadfile(data=base64.b64encode(data).decode())["tmpUploadId"]
        return upload

    def upload(self, data: bytes = b"hello", **second_step: Any) -> Json:
        """Both steps; the elements of the second."""
        return self.uploadfile(tmpUploadId=self.first_step(data), **{"file": "note.txt", **second_step})

    def files(self, appointment: int, **parameters: Any) -> Json:
        """The files of an appointment; the data of the answer."""
        said = {"appointmentid": appointment, **parameters}
        result = self.call("get", "file", said, resourceid="appointment")
        assert result["status"] == {"errorcode": 0, "message": "OK"}, result
        data: Json = result["data"]
        return data

    def names(self, appointment: int, **parameters: Any) -> list[str]:
        """The names in that list."""
        return [record["elements"]["filename"] for record in self.files(appointment, **parameters)["records"]]


def client_of(world: World, key: Issued | None = None) -> Client:
    """The business's own program, or that of another key."""
    return Client(world.http, key or world.onoffice, world.clock())


def as_user(world: World, name: str) -> Client:
    """A program that acts as this user."""
    return client_of(world, world.services.credentials.issue_signing_secret(world.users[name]))


def files_on(world: World, what: str) -> list[File]:
    """The files that hang on a known record."""
    record = world.records[what]
    page = Page(limit=100)
    return world.services.library.files_on(world.actor("owner"), record.number, kind=record.kind, page=page)[0]


def content_of(world: World, file_id: str) -> bytes:
    """A file's bytes, by its wire id."""
    file = world.services.library.file(world.actor("owner"), Number(int(file_id)))
    opened = world.services.library.open(file)
    try:
        return opened.reader.read(0, opened.reader.size_bytes)
    finally:
        opened.reader.close()
