"""The rows of records."""

from collections.abc import Sequence

from filebook.backends.sql.columns import (
    folded,
    from_micros,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.search_index import add_words, set_words
from filebook.backends.sql.statements import batches, containing, in_list, insert, update
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.book import RecordFilter, RecordMark, RecordOrder
from filebook.core.records import Record

_KINDS = words(Kind)
_NAMES = ("business", "number", "uid", "kind", "label", "created_at", "modified_at", "fields", "trashed_at")
_COLUMNS = ", ".join(_NAMES)
_WRITTEN = (*_NAMES, "label_folded")
_INSERT = insert("records", _WRITTEN)
_UPDATE = update("records", _WRITTEN)
_SORTED_BY = {RecordOrder.NUMBER: "number", RecordOrder.LABEL: "label_folded", RecordOrder.MODIFIED: "modified_at"}


class SqlRecords:
    """Implements the port `Records`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: Record) -> None:
        """Raises: Conflict("record") if its number has one."""
        if not self._connection.execute(_INSERT, _params(record)):
            raise Conflict("record")
        add_words(self._connection, record)

    def update(self, record: Record) -> None:
        """Raises: NotFound("record")."""
        if not self._connection.execute(_UPDATE, _params(record)):
            raise NotFound("record", record.number)
        set_words(self._connection, record)

    def get(self, business: BusinessNumber, number: Number) -> Record | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM records WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )
        return None if row is None else _record(row)

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Record]:
        found: dict[Number, Record] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            sql = f"SELECT {_COLUMNS} FROM records WHERE business = :business AND number IN {places}"
            records = map(_record, self._connection.rows(sql, {"business": business, **values}))
            found |= {record.number: record for record in records}
        return found

    def page(
        self, business: BusinessNumber, kind: Kind, *, after: Number | None, limit: int, with_trashed: bool = False
    ) -> list[Record]:
        live = "" if with_trashed else "AND trashed_at IS NULL"
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS} FROM records
            WHERE business = :business AND kind = :kind {live} AND number > :after
            ORDER BY number LIMIT :limit
            """,
            {"business": business, "kind": kind.value, "after": after or 0, "limit": limit},
        )
        return [_record(row) for row in rows]

    def listing(
        self,
        business: BusinessNumber,
        kind: Kind,
        *,
        where: RecordFilter,
        order: RecordOrder = RecordOrder.NUMBER,
        descending: bool = False,
        after: RecordMark | None = None,
        limit: int,
    ) -> list[Record]:
        conditions, params = _listed(business, kind, where)
        column, direction = _SORTED_BY[order], "DESC" if descending else "ASC"
        if after is not None:
            conditions += f" AND ({column}, number) {'<' if descending else '>'} (:mark, :mark_number)"
            params |= {"mark": after.value, "mark_number": after.number}
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS} FROM records WHERE {conditions}
            ORDER BY {column} {direction}, number {direction} LIMIT :limit
            """,
            {**params, "limit": limit},
        )
        return [_record(row) for row in rows]

    def total(self, business: BusinessNumber, kind: Kind, *, where: RecordFilter) -> int:
        conditions, params = _listed(business, kind, where)
        row = self._connection.row(f"SELECT COUNT(*) FROM records WHERE {conditions}", params)
        return 0 if row is None else int(row[0])

    def mark(self, record: Record, order: RecordOrder) -> RecordMark:
        values: dict[RecordOrder, str | int] = {
            RecordOrder.NUMBER: record.number,
            RecordOrder.LABEL: folded(record.label),
            RecordOrder.MODIFIED: to_micros(record.modified_at),
        }
        return RecordMark(values[order], record.number)

    def count(self, business: BusinessNumber, kind: Kind) -> int:
        """How many untrashed ones there are."""
        row = self._connection.row(
            "SELECT COUNT(*) FROM records WHERE business = :business AND kind = :kind AND trashed_at IS NULL",
            {"business": business, "kind": kind.value},
        )
        return 0 if row is None else int(row[0])


def _listed(business: BusinessNumber, kind: Kind, where: RecordFilter) -> tuple[str, dict[str, Value]]:
    """The condition that a record belongs to a list."""
    conditions = ["business = :business", "kind = :kind", f"trashed_at IS {'NOT NULL' if where.trashed else 'NULL'}"]
    params: dict[str, Value] = {"business": business, "kind": kind.value}
    if where.containing:
        conditions.append("label_folded LIKE :containing ESCAPE '!'")
        params["containing"] = containing(where.containing)
    return " AND ".join(conditions), params


def _params(record: Record) -> dict[str, Value]:
    return {
        "business": record.business,
        "number": record.number,
        "uid": record.uid,
        "kind": record.kind.value,
        "label": record.label,
        "label_folded": folded(record.label),
        "created_at": to_micros(record.created_at),
        "modified_at": to_micros(record.modified_at),
        "fields": object_to_json(record.fields),
        "trashed_at": micros_or_none(record.trashed_at),
    }


def _record(row: Row) -> Record:
    business, number, uid, kind, label, created_at, modified_at, fields, trashed_at = row
    return Record(
        business=business,
        number=number,
        uid=uid,
        kind=_KINDS[kind],
        label=label,
        created_at=from_micros(created_at),
        modified_at=from_micros(modified_at),
        fields=object_from_json(fields),
        trashed_at=moment_or_none(trashed_at),
    )
