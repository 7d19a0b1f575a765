"""No secret that passes through a real server ever stands in its log, in a refusal, or readable in its database.

The main job is played as its script plays it, its traffic recorded; then every login, signature, token and link is
shown once more in forms that are refused. Whatever of that was secret is looked for in every byte of the log.
"""

import base64
import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import IncompleteRead
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest

from filebook.app.keys import KEYS_FILE, load_keys
from filebook.core.ids import BusinessNumber, Number
from filebook.core.links import Link, sign
from scripts import play_main_job
from tests.clients.traffic import Traffic
from tests.serving.served import wait_until

STARTUP_SECONDS = 60
PIECE = 20
"""So many characters of a secret, from either end, are enough to count as told."""


@dataclass(frozen=True, slots=True)
class Running:
    """A demo server: its contract, its data folder and its log."""

    contract: Mapping[str, Any]
    data: Path
    log: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, as a process of its own on a free port, with its access log on."""
    folder = tmp_path_factory.mktemp("canary")
    told, log = folder / "demo.json", folder / "log"
    filebook = Path(sys.executable).with_name("filebook")
    environment = {**os.environ, "FILEBOOK_ACCESS_LOG": "true", "FILEBOOK_PASSWORD_MEMORY_KIB": "1024"}
    with log.open("wb") as errors:
        server = subprocess.Popen(
            [filebook, "demo", "--data", folder / "data", "--port", "0", "--json", told],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            deadline = time.monotonic() + STARTUP_SECONDS
            while not told.exists():
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, "the demo did not start"
                time.sleep(0.05)
            yield Running(json.loads(told.read_text()), folder / "data", log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(STARTUP_SECONDS)


@pytest.fixture(scope="module")
def traffic(running: Running) -> Traffic:
    """Everything that was sent and came back: the main job, then what is refused."""
    seen = Traffic()
    seen.note("file content", play_main_job.DOCUMENT.decode().partition("\n")[0][-PIECE:])
    contract = running.contract
    seen.note_json("contract", json.dumps(contract).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(play_main_job, "urlopen", seen.open)
        play_main_job.play(dict(contract), say=lambda line: None)
    assert seen.refusals == []
    for request in (*_onoffice(contract), *_timetap(contract), *_telecomx(contract)):
        seen.refused(request)
    for link in _links(running):
        seen.refused(link)
    for request in _more_logins(contract):
        seen.open(request)
    for request in _xelion(contract, seen):
        seen.refused(request)
    _visit_share(contract, seen)
    return seen


def _canary() -> str:
    return "canary" + secrets.token_hex(16)


def _json(url: str, body: object, **headers: str) -> Request:
    named = {"Content-Type": "application/json", **headers}
    return Request(url, data=json.dumps(body).encode(), headers=named, method="POST")


def _onoffice(contract: Mapping[str, Any]) -> Iterator[Request]:
    """Unknown token, wrong HMAC, stale time, bytes that are no base64, JSON that breaks off."""
    url, token = contract["onoffice"]["url"] + "/api/stable/api.php", contract["onoffice"]["token"]
    encoded = base64.b64encode(_canary().encode()).decode()
    action = {
        "actionid": play_main_job.ACTION + "do",
        "resourceid": "",
        "resourcetype": "uploadfile",
        "identifier": "",
        "timestamp": int(time.time()),
        "hmac": _canary(),
        "hmac_version": 2,
        "parameters": {"data": encoded},
    }
    yield _json(url, {"token": _canary(), "request": {"actions": [action]}})
    yield _json(url, {"token": token, "request": {"actions": [action]}})
    yield _json(url, {"token": token, "request": {"actions": [{**action, "hmac_version": None}]}})
    yield _json(url, {"token": token, "request": {"actions": [{**action, "timestamp": 1}]}})
    yield _json(url, {"token": token, "request": {"actions": [{**action, "parameters": {"data": "#" + _canary()}}]}})
    whole = json.dumps({"token": token, "request": {"actions": [action]}}).encode()
    yield Request(url, data=whole[:-3], headers={"Content-Type": "application/json"}, method="POST")
    yield Request(url + "?token=" + _canary(), data=b"\xff" + whole, method="POST")


def _timetap(contract: Mapping[str, Any]) -> Iterator[Request]:
    """Wrong signature, unknown tokens in every place that takes one, and the private key in place of a token."""
    url, key = contract["timetap"]["url"], contract["timetap"]["api_key"]
    yield Request(f"{url}/live/sessionToken?apiKey={key}&timestamp=1&signature={_canary()}")
    yield Request(f"{url}/live/files?sessionToken={_canary()}")
    yield Request(f"{url}/live/files", headers={"Authorization": f"Bearer {contract['timetap']['private_key']}"})
    yield Request(f"{url}/tt-client-private/1/2/3?sessionToken={_canary()}")
    upload = {"businessId": key, "uploadedFileName": "a", "userName": "a", "file": "aGk=", "sessionToken": _canary()}
    yield _json(f"{url}/businessWeb/fileUploadS3.do", upload)
    yield _json(f"{url}/live/files", {"fileName": "a"}, Authorization=f"Bearer {_canary()}")


def _telecomx(contract: Mapping[str, Any]) -> Iterator[Request]:
    """Wrong passwords in body and query, unknown tokens in header, cookie and query, and good ones where they fit."""
    url, user = contract["telecomx"]["url"], contract["telecomx"]["users"]["owner"]
    name = user["username"]
    yield _json(f"{url}/auth/login", {"username": name, "password": _canary()})
    yield Request(f"{url}/auth/login?username={name}&password={_canary()}")
    yield Request(f"{url}/ping", headers={"Authorization": f"Bearer {_canary()}"})
    yield Request(f"{url}/ping", headers={"Cookie": f"token={_canary()}"})
    yield Request(f"{url}/ping?token={_canary()}")
    yield Request(f"{url}/auth/validateToken?simple=true&token={_canary()}")
    yield Request(f"{url}/files/{'f' * 24}/a.txt?token={_canary()}")
    yield Request(f"{url}/no/such/path?token={_canary()}")
    yield Request(f"{url}/ping", headers={"Authorization": "Bearer " + _canary() * 1000})


def _more_logins(contract: Mapping[str, Any]) -> Iterator[Request]:
    """Logins that succeed, with a cookie and with the password in the address."""
    url, user = contract["telecomx"]["url"], contract["telecomx"]["users"]["owner"]
    yield _json(f"{url}/auth/login", {**user, "cookie": True})
    yield Request(f"{url}/auth/login?username={user['username']}&password={quote(user['password'])}&cookie=true")


def _xelion(contract: Mapping[str, Any], seen: Traffic) -> Iterator[Request]:
    """Wrong passwords, unknown tokens, wrong renewals."""
    xelion = contract["xelion"]
    base = f"{xelion['url']}/api/v1/{xelion['tenant']}"
    login = {"userName": xelion["user"], "password": xelion["password"], "userSpace": "canary"}
    yield _json(f"{base}/me/login", {**login, "password": _canary()})
    yield _json(f"{base}/me/login", {**login, "userSpace": "x" * 300})
    yield Request(f"{base}/appointments/1", headers={"Authorization": f"xelion {_canary()}"})
    yield Request(f"{base}/appointments/1", headers={"Authorization": _canary()})
    yield _json(f"{base}/me/renew", _canary(), Authorization=f"xelion {_canary()}")
    opened = json.loads(seen.open(_json(f"{base}/me/login", login)).read())
    session = {"Authorization": f"xelion {opened['authentication']}"}
    yield _json(f"{base}/me/renew", _canary(), **session)
    yield _json(f"{base}/me/renew", xelion["password"] + "x", **session)
    renewed = json.loads(seen.open(_json(f"{base}/me/renew", opened["renewalToken"], **session)).read())
    yield _json(f"{base}/me/renew", opened["renewalToken"], **session)
    yield _json(f"{base}/me/renew", opened["renewalToken"], Authorization=f"xelion {renewed['authentication']}")


def _visit_share(contract: Mapping[str, Any], seen: Traffic) -> None:
    """A share is made, then opened: with a wrong password and the right one, whole and altered. Its page names its own
    address, which is no news to whoever asked for it.
    """
    base, token = contract["base_url"], contract["native"]["token"]
    headers = {"Authorization": f"Bearer {token}"}
    made = seen.open(Request(f"{base}/api/v1/files?name=a.txt", data=b"canary", headers=headers, method="POST"))
    said = {"items": [json.loads(made.read())["id"]], "password": _canary()}
    address = json.loads(seen.open(_json(f"{base}/api/v1/shares", said, **headers)).read())["url"]
    seen.note("share token", address.rpartition("/")[2])
    wrong = f"password={_canary()}".encode()
    right = f"password={said['password']}".encode()
    for request in (
        Request(address),
        Request(address, data=wrong),
        Request(address, data=right),
        Request(f"{address}/files/{said['items'][0]}?x={_canary()}"),
        Request(f"{address}x"),
        Request(address, headers={"Cookie": f"filebook_pass={_canary()}"}),
    ):
        seen.requests += 1
        with suppress(HTTPError):
            urlopen(request).close()
    seen.requests += 1  # the right password leads on to the page


def _links(running: Running) -> Iterator[str]:
    """An expired link that was sound once, one to nothing, and altered ones."""
    keys = load_keys(running.data / KEYS_FILE).links
    url = running.contract["onoffice"]["url"] + "/smart/app/smart/AppAnonymousFileDownload.php?params="
    business = BusinessNumber(int(running.contract["timetap"]["api_key"]))
    for offset in (timedelta(hours=-1), timedelta(hours=1)):
        token = sign(Link(business, Number(2**31 - 1), 1, datetime.now(UTC) + offset), keys)
        yield url + token
        yield url + token[:-1]
        yield url + token.swapcase()
    yield url + _canary()


def _told(traffic: Traffic, text: bytes) -> dict[str, str]:
    """The secrets that stand in a text, as a whole or by a piece of either end."""
    found = {}
    for secret, what in traffic.secrets.items():
        pieces = {secret, secret[:PIECE], secret[-PIECE:]} if len(secret) >= PIECE else {secret}
        if any(piece.encode() in text for piece in pieces):
            found[secret] = what
    return found


def test_everything_that_should_be_looked_for_was_seen(traffic: Traffic) -> None:
    assert traffic.kinds >= {
        "file content",
        "contract secret",
        "contract private_key",
        "contract password",
        "request token",
        "request hmac",
        "request data",
        "request tmpUploadId",
        "answer tmpUploadId",
        "answer sessionToken",
        "answer token",
        "answer authentication",
        "answer renewalToken",
        "authorization",
        "cookie",
        "link params",
        "query params",
        "query password",
        "query sessionToken",
        "query signature",
        "query token",
        "share token",
    }
    assert len(traffic.refusals) >= 20
    assert all(_told(traffic, f"before {secret} behind".encode()) for secret in traffic.secrets)


def test_no_secret_stands_in_the_log_though_every_request_does(running: Running, traffic: Traffic) -> None:
    def has_every_request() -> bool:
        return running.log.read_bytes().count(b'"request.finished"') >= traffic.requests

    wait_until(has_every_request)  # lines of the same moment share a write, a little later
    log = running.log.read_bytes()
    assert _told(traffic, log) == {}
    lines = [json.loads(line) for line in log.splitlines()]
    finished = [line for line in lines if line["event"] == "request.finished"]
    assert len(finished) == traffic.requests > len(traffic.refusals) + 20
    assert {line["door"] for line in finished} >= {"onoffice", "timetap", "telecomx", "xelion", "web"}
    assert [line for line in lines if line["level"] != "info"] == []


def test_no_refusal_tells_a_secret(traffic: Traffic) -> None:
    for url, status, body in traffic.refusals:
        assert _told(traffic, body) == {}, (urlsplit(url).path, status, body)


def test_no_key_password_or_token_can_be_read_in_the_database(running: Running, traffic: Traffic) -> None:
    stored = b"".join(path.read_bytes() for path in running.data.glob("filebook.db*"))
    assert stored
    known_there = {"request token", "contract token", "request tmpUploadId", "answer tmpUploadId"}
    told = {secret: what for secret, what in _told(traffic, stored).items() if what not in known_there}
    assert told == {}
    key = running.contract["timetap"]
    signature = hashlib.md5((key["api_key"] + key["private_key"]).encode(), usedforsecurity=False).hexdigest()
    assert signature.encode() not in stored


def test_an_answer_that_breaks_off_is_logged_with_its_cause_and_without_a_secret(
    running: Running, traffic: Traffic
) -> None:
    """A stored file loses its end while the server runs; it is asked for with a token in the address."""
    timetap, marker = running.contract["timetap"], _canary()
    token = play_main_job.timetap_token(dict(running.contract))
    traffic.note("session token", token)
    content = (marker * (3 * 2**20 // len(marker))).encode()
    traffic.note("file content", marker)
    body = {
        "businessId": timetap["api_key"],
        "uploadedFileName": "long.txt",
        "userName": "Somebody",
        "file": base64.b64encode(content).decode(),
    }
    upload = _json(f"{timetap['url']}/businessWeb/fileUploadS3.do", body, Authorization=f"Bearer {token}")
    uuid = json.loads(traffic.open(upload).read())["fileLibraryUUID"]
    longest = max((path for path in (running.data / "blobs").rglob("*") if path.is_file()), key=_size)
    assert _size(longest) == len(content)
    os.truncate(longest, 2**20)
    with pytest.raises((IncompleteRead, ConnectionError)):
        urlopen(f"{timetap['url']}/live/files/{uuid}/content?sessionToken={token}").read()
    wait_until(lambda: b"answer.broken_off" in running.log.read_bytes())
    assert _told(traffic, running.log.read_bytes()) == {}


def _size(path: Path) -> int:
    return path.stat().st_size
