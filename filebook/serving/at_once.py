"""uvicorn's HTTP/1.1 protocol, answering at once where nothing has to be waited for.

A row is found within microseconds; a task for each request, and an answer handed on in two messages, cost as much as
all that is done for it. So the application is asked first what it can say without waiting. If that is the whole answer,
it is written where the request was read; anything else goes uvicorn's own way.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from filebook.serving.answers import BytesAnswer
from filebook.serving.application import Application
from filebook.serving.exchange import Exchange

_UNFIT = bytes({*range(0x20), 0x7F} - {ord("\t")})
"""What no header may hold. Source: RFC 9110, section 5.5."""
_LINE_END = b"\r\n"
_WITHOUT_BODY = frozenset({204, 304})


class AtOnceHttp(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to uvicorn as it is
        super().__init__(*args, **kwargs)
        self._application = self.app if isinstance(self.app, Application) else None
        self._is_first_of_read = False
        self._answered_at = 0.0

    def data_received(self, data: bytes) -> None:
        """Take bytes. Of several requests in them one is answered at once: all other connections wait meanwhile."""
        self._is_first_of_read = True
        super().data_received(data)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401 - as above
        """Begin with a request whose turn it is."""
        is_first, self._is_first_of_read = self._is_first_of_read, False
        if self._application is None or app is not self._application or not is_first:
            super()._start_asgi_task(cycle, app)
            return
        exchange = self._application.begin(cycle.scope, cycle.receive)  # type: ignore[arg-type] # uvicorn's types of them
        if not self._has_answered(cycle, exchange):
            super()._start_asgi_task(cycle, partial(self._application.finish, exchange))
            return
        self._application.end(exchange)
        cycle.on_response = _nothing  # as uvicorn does: it leads back to this connection
        self._await_next()

    def _await_next(self) -> None:
        """What uvicorn does after an answer, but for a timer: one for each answer is the dearest part of it."""
        if self.pipeline or self.flow.read_paused:
            self.on_response_complete()
        else:
            self.server_state.total_requests += 1
            self._answered_at = self.loop.time()

    def _is_kept_too_long(self) -> bool:
        """Whether nothing was asked since an answer that was given at once, for longer than a connection is kept."""
        if not self._answered_at or self.timeout_keep_alive_task is not None or not self.cycle.response_complete:
            return False
        return self.loop.time() - self._answered_at >= self.timeout_keep_alive

    def _has_answered(self, cycle: RequestResponseCycle, exchange: Exchange) -> bool:
        answer = exchange.answer
        if not isinstance(answer, BytesAnswer) or not cycle.keep_alive or self.flow.write_paused:
            return False
        if cycle.scope["method"] == "HEAD":
            return False
        headers = [*self.server_state.default_headers, *exchange.told_with(answer)]
        whole = _written(answer.status_code, headers, answer.body)
        if whole is None:
            return False
        self.transport.write(whole)
        cycle.response_started = cycle.response_complete = True
        exchange.note_sent(answer.status_code, body_bytes=len(answer.body))
        return True


def _written(status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> bytes | None:
    """An answer as it travels; None for one that uvicorn has to make something of, or to refuse."""
    lines = [b"%b: %b" % header for header in headers]
    has_length = b"content-length: %d" % len(body) in lines or (status in _WITHOUT_BODY and not body)
    if not has_length or b"connection: close" in lines:
        return None
    head = b"\n".join(lines)
    if len(head.translate(None, _UNFIT)) != len(head) - len(lines) + 1:
        return None
    return _LINE_END.join([STATUS_LINE[status][:-2], *lines, b"", body])


def _nothing() -> None:
    """There is no more to do."""
