"""The one thread that writes to SQLite. Units that queue up while a commit runs share the next commit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.errors import Unavailable
from filebook.core.ports.catalogue import Tables

Result = TypeVar("Result")

GROUP_LIMIT = 256
"""Units in one commit, at most, so that the first of them need not wait long for the last."""


class _Queued(Protocol):
    """A unit that waits for its turn, whatever its result is."""

    error: BaseException | None

    def run(self, tables: Tables) -> None: ...
    def answer(self, failure: BaseException | None) -> None: ...


class GroupWriter:
    """Runs units one at a time, each in a savepoint of its own, and answers them after the common commit."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._tables = SqlTables(connection)
        self._gate = threading.Lock()
        self._queue: list[_Queued] = []
        self._draining = False
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="catalogue-writer")
        self._thread_id: int | None = None
        # Begun now, so that it is the same among the process's threads each time: tests strike at one by its place.
        self._thread.submit(_begin)

    def run(self, unit: Callable[[Tables], Result]) -> Result:
        """The unit's result, once it is durable.

        Raises: Unavailable, NoSpace, what the unit raises; RuntimeError when called inside a unit.
        """
        if threading.get_ident() == self._thread_id:
            raise RuntimeError("A unit cannot wait for another unit; it works with the tables it was given.")
        waiting = _Waiting(unit)
        with self._gate:
            if self._closed:
                raise Unavailable
            self._queue.append(waiting)
            if not self._draining:
                self._thread.submit(self._drain)
                self._draining = True
        return waiting.outcome.result()

    def close(self) -> None:
        """Take no more, finish what is queued, end the thread. Harmless a second time."""
        with self._gate:
            self._closed = True
        self._thread.shutdown()
        self._connection.close()

    def _drain(self) -> None:
        """Commit what is queued, group by group, until nothing is."""
        self._thread_id = threading.get_ident()
        while group := self._next_group():
            self._commit(group)

    def _next_group(self) -> list[_Queued]:
        with self._gate:
            group, self._queue = self._queue[:GROUP_LIMIT], self._queue[GROUP_LIMIT:]
            self._draining = bool(group)
        return group

    def _commit(self, group: list[_Queued]) -> None:
        failure: BaseException | None = None
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for queued in group:
                self._run_one(queued)
            self._connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait get it and the thread lives on
            failure = error
            self._connection.roll_back()
        for queued in group:
            queued.answer(failure)

    def _run_one(self, queued: _Queued) -> None:
        """Raises: what ended the whole transaction, and with it all units of the group."""
        self._connection.execute("SAVEPOINT unit")
        queued.run(self._tables)
        if not self._connection.in_transaction:
            # SQLite gives up the transaction itself on some errors, such as a full disk.
            raise queued.error or Unavailable
        if queued.error is not None:
            self._connection.execute("ROLLBACK TO unit")
        self._connection.execute("RELEASE unit")


class _Waiting(Generic[Result]):
    """A unit, and the future by which its caller waits."""

    def __init__(self, unit: Callable[[Tables], Result]) -> None:
        self._unit = unit
        self._result: list[Result] = []
        self.error: BaseException | None = None
        self.outcome: Future[Result] = Future()

    def run(self, tables: Tables) -> None:
        """Run the unit, but keep what it gave until that is durable."""
        try:
            self._result.append(self._unit(tables))
        except BaseException as error:  # noqa: BLE001 - what a unit raises is its caller's to judge
            self.error = error

    def answer(self, failure: BaseException | None) -> None:
        """Let the caller go on: with its own error, else what befell the whole group, else the result."""
        error = self.error or failure
        if error is not None:
            self.outcome.set_exception(error)
        else:
            self.outcome.set_result(self._result[0])


def _begin() -> None:
    """What the thread does first: nothing."""
