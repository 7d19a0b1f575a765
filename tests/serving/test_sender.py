"""Files on their way out, under real servers: whole, in ranges, conditionally, and when something breaks."""

import email
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import httpx2
import pytest

from filebook.core.errors import Damaged, FilebookError, Unavailable
from filebook.core.links import Disposition
from filebook.serving.application import Application
from filebook.serving.call import Call, Edge
from filebook.serving.headers import Audience
from filebook.serving.limits import HttpLimits
from filebook.serving.routes import PUBLIC, Answer, Route
from filebook.serving.sender import BLOCK_BYTES, FileAnswer
from tests.serving.conftest import Serve
from tests.serving.served import a_door, an_application, wait_until

Visit = Callable[[Application], httpx2.Client]

MODIFIED_AT = datetime(2026, 3, 29, 6, 5, 4, 999, tzinfo=UTC)
MODIFIED_TEXT = "Sun, 29 Mar 2026 06:05:04 GMT"
SMALL = bytes(range(256)) * 4
LARGE = b"".join(number.to_bytes(4, "big") for number in range(3 * BLOCK_BYTES // 4)) + b"the end"


class Held:
    """A reader of bytes in memory that knows how it was used."""

    def __init__(self, data: bytes, *, is_near: bool = True, breaks_at: int | None = None, repeated: int = 1) -> None:
        self.data = data
        self.size_bytes = len(data) * repeated
        self.is_near = is_near
        self.breaks_at = breaks_at
        self.error: FilebookError = Damaged("file")
        self.read_bytes = 0
        self.closed = threading.Event()
        self.threads: set[str] = set()

    def read(self, offset: int, length: int) -> bytes:
        assert not self.closed.is_set()
        self.threads.add(threading.current_thread().name.rpartition("-")[0])
        if self.breaks_at is not None and offset + length > self.breaks_at:
            raise self.error
        self.read_bytes += length
        begin = offset % len(self.data) if self.data else 0
        return self.data[begin : begin + length]

    def read_now(self, offset: int, length: int) -> bytes | None:
        return self.read(offset, length) if self.is_near else None

    def close(self) -> None:
        self.closed.set()


def an_application_of(reader: Held, edge: Edge | None = None) -> Application:
    def handler(call: Call) -> Answer:
        return FileAnswer(
            call,
            reader,
            etag="v1",
            detected_type="image/png",
            file_name="picture.png",
            modified_at=MODIFIED_AT,
            disposition=Disposition.INLINE,
            audience=Audience.SIGNED,
        )

    return an_application(a_door(Route("GET", "/file", handler, PUBLIC, "")), edge=edge)


@pytest.mark.parametrize("data", [b"", b"x", SMALL, LARGE[:BLOCK_BYTES], LARGE[: BLOCK_BYTES + 1], LARGE])
@pytest.mark.parametrize("is_near", [True, False])
def test_a_file_arrives_whole(visit: Visit, data: bytes, *, is_near: bool) -> None:
    reader = Held(data, is_near=is_near)
    answer = visit(an_application_of(reader)).get("/door/file")
    assert (answer.status_code, answer.content) == (200, data)
    assert answer.headers["content-length"] == str(len(data))
    assert answer.headers["etag"] == '"v1"'
    assert answer.headers["last-modified"] == MODIFIED_TEXT
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "image/png"
    assert reader.closed.wait(5)
    assert reader.is_near or reader.threads == {"filebook-worker"}


@pytest.mark.parametrize("data", [SMALL, LARGE])
def test_a_head_request_reads_nothing(visit: Visit, data: bytes) -> None:
    reader = Held(data)
    answer = visit(an_application_of(reader)).head("/door/file", headers={"range": "bytes=0-1"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(data))
    assert (reader.read_bytes, reader.closed.wait(5)) == (0, True)


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=-7", len(LARGE) - 7, len(LARGE)),
        ("bytes=10-", 10, len(LARGE)),
        (f"bytes=1-{BLOCK_BYTES * 2}", 1, BLOCK_BYTES * 2 + 1),
        ("bytes=0-999999999999999999999999", 0, len(LARGE)),
        ("BYTES = 1-2", 1, 3),
    ],
)
def test_a_range_arrives_alone(visit: Visit, text: str, start: int, end: int) -> None:
    reader = Held(LARGE)
    answer = visit(an_application_of(reader)).get("/door/file", headers={"range": text})
    assert (answer.status_code, answer.content) == (206, LARGE[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(LARGE)}"
    assert answer.headers["content-length"] == str(end - start)
    assert reader.read_bytes == end - start
    assert reader.closed.wait(5)


def test_several_ranges_arrive_as_parts(visit: Visit) -> None:
    reader = Held(LARGE)
    wanted = [(0, 4), (BLOCK_BYTES, 2 * BLOCK_BYTES + 5), (len(LARGE) - 3, len(LARGE))]
    text = ", ".join(f"{start}-{end - 1}" for start, end in wanted)
    answer = visit(an_application_of(reader)).get("/door/file", headers={"range": f"bytes={text}"})
    assert answer.status_code == 206
    assert answer.headers["content-length"] == str(len(answer.content))
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    parts = [part for part in email.message_from_bytes(head + answer.content).walk() if not part.is_multipart()]
    told = [(part["content-type"], part["content-range"], part.get_payload(decode=True)) for part in parts]
    assert told == [("image/png", f"bytes {start}-{end - 1}/{len(LARGE)}", LARGE[start:end]) for start, end in wanted]


@pytest.mark.parametrize("text", ["bytes=1024-", "bytes=-0", "bytes=2000-3000,4000-"])
def test_a_range_outside_the_file_is_refused_with_its_size(visit: Visit, text: str) -> None:
    reader = Held(SMALL)
    answer = visit(an_application_of(reader)).get("/door/file", headers={"range": text})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == "bytes */1024"
    assert (reader.read_bytes, reader.closed.wait(5)) == (0, True)


@pytest.mark.parametrize(
    "text",
    [
        "bytes=5-4",
        "bytes=a-b",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "pages=1-2",
        "bytes",
        "bytes=0-0" + ",2-2" * 16,
        "bytes=0-,0-",
    ],
)
def test_a_range_that_cannot_be_meant_gives_the_whole_file(visit: Visit, text: str) -> None:
    answer = visit(an_application_of(Held(SMALL))).get("/door/file", headers={"range": text})
    assert (answer.status_code, answer.content) == (200, SMALL)


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"if-none-match": '"v1"'}, 304),
        ({"if-none-match": 'W/"v1"'}, 304),
        ({"if-none-match": '"v0", "v1"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"v0"'}, 200),
        ({"if-modified-since": MODIFIED_TEXT}, 304),
        ({"if-modified-since": "Sun, 29 Mar 2026 06:05:03 GMT"}, 200),
        ({"if-modified-since": "no date"}, 200),
        ({"if-none-match": '"v0"', "if-modified-since": MODIFIED_TEXT}, 200),
        ({"if-match": '"v1"'}, 200),
        ({"if-match": 'W/"v1"'}, 412),
        ({"if-match": '"v0"'}, 412),
        ({"if-unmodified-since": "Sun, 29 Mar 2026 06:05:03 GMT"}, 412),
        ({"if-unmodified-since": MODIFIED_TEXT}, 200),
        ({"range": "bytes=0-1", "if-range": '"v1"'}, 206),
        ({"range": "bytes=0-1", "if-range": 'W/"v1"'}, 200),
        ({"range": "bytes=0-1", "if-range": '"v0"'}, 200),
        ({"range": "bytes=0-1", "if-range": MODIFIED_TEXT}, 206),
        ({"range": "bytes=0-1", "if-range": "Sun, 29 Mar 2026 06:05:05 GMT"}, 200),
        ({"range": "bytes=0-1", "if-none-match": '"v1"'}, 304),
    ],
)
def test_conditions_decide_as_http_says(visit: Visit, headers: dict[str, str], status: int) -> None:
    reader = Held(SMALL)
    answer = visit(an_application_of(reader)).get("/door/file", headers=headers)
    assert answer.status_code == status
    assert answer.headers["etag"] == '"v1"'
    assert (answer.content != b"") == (status in {200, 206})
    assert reader.closed.wait(5)


@pytest.mark.parametrize("is_near", [True, False])
@pytest.mark.parametrize("data", [SMALL, LARGE])
def test_damage_at_the_first_byte_is_told_instead_of_a_file(visit: Visit, data: bytes, *, is_near: bool) -> None:
    reader = Held(data, is_near=is_near, breaks_at=0)
    answer = visit(an_application_of(reader)).get("/door/file")
    assert (answer.status_code, answer.json()) == (422, {"problem": "Damaged", "what": "file"})
    assert "content-disposition" not in answer.headers
    assert reader.closed.wait(5)


@pytest.mark.parametrize("error", [Damaged("file"), Unavailable()])
def test_a_file_that_breaks_midway_never_ends_cleanly(visit: Visit, log: BytesIO, error: FilebookError) -> None:
    reader = Held(LARGE, breaks_at=2 * BLOCK_BYTES)
    reader.error = error
    with pytest.raises(httpx2.RemoteProtocolError):
        visit(an_application_of(reader)).get("/door/file")
    assert reader.closed.wait(5)
    wait_until(lambda: b"answer.broken_off" in log.getvalue())
    assert type(error).__name__.encode() in log.getvalue()


def test_a_reader_with_fewer_bytes_than_promised_never_ends_cleanly(visit: Visit, log: BytesIO) -> None:
    reader = Held(LARGE)
    reader.size_bytes += 10
    with pytest.raises(httpx2.RemoteProtocolError):
        visit(an_application_of(reader)).get("/door/file")
    assert reader.closed.wait(5)


def test_a_client_that_leaves_stops_the_reading(serve: Serve) -> None:
    reader = Held(bytes(BLOCK_BYTES), repeated=2**20)  # more than any machine reads before it notices
    with serve(an_application_of(reader)).connect() as connection:
        connection.sendall(b"GET /door/file HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert reader.closed.wait(20)
    assert reader.read_bytes < reader.size_bytes


def test_a_client_that_takes_nothing_is_given_up(serve: Serve, log: BytesIO) -> None:
    reader = Held(bytes(64 * 1024 * 1024))
    edge = Edge(limits=HttpLimits(send_idle_seconds=0.2))
    with serve(an_application_of(reader, edge)).connect() as connection:
        connection.sendall(b"GET /door/file HTTP/1.1\r\nHost: x\r\n\r\n")
        assert reader.closed.wait(20)
        assert reader.read_bytes < reader.size_bytes


def test_a_slow_reader_is_not_closed_while_a_thread_still_reads(serve: Serve, log: BytesIO) -> None:
    may_go_on = threading.Event()

    class Slow(Held):
        def read(self, offset: int, length: int) -> bytes:
            if offset:
                assert may_go_on.wait(20)
            return super().read(offset, length)

    reader = Slow(LARGE, is_near=False)
    with serve(an_application_of(reader)).connect() as connection:
        connection.sendall(b"GET /door/file HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert not reader.closed.is_set()
    may_go_on.set()
    assert reader.closed.wait(20)
    assert b"AssertionError" not in log.getvalue()
