"""Bodies on their way in, under real servers: whole, too long, cut off, and slower or faster than their consumer."""

import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import httpx2
import pytest

from filebook.core.errors import NoSpace
from filebook.serving.answers import json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call, Edge
from filebook.serving.limits import MIB, HttpLimits
from filebook.serving.receive import BATCH_BYTES, Chunk, pump
from filebook.serving.routes import PUBLIC, Answer, Body, Route
from tests.serving.conftest import Serve
from tests.serving.served import a_door, an_application, wait_until

Visit = Callable[[Application], httpx2.Client]


class Consumer:
    """Takes bytes, slowly if it is held, and notices when it is called twice at once."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self.size_bytes = 0
        self.calls = 0
        self.threads: set[str] = set()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.busy = threading.Lock()
        self.fails_after: int | None = None
        self.outcome = ""
        self.was_busy_at_the_end = True

    def __call__(self, data: Chunk) -> None:
        assert self.busy.acquire(blocking=False), "two calls at once"
        try:
            self.threads.add(threading.current_thread().name.rpartition("-")[0])
            self.calls += 1
            assert self.may_go_on.wait(20)
            if self.fails_after is not None and self.size_bytes >= self.fails_after:
                raise NoSpace
            self.hash.update(data)
            self.size_bytes += len(data)
        finally:
            self.busy.release()


def an_application_into(consumer: Consumer, *, limit_bytes: int = 10**9, edge: Edge | None = None) -> Application:
    async def handler(call: Call) -> Answer:
        try:
            size_bytes = await pump(call, consumer, limit_bytes=limit_bytes)
        except BaseException as error:
            consumer.was_busy_at_the_end = consumer.busy.locked()
            consumer.outcome = type(error).__name__
            raise
        consumer.outcome = "whole"
        return json_answer(size_bytes)

    return an_application(a_door(Route("PUT", "/x", handler, PUBLIC, "", body=Body.STREAMED)), edge=edge)


def in_pieces(data: bytes, size_bytes: int) -> Iterator[bytes]:
    return (data[start : start + size_bytes] for start in range(0, len(data), size_bytes))


@pytest.mark.parametrize("size_bytes", [0, 1, 70_000, BATCH_BYTES, 5 * BATCH_BYTES + 3])
@pytest.mark.parametrize("is_chunked", [True, False])
def test_every_byte_reaches_the_consumer_in_order_on_a_worker_thread(
    visit: Visit, size_bytes: int, *, is_chunked: bool
) -> None:
    data = hashlib.shake_128(b"seed").digest(size_bytes)
    consumer = Consumer()
    client = visit(an_application_into(consumer))
    answer = client.put("/door/x", content=in_pieces(data, 50_000) if is_chunked else data)
    assert answer.json() == size_bytes
    assert consumer.hash.digest() == hashlib.sha256(data).digest()
    assert consumer.threads <= {"filebook-worker"}
    assert consumer.outcome == "whole"


def test_a_small_body_costs_one_call(visit: Visit) -> None:
    consumer = Consumer()
    visit(an_application_into(consumer)).put("/door/x", content=b"x" * 60_000)
    assert consumer.calls == 1


def test_many_small_chunks_are_joined(visit: Visit) -> None:
    consumer = Consumer()
    visit(an_application_into(consumer)).put("/door/x", content=in_pieces(b"x" * (3 * MIB), 1000))
    assert consumer.size_bytes == 3 * MIB
    assert consumer.calls < 100


def test_a_declared_length_above_the_limit_is_refused_before_a_byte_is_read(visit: Visit) -> None:
    consumer = Consumer()
    answer = visit(an_application_into(consumer, limit_bytes=1000)).put("/door/x", content=b"x" * 1001)
    assert answer.json() == {"problem": "TooLarge", "limit_bytes": 1000}
    assert (consumer.calls, consumer.outcome) == (0, "TooLarge")


def test_an_undeclared_length_is_counted(visit: Visit) -> None:
    consumer = Consumer()
    client = visit(an_application_into(consumer, limit_bytes=2 * MIB))
    answer = client.put("/door/x", content=in_pieces(b"x" * (4 * MIB), 100_000))
    assert answer.json() == {"problem": "TooLarge", "limit_bytes": 2 * MIB}
    assert consumer.size_bytes <= 2 * MIB
    assert not consumer.was_busy_at_the_end


def test_what_the_consumer_raises_is_the_answer(visit: Visit) -> None:
    consumer = Consumer()
    consumer.fails_after = MIB
    answer = visit(an_application_into(consumer)).put("/door/x", content=b"x" * (8 * MIB))
    assert answer.json() == {"problem": "NoSpace"}
    assert consumer.outcome == "NoSpace"


@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_body_cut_off_is_an_error_and_the_consumer_rests_by_then(serve: Serve, *, is_chunked: bool) -> None:
    consumer = Consumer()
    served = serve(an_application_into(consumer))
    data = b"x" * (3 * MIB)
    with served.connect() as connection:
        if is_chunked:
            connection.sendall(b"PUT /door/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.sendall(b"%x\r\n%s\r\n" % (len(data), data))
        else:
            connection.sendall(b"PUT /door/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (len(data) + 1))
            connection.sendall(data)
        wait_until(lambda: consumer.calls > 0)
    wait_until(lambda: consumer.outcome != "")
    assert consumer.outcome == "Disconnected"
    assert not consumer.was_busy_at_the_end


def send_until_it_stalls(connection: socket.socket, data: bytes) -> int:
    sent = 0
    try:
        while sent < len(data):
            sent += connection.send(data[sent : sent + MIB])
    except TimeoutError:
        return sent
    return sent


def test_a_slow_consumer_makes_the_client_wait(serve: Serve) -> None:
    consumer = Consumer()
    consumer.may_go_on.clear()
    data = bytes(64 * MIB)
    served = serve(an_application_into(consumer))
    with served.connect() as connection:
        connection.settimeout(0.5)
        connection.sendall(b"PUT /door/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(data))
        sent = send_until_it_stalls(connection, data)
        assert sent < 32 * MIB
        consumer.may_go_on.set()
        connection.settimeout(20)
        connection.sendall(data[sent:])
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert consumer.size_bytes == len(data)


def test_a_client_that_sends_nothing_more_is_given_up(serve: Serve) -> None:
    consumer = Consumer()
    edge = Edge(limits=HttpLimits(body_idle_seconds=0.2))
    with serve(an_application_into(consumer, edge=edge)).connect() as connection:
        connection.sendall(b"PUT /door/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        assert connection.recv(100).startswith(b"HTTP/1.1 408")
    assert consumer.outcome == "RequestTimedOut"


def test_a_client_that_trickles_is_given_up(serve: Serve) -> None:
    consumer = Consumer()
    edge = Edge(limits=HttpLimits(body_grace_seconds=0.2, body_bytes_per_second=1000))
    with serve(an_application_into(consumer, edge=edge)).connect() as connection:
        connection.sendall(b"PUT /door/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        stop = time.monotonic() + 20
        while not consumer.outcome and time.monotonic() < stop:
            connection.sendall(b"x")
            time.sleep(0.02)
        assert connection.recv(100).startswith(b"HTTP/1.1 408")
    assert consumer.outcome == "RequestTimedOut"


def test_a_client_asking_whether_to_go_on_is_told_only_if_it_may(serve: Serve) -> None:
    consumer = Consumer()
    served = serve(an_application_into(consumer, limit_bytes=1000))
    head = b"PUT /door/x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    with served.connect() as connection:
        connection.sendall(head % 500)
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"x" * 500)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    with served.connect() as connection:
        connection.sendall(head % 5000)
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
