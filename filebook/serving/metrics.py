"""Metrics for Prometheus: how many requests, how long they took, and how the process and its stores are.

By hand, because a client library costs more memory than all else that is loaded here, and so little is needed of it. No
label tells anything of a business.
Source: Prometheus, "Text-based format", version 0.0.4, read 2026-11-22.
"""

import hmac
import os
import platform
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from filebook.core.errors import FilebookError
from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.operations import Check, Operation
from filebook.serving.program import program_version
from filebook.serving.routes import Answer
from filebook.serving.watching import End

PATH = "/metrics"
BOUNDS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STATUS_FILE = Path("/proc/self/statm")
_OPEN_FILES = Path("/proc/self/fd")

Labels = tuple[tuple[str, str], ...]
Sample = tuple[str, Labels, float]
"""What follows the family's name, labels, value."""
Backlog = Callable[[], Mapping[str, int]]
"""What waits to be done, by what it is. Raises: FilebookError."""


@dataclass(slots=True)
class _Durations:
    """A histogram: how many requests fell under each bound and no earlier one; and all their time."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_SECONDS) + 1))
    seconds: float = 0.0


class Metrics:
    """Counts on the event loop, tells on a worker thread."""

    def __init__(
        self, *, now: Callable[[], datetime], token: str, checks: Mapping[str, Check], backlog: Backlog
    ) -> None:
        self._token = token
        self._checks = checks
        self._backlog = backlog
        self._began = now().timestamp()
        self._requests: dict[tuple[str, str, str, str], int] = {}
        self._durations: dict[tuple[str, str], _Durations] = {}
        self._received: dict[str, int] = {}
        self._sent: dict[str, int] = {}

    def operation(self) -> Operation:
        """What answers at `PATH`."""
        return Operation(self._answer)

    def watch(self, call: Call, end: End) -> None:
        """Count a request that is over."""
        door, route = call.door, call.route
        method = call.method if route else ""  # what no route knows, clients make up
        key = (door, route, method, "none" if end.status is None else f"{end.status // 100}xx")
        self._requests[key] = self._requests.get(key, 0) + 1
        durations = self._durations.get((door, route))
        if durations is None:
            durations = self._durations[door, route] = _Durations()
        durations.counts[bisect_left(BOUNDS_SECONDS, end.seconds)] += 1
        durations.seconds += end.seconds
        self._received[door] = self._received.get(door, 0) + call.received_bytes
        self._sent[door] = self._sent.get(door, 0) + end.sent_bytes

    def _answer(self, call: Call) -> Answer:
        shown = call.headers.get("authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {self._token}".encode()):
            challenge = (b"www-authenticate", b"Bearer")
            return bytes_answer(b"A token is needed.\n", media_type="text/plain", status=401, headers=[challenge])
        text = "".join(line for family in self._families() for line in family)
        return bytes_answer(text.encode(), media_type=_MEDIA_TYPE, headers=[(b"cache-control", b"no-store")])

    def _families(self) -> Iterator[Iterable[str]]:
        build = (("version", program_version()), ("python", platform.python_version()))
        yield _family("filebook_build_info", "gauge", "What runs here.", [("", build, 1)])
        yield _family("filebook_requests_total", "counter", "Requests that are over.", self._counted())
        yield _family("filebook_request_duration_seconds", "histogram", "How long they took.", self._timed())
        yield _family("filebook_received_bytes_total", "counter", "Bytes of bodies taken in.", _by_door(self._received))
        yield _family("filebook_sent_bytes_total", "counter", "Bytes of bodies given out.", _by_door(self._sent))
        yield from self._stores()
        yield from _process(self._began)

    def _counted(self) -> Iterator[Sample]:
        names = ("door", "route", "method", "status")
        for key, count in self._requests.copy().items():
            yield "", tuple(zip(names, key, strict=True)), count

    def _timed(self) -> Iterator[Sample]:
        bounds = [*map(repr, BOUNDS_SECONDS), "+Inf"]
        for (door, route), durations in self._durations.copy().items():
            labels = (("door", door), ("route", route))
            totals = list(accumulate(durations.counts))
            for bound, total in zip(bounds, totals, strict=True):
                yield "_bucket", (*labels, ("le", bound)), total
            yield "_sum", labels, durations.seconds
            yield "_count", labels, totals[-1]

    def _stores(self) -> Iterator[Iterable[str]]:
        """Asked now: a store that cannot be reached shows here, and not as a metric that is missing."""
        took = {name: _seconds_of(check) for name, check in self._checks.items()}
        up = [("", (("store", name),), float(seconds is not None)) for name, seconds in took.items()]
        yield _family("filebook_store_up", "gauge", "Whether a store answers.", up)
        times = [("", (("store", name),), seconds) for name, seconds in took.items() if seconds is not None]
        yield _family("filebook_store_check_seconds", "gauge", "How long it took to answer just now.", times)
        try:
            waiting = [("", (("what", what),), float(count)) for what, count in self._backlog().items()]
        except FilebookError:
            return
        yield _family("filebook_waiting", "gauge", "What waits to be done, in all businesses.", waiting)


def _seconds_of(check: Check) -> float | None:
    began = time.monotonic()
    try:
        check()
    except FilebookError:
        return None
    return time.monotonic() - began


def _by_door(counts: Mapping[str, int]) -> list[Sample]:
    return [("", (("door", door),), count) for door, count in counts.items()]


def _process(began: float) -> Iterator[Iterable[str]]:
    """Under the names that dashboards know."""
    yield _one("process_cpu_seconds_total", "counter", time.process_time())
    yield _one("process_start_time_seconds", "gauge", began)
    yield _one("process_threads", "gauge", threading.active_count())
    if _STATUS_FILE.exists():
        pages = int(_STATUS_FILE.read_text().split()[1])
        yield _one("process_resident_memory_bytes", "gauge", pages * os.sysconf("SC_PAGE_SIZE"))
        yield _one("process_open_fds", "gauge", sum(1 for _ in _OPEN_FILES.iterdir()))


def _one(name: str, kind: str, value: float) -> Iterable[str]:
    return _family(name, kind, "As everywhere.", [("", (), value)])


def _family(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {about}\n# TYPE {name} {kind}\n"
    for suffix, labels, value in samples:
        yield f"{name}{suffix}{_labels(labels)} {value:.17g}\n"


def _labels(labels: Sequence[tuple[str, str]]) -> str:
    if not labels:
        return ""
    told = (f'{name}="{_escaped(value)}"' for name, value in labels)
    return "{" + ",".join(told) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
