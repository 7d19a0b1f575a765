"""uvicorn's HTTP/1.1 protocol, with bounds on a request's head, which uvicorn reads without any.

Give the class to `uvicorn.Config(http=…)`. Inside a body and between requests other clocks run: `Call.next_chunk`, and
uvicorn's keep-alive timeout.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from filebook.serving.at_once import AtOnceHttp
from filebook.serving.limits import KIB


class GuardedHttp(AtOnceHttp):
    """One connection."""

    head_seconds: ClassVar[float] = 10.0
    """How long a request's head may take to arrive, and a new connection to begin one; up to twice that."""
    head_bytes: ClassVar[int] = 64 * KIB
    """How much of an unfinished head is held, give or take one read. A finished one is weighed by `check_head`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to uvicorn as it is
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._watched: object | None = None
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Begin to watch the connection."""
        super().connection_made(transport)
        self._watch = self.loop.call_later(self.head_seconds, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        super().connection_lost(exc)
        if self._watch is not None:
            self._watch.cancel()

    def data_received(self, data: bytes) -> None:
        """Take bytes, and end the connection when they make too long a head."""
        super().data_received(data)
        if self._head() is None:
            self._head_bytes = 0
            return
        self._head_bytes += len(data)
        if self._head_bytes > self.head_bytes and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def _head(self) -> object | None:
        """The scope of a head that has begun and that no request was made from yet."""
        begun, made = self._begun_and_made()
        return begun if made is None or made.scope is not begun else None

    def _begun_and_made(self) -> tuple[object | None, RequestResponseCycle | None]:
        """The last request's scope and its cycle; both None at first, whatever uvicorn's own types say."""
        return self.scope, self.cycle

    def _look(self) -> None:
        """End the connection if it began no request, is in the same head as a while ago, or asks for nothing more."""
        begun, _ = self._begun_and_made()
        head = self._head()
        is_over = self._is_kept_too_long() if head is None else head is self._watched
        if begun is None or is_over:
            self.transport.close()
            return
        self._watched = head
        self._watch = self.loop.call_later(self.head_seconds, self._look)
