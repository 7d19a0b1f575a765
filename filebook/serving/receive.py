"""A request's body on its way in: whole into memory, or in batches into a synchronous consumer on a worker thread."""

import asyncio
from collections.abc import Callable

from filebook.core.errors import TooLarge
from filebook.serving.call import Call
from filebook.serving.limits import KIB, MIB
from filebook.serving.problems import Disconnected, RequestTimedOut

BATCH_BYTES = MIB
LARGE_CHUNK_BYTES = 64 * KIB

Chunk = bytes | bytearray | memoryview
Consumer = Callable[[Chunk], object]


async def read_whole(call: Call, *, limit_bytes: int) -> bytes:
    """The whole body.

    Raises:
        TooLarge: the declared or the counted length passes the limit; nothing more is read then.
        Disconnected, RequestTimedOut: the body did not arrive whole.
    """
    _refuse_declared(call, limit_bytes)
    chunks: list[bytes] = []
    size_bytes = 0
    while (chunk := await call.next_chunk()) is not None:
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise TooLarge(limit_bytes)
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def pump(call: Call, consume: Consumer, *, limit_bytes: int, to_the_last: bool = False) -> int:
    """Give the whole body to `consume`, about a mebibyte at a time, and tell its length in bytes.

    `consume` runs on worker threads, one call after another. While it works on one batch the next gathers; when that is
    full, too, the client has to wait. When this raises, for whatever reason, no call of `consume`
    is under way any more: the caller can drop what was consumed. `to_the_last`: where a body breaks off, or nobody
    waits for it any more, `consume` has been given all that arrived of it.

    Raises:
        TooLarge: the declared or the counted length passes the limit.
        Disconnected, RequestTimedOut: the body did not arrive whole.
        Whatever `consume` raises.
    """
    _refuse_declared(call, limit_bytes)
    total_bytes = 0
    working: asyncio.Future[None] | None = None
    batch: list[bytes] = []
    try:
        while await _gather(call, batch):
            total_bytes += sum(map(len, batch))
            if total_bytes > limit_bytes:
                raise TooLarge(limit_bytes)
            if working is not None:
                await asyncio.shield(working)
            working = call.begin_in_thread(_consume, consume, batch)
            batch = []  # the thread has it now; holding it here would make three
        if working is not None:
            await asyncio.shield(working)
    except (Disconnected, RequestTimedOut, asyncio.CancelledError):
        if to_the_last and batch:
            if working is not None:
                await working
            working = call.begin_in_thread(_consume, consume, batch)
            await asyncio.shield(working)
        raise
    finally:
        if working is not None:
            await asyncio.wait([working])
            working.exception()  # raised above unless another error came first, which then is the one to tell
    return total_bytes


async def _gather(call: Call, batch: list[bytes]) -> bool:
    """Put the next chunks into a batch; whether there were any before the body's end."""
    size_bytes = 0
    while size_bytes < BATCH_BYTES and (chunk := await call.next_chunk()) is not None:
        batch.append(chunk)
        size_bytes += len(chunk)
    return bool(batch)


def _consume(consume: Consumer, batch: list[bytes]) -> None:
    """Large chunks go on as they are: joining would only copy them. Small ones are joined, to cost one write."""
    is_large = sum(map(len, batch)) >= len(batch) * LARGE_CHUNK_BYTES
    for chunk in batch if is_large else [b"".join(batch)]:
        consume(chunk)


def _refuse_declared(call: Call, limit_bytes: int) -> None:
    declared = call.declared_length_bytes
    if declared is not None and declared > limit_bytes:
        raise TooLarge(limit_bytes)
