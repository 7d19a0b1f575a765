"""Server-sent events: answers without an end, which tell what is new as it happens.

One watcher in a process asks twice a second how far the businesses with listeners have come; each stream then reads on
from its own place, when the one who reads it has taken what came before. So nothing is queued for a slow reader, and
what there is to tell lies in the store alone.
Source: HTML Living Standard, 9.2 "Server-sent events", read 2026-11-22.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from starlette.types import Receive, Scope, Send

from filebook.core.access import Actor
from filebook.core.errors import FilebookError, Throttled
from filebook.core.ids import BusinessNumber, Number
from filebook.serving.call import Call
from filebook.serving.problems import Disconnected

LOOK_SECONDS = 0.5
PING_SECONDS = 15.0
"""How long a stream may say nothing: proxies cut connections that do."""
JUDGE_SECONDS = 30.0
"""How often it is asked again whether the reader still may read."""
STREAMS_OF_ONE, STREAMS_AT_ONCE = 10, 500
"""So many streams may be open in a process, of one user and of all."""
_TRY_AGAIN_SECONDS = 30
MEDIA_TYPE = "text/event-stream"
_HEADERS = [
    (b"content-type", MEDIA_TYPE.encode("ascii")),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_BEGIN = b"retry: 3000\n\n"
_PING = b": still here\n\n"

Newest = Callable[[Collection[BusinessNumber]], Mapping[BusinessNumber, int]]
"""How far each of the businesses has come."""


@dataclass(frozen=True, slots=True)
class News:
    """Events as they travel. `more`: there are others right now. `is_last`: there will be none ever."""

    text: bytes
    more: bool = False
    is_last: bool = False


class Source(Protocol):
    """What one stream tells. Each call goes on from the last; both run on worker threads."""

    def pull(self) -> News: ...
    def judge(self) -> bool:
        """Whether the reader still may read, as it did at first. Raises: FilebookError where it may not at all."""


@dataclass(eq=False, slots=True)
class _Listener:
    """One stream, woken when its business has come further."""

    business: BusinessNumber
    loop: asyncio.AbstractEventLoop
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """From any thread."""
        try:
            self.loop.call_soon_threadsafe(self.news.set)
        except RuntimeError:  # the loop was closed: nobody listens any more
            return


class Hub:
    """The streams of a process about one subject, and the one thread that looks for them."""

    def __init__(
        self, newest: Newest, *, streams_of_one: int = STREAMS_OF_ONE, streams_at_once: int = STREAMS_AT_ONCE
    ) -> None:
        self._newest = newest
        self._streams_of_one = streams_of_one
        self._streams_at_once = streams_at_once
        self._lock = threading.Lock()
        self._listeners: set[_Listener] = set()
        self._of_user: Counter[tuple[BusinessNumber, Number]] = Counter()
        self._watcher: threading.Thread | None = None
        self.is_ending = False

    @property
    def stream_count(self) -> int:
        """How many streams are open."""
        return len(self._listeners)

    def end(self) -> None:
        """Let all streams end, and those that begin from now on end at once."""
        self.is_ending = True
        for listener in tuple(self._listeners):
            listener.wake()

    @contextmanager
    def listening(self, actor: Actor) -> Iterator[asyncio.Event]:
        """What is set whenever there may be news for the actor. Raises: Throttled."""
        listener, user = _Listener(actor.business, asyncio.get_running_loop()), (actor.business, actor.user)
        with self._lock:
            if len(self._listeners) >= self._streams_at_once or self._of_user[user] >= self._streams_of_one:
                raise Throttled(_TRY_AGAIN_SECONDS)
            self._listeners.add(listener)
            self._of_user[user] += 1
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="filebook-events", daemon=True)
                self._watcher.start()
        try:
            yield listener.news
        finally:
            with self._lock:
                self._listeners.discard(listener)
                self._of_user[user] -= 1
                self._of_user += Counter()  # forgets whoever has none

    def _watch(self) -> None:
        """Look until nobody listens any more."""
        seen: dict[BusinessNumber, int] = {}
        while True:
            with self._lock:
                listeners = tuple(self._listeners)
                if not listeners:
                    self._watcher = None
                    return
            seen = self._look(listeners, seen)
            time.sleep(LOOK_SECONDS)

    def _look(self, listeners: Collection[_Listener], seen: dict[BusinessNumber, int]) -> dict[BusinessNumber, int]:
        try:
            newest = dict(self._newest({listener.business for listener in listeners}))
        except FilebookError as error:
            structlog.get_logger("filebook.events").warning("events.delayed", cause=type(error).__name__)
            return seen
        for listener in listeners:
            if newest.get(listener.business) != seen.get(listener.business):
                listener.wake()
        return newest


def end_all(*hubs: Hub) -> None:
    """Let the streams of several hubs end."""
    for hub in hubs:
        hub.end()


class EventStream:
    """The answer. It ends when the reader goes or may not read any more, after `for_seconds`, and with the server.

    Raises, when called, Throttled before it began, and Disconnected for a reader who takes nothing for too long.
    """

    __slots__ = ("_actor", "_call", "_first", "_for_seconds", "_hub", "_source", "raw_headers", "status_code")

    def __init__(self, call: Call, source: Source, *, hub: Hub, for_seconds: float | None) -> None:
        """Makes the first pull, so that what is wrong with a place is answered as any other failure is."""
        self.status_code = 200
        self.raw_headers = [*_HEADERS]
        self._call = call
        self._actor = call.actor
        self._source = source
        self._hub = hub
        self._for_seconds = for_seconds
        self._first = source.pull()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send events; to a HEAD just the headers."""
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        if self._call.method == "HEAD":
            await send(start)
            await send({"type": "http.response.body", "body": b""})
            return
        with self._hub.listening(self._actor) as news:
            gone = asyncio.ensure_future(self._call.gone())
            try:
                await send(start)
                await self._send(send, _BEGIN + self._first.text)
                await self._go_on(send, news, gone)
                await send({"type": "http.response.body", "body": b""})
            except TimeoutError:
                raise Disconnected from None
            finally:
                gone.cancel()

    async def _go_on(self, send: Send, news: asyncio.Event, gone: "asyncio.Future[None]") -> None:
        tell_time = asyncio.get_running_loop().time
        began = judged_at = tell_time()
        told = self._first
        while not told.is_last:
            now = tell_time()
            left = PING_SECONDS if self._for_seconds is None else began + self._for_seconds - now
            if gone.done():
                raise Disconnected
            if self._hub.is_ending or (left <= 0 and not told.more):
                return
            if now - judged_at >= JUDGE_SECONDS:
                judged_at = now
                if not await self._may_go_on():
                    return
            is_new = told.more or await _happens(news, gone, seconds=min(left, PING_SECONDS))
            news.clear()
            told = await self._call.in_thread(self._source.pull) if is_new else News(_PING)
            if told.text:
                await self._send(send, told.text)

    async def _may_go_on(self) -> bool:
        try:
            return await self._call.in_thread(self._source.judge)
        except FilebookError:
            return False

    async def _send(self, send: Send, text: bytes) -> None:
        async with asyncio.timeout(self._call.limits.send_idle_seconds):
            await send({"type": "http.response.body", "body": text, "more_body": True})


async def _happens(news: asyncio.Event, gone: "asyncio.Future[None]", *, seconds: float) -> bool:
    """Wait for news, for so long at most, or until the reader has gone."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(news.wait())
    either: set[asyncio.Future[Any]] = {waiting, gone}
    try:
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    return news.is_set()


def event(name: str, data: bytes, *, place: str = "") -> bytes:
    """One event; `place` is what a reader that comes again tells as `Last-Event-ID`. `data` is one line."""
    told = b"" if not place else b"id: %s\n" % place.encode("ascii")
    return b"event: %s\n%sdata: %s\n\n" % (name.encode("ascii"), told, data)
