"""Sends requests to addresses that users named: resolved once, judged, and connected to at the very address judged."""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from ipaddress import ip_address

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from filebook.core.outgoing import Target, is_public
from filebook.core.ports.outgoing import Answer, Trouble

TIMEOUT_SECONDS = 10.0
"""From finding the name to the end of the answer. The system's search for a name is not cut short by it."""
ANSWER_LIMIT_BYTES = 64 * 1024
_PIECE_BYTES = 16 * 1024
_FIRST_FINAL_STATUS = 200
Place = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
"""A resolved address, as a socket takes it."""


class HttpSender:
    """Implements the port `Outgoing`. No redirect is followed, no proxy of the environment is used."""

    def __init__(
        self,
        *,
        allow_private: bool,
        timeout_seconds: float = TIMEOUT_SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`tls` verifies servers; without it, as the system does."""
        self._allow_private = allow_private
        self._timeout_seconds = timeout_seconds
        self._tls = tls

    def refuses(self, target: Target) -> bool:
        try:
            return not self._allowed(target)
        except OSError:
            return False

    def post(self, target: Target, *, body: bytes, headers: Mapping[str, str]) -> Answer:
        began = time.monotonic()
        answer = self._posted(target, _request(target, body, headers))
        return replace(answer, duration_ms=round((time.monotonic() - began) * 1000))

    def _posted(self, target: Target, request: bytes) -> Answer:
        deadline = _Deadline(self._timeout_seconds)
        try:
            places = self._allowed(target)
            if not places:
                return Answer(None, Trouble.ADDRESS)
            with self._connected(target, places, deadline=deadline) as connection:
                _send(connection, request, deadline)
                return _read(connection, deadline)
        except socket.gaierror:
            return Answer(None, Trouble.NAME)
        except TimeoutError:
            return Answer(None, Trouble.TIME)
        except ssl.SSLError:
            return Answer(None, Trouble.TLS)
        except OSError:
            return Answer(None, Trouble.CONNECTION)
        except (HttpParserError, HttpParserUpgrade):
            return Answer(None, Trouble.ANSWER)

    def _allowed(self, target: Target) -> list[Place]:
        """The addresses behind the target's host that may be connected to. Raises: OSError where there are none."""
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        places: list[Place] = [(family, place) for family, _, _, _, place in found]
        return [one for one in places if self._allow_private or is_public(ip_address(one[1][0]))]

    def _connected(self, target: Target, places: list[Place], *, deadline: "_Deadline") -> socket.socket:
        connection = _connect(places, deadline)
        if not target.is_tls:
            return connection
        if self._tls is None:
            self._tls = ssl.create_default_context()
        deadline.apply(connection)
        return self._tls.wrap_socket(connection, server_hostname=target.host)


class _Deadline:
    """When all must be done."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def apply(self, connection: socket.socket) -> None:
        """Let the next step of a connection last no longer. Raises: TimeoutError."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)


class _Response:
    """The answer as far as it was read; interim ones are passed over."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self.status = 0
        self.is_complete = False

    def feed(self, data: bytes) -> None:
        """Raises: HttpParserError; HttpParserUpgrade where another protocol begins."""
        self._parser.feed_data(data)

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        status = self._parser.get_status_code()
        if status >= _FIRST_FINAL_STATUS:
            self.status = status

    def on_message_complete(self) -> None:
        """Called by the parser."""
        self.is_complete = self.status != 0


def _connect(places: list[Place], deadline: _Deadline) -> socket.socket:
    """A connection to the first address that takes one. Raises: OSError."""
    failure = OSError()
    for family, place in places:
        with ExitStack() as unless_connected:
            connection = unless_connected.enter_context(socket.socket(family, socket.SOCK_STREAM))
            try:
                deadline.apply(connection)
                connection.connect(place)
            except TimeoutError:
                raise
            except OSError as error:
                failure = error
            else:
                unless_connected.pop_all()
                return connection
    raise failure


def _request(target: Target, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = {
        "Host": target.authority,
        "User-Agent": "Filebook",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {target.path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _send(connection: socket.socket, data: bytes, deadline: _Deadline) -> None:
    left = memoryview(data)
    while left:
        deadline.apply(connection)
        left = left[connection.send(left) :]


def _read(connection: socket.socket, deadline: _Deadline) -> Answer:
    """The answer; once its status is known, whatever goes wrong with the rest is no matter."""
    response = _Response()
    left = ANSWER_LIMIT_BYTES
    try:
        while left and not response.is_complete:
            deadline.apply(connection)
            piece = connection.recv(min(left, _PIECE_BYTES))
            if not piece:
                break
            left -= len(piece)
            response.feed(piece)
    except (OSError, HttpParserError):
        if not response.status:
            raise
    return Answer(response.status) if response.status else Answer(None, Trouble.ANSWER)
