"""The answers most routes give: JSON, plain bytes, nothing. Starlette's `Response` serves where cookies are set."""

import gzip
from collections.abc import Iterable

import msgspec
from starlette.types import Receive, Scope, Send

from filebook.core.errors import FilebookError, Throttled, Unavailable
from filebook.serving.problems import HttpProblem

_WORTH_COMPRESSING_BYTES = 1200
"""With its headers more than one packet holds; what fits into one would only cost time."""
_LEVEL = 5
_JSON = (b"content-type", b"application/json")


class BytesAnswer:
    """Bytes that are there already. Costs a quarter of a Starlette `Response` to build."""

    __slots__ = ("body", "raw_headers", "status_code")

    def __init__(self, body: bytes, *, status: int = 200, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self.status_code = status
        self.body = body
        self.raw_headers = [*headers]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send headers and body."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


def json_answer(value: object, *, status: int = 200, headers: Iterable[tuple[bytes, bytes]] = ()) -> BytesAnswer:
    """A value, a msgspec struct or anything msgspec encodes, as JSON. Header names in lower case."""
    body = msgspec.json.encode(value)
    return BytesAnswer(body, status=status, headers=[_JSON, _length(body), *headers])


def bytes_answer(
    body: bytes, *, media_type: str, status: int = 200, headers: Iterable[tuple[bytes, bytes]] = ()
) -> BytesAnswer:
    """Bytes of our own making, such as XML. Not for users' files: those leave through `FileAnswer`."""
    typed = (b"content-type", media_type.encode("ascii"))
    return BytesAnswer(body, status=status, headers=[typed, _length(body), *headers])


def empty_answer(*, status: int = 204, headers: Iterable[tuple[bytes, bytes]] = ()) -> BytesAnswer:
    """No body. A 204 or 304 must not tell a length; any other status tells 0."""
    told = [] if status in {204, 304} else [(b"content-length", b"0")]
    return BytesAnswer(b"", status=status, headers=[*told, *headers])


def failure_headers(problem: FilebookError | HttpProblem) -> list[tuple[bytes, bytes]]:
    """The headers that HTTP demands with a failure, whatever form a door gives it."""
    if isinstance(problem, Throttled | Unavailable):
        return [(b"retry-after", b"%d" % problem.retry_after_seconds)]
    if isinstance(problem, HttpProblem):
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in problem.headers.items()]
    return []


def is_worth_compressing(answer: BytesAnswer) -> bool:
    """Whether it would take fewer packets; pictures are packed as they are."""
    if len(answer.body) < _WORTH_COMPRESSING_BYTES:
        return False
    return not any(name == b"content-type" and value.startswith(b"image/") for name, value in answer.raw_headers)


def compressed(answer: BytesAnswer) -> BytesAnswer:
    """The same answer as gzip."""
    body = gzip.compress(answer.body, compresslevel=_LEVEL, mtime=0)
    kept = [header for header in answer.raw_headers if header[0] != b"content-length"]
    told = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"), _length(body)]
    return BytesAnswer(body, status=answer.status_code, headers=[*kept, *told])


def _length(body: bytes) -> tuple[bytes, bytes]:
    return (b"content-length", b"%d" % len(body))
