"""Starts child programs, each for one thing, that may use little and are ended when they take long.

What they read and write goes through pipes, block by block; of neither does the server hold more than a block. A child
gets none of our environment, and bounds that it sets itself before it reads.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from filebook.backends.media.bound import NO_PAGE, REASONS, Bounds
from filebook.core.errors import NotFound, Unavailable, Unsupported
from filebook.core.ports.media import Made, Source
from filebook.core.previews import Reason

_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
"""Deaths that say nothing about what the child read: we, the operator or the system ended it."""
_BLOCK_BYTES = 256 * 1024
_LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may cost, and how many of its kind run at once."""

    bounds: Bounds
    result_bytes: int
    seconds: float
    """From the child's start to its end, whatever it waits for."""
    at_once: int
    wait_seconds: float
    """How long a caller waits for its turn."""


class ChildProgram:
    """One program of this folder. What its children cannot do is Unsupported("preview", reason)."""

    def __init__(self, name: str, limits: Limits, *, media_types: frozenset[str]) -> None:
        self._path = Path(__file__).with_name(name)
        self._limits = limits
        self._media_types = media_types
        self._turns = threading.BoundedSemaphore(limits.at_once)

    def run(self, source: Source, order: Sequence[object], *, sink: Callable[[bytes], None]) -> Made:
        """Let a child carry out an order on a source, and give what it makes to the sink.

        Raises: Unsupported("preview", reason), NotFound("page"), Unavailable where it was ended from outside or had to
            wait for too long; what source and sink raise.
        """
        if source.size_bytes > self._limits.bounds.source_bytes:
            raise Unsupported("preview", Reason.TOO_LARGE)
        with self._turn():
            return self._made(source, sink, list(map(str, order)))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._limits.wait_seconds):
            raise Unavailable
        try:
            yield
        finally:
            self._turns.release()

    def _made(self, source: Source, sink: Callable[[bytes], None], order: list[str]) -> Made:
        child = self._started(order)
        took_too_long = threading.Event()

        def end() -> None:
            took_too_long.set()
            _end(child)

        timer = threading.Timer(self._limits.seconds, end)
        timer.start()
        try:
            _feed(_pipe(child.stdin), source)
            told = self._passed_on(_pipe(child.stdout), sink)
            child.wait()
        finally:
            timer.cancel()
            _end(child)
            status = child.wait()
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):  # what it did not read is of no matter
                    _pipe(pipe).close()
        if status != 0 or told is None:
            raise _failure(status, took_too_long=took_too_long.is_set())
        return told

    def _started(self, order: list[str]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own program, with arguments of ours
                [sys.executable, "-I", "-B", str(self._path), *self._limits.bounds.arguments(), *order],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"MALLOC_ARENA_MAX": "1"},  # glibc would set aside address space for each thread of a decoder
                cwd="/",
                start_new_session=True,
            )
        except OSError:  # no process or memory is left for it
            raise Unavailable from None

    def _passed_on(self, pipe: IO[bytes], sink: Callable[[bytes], None]) -> Made | None:
        """Give the child's result to the sink; what it tells of it, None if that makes no sense."""
        words = pipe.readline(_LONGEST_LINE).decode("ascii", "replace").split()
        size_bytes = 0
        while block := pipe.read(_BLOCK_BYTES):
            size_bytes += len(block)
            if size_bytes > self._limits.result_bytes:
                raise Unsupported("preview", Reason.TOO_LARGE)
            sink(block)
        match words:
            case [media_type, count] if media_type in self._media_types and count.isdecimal():
                return Made(media_type, int(count))
        return None


def _feed(pipe: IO[bytes], source: Source) -> None:
    with suppress(BrokenPipeError):  # the child ended early; its status tells why
        for offset in range(0, source.size_bytes, _BLOCK_BYTES):
            pipe.write(source.read(offset, _BLOCK_BYTES))
        pipe.close()


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child that has not ended, and all that it has started."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _failure(status: int, *, took_too_long: bool) -> Exception:
    """What a status says. Deaths by a signal from inside are the source's doing: a decoder that crashes."""
    if status in REASONS:
        return Unsupported("preview", REASONS[status])
    if status == NO_PAGE:
        return NotFound("page")
    if took_too_long or status == -signal.SIGXCPU:
        return Unsupported("preview", Reason.TIMED_OUT)
    if status < 0 and status not in _FROM_OUTSIDE:
        return Unsupported("preview", Reason.DAMAGED)
    return Unavailable()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for, and so is there."""
    if pipe is None:
        raise RuntimeError("no pipe to the child")
    return pipe
