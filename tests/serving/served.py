"""A door that says plainly what went wrong, and real servers to put it behind."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from granian.constants import Interfaces
from granian.server.embed import Server as GranianServer

from filebook.core import ids
from filebook.core.access import Actor, Role
from filebook.core.errors import FilebookError, TooLarge, Unauthenticated
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.serving.answers import json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.guarded import GuardedHttp
from filebook.serving.problems import HttpProblem
from filebook.serving.routes import Answer, Door, Route
from tests.clock import Clock

PATIENCE_SECONDS = 20.0
"""How long a test waits for what must come; only a broken server makes it wait that long."""

SILENCE_SECONDS = 0.5
"""After so long without a byte, a raw exchange is taken to be over."""


def authenticate(call: Call) -> Actor:
    """The door's credential is the role's name in the header `X-Role`."""
    role = call.headers.get("x-role")
    if role is None:
        raise Unauthenticated("missing")
    staff = Ref(Number(2), Uid("00000000-0000-4000-8000-000000000002"))
    return Actor(BusinessNumber(1), Number(1), "user", Role(role), ids.Door.NATIVE, staff)


def render(problem: FilebookError | HttpProblem, call: Call) -> Answer:
    """The name of the failure and its fields. The status of a business failure is made up for these tests."""
    if isinstance(problem, HttpProblem):
        status = int(problem.status)
        headers = [(name.encode(), value.encode()) for name, value in problem.headers.items()]
    else:
        status = 413 if isinstance(problem, TooLarge) else 422
        headers = []
    told = {"problem": type(problem).__name__, **vars(problem)}
    return json_answer(told, status=status, headers=headers)


def a_door(*routes: Route, prefix: str = "/door", name: ids.Door = ids.Door.NATIVE) -> Door:
    """A door of these routes."""
    return Door(name, prefix, routes, authenticate, render)


def an_application(*doors: Door, **settings: Any) -> Application:
    """An application of these doors, with a clock that stands still and few threads."""
    return Application(doors, **{"now": Clock(), "reads_inline": True, "thread_count": 2, **settings})


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    connect: Callable[[], socket.socket]
    transport: Callable[[], httpx2.HTTPTransport]
    base_url: str

    def client(self) -> httpx2.Client:
        """A client of this server; to be closed."""
        return httpx2.Client(transport=self.transport(), base_url=self.base_url, timeout=PATIENCE_SECONDS)

    def exchange(self, request: bytes, *, says_when_done: bool = False) -> bytes:
        """Send raw bytes and read what comes back until a moment's silence or the end.

        To say when one is done lets the server close at once, but also lets it take the client for gone.
        """
        received = b""
        with self.connect() as connection:
            try:
                connection.sendall(request)
                if says_when_done:
                    connection.shutdown(socket.SHUT_WR)
                connection.settimeout(SILENCE_SECONDS)
                while data := connection.recv(65536):
                    received += data
            except OSError:
                return received
        return received


@contextmanager
def under_uvicorn(application: Application, protocol: type[GuardedHttp] = GuardedHttp) -> Iterator[Served]:
    """The default server, in a thread, on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = listening.getsockname()
    config = uvicorn.Config(
        application, http=protocol, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    wait_until(lambda: server.started)

    def connect() -> socket.socket:
        return socket.create_connection(address, timeout=PATIENCE_SECONDS)

    try:
        yield Served(connect, httpx2.HTTPTransport, f"http://127.0.0.1:{address[1]}")
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


@contextmanager
def under_granian(application: Application, folder: Path) -> Iterator[Served]:
    """The other server, in a thread, on a socket in the folder."""
    path = folder / "granian.sock"
    server = GranianServer(application, uds=path, interface=Interfaces.ASGI, websockets=False, log_enabled=False)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()))
    thread.start()

    def connect() -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(str(path))
        return connection

    def accepts() -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(str(path)) == 0

    wait_until(accepts)
    try:
        yield Served(connect, lambda: httpx2.HTTPTransport(uds=str(path)), "http://filebook.test")
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(PATIENCE_SECONDS)
        loop.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.01)
