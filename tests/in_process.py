"""An HTTP client for an application in this process that crosses to its thread once for each request.

Starlette's own client crosses eight times, to hand out a body while it is made. Tests ask so often that this took more
time than everything they test.
"""

import asyncio
from typing import Any, Self
from urllib.parse import unquote

import httpx2
from anyio.from_thread import BlockingPortal
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope


class InProcessClient(TestClient):
    """Starlette's client, but each answer is complete when it is handed out. What breaks off raises ReadError."""

    def __enter__(self) -> Self:
        super().__enter__()
        assert self.portal is not None
        self._transport = _Transport(self.app, self.portal)
        return self

    def request(self, method: str, url: httpx2.URL | str, **said: Any) -> httpx2.Response:
        """As any client of the library; Starlette's puts the address together once more."""
        return httpx2.Client.request(self, method, url, **said)

    def send(self, request: httpx2.Request, *, stream: bool = False, **said: Any) -> httpx2.Response:
        """As any client of the library, but without the steps that only a request over a network needs."""
        if stream or said.get("follow_redirects") is True or isinstance(said.get("auth"), httpx2.Auth | tuple):
            return super().send(request, stream=stream, **said)
        response = self._transport.handle_request(request)
        response.request = request
        response.read()
        if "set-cookie" in response.headers:
            self.cookies.extract_cookies(response)
        return response


class _Transport(httpx2.BaseTransport):
    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        self._app = app
        self._loop = portal.call(_running_loop)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        exchange = _Exchange(request.read())
        asyncio.run_coroutine_threadsafe(exchange.run(self._app, _scope(request)), self._loop).result()
        if exchange.start is None:
            return httpx2.Response(500, stream=httpx2.ByteStream(b""))
        if not exchange.complete.is_set():
            raise httpx2.ReadError("The answer was broken off.", request=request)
        body = b"" if request.method == "HEAD" else b"".join(exchange.pieces)
        start = exchange.start
        return httpx2.Response(start["status"], headers=start["headers"], stream=httpx2.ByteStream(body))


async def _running_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


class _Exchange:
    """One request, and what is answered. A fault of the application is its own to log."""

    def __init__(self, body: bytes) -> None:
        self.start: Message | None = None
        self.pieces: list[bytes] = []
        self.complete = asyncio.Event()
        self._requests: list[Message] = [{"type": "http.request", "body": body}]

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._send)
        except Exception:  # noqa: BLE001 - as a server does: the connection ends, and what was sent of it tells
            return

    async def _receive(self) -> Message:
        if self._requests:
            return self._requests.pop()
        await self.complete.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            assert self.start is None
            self.start = message
            return
        assert self.start is not None
        assert not self.complete.is_set()
        self.pieces.append(bytes(message.get("body", b"")))
        if not message.get("more_body", False):
            self.complete.set()


def _scope(request: httpx2.Request) -> Scope:
    url = request.url
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "path": unquote(url.path),
        "raw_path": url.raw_path.split(b"?", 1)[0],
        "root_path": "",
        "scheme": url.scheme,
        "query_string": url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("testclient", 50000),
        "server": (url.host, url.port or 80),
        "state": {},
    }
