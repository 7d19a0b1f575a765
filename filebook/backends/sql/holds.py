"""The rows that say what is held, and the conditions by which statements leave it alone."""

from collections.abc import Collection

from filebook.backends.sql.columns import from_micros, to_micros, words
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import batches, in_list
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.retention import HeldObject
from filebook.core.retention import Hold

_KINDS = words(Kind)
_COLUMNS = "h.business, h.number, h.reason, h.held_at, h.held_by, h.revision"

HELD = """
    held (number) AS (
        SELECT number FROM holds WHERE business = :business
        UNION SELECT number FROM held_along WHERE business = :business
    ),
    held_places (number) AS (
        SELECT number FROM held
        UNION SELECT d.number FROM held_places CROSS JOIN folders d
            WHERE d.business = :business AND d.parent = held_places.number
    )
"""
"""Behind WITH RECURSIVE: all that is held by itself, and the same with all folders that lie in it."""
FOLDER_IS_HELD = "d.number IN (SELECT number FROM held_places)"
"""Of the table `folders` d."""
FILE_IS_HELD = """(
    f.number IN (SELECT number FROM held)
    OR (f.folder IS NOT NULL AND f.folder IN (SELECT number FROM held_places))
    OR EXISTS (
        SELECT 1 FROM attachments a
        WHERE a.business = f.business AND a.file = f.number AND a.target IN (SELECT number FROM held)
    )
)"""
"""Of the table `files` f."""

_OVER = f"""
    WITH RECURSIVE line (number) AS (
        SELECT folder FROM files WHERE business = :business AND number = :number
        UNION SELECT parent FROM folders WHERE business = :business AND number = :number
        UNION SELECT d.parent FROM line JOIN folders d ON d.business = :business AND d.number = line.number
    ),
    places (number) AS (
        SELECT number FROM line WHERE number IS NOT NULL
        UNION SELECT target FROM attachments WHERE business = :business AND file = :number
        UNION SELECT number FROM objects WHERE business = :business AND number = :number
    )
    SELECT {_COLUMNS} FROM holds h WHERE h.business = :business AND (
        h.number IN (SELECT number FROM places)
        OR EXISTS (
            SELECT 1 FROM held_along o
            WHERE o.business = :business AND o.origin = h.number AND o.number IN (SELECT number FROM places)
        )
    ) ORDER BY h.number
"""


class SqlHolds:
    """Implements the port `Holds`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, hold: Hold) -> None:
        """Raises: Conflict("reference") if there is no such object."""
        self._connection.execute(
            """
            INSERT INTO holds (business, number, reason, held_at, held_by, revision)
            VALUES (:business, :number, :reason, :held_at, :held_by, :revision)
            ON CONFLICT (business, number) DO UPDATE SET reason = excluded.reason, revision = excluded.revision
            """,
            {
                "business": hold.business,
                "number": hold.number,
                "reason": hold.reason,
                "held_at": to_micros(hold.held_at),
                "held_by": hold.held_by,
                "revision": hold.revision,
            },
        )

    def lift(self, business: BusinessNumber, number: Number) -> bool:
        removed = self._connection.execute(
            "DELETE FROM holds WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )
        return removed > 0

    def get(self, business: BusinessNumber, number: Number) -> Hold | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM holds h WHERE h.business = :business AND h.number = :number",
            {"business": business, "number": number},
        )
        return None if row is None else _hold(row)

    def over(self, business: BusinessNumber, number: Number) -> list[Hold]:
        return list(map(_hold, self._connection.rows(_OVER, {"business": business, "number": number})))

    def carry(self, business: BusinessNumber, number: Number, *, origin: Number) -> None:
        self._connection.execute(
            """
            INSERT INTO held_along (business, number, origin) VALUES (:business, :number, :origin)
            ON CONFLICT DO NOTHING
            """,
            {"business": business, "number": number, "origin": origin},
        )

    def among(
        self, business: BusinessNumber, *, files: Collection[Number] = (), folders: Collection[Number] = ()
    ) -> set[Number]:
        found: set[Number] = set()
        for table, numbers, is_held in (
            ("files f", files, FILE_IS_HELD),
            ("folders d", folders, FOLDER_IS_HELD),
        ):
            name = table[-1]
            for batch in batches(sorted(numbers)):
                places, values = in_list("number", batch)
                rows = self._connection.rows(
                    f"""
                    WITH RECURSIVE {HELD}
                    SELECT {name}.number FROM {table}
                    WHERE {name}.business = :business AND {name}.number IN {places} AND {is_held}
                    """,
                    {"business": business, **values},
                )
                found |= {row[0] for row in rows}
        return found

    def page(
        self, business: BusinessNumber, *, kinds: Collection[Kind], after: Number | None, limit: int
    ) -> list[HeldObject]:
        any_kind, names = in_list("kind", sorted(kinds))
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS}, o.kind FROM holds h JOIN objects o ON o.business = h.business AND o.number = h.number
            WHERE h.business = :business AND h.number > :after AND o.kind IN {any_kind}
            ORDER BY h.number LIMIT :limit
            """,
            {"business": business, "after": after or 0, "limit": limit, **names},
        )
        return [HeldObject(_hold(row[:-1]), _KINDS[row[-1]]) for row in rows]


def _hold(row: Row) -> Hold:
    business, number, reason, held_at, held_by, revision = row
    return Hold(business, number, reason, from_micros(held_at), held_by, revision)
