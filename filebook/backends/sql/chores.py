"""The rows of what is to be done for versions of files."""

from collections.abc import Sequence
from datetime import datetime

from filebook.backends.sql.columns import micros_or_none, moment_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import in_list
from filebook.core.chores import Chore, ChoreState, Task
from filebook.core.ids import BusinessNumber, Number

_STATES, _TASKS = words(ChoreState), words(Task)
_KEY = ("business", "file", "task")
_CHANGING = ("version", "state", "next_at", "attempts", "reason", "lease", "leased_until")
_COLUMNS = ", ".join((*_KEY, *_CHANGING))
_SELECT = f"SELECT {_COLUMNS} FROM chores"
_PUT = f"""
    INSERT INTO chores ({_COLUMNS}) VALUES ({", ".join(f":{name}" for name in (*_KEY, *_CHANGING))})
    ON CONFLICT (business, file, task) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _CHANGING)}
"""
_ONE = "business = :business AND file = :file AND task = :task AND version = :version"
_FREE = "next_at IS NOT NULL AND next_at <= :now AND (leased_until IS NULL OR leased_until <= :now)"


class SqlChores:
    """Implements the port `Chores`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, chore: Chore) -> None:
        self._connection.execute(
            "DELETE FROM chores WHERE business = :business AND file = :file AND version < :version",
            {"business": chore.business, "file": chore.file, "version": chore.version},
        )
        self._connection.execute(_PUT, _params(chore))

    def current(self, business: BusinessNumber, *, after: Number, limit: int) -> list[tuple[Number, int]]:
        rows = self._connection.rows(
            """
            SELECT number, version FROM files
            WHERE business = :business AND number > :after AND version IS NOT NULL ORDER BY number LIMIT :limit
            """,
            {"business": business, "after": after, "limit": limit},
        )
        return [(Number(number), int(version)) for number, version in rows]

    def of_file(self, business: BusinessNumber, file: Number) -> list[Chore]:
        rows = self._connection.rows(
            f"{_SELECT} WHERE business = :business AND file = :file ORDER BY task", {"business": business, "file": file}
        )
        return [_chore(row) for row in rows]

    def due(self, now: datetime, *, tasks: Sequence[Task], limit: int) -> list[Chore]:
        if not tasks:
            return []
        chosen, params = in_list("task", [task.value for task in tasks])
        rows = self._connection.rows(
            f"{_SELECT} WHERE task IN {chosen} AND {_FREE} ORDER BY next_at, business, file LIMIT :limit",
            {**params, "now": to_micros(now), "limit": limit},
        )
        return [_chore(row) for row in rows]

    def take(self, chore: Chore, *, now: datetime, lease: str, until: datetime) -> Chore | None:
        taken = {**_params(chore), "now": to_micros(now), "lease": lease, "until": to_micros(until)}
        row = self._connection.row(
            f"UPDATE chores SET lease = :lease, leased_until = :until WHERE {_ONE} AND {_FREE} RETURNING {_COLUMNS}",
            taken,
        )
        return None if row is None else _chore(row)

    def settle(self, chore: Chore, *, lease: str) -> bool:
        changes = ", ".join(f"{name} = :{name}" for name in _CHANGING)
        settled = self._connection.execute(
            f"UPDATE chores SET {changes} WHERE {_ONE} AND lease = :held", {**_params(chore), "held": lease}
        )
        return settled > 0

    def page(
        self,
        business: BusinessNumber,
        *,
        task: Task | None,
        state: ChoreState,
        after: tuple[Number, Task] | None,
        limit: int,
    ) -> list[Chore]:
        params: dict[str, Value] = {"business": business, "state": state.value, "limit": limit}
        condition = "business = :business AND state = :state"
        if task is not None:
            condition += " AND task = :task"
            params["task"] = task.value
        if after is not None:
            condition += " AND (file, task) > (:file, :after)"
            params |= {"file": after[0], "after": after[1].value}
        rows = self._connection.rows(f"{_SELECT} WHERE {condition} ORDER BY file, task LIMIT :limit", params)
        return [_chore(row) for row in rows]

    def counts(self, business: BusinessNumber) -> dict[tuple[Task, ChoreState], int]:
        rows = self._connection.rows(
            "SELECT task, state, COUNT(*) FROM chores WHERE business = :business GROUP BY task, state",
            {"business": business},
        )
        found = {(_TASKS[task], _STATES[state]): int(count) for task, state, count in rows}
        return {(task, state): found.get((task, state), 0) for task in Task for state in ChoreState}


def _params(chore: Chore) -> dict[str, Value]:
    return {
        "business": chore.business,
        "file": chore.file,
        "task": chore.task.value,
        "version": chore.version,
        "state": chore.state.value,
        "next_at": micros_or_none(chore.next_at),
        "attempts": chore.attempts,
        "reason": chore.reason,
        "lease": chore.lease,
        "leased_until": micros_or_none(chore.leased_until),
    }


def _chore(row: Row) -> Chore:
    business, file, task, version, state, next_at, attempts, reason, lease, leased_until = row
    return Chore(
        business,
        file,
        version,
        _TASKS[task],
        moment_or_none(next_at),
        _STATES[state],
        attempts,
        reason,
        lease,
        moment_or_none(leased_until),
    )
