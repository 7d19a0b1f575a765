"""tus uploads whose server is killed, or ends, in the middle: they go on from what was acknowledged."""

import hashlib
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from signal import SIGKILL
from urllib.parse import urlsplit

import apsw
import pytest

from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core.files import UploadId
from filebook.core.ids import Door
from filebook.services.accounts import actor_of
from filebook.services.filing import NewFile
from filebook.services.resuming import KEPT_EVERY_BYTES
from tests.durability.doors import Answer, ServerGone, request
from tests.durability.operations import CONTENT, accepted, chosen
from tests.durability.server import BUSY, Server, fsck, serving
from tests.durability.strace import require_strace, struck, watched
from tests.durability.template import Template, made_like
from tests.serving.served import wait_until
from tests.stores import memory_folder

MIB = 2**20
USER = "api"
"""The user whose key onOffice's programs have, so that they can use its uploads."""


@contextmanager
def opened(data: Path) -> Iterator[House]:
    """The stores of a data folder, beside the server if one runs."""
    house = build(Settings(data_folder=str(data), password_memory_kib=64))
    yield house
    house.close()


def token_for(data: Path) -> str:
    """A token of the native door and those beside it."""
    with opened(data) as house:
        user = house.services.accounts.user(house.services.accounts.business_of_tenant("master").number, USER)
        return house.services.credentials.issue_bearer(user).secret


class Tus:
    """A client of the door at one server."""

    def __init__(self, server: Server, token: str) -> None:
        self._url = server.demo["base_url"]
        self._token = token

    def create(self, size_bytes: int) -> str:
        """The path of a new upload."""
        return urlsplit(self._told("POST", "/uploads", {"Upload-Length": str(size_bytes)})["location"]).path

    def offset(self, path: str) -> int:
        """How far it has come."""
        return int(self._told("HEAD", path, {})["upload-offset"])

    def patch(self, path: str, data: bytes, offset: int) -> Answer:
        """Bytes from an offset on. Raises: ServerGone."""
        return request("PATCH", self._url + path, body=data, headers=self._headers(_at(offset)))

    def begin(self, path: str, *, offset: int, length: int) -> socket.socket:
        """A connection that has said what it will send."""
        head = {"Host": "filebook.test", "Content-Length": str(length), **self._headers(_at(offset))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        address = urlsplit(self._url)
        connection = socket.create_connection((address.hostname, address.port), timeout=60)
        connection.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode())
        return connection

    def _told(self, method: str, path: str, headers: Mapping[str, str]) -> HTTPMessage:
        connection = HTTPConnection(urlsplit(self._url).netloc, timeout=60)
        connection.request(method, path, headers=self._headers(headers))
        answer = connection.getresponse()
        assert answer.status in {200, 201}, answer.status
        answer.read()
        connection.close()
        return answer.headers

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self._token}", **more}


def _at(offset: int) -> dict[str, str]:
    return {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}


def block(number: int) -> bytes:
    """The mebibyte at this place of a large file: like no other."""
    return number.to_bytes(8, "big") * (MIB // 8)


def send(connection: socket.socket, *, since: int, until: int) -> None:
    """Send this part of the large file."""
    for number in range(since // MIB, -(-until // MIB)):
        start = number * MIB
        connection.sendall(memoryview(block(number))[max(since - start, 0) : until - start])


def kept_bytes(data: Path, path: str) -> int:
    """How far an upload has come, without asking the server, which would end whoever adds to it."""
    connection = apsw.Connection(str(data / "filebook.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        row = connection.execute("SELECT size_bytes FROM uploads WHERE id = ?", (path.rpartition("/")[2],)).get
        return int(row)
    finally:
        connection.close()


def being_written_bytes(data: Path) -> int:
    """What lies in the store of blobs that are not finished."""
    return sum(file.stat().st_size for file in (data / "blobs" / "tmp").iterdir())


@pytest.mark.slow
def test_two_gibibytes_cut_at_half_and_at_nine_tenths_send_at_most_one_step_again() -> None:
    """Once the connection breaks, once the server is killed."""
    with memory_folder() as folder:
        size_bytes = 2048 * MIB if shutil.disk_usage(folder).free > 8 * 2**30 else 256 * MIB
        half, most, data = size_bytes // 2 + 7, size_bytes * 9 // 10 + 11, folder / "data"
        with serving(data, settings=BUSY) as server:
            token = token_for(data)
            tus = Tus(server, token)
            path = tus.create(size_bytes)
            with tus.begin(path, offset=0, length=size_bytes) as connection:
                send(connection, since=0, until=half)
                wait_until(lambda: kept_bytes(data, path) + being_written_bytes(data) >= half - MIB)
            offset = tus.offset(path)
            assert half - 2 * MIB <= offset <= half
            with tus.begin(path, offset=offset, length=size_bytes - offset) as connection:
                send(connection, since=offset, until=most)
                wait_until(lambda: kept_bytes(data, path) + being_written_bytes(data) >= most - MIB)
                server.kill()
        with serving(data, settings=BUSY) as server:
            tus = Tus(server, token)
            offset = tus.offset(path)
            assert most - KEPT_EVERY_BYTES - MIB <= offset <= most
            with tus.begin(path, offset=offset, length=size_bytes - offset) as connection:
                send(connection, since=offset, until=size_bytes)
                assert connection.recv(65536).startswith(b"HTTP/1.1 204 ")
            server.stop()
        with opened(data) as house:
            _require_whole(house, path, size_bytes)


def _require_whole(house: House, path: str, size_bytes: int) -> None:
    accounts = house.services.accounts
    business = accounts.business_of_tenant("master")
    actor = actor_of(accounts.user(business.number, USER), business, door=Door.NATIVE)
    file = house.services.filing.file_away(actor, UploadId(path.rpartition("/")[2]), new=NewFile("large.bin"))
    assert file.version is not None
    expected = hashlib.sha256()
    for number in range(size_bytes // MIB):
        expected.update(block(number))
    assert (file.size_bytes, file.version.content.sha256) == (size_bytes, expected.hexdigest())


def test_a_server_that_is_asked_to_end_keeps_what_arrived_and_ends(tmp_path: Path) -> None:
    data, size_bytes, sent = tmp_path / "data", 100 * MIB, 5 * MIB + 13
    with serving(data, settings=BUSY) as server:
        token = token_for(data)
        tus = Tus(server, token)
        path = tus.create(size_bytes)
        with tus.begin(path, offset=0, length=size_bytes) as connection:
            send(connection, since=0, until=sent)
            wait_until(lambda: being_written_bytes(data) >= sent - MIB)
            server.ask_to_stop()
            answer = connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nconnection: close\r\n" in answer.lower()
        server.stop()
    with serving(data, settings=BUSY) as server:
        assert sent - MIB <= Tus(server, token).offset(path) <= sent


@pytest.mark.slow
def test_a_kill_at_any_system_call_of_an_addition_leaves_it_whole_or_undone(template: Template, tmp_path: Path) -> None:
    require_strace()
    start, data = template.laid_out(tmp_path / "start"), tmp_path / "data"
    token = token_for(start)
    with serving(start) as server:
        path = Tus(server, token).create(2 * len(CONTENT))
        assert Tus(server, token).patch(path, CONTENT, 0).status == 204
        server.stop()
    made_like(start, data)
    with serving(data) as server, watched(server, tmp_path / "plan.strace") as points:
        assert Tus(server, token).patch(path, CONTENT, len(CONTENT)).status == 204
    deaths, struck_at = 0, chosen(points)
    for point in struck_at:
        made_like(start, data)
        with serving(data) as server:
            with struck(server, point, "signal=KILL", tmp_path / "strace"):
                answer = _patched(Tus(server, token), path)
            if answer is None:
                assert server.wait() == -SIGKILL, point
                deaths += 1
            server.kill()
        with serving(data) as server:
            tus = Tus(server, token)
            offset = tus.offset(path)
            assert offset == 2 * len(CONTENT) or (offset == len(CONTENT) and answer is None), point
            assert tus.patch(path, CONTENT[: 2 * len(CONTENT) - offset], offset).status == 204
            filed = template.doors(server).file_away(path.rpartition("/")[2], name="filed.bin")
            assert accepted(filed), point
            server.kill()
        assert fsck(data)["sound"], point
    assert deaths > len(struck_at) / 2


def _patched(tus: Tus, path: str) -> Answer | None:
    try:
        return tus.patch(path, CONTENT, len(CONTENT))
    except ServerGone:
        return None
