"""A JSON array that leaves while it is made, so that a list of any length takes little memory."""

from collections.abc import Iterator

from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.pieces import PiecesAnswer
from filebook.serving.routes import Answer

_MEDIA_TYPE = "application/json"


def array_answer(call: Call, batches: Iterator[bytes]) -> Answer:
    """Answer with one array. Each batch is the text between the brackets of a part of it, and is not empty.

    The first batch is made at once, so that what goes wrong there is still answered properly; an array of one batch
    leaves whole. Runs on a worker thread.
    """
    first, second = next(batches, b""), next(batches, None)
    if second is None:
        return bytes_answer(b"[" + first + b"]", media_type=_MEDIA_TYPE)
    pieces = _pieces(first, second, batches)
    return PiecesAnswer(call, pieces, headers=[(b"content-type", _MEDIA_TYPE.encode("ascii"))])


def _pieces(first: bytes, second: bytes, batches: Iterator[bytes]) -> Iterator[bytes]:
    yield b"[" + first
    yield b"," + second
    for batch in batches:
        yield b"," + batch
    yield b"]"
