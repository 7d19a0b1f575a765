"""A page of 100 files, first and deep, and a folder of 100, in ever larger libraries: all should take the same time."""

import http.client
import json
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from bench.ours.native import bearer
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
BY_SIZE, BY_NAME, BY_NAME_DEEP = "native, largest first", "native, by name", "native, by name at 90 %"
NATIVE_FOLDER = f"native, folder of {IN_FOLDER}"
WALK = 200
"""Files on each page on the way to a deep one."""


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
        """Of the round that was least disturbed by others, as everywhere where cost is told."""
        return min(self.medians_seconds) * 1e3


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

    def asked(path: str, headers: Mapping[str, str]) -> bytes:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failed(f"{path}: {answer.status}: {body[:300]!r}")
        return body

    def asking(path: str, headers: Mapping[str, str], mark: bytes) -> Callable[[], None]:
        def ask() -> None:
            body = asked(path, headers)
            if body.count(mark) < PAGE_SIZE:
                raise Failed(f"{path}: {len(body)} bytes: {body[:300]!r}")

        return ask

    ours = bearer(library.token)
    native = {
        BY_SIZE: "order=-size_bytes",
        BY_NAME: "order=name",
        BY_NAME_DEEP: f"order=name&cursor={_deep(lambda path: asked(path, ours), library.rows)}",
        NATIVE_FOLDER: f"folder={UUID(library.folder_uuid)}",
    }
    connection.close()  # it is opened anew when asked; until the next library is made, the server would close it
    asks = {name: asking(f"/timetap/live/files?{query}", client.headers, b'UUID"') for name, query in queries.items()}
    for name, query in native.items():
        asks[name] = asking(f"/api/v1/files?limit={PAGE_SIZE}&{query}", ours, b'"sha256"')
    return [_Listed(library.rows, name, ask) for name, ask in asks.items()]


def _deep(ask: Callable[[str], bytes], rows: int) -> str:
    """The cursor of the page that begins behind nine tenths of the files by name."""
    cursor = ""
    for _ in range(int(rows * DEPTH) // WALK):
        page = json.loads(ask(f"/api/v1/files?order=name&fields=number&limit={WALK}&cursor={cursor}"))
        cursor = page["next_cursor"]
    return cursor


def _report(plan: Plan, listed: list[_Listed]) -> Report:
    found = {(one.rows, one.query): one.milliseconds for one in listed}
    columns = (FIRST, DEEP, FOLDER, BY_SIZE, BY_NAME, BY_NAME_DEEP, NATIVE_FOLDER)
    report = Report(f"Listing {PAGE_SIZE} of many files, ms", ("files", *columns))
    report.rows = [(f"{rows:,}", *(f"{found[rows, query]:.2f}" for query in columns)) for rows in plan.listing_rows]
    for promise, queries in (
        ("listing, slowest page ÷ fastest", (FIRST, DEEP)),
        ("listing a folder, slowest ÷ fastest", (FOLDER,)),
        ("native listing, slowest page ÷ fastest", (BY_SIZE, BY_NAME, BY_NAME_DEEP)),
        ("native listing of a folder, slowest ÷ fastest", (NATIVE_FOLDER,)),
    ):
        times = [value for (_, query), value in found.items() if query in queries]
        report.verdicts.append(Verdict(promise, max(times) / min(times), WANTED_SPREAD, "at most", "×"))
    report.remarks.append(
        f"Up to {max(plan.listing_rows):,} files; one connection; the least of the rounds' medians. "
        f"The {IN_FOLDER} files of the folder are spread evenly over the library's whole age."
    )
    return report
