"""Server processes: started, watched for memory and processor time, and stopped."""

import contextlib
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped] # it has no types of its own

from bench.tools import Failed

Command = Sequence[str | Path]
START_SECONDS = 60.0
STOP_SECONDS = 15.0
SAMPLE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process tree holds. `anonymous`: not shared with files, so no mapped database and no program text."""

    resident_bytes: int
    anonymous_bytes: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process tree took while something was measured."""

    cpu_seconds: float
    before: Memory
    peak: Memory


class Server:
    """A running program and its children, as they are right after its start."""

    def __init__(self, name: str, url: str, process: psutil.Process) -> None:
        self.name = name
        self.url = url
        self._processes = [process, *process.children(recursive=True)]

    def memory(self) -> Memory:
        """What the tree holds now."""
        infos = [process.memory_info() for process in self._processes]
        return Memory(sum(info.rss for info in infos), sum(info.rss - info.shared for info in infos))

    def cpu_seconds(self) -> float:
        """User and system time of the tree since its start."""
        return float(sum(sum(process.cpu_times()[:2]) for process in self._processes))

    @contextlib.contextmanager
    def watched(self) -> Iterator[list[Usage]]:
        """Put one `Usage` into the list yielded, at the end of the block."""
        usages: list[Usage] = []
        before, cpu_before = self.memory(), self.cpu_seconds()
        peak, done = [before], threading.Event()

        def sample() -> None:
            while not done.wait(SAMPLE_SECONDS):
                now = self.memory()
                peak[0] = Memory(
                    max(peak[0].resident_bytes, now.resident_bytes), max(peak[0].anonymous_bytes, now.anonymous_bytes)
                )

        sampler = threading.Thread(target=sample)
        sampler.start()
        try:
            yield usages
        finally:
            done.set()
            sampler.join()
            usages.append(Usage(self.cpu_seconds() - cpu_before, before, peak[0]))


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def launched(command: Command, *, log: Path, environment: Mapping[str, str]) -> Iterator[psutil.Process]:
    """A program, its output in a file; stopped at the end of the block."""
    with log.open("wb") as output:
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs, and has not ended unnoticed: its parent is asked for it only later."""
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


def wait_for_answer(url: str, process: psutil.Process, log: Path) -> None:
    """Return once any HTTP answer comes. Raises: Failed with the program's own words if it does not start."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and is_alive(process):
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.05)
    raise Failed(f"no answer from {url}; its log says:\n{log.read_text(errors='replace')[-2000:]}")
