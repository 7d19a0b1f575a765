"""Answers that leave where their request was read: the same to the last byte as those that take the longer way."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest

from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.guarded import GuardedHttp
from filebook.serving.routes import PUBLIC, Answer, Route
from filebook.serving.watching import End
from tests.serving.served import PATIENCE_SECONDS, a_door, an_application, under_uvicorn

_ITS_OWN = re.compile(rb"(x-request-id|date): [^\r]*\r\n")
"""What differs from answer to answer."""
GET = b"GET /door/x/1 HTTP/1.1\r\nHost: x\r\n"
ASKED = {
    "a GET": GET + b"\r\n",
    "a HEAD": b"HEAD /door/x/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "an OPTIONS": b"OPTIONS /door/x/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a method that is not served": b"DELETE /door/x/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "an address that is not served": b"GET /door/y HTTP/1.1\r\nHost: x\r\n\r\n",
    "no host": b"GET /door/x/1 HTTP/1.1\r\n\r\n",
    "the last of its connection": GET + b"Connection: close\r\n\r\n",
    "HTTP/1.0": b"GET /door/x/1 HTTP/1.0\r\nHost: x\r\n\r\n",
    "with a body that nobody reads": GET + b"Content-Length: 4\r\n\r\nbody",
    "wishing to be told to go on": GET + b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
    "an answer without a body": b"GET /door/nothing HTTP/1.1\r\nHost: x\r\n\r\n",
    "an answer of a length untold": b"GET /door/untold HTTP/1.1\r\nHost: x\r\n\r\n",
    "an answer that ends its connection": b"GET /door/last HTTP/1.1\r\nHost: x\r\n\r\n",
    "several in one read": GET
    + b"\r\n"
    + GET.replace(b"x/1", b"x/2")
    + b"\r\n"
    + GET.replace(b"x/1", b"x/3")
    + b"\r\n",
    "an operation": b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
}


class Hasty(GuardedHttp):
    """Waits for the next request so little that a test can wait for the end."""

    head_seconds = 1.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timeout_keep_alive = 2


def echo(call: Call) -> Answer:
    return json_answer(dict(call.path_params))


def nothing(call: Call) -> Answer:
    return empty_answer()


def untold(call: Call) -> Answer:
    return BytesAnswer(b"abc")


def last(call: Call) -> Answer:
    return json_answer({}, headers=[(b"connection", b"close")])


def broken_out(call: Call) -> Answer:
    return json_answer({}, headers=[(b"x-name", b"a\r\nset-cookie: b")])


def failing(call: Call) -> Answer:
    raise ValueError(call.path)


def an_app(*more: Route, at_once: bool = True, **settings: object) -> Application:
    handlers = {"/x/{id}": echo, "/nothing": nothing, "/untold": untold, "/last": last, "/out": broken_out}
    routes = [Route("GET", path, handler, PUBLIC, "", inline=True) for path, handler in handlers.items()]
    routes.append(Route("GET", "/failing", failing, PUBLIC, "", inline=True))
    return an_application(a_door(*routes, *more), reads_inline=at_once, **settings)


def test_an_answer_at_once_is_the_one_that_takes_the_longer_way() -> None:
    answers = []
    for at_once in (True, False):
        with under_uvicorn(an_app(at_once=at_once)) as served, ThreadPoolExecutor(len(ASKED)) as pool:
            got = pool.map(served.exchange, ASKED.values())
            answers.append({name: _ITS_OWN.sub(b"", answer) for name, answer in zip(ASKED, got, strict=True)})
    assert answers[0] == answers[1]
    several = answers[0]["several in one read"]
    assert re.findall(rb'"id":"(.)"', several) == [b"1", b"2", b"3"]
    assert all(answer.startswith(b"HTTP/1.1 ") for answer in answers[0].values())


def test_a_connection_goes_on_after_an_answer_at_once() -> None:
    with under_uvicorn(an_app()) as served, served.client() as client:
        assert [client.get(f"/door/x/{number}").json() for number in range(5)] == [{"id": str(n)} for n in range(5)]


def test_a_connection_that_asks_for_nothing_more_is_closed_after_a_while() -> None:
    with under_uvicorn(an_app(), Hasty) as served, served.connect() as connection:
        for _ in range(3):
            connection.sendall(ASKED["a GET"])
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        assert connection.recv(65536) == b""


def test_a_connection_whose_next_answer_takes_long_is_not_closed() -> None:
    may_end = threading.Event()

    def slow(call: Call) -> Answer:
        may_end.wait(PATIENCE_SECONDS)
        return json_answer({})

    app = an_app(Route("GET", "/slow", slow, PUBLIC, ""))
    with under_uvicorn(app, Hasty) as served, served.connect() as connection:
        connection.sendall(ASKED["a GET"])
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET /door/slow HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.settimeout(5)
        with pytest.raises(TimeoutError):
            connection.recv(65536)
        may_end.set()
        connection.settimeout(PATIENCE_SECONDS)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_no_header_breaks_out_of_an_answer_at_once(log: BytesIO) -> None:
    with under_uvicorn(an_app()) as served:
        answer = served.exchange(b"GET /door/out HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"set-cookie" not in answer
    assert b" 200 " not in answer
    assert log.getvalue()


@pytest.mark.parametrize(("path", "status"), [("/door/x/1", 200), ("/door/nowhere", 404), ("/door/failing", 500)])
def test_whoever_watches_is_told_of_an_answer_at_once(path: str, status: int, log: BytesIO) -> None:
    told: list[tuple[str, End]] = []
    app = an_app(watchers=[lambda call, end: told.append((call.path, end))])
    with under_uvicorn(app) as served, served.client() as client:
        answer = client.get(path)
    assert answer.status_code == status
    assert [(path, end.status, end.sent_bytes) for path, end in told] == [(path, status, len(answer.content))]
    assert (b"request.failed" in log.getvalue()) == (status == 500)
