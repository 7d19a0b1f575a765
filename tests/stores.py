"""Where tests keep their stores, and which bytes lie in them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw
import psycopg

from filebook.app.settings import Settings
from filebook.backends.sql.sqlite import SqliteCatalogue

_UNFINISHED = "tmp"
_COUNTS = """
    SELECT c.business, c.next_sequence, c.stored_bytes,
        (SELECT COUNT(*) FROM uploads u WHERE u.business = c.business AND u.state = 'open')
    FROM counters c ORDER BY c.business
"""


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder whose syncs cost nothing, where there is one: durability has tests of its own."""
    shared_memory = Path("/dev/shm")
    with TemporaryDirectory(dir=shared_memory if shared_memory.is_dir() else None) as folder:
        yield Path(folder)


@contextmanager
def sqlite_catalogue() -> Iterator[SqliteCatalogue]:
    """A catalogue without any rows, in a file whose syncs cost nothing."""
    with memory_folder() as folder:
        catalogue = SqliteCatalogue(empty_database(folder / "catalogue.db"), durable=False)
        yield catalogue
        catalogue.close()


def empty_database(path: Path) -> Path:
    """Make a database of this version at the path: the tables take longer to make than most tests to run."""
    path.touch(mode=0o600)
    path.write_bytes(_empty_database())
    return path


@cache
def _empty_database() -> bytes:
    with memory_folder() as folder:
        SqliteCatalogue(folder / "catalogue.db", durable=False).close()
        return (folder / "catalogue.db").read_bytes()


def blob_files(data: Path, *, unfinished: bool = False) -> list[str]:
    """The names of the blobs below a data folder, as the file system has them; also of those that nobody finished.

    Tests ask for this before and after each refusal: the store's own list looks at every file, and takes twice as long.
    """
    folder = data / "blobs"
    shards = (shard for shard in os.listdir(folder) if unfinished or shard != _UNFINISHED)  # noqa: PTH208 - as below
    return sorted(name for shard in shards for name in os.listdir(f"{folder}/{shard}"))  # noqa: PTH208 - the quickest


class Watch:
    """Looks at the rows of an installation over a connection of its own, with one question each time."""

    def __init__(self, settings: Settings) -> None:
        self._connection: apsw.Connection | psycopg.Connection[tuple[object, ...]]
        if settings.database_url:
            self._connection = psycopg.connect(settings.database_url, autocommit=True)
        else:
            path = str(settings.data_path / "filebook.db")
            self._connection = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)

    def counts(self) -> list[object]:
        """For each business its last change, its stored bytes and how many uploads are open. Reads may take numbers."""
        return list(self._connection.execute(_COUNTS))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
