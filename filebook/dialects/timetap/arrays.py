"""A JSON array that leaves while it is made, so that a list of any length takes little memory."""

import asyncio
from collections.abc import Iterator

from starlette.types import Receive, Scope, Send

from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.problems import Disconnected
from filebook.serving.routes import Answer

_MEDIA_TYPE = "application/json"


def array_answer(call: Call, batches: Iterator[bytes]) -> Answer:
    """Answer with one array. Each batch is the text between the brackets of a part of it, and is not empty.

    The first batch is made at once, so that what goes wrong there is still answered properly; an array of one batch
    leaves whole. Runs on a worker thread.
    """
    first, second = next(batches, b""), next(batches, None)
    if second is None:
        return bytes_answer(b"[" + first + b"]", media_type=_MEDIA_TYPE)
    return _ArrayAnswer(call, _pieces(first, second, batches))


def _pieces(first: bytes, second: bytes, batches: Iterator[bytes]) -> Iterator[bytes]:
    yield b"[" + first
    yield b"," + second
    for batch in batches:
        yield b"," + batch
    yield b"]"


class _ArrayAnswer:
    """Sends pieces, each made on a worker thread when the one before it has been taken."""

    __slots__ = ("_call", "_pieces", "raw_headers", "status_code")

    def __init__(self, call: Call, pieces: Iterator[bytes]) -> None:
        self.status_code = 200
        self.raw_headers = [(b"content-type", _MEDIA_TYPE.encode("ascii"))]
        self._call = call
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send the array. Raises: Disconnected if nobody takes it, and what goes wrong while the list is read on."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.ensure_future(self._call.gone())
        try:
            while (piece := await self._call.in_thread(next, self._pieces, None)) is not None:
                async with asyncio.timeout(self._call.limits.send_idle_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if gone.done():
                    raise Disconnected
            await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            raise Disconnected from None
        finally:
            gone.cancel()
