"""A request's body as it arrives: the actions as a small text, and each one's `data` decoded into the byte store.

Who sent it, and whether its signature is right, is known only at the end. Until then the bytes belong to nobody, and
whatever no action came to keep is dropped.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import TypeVar

import pybase64

from filebook.core.errors import FilebookError, Invalid, NoSpace, TooLarge, Unavailable
from filebook.services.uploads import Receiver, Uploads
from filebook.serving.base64_stream import realign
from filebook.serving.json_scan import JsonPath, JsonScanner, StreamedText

TEXT_LIMIT_BYTES = 1024 * 1024
"""A request without its files."""
_READ_BYTES = 3 * 256 * 1024
"""A multiple of three, so that base64 needs no padding in between."""
_SMALL_BYTES = 32 * 1024
"""Up to here `data` waits in memory, so that a stranger's small requests never reach the disk."""
_CHARACTERS_OF_A_BYTE = 2
Result = TypeVar("Result")


class Room:
    """Memory that all small `data` of one request share."""

    def __init__(self, left_bytes: int = 4 * 1024 * 1024) -> None:
        self.left_bytes = left_bytes


class Arrival:
    """The `data` of one action, while it arrives and until something keeps it. Used by one thread at a time.

    That the store fails or the file is too large is the matter of this action alone: it is remembered, the rest of the
    text passes by, and the other actions are carried out.
    """

    def __init__(self, uploads: Uploads, room: Room) -> None:
        self._uploads = uploads
        self._room = room
        self._small = b""
        self._receiver: Receiver | None = None
        self._failure: FilebookError | None = None
        self._text: StreamedText | None = None

    def write(self, data: bytes) -> None:
        """Take decoded bytes: into memory while they are few, then into the store."""
        if self._failure is not None:
            return
        is_small = len(self._small) + len(data) <= _SMALL_BYTES and len(data) <= self._room.left_bytes
        if self._receiver is None and is_small:
            self._small += data
            self._room.left_bytes -= len(data)
            return
        try:
            self._stored().write(data)
        except (TooLarge, NoSpace, Unavailable) as error:
            self._failure = error

    def end(self, text: StreamedText, *, last: bool) -> None:
        """The text is over. If another follows, this one's file is closed: a request may hold a thousand."""
        self._text = text
        if text.fault is not None or self._failure is not None:
            self.discard()
        elif self._receiver is not None and not last:
            try:
                self._receiver.finish()
            except (NoSpace, Unavailable) as error:
                self._failure = error

    def require_sound(self) -> None:
        """Raises: Invalid("data") for what is no base64 or empty, TooLarge, NoSpace, Unavailable."""
        if self._failure is not None:
            raise self._failure
        if self._text is None or self._text.fault is not None:
            raise Invalid("data")

    @property
    def leftover(self) -> str:
        """The characters at the end that make no whole group."""
        return self._text.leftover if self._text else ""

    @property
    def is_less_than_a_byte(self) -> bool:
        """Whether there is nothing but a single character, which holds six bits."""
        return self._receiver is None and not self._small and len(self.leftover.rstrip("=")) < _CHARACTERS_OF_A_BYTE

    @property
    def is_exact(self) -> bool:
        """Whether `pieces` are the very text that came."""
        readable = self._failure is None and self._text is not None and self._text.fault in {None, "empty"}
        return readable and self._text is not None and self._text.exact

    def pieces(self) -> Iterator[bytes]:
        """The text again, encoded from the stored bytes, for a signature over it."""
        if self._text is None:
            return
        yield self._text.prefix.encode("ascii")
        for block in self._blocks():
            yield pybase64.b64encode(block)
        yield self._text.leftover.encode("ascii")

    def realign(self, carried: str) -> str:
        """Decode again, as text that goes on after `carried`; the characters left over now.

        Raises: Invalid("data") where the two do not go together; NoSpace, Unavailable.
        """
        aligned = Arrival(self._uploads, self._room)
        rest = carried
        try:
            for block in self._blocks():
                decoded, rest = realign(carried=rest, decoded=block, leftover="", field="data")
                aligned.write(decoded)
            decoded, rest = realign(carried=rest, decoded=b"", leftover=self.leftover, field="data")
            aligned.write(decoded)
            if aligned._failure is not None:
                raise aligned._failure
        except FilebookError:
            aligned.discard()
            raise
        self.discard()
        self._small, self._receiver = aligned._small, aligned._receiver
        return rest

    def give(self, take: Callable[[Receiver], Result]) -> Result:
        """Let a service take the bytes. From then on they are its own, or dropped as its failure demands."""
        receiver = self._stored()
        self._receiver = None
        try:
            return take(receiver)
        except FilebookError as error:
            self._uploads.discard_after(error, receiver)
            raise

    def discard(self) -> None:
        """Drop the bytes, if nothing took them. What cannot be removed now is left to housekeeping."""
        self._small = b""
        if self._receiver is not None:
            with suppress(Unavailable):
                self._uploads.discard(self._receiver)
            self._receiver = None

    def _stored(self) -> Receiver:
        """The bytes so far in the store. Raises: TooLarge, NoSpace, Unavailable."""
        if self._receiver is None:
            receiver = self._uploads.receiver()
            receiver.write(self._small)
            self._small, self._receiver = b"", receiver
        return self._receiver

    def _blocks(self) -> Iterator[bytes]:
        if self._receiver is None:
            yield self._small
            return
        with closing(self._uploads.read_again(self._receiver)) as reader:
            for offset in range(0, reader.size_bytes, _READ_BYTES):
                yield reader.read(offset, _READ_BYTES)


class Intake:
    """Takes a body piece by piece and sorts it into text and arrivals."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        # Each file has the store's own limit, and the body has one.
        self._scanner = JsonScanner(
            wanted=self._sink_for, text_limit_bytes=TEXT_LIMIT_BYTES, sink_limit_bytes=sys.maxsize
        )
        self._room = Room()
        self._arrivals: dict[int, Arrival] = {}
        self._current: tuple[JsonPath, Arrival] | None = None

    def take(self, piece: bytes | bytearray | memoryview) -> None:
        """Take the next piece of the body. Raises: Invalid, TooLarge; it is then of no further use."""
        self._scanner.feed(bytes(piece))

    def close(self) -> bytes:
        """The body's text, with null in place of each `data`. Raises: Invalid."""
        text = self._scanner.close()
        self._end_current(last=True)
        return text

    def arrival(self, number: int) -> Arrival | None:
        """What came as `data` of the action at this place, if it was a string."""
        return self._arrivals.get(number)

    def discard(self) -> None:
        """Drop whatever nothing took."""
        for arrival in self._arrivals.values():
            arrival.discard()

    def _sink_for(self, path: JsonPath) -> Arrival | None:
        match path:
            case ("request", "actions", int(number), "parameters", "data"):
                self._end_current(last=False)
                arrival = self._arrivals[number] = Arrival(self._uploads, self._room)
                self._current = (path, arrival)
                return arrival
        return None

    def _end_current(self, *, last: bool) -> None:
        if self._current is not None:
            path, arrival = self._current
            arrival.end(self._scanner.streamed[path], last=last)
            self._current = None
