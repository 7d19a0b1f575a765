"""A small loader for machines without wrk: one process, one loop. Rates near its own limit say little."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit


@dataclass(slots=True)
class _Tally:
    failed: int = 0
    latencies_seconds: list[float] = field(default_factory=list)


def load_with_own(
    url: str,
    method: str,
    headers: dict[str, str],
    body: bytes,
    *,
    numbered: bool,
    seconds: float,
    connections: int,
) -> tuple[int, float, int, float]:
    """Number of requests, seconds, failures, 99th percentile in seconds."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"Host: {parts.netloc}",
        f"Content-Length: {len(body)}",
        *(f"{key}: {val}" for key, val in headers.items()),
    ]
    rest = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
    numbers, tally = count(1), _Tally()

    def message() -> bytes:
        suffix = str(next(numbers)) if numbered else ""
        return f"{method} {path}{suffix} HTTP/1.1\r\n".encode() + rest

    async def all_connections() -> None:
        until = time.monotonic() + seconds
        host, port = str(parts.hostname), parts.port or 80
        await asyncio.gather(*(_one_connection(host, port, message, until, tally) for _ in range(connections)))

    began = time.monotonic()
    asyncio.run(all_connections())
    taken = sorted(tally.latencies_seconds)
    p99 = taken[int(len(taken) * 0.99)] if taken else 0.0
    return len(taken), time.monotonic() - began, tally.failed, p99


async def _one_connection(host: str, port: int, message: Callable[[], bytes], until: float, tally: _Tally) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while (now := time.monotonic()) < until:
        writer.write(message())
        status = await read_answer(reader)
        tally.latencies_seconds.append(time.monotonic() - now)
        tally.failed += not 200 <= status < 300
    writer.close()


async def read_answer(reader: asyncio.StreamReader) -> int:
    """Read one answer with a Content-Length, or in chunks, to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if b"transfer-encoding: chunked" in head:
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readuntil(b"\r\n")
    elif b"content-length:" in head:
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
    return status
