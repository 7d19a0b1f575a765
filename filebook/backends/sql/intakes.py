"""The rows of request links and of what arrived through them."""

from datetime import datetime

import msgspec

from filebook.backends.sql.columns import (
    from_micros,
    micros_or_none,
    moment_or_none,
    texts_from_json,
    to_json,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.ids import BusinessNumber, Kind, Number, Ref
from filebook.core.intake import Arrival, Expected, Intake
from filebook.core.ports.intakes import IntakeFilter
from filebook.core.scopes import scope_from, scope_text

_KINDS = words(Kind)
_EXPECTED = msgspec.json.Decoder(tuple[Expected, ...])
_FIXED = ("business", "number", "uid", "token_sha256", "kind", "into_number", "into_uid", "maker", "scope")
_SAID = (
    "name",
    "message",
    "sender",
    "password_hash",
    "expected",
    "media_types",
    "size_limit_bytes",
    "file_limit",
    "total_limit_bytes",
    "due_at",
    "closes_when_due",
    "expires_at",
    "revoked_at",
)
_COUNTED = ("file_count", "total_bytes", "created_at", "last_used_at")
_ARRIVAL_NAMES = ("position", "at", "visitor", "address", "file", "file_uid", "file_name", "size_bytes", "role")
_INSERT = insert("intakes", (*_FIXED, *_SAID, *_COUNTED, "within", "next_position"))
_INSERT_ARRIVAL = insert("intake_arrivals", ("business", "intake", *_ARRIVAL_NAMES))
_SELECT = f"SELECT {', '.join((*_FIXED, *_SAID, *_COUNTED))} FROM intakes"
_SELECT_ARRIVALS = (
    f"SELECT {', '.join(_ARRIVAL_NAMES)} FROM intake_arrivals WHERE business = :business AND intake = :intake"
)
_IS_THIS = "business = :business AND number = :number"
_UPDATE = f"UPDATE intakes SET {', '.join(f'{name} = :{name}' for name in _SAID)} WHERE {_IS_THIS}"


class SqlIntakes:
    """Implements the port `Intakes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, intake: Intake) -> None:
        self._connection.execute(_INSERT, {**_values(intake), "within": intake.scope.folder, "next_position": 1})

    def get(self, business: BusinessNumber, number: Number) -> Intake | None:
        return self._one(f"{_SELECT} WHERE {_IS_THIS}", {"business": business, "number": number})

    def by_token(self, token_sha256: str) -> Intake | None:
        return self._one(f"{_SELECT} WHERE token_sha256 = :token", {"token": token_sha256})

    def page(self, business: BusinessNumber, where: IntakeFilter, *, before: Number | None, limit: int) -> list[Intake]:
        conditions, params = _conditions(business, where)
        if before is not None:
            conditions += " AND number < :before"
            params["before"] = before
        rows = self._connection.rows(
            f"{_SELECT} WHERE {conditions} ORDER BY number DESC LIMIT :limit", {**params, "limit": limit}
        )
        return [_intake(row) for row in rows]

    def count(self, business: BusinessNumber, where: IntakeFilter) -> int:
        conditions, params = _conditions(business, where)
        row = self._connection.row(f"SELECT COUNT(*) FROM intakes WHERE {conditions}", params)
        return 0 if row is None else int(row[0])

    def update(self, intake: Intake) -> None:
        values = _values(intake)
        self._connection.execute(_UPDATE, {name: values[name] for name in ("business", "number", *_SAID)})

    def remove(self, intake: Intake) -> None:
        key: dict[str, Value] = {"business": intake.business, "number": intake.number}
        self._connection.execute(f"DELETE FROM intakes WHERE {_IS_THIS}", key)

    def note_arrival(self, intake: Intake, arrival: Arrival) -> None:
        row = self._connection.row(
            f"""
            UPDATE intakes SET next_position = next_position + 1, file_count = file_count + 1,
                total_bytes = total_bytes + :size_bytes, last_used_at = :at
            WHERE {_IS_THIS} RETURNING next_position - 1
            """,
            {
                "business": intake.business,
                "number": intake.number,
                "size_bytes": arrival.size_bytes,
                "at": to_micros(arrival.at),
            },
        )
        if row is not None:
            values = {**_arrival_values(arrival), "position": row[0]}
            self._connection.execute(_INSERT_ARRIVAL, {**_key(intake), **values})

    def arrivals(
        self, intake: Intake, *, visitor: str | None = None, before: int | None = None, limit: int
    ) -> list[Arrival]:
        params = {**_key(intake), "limit": limit}
        text = ""
        if visitor is not None:
            text += " AND visitor = :visitor"
            params["visitor"] = visitor
        if before is not None:
            text += " AND position < :before"
            params["before"] = before
        rows = self._connection.rows(f"{_SELECT_ARRIVALS}{text} ORDER BY position DESC LIMIT :limit", params)
        return [_arrival(row) for row in rows]

    def roles(self, intake: Intake) -> frozenset[str]:
        rows = self._connection.rows(
            "SELECT DISTINCT role FROM intake_arrivals WHERE business = :business AND intake = :intake", _key(intake)
        )
        return frozenset(row[0] for row in rows)

    def forget_arrivals(self, *, before: datetime, limit: int) -> int:
        rows = self._connection.rows(
            "SELECT business, intake, position FROM intake_arrivals WHERE at < :before ORDER BY at LIMIT :limit",
            {"before": to_micros(before), "limit": limit},
        )
        for business, intake, position in rows:
            self._connection.execute(
                "DELETE FROM intake_arrivals WHERE business = :business AND intake = :intake AND position = :position",
                {"business": business, "intake": intake, "position": position},
            )
        return len(rows)

    def _one(self, select: str, params: dict[str, Value]) -> Intake | None:
        row = self._connection.row(select, params)
        return None if row is None else _intake(row)


def _conditions(business: BusinessNumber, where: IntakeFilter) -> tuple[str, dict[str, Value]]:
    params: dict[str, Value] = {"business": business}
    text = "business = :business"
    for column, value in (("maker", where.maker), ("within", where.within), ("into_number", where.into)):
        if value is not None:
            text += f" AND {column} = :{column}"
            params[column] = value
    if where.open_at is not None:
        text += " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :open_at)"
        params["open_at"] = to_micros(where.open_at)
    return text, params


def _key(intake: Intake) -> dict[str, Value]:
    return {"business": intake.business, "intake": intake.number}


def _values(intake: Intake) -> dict[str, Value]:
    return {
        "business": intake.business,
        "number": intake.number,
        "uid": intake.uid,
        "token_sha256": intake.token_sha256,
        "kind": intake.kind.value,
        "into_number": intake.into.number,
        "into_uid": intake.into.uid,
        "maker": intake.maker,
        "scope": scope_text(intake.scope),
        "name": intake.name,
        "message": intake.message,
        "sender": intake.sender,
        "password_hash": intake.password_hash,
        "expected": to_json(intake.expected),
        "media_types": to_json(intake.media_types),
        "size_limit_bytes": intake.size_limit_bytes,
        "file_limit": intake.file_count_limit,
        "total_limit_bytes": intake.total_limit_bytes,
        "due_at": micros_or_none(intake.due_at),
        "closes_when_due": int(intake.closes_when_due),
        "expires_at": micros_or_none(intake.expires_at),
        "revoked_at": micros_or_none(intake.revoked_at),
        "file_count": intake.file_count,
        "total_bytes": intake.total_bytes,
        "created_at": to_micros(intake.created_at),
        "last_used_at": micros_or_none(intake.last_used_at),
    }


def _intake(row: Row) -> Intake:
    told = dict(zip((*_FIXED, *_SAID, *_COUNTED), row, strict=True))
    for name in ("due_at", "expires_at", "revoked_at", "last_used_at"):
        told[name] = moment_or_none(told[name])
    told["created_at"] = from_micros(told["created_at"])
    told["scope"] = scope_from(told["scope"])
    told["kind"] = _KINDS[told["kind"]]
    told["expected"] = _EXPECTED.decode(told["expected"])
    told["media_types"] = texts_from_json(told["media_types"])
    told["closes_when_due"] = bool(told["closes_when_due"])
    into, limit = Ref(told.pop("into_number"), told.pop("into_uid")), told.pop("file_limit")
    return Intake(**told, into=into, file_count_limit=limit)


def _arrival_values(arrival: Arrival) -> dict[str, Value]:
    return {
        "at": to_micros(arrival.at),
        "visitor": arrival.visitor,
        "address": arrival.address,
        "file": arrival.file.number,
        "file_uid": arrival.file.uid,
        "file_name": arrival.file_name,
        "size_bytes": arrival.size_bytes,
        "role": arrival.role,
    }


def _arrival(row: Row) -> Arrival:
    position, at, visitor, address, file, file_uid, file_name, size_bytes, role = row
    return Arrival(
        at=from_micros(at),
        visitor=visitor,
        address=address,
        file=Ref(file, file_uid),
        file_name=file_name,
        size_bytes=size_bytes,
        role=role,
        position=position,
    )
