"""The application that a server runs: finds each request's door and route, asks who calls, runs the handler, answers.

Anything unexpected ends here: logged under the request's id, told to nobody.
"""

import itertools
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

import structlog
from starlette.types import Message, Receive, Scope, Send

from filebook.core import ids
from filebook.core.errors import FilebookError
from filebook.serving.admission import admit
from filebook.serving.answers import (
    BytesAnswer,
    compressed,
    empty_answer,
    failure_headers,
    is_worth_compressing,
    json_answer,
)
from filebook.serving.call import Call, Edge
from filebook.serving.cross_origin import cross_origin_headers, preflight_headers
from filebook.serving.limits import check_head
from filebook.serving.logs import AccessLog, RequestFinished
from filebook.serving.operations import Operation, Operations
from filebook.serving.problems import (
    BadRequest,
    Disconnected,
    HttpProblem,
    InternalFault,
    MethodNotAllowed,
    UnknownPath,
    UnsupportedMediaType,
)
from filebook.serving.receive import read_whole
from filebook.serving.router import Place, Router
from filebook.serving.routes import Answer, Body, Door, Route, StreamHandler, SyncHandler
from filebook.serving.threads import Threads
from filebook.serving.watching import End, Watcher

Hook = Callable[[], None]


class Application:
    """The ASGI application over all doors.

    `hosts` gives doors host names of their own. `allowed_origins` are those whose pages may call the doors that let
    them in. `reads_inline` says that the store's point reads are cheap enough for the event loop, as SQLite's are.
    `watchers` are told of each request when it is over. `on_start` runs before the first request, `on_stop` after the
    last, each in order and on a worker thread.
    """

    def __init__(
        self,
        doors: Sequence[Door],
        *,
        now: Callable[[], datetime],
        reads_inline: bool,
        edge: Edge | None = None,
        hosts: Mapping[str, ids.Door] | None = None,
        allowed_origins: frozenset[str] = frozenset(),
        operations: Operations | None = None,
        thread_count: int = 16,
        access_log: bool = False,
        watchers: Sequence[Watcher] = (),
        on_start: Sequence[Hook] = (),
        on_stop: Sequence[Hook] = (),
    ) -> None:
        self._now = now
        self._reads_inline = reads_inline
        self._edge = edge or Edge()
        self._download_host = urlsplit(self._edge.download_base_url).hostname or ""
        self._router = Router(doors, hosts=hosts or {}, download_host=self._download_host)
        self._on_ending = [door.on_ending for door in doors if door.on_ending is not None]
        self._allowed_origins = allowed_origins
        self._operations = (operations or Operations()).table()
        self._threads = Threads(thread_count)
        self._access_log = AccessLog() if access_log else None
        self._watchers = watchers
        self._is_timed = access_log or bool(watchers)
        self._on_start = on_start
        self._on_stop = on_stop
        self._log = structlog.get_logger()
        # Request ids are unique, not secret: a random part for this run, and a number, cost less than 128 random bits.
        self._run_id = os.urandom(8).hex()
        self._request_numbers = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection's request, or the server's own start and stop."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close"})

    def end_soon(self) -> None:
        """Let requests that may last long come to an end. For the server, on its event loop, when it begins to stop."""
        for end in self._on_ending:
            end()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            for hook in self._on_start:
                await self._threads.run(hook)
        except Exception:  # noqa: BLE001 - whatever stops the start is told to the server, which ends
            self._log.exception("application.not_started")
            await send({"type": "lifespan.startup.failed", "message": "a start hook failed; see the log"})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for hook in self._on_stop:
            await self._threads.run(hook)
        self._threads.stop()
        if self._access_log is not None:
            self._access_log.flush()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic() if self._is_timed else 0.0
        call = Call(
            scope,
            receive,
            arrived_at=self._now(),
            request_id=f"{self._run_id}{next(self._request_numbers):016x}",
            edge=self._edge,
            threads=self._threads,
        )
        out = _Outgoing(scope, receive, send, call)
        door: Door | None = None
        try:
            placed = self._router.place(call)
            if placed is not None:
                door = placed[0].door
                if door.cross_origin and self._allowed_origins:
                    out.headers += cross_origin_headers(call, self._allowed_origins, reads=door.page_reads)
            await out.deliver(await self._handled(call, scope, placed))
        except Disconnected:
            call.outcome = "disconnected"
            # To a client that has gone this goes nowhere. Some servers tell of a malformed body in the same way.
            if not out.has_started:
                await out.deliver(self._rendered(BadRequest("body"), door, call))
        except Exception as error:  # noqa: BLE001 - the boundary: nothing may leave it but an answer
            await self._recover(error, door, call, out)
        if self._is_timed:
            self._tell(call, End(out.status, time.monotonic() - began, out.sent_bytes))

    def _tell(self, call: Call, end: End) -> None:
        """Let whoever watches know that a request is over."""
        if self._access_log is not None:
            duration_ms = round(end.seconds * 1000, 3)
            self._access_log.write(
                RequestFinished(
                    call.method, call.door, call.route, end.status, duration_ms, call.request_id, call.arrived_at
                )
            )
        for watch in self._watchers:
            watch(call, end)

    async def _handled(self, call: Call, scope: Scope, placed: Place | None) -> Answer:
        """The answer of the route that the request names."""
        operation = self._operations.get(scope["path"])
        if operation is not None and not self._is_at_download_host(call):
            return await self._operate(operation, call)
        check_head(scope, self._edge.limits)
        if placed is None:
            raise UnknownPath
        mount, segments = placed
        call.door = mount.door.name.value
        try:
            route = mount.resolve(call, segments)
        except MethodNotAllowed as problem:
            if call.method == "OPTIONS":
                methods = problem.headers["allow"]
                allowed = self._allowed_origins if mount.door.cross_origin else frozenset()
                told = preflight_headers(call, allowed, methods=methods, sends=mount.door.page_sends)
                return empty_answer(headers=[(b"allow", methods.encode("ascii")), *told, *mount.door.options])
            raise
        call.route = route.path
        if route.hands_out and self._download_host and not self._is_at_download_host(call) and _is_browser(call):
            query = b"?" + scope["query_string"] if call.has_query else b""
            address = f"{call.download_url}{call.path.removeprefix(call.prefix)}".encode("latin-1") + query
            return empty_answer(status=307, headers=[(b"location", address), (b"cache-control", b"no-store")])
        if route.body is Body.NONE and route.inline and self._reads_inline:
            return _perform(mount.door, route, call)
        return await self._run(mount.door, route, call)

    async def _run(self, door: Door, route: Route, call: Call) -> Answer:
        """Run a handler that wants a body or a thread, after its credential was judged."""
        if route.body is not Body.NONE and call.headers.get("content-encoding", "identity") != "identity":
            raise UnsupportedMediaType
        if route.body is Body.BUFFERED:
            call.body = await read_whole(call, limit_bytes=route.body_limit_bytes)
        is_inline = route.inline and self._reads_inline
        if route.body is Body.STREAMED:
            if is_inline or route.access.kind != "credential":
                admit(door, route, call)
            else:
                await self._threads.run(partial(admit, door, route, call))
            return _packed(await cast(StreamHandler, route.handler)(call), door, call)
        if is_inline:
            return _perform(door, route, call)
        return await self._threads.run(partial(_perform, door, route, call))

    def _is_at_download_host(self, call: Call) -> bool:
        return bool(self._download_host) and call.host_name == self._download_host

    async def _operate(self, operation: Operation, call: Call) -> Answer:
        if call.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(("GET", "HEAD"))
        if operation.inline:
            return operation.handler(call)
        return await self._threads.run(partial(operation.handler, call))

    async def _recover(self, error: Exception, door: Door | None, call: Call, out: "_Outgoing") -> None:
        """Answer in the door's form what can still be answered; an answer already begun ends with its connection."""
        is_expected = isinstance(error, FilebookError | HttpProblem)
        if out.has_started or not is_expected:
            event = "answer.broken_off" if out.has_started else "request.failed"
            call.outcome = "broken_off" if out.has_started else ""
            fields = {"method": call.method, "door": call.door, "route": call.route, "request_id": call.request_id}
            self._log.error(event, **fields, exc_info=error)
        if not out.has_started:
            problem = error if isinstance(error, FilebookError | HttpProblem) else InternalFault()
            await out.deliver(self._rendered(problem, door, call))

    def _rendered(self, problem: FilebookError | HttpProblem, door: Door | None, call: Call) -> Answer:
        if door is not None:
            try:
                call.outcome = type(problem).__name__  # where the door has no word of its own
                return door.render(problem, call)
            except Exception:  # noqa: BLE001 - the same boundary: a door that fails to word a failure
                self._log.exception("render.failed", door=call.door, request_id=call.request_id)
        return _plainly_rendered(problem, call)


class _Outgoing:
    """The way back to the client. Remembers whether and with what status an answer has begun.

    `headers` go with whatever is answered, a failure too: the request's id, and what the door tells browsers.
    """

    __slots__ = ("_call", "_receive", "_scope", "_send", "has_started", "headers", "sent_bytes", "status")

    def __init__(self, scope: Scope, receive: Receive, send: Send, call: Call) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._call = call
        self.headers: list[tuple[bytes, bytes]] = [(b"x-request-id", call.request_id.encode("ascii"))]
        self.has_started = False
        self.status: int | None = None
        self.sent_bytes = 0

    def deliver(self, answer: Answer) -> Awaitable[None]:
        """Send an answer, under the headers that all answers to the request have; to a HEAD without its body."""
        answer.raw_headers.extend(self.headers)
        answer.raw_headers.extend(self._call.answer_headers)
        return answer(self._scope, self._receive, self._pass_on)

    def _pass_on(self, message: Message) -> Awaitable[None]:
        """`send` for the answer. No coroutine of its own: every answer comes through here twice or more."""
        if not self.has_started:
            self.has_started = True
            self.status = message["status"]
        elif self._call.method == "HEAD":
            message = {**message, "body": b""}
        else:
            self.sent_bytes += len(message.get("body", b""))
        return self._send(message)


def _perform(door: Door, route: Route, call: Call) -> Answer:
    admit(door, route, call)
    return _packed(cast(SyncHandler, route.handler)(call), door, call)


def _packed(answer: Answer, door: Door, call: Call) -> Answer:
    """The answer as it travels. Runs where the handler ran: packing a long list is no work for the event loop."""
    if door.compresses and isinstance(answer, BytesAnswer) and is_worth_compressing(answer) and _takes_gzip(call):
        return compressed(answer)
    return answer


def _is_browser(call: Call) -> bool:
    """Browsers tell it at every request. Source: Fetch Metadata Request Headers, W3C, read 2026-11-22."""
    return bool(call.header(b"sec-fetch-site"))


def _takes_gzip(call: Call) -> bool:
    """Whether the client asks for gzip; one that weighs it with q=0 does not."""
    accepted = call.header(b"accept-encoding").lower().replace(" ", "")
    return any(part.partition(";")[0] == "gzip" and not part.endswith(";q=0") for part in accepted.split(","))


def _plainly_rendered(problem: FilebookError | HttpProblem, call: Call) -> Answer:
    """For requests that belong to no door."""
    status = problem.status if isinstance(problem, HttpProblem) else HTTPStatus.INTERNAL_SERVER_ERROR
    body = {"error": status.phrase, "request_id": call.request_id}
    return json_answer(body, status=status, headers=failure_headers(problem))
