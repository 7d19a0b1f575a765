"""A page of 100 files, first and deep, and a folder of 100, in ever larger libraries: all should take the same time."""

import http.client
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.ours.seed import IN_FOLDER, Seeded, seeded
from bench.ours.server import served
from bench.plan import Plan
from bench.report import Report, Verdict
from bench.tools import Failed

PAGE_SIZE = 100
DEPTH = 0.9
REQUESTS_A_ROUND = 20
SECONDS_A_ROUND = 3.0
WANTED_SPREAD = 1.5
FIRST, DEEP, FOLDER = "first page", "page at 90 %", f"folder of {IN_FOLDER}"


@dataclass(slots=True)
class _Listed:
    """One query on one library, and the medians of its rounds."""

    rows: int
    query: str
    ask: Callable[[], None]
    medians_seconds: list[float] = field(default_factory=list)

    def take_a_round(self) -> None:
        until, taken = time.monotonic() + SECONDS_A_ROUND, list[float]()
        while len(taken) < REQUESTS_A_ROUND and (began := time.monotonic()) < until:
            self.ask()
            taken.append(time.monotonic() - began)
        self.medians_seconds.append(statistics.median(taken))

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.medians_seconds) * 1e3


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar: all libraries are served at once, asked one after the other."""
    listed: list[_Listed] = []
    for rows in plan.listing_rows:
        library = seeded(plan.folder / f"rows-{rows}", rows=rows)
        url = stack.enter_context(served(plan, library.data)).url
        listed += _queries(library, url, stack)
    for one in listed:
        one.ask()
    for _ in range(plan.rounds):
        for one in listed:
            one.take_a_round()
    return _report(plan, listed)


def _queries(library: Seeded, url: str, stack: ExitStack) -> list[_Listed]:
    client = library.client(url)
    deep = int(library.rows * DEPTH) // PAGE_SIZE
    queries = {
        FIRST: f"pageSize={PAGE_SIZE}&pageNumber=1",
        DEEP: f"pageSize={PAGE_SIZE}&pageNumber={deep}",
        FOLDER: f"parentFileLibraryUUID={library.folder_uuid}",
    }
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    stack.callback(connection.close)

    def asking(query: str) -> Callable[[], None]:
        def ask() -> None:
            connection.request("GET", f"/timetap/live/files?{query}", headers=client.headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or body.count(b'fileLibraryUUID"') < PAGE_SIZE:
                raise Failed(f"{query}: {answer.status} with {len(body)} bytes: {body[:300]!r}")

        return ask

    return [_Listed(library.rows, name, asking(query)) for name, query in queries.items()]


def _report(plan: Plan, listed: list[_Listed]) -> Report:
    found = {(one.rows, one.query): one.milliseconds for one in listed}
    report = Report(f"Listing {PAGE_SIZE} of many files, ms", ("files", FIRST, DEEP, FOLDER))
    report.rows = [
        (f"{rows:,}", *(f"{found[rows, query]:.2f}" for query in (FIRST, DEEP, FOLDER))) for rows in plan.listing_rows
    ]
    for promise, queries in (
        ("listing, slowest page ÷ fastest", (FIRST, DEEP)),
        ("listing a folder, slowest ÷ fastest", (FOLDER,)),
    ):
        times = [value for (_, query), value in found.items() if query in queries]
        report.verdicts.append(Verdict(promise, max(times) / min(times), WANTED_SPREAD, "at most", "×"))
    report.remarks.append(
        f"Up to {max(plan.listing_rows):,} files; one connection; the median of the rounds' medians. "
        f"The {IN_FOLDER} files of the folder are spread evenly over the library's whole age."
    )
    return report
