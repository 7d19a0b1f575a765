"""A receiver of webhooks: a real HTTP server on this machine that notes what it is sent and answers as it is told."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.serving.served import wait_until

NEVER = 0
"""In place of a status: no answer as long as the receiver runs."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body's JSON."""
        return json.loads(self.body)


class Receiver:
    """Answers `status`, but for as many requests as `answers` holds statuses, in order."""

    def __init__(self, port: int) -> None:
        self.answers: deque[int] = deque()
        self.status = 200
        self.received: list[Received] = []
        self.location = ""
        """Where a redirect leads."""
        self._released = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def url(self) -> str:
        """An address of it that holds a token."""
        return f"http://127.0.0.1:{self.port}/hooks/timetap?token=canary-in-the-address"

    def take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.received.append(Received(request.path, dict(request.headers), body))
        status = self.answers.popleft() if self.answers else self.status
        if status == NEVER:
            self._released.wait()
            return
        request.send_response(status)
        if self.location:
            request.send_header("Location", self.location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    def wait_for(self, count: int) -> list[Received]:
        """The first so many requests, once they are there."""
        wait_until(lambda: len(self.received) >= count)
        return self.received[:count]

    def release(self) -> None:
        """Let go of whoever waits for an answer."""
        self._released.set()

    def close(self) -> None:
        self.release()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    """A receiver while the block lasts."""
    receiver = Receiver(port)
    try:
        yield receiver
    finally:
        receiver.close()
