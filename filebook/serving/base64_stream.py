"""Base64 text that arrives in pieces, decoded in fixed memory; a text cut in mid-group is put together again."""

import binascii
import re
from collections.abc import Callable
from typing import Literal

import pybase64

from filebook.core.errors import Invalid, TooLarge

Fault = Literal["alphabet", "padding", "empty"]

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b" \t\r\n"  # what PHP's decoder passes over
_DATA_URL = re.compile(rb"data:[\x20-\x2b\x2d-\x7e]*;base64,", re.IGNORECASE)
_DATA_URL_LIMIT_BYTES = 256
# A text can be cut anywhere, its padding included: "QQ==" may arrive as "QQ=" and "=", or as "Q" and "Q==".
_LEFTOVER = re.compile(rb"[A-Za-z0-9+/]{0,3}={0,2}")
_LEFTOVER_OF_KNOWN_FRONT = re.compile(r"[A-Za-z0-9+/]{0,3}|[A-Za-z0-9+/]{2}=")


class Base64Decoder:
    """Decodes one base64 text given in pieces, and passes its bytes to `write`.

    Lenient where clients need it: blanks and line breaks are skipped, a `data:…;base64,` front is taken off, missing
    padding is no fault. Characters after the last whole group are kept for the caller, not decoded, because the text
    may be one block of a longer one. Another alphabet, or text after padding, is noted in `fault` and ends the
    decoding quietly: the rest is ignored, and what was written is worthless.

    Args:
        write: takes the decoded bytes.
        limit_bytes: how many decoded bytes are allowed.
        carried: characters left over from the block before; then no `data:` front is looked for.
    """

    def __init__(self, write: Callable[[bytes], object], *, limit_bytes: int | None = None, carried: str = "") -> None:
        self.fault: Fault | None = None
        self.size_bytes = 0
        self.prefix = ""
        # Whether prefix + base64(bytes written) + leftover is the very text that came.
        self.exact = True
        self._write = write
        self._limit_bytes = limit_bytes
        self._pending = carried.encode("ascii")
        self._front_read = bool(carried)
        self._padding = b""

    def feed(self, text: bytes) -> None:
        """Take the next piece.

        Raises:
            TooLarge: the decoded bytes pass the limit; those beyond it are not written.
        """
        if self.fault is not None:
            return
        text = self._pending + text
        if not self._front_read:
            if _may_become_data_url(text):
                self._pending = text
                return
            text = self._without_data_url(text)
        if self._padding:
            self._go_on_behind_padding(text)
        else:
            self._decode(text)

    def close(self) -> str:
        """End the text; return the 0 to 3 characters that make no whole group, nothing after a fault."""
        if not self._front_read:
            self._front_read = True
            self.feed(b"")
        leftover = self._without_blanks(self._pending)
        if self.fault is None:
            if not leftover and not self.size_bytes:
                self.fault = "empty"
            elif not self._may_end_with(leftover):
                self.fault = _fault_in(leftover)
        return "" if self.fault else leftover.decode("ascii")

    def _without_data_url(self, text: bytes) -> bytes:
        self._front_read = True
        front = _DATA_URL.match(text, 0, _DATA_URL_LIMIT_BYTES)
        if front is None:
            return text
        self.prefix = front[0].decode("ascii")
        return text[front.end() :]

    def _decode(self, text: bytes) -> None:
        decoded = _whole_groups(text)
        if decoded is None:
            text = self._without_blanks(text)
            decoded = _whole_groups(text)
        if decoded is None:
            self.fault = _fault_in(text)
            return
        whole = len(text) // 4 * 4
        self._pending = text[whole:]
        if odd_bytes := len(decoded) % 3:
            self._padding = b"=" * (3 - odd_bytes)
            # Padding leaves bits without meaning: "QR==" is "A" as well, but "A" is written "QQ==".
            self.exact = self.exact and text.endswith(pybase64.b64encode(decoded[-odd_bytes:]), 0, whole)
        self.size_bytes += len(decoded)
        if self._limit_bytes is not None and self.size_bytes > self._limit_bytes:
            raise TooLarge(self._limit_bytes)
        if decoded:
            self._write(decoded)

    def _go_on_behind_padding(self, text: bytes) -> None:
        self._pending = self._without_blanks(text)
        if not self._may_end_with(self._pending):
            self.fault = _fault_in(self._pending)

    def _may_end_with(self, leftover: bytes) -> bool:
        if self._padding:
            # "AAA==" is no whole text, but may be the last block of one: behind "AAA" it says "AAAA" and "AA==".
            return b"==".startswith(self._padding + leftover)
        return _LEFTOVER.fullmatch(leftover) is not None

    def _without_blanks(self, text: bytes) -> bytes:
        clean = text.translate(None, _BLANKS)
        self.exact = self.exact and len(clean) == len(text)
        return clean


def realign(*, carried: str, decoded: bytes, leftover: str, field: str = "") -> tuple[bytes, str]:
    """Decode a block again whose text goes on in the middle of a group.

    The block was decoded from its own first character, because what the block before left over was not known yet.

    Args:
        carried: the characters left over from the block before.
        decoded: the bytes of this block, decoded without them.
        leftover: the characters left over from this block, decoded without them.
        field: what to name in the error.

    Returns:
        The bytes that carried characters and block make together, and the characters left over then.

    Raises:
        Invalid: the two do not go together: `padding`.
    """
    pieces: list[bytes] = []
    decoder = Base64Decoder(pieces.append, carried=carried)
    decoder.feed(pybase64.b64encode(decoded) + leftover.encode("ascii"))
    rest = decoder.close()
    if decoder.fault in ("alphabet", "padding") or not _LEFTOVER_OF_KNOWN_FRONT.fullmatch(rest):
        raise Invalid(field, "padding")
    return b"".join(pieces), rest


def decode_leftover(leftover: str, *, field: str = "") -> bytes:
    """Decode what is left over when no further block comes, as text without its padding.

    Raises:
        Invalid: it is no end of a base64 text: `padding`. A single character holds 6 bits: something is missing.
    """
    try:
        return pybase64.b64decode(leftover + "=" * (-len(leftover) % 4), validate=True)
    except binascii.Error as error:
        raise Invalid(field, "padding") from error


def _whole_groups(text: bytes) -> bytes | None:
    try:
        return pybase64.b64decode(memoryview(text)[: len(text) // 4 * 4], validate=True)
    except binascii.Error:
        return None


def _fault_in(text: bytes) -> Fault:
    return "alphabet" if text.translate(None, _ALPHABET + b"=") else "padding"


def _may_become_data_url(text: bytes) -> bool:
    return len(text) < _DATA_URL_LIMIT_BYTES and b"," not in text and b"data:".startswith(text[:5].lower())
