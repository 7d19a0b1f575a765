"""A steady trickle of small GETs, to see how long others wait while the server is busy with something large."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench.own_loader import read_answer
from bench.tools import Failed

CONNECTIONS = 8
PERIOD_SECONDS = 0.04
"""Between two requests of one connection: 200 a second in all."""


def waits_during(work: Callable[[], None], *, url: str) -> list[float]:
    """Do the work; how long each small GET took meanwhile, in seconds, ascending.

    Counted from when a request was due, not from when it could be sent: a server that stands still for a second makes
    all requests of that second late, not only the eight that were on their way.
    """
    waits: list[float] = []
    done = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        trickle = executor.submit(asyncio.run, _all_connections(url, done, waits))
        try:
            work()
        finally:
            done.set()
        trickle.result()
    return sorted(waits)


async def _all_connections(url: str, done: threading.Event, waits: list[float]) -> None:
    offset = PERIOD_SECONDS / CONNECTIONS
    await asyncio.gather(*(_one_connection(url, done, waits, offset * place) for place in range(CONNECTIONS)))


async def _one_connection(url: str, done: threading.Event, waits: list[float], offset: float) -> None:
    parts = urlsplit(url)
    message = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    due = time.monotonic() + offset
    while not done.is_set():
        await asyncio.sleep(due - time.monotonic())
        writer.write(message)
        status = await read_answer(reader)
        if status != 200:
            raise Failed(f"{url} answered {status}")
        waits.append(time.monotonic() - due)
        due += PERIOD_SECONDS
    writer.close()
