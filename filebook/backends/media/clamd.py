"""Asks ClamAV's clamd whether there is malware in something, over its socket.

Source: the manual page clamd(8), command INSTREAM.
"""

import re
import socket
import struct
from contextlib import suppress

from filebook.core.errors import Invalid, TooLarge, Unavailable
from filebook.core.ports.media import Source

_BLOCK_BYTES = 256 * 1024
_SECONDS = 120.0
_ANSWER_BYTES = 4096
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")
_LENGTH = struct.Struct("!I")


class Clamd:
    """Implements `Scanner`. Each question has a connection of its own."""

    def __init__(self, address: str) -> None:
        """`address`: `unix:` and the socket's path, or a host and a port with a colon between. Raises: Invalid."""
        self._path = address.removeprefix("unix:") if address.startswith("unix:") else ""
        host, _, port = address.rpartition(":")
        if not self._path and not (host and port.isdecimal()):
            raise Invalid("clamd_address", "address")
        self._place = (host.strip("[]"), int(port) if port.isdecimal() else 0)

    def malware(self, source: Source) -> str:
        """As the port says."""
        try:
            with self._connected() as connection:
                return _judged(_asked(connection, source), source)
        except OSError:
            raise Unavailable from None

    def _connected(self) -> socket.socket:
        if not self._path:
            return socket.create_connection(self._place, timeout=_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(self._path)
        except OSError:
            connection.close()
            raise
        return connection


def _asked(connection: socket.socket, source: Source) -> str:
    """What clamd says of the source; it may say so, and hang up, before it has all of it."""
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"zINSTREAM\0")
        for offset in range(0, source.size_bytes, _BLOCK_BYTES):
            block = source.read(offset, _BLOCK_BYTES)
            connection.sendall(_LENGTH.pack(len(block)) + block)
        connection.sendall(_LENGTH.pack(0))
    answer = b""
    while len(answer) < _ANSWER_BYTES and not answer.endswith(b"\0"):
        part = connection.recv(_ANSWER_BYTES)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _judged(answer: str, source: Source) -> str:
    """Raises: TooLarge, Unavailable for any answer that is not known."""
    found = _FOUND.fullmatch(answer)
    if found is not None:
        return found[1]
    if answer == "stream: OK":
        return ""
    if "size limit exceeded" in answer:
        raise TooLarge(source.size_bytes)
    raise Unavailable
