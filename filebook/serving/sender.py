"""FileAnswer: a file on its way out, whole or in ranges, small ones in one piece and large ones block by block."""

import asyncio
import secrets
from collections.abc import Awaitable, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from starlette.types import Receive, Scope, Send

from filebook.core.errors import Damaged
from filebook.core.links import Disposition
from filebook.serving.call import Call
from filebook.serving.conditions import CONDITION_HEADERS, Span, Validators, precondition, ranges
from filebook.serving.headers import Audience, RawHeaders, file_headers, http_date
from filebook.serving.problems import Disconnected

BLOCK_BYTES = 256 * 1024
PATIENCE_STEP_SECONDS = 0.25
"""How often a client that takes its bytes is given its whole time again; oftener would cost a timer a block."""
BLOCKS_IN_A_ROW = 8
"""After so many the event loop gets its turn, even where a server's `send` never waits."""


class Reader(Protocol):
    """Bytes at any offset; the shape of `core.ports.blobs.BlobReader`."""

    @property
    def size_bytes(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes: ...
    def read_now(self, offset: int, length: int) -> bytes | None: ...
    def close(self) -> None: ...


class FileAnswer:
    """Answers a GET or HEAD with a reader's bytes, and closes the reader whatever happens.

    `etag` is any text of visible ASCII without quotes that changes with the bytes. `modified_at` is aware UTC.
    `detected_type` is what the bytes are, not what somebody said they are.

    Raises, when called, what the reader raises, also in the middle: the connection is then cut, so that its end is
    never a clean one. And `Disconnected` when the client has gone, or takes nothing for too long.
    """

    __slots__ = ("_call", "_etag", "_modified_at", "_reader", "_reading", "raw_headers", "status_code")

    def __init__(
        self,
        call: Call,
        reader: Reader,
        *,
        etag: str,
        detected_type: str,
        file_name: str,
        modified_at: datetime,
        disposition: Disposition = Disposition.ATTACHMENT,
        audience: Audience = Audience.PRIVATE,
    ) -> None:
        self.status_code = 200
        self.raw_headers: RawHeaders = file_headers(
            detected_type=detected_type,
            file_name=file_name,
            disposition=disposition,
            audience=audience,
        )
        self._call = call
        self._reader = reader
        self._etag = f'"{etag}"'
        self._modified_at = modified_at
        self._reading: asyncio.Future[bytes] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send what the request asks for."""
        try:
            await self._answer(send)
        finally:
            self._close()

    async def _answer(self, send: Send) -> None:
        size_bytes = self._reader.size_bytes
        is_get = self._call.method != "HEAD"
        self.raw_headers.append((b"etag", self._etag.encode("ascii")))
        self.raw_headers.append((b"last-modified", http_date(self._modified_at)))
        conditions = {name: value for name, value in self._call.raw_headers if name in CONDITION_HEADERS}
        spans = None
        if conditions:
            validators = Validators(self._etag, self._modified_at)
            refusal = precondition(conditions, validators, is_read=True)
            if refusal is not None:
                await self._send_bodiless(send, refusal)
                return
            if is_get:
                spans = ranges(conditions, validators, size_bytes=size_bytes, now=self._call.arrived_at)
        if spans is None and is_get and size_bytes <= BLOCK_BYTES:
            # A small file whole is what most requests are about: no detour for it.
            body = await self._read(0, size_bytes)
            self.raw_headers.append((b"content-length", b"%d" % size_bytes))
            await self._send_start(send)
            await send({"type": "http.response.body", "body": body})
        elif spans is None:
            await self._send_pieces(send, [Span(0, size_bytes)])
        elif len(spans) == 1:
            self._become_partial(spans[0])
            await self._send_pieces(send, list(spans))
        elif spans:
            await self._send_pieces(send, self._become_multipart(spans))
        else:
            self.raw_headers.append((b"content-range", b"bytes */%d" % size_bytes))
            await self._send_bodiless(send, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)

    async def _send_bodiless(self, send: Send, status: HTTPStatus) -> None:
        self.status_code = status
        if status is not HTTPStatus.NOT_MODIFIED:
            self.raw_headers.append((b"content-length", b"0"))
        await self._send_start(send)
        await send({"type": "http.response.body", "body": b""})

    def _become_partial(self, span: Span) -> None:
        self.status_code = HTTPStatus.PARTIAL_CONTENT
        self.raw_headers.append((b"content-range", self._content_range(span)))

    def _become_multipart(self, spans: list[Span]) -> list[Span | bytes]:
        """Several ranges travel as multipart/byteranges (RFC 9110, section 14.6)."""
        self.status_code = HTTPStatus.PARTIAL_CONTENT
        boundary = secrets.token_hex(16).encode("ascii")
        content_type = next(value for name, value in self.raw_headers if name == b"content-type")
        self.raw_headers = [header for header in self.raw_headers if header[0] != b"content-type"]
        self.raw_headers.append((b"content-type", b"multipart/byteranges; boundary=" + boundary))
        pieces: list[Span | bytes] = []
        for span in spans:
            head = (content_type, self._content_range(span))
            pieces.append(b"\r\n--" + boundary + b"\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n" % head)
            pieces.append(span)
        pieces.append(b"\r\n--" + boundary + b"--\r\n")
        return pieces

    def _content_range(self, span: Span) -> bytes:
        return b"bytes %d-%d/%d" % (span.start, span.end - 1, self._reader.size_bytes)

    async def _send_pieces(self, send: Send, pieces: Sequence[Span | bytes]) -> None:
        length = sum(len(piece) if isinstance(piece, bytes) else piece.end - piece.start for piece in pieces)
        self.raw_headers.append((b"content-length", b"%d" % length))
        if self._call.method == "HEAD":
            await self._send_start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        steps = _steps(pieces)
        body = await self._bytes_of(next(steps))
        await self._send_start(send)
        if length == len(body):
            await send({"type": "http.response.body", "body": body})
            return
        try:
            await self._send_steps(send, body, steps)
        except TimeoutError:
            raise Disconnected from None

    async def _send_steps(self, send: Send, body: bytes, steps: Iterator[Span | bytes]) -> None:
        """Send a first body and what the steps tell, as fast as the client takes it and as long as it is there."""
        idle_seconds = self._call.limits.send_idle_seconds
        gone = asyncio.ensure_future(self._call.gone())
        tell_time = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(idle_seconds) as patience:
                extended_at = tell_time()
                for number, step in enumerate(steps):
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                    if tell_time() - extended_at > PATIENCE_STEP_SECONDS:
                        extended_at = tell_time()
                        patience.reschedule(extended_at + idle_seconds)
                    if number % BLOCKS_IN_A_ROW == 0:
                        await asyncio.sleep(0)
                    if gone.done():
                        raise Disconnected
                    body = await self._bytes_of(step)
                await send({"type": "http.response.body", "body": body})
        finally:
            gone.cancel()

    def _send_start(self, send: Send) -> Awaitable[None]:
        return send({"type": "http.response.start", "status": int(self.status_code), "headers": self.raw_headers})

    async def _bytes_of(self, step: Span | bytes) -> bytes:
        return step if isinstance(step, bytes) else await self._read(step.start, step.end - step.start)

    async def _read(self, start: int, length: int) -> bytes:
        """Bytes at once if they are in memory, else by way of a thread.

        Raises:
            Damaged: the reader has fewer bytes than it promised.
        """
        body = self._reader.read_now(start, length)
        if body is None:
            self._reading = self._call.begin_in_thread(self._reader.read, start, length)
            body = await asyncio.shield(self._reading)
            self._reading = None
        if len(body) != length:
            raise Damaged("file")
        return body

    def _close(self) -> None:
        """Close the reader, but never under the feet of a thread that still reads for a request given up."""
        if self._reading is None or self._reading.done():
            self._reader.close()
        else:
            self._reading.add_done_callback(lambda _: self._reader.close())


def _steps(pieces: Sequence[Span | bytes]) -> Iterator[Span | bytes]:
    """The pieces again, long ones in blocks."""
    for piece in pieces:
        if isinstance(piece, bytes) or piece.end - piece.start <= BLOCK_BYTES:
            yield piece
            continue
        for start in range(piece.start, piece.end, BLOCK_BYTES):
            yield Span(start, min(start + BLOCK_BYTES, piece.end))
