"""One connection to PostgreSQL: our statements in its form, its errors as the port's."""

import re
from collections.abc import Hashable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from filebook.backends.sql.connection import NO_PARAMS, Params, Row
from filebook.core.errors import Conflict, Invalid, NoSpace, Unavailable

_FAILED = (psycopg.Error, UnicodeEncodeError)
_PLACE = re.compile(r"(?<![:\w]):([a-z_]\w*)")


class Rerun(Exception):
    """Another unit was in the way, or the connection broke: nothing is stored, so the unit may run again."""


class PostgresConnection:
    """Implements `Connection`, and runs the statements that begin and end transactions."""

    for_update = "FOR UPDATE"
    full_text = "tsvector"

    def __init__(self, connection: psycopg.Connection[Row], *, read_only: bool = False) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._read_only = read_only

    def rows(self, sql: str, params: Params = NO_PARAMS) -> list[Row]:
        try:
            return self._cursor.execute(translated(sql), params).fetchall()
        except _FAILED as error:
            raise self._translated(error) from error

    def row(self, sql: str, params: Params = NO_PARAMS) -> Row | None:
        try:
            return self._cursor.execute(translated(sql), params).fetchone()
        except _FAILED as error:
            raise self._translated(error) from error

    def execute(self, sql: str, params: Params = NO_PARAMS) -> int:
        try:
            return self._cursor.execute(translated(sql), params).rowcount
        except _FAILED as error:
            raise self._translated(error) from error

    def execute_many(self, sql: str, many: Sequence[Params]) -> None:
        try:
            self._cursor.executemany(translated(sql), many)
        except _FAILED as error:
            raise self._translated(error) from error

    def known(self, key: Hashable) -> Any | None:  # noqa: ANN401, ARG002 - the port's shape
        return None

    def remember(self, key: Hashable, value: object) -> None:
        """Nothing: to ask whether anybody has committed costs as much as to look up."""

    def begin(self, mode: str) -> None:
        """Begin a transaction.

        Raises: Rerun where the connection has gone stale in the pool.
        """
        try:
            self._cursor.execute(f"BEGIN {mode}".encode())
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise Rerun from error

    def run(self, text: str) -> None:
        """Run statements that take no values, such as a migration's."""
        try:
            self._cursor.execute(text.encode())
        except psycopg.Error as error:
            raise self._translated(error) from error

    def commit(self) -> None:
        """Make the unit durable.

        Raises: Unavailable, also when the connection breaks before it is known what became of the unit;
            RuntimeError where an error has undone the unit already, which PostgreSQL would not mention.
        """
        if self._connection.pgconn.transaction_status == TransactionStatus.INERROR:
            raise RuntimeError("A unit went on after an error that had undone it.")
        try:
            self.run("COMMIT")
        except Rerun as error:
            raise Unavailable from error

    def end(self) -> None:
        """End a snapshot. By COMMIT: after a ROLLBACK psycopg would prepare every statement anew."""
        with suppress(Unavailable):  # all that was asked for has been read
            self.run("COMMIT")

    def roll_back(self) -> None:
        """Undo the open transaction, if one is."""
        with suppress(psycopg.Error):  # a connection that cannot even do this is not used again
            self._connection.rollback()

    def _translated(self, error: psycopg.Error | UnicodeEncodeError) -> Exception:
        """The port's error for the driver's; the driver's own where our statement is wrong."""
        match error:
            case errors.SerializationFailure() | errors.DeadlockDetected():
                return Unavailable() if self._read_only else Rerun()
            case errors.ReadOnlySqlTransaction() if self._read_only:
                return RuntimeError("A snapshot is for reading.")
            case errors.DiskFull():
                return NoSpace()
            case errors.ForeignKeyViolation():
                return Conflict("reference")
            case psycopg.IntegrityError():
                return Conflict(error.diag.table_name or "row")
            case errors.NumericValueOutOfRange():
                return Invalid("number", "range")
            case psycopg.DataError() | UnicodeEncodeError():
                return Invalid("text", "characters")
            case psycopg.OperationalError() | psycopg.InterfaceError() | errors.ReadOnlySqlTransaction():
                return Rerun() if self._connection.closed and not self._read_only else Unavailable()
            case _:
                return error


@lru_cache(maxsize=1024)
def translated(sql: str) -> bytes:
    """The statement with psycopg's `%(name)s` for our `:name`."""
    return _PLACE.sub(r"%(\1)s", sql.replace("%", "%%")).encode()
