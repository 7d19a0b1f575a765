"""Connections that break, hang or race, at real servers: what arrived is kept, and the newest connection goes on."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from filebook.app.build import build
from filebook.app.server import application
from filebook.core.files import UploadId
from filebook.services.filing import NewFile
from filebook.serving.application import Application
from tests.dialects.tus.client import BYTES, said, upload_id
from tests.serving.served import Served, under_granian, under_uvicorn, wait_until
from tests.world import World

MIB = 2**20
CONTENT = bytes(range(251)) * 20_000
"""Five million bytes, none of which stands where another would do."""
IN_THE_SERVERS_HANDS_BYTES = MIB // 2
"""What uvicorn has read, and drops when a connection breaks before the application takes it."""


class Site:
    """A server over the world's stores, and requests to it."""

    def __init__(self, world: World, served: Served) -> None:
        self.world = world
        self.served = served
        self.token = world.services.credentials.issue_bearer(world.users["owner"]).secret

    def ask(
        self, method: str, address: str, data: bytes | Iterator[bytes] = b"", /, **headers: str | None
    ) -> httpx2.Response:
        """One request on a connection of its own."""
        own = said({"authorization": f"Bearer {self.token}", **headers})
        with self.served.client() as client:
            return client.request(method, urlsplit(address).path, content=data, headers=own)

    def create(self, size_bytes: int) -> str:
        """The path of a new upload."""
        answer = self.ask("POST", "/uploads", Upload_Length=str(size_bytes))
        assert answer.status_code == 201
        return urlsplit(answer.headers["location"]).path

    def offset(self, path: str) -> int:
        """How far it has come."""
        return int(self.ask("HEAD", path).headers["upload-offset"])

    def patch(self, path: str, data: bytes | Iterator[bytes], offset: int) -> httpx2.Response:
        """Bytes from an offset on."""
        return self.ask("PATCH", path, data, Upload_Offset=str(offset), Content_Type=BYTES)

    @contextmanager
    def begun(self, path: str, data: bytes, *, length: int, offset: int = 0) -> Iterator[socket.socket]:
        """A connection that has sent some of what it said it would send."""
        head = said(
            {
                "Host": "filebook.test",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": BYTES,
                "Content-Length": str(length),
                "Upload-Offset": str(offset),
            }
        )
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with self.served.connect() as connection:
            connection.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode() + data)
            yield connection

    def kept_bytes(self, path: str) -> int:
        """How far it has come, without asking the server, which would end whoever adds to it."""
        owner = self.world.users["owner"]
        with self.world.house.catalogue.read() as tables:
            upload = tables.uploads.get(UploadId(upload_id(path)), owner.business, user=owner.number)
        return 0 if upload is None else upload.size_bytes

    def being_written_bytes(self) -> int:
        """What lies in the store of blobs that are not finished."""
        folder = self.world.house.settings.data_path / "blobs" / "tmp"
        return sum(file.stat().st_size for file in folder.iterdir())

    def content(self, path: str) -> bytes:
        """What is in the file that the upload becomes."""
        services, actor = self.world.services, self.world.actor("owner")
        file = services.filing.file_away(actor, UploadId(upload_id(path)), new=NewFile("a.bin"))
        reader = services.library.open(file).reader
        data = reader.read(0, file.size_bytes)
        reader.close()
        return data


@pytest.fixture(params=["uvicorn", pytest.param("granian", marks=pytest.mark.slow)])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Application], Served]]:
    """Start an application under a server; it is stopped after the test."""
    with ExitStack() as stack:

        def start(app: Application) -> Served:
            if request.param == "granian":
                return stack.enter_context(under_granian(app, tmp_path))
            return stack.enter_context(under_uvicorn(app))

        yield start


@pytest.fixture
def site(world: World, serve: Callable[[Application], Served]) -> Site:
    """The world behind a real server."""
    return Site(world, serve(application(world.house, now=world.clock)))


def test_what_arrived_before_a_connection_broke_is_kept(site: Site) -> None:
    path, sent = site.create(len(CONTENT)), 3_456_789
    with site.begun(path, CONTENT[:sent], length=len(CONTENT)) as connection:
        connection.shutdown(socket.SHUT_WR)
        wait_until(lambda: site.kept_bytes(path) > 0)
    offset = site.offset(path)
    assert sent - IN_THE_SERVERS_HANDS_BYTES <= offset <= sent
    assert site.patch(path, CONTENT[offset:], offset).status_code == 204
    assert site.content(path) == CONTENT


def test_whoever_asks_ends_a_connection_that_hangs_and_goes_on_there(site: Site) -> None:
    path, sent = site.create(len(CONTENT)), 3 * MIB
    with site.begun(path, CONTENT[:sent], length=len(CONTENT)) as hanging:
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
        offset = site.offset(path)
        assert 2 * MIB <= offset <= sent
        assert hanging.recv(65536).startswith(b"HTTP/1.1 409 ")
        assert site.patch(path, CONTENT[offset:], offset).status_code == 204
    assert site.content(path) == CONTENT
    assert site.being_written_bytes() == 0


def test_whoever_adds_ends_a_connection_that_hangs_and_is_told_to_look(site: Site) -> None:
    path, sent = site.create(len(CONTENT)), 3 * MIB
    with site.begun(path, CONTENT[:sent], length=len(CONTENT)) as hanging:
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
        assert site.patch(path, CONTENT, 0).status_code == 409
        assert hanging.recv(65536).startswith(b"HTTP/1.1 409 ")
        offset = site.offset(path)
        assert site.patch(path, CONTENT[offset:], offset).status_code == 204
    assert site.content(path) == CONTENT


def test_whoever_gives_up_ends_a_connection_that_hangs(site: Site) -> None:
    path = site.create(len(CONTENT))
    with site.begun(path, CONTENT[: 3 * MIB], length=len(CONTENT)) as hanging:
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
        assert site.ask("DELETE", path).status_code == 204
        assert hanging.recv(65536).startswith(b"HTTP/1.1 409 ")
    assert site.ask("HEAD", path).status_code == 404
    assert site.world.stored()[0] == 0


def test_somebody_else_ends_nothing(site: Site) -> None:
    path = site.create(len(CONTENT))
    other = site.world.services.credentials.issue_bearer(site.world.users["foreign_owner"]).secret
    with site.begun(path, CONTENT[: 3 * MIB], length=len(CONTENT)) as hanging:
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
        for method in ("HEAD", "DELETE"):
            assert site.ask(method, path, Authorization=f"Bearer {other}").status_code == 404
        hanging.sendall(CONTENT[3 * MIB :])
        assert hanging.recv(65536).startswith(b"HTTP/1.1 204 ")
    assert site.content(path) == CONTENT


def test_a_body_of_unknown_length_is_taken_as_far_as_the_upload_goes(site: Site) -> None:
    pieces = [CONTENT[start : start + 100_000] for start in range(0, len(CONTENT), 100_000)]
    path = site.create(len(CONTENT))
    assert site.patch(path, iter(pieces), 0).status_code == 204
    assert site.content(path) == CONTENT
    short = site.create(len(CONTENT) - 1)
    assert site.patch(short, iter(pieces), 0).status_code == 413
    assert site.offset(short) == 0


def test_bytes_under_a_checksum_that_do_not_all_arrive_do_not_count(site: Site) -> None:
    path = site.create(len(CONTENT))
    with site.served.connect() as connection:
        head = (
            f"PATCH {path} HTTP/1.1\r\nHost: filebook.test\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            f"Authorization: Bearer {site.token}\r\nContent-Type: {BYTES}\r\n"
            f"Upload-Checksum: sha1 AAAA\r\nContent-Length: {len(CONTENT)}\r\n\r\n"
        )
        connection.sendall(head.encode() + CONTENT[: 3 * MIB])
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
    assert site.offset(path) == 0
    assert site.being_written_bytes() == 0


def test_of_many_at_one_offset_each_byte_is_from_one(site: Site) -> None:
    path, size_bytes = site.create(300_000), 300_000

    def send(number: int) -> int:
        return site.patch(path, bytes([number]) * size_bytes, 0).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(1, 17)))
    assert set(statuses) <= {204, 409}
    offset = site.offset(path)
    assert site.patch(path, bytes(size_bytes - offset), offset).status_code == 204
    content = site.content(path)
    assert len(content) == size_bytes
    first = content[:offset]
    assert len(set(first)) <= 1
    # Whoever wrote the last byte may have lost the turn to a newer connection just then, and been told 409.
    assert statuses.count(204) <= int(offset == size_bytes)


def test_at_two_servers_the_newest_connection_wins_at_once_and_nothing_is_written_twice(world: World) -> None:
    house = build(world.house.settings, now=world.clock)
    try:
        with (
            under_uvicorn(application(world.house, now=world.clock)) as one,
            under_uvicorn(application(house, now=world.clock)) as other,
        ):
            _newest_wins(Site(world, one), Site(world, other))
    finally:
        house.close()


def _newest_wins(site: Site, other: Site) -> None:
    path = site.create(len(CONTENT))
    with site.begun(path, CONTENT[: 3 * MIB], length=len(CONTENT)) as hanging:
        wait_until(lambda: site.being_written_bytes() >= 2 * MIB)
        assert other.offset(path) == 0
        assert other.patch(path, CONTENT[:MIB], 0).status_code == 204
        hanging.sendall(CONTENT[3 * MIB :])
        assert hanging.recv(65536).startswith(b"HTTP/1.1 409 ")
    assert site.offset(path) == MIB
    assert other.patch(path, CONTENT[MIB:], MIB).status_code == 204
    assert site.content(path) == CONTENT
    assert site.world.stored()[0] == 2
