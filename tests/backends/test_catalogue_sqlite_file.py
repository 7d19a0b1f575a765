"""The catalogue's SQLite file: private, durable, shared by processes, refused where it is unfit."""

import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from filebook.backends.sql import migrate
from filebook.backends.sql.connection import Unfit
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.ports.catalogue import Tables
from tests.backends.catalogue_suite.made import a_business, a_change

ROOT = Path(__file__).resolve().parents[2]
WRITE_25_CHANGES = """
import sys
from pathlib import Path
from filebook.backends.sql.sqlite import SqliteCatalogue
from tests.backends.catalogue_suite.made import a_business, a_change

catalogue = SqliteCatalogue(Path(sys.argv[1]))
business = a_business(catalogue)
for _ in range(25):
    catalogue.write(lambda tables: tables.changes.append(a_change(business)))
catalogue.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


def test_the_file_and_its_companions_are_their_owners_alone(path: Path) -> None:
    catalogue = SqliteCatalogue(path)
    a_business(catalogue)
    modes = {entry.name: entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()}
    catalogue.close()
    assert modes == {"catalogue.db": 0o600, "catalogue.db-wal": 0o600, "catalogue.db-shm": 0o600}


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_is_durable_and_minds_references(path: Path, *, read_only: bool) -> None:
    SqliteCatalogue(path).close()
    connection = SqliteConnection(path, read_only=read_only)
    names = ("journal_mode", "synchronous", "foreign_keys", "query_only")
    settings = [connection.rows(f"PRAGMA {name}")[0][0] for name in names]
    connection.close()
    assert settings == ["wal", 2, 1, int(read_only)]


def test_processes_that_start_together_share_the_file(path: Path) -> None:
    command = [sys.executable, "-c", WRITE_25_CHANGES, str(path)]
    children = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    errors = [child.communicate()[1] for child in children]
    assert errors == [b"", b"", b"", b""]
    catalogue = SqliteCatalogue(path)
    with catalogue.read() as tables:
        assert [tables.changes.last(business.number) for business in tables.businesses.all()] == [25, 25, 25, 25]
    catalogue.close()


def test_units_that_wait_while_another_runs_share_one_commit(path: Path) -> None:
    catalogue = SqliteCatalogue(path)
    business = a_business(catalogue)
    before = commit_count(path)
    started, waiting = threading.Event(), threading.Semaphore(0)

    def slow(tables: Tables) -> int:
        started.set()
        for _ in range(40):
            waiting.acquire()
        return tables.changes.append(a_change(business))

    def quick(_: int) -> int:
        started.wait()
        waiting.release()
        return catalogue.write(lambda tables: tables.changes.append(a_change(business)))

    with ThreadPoolExecutor(41) as threads:
        first = threads.submit(catalogue.write, slow)
        assert sorted(threads.map(quick, range(40))) == list(range(2, 42))
        assert first.result() == 1
    commits = commit_count(path) - before
    catalogue.close()
    assert commits < 20


def commit_count(path: Path) -> int:
    """How many transactions the write-ahead log holds. Source: https://sqlite.org/fileformat2.html#walformat."""
    log = path.with_name(path.name + "-wal").read_bytes()
    (page_bytes,) = struct.unpack_from(">I", log, 8)
    frames = range(32, len(log), 24 + page_bytes)
    return sum(struct.unpack_from(">I", log, frame + 4)[0] > 0 for frame in frames)


def test_a_database_of_a_newer_version_is_refused(path: Path) -> None:
    SqliteCatalogue(path).close()
    connection = SqliteConnection(path)
    connection.execute("INSERT INTO migrations (number, name) VALUES (9999, '9999_future')")
    connection.close()
    with pytest.raises(Unfit, match="step 9999"):
        SqliteCatalogue(path)


def test_a_database_is_brought_up_to_date_once(path: Path) -> None:
    for _ in range(2):
        SqliteCatalogue(path).close()
    connection = SqliteConnection(path)
    applied = connection.rows("SELECT number, name FROM migrations ORDER BY number")
    there_are = sorted(path.stem for path in (Path(migrate.__file__).parent / "migrations").glob("*.sql"))
    assert applied == [(number, name) for number, name in enumerate(there_are, start=1)]
    connection.close()


def test_what_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"This is a letter." * 500)
    with pytest.raises(Unfit, match="not a database"):
        SqliteCatalogue(path)
    with pytest.raises(Unfit, match=r"missing/catalogue\.db"):
        SqliteCatalogue(path.parent / "missing" / "catalogue.db")
    with pytest.raises(Unfit):
        SqliteCatalogue(path.parent)


def test_a_catalogue_in_memory_is_its_own_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one, two = SqliteCatalogue.in_memory(), SqliteCatalogue.in_memory()
    business = a_business(one)
    with one.read() as mine, two.read() as theirs:
        assert mine.businesses.all() == [business]
        assert theirs.businesses.all() == []
    one.close()
    two.close()
    assert list(tmp_path.iterdir()) == []
