"""How fast base64 in JSON is scanned, decoded and hashed, against json + base64 in one go; prints ratios and memory.

Run: `python bench/micro_json_scan.py [MEGABYTES]`. Each way runs in a process of its own, rounds taking turns.
"""

import base64
import hashlib
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filebook.serving.json_scan import JsonScanner

ROUND_COUNT = 5
BATCH_BYTES = 1 << 20
HEAD = b'{"token":"t","request":{"actions":[{"parameters":{"data":"'
TAIL = b'","file":"a.bin"}}]}}'
DATA = ("request", "actions", 0, "parameters", "data")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of one way took."""

    seconds: float
    growth_bytes: int


class HashSink:
    """Where decoded bytes go: into SHA-256, as in an upload."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        self.hash.update(data)


def batches(size_bytes: int, *, escaped: bool) -> Iterator[bytes]:
    """Yield a request as it would arrive, without ever holding it: one random batch comes again and again.

    Head and tail shift the groups of four against the batches, as on a real connection.
    """
    text = base64.b64encode(os.urandom(BATCH_BYTES // 4 * 3))
    if escaped:
        text = text.replace(b"/", b"\\/")
    cut = len(text) - 3
    while text[cut - 1] == ord("\\"):
        cut -= 1
    shifted = text[cut:] + text[:cut]
    yield HEAD + text[:cut]
    for _ in range(size_bytes // (BATCH_BYTES // 4 * 3) - 1):
        yield shifted
    yield text[cut:] + TAIL


def scanned(request: Iterator[bytes]) -> str:
    """Decode and hash while the request arrives."""
    sink = HashSink()
    scanner = JsonScanner(
        wanted=lambda path: sink if path == DATA else None, text_limit_bytes=1 << 20, sink_limit_bytes=1 << 40
    )
    for batch in request:
        scanner.feed(batch)
    scanner.close()
    scanner.streamed[DATA].require_sound()
    return sink.hash.hexdigest()


def read_whole(request: Iterator[bytes]) -> str:
    """Do what a plain handler does: hold the request, parse it, decode it."""
    document = json.loads(b"".join(request))
    content = base64.b64decode(document["request"]["actions"][0]["parameters"]["data"], validate=True)
    return hashlib.sha256(content).hexdigest()


WAYS: dict[str, Callable[[Iterator[bytes]], str]] = {"scanner": scanned, "json + base64": read_whole}


def run(way: str, size_bytes: int, style: str) -> Outcome:
    """Run one way once; memory is the growth of the process's peak, the batch itself included."""
    escaped = style == "escaped"
    request = batches(size_bytes, escaped=escaped)
    before_bytes = peak_bytes()
    started = time.perf_counter()
    WAYS[way](request)
    seconds = time.perf_counter() - started
    return Outcome(seconds=seconds, growth_bytes=peak_bytes() - before_bytes)


def peak_bytes() -> int:
    """Tell the most memory this process ever had (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def run_apart(way: str, size_bytes: int, style: str) -> Outcome:
    """Run one way once in a fresh process, so that no memory is there from before."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, (way, size_bytes, style))


def compare(size_bytes: int, *, escaped: bool) -> None:
    """Print one line a way, and the ratio between them."""
    outcomes: dict[str, list[Outcome]] = {way: [] for way in WAYS}
    for _ in range(ROUND_COUNT):
        for way, rounds in outcomes.items():
            rounds.append(run_apart(way, size_bytes, "escaped" if escaped else "plain"))
    seconds = {way: statistics.median(one.seconds for one in rounds) for way, rounds in outcomes.items()}
    print("with PHP's escaped slashes" if escaped else "plain")
    for way, rounds in outcomes.items():
        rate = size_bytes / 1e6 / seconds[way]
        growth = max(one.growth_bytes for one in rounds) / 1e6
        print(f"  {way:14} {rate:6.0f} MB/s decoded and hashed, memory +{growth:.1f} MB")
    ratio = seconds["json + base64"] / seconds["scanner"]
    print(f"  scanner / json + base64: {ratio:.1f} x")


def check_equal() -> None:
    """Show that both ways make the same bytes of the same request."""
    for escaped in (False, True):
        request = list(batches(8 * BATCH_BYTES, escaped=escaped))
        if len({way(iter(request)) for way in WAYS.values()}) != 1:
            raise SystemExit("the ways disagree")


if __name__ == "__main__":
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    check_equal()
    print(f"{megabytes} MB, median of {ROUND_COUNT} rounds")
    for with_escapes in (False, True):
        compare(megabytes * 1_000_000, escaped=with_escapes)
