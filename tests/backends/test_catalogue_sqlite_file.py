"""The catalogue's SQLite file: private, durable, shared by processes, refused where it is unfit."""

import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from filebook.backends.sql import migrate
from filebook.backends.sql.connection import Unfit
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.businesses import CredentialKind
from filebook.core.ids import Door
from filebook.core.ports.catalogue import Tables
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_change,
    a_credential,
    a_file,
    a_record,
    a_session,
    a_user,
    attach,
    sha256,
)

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


def test_what_was_looked_up_is_forgotten_as_soon_as_anybody_commits(path: Path) -> None:
    catalogue, elsewhere = SqliteCatalogue(path), SqliteCatalogue(path)
    business = a_business(catalogue)
    user, file, record = a_user(catalogue, business), a_file(catalogue, business), a_record(catalogue, business)
    credential = a_credential(catalogue, user)
    a_session(catalogue, user, "token")

    def seen() -> tuple[str, str, int, bool, bool]:
        with catalogue.glance() as tables:
            got, named = tables.files.get(business.number, file.number), tables.browsing.file(business.number, file.uid)
            hangs = tables.browsing.first_attachments(business.number, [file.number], each=9)
            holder = tables.credentials.holder(CredentialKind.BEARER, credential.key, door=Door.NATIVE)
            caller = tables.sessions.find(sha256("token"), Door.XELION)
            assert got is not None
            assert named is not None
            return got.name, named[0].name, len(hangs), holder is not None, caller is not None

    assert seen() == seen() == ("plan.pdf", "plan.pdf", 0, True, True)
    elsewhere.write(lambda tables: tables.files.update(replace(file, name="by another.pdf")))
    assert seen() == seen() == ("by another.pdf", "by another.pdf", 0, True, True)
    catalogue.write(lambda tables: tables.files.update(replace(file, name="by itself.pdf")))
    attach(elsewhere, file, record)
    assert seen() == seen() == ("by itself.pdf", "by itself.pdf", 1, True, True)
    catalogue.write(lambda tables: tables.credentials.revoke(credential.uid, at=NOW))
    assert seen() == seen() == ("by itself.pdf", "by itself.pdf", 1, False, True)
    elsewhere.write(lambda tables: tables.users.update(replace(user, enabled=False)))
    assert seen() == ("by itself.pdf", "by itself.pdf", 1, False, False)
    catalogue.close()
    elsewhere.close()


def test_what_was_looked_up_is_forgotten_when_the_thread_of_a_moment_commits(path: Path) -> None:
    catalogue = SqliteCatalogue(path)
    business = a_business(catalogue)
    file = a_file(catalogue, business)

    def name() -> str:
        with catalogue.glance() as tables:
            found = tables.browsing.file(business.number, file.uid)
            assert found is not None
            return found[0].name

    with catalogue.moment():
        assert name() == "plan.pdf"
        catalogue.write(lambda tables: tables.files.update(replace(file, name="renamed.pdf")))
        assert name() == "renamed.pdf"
    with catalogue.moment():
        assert name() == "renamed.pdf"
    catalogue.close()


def test_a_snapshot_shows_neither_later_commits_nor_what_was_looked_up_before_it(path: Path) -> None:
    catalogue = SqliteCatalogue(path)
    business = a_business(catalogue)
    file = a_file(catalogue, business)
    with catalogue.glance() as tables:
        assert tables.files.get(business.number, file.number) == file
    renamed = replace(file, name="renamed.pdf")
    catalogue.write(lambda tables: tables.files.update(renamed))
    with catalogue.read() as tables:
        assert tables.files.get(business.number, file.number) == renamed
        catalogue.write(lambda tables: tables.files.update(file))
        assert tables.files.get(business.number, file.number) == renamed
    with catalogue.glance() as tables:
        assert tables.files.get(business.number, file.number) == file
    catalogue.close()
