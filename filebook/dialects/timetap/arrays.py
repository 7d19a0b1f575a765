"""JSON arrays that leave while they are made, so that a list of any length takes little memory; 304 for known ones.

The entity tag of a list tells the state of the whole business, as the caller sees it, and not of the list: it is known
before anything is read. It holds nothing of the address, which it belongs to anyway, nor of the query: what an id finds
must not show in it.
"""

import hashlib
from collections.abc import Callable, Iterator
from http import HTTPStatus

from filebook.services.bundle import Services
from filebook.serving.answers import bytes_answer, empty_answer
from filebook.serving.call import Call
from filebook.serving.conditions import Validators, precondition
from filebook.serving.pieces import PiecesAnswer
from filebook.serving.routes import Answer

_MEDIA_TYPE = "application/json"
_ASK_AGAIN = (b"cache-control", b"private, no-cache")


def list_answer(
    call: Call,
    services: Services,
    batches: Callable[[], Iterator[bytes]],
    *,
    depends_on: str = "",
    opening: bytes = b"[",
    closing: bytes = b"]",
) -> Answer:
    """Answer with one array, or an object around one, or 304 where the client has it already.

    `batches` is called if the array has to be made. Each batch is the text between the brackets of a part of it, and
    is not empty. The first one is made at once, so that what goes wrong there is still answered properly; an array of
    one batch leaves whole. `depends_on` is what the list depends on besides its address and the business, such as
    today's date. Runs on a worker thread.
    """
    state = f"{services.changelog.state(call.actor)} {depends_on}"
    etag = f'"{hashlib.sha256(state.encode(errors="surrogatepass")).hexdigest()[:32]}"'
    headers = [(b"etag", etag.encode("ascii")), _ASK_AGAIN]
    conditions = {name: value for name, value in call.raw_headers if name == b"if-none-match"}
    is_read = call.method in {"GET", "HEAD"}
    if is_read and precondition(conditions, Validators(etag), is_read=True) is HTTPStatus.NOT_MODIFIED:
        return empty_answer(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    made = batches()
    first, second = next(made, b""), next(made, None)
    if second is None:
        return bytes_answer(opening + first + closing, media_type=_MEDIA_TYPE, headers=headers)
    pieces = _pieces(opening + first, second, made, closing=closing)
    return PiecesAnswer(call, pieces, headers=[(b"content-type", _MEDIA_TYPE.encode("ascii")), *headers])


def _pieces(first: bytes, second: bytes, batches: Iterator[bytes], *, closing: bytes) -> Iterator[bytes]:
    yield first
    yield b"," + second
    for batch in batches:
        yield b"," + batch
    yield closing
