"""PiecesAnswer: an answer that leaves while it is made, so that one of any length takes little memory."""

import asyncio
from collections.abc import Iterable, Iterator

from starlette.types import Receive, Scope, Send

from filebook.serving.call import Call
from filebook.serving.problems import Disconnected


class PiecesAnswer:
    """Sends pieces, each made on a worker thread when the one before it has been taken.

    Raises, when called, Disconnected if nobody takes them, and what goes wrong while they are made: the connection is
    then cut, so that its end is never a clean one.
    """

    __slots__ = ("_call", "_pieces", "raw_headers", "status_code")

    def __init__(self, call: Call, pieces: Iterator[bytes], *, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self.status_code = 200
        self.raw_headers = [*headers]
        self._call = call
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send the pieces; to a HEAD just the headers."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.ensure_future(self._call.gone())
        try:
            while self._call.method != "HEAD":
                piece = await self._call.in_thread(next, self._pieces, None)
                if piece is None:
                    break
                async with asyncio.timeout(self._call.limits.send_idle_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if gone.done():
                    raise Disconnected
            await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            raise Disconnected from None
        finally:
            gone.cancel()
