"""A body that breaks off, or is not waited for: whoever wants what arrived of it gets all of it."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message

from filebook.core.errors import NoSpace
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.receive import BATCH_BYTES, Chunk, pump
from filebook.serving.routes import PUBLIC, Answer, Body, Route
from tests.serving.served import a_door, an_application

PIECE = bytes(range(256)) * 256


class Taken:
    """What reached the consumer, and how the pump ended. `patience_seconds`: how long somebody waits for the body."""

    def __init__(self, *, to_the_last: bool, fails: bool = False, patience_seconds: float | None = None) -> None:
        self.data = bytearray()
        self.outcome = ""
        self._to_the_last = to_the_last
        self._fails = fails
        self._patience_seconds = patience_seconds

    def consume(self, data: Chunk) -> None:
        """Take some."""
        if self._fails:
            raise NoSpace
        self.data += data

    async def handle(self, call: Call) -> Answer:
        """The route's handler."""
        try:
            async with asyncio.timeout(self._patience_seconds):
                await pump(call, self.consume, limit_bytes=10**9, to_the_last=self._to_the_last)
        except BaseException as error:
            self.outcome = type(error).__name__
            raise
        raise AssertionError("the body never ends")


def serve(application: Application, sizes: Iterator[int], *, breaks: bool) -> bytes:
    """Send pieces of these sizes, and then break off or fall silent; what was sent."""
    sent = bytearray()

    async def receive() -> Message:
        size_bytes = next(sizes, None)
        if size_bytes is not None:
            piece = PIECE[:size_bytes]
            sent.extend(piece)
            return {"type": "http.request", "body": piece, "more_body": True}
        if not breaks:
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        assert message

    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/door/x",
        "raw_path": b"/door/x",
        "query_string": b"",
        "headers": [(b"host", b"filebook.test")],
        "scheme": "http",
    }
    asyncio.run(application(scope, receive, send))
    return bytes(sent)


def into(taken: Taken) -> Application:
    """An application whose one route reads into it."""
    return an_application(a_door(Route("PUT", "/x", taken.handle, PUBLIC, "", body=Body.STREAMED)))


SIZES = ([10], [1, 2, 3], [65536] * 15 + [65535], [65536] * 16, [65536] * 16 + [1], [65536] * 50 + [17])


@pytest.mark.parametrize("sizes", SIZES, ids=sum)
def test_what_arrived_before_a_break_is_given_to_who_wants_it(sizes: list[int]) -> None:
    taken = Taken(to_the_last=True)
    assert taken.data == serve(into(taken), iter(sizes), breaks=True)
    assert taken.outcome == "Disconnected"


@pytest.mark.parametrize("sizes", SIZES, ids=sum)
def test_what_arrived_before_nobody_waited_any_more_is_given_too(sizes: list[int]) -> None:
    taken = Taken(to_the_last=True, patience_seconds=0.2)
    assert taken.data == serve(into(taken), iter(sizes), breaks=False)
    assert taken.outcome == "TimeoutError"


def test_others_are_given_whole_batches_alone() -> None:
    taken = Taken(to_the_last=False)
    sent = serve(into(taken), iter([65536] * 50), breaks=True)
    assert taken.data == sent[: len(sent) // BATCH_BYTES * BATCH_BYTES]


def test_a_consumer_that_fails_is_given_no_more() -> None:
    taken = Taken(to_the_last=True, fails=True)
    serve(into(taken), iter([65536] * 20), breaks=True)
    assert taken.outcome == "NoSpace"
    assert taken.data == b""
