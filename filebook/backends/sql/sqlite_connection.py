"""One connection to an SQLite file: opened with the settings that durability needs, errors translated."""

import errno
import time
from collections.abc import Hashable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from filebook.backends.sql.connection import NO_PARAMS, Params, Row, Unfit
from filebook.core.errors import Conflict, FilebookError, Invalid, NoSpace, Unavailable

BUSY_TIMEOUT_SECONDS = 10
"""How long to wait for another process that writes."""

_READ_CACHE_KIB = 2048
_WRITE_CACHE_KIB = 16 * 1024
_STATEMENTS_KEPT = 256
_REMEMBERED = 128
"""So many things that were looked up are kept by each connection: a file takes about 3 KiB."""
_SYNCHRONOUS_FULL = 2
_CHECKPOINT_PAGES = 4000
_WAL_SIZE_LIMIT_BYTES = 64 * 1024**2
_WAL_ATTEMPT_SECONDS = 0.02
_WAL_ATTEMPTS = round(BUSY_TIMEOUT_SECONDS / _WAL_ATTEMPT_SECONDS)
_OUT_OF_SPACE = {errno.ENOSPC, errno.EDQUOT}
_FAILED = (apsw.Error, UnicodeEncodeError, OverflowError)
_STORE_FAILED = (
    apsw.BusyError,
    apsw.LockedError,
    apsw.IOError,
    apsw.CantOpenError,
    apsw.NoMemError,
    apsw.ProtocolError,
    apsw.InterruptError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.ReadOnlyError,
    apsw.PermissionsError,
)


class SqliteConnection:
    """Implements `Connection`, and runs the statements that begin and end transactions."""

    for_update = ""
    full_text = "fts5"

    def __init__(self, path: Path, *, read_only: bool = False, durable: bool = True) -> None:
        """Open the file, made with access for its owner alone if it is new.

        Raises: Unavailable, its cause being what SQLite says; Unfit where durability cannot be had.
        """
        try:
            self._connection = apsw.Connection(str(path), statementcachesize=_STATEMENTS_KEPT)
            # First of all: the next statements must wait for other processes instead of failing.
            self._connection.set_busy_timeout(BUSY_TIMEOUT_SECONDS * 1000)
            # Without this guarantee SQLite prepares a join anew for each set of values: 60 µs instead of 6.
            self._connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
            self._cursor = self._connection.cursor()
            self._settle(durable=durable)
        except _STORE_FAILED as error:
            raise Unavailable from error
        self._read_only = read_only
        self._known: dict[Hashable, object] = {}
        self._known_of: Row | None = None  # the version of the database that they are from
        if read_only:
            self._connection.pragma("query_only", "ON")
            self._connection.pragma("cache_size", -_READ_CACHE_KIB)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; some errors end it."""
        return self._connection.in_transaction

    def rows(self, sql: str, params: Params = NO_PARAMS) -> list[Row]:
        try:
            return self._cursor.execute(sql, params).fetchall()
        except _FAILED as error:
            raise self._translated(error) from error

    def row(self, sql: str, params: Params = NO_PARAMS) -> Row | None:
        try:
            found = self._cursor.execute(sql, params).fetchall()
        except _FAILED as error:
            raise self._translated(error) from error
        return found[0] if found else None

    def execute(self, sql: str, params: Params = NO_PARAMS) -> int:
        _check(params)
        try:
            self._cursor.execute(sql, params)
        except _FAILED as error:
            raise self._translated(error) from error
        return self._connection.changes()

    def execute_many(self, sql: str, many: Sequence[Params]) -> None:
        for params in many:
            _check(params)
        try:
            self._cursor.executemany(sql, many)
        except _FAILED as error:
            raise self._translated(error) from error

    def known(self, key: Hashable) -> Any | None:  # noqa: ANN401 - the port's shape
        return self._known.get(key)

    def remember(self, key: Hashable, value: object) -> None:
        """Only where all commits are others': SQLite's version does not tell of one's own."""
        if self._read_only:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = value

    def look_anew(self) -> None:
        """See what others have committed, in this process or another: what was remembered before is forgotten then."""
        version = self.row("PRAGMA data_version")
        if version != self._known_of:
            self._known.clear()
            self._known_of = version

    def roll_back(self) -> None:
        """Undo the open transaction, if one is."""
        if self.in_transaction:
            with suppress(FilebookError):  # SQLite has undone it even then
                self.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _settle(self, *, durable: bool) -> None:
        """Raises: Unfit if the file system or a foreign setting keeps the database from being durable."""
        if self._write_ahead() != "wal":
            raise Unfit("SQLite cannot keep a write-ahead log here; put the data folder on a local file system.")
        self._connection.pragma("synchronous", "FULL" if durable else "OFF")
        if durable and self._connection.pragma("synchronous") != _SYNCHRONOUS_FULL:
            raise Unfit("SQLite does not honour synchronous=FULL.")
        self._connection.pragma("foreign_keys", "ON")
        self._connection.pragma("cache_size", -_WRITE_CACHE_KIB)
        self._connection.pragma("temp_store", "MEMORY")
        self._connection.pragma("wal_autocheckpoint", _CHECKPOINT_PAGES)
        self._connection.pragma("journal_size_limit", _WAL_SIZE_LIMIT_BYTES)

    def _write_ahead(self) -> str:
        """Switch to write-ahead logging. SQLite does not wait by itself when several processes do this at once."""
        for _ in range(_WAL_ATTEMPTS):
            try:
                return str(self._connection.pragma("journal_mode", "WAL"))
            except apsw.BusyError:
                time.sleep(_WAL_ATTEMPT_SECONDS)
        raise Unavailable

    def _translated(self, error: apsw.Error | UnicodeEncodeError | OverflowError) -> Exception:
        """The port's error for the driver's; the driver's own where our statement is wrong."""
        if isinstance(error, UnicodeEncodeError):
            return Invalid("text", "characters")
        if isinstance(error, OverflowError):
            return Invalid("number", "range")
        if isinstance(error, apsw.ReadOnlyError) and self._read_only:
            return RuntimeError("A snapshot is for reading.")
        if isinstance(error, apsw.FullError):
            return NoSpace()
        if isinstance(error, apsw.ConstraintError):
            return Conflict(_conflicting(error))
        if isinstance(error, apsw.IOError) and self._out_of_space(error):
            return NoSpace()
        return Unavailable() if isinstance(error, _STORE_FAILED) else error

    def _out_of_space(self, error: apsw.IOError) -> bool:
        """Whether a write found no room, and so nothing is stored.

        A failed sync says less: it comes after the last write, so that after a crash the unit may be found complete.
        """
        result: int = error.extendedresult  # type: ignore[attr-defined] # documented, but not in the library's types
        return result == apsw.SQLITE_IOERR_WRITE and self._connection.system_errno in _OUT_OF_SPACE


def _check(params: Params) -> None:
    """Raises: Invalid("text", "characters") for what PostgreSQL would not take, so that rows can move there."""
    for value in params.values():
        if value.__class__ is str and "\0" in value:
            raise Invalid("text", "characters")


def _conflicting(error: apsw.ConstraintError) -> str:
    """The table named in `UNIQUE constraint failed: users.login`; a foreign key's message names none."""
    _, colon, columns = str(error).partition(": ")
    return columns.partition(".")[0] if colon else "reference"
