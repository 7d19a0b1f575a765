"""Which connections of this process are adding to an upload, so that a newer one, or the end of the server, ends them.

Those of other processes find out by the upload's lease.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from filebook.core.errors import Conflict, Unavailable
from filebook.core.files import UploadId
from filebook.core.ids import BusinessNumber, Number

Key = tuple[BusinessNumber, Number, UploadId]
PATIENCE_SECONDS = 2.0
"""How long a newer connection waits for an older one to keep what it has. Then it goes on without."""


class Writer:
    """One connection that adds to an upload."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self._reading: asyncio.Future[object] | None = None
        self._why: Callable[[], Exception] | None = None

    async def read(self, reading: Awaitable[object]) -> None:
        """Wait until a body was read. Raises: what reading does, and CancelledError when it shall end before that."""
        self._reading = asyncio.ensure_future(reading)
        if self._why is not None:
            self._reading.cancel()
        await self._reading

    def end(self, why: Callable[[], Exception]) -> None:
        """Read no more."""
        if self._why is None:
            self._why = why
            if self._reading is not None:
                self._reading.cancel()

    @property
    def is_ended(self) -> bool:
        """Whether it was ended before its body was."""
        return self._why is not None

    def raise_why(self) -> None:
        """Raises: why it was ended, if it was."""
        if self._why is not None:
            raise self._why()


class Writers:
    """All of them, at most one for each upload. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._writers: dict[Key, Writer] = {}
        self._is_closed = False

    async def displace(self, key: Key) -> None:
        """End the connection that adds to an upload, and wait a little until it has kept what it has."""
        writer = self._writers.get(key)
        if writer is None:
            return
        writer.end(lambda: Conflict("lease"))
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await writer.ended.wait()
        if self._writers.get(key) is writer:
            del self._writers[key]  # it hangs, and has lost its turn

    @asynccontextmanager
    async def turn(self, key: Key) -> AsyncIterator[Writer]:
        """The one connection that adds to an upload while the block lasts. Raises: Unavailable when the server ends."""
        while key in self._writers:
            await self.displace(key)
        if self._is_closed:
            raise Unavailable
        writer = self._writers[key] = Writer()
        try:
            yield writer
        finally:
            writer.ended.set()
            if self._writers.get(key) is writer:
                del self._writers[key]

    def close(self) -> None:
        """The server is ending: what is being read is kept as far as it has come, and nothing more is read."""
        self._is_closed = True
        for writer in self._writers.values():
            writer.end(Unavailable)
