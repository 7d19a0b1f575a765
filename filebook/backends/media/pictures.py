"""Makes pictures smaller, each in a child process that may use little and is ended when it takes long.

The picture goes through pipes, block by block; of neither the original nor the result does the server hold more than a
block. The child gets none of our environment, and limits that it sets itself before it reads.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from filebook.core.errors import Unavailable, Unsupported
from filebook.core.ports.media import PictureSource

_CHILD = Path(__file__).with_name("picture_child.py")
_NO_PICTURE = 3
"""The child's status for what it can make no picture of. Not imported: that would load what it loads."""
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
"""Deaths that say nothing about the picture: we, the operator or the system ended the child."""
_MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_BLOCK_BYTES = 256 * 1024
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What one picture may cost, and how many are made at once."""

    source_bytes: int = 64 * _MEBIBYTE
    pixels: int = 50_000_000
    result_bytes: int = 32 * _MEBIBYTE
    memory_bytes: int = 1024 * _MEBIBYTE
    cpu_seconds: int = 20
    seconds: float = 30.0
    """From the child's start to its end, whatever it waits for."""
    at_once: int = 2
    wait_seconds: float = 20.0
    """How long a caller waits for its turn."""


class PictureProgram:
    """Implements `PictureMaker`."""

    def __init__(self, limits: PictureLimits | None = None) -> None:
        self._limits = limits or PictureLimits()
        self._turns = threading.BoundedSemaphore(self._limits.at_once)

    def make_smaller(self, source: PictureSource, *, width: int, height: int, sink: Callable[[bytes], None]) -> str:
        """As the port says."""
        if source.size_bytes > self._limits.source_bytes:
            raise Unsupported("picture")
        if not self._turns.acquire(timeout=self._limits.wait_seconds):
            raise Unavailable
        try:
            return self._made(source, sink, width=width, height=height)
        finally:
            self._turns.release()

    def _made(self, source: PictureSource, sink: Callable[[bytes], None], *, width: int, height: int) -> str:
        child = self._started(width, height)
        timer = threading.Timer(self._limits.seconds, child.kill)
        timer.start()
        try:
            _feed(_pipe(child.stdin), source)
            media_type = self._passed_on(_pipe(child.stdout), sink)
            status = child.wait()
        finally:
            timer.cancel()
            child.kill()  # where it has ended already this does nothing
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):  # what it did not read is of no matter
                    _pipe(pipe).close()
        if status == 0 and media_type in _MEDIA_TYPES:
            return media_type
        # Its other deaths by a signal are the picture's doing: a decoder that crashes, or needs more than it may have.
        raise Unsupported("picture") if status == _NO_PICTURE or _is_own_death(status) else Unavailable

    def _started(self, width: int, height: int) -> subprocess.Popen[bytes]:
        limits = self._limits
        order = (width, height, limits.pixels, limits.source_bytes, limits.memory_bytes, limits.cpu_seconds)
        try:
            return subprocess.Popen(  # noqa: S603 - our own program, with numbers for arguments
                [sys.executable, "-I", "-B", str(_CHILD), *map(str, order)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"MALLOC_ARENA_MAX": "1"},  # glibc would set aside address space for each thread of a decoder
                cwd="/",
                start_new_session=True,
            )
        except OSError:  # no process or memory is left for it
            raise Unavailable from None

    def _passed_on(self, pipe: IO[bytes], sink: Callable[[bytes], None]) -> str:
        """Give the child's result to the sink; the media type that it tells."""
        media_type = pipe.readline(64).decode("ascii", "replace").strip()
        size_bytes = 0
        while block := pipe.read(_BLOCK_BYTES):
            size_bytes += len(block)
            if size_bytes > self._limits.result_bytes:
                raise Unsupported("picture")
            sink(block)
        return media_type


def _feed(pipe: IO[bytes], source: PictureSource) -> None:
    with suppress(BrokenPipeError):  # the child ended early; its status tells why
        for offset in range(0, source.size_bytes, _BLOCK_BYTES):
            pipe.write(source.read(offset, _BLOCK_BYTES))
        pipe.close()


def _is_own_death(status: int) -> bool:
    return status < 0 and status not in _FROM_OUTSIDE


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for, and so is there."""
    if pipe is None:
        raise RuntimeError("no pipe to the child")
    return pipe
