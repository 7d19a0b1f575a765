"""Long lists of TimeTap's, out of a real server: they arrive whole and in order, while its memory stays as it was."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import httpx2
import msgspec
import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest
from starlette.testclient import TestClient

from filebook.backends.sql.file_columns import INSERT_FILE, file_params
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.changes import Change, Verb
from filebook.core.files import File, FileKind
from filebook.core.ids import Door, Kind, Number, Uid, new_uid
from filebook.core.ports.catalogue import Tables
from filebook.core.records import Record
from filebook.dialects.timetap.ids import uid_of
from filebook.services.credentials import Issued
from tests.clients.conftest import started
from tests.dialects.timetap.client import LIVE, UPLOAD, Client, log_in
from tests.serving.served import wait_until

pytestmark = pytest.mark.slow

FILES, CONTACTS = 100_000, 20_000
_ROWS_AT_ONCE = 5000
GROWTH_LIMIT_BYTES = 24 * 1024 * 1024
PIECE_BYTES = 64 * 1024
LEAVING = 45
"""More than the server has threads."""


class Listed(msgspec.Struct):
    """What is looked at of each file or client in a list."""

    createdDate: int  # noqa: N815 - TimeTap's word
    fileLibraryUUID: str = ""  # noqa: N815 - TimeTap's word
    fileName: str = ""  # noqa: N815 - TimeTap's word
    clientId: int | None = None  # noqa: N815 - TimeTap's word
    lastName: str = ""  # noqa: N815 - TimeTap's word


@dataclass(frozen=True, slots=True)
class Full:
    """A server with a business that has many things."""

    client: Client
    process: psutil.Process

    @property
    def resident_bytes(self) -> int:
        """The memory that the server takes."""
        found: int = self.process.memory_info().rss
        return found

    @property
    def visitors(self) -> int:
        """How many connections to the server are open at its end."""
        return sum(1 for one in self.process.net_connections("tcp") if one.status != psutil.CONN_LISTEN)

    def streamed(self, path: str, *, meanwhile: Callable[[], None] = lambda: None) -> tuple[list[Listed], int]:
        """A list that is read piece by piece, and how far the server's memory rose over what it took before.

        `meanwhile` is done when the list has begun to arrive.
        """
        self.client.get(path, pageSize=1000)  # what the first page loads and keeps does not depend on the list
        before, most, body = self.resident_bytes, 0, bytearray()
        with self.client.http.stream("GET", LIVE + path, headers=self.client.headers) as answer:
            assert answer.status_code == 200
            for place, piece in enumerate(answer.iter_raw(PIECE_BYTES)):
                body += piece
                if place == 2:
                    meanwhile()
                most = max(most, self.resident_bytes) if place % 16 == 0 else most
        return msgspec.json.decode(body, type=list[Listed]), max(most, self.resident_bytes) - before


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    folder = tmp_path_factory.mktemp("full")
    with (
        started(folder / "data", folder / "demo.json") as demo,
        httpx2.Client(base_url=demo["base_url"], timeout=120) as http,
    ):
        client = _client(demo, http)
        _fill(folder / "data", client)
        yield Full(client, psutil.Process(demo["pid"]))


def _client(demo: dict[str, Any], http: httpx2.Client) -> Client:
    key = Issued(Uid(""), demo["timetap"]["api_key"], demo["timetap"]["private_key"])
    as_test_client = cast(TestClient, http)  # it gets and posts, and no more is asked of it
    return Client(as_test_client, log_in(as_test_client, key), int(key.key))


def _fill(data: Path, client: Client) -> None:
    """Put the rows of many files and contacts into the catalogue, beside the server, all made from one of each."""
    uid = uid_of(client.upload(b"the one", name="the one.txt")["fileLibraryUUID"])
    number = Number(client.told("POST", "/clients", {"firstName": "Aino", "lastName": "The one"})["clientId"])
    assert uid is not None
    with closing(SqliteCatalogue(data / "filebook.db", durable=False)) as catalogue:
        with catalogue.read() as tables:
            file = tables.files.by_uid(uid)
            assert file is not None
            contact = tables.records.get(file.business, number)
            assert contact is not None
        with closing(SqliteConnection(data / "filebook.db", durable=False)) as connection:
            _add(connection, FILES, lambda tables, place: _add_file(connection, tables, like=file, place=place))
            _add(connection, CONTACTS, lambda tables, place: _add_contact(tables, contact, place))
        # What is written beside the services has to be noted, too.
        change = Change(file.business, file.number, Kind.FILE, Verb.CHANGED, file.created_at, Number(0), Door.NATIVE)
        catalogue.write(lambda tables: tables.changes.append(change))


def _add(connection: SqliteConnection, count: int, add: Callable[[Tables, int], None]) -> None:
    tables = SqlTables(connection)
    for first in range(0, count, _ROWS_AT_ONCE):
        connection.execute("BEGIN IMMEDIATE")
        for place in range(first, min(count, first + _ROWS_AT_ONCE)):
            add(tables, place)
        connection.execute("COMMIT")


def _add_file(connection: SqliteConnection, tables: Tables, *, like: File, place: int) -> None:
    """One more file; each tenth has bytes and is found by its words, the others point somewhere and are in no index:
    that takes a fifth of the time.
    """
    ref, at = tables.numbers.allocate(like.business, Kind.FILE), like.created_at + timedelta(milliseconds=place + 1)
    own: dict[str, Any] = {"number": ref.number, "uid": ref.uid, "name": f"{place}.txt", "created_at": at}
    if place % 10:
        file = replace(like, **own, modified_at=at, kind=FileKind.LINK, version=None)
        connection.execute(INSERT_FILE, file_params(file))
    else:
        assert like.version is not None
        tables.files.add(replace(like, **own, modified_at=at, version=replace(like.version, uid=new_uid())))


def _add_contact(tables: Tables, like: Record, place: int) -> None:
    ref = tables.numbers.allocate(like.business, Kind.CONTACT)
    fields = {**like.fields, "last_name": f"{place}"}
    tables.records.add(replace(like, number=ref.number, uid=ref.uid, label=f"Aino {place}", fields=fields))


def test_a_hundred_thousand_files_arrive_once_and_in_order_and_leave_the_memory_as_it_was(full: Full) -> None:
    others: list[Any] = []

    def ask_for_something_else() -> None:
        with httpx2.Client(base_url=full.client.http.base_url, timeout=120) as http:
            answer = http.get(f"{LIVE}/files", params={"pageSize": 2}, headers=full.client.headers)
            others.append((answer.status_code, len(answer.json())))

    listed, growth_bytes = full.streamed("/files", meanwhile=ask_for_something_else)
    made = [one.fileName for one in listed if one.fileName.removesuffix(".txt").isdigit()]
    assert made == [f"{place}.txt" for place in range(FILES)]
    keys = [(one.createdDate, one.fileLibraryUUID) for one in listed]
    assert keys == sorted(set(keys))
    assert others == [(200, 2)]
    assert growth_bytes <= GROWTH_LIMIT_BYTES


def test_twenty_thousand_clients_arrive_once_and_in_order_and_leave_the_memory_as_it_was(full: Full) -> None:
    listed, growth_bytes = full.streamed("/clients")
    assert [one.lastName for one in listed if one.lastName.isdigit()] == [f"{place}" for place in range(CONTACTS)]
    assert len({one.clientId for one in listed}) == len(listed)
    assert growth_bytes <= GROWTH_LIMIT_BYTES


def test_a_known_list_is_not_made_again_and_a_change_is_noticed(full: Full) -> None:
    headers = full.client.headers
    with full.client.http.stream("GET", f"{LIVE}/files", headers=headers) as answer:
        etag = answer.headers["etag"]  # the rest is not wanted
    known = {**headers, "If-None-Match": etag}
    for method in ("GET", "HEAD"):
        again = full.client.http.request(method, f"{LIVE}/files", headers=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    full.client.folder()
    changed = full.client.http.head(f"{LIVE}/files", headers=known)
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


def test_clients_that_go_away_free_the_server(full: Full) -> None:
    def leave_in_the_middle() -> None:
        with (
            httpx2.Client(base_url=full.client.http.base_url, timeout=120) as http,
            http.stream("GET", f"{LIVE}/files", headers=full.client.headers) as answer,
        ):
            next(answer.iter_raw(PIECE_BYTES))

    leave_in_the_middle()
    wait_until(lambda: full.visitors <= 1)  # the one that is kept for the next question
    before = full.resident_bytes
    for _ in range(LEAVING):
        leave_in_the_middle()
    wait_until(lambda: full.visitors <= 1)
    assert len(full.client.files(pageSize=10)) == 10  # which takes a thread, too
    assert full.resident_bytes - before <= GROWTH_LIMIT_BYTES


def test_curl_waits_for_the_interim_answer_and_uploads(demo: dict[str, Any], tmp_path: Path) -> None:
    scan = tmp_path / "scan.bin"
    scan.write_bytes(bytes(range(256)) * 8192)
    # Waiting longer than the whole transfer may last: without the interim answer nothing is ever sent.
    patience = ["--expect100-timeout", "60", "--max-time", "30"]
    with httpx2.Client(base_url=demo["base_url"], timeout=60) as http:
        client = _client(demo, http)
        headers = ["--header", f"Authorization: Bearer {client.token}", "--header", "Expect: 100-continue"]
        fields = {"businessId": client.business, "uploadedFileName": "scan.bin", "userName": "mira.lind"}
        parts = [f"file=@{scan}", *(f"{name}={value}" for name, value in fields.items())]
        form = [word for part in parts for word in ("--form", part)]
        command = ["curl", "--silent", "--show-error", "--verbose", *patience, *headers, *form]
        done = subprocess.run([*command, demo["base_url"] + UPLOAD], check=True, capture_output=True, text=True)
        made = json.loads(done.stdout)
        assert client.get(f"/files/{made['fileLibraryUUID']}/content").content == scan.read_bytes()
    assert done.stderr.index("< HTTP/1.1 100 Continue") < done.stderr.index("< HTTP/1.1 200 OK")
    assert (made["fileName"], made["fileSize"]) == ("scan.bin", scan.stat().st_size)
