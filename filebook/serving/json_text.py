"""Pieces of JSON text: where a string ends, what its escapes say, and whether a whole value is right."""

import json
from typing import Never

from filebook.core.errors import Invalid

_BACKSLASH = ord("\\")
_FIRST_WINDOW_BYTES = 64


def _refuse_constant(name: str) -> Never:
    raise ValueError(name)


_STRICT = json.JSONDecoder(parse_constant=_refuse_constant)
_LENIENT = json.JSONDecoder(strict=False)


def closing_quote(piece: bytes, start: int) -> int:
    """Find the quote that ends the string whose text goes on at `start`; -1 if it lies further on."""
    quote = piece.find(b'"', start)
    if quote <= start or piece[quote - 1] != _BACKSLASH:
        return quote
    # There are escapes. The window grows with the string, so that a short one does not cost a look at a whole piece.
    window_bytes = _FIRST_WINDOW_BYTES
    while (window := piece[start : start + window_bytes]) not in (b"", b"\\"):
        # Pairs of backslashes first: then any backslash left begins an escape. Offsets stay as they are.
        masked = window.replace(b"\\\\", b"..").replace(b'\\"', b"..")
        quote = masked.find(b'"')
        if quote >= 0:
            return start + quote
        start += len(masked) - masked.endswith(b"\\")
        window_bytes *= 2
    return -1


def cut_escape_length(piece: bytes, start: int) -> int:
    r"""Tell how many bytes at the end of the piece are the beginning of an escape, such as `\u00`."""
    last = piece.rfind(b"\\", max(start, len(piece) - 5))
    if last < 0:
        return 0
    backslashes = piece[start : last + 1]
    if (len(backslashes) - len(backslashes.rstrip(b"\\"))) % 2 == 0:
        return 0
    length = len(piece) - last
    return length if length < (6 if piece[last + 1 : last + 2] == b"u" else 2) else 0


def unescaped(body: bytes) -> bytes:
    """Resolve the escapes in a part of a string that should be base64; characters beyond ASCII come out as `?`."""
    if b"\\" not in body:
        return body
    try:
        # latin-1 lets every byte through. Line breaks are let through too, unescaped as they may be.
        text: str = _LENIENT.decode(f'"{body.decode("latin-1")}"')
    except ValueError:
        return body  # its backslash is no base64
    return text.encode("ascii", "replace")


def read_strictly(text: bytes) -> object:
    """Decode a JSON value as RFC 8259 has it.

    Raises:
        Invalid: field "" and `encoding` for wrong UTF-8 and lone surrogates, otherwise `syntax`.
    """
    try:
        value: object = _STRICT.decode(text.decode("utf-8"))
        if b"\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError as error:
        raise Invalid("", "encoding") from error
    except ValueError as error:
        raise Invalid("", "syntax") from error
    return value
