"""Requests that are no HTTP, sent raw: refused or dropped, never a traceback, and the server goes on."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from filebook.serving.answers import json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.guarded import GuardedHttp
from filebook.serving.routes import PUBLIC, Answer, Body, Route
from tests.serving.conftest import Serve
from tests.serving.served import Served, a_door, an_application, under_uvicorn

GET = b"GET /door/x/1 HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /door/x/1 HTTP/1.1\r\nHost: x\r\n"

AMBIGUOUS = {
    "two ways to tell the length": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "a negative length": POST + b"Content-Length: -4\r\n\r\nabcd",
    "a length with a plus": POST + b"Content-Length: +4\r\n\r\nabcd",
    "an immense length": POST + b"Content-Length: 99999999999999999999999\r\n\r\nabcd",
    "a bad chunk length": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a chunk without its end": POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcX0\r\n\r\n",
    "an unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": GET + b"X-A: a\r\n b\r\n\r\n",
    "bare line feeds": b"GET /door/x/1 HTTP/1.1\nHost: x\n\n",
    "two hosts": GET + b"Host: y\r\n\r\n",
    "a NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a NUL in the path": b"GET /door/x/\0 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a control in a header": GET + b"X: \x01\x7f\r\n\r\n",
    "a header without a name": GET + b": a\r\n\r\n",
    "an unknown version": b"GET /door/x/1 HTTP/9.9\r\nHost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
}
ODD = {
    "no host": b"GET /door/x/1 HTTP/1.1\r\n\r\n",
    "HTTP/1.0": b"GET /door/x/1 HTTP/1.0\r\n\r\n",
    "HTTP/0.9": b"GET /door/x/1\r\n",
    "an absolute address": b"GET http://x/door/x/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a connect": b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "a websocket": GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
    "another upgrade": GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "an unknown expectation": POST + b"Expect: 200-maybe\r\nContent-Length: 1\r\n\r\na",
    "an unknown method": b"FOO /door/x/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "two at once": GET + b"\r\n" + GET + b"\r\n",
    "a half escape": b"GET /door/x/%e HTTP/1.1\r\nHost: x\r\n\r\n",
    "no UTF-8": b"GET /door/x/%ff HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long path": b"GET /door/x/" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long header": GET + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "many headers": GET + b"X: a\r\n" * 10_000 + b"\r\n",
    "nothing": b"",
    "an empty line": b"\r\n",
}


class Hasty(GuardedHttp):
    """Gives up soon enough for a test."""

    head_seconds = 0.1


def echo(call: Call) -> Answer:
    return json_answer({"params": call.path_params, "query": list(call.query.items()), "body": len(call.body)})


def an_echo() -> Application:
    routes = [
        Route("GET", "/x/{id}", echo, PUBLIC, ""),
        Route("POST", "/x/{id}", echo, PUBLIC, "", body=Body.BUFFERED),
    ]
    return an_application(a_door(*routes))


def is_alive(served: Served) -> bool:
    with served.client() as client:
        return client.get("/door/x/1").status_code == 200


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_request_that_can_be_read_in_two_ways_is_refused_and_the_connection_closed(log: BytesIO, name: str) -> None:
    with under_uvicorn(an_echo()) as served, served.connect() as connection:
        connection.sendall(AMBIGUOUS[name])
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert name == "two hosts" or connection.recv(1) == b""
        assert is_alive(served)
    assert b"request.failed" not in log.getvalue()
    assert b"Traceback" not in log.getvalue()


def test_no_request_whatever_it_is_gives_a_traceback(serve: Serve, log: BytesIO) -> None:
    served = serve(an_echo())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(served.exchange, (AMBIGUOUS | ODD).values()))
    for answer in answers:
        assert not answer.startswith(b"HTTP/1.1 5")
        assert b"Traceback" not in answer
    assert is_alive(served)
    assert b"request.failed" not in log.getvalue()
    assert b"Traceback" not in log.getvalue()


def test_no_mutation_of_a_request_gives_a_traceback(serve: Serve, log: BytesIO) -> None:
    served = serve(an_echo())
    chance = random.Random(7)
    seeds = [*AMBIGUOUS.values(), *(request for request in ODD.values() if 0 < len(request) < 1000)]
    for _ in range(400):
        request = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(request))
            kind = chance.randrange(3)
            if kind == 0:
                request[at] = chance.randrange(256)
            elif kind == 1:
                request[at:at] = chance.choice([b"\r\n", b"\0", b"%", b"/../", b"\xff", b" ", b"HTTP/1.1", b"0"])
            elif len(request) > 1:
                del request[at]
        assert not served.exchange(bytes(request), says_when_done=True).startswith(b"HTTP/1.1 5")
    assert is_alive(served)
    assert b"request.failed" not in log.getvalue()
    assert b"Traceback" not in log.getvalue()


def test_a_head_without_end_is_cut_off(log: BytesIO) -> None:
    with under_uvicorn(an_echo()) as served, served.connect() as connection:
        connection.sendall(GET + b"X: ")
        sent = 0
        try:
            while sent < 100_000_000:
                connection.sendall(b"a" * 65536)
                sent += 65536
        except OSError:
            pass
        assert sent < 20_000_000
        assert is_alive(served)


@pytest.mark.parametrize("begun", [b"", GET, b"GET", GET + b"\r\n" + GET])
def test_a_head_that_does_not_end_in_time_is_given_up(begun: bytes) -> None:
    with under_uvicorn(an_echo(), Hasty) as served, served.connect() as connection:
        connection.sendall(begun)
        while connection.recv(65536):
            pass
        assert is_alive(served)


def test_a_request_that_takes_its_time_after_its_head_is_not_given_up() -> None:
    with under_uvicorn(an_echo(), Hasty) as served, served.connect() as connection:
        for _ in range(2):
            connection.sendall(POST + b"Content-Length: 8\r\n\r\n")
            for _ in range(8):
                time.sleep(0.05)
                connection.sendall(b"x")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
