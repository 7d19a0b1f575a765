"""The application that a server runs: finds each request's door and route, asks who calls, runs the handler, answers.

Anything unexpected ends here: logged under the request's id, told to nobody.
"""

import itertools
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

import structlog
from starlette.types import Receive, Scope, Send

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
from filebook.serving.exchange import Exchange
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
    them in. `reads_inline` says that the store's point reads are cheap enough for the event loop, as SQLite's are;
    what is answered at once is then read within one `moment` of the store.
    `watchers` are told of each request when it is over. `on_start` runs before the first request, `on_stop` after the
    last, each in order and on a worker thread.
    """

    def __init__(
        self,
        doors: Sequence[Door],
        *,
        now: Callable[[], datetime],
        reads_inline: bool,
        moment: Callable[[], AbstractContextManager[object]] = nullcontext,
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
        self._moment = moment
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
        await self.finish(self.begin(scope, receive), scope, receive, send)

    def begin(self, scope: Scope, receive: Receive) -> Exchange:
        """Do what can be done for a request without waiting: mostly all of it, and then its answer is known."""
        began = time.monotonic() if self._is_timed else 0.0
        call = Call(
            scope,
            receive,
            arrived_at=self._now(),
            request_id=f"{self._run_id}{next(self._request_numbers):016x}",
            edge=self._edge,
            threads=self._threads,
        )
        exchange = Exchange(call, began=began)
        try:
            placed = self._router.place(call)
            if placed is not None:
                exchange.door = door = placed[0].door
                if door.cross_origin and self._allowed_origins:
                    exchange.headers += cross_origin_headers(call, self._allowed_origins, reads=door.page_reads)
            self._handle(exchange, scope, placed)
        except Exception as error:  # noqa: BLE001 - the boundary: nothing may leave it but an answer
            exchange.answer = self._refusal(error, exchange)
        return exchange

    async def finish(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        """Do the rest, and send the answer."""
        try:
            answer = exchange.answer
            if answer is None and exchange.rest is not None:
                answer = await exchange.rest()
            if answer is not None:
                await exchange.deliver(answer, scope, receive, send)
        except Disconnected:
            exchange.call.outcome = "disconnected"
            # To a client that has gone this goes nowhere. Some servers tell of a malformed body in the same way.
            if not exchange.has_started:
                await exchange.deliver(self._rendered(BadRequest("body"), exchange), scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the same boundary
            refusal = self._refusal(error, exchange)
            if refusal is not None:
                await exchange.deliver(refusal, scope, receive, send)
        self.end(exchange)

    def end(self, exchange: Exchange) -> None:
        """Let whoever watches know that a request is over."""
        if self._is_timed:
            self._tell(exchange.call, End(exchange.status, time.monotonic() - exchange.began, exchange.sent_bytes))

    def _tell(self, call: Call, end: End) -> None:
        if self._access_log is not None:
            duration_ms = int(end.seconds * 1_000_000) / 1000
            self._access_log.write(
                RequestFinished(
                    call.method, call.door, call.route, end.status, duration_ms, call.request_id, call.arrived_at
                )
            )
        for watch in self._watchers:
            watch(call, end)

    def _handle(self, exchange: Exchange, scope: Scope, placed: Place | None) -> None:
        """Find the answer of the route that the request names, or what is left to do for it."""
        call = exchange.call
        operation = self._operations.get(scope["path"])
        if operation is not None and not self._is_at_download_host(call):
            self._operate(operation, exchange)
            return
        check_head(scope, self._edge.limits)
        if placed is None:
            raise UnknownPath
        mount, segments = placed
        call.door = mount.door.name.value
        try:
            route = mount.resolve(call, segments)
        except MethodNotAllowed as problem:
            if call.method != "OPTIONS":
                raise
            exchange.answer = self._options(mount.door, call, methods=problem.headers["allow"])
            return
        call.route = route.path
        if route.hands_out and self._download_host and not self._is_at_download_host(call) and _is_browser(call):
            query = b"?" + scope["query_string"] if call.has_query else b""
            address = f"{call.download_url}{call.path.removeprefix(call.prefix)}".encode("latin-1") + query
            exchange.answer = empty_answer(
                status=307, headers=[(b"location", address), (b"cache-control", b"no-store")]
            )
        elif route.body is Body.NONE and route.inline and self._reads_inline:
            with self._moment():
                exchange.answer = _perform(mount.door, route, call)
        else:
            exchange.rest = partial(self._run, mount.door, route, call)

    def _options(self, door: Door, call: Call, *, methods: str) -> Answer:
        """What may be asked of an address."""
        allowed = self._allowed_origins if door.cross_origin else frozenset[str]()
        told = preflight_headers(call, allowed, methods=methods, sends=door.page_sends)
        return empty_answer(headers=[(b"allow", methods.encode("ascii")), *told, *door.options])

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

    def _operate(self, operation: Operation, exchange: Exchange) -> None:
        if exchange.call.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(("GET", "HEAD"))
        if operation.inline:
            exchange.answer = operation.handler(exchange.call)
        else:
            exchange.rest = partial(self._threads.run, partial(operation.handler, exchange.call))

    def _refusal(self, error: Exception, exchange: Exchange) -> Answer | None:
        """What to answer to what went wrong, in the door's form; an answer that has begun ends with its connection."""
        call = exchange.call
        problem = error if isinstance(error, FilebookError | HttpProblem) else None
        if exchange.has_started or problem is None:
            event = "answer.broken_off" if exchange.has_started else "request.failed"
            call.outcome = "broken_off" if exchange.has_started else ""
            fields = {"method": call.method, "door": call.door, "route": call.route, "request_id": call.request_id}
            self._log.error(event, **fields, exc_info=error)
        return None if exchange.has_started else self._rendered(problem or InternalFault(), exchange)

    def _rendered(self, problem: FilebookError | HttpProblem, exchange: Exchange) -> Answer:
        call, door = exchange.call, exchange.door
        if door is not None:
            try:
                call.outcome = type(problem).__name__  # where the door has no word of its own
                return door.render(problem, call)
            except Exception:  # noqa: BLE001 - the same boundary: a door that fails to word a failure
                self._log.exception("render.failed", door=call.door, request_id=call.request_id)
        return _plainly_rendered(problem, call)


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
