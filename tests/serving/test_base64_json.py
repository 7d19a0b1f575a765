"""JSON with the bytes of files in it, under real servers: whole, or seen to be broken off."""

import base64
import json
import threading
from collections.abc import Callable

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Damaged
from filebook.serving.application import Application
from filebook.serving.base64_json import BLOCK_BYTES, Base64Text, base64_json_answer, parts_of
from filebook.serving.call import Call
from filebook.serving.routes import PUBLIC, Answer, Route
from tests.serving.conftest import Serve
from tests.serving.served import a_door, an_application


class Held:
    """Bytes in memory, and how they were used."""

    def __init__(self, data: bytes, *, breaks_at: int | None = None, lacks: int = 0) -> None:
        self.data = data
        self.size_bytes = len(data)
        self.breaks_at = breaks_at
        self.kept = data[: len(data) - lacks]
        self.open_count = 0
        self.largest_read = 0
        self.threads: set[str] = set()

    def open(self) -> "Held":
        self.open_count += 1
        return self

    def read(self, offset: int, length: int) -> bytes:
        self.threads.add(threading.current_thread().name.rpartition("-")[0])
        self.largest_read = max(self.largest_read, length)
        if self.breaks_at is not None and offset + length > self.breaks_at:
            raise Damaged("file")
        return self.kept[offset : offset + length]

    def read_now(self, offset: int, length: int) -> bytes | None:
        raise AssertionError(offset, length)

    def close(self) -> None:
        self.open_count -= 1


def an_application_of(make: Callable[[], object]) -> Application:
    def handler(call: Call) -> Answer:
        return base64_json_answer(call, make(), media_type="application/json", headers=[(b"x-told", b"1")])

    return an_application(a_door(Route("GET", "/it", handler, PUBLIC, "it")))


def text(held: Held) -> Base64Text:
    return Base64Text(held.open, size_bytes=held.size_bytes)


@pytest.mark.parametrize("size", [0, 1, 2, 3, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES + 2])
def test_bytes_stand_as_base64_where_they_were_put(serve: Serve, size: int) -> None:
    one, two = Held(bytes(range(256)) * (size // 256) + bytes(range(size % 256))), Held(b"two")
    with serve(an_application_of(lambda: {"a": [1, text(one), "x"], "b": text(two)})).client() as client:
        response = client.get("/door/it")
    assert response.status_code == 200
    assert response.headers["content-length"] == str(len(response.content))
    assert (response.headers["content-type"], response.headers["x-told"]) == ("application/json", "1")
    assert response.json() == {"a": [1, base64.b64encode(one.data).decode(), "x"], "b": "dHdv"}
    assert (one.open_count, two.open_count) == (0, 0)
    assert one.largest_read <= BLOCK_BYTES
    assert one.threads <= {"filebook-worker"}


def test_a_head_is_told_the_length_and_reads_nothing(serve: Serve) -> None:
    held = Held(b"x" * 10)
    with serve(an_application_of(lambda: [text(held)])).client() as client:
        response = client.head("/door/it")
    assert (response.headers["content-length"], response.content) == ("20", b"")
    assert held.largest_read == 0


@pytest.mark.parametrize("breaks", ["in the middle", "at once", "short"])
def test_an_answer_whose_bytes_fail_never_looks_whole(serve: Serve, breaks: str) -> None:
    data = b"x" * (2 * BLOCK_BYTES)
    held = {
        "in the middle": Held(data, breaks_at=BLOCK_BYTES),
        "at once": Held(data, breaks_at=0),
        "short": Held(data, lacks=1),
    }[breaks]
    with serve(an_application_of(lambda: [text(held)])).client() as client, pytest.raises(httpx2.RemoteProtocolError):
        client.get("/door/it")
    assert held.open_count == 0


def test_a_value_without_bytes_leaves_whole(serve: Serve) -> None:
    with serve(an_application_of(lambda: {"a": "b"})).client() as client:
        response = client.get("/door/it")
    assert (response.content, response.headers["content-length"]) == (b'{"a":"b"}', "9")


@given(st.lists(st.one_of(st.text(), st.binary(max_size=10)), max_size=8))
def test_any_texts_and_bytes_come_out_as_they_went_in(values: list[str | bytes]) -> None:
    said = [text(Held(value)) if isinstance(value, bytes) else value for value in values]
    body = b"".join(
        part if isinstance(part, bytes) else base64.b64encode(part.open_reader().read(0, part.size_bytes))
        for part in parts_of(said)
    )
    expected = [base64.b64encode(value).decode() if isinstance(value, bytes) else value for value in values]
    assert json.loads(body) == expected
