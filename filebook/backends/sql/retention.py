"""What is due to go for good, read from the rows by rules; nothing that is held is among it."""

from collections.abc import Sequence
from datetime import datetime

from filebook.backends.sql.columns import from_micros, to_micros
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.file_columns import VERSION_COLUMNS, version_from
from filebook.backends.sql.holds import FILE_IS_HELD, FOLDER_IS_HELD, HELD
from filebook.backends.sql.statements import batches, in_list
from filebook.core.files import Version
from filebook.core.ids import BusinessNumber, Number, Ref
from filebook.core.ports.retention import DueRow

_FIRST = (-(2**62), 0)
"""The place before all others."""

_FILES = f"""
    WITH RECURSIVE {HELD}
    SELECT f.number, f.uid, f.name, f.trashed_at, f.trashed_at, f.number FROM files f
    WHERE f.business = :business AND f.trashed_at < :before
        AND (f.trashed_at, f.number) > (:first, :second) AND NOT {FILE_IS_HELD}
    ORDER BY f.trashed_at, f.number LIMIT :limit
"""
_VERSIONS = f"""
    WITH RECURSIVE {HELD}
    SELECT f.number, f.uid, f.name, v.replaced_at, v.file, v.number
    FROM versions v CROSS JOIN files f
    WHERE v.business = :business AND v.replaced_at IS NOT NULL AND v.replaced_at < :before
        AND (v.file, v.number) > (:first, :second)
        AND f.business = :business AND f.number = v.file AND f.trashed_at IS NULL
        AND (:kept = 0 OR EXISTS (
            SELECT 1 FROM versions n WHERE n.business = :business AND n.file = v.file AND n.number > v.number
            LIMIT 1 OFFSET :passed_over
        ))
        AND NOT {FILE_IS_HELD}
    ORDER BY v.file, v.number LIMIT :limit
"""
# The plus sign keeps SQLite from going through all that is in the trash for each folder of the tree.
_FOLDERS = f"""
    WITH RECURSIVE {HELD},
    candidate (number, parent) AS (
        SELECT d.number, d.parent FROM folders d
        WHERE d.business = :business AND d.trashed_at < :before AND NOT {FOLDER_IS_HELD}
    ),
    kept (number) AS (
        SELECT c.number FROM candidate c
        WHERE EXISTS (
            SELECT 1 FROM files f WHERE f.business = :business AND f.folder = c.number
                AND (f.trashed_at IS NULL OR f.trashed_at >= :before OR {FILE_IS_HELD})
        ) OR EXISTS (
            SELECT 1 FROM folders d WHERE d.business = :business AND d.parent = c.number
                AND (d.trashed_at IS NULL OR d.trashed_at >= :before OR {FOLDER_IS_HELD})
        )
        UNION SELECT d.parent FROM kept CROSS JOIN folders d
            WHERE d.business = :business AND d.number = kept.number AND d.parent IS NOT NULL
    ),
    tree (number, depth) AS (
        SELECT number, 0 FROM candidate WHERE parent IS NULL OR parent NOT IN (SELECT number FROM candidate)
        UNION ALL SELECT d.number, tree.depth + 1 FROM tree CROSS JOIN folders d
            WHERE d.business = :business AND d.parent = tree.number AND +d.trashed_at < :before AND NOT {FOLDER_IS_HELD}
    )
    SELECT d.number, d.uid, d.name, d.trashed_at, -tree.depth, d.number
    FROM tree CROSS JOIN folders d
    WHERE d.business = :business AND d.number = tree.number AND tree.number NOT IN (SELECT number FROM kept)
        AND (-tree.depth, d.number) > (:first, :second)
    ORDER BY -tree.depth, d.number LIMIT :limit
"""


class SqlRetention:
    """Implements the port `Retention`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def files(
        self, business: BusinessNumber, *, trashed_before: datetime, after: tuple[int, int] | None, limit: int
    ) -> list[DueRow]:
        rows = self._rows(_FILES, business, before=trashed_before, after=after, limit=limit)
        return [_due(row) for row in rows]

    def versions(
        self,
        business: BusinessNumber,
        *,
        replaced_before: datetime,
        kept: int,
        after: tuple[int, int] | None,
        limit: int,
    ) -> list[DueRow]:
        told = {"kept": kept, "passed_over": max(0, kept - 1)}
        rows = self._rows(_VERSIONS, business, before=replaced_before, after=after, limit=limit, **told)
        return [_due(row, version=row[5]) for row in rows]

    def folders(
        self, business: BusinessNumber, *, trashed_before: datetime, after: tuple[int, int] | None, limit: int
    ) -> list[DueRow]:
        rows = self._rows(_FOLDERS, business, before=trashed_before, after=after, limit=limit)
        return [_due(row) for row in rows]

    def versions_of(self, business: BusinessNumber, files: Sequence[Number]) -> dict[Number, list[Version]]:
        found: dict[Number, list[Version]] = {number: [] for number in files}
        for batch in batches(sorted(found)):
            places, numbers = in_list("file", batch)
            rows = self._connection.rows(
                f"""
                SELECT v.file, {VERSION_COLUMNS} FROM versions v
                WHERE v.business = :business AND v.file IN {places} ORDER BY v.file, v.number
                """,
                {"business": business, **numbers},
            )
            for row in rows:
                found[row[0]].append(version_from(row[1:]))
        return found

    def _rows(
        self,
        sql: str,
        business: BusinessNumber,
        *,
        before: datetime,
        after: tuple[int, int] | None,
        limit: int,
        **told: int,
    ) -> list[Row]:
        first, second = _FIRST if after is None else after
        place = {"first": first, "second": second}
        return self._connection.rows(
            sql, {"business": business, "before": to_micros(before), "limit": limit, **place, **told}
        )


def _due(row: Row, *, version: int | None = None) -> DueRow:
    number, uid, name, since, *place = row
    return DueRow(Ref(number, uid), name, from_micros(since), (place[0], place[1]), version)
