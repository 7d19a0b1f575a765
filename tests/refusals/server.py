"""A real server with the neighbourhood in it, visited over real connections; its log and its stores are watched."""

import http.client
import json
import logging
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import structlog

from filebook.app.server import application
from filebook.core.ids import Door
from filebook.serving.logs import configure_logs
from filebook.serving.routes import Door as DoorOfRoutes
from tests.dialects.onoffice.client import signed
from tests.golden import Step
from tests.isolation.example import Example, Key
from tests.isolation.neighbourhood import Neighbourhood, Person, make_neighbourhood
from tests.isolation.things import Things
from tests.refusals.wire import Connection, HungUp
from tests.serving.served import Served, under_uvicorn
from tests.stores import blob_files

FILE_LIMIT_BYTES = 100_000
CHANGES_AT_MOST = 800
BOUNDARY = "a-boundary-of-these-tests"
FAULTS = (b"Traceback", b'"exception"', b'"level": "error"', b'"level": "critical"', b"request.failed", b"broken_off")
"""What must never stand in the log, however strange the request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `closed`: nothing did, the server hung up."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    closed: bool = False

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the wire; names of headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(slots=True)
class Log:
    """What servers log, and how far it was looked at for faults."""

    stream: BytesIO
    _seen: int = 0

    def faults(self) -> list[bytes]:
        """The lines that speak of a fault and were not told before."""
        new = self.stream.getvalue()[self._seen :]
        whole = new[: new.rfind(b"\n") + 1]
        self._seen += len(whole)
        return [line for line in whole.splitlines() if any(fault in line for fault in FAULTS)]


@contextmanager
def logging_kept() -> Iterator[Log]:
    """The log as a program of ours would write it; logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log = Log(BytesIO())
    configure_logs(stream=log.stream)
    try:
        yield log
    finally:
        structlog.reset_defaults()
        root.handlers, root.level = handlers, level


@dataclass(slots=True)
class Server:
    """The neighbourhood behind a server."""

    made: Neighbourhood
    served: Served
    log: Log
    _connection: Connection | None = None
    _sound_as: object = None
    """What the stores held when nothing was found to lie about."""

    def send(self, request: Request) -> Answer:
        """Send a request as it is, over a connection that is kept while the server keeps it."""
        for _ in range(2):
            connection = self._connection or Connection(self.served.connect())
            self._connection = None
            try:
                arrived = connection.ask(request.method, request.target, request.headers, request.body)
            except (HungUp, ConnectionError):
                connection.close()  # the server did so before, which only shows now
                continue
            if arrived.may_go_on:
                self._connection = connection
            else:
                connection.close()
            return Answer(arrived.status, arrived.headers, arrived.body)
        return Answer(0, {}, b"", closed=True)

    def hang_up(self) -> None:
        """Close the connection that is kept."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def exchange(self, *pieces: bytes, ends: bool) -> Answer:
        """Send bytes that may be no HTTP, say that no more come if that is so, and read what comes back."""
        with self.served.connect() as connection:
            with suppress(OSError):  # the server may have refused before it read them all
                for piece in pieces:
                    connection.sendall(piece)
                if ends:
                    connection.shutdown(socket.SHUT_WR)
            return answer_in(connection)

    @property
    def doors(self) -> tuple[DoorOfRoutes, ...]:
        """The doors as they were built."""
        return self.made.world.house.doors

    def rows(self) -> list[object]:
        """What no change of rows leaves as it is; that no bytes lie about without one, `disagreements` tells."""
        return self.made.rows()

    def is_full(self) -> bool:
        """Whether tests have left so much in it that the next ones fare better with a new one."""
        return self.made.changes() > CHANGES_AT_MOST

    def leftovers(self) -> list[object]:
        """Bytes that no row names, also those that were never finished, rows without bytes, and wrong sums."""
        house = self.made.world.house
        held = self.rows(), blob_files(house.settings.data_path, unfinished=True)
        if held == self._sound_as:
            return []
        found = [*house.services.checks.fsck(read_bytes=False).findings, *house.settings.data_path.rglob("*.part")]
        self._sound_as = None if found else held
        return found

    def leaked(self) -> list[str]:
        """Whose keys, passwords and tokens stand in the log."""
        log = self.log.stream.getvalue().decode("ascii")
        found = []
        for person in self.made.people.values():
            keys = (person.onoffice.key, person.onoffice.secret, person.timetap_key.secret, person.password)
            tokens = (person.timetap, person.telecomx, person.xelion, person.xelion_renewal)
            found += [person.name for text in (*keys, *tokens) if text and text in log]
        return found

    def request(self, key: Key, example: Example, *, person: Person, things: Things) -> Request:
        """An example as a request."""
        return wire_form(self.step(key, example, person=person, things=things))

    def step(self, key: Key, example: Example, *, person: Person, things: Things) -> Step:
        """An example as a step whose onOffice action is signed."""
        step = example.build(person, things)
        if "onoffice" not in step:
            return step
        action = {**step["onoffice"], "timestamp": int(self.made.world.clock().timestamp())}
        return onoffice_step(key[1], step["key"].key, signed(action, step["key"]))


def onoffice_step(method: str, token: str, action: object) -> Step:
    """An action in its envelope."""
    body = {"token": token, "request": {"actions": [action]}}
    return {"method": method, "path": "/onoffice/api/stable/api.php", "json": body}


def answer_in(connection: socket.socket) -> Answer:
    """The first answer that comes over a connection, if any."""
    response = http.client.HTTPResponse(connection)
    try:
        response.begin()
        body = response.read()
    except (http.client.HTTPException, ConnectionError):
        return Answer(0, {}, b"", closed=True)
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def wire_form(step: Step) -> Request:
    """A step as it goes over the wire."""
    headers = {name.lower(): value for name, value in step.get("headers", {}).items()}
    if "json" in step:
        return Request(
            step["method"],
            step["path"],
            {"content-type": "application/json", **headers},
            json.dumps(step["json"]).encode(),
        )
    if "multipart" in step:
        content_type = f"multipart/form-data; boundary={BOUNDARY}"
        return Request(
            step["method"], step["path"], {"content-type": content_type, **headers}, form_of(step["multipart"])
        )
    return Request(step["method"], step["path"], headers, step["text"].encode() if "text" in step else None)


def form_of(parts: list[dict[str, Any]]) -> bytes:
    """The body of a multipart form."""
    out = b""
    for part in parts:
        name = f'; filename="{part["filename"]}"' if "filename" in part else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{part["name"]}"{name}\r\n\r\n'
        out += head.encode("utf-8", "surrogatepass") + part["text"].encode("utf-8", "surrogatepass") + b"\r\n"
    return out + f"--{BOUNDARY}--\r\n".encode()


@contextmanager
def running(folder: Path, log: Log, **settings: Any) -> Iterator[Server]:
    """The neighbourhood served by uvicorn."""
    made = make_neighbourhood(folder, file_limit_bytes=FILE_LIMIT_BYTES, access_log=True, **settings)
    try:
        with under_uvicorn(application(made.world.house, now=made.world.clock)) as served:
            for door in made.world.house.doors:
                if door.name is Door.NATIVE and door.on_ending is not None:
                    door.on_ending()  # streams end at once, however long somebody asks for one
            server = Server(made, served, log)
            yield server
            server.hang_up()
    finally:
        made.close()
