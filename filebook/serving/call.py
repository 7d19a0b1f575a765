"""Call: one request as handlers see it, with everything that costs something worked out only when asked for."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import ParamSpec, TypeVar
from urllib.parse import unquote_plus

from starlette.datastructures import Headers, QueryParams
from starlette.requests import cookie_parser
from starlette.types import Message, Receive, Scope

from filebook.core.access import Actor
from filebook.serving.body_digest import BodyDigest
from filebook.serving.limits import HttpLimits, is_host
from filebook.serving.problems import BadRequest, Disconnected, RequestTimedOut
from filebook.serving.threads import Threads

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


_OF_THE_CALLER = frozenset(
    {
        *(b"authorization", b"cookie", b"host", b"origin", b"sec-fetch-site", b"user-agent", b"x-filebook-csrf"),
        *(b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"),
    }
)
"""The headers that say who calls from where, of a request and all its parts."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What the operator told about the way to this server."""

    public_base_url: str = ""
    """Such as `https://files.example.org`, without a slash at its end; "" takes it from each request."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Whose `X-Forwarded-*` headers are believed."""
    limits: HttpLimits = field(default_factory=HttpLimits)
    download_base_url: str = ""
    """As `public_base_url`, for files that whoever has the address may have; "" makes no difference."""


class Call:
    """One request.

    `method` is upper-case. `path` is as the client wrote it, still percent-encoded; it may hold a secret: never log it.
    `path_params` holds the decoded path parameters, `tail` the decoded segments of a `{rest*}`.
    `body` is filled on buffered routes. `arrived_at` (aware UTC) is when the headers were read. `door` and `route` are
    the door's name and the route's template, as logs show them; `outcome` is the door's own word or number for what
    went wrong, "" while nothing did, and `credential` the uid of the one that was shown, where its door tells it.
    `answer_headers` go with whatever is answered. `body_digest`, where one was put there, hashes what arrives.
    """

    __slots__ = (
        "_actor",
        "_client_address",
        "_cookies",
        "_edge",
        "_headers",
        "_is_whole",
        "_query",
        "_receive",
        "_received_bytes",
        "_scope",
        "_threads",
        "_waited_seconds",
        "answer_headers",
        "arrived_at",
        "body",
        "body_digest",
        "by_host_name",
        "credential",
        "door",
        "door_prefix",
        "method",
        "outcome",
        "path",
        "path_params",
        "prefix",
        "request_id",
        "route",
        "tail",
    )

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        *,
        arrived_at: datetime,
        request_id: str,
        edge: Edge,
        threads: Threads,
    ) -> None:
        self._scope = scope
        self._receive = receive
        self._edge = edge
        self._threads = threads
        self._is_whole = False
        self._received_bytes = 0
        self._waited_seconds = 0.0
        self._actor: Actor | None = None
        self._headers: Headers | None = None
        self._query: QueryParams | None = None
        self._cookies: Mapping[str, str] | None = None
        self._client_address: str | None = None
        self.method: str = scope["method"]
        self.path: str = scope["raw_path"].decode("latin-1")
        self.arrived_at = arrived_at
        self.request_id = request_id
        self.body = b""
        self.body_digest: BodyDigest | None = None
        self.answer_headers: list[tuple[bytes, bytes]] = []
        self.path_params: Mapping[str, str] = {}
        self.tail: tuple[str, ...] = ()
        self.prefix = self.door_prefix = ""
        self.door = self.route = self.outcome = self.credential = ""
        self.by_host_name = False

    @property
    def actor(self) -> Actor:
        """Who is calling. Asking on a route without a credential is a mistake in the route table."""
        if self._actor is None:
            raise RuntimeError("no actor: the route does not ask for a credential")
        return self._actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        self._actor = actor

    @property
    def known_actor(self) -> Actor | None:
        """Who is calling, so far as that was found out."""
        return self._actor

    @property
    def received_bytes(self) -> int:
        """How much of the body has arrived."""
        return self._received_bytes

    @property
    def headers(self) -> Headers:
        """The request headers; names in any case."""
        if self._headers is None:
            self._headers = Headers(raw=self._scope["headers"])
        return self._headers

    def header(self, name: bytes) -> str:
        """The first header of this name, told in lower case; "" if absent. Cheaper than `headers` where few are asked
        for.
        """
        for key, value in self._scope["headers"]:
            if key == name:
                return value.decode("latin-1")  # type: ignore[no-any-return] # ASGI's types tell nothing of them
        return ""

    @property
    def query(self) -> QueryParams:
        """The query parameters, decoded; repeated ones by `getlist`."""
        if self._query is None:
            self._query = QueryParams(self._scope["query_string"])
        return self._query

    @property
    def has_query(self) -> bool:
        """Whether there is any query; cheaper to ask than `query`."""
        return bool(self._scope["query_string"])

    def query_value(self, name: str) -> str:
        """The first value of one query parameter, decoded; "" if absent. Cheaper than `query` where one is all."""
        if not self._scope["query_string"]:
            return ""
        wanted = name.encode("ascii")
        for pair in self._scope["query_string"].split(b"&"):
            key, _, value = pair.partition(b"=")
            if key == wanted:
                return unquote_plus(value.decode("latin-1"))
        return ""

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies, for the few doors that honour one."""
        if self._cookies is None:
            self._cookies = cookie_parser(self.headers.get("cookie", ""))
        return self._cookies

    @property
    def content_type(self) -> str:
        """The body's media type in lower case, without parameters; "" if not told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def declared_length_bytes(self) -> int | None:
        """What Content-Length says; None if absent, as with chunked bodies.

        Raises:
            BadRequest: it is no number.
        """
        text = self.headers.get("content-length")
        if text is None:
            return None
        if not (text.isascii() and text.isdigit()):
            raise BadRequest("content-length")
        return int(text)

    @property
    def client_address(self) -> str:
        """The caller's address: the nearest one that no trusted proxy of ours stands at; "" if unknown."""
        if self._client_address is None:
            self._client_address = self._find_client_address()
        return self._client_address

    @property
    def host_name(self) -> str:
        """The host name asked for, in lower case and without its port; "" if none is told."""
        host = (self._forwarded("x-forwarded-host") or self.headers.get("host", "")).lower()
        return host.rpartition(":")[0] if host.rstrip("0123456789").endswith(":") else host

    @property
    def base_url(self) -> str:
        """Scheme and host under which this server is known, without a slash at the end.

        Raises:
            BadRequest: neither settings nor request name a usable host.
        """
        return self._edge.public_base_url or f"{self._scheme()}://{self._host()}"

    @property
    def door_url(self) -> str:
        """The address that the door's own paths follow, without a slash at the end.

        Raises:
            BadRequest: the request names no usable host.
        """
        if self.by_host_name:
            return f"{self._scheme()}://{self._host()}"
        return self.base_url + self.prefix

    @property
    def download_url(self) -> str:
        """As `door_url`, for addresses under which whoever has them gets a file. Raises: as `door_url`."""
        return self._edge.download_base_url + self.door_prefix if self._edge.download_base_url else self.door_url

    @property
    def limits(self) -> HttpLimits:
        """The bounds every request is held to."""
        return self._edge.limits

    @property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """The request headers as they came, names in lower case, for hot paths."""
        raw: list[tuple[bytes, bytes]] = self._scope["headers"]
        return raw

    def part(self, *, method: str, target: str, headers: Mapping[str, str], body: bytes, number: int) -> "Call":
        """A request within this one, from the same caller: as if it had come alone, with its own id. `target` is its
        path with its query, `headers` are its own beside those that tell who calls from where.

        Raises:
            BadRequest: target or headers hold what cannot stand there.
        """
        path, _, query = target.partition("?")
        told = [header for header in self.raw_headers if header[0] in _OF_THE_CALLER]
        told += [(_plain(name.lower()), _plain(value)) for name, value in headers.items()]
        parts = {"method": method, "raw_path": _plain(path), "query_string": _plain(query), "headers": told}
        inner = Call(
            {**self._scope, **parts},
            self._receive,
            arrived_at=self.arrived_at,
            request_id=f"{self.request_id}-{number}",
            edge=self._edge,
            threads=self._threads,
        )
        inner.body, inner._is_whole = body, True
        inner.door = self.door
        return inner

    async def in_thread(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Run synchronous work, such as a service call of a streamed route, on a worker thread."""
        return await self.begin_in_thread(work, *args, **kwargs)

    def begin_in_thread(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> "asyncio.Future[Result]":
        """As `in_thread`, but gives the future at once. Cancelling it does not stop work that has begun."""
        return self._threads.run(partial(work, *args, **kwargs))

    async def next_chunk(self) -> bytes | None:
        """The next bytes of the body, never empty; None when it has arrived whole.

        Raises:
            Disconnected: the client went away before the body was whole.
            RequestTimedOut: nothing came for too long, or too little over a long time.
        """
        while not self._is_whole:
            message = await self._next_message()
            if message["type"] != "http.request":
                raise Disconnected
            self._is_whole = not message.get("more_body", False)
            if chunk := message.get("body", b""):
                self._received_bytes += len(chunk)
                if self.body_digest is not None:
                    self.body_digest.update(chunk)
                return bytes(chunk)
        return None

    async def stream(self) -> AsyncIterator[bytes]:
        """The body's bytes as they arrive. Raises as `next_chunk`."""
        while (chunk := await self.next_chunk()) is not None:
            yield chunk

    async def gone(self) -> None:
        """Wait until the client has gone away; for answers that take long to send."""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return

    async def _next_message(self) -> Message:
        """Only time spent waiting for the client counts against it, not our own time between two chunks."""
        limits = self._edge.limits
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(limits.body_idle_seconds):
                message = await self._receive()
        except TimeoutError:
            raise RequestTimedOut from None
        self._waited_seconds += loop.time() - began
        least = limits.body_bytes_per_second * (self._waited_seconds - limits.body_grace_seconds)
        if self._received_bytes < least:
            raise RequestTimedOut
        return message

    def _peer(self) -> str:
        client = self._scope.get("client")
        return client[0] if client else ""

    def _is_trusted(self, address: str) -> bool:
        parsed = _parsed_address(address)
        return parsed is not None and any(parsed in network for network in self._edge.trusted_proxies)

    def _find_client_address(self) -> str:
        """Walk back from the peer as long as each is a proxy of ours, which vouches for the one before it."""
        address = self._peer()
        if not self._edge.trusted_proxies:
            return address
        forwarded = ",".join(self.headers.getlist("x-forwarded-for")).split(",")
        while forwarded and self._is_trusted(address):
            before = forwarded.pop().strip()
            if _parsed_address(before) is None:
                break
            address = before
        return address

    def _forwarded(self, name: str) -> str:
        """The first value of a proxy's header, believed only from a trusted proxy."""
        if not self._edge.trusted_proxies or not self._is_trusted(self._peer()):
            return ""
        return self.headers.get(name, "").partition(",")[0].strip()

    def _scheme(self) -> str:
        forwarded = self._forwarded("x-forwarded-proto").lower()
        if forwarded in {"http", "https"}:
            return forwarded
        if self._edge.public_base_url:
            return self._edge.public_base_url.partition(":")[0]
        return str(self._scope["scheme"])

    def _host(self) -> str:
        host = self._forwarded("x-forwarded-host") or self.headers.get("host", "")
        if not is_host(host):
            raise BadRequest("host")
        return host


def _plain(text: str) -> bytes:
    """Raises: BadRequest("part") for what is no printable ASCII."""
    if not (text.isascii() and text.isprintable()):
        raise BadRequest("part")
    return text.encode("ascii")


def _parsed_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
