"""Real server processes that may be killed at any moment, and leave nothing behind.

They are forked from a process that has everything loaded, so that hundreds of them can be started in a minute; what
runs in them is the command line itself. A server dies with the test process, and so does a file system that was
mounted for it, because only the server and its children can see it.
"""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.durability import child

Demo = dict[str, Any]
"""What `filebook demo` tells about addresses and credentials."""

STARTUP_SECONDS = 60
EXIT_SECONDS = 60
HOUSE_KEPT = "housekeeping.finished"
"""What the log says when the first round of housekeeping is over."""
_PRELOADED = [
    "tests.durability.child",
    "filebook.app.commands.demo",
    "filebook.app.commands.checks",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
]

QUIET: Mapping[str, str] = {
    "FILEBOOK_WORKER_THREADS": "1",
    "FILEBOOK_HOUSEKEEPING_SECONDS": "86400",
    "FILEBOOK_SESSION_FLUSH_SECONDS": "86400",
    "FILEBOOK_ACCESS_LOG": "false",
    "FILEBOOK_READ_TEXTS": "false",
    "FILEBOOK_PASSWORD_MEMORY_KIB": "64",
}
"""A server that makes no system call of its own accord, and that always makes the same ones for a request."""
BUSY: Mapping[str, str] = {"FILEBOOK_PASSWORD_MEMORY_KIB": "64"}
"""A server as it is, except that it starts quickly."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running `filebook demo`."""

    process: ForkServerProcess
    demo: Demo
    log: Path

    @property
    def pid(self) -> int:
        """Its process id."""
        return int(self.demo["pid"])

    def threads(self) -> list[int]:
        """The ids of its threads, oldest first: the order in which the kernel lists them."""
        return [int(name) for name in os.listdir(f"/proc/{self.pid}/task")]  # noqa: PTH208 - sorted it would be wrong

    def seen_by_it(self, path: Path) -> Path:
        """The path as the server sees it, with whatever is mounted there for it alone. For root only."""
        return Path(f"/proc/{self.pid}/root{path}")

    def kill(self) -> None:
        """End it at once, wherever it is; harmless a second time."""
        self.process.kill()
        self.wait()

    def ask_to_stop(self) -> None:
        """Ask it to end in order."""
        os.kill(self.pid, signal.SIGTERM)

    def stop(self) -> None:
        """Wait until it has ended in order."""
        self.ask_to_stop()
        assert self.wait() == 0, self.log.read_text()

    def wait(self) -> int:
        """Its exit code once it has ended, negative for a signal."""
        self.process.join(EXIT_SECONDS)
        assert self.process.exitcode is not None, f"the server still runs: {self.log.read_text()}"
        return self.process.exitcode


@contextmanager
def serving(
    data: Path,
    *,
    settings: Mapping[str, str] = QUIET,
    mount: Sequence[str] = (),
    name: str = "server",
    hidden: Sequence[str] = (),
) -> Iterator[Server]:
    """A server over this data folder, killed at the end if it still runs.

    `mount`: a command that mounts a file system which only this server shall see. `name` tells apart servers that
    share a folder. `hidden`: libraries that shall not be found.
    """
    if sys.platform != "linux":
        pytest.skip("NOT PROVEN HERE: these tests need Linux")
    told, log = data.with_name(f"{data.name}-{name}.json"), data.with_name(f"{data.name}-{name}.log")
    told.unlink(missing_ok=True)
    log.unlink(missing_ok=True)
    arguments = ("demo", "--data", str(data), "--port", "0", "--json", str(told))
    process = _forked(arguments, settings=settings, log=log, mount=mount, hidden=hidden)
    try:
        deadline = time.monotonic() + STARTUP_SECONDS
        while not (told.exists() and HOUSE_KEPT in log.read_text()):
            assert process.is_alive(), f"no server: {log}"
            assert time.monotonic() < deadline, f"no server: {log}"
            time.sleep(0.002)
        server = Server(process, json.loads(told.read_text()), log)
        urlopen(f"{server.demo['base_url']}/healthz").close()  # answered when all the work of starting is done
        yield server
    finally:
        process.kill()
        process.join()


def fsck(data: Path, *, mount: Sequence[str] = ()) -> dict[str, Any]:
    """What `filebook fsck --json` says of a data folder."""
    log = data.with_name(f"{data.name}.fsck")
    log.unlink(missing_ok=True)
    process = _forked(("fsck", "--data", str(data), "--json"), settings=QUIET, log=log, mount=mount)
    process.join(EXIT_SECONDS)
    text = log.read_text()
    assert process.exitcode in {0, 1}, text
    said: dict[str, Any] = json.loads(text)
    return said


def require_mount(mount: Sequence[str], *, programs: Sequence[str] = ("mount", "unshare")) -> None:
    """Skip a test where one of these programs is missing, or this cannot be mounted."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"NOT PROVEN HERE: {' and '.join(missing)} would be needed")
    tried = subprocess.run(["unshare", "--mount", *mount], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"NOT PROVEN HERE: {' '.join(mount)} is not possible: {tried.stderr.strip()}")


def _forked(
    arguments: tuple[str, ...],
    *,
    settings: Mapping[str, str],
    log: Path,
    mount: Sequence[str],
    hidden: Sequence[str] = (),
) -> ForkServerProcess:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    given = (arguments, dict(settings), log, tuple(mount), tuple(hidden))
    process = context.Process(target=child.run, args=given, daemon=True)
    process.start()
    return process
