"""The rows that say what hangs on what."""

from collections.abc import Collection, Sequence

from filebook.backends.sql.columns import words
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.file_columns import FILE_COLUMNS, file_from
from filebook.backends.sql.listing import seen
from filebook.backends.sql.statements import batches, in_list
from filebook.core.access import Sight
from filebook.core.files import Attachment, File, FileKind
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.library import IN_ROLES_LIMIT, Hanging

_KINDS = words(Kind)
_FILE_KINDS = words(FileKind)
NO_FILE = Number(0)
"""A number that no file has."""
_COLUMNS = "a.file, a.target, a.target_kind, a.position, a.role"
_WIDTH = _COLUMNS.count(",") + 1
_ON_TARGET = """
    a.business = :business AND a.target = :target
    AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL
"""


class SqlAttachments:
    """Implements the port `Attachments`. A place after the last is given a number when it is taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, attachment: Attachment) -> None:
        """Raises: Conflict("reference") if the file or the target does not exist."""
        if attachment.position is not None:
            self._make_room(business, attachment)
        self.put(business, attachment)

    def put(self, business: BusinessNumber, attachment: Attachment) -> None:
        """Raises: as `add`."""
        last = "SELECT COALESCE(MAX(position), -1) + 1 FROM attachments WHERE business = :business AND target = :target"
        position = f"({last})" if attachment.position is None else ":position"
        made = "SELECT COALESCE(MAX(made), 0) + 1 FROM attachments WHERE business = :business AND file = :file"
        self._connection.execute(
            f"""
            INSERT INTO attachments (business, file, target, target_kind, position, role, made)
            VALUES (:business, :file, :target, :target_kind, {position}, :role, ({made}))
            ON CONFLICT (business, file, target)
                DO UPDATE SET target_kind = excluded.target_kind, position = excluded.position, role = excluded.role
            """,
            {
                "business": business,
                "file": attachment.file,
                "target": attachment.target,
                "target_kind": attachment.target_kind.value,
                "position": attachment.position,
                "role": attachment.role,
            },
        )

    def _make_room(self, business: BusinessNumber, attachment: Attachment) -> None:
        """Move what hangs at the position, or after it, one further."""
        self._connection.execute(
            """
            UPDATE attachments SET position = position + 1
            WHERE business = :business AND target = :target AND file <> :file AND position >= :position
            """,
            {
                "business": business,
                "target": attachment.target,
                "file": attachment.file,
                "position": attachment.position,
            },
        )

    def remove(self, business: BusinessNumber, file: Number, target: Number) -> bool:
        removed = self._connection.execute(
            "DELETE FROM attachments WHERE business = :business AND file = :file AND target = :target",
            {"business": business, "file": file, "target": target},
        )
        return removed > 0

    def of_files(self, business: BusinessNumber, files: Sequence[Number]) -> dict[Number, tuple[Attachment, ...]]:
        found: dict[Number, tuple[Attachment, ...]] = {}
        for batch in batches(files):
            places, numbers = in_list("file", batch)
            rows = self._connection.rows(
                f"""
                SELECT file, target, target_kind, position, role FROM attachments
                WHERE business = :business AND file IN {places} ORDER BY file, made
                """,
                {"business": business, **numbers},
            )
            for attachment in map(attachment_from, rows):
                found[attachment.file] = (*found.get(attachment.file, ()), attachment)
        return found

    def in_roles(
        self, business: BusinessNumber, target: Number, *, roles: Collection[str], sight: Sight | None = None
    ) -> list[Attachment]:
        places, names = in_list("role", sorted(roles))
        in_sight, sight_params = ("1 = 1", {}) if sight is None else seen("f", sight)
        rows = self._connection.rows(
            f"""
            SELECT a.file, a.target, a.target_kind, a.position, a.role FROM attachments a CROSS JOIN files f
            WHERE a.business = :business AND a.target = :target AND a.role IN {places}
                AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
            ORDER BY a.position, a.file LIMIT :limit
            """,
            {"business": business, "target": target, "limit": IN_ROLES_LIMIT, **names, **sight_params},
        )
        return [attachment_from(row) for row in rows]

    def on_targets(
        self, business: BusinessNumber, targets: Sequence[Number], *, sight: Sight, limit: int
    ) -> list[Hanging]:
        order = "a.target, a.position, a.file"
        return self._seen(business, targets, by="target", order=order, sight=sight, limit=limit)

    def seen_of_files(
        self, business: BusinessNumber, files: Sequence[Number], *, sight: Sight, limit: int
    ) -> list[Hanging]:
        return self._seen(business, files, by="file", order="a.file, a.made", sight=sight, limit=limit)

    def of_target(self, business: BusinessNumber, target: Number, *, sight: Sight) -> list[Attachment]:
        in_sight, sight_params = seen("f", sight)
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS} FROM attachments a CROSS JOIN files f
            WHERE {_ON_TARGET} AND {in_sight} ORDER BY a.position, a.file
            """,
            {"business": business, "target": target, **sight_params},
        )
        return [attachment_from(row) for row in rows]

    def page(
        self, business: BusinessNumber, target: Number, *, sight: Sight, after: tuple[int, Number] | None, limit: int
    ) -> list[tuple[Attachment, File]]:
        in_sight, sight_params = seen("f", sight)
        position, file = after or (-1, NO_FILE)
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS}, {FILE_COLUMNS}
            FROM attachments a CROSS JOIN files f JOIN businesses b ON b.number = f.business
                LEFT JOIN versions v ON v.business = f.business AND v.file = f.number AND v.number = f.version
            WHERE {_ON_TARGET} AND (a.position, a.file) > (:position, :after) AND {in_sight}
            ORDER BY a.position, a.file LIMIT :limit
            """,
            {
                "business": business,
                "target": target,
                "position": position,
                "after": file,
                "limit": limit,
                **sight_params,
            },
        )
        return [(attachment_from(row[:_WIDTH]), file_from(row[_WIDTH:])) for row in rows]

    def in_roles_on(
        self, business: BusinessNumber, targets: Sequence[Number], *, roles: Collection[str], sight: Sight
    ) -> list[Attachment]:
        if not roles:
            return []
        any_role, names = in_list("role", sorted(roles))
        in_sight, sight_params = seen("f", sight)
        found: list[Attachment] = []
        for batch in batches(sorted(set(targets))):
            places, numbers = in_list("target", batch)
            rows = self._connection.rows(
                f"""
                SELECT {_COLUMNS} FROM attachments a CROSS JOIN files f
                WHERE a.business = :business AND a.target IN {places} AND a.role IN {any_role}
                    AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
                ORDER BY a.target, a.position, a.file
                """,
                {"business": business, **numbers, **names, **sight_params},
            )
            found += map(attachment_from, rows)
        return found

    def counts_on(self, business: BusinessNumber, targets: Sequence[Number], *, sight: Sight) -> dict[Number, int]:
        in_sight, sight_params = seen("f", sight)
        found: dict[Number, int] = {}
        for batch in batches(sorted(set(targets))):
            places, numbers = in_list("target", batch)
            rows = self._connection.rows(
                f"""
                SELECT a.target, COUNT(*) FROM attachments a CROSS JOIN files f
                WHERE a.business = :business AND a.target IN {places}
                    AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
                GROUP BY a.target
                """,
                {"business": business, **numbers, **sight_params},
            )
            found |= dict(rows)
        return found

    def has_category(
        self, business: BusinessNumber, target: Number, *, category: str, but: Number | None = None
    ) -> bool:
        return self._has(business, target, column="category", value=category, but=but)

    def has_document_attribute(
        self, business: BusinessNumber, target: Number, *, attribute: str, but: Number | None = None
    ) -> bool:
        return self._has(business, target, column="document_attribute", value=attribute, but=but)

    def of_category(self, business: BusinessNumber, target: Number, *, category: str) -> list[Number]:
        rows = self._connection.rows(
            _hanging("category") + " ORDER BY a.position, a.file",
            {"business": business, "target": target, "value": category, "but": NO_FILE},
        )
        return [number for (number,) in rows]

    def _seen(
        self, business: BusinessNumber, numbers: Sequence[Number], *, by: str, order: str, sight: Sight, limit: int
    ) -> list[Hanging]:
        in_sight, sight_params = seen("f", sight)
        found: list[Hanging] = []
        for batch in batches(sorted(set(numbers))):
            places, values = in_list("number", batch)
            rows = self._connection.rows(
                f"""
                SELECT a.file, a.target, a.target_kind, f.kind, f.category, v.width
                FROM attachments a CROSS JOIN files f
                    LEFT JOIN versions v ON v.business = f.business AND v.file = f.number AND v.number = f.version
                WHERE a.business = :business AND a.{by} IN {places}
                    AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND {in_sight}
                ORDER BY {order} LIMIT :limit
                """,
                {"business": business, "limit": limit - len(found), **sight_params, **values},
            )
            found += map(_hanging_from, rows)
        return found

    def _has(self, business: BusinessNumber, target: Number, *, column: str, value: str, but: Number | None) -> bool:
        row = self._connection.row(
            _hanging(column) + " LIMIT 1",
            {"business": business, "target": target, "value": value, "but": NO_FILE if but is None else but},
        )
        return row is not None


def attachment_from(row: Row) -> Attachment:
    """The attachment in its columns file, target, target_kind, position, role."""
    file, target, kind, position, role = row
    return Attachment(file=file, target=target, target_kind=_KINDS[kind], position=position, role=role)


def _hanging_from(row: Row) -> Hanging:
    file, target, target_kind, kind, category, width = row
    return Hanging(file, target, _KINDS[target_kind], _FILE_KINDS[kind], category, width is not None)


def _hanging(column: str) -> str:
    """The numbers of a target's untrashed files with a value in one column, all but one."""
    return f"""
        SELECT f.number FROM attachments a CROSS JOIN files f
        WHERE a.business = :business AND a.target = :target AND a.file <> :but
            AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND f.{column} = :value
    """
