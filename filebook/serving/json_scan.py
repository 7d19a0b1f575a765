"""JSON read while it arrives: base64 in chosen string values goes to sinks, everything else is kept as a small text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Never, Protocol

from filebook.core.errors import Invalid, TooLarge
from filebook.serving.base64_stream import Base64Decoder, Fault
from filebook.serving.json_text import closing_quote, cut_escape_length, read_strictly, unescaped

JsonPath = tuple[str | int, ...]
"""Where a value stands: object keys and array indexes from the outside in."""

# A batch is worked on in pieces of this size, so that the copies made on the way stay small.
_PIECE_BYTES = 256 * 1024
_BLANKS_AND_TOKEN = re.compile(rb"[ \t\n\r]*+(?:([-+.0-9A-Za-z]+)|([^ \t\n\r]))|[ \t\n\r]+")


class Base64Sink(Protocol):
    """Where the decoded bytes of one string go."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class StreamedText:
    """What became of one string whose base64 went to a sink.

    `leftover` are the 0 to 3 last characters, not decoded because they make no whole group; `prefix` is the `data:` URL
    front that was taken off. If `exact`, then prefix + base64(bytes in the sink) + leftover is the string itself, which
    a signature over the string needs. After a `fault` the bytes in the sink are worthless.
    """

    field: str
    size_bytes: int
    leftover: str
    prefix: str
    exact: bool
    fault: Fault | None

    def require_sound(self) -> None:
        """Refuse a string that was not base64.

        Raises:
            Invalid: `alphabet`, `padding` or `empty`, naming the string by its path.
        """
        if self.fault is not None:
            raise Invalid(self.field, self.fault)


class _Next(Enum):
    """What comes next, unless a bracket closes: whether one may close there is judged at the end of the document."""

    VALUE = auto()
    KEY = auto()
    COLON = auto()
    COMMA = auto()
    NOTHING = auto()


@dataclass(slots=True)
class _Container:
    """An open object, with the keys seen, or array; and the key or index at which it is being read."""

    is_object: bool
    at: str | int
    keys: set[str] = field(default_factory=set)


class JsonScanner:
    """Reads one JSON document in pieces cut anywhere; memory does not grow with the streamed strings.

    Strict as RFC 8259, and refuses duplicate keys, NaN and lone surrogates. The inside of a streamed string is the
    exception: whatever is wrong there becomes that string's `fault`, and the scan goes on behind it. After an error
    was raised the scanner is of no further use.

    Args:
        wanted: asked at the start of every string value; answers with a sink to stream it, or None to keep it as text.
        text_limit_bytes: how much text there may be outside streamed strings.
        sink_limit_bytes: how many decoded bytes one streamed string may have.
        depth_limit: how many objects and arrays may lie in each other.
    """

    def __init__(
        self,
        *,
        wanted: Callable[[JsonPath], Base64Sink | None],
        text_limit_bytes: int,
        sink_limit_bytes: int,
        depth_limit: int = 64,
    ) -> None:
        self.streamed: dict[JsonPath, StreamedText] = {}
        self._wanted = wanted
        self._text_limit_bytes = text_limit_bytes
        self._sink_limit_bytes = sink_limit_bytes
        self._depth_limit = depth_limit
        self._skeleton = bytearray()
        self._open: list[_Container] = []
        self._next = _Next.VALUE
        self._in_literal = False
        self._in_string = False
        self._key_start = 0
        self._decoder: Base64Decoder | None = None
        self._cut_escape = b""

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the document.

        Raises:
            Invalid: field "" and `syntax`, `depth`, `encoding`, `duplicate` or `trailing`.
            TooLarge: one of the limits is passed.
        """
        for start in range(0, len(data), _PIECE_BYTES):
            self._scan(self._cut_escape + data[start : start + _PIECE_BYTES])

    def close(self) -> bytes:
        """End the document; return its text with `null` in place of every streamed string.

        Raises:
            Invalid: field "" and `empty`, `incomplete`, `syntax` or `encoding`.
        """
        skeleton = bytes(self._skeleton)
        if not skeleton.strip():
            raise Invalid("", "empty")
        if self._next is not _Next.NOTHING:
            raise Invalid("", "incomplete")
        # So far only as much was looked at as tells the paths of strings; the rest of the grammar is judged here.
        read_strictly(skeleton)
        return skeleton

    def _scan(self, piece: bytes) -> None:
        self._cut_escape = b""
        position = 0
        while position < len(piece):
            position = self._string_part(piece, position) if self._in_string else self._tokens(piece, position)

    def _tokens(self, piece: bytes, position: int) -> int:
        """Read on outside of strings, to the next quote or the end of the piece; return where to read next."""
        for found in _BLANKS_AND_TOKEN.finditer(piece, position):
            literal: bytes | None = found[1]
            mark: bytes | None = found[2]
            if mark == b'"':
                self._keep(piece[position : found.end() - 1])
                self._begin_string()
                return found.end()
            goes_on_from_last_piece = self._in_literal and found.start(1) == 0
            self._in_literal = literal is not None
            if mark is not None:
                self._mark(mark)
            elif literal is not None and not goes_on_from_last_piece:
                self._expect(_Next.VALUE)
                self._value_done()
        self._keep(piece[position:])
        return len(piece)

    def _mark(self, mark: bytes) -> None:
        match mark:
            case b"{":
                self._enter(_Container(is_object=True, at=""), then=_Next.KEY)
            case b"[":
                self._enter(_Container(is_object=False, at=0), then=_Next.VALUE)
            case b":":
                self._expect(_Next.COLON)
                self._next = _Next.VALUE
            case b",":
                self._expect(_Next.COMMA)
                self._go_on()
            case b"}" | b"]":
                self._leave(is_object=mark == b"}")
            case _:
                self._refuse()

    def _enter(self, container: _Container, *, then: _Next) -> None:
        self._expect(_Next.VALUE)
        if len(self._open) == self._depth_limit:
            raise Invalid("", "depth")
        self._open.append(container)
        self._next = then

    def _leave(self, *, is_object: bool) -> None:
        if not self._open or self._open.pop().is_object is not is_object:
            self._refuse()
        self._value_done()

    def _go_on(self) -> None:
        container = self._open[-1]
        if isinstance(container.at, int):
            container.at += 1
            self._next = _Next.VALUE
        else:
            self._next = _Next.KEY

    def _begin_string(self) -> None:
        self._in_string = True
        if self._next is _Next.KEY:
            self._key_start = len(self._skeleton)
            self._keep(b'"')
            return
        self._expect(_Next.VALUE)
        sink = self._wanted(self._path())
        if sink is None:
            self._keep(b'"')
        else:
            self._keep(b"null")
            self._decoder = Base64Decoder(sink.write, limit_bytes=self._sink_limit_bytes)

    def _string_part(self, piece: bytes, position: int) -> int:
        """Read on in a string, to its end or that of the piece; return where to read next."""
        quote = closing_quote(piece, position)
        end = quote if quote >= 0 else len(piece) - cut_escape_length(piece, position)
        if self._decoder is None:
            self._keep(piece[position:end])
        else:
            self._decoder.feed(unescaped(piece[position:end]))
        if quote < 0:
            self._cut_escape = piece[end:]
            return len(piece)
        self._in_string = False
        self._end_string()
        return quote + 1

    def _end_string(self) -> None:
        if self._decoder is not None:
            self.streamed[self._path()] = self._finish(self._decoder)
            self._decoder = None
            self._value_done()
            return
        self._keep(b'"')
        if self._next is _Next.KEY:
            self._end_key()
        else:
            self._value_done()

    def _end_key(self) -> None:
        container = self._open[-1]
        key = str(read_strictly(bytes(self._skeleton[self._key_start :])))
        if key in container.keys:
            raise Invalid("", "duplicate")
        container.keys.add(key)
        container.at = key
        self._next = _Next.COLON

    def _finish(self, decoder: Base64Decoder) -> StreamedText:
        leftover = decoder.close()
        return StreamedText(
            field=".".join(map(str, self._path())),
            size_bytes=decoder.size_bytes,
            leftover=leftover,
            prefix=decoder.prefix,
            exact=decoder.exact,
            fault=decoder.fault,
        )

    def _value_done(self) -> None:
        self._next = _Next.COMMA if self._open else _Next.NOTHING

    def _path(self) -> JsonPath:
        return tuple(container.at for container in self._open)

    def _keep(self, text: bytes) -> None:
        self._skeleton += text
        if len(self._skeleton) > self._text_limit_bytes:
            raise TooLarge(self._text_limit_bytes)

    def _expect(self, expected: _Next) -> None:
        if self._next is not expected:
            self._refuse()

    def _refuse(self) -> Never:
        raise Invalid("", "trailing" if self._next is _Next.NOTHING else "syntax")
