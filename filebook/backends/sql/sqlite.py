"""The catalogue in one SQLite file: snapshots read in the calling thread, units written in one of its own."""

import os
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import get_ident
from types import TracebackType
from typing import TypeVar

from filebook.backends.sql import migrate
from filebook.backends.sql.connection import Unfit
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.sqlite_writer import GroupWriter
from filebook.backends.sql.tables import SqlTables
from filebook.core.errors import FilebookError, Unavailable
from filebook.core.ids import BusinessNumber
from filebook.core.ports.catalogue import Tables

Result = TypeVar("Result")

_IDLE_READERS = 64
"""Read connections kept open for the next snapshots; each holds a small cache."""


class SqliteCatalogue:
    """Implements the port `Catalogue`. Several processes may have the same file open."""

    reads_inline = True

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        """Open the file, making it and bringing its schema up to date where needed.

        Without `durable` the last units may be lost in a power cut; for tests.

        Raises: Unavailable; Unfit for a database that must not be used as it is.
        """
        self._path = path
        self._durable = durable
        self._folder: TemporaryDirectory[str] | None = None
        self._closed = False
        self._idle: deque[_Snapshot] = deque()
        self._lent: _Lent | None = None
        _make_private(path)
        self._writer = GroupWriter(_migrated(path, durable=durable))

    @classmethod
    def in_memory(cls) -> "SqliteCatalogue":
        """A catalogue that is gone when closed, for tests: a temporary file, never waited for to reach the disk.

        A file, because SQLite's shared memory databases have no snapshots beside a writer.
        """
        folder = TemporaryDirectory(prefix="filebook-catalogue-")
        catalogue = cls(Path(folder.name) / "catalogue.db", durable=False)
        catalogue._folder = folder
        return catalogue

    def write(self, unit: Callable[[Tables], Result]) -> Result:
        if self._lent is not None and self._lent[0] == get_ident():
            self._lent = None  # what was lent is from before
        return self._writer.run(unit)

    def read(self) -> AbstractContextManager[Tables]:
        """As the port says. Snapshots may be nested; each is as of its own first query."""
        return self._snapshot()

    def glance(self) -> AbstractContextManager[Tables]:
        lent = self._lent
        return lent[1] if lent is not None and lent[0] == get_ident() else self._snapshot().glance

    def moment(self) -> AbstractContextManager[None]:
        return _Moment(self._snapshot(), lend=self._lend)

    def check(self) -> None:
        with self.read() as tables:
            tables.businesses.lineage(BusinessNumber(0))

    def close(self) -> None:
        """Harmless a second time. A snapshot still open is let go when its user is done with it."""
        self._closed = True
        self._writer.close()
        while self._idle:
            self._idle.pop().close()
        if self._folder is not None:
            self._folder.cleanup()

    def _lend(self, lent: "_Lent | None") -> None:
        self._lent = lent

    def _snapshot(self) -> "_Snapshot":
        if self._closed:
            raise Unavailable
        try:
            return self._idle.pop()
        except IndexError:
            pass  # all are in use
        connection = SqliteConnection(self._path, read_only=True, durable=self._durable)
        return _Snapshot(connection, given_back=self._take_back)

    def _take_back(self, snapshot: "_Snapshot") -> None:
        if self._closed or len(self._idle) >= _IDLE_READERS:
            snapshot.close()
        else:
            self._idle.append(snapshot)


class _Snapshot:
    """A read connection; each time it is entered it shows the catalogue as it then is, until left."""

    def __init__(self, connection: SqliteConnection, *, given_back: Callable[["_Snapshot"], None]) -> None:
        self._connection = connection
        self.tables = SqlTables(connection)
        self.glance = _Glance(self, look_anew=connection.look_anew)
        self._take_back = given_back

    def __enter__(self) -> Tables:
        self._connection.execute("BEGIN")
        self._connection.look_anew()
        return self.tables

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.roll_back()
        self.give_back()

    def give_back(self) -> None:
        """Let the next reader have the connection."""
        self._take_back(self)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class _Glance:
    """A read connection without a transaction around its queries: SQLite shows each the newest commit, and what is
    remembered is from when it was entered or later.
    """

    __slots__ = ("_look_anew", "_snapshot")

    def __init__(self, snapshot: _Snapshot, *, look_anew: Callable[[], None]) -> None:
        self._snapshot = snapshot
        self._look_anew = look_anew

    def __enter__(self) -> Tables:
        self._look_anew()
        return self._snapshot.tables

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._snapshot.give_back()


class _Moment:
    """Looks once, and lends what it sees to all glances of the thread that entered it."""

    __slots__ = ("_lend", "_snapshot")

    def __init__(self, snapshot: _Snapshot, *, lend: Callable[["_Lent | None"], None]) -> None:
        self._snapshot = snapshot
        self._lend = lend

    def __enter__(self) -> None:
        self._lend((get_ident(), nullcontext(self._snapshot.glance.__enter__())))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._lend(None)
        self._snapshot.give_back()


_Lent = tuple[int, AbstractContextManager[Tables]]
"""The thread that it is lent to, and what its glances are."""


def _make_private(path: Path) -> None:
    """Make the file, if it is new, with access for its owner alone; SQLite gives its companions the same access.

    An existing file is not even opened: closing it would drop the locks that this process holds on it.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise Unfit(f"The database {path} cannot be made: {error.strerror}") from error


def _migrated(path: Path, *, durable: bool) -> SqliteConnection:
    """A connection for writing, with the schema up to date."""
    try:
        connection = SqliteConnection(path, durable=durable)
    except Unavailable as error:
        raise Unfit(f"The database {path} cannot be opened: {error.__cause__}") from error
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(migrate.NOTES.for_sqlite)
        for step in migrate.pending(connection):
            connection.execute(step.for_sqlite)
            migrate.record(connection, step)
        connection.execute("COMMIT")
    except (FilebookError, Unfit):
        connection.close()
        raise
    return connection
