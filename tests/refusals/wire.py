"""A connection that is kept for one request after another; its answers are read by a parser written in C.

Python's own client takes as long to read an answer as the server takes to give it, and is asked a hundred thousand
times here.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from httptools import HttpResponseParser

_PIECE_BYTES = 65536
_WITH_LENGTH = {"POST", "PUT", "PATCH"}
"""Methods whose requests tell their length even when they have no body."""


class HungUp(Exception):
    """The server closed the connection without an answer."""


@dataclass(slots=True)
class Arrived:
    """What came back; headers as they were spelled, in lower case; of several of a name the last."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    may_go_on: bool = False
    """Whether the server keeps the connection."""


class Connection:
    """One connection to a server."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._host = "{}:{}".format(*connected.getpeername())

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Arrived:
        """Send a request, and read the answer to it.

        Raises: HungUp; OSError where the connection breaks.
        """
        told = {"host": self._host, "accept-encoding": "identity", **headers}
        if body is not None or method in _WITH_LENGTH:
            told = {"content-length": str(len(body or b"")), **told}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self._socket.sendall(f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + (body or b""))
        return self._answer(is_head=method == "HEAD")

    def _answer(self, *, is_head: bool) -> Arrived:
        reading = _Reading(is_head=is_head)
        parser = reading.parser = HttpResponseParser(reading)
        while not reading.complete:
            piece = self._socket.recv(_PIECE_BYTES)
            if not piece:
                if not reading.begun:
                    raise HungUp
                assert reading.ends_with_connection, "the answer was broken off"
                break
            parser.feed_data(piece)
        arrived = reading.arrived
        assert arrived.status >= 200, "nobody asked for an interim answer"
        arrived.body = b"".join(reading.pieces)
        return arrived

    def close(self) -> None:
        """Let go of it."""
        self._socket.close()


class _Reading:
    """What the parser tells of one answer."""

    parser: HttpResponseParser

    def __init__(self, *, is_head: bool) -> None:
        self._is_head = is_head
        self.begun = self.complete = False
        self.arrived = Arrived()
        self.pieces: list[bytes] = []

    @property
    def ends_with_connection(self) -> bool:
        return self.arrived.headers.keys().isdisjoint({"content-length", "transfer-encoding"})

    def on_message_begin(self) -> None:
        self.begun = True

    def on_header(self, name: bytes, value: bytes) -> None:
        self.arrived.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self.arrived.status = self.parser.get_status_code()
        self.arrived.may_go_on = self.parser.should_keep_alive()
        self.complete = self._is_head

    def on_body(self, piece: bytes) -> None:
        self.pieces.append(piece)

    def on_message_complete(self) -> None:
        self.complete = True
