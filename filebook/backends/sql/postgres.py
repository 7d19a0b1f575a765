"""The catalogue in PostgreSQL: units and snapshots on pooled connections, for any number of nodes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from typing import TypeVar

import psycopg
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import ConnectionPool

from filebook.backends.sql import migrate
from filebook.backends.sql.connection import Row, Unfit
from filebook.backends.sql.postgres_connection import PostgresConnection, Rerun
from filebook.backends.sql.tables import SqlTables
from filebook.core.errors import Unavailable
from filebook.core.ids import BusinessNumber
from filebook.core.ports.catalogue import Tables

Result = TypeVar("Result")

_ATTEMPTS = 5
_PAUSE_SECONDS = 0.01
_POOL_TIMEOUT_SECONDS = 10
_LOCK_TIMEOUT = "10s"
_PREPARE_AFTER = 2
_STATEMENTS_KEPT = 256
_MIGRATION_LOCK = 0x46494C45424F4F4B
"""Any number, as long as nobody else uses it as an advisory lock in this database."""


class PostgresCatalogue:
    """Implements the port `Catalogue`. Units of one business wait for each other at its counter row."""

    reads_inline = False

    def __init__(self, dsn: str, *, pool_size: int) -> None:
        """Connect, and bring the schema up to date where needed.

        Raises: Unfit for a database that cannot be reached or must not be used as it is.
        """
        _migrate(dsn)
        self._inside_unit = threading.local()
        self._running = _Running()
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            dsn,
            min_size=1,
            max_size=pool_size,
            open=True,
            timeout=_POOL_TIMEOUT_SECONDS,
            configure=_configure,
            kwargs={"autocommit": True, "fallback_application_name": "filebook"},
        )

    def write(self, unit: Callable[[Tables], Result]) -> Result:
        """As the port says. What lost against another unit, or lost its connection, runs again a few times."""
        if getattr(self._inside_unit, "now", False):
            raise RuntimeError("A unit cannot wait for another unit; it works with the tables it was given.")
        self._inside_unit.now = True
        try:
            with self._running.one():
                return self._write(unit)
        finally:
            self._inside_unit.now = False

    @contextmanager
    def read(self) -> Iterator[Tables]:
        """As the port says. Snapshots may be nested; each is as of its own first query."""
        with ExitStack() as stack:
            connection = self._begun(stack)
            yield SqlTables(connection)
            connection.end()

    def glance(self) -> AbstractContextManager[Tables]:
        """As the port says; a snapshot, whose beginning also tells a connection that has gone stale."""
        return self.read()

    def moment(self) -> AbstractContextManager[object]:
        """Nothing: no request is served from here without waiting."""
        return nullcontext()

    def check(self) -> None:
        with self.read() as tables:
            tables.businesses.get(BusinessNumber(0))

    def close(self) -> None:
        """Harmless a second time. A snapshot still open is let go when its user is done with it."""
        self._running.finish()
        self._pool.close()

    def _write(self, unit: Callable[[Tables], Result]) -> Result:
        for attempt in range(_ATTEMPTS):
            try:
                with self._transaction("ISOLATION LEVEL READ COMMITTED READ WRITE") as connection:
                    result = unit(SqlTables(connection))
                    connection.commit()
                    return result
            except Rerun:
                self._pool.check()
                time.sleep(_PAUSE_SECONDS * attempt)
        raise Unavailable

    def _begun(self, stack: ExitStack) -> PostgresConnection:
        """A connection in a snapshot that lasts as long as the stack. Connections may have gone stale in the pool."""
        mode = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
        for _ in range(_ATTEMPTS):
            try:
                return stack.enter_context(self._transaction(mode, read_only=True))
            except Rerun:
                self._pool.check()
        raise Unavailable

    @contextmanager
    def _transaction(self, mode: str, *, read_only: bool = False) -> Iterator[PostgresConnection]:
        """A connection in a fresh transaction, which is rolled back at the end unless committed."""
        try:
            pooled = self._pool.getconn()
        except psycopg.OperationalError as error:
            raise Unavailable from error
        connection = PostgresConnection(pooled, read_only=read_only)
        try:
            connection.begin(mode)
            yield connection
        finally:
            connection.roll_back()
            self._pool.putconn(pooled)


class _Running:
    """Counts the units under way, so that closing can wait for them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._finished = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one while it lasts. Raises: Unavailable after `finish`."""
        with self._changed:
            if self._finished:
                raise Unavailable
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def finish(self) -> None:
        """Let no more begin, and wait for those under way."""
        with self._changed:
            self._finished = True
            self._changed.wait_for(lambda: self._count == 0)


def _configure(connection: psycopg.Connection[Row]) -> None:
    """Raises: Unfit where commits would be acknowledged before they are durable."""
    row = connection.execute("SHOW synchronous_commit").fetchone()
    if row is None or row[0] == "off":
        raise Unfit("PostgreSQL runs with synchronous_commit=off, which loses acknowledged data in a power cut.")
    connection.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
    connection.execute("SET jit = off")  # what is asked here ends sooner than a program for it is made
    connection.prepare_threshold = _PREPARE_AFTER
    connection.prepared_max = _STATEMENTS_KEPT
    # One width for all whole numbers, so that a statement is prepared once and not for each size of its values.
    connection.adapters.register_dumper(int, Int8Dumper)


def _migrate(dsn: str) -> None:
    try:
        pooled = psycopg.connect(dsn, autocommit=True, fallback_application_name="filebook")
    except psycopg.Error as error:
        raise Unfit(f"PostgreSQL cannot be used: {error}") from error
    with closing(pooled):
        _configure(pooled)
        connection = PostgresConnection(pooled)
        connection.begin("")
        connection.rows("SELECT pg_advisory_xact_lock(:lock)", {"lock": _MIGRATION_LOCK})
        connection.run(migrate.NOTES.for_postgres)
        for step in migrate.pending(connection):
            connection.run(step.for_postgres)
            migrate.record(connection, step)
        connection.commit()
