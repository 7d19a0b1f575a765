"""Small clients of three doors, and the library as it is seen through all of them."""

import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.durability.server import Demo

_ACTION = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
_BOUNDARY = "a-boundary-that-is-in-no-file"
_ANSWER_SECONDS = 60
_LISTED_AT_MOST = 500
Json = dict[str, Any]


class ServerGone(Exception):
    """No answer came, or not all of it: the client knows nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole HTTP answer."""

    status: int
    media_type: str
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in the library: each file's name and content, once for each place where it is seen."""

    everywhere: Counter[tuple[str, str]]
    """Through TimeTap, which lists all files."""
    on_appointment: Counter[tuple[str, str]]
    """Through onOffice, which lists those of one appointment."""
    one_by_one: Counter[tuple[str, str]]
    """Through TelecomX, asked for each file that TimeTap lists."""


def request(method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """One request on a connection of its own.

    Raises: ServerGone.
    """
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=_ANSWER_SECONDS)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except (OSError, HTTPException) as error:
        raise ServerGone from error
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Doors:
    """A program that has a key, or a session, at each door."""

    demo: Demo
    timetap_token: str
    telecomx_token: str

    def at(self, demo: Demo) -> "Doors":
        """The same sessions at another server over the same data."""
        return replace(self, demo=demo)

    def send_block(self, data: bytes) -> Answer:
        """The first step at onOffice: the bytes."""
        return self._uploadfile({"data": base64.b64encode(data).decode()})

    def file_away(self, upload: str, *, name: str) -> Answer:
        """The second step at onOffice: the bytes become a file that hangs on the appointment."""
        return self._uploadfile({"tmpUploadId": upload, "file": name, **self._on_appointment})

    def add_link(self, url: str, *, name: str) -> Answer:
        """A pointer to somewhere else, on the appointment."""
        return self._uploadfile({"Art": "Link", "url": url, "title": name, **self._on_appointment})

    def upload(self, data: bytes, *, name: str) -> Answer:
        """TimeTap's upload in one request, onto the same appointment."""
        key = self.demo["timetap"]
        fields = {
            "businessId": key["api_key"],
            "uploadedFileName": name,
            "userName": "somebody",
            "calendarId": self.demo["onoffice"]["appointment_id"],
        }
        parts = [f'name="{field}"\r\n\r\n{value}\r\n'.encode() for field, value in fields.items()]
        parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + data + b"\r\n")
        front = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
        return self._timetap(
            "POST",
            f"{key['url']}/businessWeb/fileUploadS3.do",
            body=b"".join(front + part for part in parts) + f"--{_BOUNDARY}--\r\n".encode(),
            media_type=f"multipart/form-data; boundary={_BOUNDARY}",
        )

    def delete(self, uuid: str) -> Answer:
        """TimeTap's delete, which is final."""
        return self._timetap("DELETE", f"{self._timetap_files}/{uuid}")

    def files(self) -> list[Json]:
        """TimeTap's list of all files."""
        answer = self._timetap("GET", self._timetap_files)
        assert answer.status == 200, answer
        listed: list[Json] = answer.json()
        return [item for item in listed if item["fileLibraryType"] != "FOLDER"]

    def uuid_of(self, name: str) -> str | None:
        """TimeTap's id of the file of this name, if there is one."""
        return next((str(item["fileLibraryUUID"]) for item in self.files() if item["fileName"] == name), None)

    def seen(self) -> Seen:
        """The whole library, each byte of it, through three doors."""
        files = self.files()
        answer = self._onoffice("get", "file", {**self._appointment, "listlimit": _LISTED_AT_MOST}, "appointment")
        records = [record["elements"] for record in answer.json()["response"]["results"][0]["data"]["records"]]
        return Seen(
            Counter((item["fileName"], self._timetap_content(item)) for item in files),
            Counter((record["filename"], _content_behind(record["url"])) for record in records),
            Counter(self._through_telecomx(item["fileLibraryUUID"]) for item in files),
        )

    @property
    def _appointment(self) -> Json:
        return {"appointmentid": self.demo["onoffice"]["appointment_id"]}

    @property
    def _on_appointment(self) -> Json:
        return {"module": "appointment", "relatedRecordId": self.demo["onoffice"]["appointment_id"]}

    @property
    def _timetap_files(self) -> str:
        return f"{self.demo['timetap']['url']}/live/files"

    def _uploadfile(self, parameters: Json) -> Answer:
        return self._onoffice("do", "uploadfile", parameters)

    def _onoffice(self, verb: str, resource_type: str, parameters: Json, resource_id: str = "") -> Answer:
        """The answer to one signed action."""
        key, now = self.demo["onoffice"], int(time.time())
        text = f"{now}{key['token']}{resource_type}{_ACTION}{verb}"
        action = {
            "actionid": _ACTION + verb,
            "resourceid": resource_id,
            "resourcetype": resource_type,
            "identifier": "",
            "timestamp": now,
            "hmac": base64.b64encode(hmac.digest(key["secret"].encode(), text.encode(), "sha256")).decode(),
            "hmac_version": 2,
            "parameters": parameters,
        }
        envelope = {"token": key["token"], "request": {"actions": [action]}}
        return request("POST", f"{key['url']}/api/stable/api.php", body=json.dumps(envelope).encode())

    def _timetap(self, method: str, url: str, *, body: bytes = b"", media_type: str = "application/json") -> Answer:
        headers = {"Authorization": f"Bearer {self.timetap_token}", "Content-Type": media_type}
        return request(method, url, body=body, headers=headers)

    def _timetap_content(self, item: Json) -> str:
        if item["s3Key"] is None:
            return str(item["url"])
        return _sha256(self._timetap("GET", f"{self._timetap_files}/{item['fileLibraryUUID']}/content"))

    def _through_telecomx(self, uuid: str) -> tuple[str, str]:
        telecomx, headers = self.demo["telecomx"], {"Authorization": f"Bearer {self.telecomx_token}"}
        file = request("GET", f"{telecomx['url']}/file/{uuid[:24]}", headers=headers).json()
        if "fileId" not in file:
            return file["filename"], ""
        content = request("GET", f"{telecomx['file_url']}/{file['fileId']}/any-name", headers=headers)
        return file["filename"], _sha256(content)


def log_in(demo: Demo) -> Doors:
    """Sessions at the doors that have some; they outlive the server."""
    timetap, telecomx = demo["timetap"], demo["telecomx"]
    signature = hashlib.md5((timetap["api_key"] + timetap["private_key"]).encode(), usedforsecurity=False)
    query = {"apiKey": timetap["api_key"], "timestamp": int(time.time()), "signature": signature.hexdigest()}
    session = request("GET", f"{timetap['url']}/live/sessionToken?{urlencode(query)}").json()
    login = json.dumps(telecomx["users"]["owner"]).encode()
    headers = {"Content-Type": "application/json"}
    logged_in = request("POST", f"{telecomx['url']}/auth/login", body=login, headers=headers).json()
    return Doors(demo, session["sessionToken"], logged_in["token"])


def _content_behind(url: str) -> str:
    """The hash of what an address gives back, or the address itself where it leads elsewhere."""
    return _sha256(request("GET", url)) if "AppAnonymousFileDownload" in url else url


def _sha256(answer: Answer) -> str:
    """The hash of a content; of a refusal its status, which is never what is expected."""
    return hashlib.sha256(answer.body).hexdigest() if answer.status == 200 else f"HTTP {answer.status}"
