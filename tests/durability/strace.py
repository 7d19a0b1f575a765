"""Faults from outside: strace stops one thread of a server at one of its system calls, and kills it or fails the call.

strace counts calls for each thread and each kind of call from the moment it attaches. So a run that is only watched
tells where the calls are, and a second run of the same requests on the same data can be struck at any one of them:
strace then attaches to that thread alone, once the server is idle.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.durability.server import Server

WRITING = (
    "trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,fsync,fdatasync,sync_file_range,"
    "ftruncate,fallocate,/^rename,/^link,/^unlink,/^mkdir,/^rmdir"
)
"""Every call that changes a file, a folder, or what the client has seen."""
_CALL = re.compile(r"(\d+) +(\w+)\((.*)")
_INJECTED = "(INJECTED)"
_WAKING_A_THREAD = "eventfd"


@dataclass(frozen=True, slots=True)
class Point:
    """The `nth` call of a kind by one thread; `thread` is its place among the server's, oldest first."""

    thread: int
    call: str
    nth: int
    seen: str
    """The line in which strace showed it."""


def require_strace() -> None:
    """Skip a test where strace is missing or not allowed to trace."""
    path = shutil.which("strace")
    if path is None:
        pytest.skip("NOT PROVEN HERE: strace is not installed, so no system call can be struck")
    if subprocess.run([path, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("NOT PROVEN HERE: strace is not allowed to trace, so no system call can be struck")


@contextmanager
def watched(server: Server, log: Path) -> Iterator[list[Point]]:
    """The writing calls that the server makes meanwhile, in their order; filled in at the end."""
    points: list[Point] = []
    threads = server.threads()
    with _attached(["-f", "-p", str(server.pid), "-y", "-s", "24", "-o", str(log), "-e", WRITING]):
        yield points
    counted: Counter[tuple[str, str]] = Counter()
    for line in log.read_text().splitlines():
        if found := _CALL.match(line):
            thread, call, rest = found.groups()
            counted[thread, call] += 1
            if _WAKING_A_THREAD not in rest:
                points.append(Point(threads.index(int(thread)), call, counted[thread, call], line))


def in_store(points: list[Point], folder: Path) -> list[Point]:
    """Those at files and folders below this one, as opposed to sockets."""
    return [point for point in points if str(folder) in point.seen]


@contextmanager
def struck(server: Server, point: Point, how: str, log: Path) -> Iterator[None]:
    """Strike once at this point: `how` is `signal=KILL`, which comes before the call is made, or `error=ENOSPC`."""
    thread = server.threads()[point.thread]
    fault = f"inject={point.call}:{how}:when={point.nth}"
    with _attached(["-p", str(thread), "-o", str(log), "-e", f"trace={point.call}", "-e", fault]):
        yield


def was_struck(log: Path) -> bool:
    """Whether a call was made to fail."""
    return _INJECTED in log.read_text()


@contextmanager
def never_syncing(server: Server) -> Iterator[None]:
    """Make every sync return at once with success, as on a device that lies."""
    calls = "fsync,fdatasync,sync_file_range"
    options = ["-f", "-p", str(server.pid), "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:retval=0"]
    with _attached(options):
        yield


@contextmanager
def _attached(options: list[str]) -> Iterator[None]:
    """Run strace, from when it holds its threads until it has let go of them."""
    strace = subprocess.Popen(["strace", *options], stderr=subprocess.PIPE, text=True)
    try:
        said = strace.stderr.readline() if strace.stderr else ""
        assert "attached" in said, said
        yield
    finally:
        strace.terminate()
        strace.communicate()
