"""The rows that say what hangs on what."""

from collections.abc import Sequence

from filebook.backends.sql.columns import words
from filebook.backends.sql.connection import Connection
from filebook.backends.sql.statements import batches, in_list
from filebook.core.files import Attachment
from filebook.core.ids import BusinessNumber, Kind, Number

_KINDS = words(Kind)


class SqlAttachments:
    """Implements the port `Attachments`. A place after the last is given a number when it is taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, attachment: Attachment) -> None:
        """Raises: Conflict("reference") if the file or the target does not exist."""
        if attachment.position is not None:
            self._make_room(business, attachment)
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
            for file, target, kind, position, role in rows:
                attachment = Attachment(
                    file=file,
                    target=target,
                    target_kind=_KINDS[kind],
                    position=position,
                    role=role,
                )
                found[attachment.file] = (*found.get(attachment.file, ()), attachment)
        return found

    def has_category(self, business: BusinessNumber, target: Number, *, category: str) -> bool:
        return self._has(business, target, column="category", value=category)

    def has_document_attribute(self, business: BusinessNumber, target: Number, *, attribute: str) -> bool:
        """Whether an untrashed file with this document attribute hangs on the target."""
        return self._has(business, target, column="document_attribute", value=attribute)

    def _has(self, business: BusinessNumber, target: Number, *, column: str, value: str) -> bool:
        row = self._connection.row(
            f"""
            SELECT f.number FROM attachments a CROSS JOIN files f
            WHERE a.business = :business AND a.target = :target
                AND f.business = :business AND f.number = a.file AND f.trashed_at IS NULL AND f.{column} = :value
            LIMIT 1
            """,
            {"business": business, "target": target, "value": value},
        )
        return row is not None
