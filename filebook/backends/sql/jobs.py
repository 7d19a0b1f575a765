"""The rows of jobs and of the things they deal with."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from filebook.backends.sql.columns import (
    from_micros,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    ref_or_none,
    to_json,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Door, Kind, Uid
from filebook.core.jobs import Item, ItemState, Job, JobState, Operation, Wish
from filebook.core.ports.jobs import JobFilter
from filebook.core.scopes import scope_from, scope_text

_STATES, _OPERATIONS, _DOORS = words(JobState), words(Operation), words(Door)
_KINDS, _ITEM_STATES = words(Kind), words(ItemState)
_WISH = msgspec.json.Decoder(Wish)
_FIXED = ("uid", "business", "user_number", "door", "operation", "wish", "scope", "created_at")
_CHANGING = (
    "next_at",
    "state",
    "started_at",
    "ended_at",
    "total",
    "mark",
    "done",
    "failed",
    "position",
    "attempts",
    "reason",
    "undone_by",
    "lease",
    "leased_until",
)
_COLUMNS = ", ".join((*_FIXED, *_CHANGING))
_SELECT = f"SELECT {_COLUMNS} FROM jobs"
_INSERT = insert("jobs", (*_FIXED, *_CHANGING))
_UPDATE = f"UPDATE jobs SET {', '.join(f'{name} = :{name}' for name in _CHANGING)} WHERE uid = :uid"
_ITEM_NAMES = (
    "position",
    "id",
    "kind",
    "number",
    "inside",
    "state",
    "reason",
    "before",
    "made",
    "made_uid",
)
_SELECT_ITEMS = f"SELECT {', '.join(_ITEM_NAMES)} FROM job_items WHERE job = :job"
_ROWS_AT_ONCE = 50


class SqlJobs:
    """Implements the port `Jobs`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: Job) -> None:
        """Raises: Conflict("job") if its uid is taken."""
        if not self._connection.execute(_INSERT, {**_fixed(job), **_changing(job)}):
            raise Conflict("job")

    def update(self, job: Job) -> None:
        self._connection.execute(_UPDATE, {"uid": job.uid, **_changing(job)})

    def get(self, uid: Uid) -> Job | None:
        return self._one(f"{_SELECT} WHERE uid = :uid", {"uid": uid})

    def lock(self, uid: Uid) -> Job | None:
        return self._one(f"{_SELECT} WHERE uid = :uid {self._connection.for_update}", {"uid": uid})

    def page(self, business: BusinessNumber, *, where: JobFilter, limit: int) -> list[Job]:
        condition, params = _fitting(business, where)
        rows = self._connection.rows(
            f"{_SELECT} WHERE {condition} ORDER BY created_at DESC, uid DESC LIMIT :limit", {**params, "limit": limit}
        )
        return [_job(row) for row in rows]

    def count(self, business: BusinessNumber, *, where: JobFilter) -> int:
        condition, params = _fitting(business, where)
        row = self._connection.row(f"SELECT COUNT(*) FROM jobs WHERE {condition}", params)
        return 0 if row is None else int(row[0])

    def open_count(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT COUNT(*) FROM jobs WHERE business = :business AND next_at IS NOT NULL", {"business": business}
        )
        return 0 if row is None else int(row[0])

    def due(self, now: datetime, *, limit: int) -> list[Job]:
        rows = self._connection.rows(
            f"""
            {_SELECT}
            WHERE next_at IS NOT NULL AND next_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
            ORDER BY next_at, uid LIMIT :limit
            """,
            {"now": to_micros(now), "limit": limit},
        )
        return [_job(row) for row in rows]

    def take(self, job: Job, *, now: datetime, lease: str, until: datetime) -> Job | None:
        return self._one(
            f"""
            UPDATE jobs SET state = 'running', started_at = COALESCE(started_at, :now), lease = :lease,
                leased_until = :until
            WHERE uid = :uid AND next_at IS NOT NULL AND next_at <= :now
                AND (leased_until IS NULL OR leased_until <= :now)
            RETURNING {_COLUMNS}
            """,
            {"uid": job.uid, "now": to_micros(now), "lease": lease, "until": to_micros(until)},
        )

    def hold(self, uid: Uid, *, lease: str, until: datetime) -> Job | None:
        return self._one(
            f"""
            UPDATE jobs SET leased_until = :until WHERE uid = :uid AND state = 'running' AND lease = :lease
            RETURNING {_COLUMNS}
            """,
            {"uid": uid, "lease": lease, "until": to_micros(until)},
        )

    def add_items(self, uid: Uid, items: Sequence[Item]) -> None:
        for start in range(0, len(items), _ROWS_AT_ONCE):
            batch = items[start : start + _ROWS_AT_ONCE]
            params: dict[str, Value] = {"job": uid}
            for index, item in enumerate(batch):
                params |= {f"{name}{index}": value for name, value in _item_values(item).items()}
            rows = ", ".join(
                f"(:job, {', '.join(f':{name}{index}' for name in _ITEM_NAMES)})" for index in range(len(batch))
            )
            self._connection.execute(f"INSERT INTO job_items (job, {', '.join(_ITEM_NAMES)}) VALUES {rows}", params)

    def items(
        self, uid: Uid, *, after: int = 0, limit: int, state: ItemState | None = None, making: bool = False
    ) -> list[Item]:
        narrowed = "" if state is None else f" AND state = '{state.value}'"
        narrowed += " AND made IS NOT NULL AND inside IS NULL" if making else ""
        rows = self._connection.rows(
            f"{_SELECT_ITEMS} AND position > :after{narrowed} ORDER BY position LIMIT :limit",
            {"job": uid, "after": after, "limit": limit},
        )
        return [_item(row) for row in rows]

    def changed_items(self, uid: Uid, *, before: int | None = None, limit: int) -> list[Item]:
        earlier = "" if before is None else " AND position < :before"
        rows = self._connection.rows(
            f"{_SELECT_ITEMS} AND before IS NOT NULL{earlier} ORDER BY position DESC LIMIT :limit",
            {"job": uid, "limit": limit, **({} if before is None else {"before": before})},
        )
        return [_item(row) for row in rows]

    def item(self, uid: Uid, position: int) -> Item | None:
        row = self._connection.row(f"{_SELECT_ITEMS} AND position = :position", {"job": uid, "position": position})
        return None if row is None else _item(row)

    def update_item(self, uid: Uid, item: Item) -> None:
        self._connection.execute(
            """
            UPDATE job_items SET id = :id, kind = :kind, number = :number, inside = :inside, state = :state,
                reason = :reason, before = :before, made = :made, made_uid = :made_uid
            WHERE job = :job AND position = :position
            """,
            {"job": uid, **_item_values(item)},
        )

    def wait_again(self, uid: Uid) -> int:
        return self._connection.execute(
            "UPDATE job_items SET state = 'waiting', reason = '' WHERE job = :job AND state = 'failed'", {"job": uid}
        )

    def forget(self, before: datetime, *, limit: int) -> int:
        return self._connection.execute(
            """
            DELETE FROM jobs WHERE uid IN (
                SELECT uid FROM jobs WHERE ended_at IS NOT NULL AND ended_at < :before ORDER BY ended_at LIMIT :limit
            )
            """,
            {"before": to_micros(before), "limit": limit},
        )

    def _one(self, sql: str, params: dict[str, Value]) -> Job | None:
        row = self._connection.row(sql, params)
        return None if row is None else _job(row)


def _fitting(business: BusinessNumber, where: JobFilter) -> tuple[str, dict[str, Value]]:
    conditions, params = ["business = :business"], dict[str, Value](business=business)
    if where.user is not None:
        conditions.append("user_number = :user")
        params["user"] = where.user
    if where.scope is not None:
        conditions.append("scope = :scope")
        params["scope"] = scope_text(where.scope)
    if where.before is not None:
        created_at, uid = where.before
        conditions.append("(created_at, uid) < (:before_at, :before_uid)")
        params |= {"before_at": to_micros(created_at), "before_uid": uid}
    return " AND ".join(conditions), params


def _fixed(job: Job) -> dict[str, Value]:
    return {
        "uid": job.uid,
        "business": job.business,
        "user_number": job.user,
        "door": job.door.value,
        "operation": job.operation.value,
        "wish": to_json(job.wish),
        "scope": scope_text(job.scope),
        "created_at": to_micros(job.created_at),
    }


def _changing(job: Job) -> dict[str, Value]:
    return {
        "next_at": micros_or_none(job.next_at),
        "state": job.state.value,
        "started_at": micros_or_none(job.started_at),
        "ended_at": micros_or_none(job.ended_at),
        "total": job.total,
        "mark": job.mark,
        "done": job.done,
        "failed": job.failed,
        "position": job.position,
        "attempts": job.attempts,
        "reason": job.reason,
        "undone_by": job.undone_by,
        "lease": job.lease,
        "leased_until": micros_or_none(job.leased_until),
    }


def _job(row: Row) -> Job:
    uid, business, user, door, operation, wish, scope, created_at = row[: len(_FIXED)]
    (
        next_at,
        state,
        started_at,
        ended_at,
        total,
        mark,
        done,
        failed,
        position,
        attempts,
        reason,
        undone_by,
        lease,
        leased_until,
    ) = row[len(_FIXED) :]
    return Job(
        uid,
        business,
        user,
        _DOORS[door],
        _OPERATIONS[operation],
        _WISH.decode(wish),
        from_micros(created_at),
        moment_or_none(next_at),
        scope=scope_from(scope),
        state=_STATES[state],
        started_at=moment_or_none(started_at),
        ended_at=moment_or_none(ended_at),
        total=total,
        mark=mark,
        done=done,
        failed=failed,
        position=position,
        attempts=attempts,
        reason=reason,
        undone_by=undone_by,
        lease=lease,
        leased_until=moment_or_none(leased_until),
    )


def _item_values(item: Item) -> dict[str, Value]:
    return {
        "position": item.position,
        "id": item.id,
        "kind": None if item.kind is None else item.kind.value,
        "number": item.number,
        "inside": item.inside,
        "state": item.state.value,
        "reason": item.reason,
        "before": None if item.before is None else object_to_json(item.before),
        "made": None if item.made is None else item.made.number,
        "made_uid": None if item.made is None else item.made.uid,
    }


def _item(row: Row) -> Item:
    position, id_, kind, number, inside, state, reason, before, made, made_uid = row
    return Item(
        position,
        id_,
        None if kind is None else _KINDS[kind],
        number,
        inside,
        _ITEM_STATES[state],
        reason,
        None if before is None else object_from_json(before),
        ref_or_none(made, made_uid),
    )
