"""The onOffice door's transport as a real server process has it: requests to the byte as clients send them."""

import json
import socket
from datetime import UTC, datetime
from typing import Any, Self, cast
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from filebook.core.ids import Uid
from filebook.services.credentials import Issued
from tests.dialects.onoffice.client import API, Client

JSON = "Content-Type: application/json\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
LATEST = API.replace("stable", "latest")
HEADS = {
    "official PHP client": f"POST {API} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n{FORM}",
    "plugin for WordPress": f"POST {LATEST} HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n{FORM}",
    "package for Python": f"GET {API} HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip, deflate\r\n{JSON}",
    "Ruby SDK": f"POST {API} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAccept-Encoding: gzip,deflate,br\r\n{JSON}",
    "officejs": f"POST {API} HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n{FORM}",
    "something old": f"POST {API} HTTP/1.0\r\nHost: h\r\n{FORM}",
}
EMPTY = b'{"status":{"code":500,"errorcode":9,"message":"Empty request"},"response":{"results":[]}}'
CHUNK_BYTES = 7


@pytest.fixture
def client(demo: dict[str, Any]) -> Client:
    """Signs requests, which are then sent by hand."""
    key = Issued(Uid(""), demo["onoffice"]["token"], demo["onoffice"]["secret"])
    return Client(cast(TestClient, None), key, datetime.now(UTC))


def users(client: Client, identifier: str = "") -> bytes:
    return json.dumps(client.body(client.signed("get", "users", [], identifier=identifier))).encode()


class Wire:
    """One connection."""

    def __init__(self, demo: dict[str, Any]) -> None:
        address = urlsplit(demo["base_url"])
        self._socket = socket.create_connection((address.hostname, address.port), timeout=30)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def ask(self, head: str, body: bytes = b"", *, method: str = "") -> tuple[int, dict[str, str], bytes]:
        """Send a request; status, headers and body of its answer. A HEAD or a 204 has none."""
        self._socket.sendall(head.encode() + b"\r\n" + body)
        status = int(self._file.readline().split()[1])
        lines = iter(self._file.readline, b"\r\n")
        headers = dict(line.decode().rstrip().lower().split(": ", 1) for line in lines)
        length = 0 if method == "HEAD" else int(headers.get("content-length", 0))
        return status, headers, self._file.read(length)


def with_length(head: str, body: bytes) -> str:
    return f"{head}Content-Length: {len(body)}\r\n"


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_requests_are_read_and_answered_plainly(demo: dict[str, Any], client: Client, head: str) -> None:
    body = users(client, "a")
    with Wire(demo) as wire:
        status, headers, content = wire.ask(with_length(head, body), body)
    assert status == 200
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert "content-encoding" not in headers
    answer = json.loads(content)
    assert answer["status"] == {"code": 200, "errorcode": 0, "message": "OK"}
    assert answer["response"]["results"][0]["identifier"] == "a"


@pytest.mark.parametrize("head", [HEADS["package for Python"], HEADS["officejs"]], ids=["GET", "POST"])
def test_a_connection_serves_one_request_after_another(demo: dict[str, Any], client: Client, head: str) -> None:
    with Wire(demo) as wire:
        for identifier in ("1", "2", "3"):
            body = users(client, identifier)
            _, _, content = wire.ask(with_length(head, body), body)
            assert json.loads(content)["response"]["results"][0]["identifier"] == identifier


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_body_may_come_in_pieces_of_unknown_number(demo: dict[str, Any], client: Client, method: str) -> None:
    body = users(client)
    pieces = [body[start : start + CHUNK_BYTES] for start in range(0, len(body), CHUNK_BYTES)]
    sent = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    with Wire(demo) as wire:
        head = f"{method} {API} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
        status, _, content = wire.ask(head, sent)
    assert (status, json.loads(content)["status"]["message"]) == (200, "OK")


def test_probes_without_a_body_are_answered(demo: dict[str, Any]) -> None:
    """Some look whether the address is there before they send anything."""
    with Wire(demo) as wire:
        status, headers, content = wire.ask(f"GET {API} HTTP/1.1\r\nHost: h\r\n")
        assert (status, content) == (200, EMPTY)
        status, headers, content = wire.ask(f"HEAD {API} HTTP/1.1\r\nHost: h\r\n", method="HEAD")
        assert (status, headers["content-length"], content) == (200, str(len(EMPTY)), b"")
        status, headers, content = wire.ask(f"OPTIONS {API} HTTP/1.1\r\nHost: h\r\n")
        assert (status, headers["allow"], content) == (204, "get, head, options, post", b"")
        status, headers, content = wire.ask(f"PUT {API} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n", b"{}")
        assert (status, json.loads(content)["response"]) == (405, {"results": []})
