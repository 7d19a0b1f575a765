"""JSON in which some strings are the base64 of stored bytes, sent block by block and never held as a whole."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

import msgspec
import pybase64

from filebook.core.errors import Damaged
from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.pieces import PiecesAnswer
from filebook.serving.routes import Answer
from filebook.serving.sender import Reader

BLOCK_BYTES = 3 * 128 * 1024
"""A multiple of three, so that base64 needs no padding in between."""


class Base64Text:
    """Stands in a value for a JSON string: the base64 of as many bytes as `open_reader` has when its turn comes.

    No dataclass, since msgspec would encode that by itself.
    """

    __slots__ = ("open_reader", "size_bytes")

    def __init__(self, open_reader: Callable[[], Reader], *, size_bytes: int) -> None:
        self.open_reader = open_reader
        self.size_bytes = size_bytes

    @property
    def length(self) -> int:
        """How many characters there will be."""
        return (self.size_bytes + 2) // 3 * 4


def base64_json_answer(
    call: Call, value: object, *, media_type: str, headers: Iterable[tuple[bytes, bytes]] = ()
) -> Answer:
    """The value as JSON; whole if there is no `Base64Text` in it.

    The length is told beforehand, so that an answer broken off in the middle is seen to be.
    """
    parts = parts_of(value)
    if len(parts) == 1 and isinstance(parts[0], bytes):
        return bytes_answer(parts[0], media_type=media_type, headers=headers)
    length = sum(part.length if isinstance(part, Base64Text) else len(part) for part in parts)
    told = [(b"content-type", media_type.encode("ascii")), (b"content-length", b"%d" % length), *headers]
    return PiecesAnswer(call, _pieces(parts), headers=told)


def parts_of(value: object) -> list[bytes | Base64Text]:
    """The value as JSON, cut where the bytes stand."""
    # Nobody can have written the marker into a text before it is drawn.
    marker = secrets.token_hex(16)
    texts: list[Base64Text] = []

    def mark(item: object) -> str:
        if not isinstance(item, Base64Text):
            raise NotImplementedError
        texts.append(item)
        return marker

    first, *others = msgspec.json.encode(value, enc_hook=mark).split(marker.encode("ascii"))
    parts: list[bytes | Base64Text] = [first]
    for text, between in zip(texts, others, strict=True):
        parts += (text, between)
    return parts


def _pieces(parts: list[bytes | Base64Text]) -> Iterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
        else:
            yield from _encoded(part)


def _encoded(text: Base64Text) -> Iterator[bytes]:
    """Raises: Damaged where there are fewer bytes than were promised, and what the reader raises."""
    with closing(text.open_reader()) as reader:
        for start in range(0, text.size_bytes, BLOCK_BYTES):
            wanted = min(BLOCK_BYTES, text.size_bytes - start)
            block = reader.read(start, wanted)
            if len(block) != wanted:
                raise Damaged("file")
            yield pybase64.b64encode(block)
