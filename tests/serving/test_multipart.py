"""Forms as they arrive, read by the real parser in pieces of any size, and once under real servers."""

from collections.abc import Callable

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import NoSpace, TooLarge
from filebook.serving.answers import json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.limits import FormLimits
from filebook.serving.multipart import FormReader, receive_form
from filebook.serving.problems import BadRequest
from filebook.serving.receive import Chunk, Consumer
from filebook.serving.routes import PUBLIC, Answer, Body, Route
from tests.serving.served import a_door, an_application

Visit = Callable[[Application], httpx2.Client]


class Sinks:
    """Keeps the bytes of every file it is asked about."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str, str, bytearray]] = []

    def choose(self, name: str, file_name: str, media_type: str) -> Consumer | None:
        kept = bytearray()
        self.files.append((name, file_name, media_type, kept))

        def take(data: Chunk) -> None:
            kept.extend(data)

        return take


def part(disposition: str, data: bytes, *headers: str) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {disposition}", *headers])
    return b"--cut\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n"


def read(
    body: bytes, *, step: int = 1_000_000, limits: FormLimits | None = None
) -> tuple[dict[str, list[str]], list[tuple[str, str, str, bytes]]]:
    sinks = Sinks()
    reader = FormReader(b"cut", sinks.choose, limits or FormLimits())
    for start in range(0, len(body), step):
        reader.write(body[start : start + step])
    return reader.finish().fields, [
        (name, file_name, media_type, bytes(data)) for name, file_name, media_type, data in sinks.files
    ]


END = b"--cut--\r\n"


@pytest.mark.parametrize("step", [1, 7, 64, 1_000_000])
def test_parts_may_come_in_any_order_and_in_any_pieces(step: int) -> None:
    tricky = b"\r\n--cu\r\n--cut-\r\n" + bytes(range(256))
    body = (
        part('name="first"', b"1")
        + part('name="upload"; filename="a.png"', tricky, "Content-Type: image/png")
        + part('name="token"', "ß".encode())
        + part('name="first"', b"again")
        + END
    )
    fields, files = read(body, step=step)
    assert fields == {"first": ["1", "again"], "token": ["ß"]}
    assert files == [("upload", "a.png", "image/png", tricky)]


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(1, 400))
def test_file_bytes_arrive_as_they_were_sent(contents: list[bytes], step: int) -> None:
    wanted = [data for data in contents if b"\r\n--cut" not in data]
    body = b"".join(part('name="f"; filename="x"', data) for data in wanted) + END
    assert [data for *_, data in read(body, step=step)[1]] == wanted


@pytest.mark.parametrize(
    "disposition, file_name",
    [
        ('name="f"; filename="grüße.pdf"', "grüße.pdf"),
        ('name="f"; filename=plain.pdf', "plain.pdf"),
        ("name=\"f\"; filename*=UTF-8''gr%C3%BC%C3%9Fe.pdf", "grüße.pdf"),
        ('name="f"; filename="old.pdf"; filename*=utf-8\'de\'gr%C3%BC.pdf', "grü.pdf"),
        ('name="f"; filename="a\\"b.pdf"', 'a"b.pdf'),
        ('name="f"; filename="a;b.pdf"', "a;b.pdf"),
        ('name="f"; filename=""', ""),
    ],
)
def test_file_names_are_read_in_every_form_that_clients_send(disposition: str, file_name: str) -> None:
    _, files = read(part(disposition, b"data") + END)
    assert files == [("f", file_name, "", b"data")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form at all",
        part('name="a"', b"1"),
        part('name="a"', b"1") + b"--cut",
        part("", b"nameless") + END,
        b"--cut\r\nContent-Type: text/plain\r\n\r\nno disposition\r\n" + END,
        b"--cut\r\nbad header\r\n\r\n\r\n" + END,
        part('name="a"', b"\xff") + END,
        part('name="f"; filename="\xff"'.encode("latin-1").decode("latin-1"), b"").replace(b"\xc3\xbf", b"\xff") + END,
        part('name="a"', b"1") * 101 + END,
        part('name="a"', b"1", "X-Long: " + "x" * 9000) + END,
        part('name="a"', b"1", *[f"X-{number}: {'x' * 3000}" for number in range(3)]) + END,
    ],
)
@pytest.mark.parametrize("step", [1, 1_000_000])
def test_a_malformed_form_is_refused(body: bytes, step: int) -> None:
    with pytest.raises(BadRequest):
        read(body, step=step)


def test_a_hundred_parts_are_welcome() -> None:
    fields, _ = read(part('name="a"', b"1") * 100 + END)
    assert fields == {"a": ["1"] * 100}


def test_text_fields_have_a_limit_together_and_files_none() -> None:
    limits = FormLimits(text_bytes=10)
    half = part('name="a"', b"12345")
    assert read(half * 2 + END, limits=limits)[0] == {"a": ["12345", "12345"]}
    with pytest.raises(TooLarge):
        read(half * 3 + END, limits=limits)
    assert len(read(part('name="f"; filename="x"', b"x" * 1000) + END, limits=limits)[1][0][3]) == 1000


def an_application_of_forms(sinks: Sinks, choose: Callable[[str, str, str], Consumer | None]) -> Application:
    async def handler(call: Call) -> Answer:
        form = await receive_form(call, choose, limit_bytes=10**8)
        return json_answer({"fields": form.fields, "sizes": [len(data) for *_, data in sinks.files]})

    return an_application(a_door(Route("POST", "/x", handler, PUBLIC, "", body=Body.STREAMED)))


def test_a_large_file_and_its_fields_arrive_together(visit: Visit) -> None:
    sinks = Sinks()
    client = visit(an_application_of_forms(sinks, sinks.choose))
    data = bytes(range(256)) * 40_000
    answer = client.post("/door/x", data={"a": "1", "b": "ü"}, files={"upload": ("x.bin", data)})
    assert answer.json() == {"fields": {"a": ["1"], "b": ["ü"]}, "sizes": [len(data)]}
    assert bytes(sinks.files[0][3]) == data


def test_a_file_nobody_wants_is_dropped_and_the_fields_still_come(visit: Visit) -> None:
    client = visit(an_application_of_forms(Sinks(), lambda *_: None))
    answer = client.post("/door/x", data={"a": "1"}, files={"upload": ("x.bin", bytes(3_000_000))})
    assert answer.json() == {"fields": {"a": ["1"]}, "sizes": []}


def test_a_sink_that_fails_is_the_answer(visit: Visit) -> None:
    def choose(name: str, file_name: str, media_type: str) -> Consumer:
        def take(data: Chunk) -> None:
            raise NoSpace

        return take

    client = visit(an_application_of_forms(Sinks(), choose))
    assert client.post("/door/x", files={"upload": ("x.bin", b"data")}).json() == {"problem": "NoSpace"}


@pytest.mark.parametrize(
    "content_type, problem",
    [
        ("application/json", "UnsupportedMediaType"),
        ("", "UnsupportedMediaType"),
        ("multipart/form-data", "BadRequest"),
        ("multipart/form-data; boundary=", "BadRequest"),
        ("multipart/form-data; boundary=" + "x" * 1000, "BadRequest"),
    ],
)
def test_a_body_that_is_no_form_is_refused(visit: Visit, content_type: str, problem: str) -> None:
    client = visit(an_application_of_forms(Sinks(), Sinks().choose))
    answer = client.post("/door/x", content=b"--cut--", headers={"content-type": content_type})
    assert answer.json()["problem"] == problem
