"""The rows of temporary uploads. One is claimed by a single conditional UPDATE."""

from datetime import datetime

from filebook.backends.sql.columns import from_micros, to_micros, words
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.file_columns import segments_from_json, segments_to_json
from filebook.backends.sql.statements import insert
from filebook.core.errors import Conflict
from filebook.core.files import Upload, UploadId, UploadState
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.blobs import Segment

_STATES = words(UploadState)
_NAMES = (
    "id",
    "business",
    "user_number",
    "name",
    "state",
    "segments",
    "size_bytes",
    "created_at",
    "expires_at",
    "declared_size_bytes",
    "carried",
)
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("uploads", _NAMES)


class SqlUploads:
    """Implements the port `Uploads`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, upload: Upload) -> None:
        """Raises: Conflict("upload") if the id is taken."""
        added = self._connection.execute(
            _INSERT,
            {
                "id": upload.id,
                "business": upload.business,
                "user_number": upload.user,
                "name": upload.name,
                "state": upload.state.value,
                "segments": segments_to_json(upload.segments),
                "size_bytes": upload.size_bytes,
                "created_at": to_micros(upload.created_at),
                "expires_at": to_micros(upload.expires_at),
                "declared_size_bytes": upload.declared_size_bytes,
                "carried": upload.carried,
            },
        )
        if not added:
            raise Conflict("upload")

    def get(self, upload: UploadId, business: BusinessNumber, *, user: Number) -> Upload | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM uploads WHERE id = :id AND business = :business AND user_number = :user",
            {"id": upload, "business": business, "user": user},
        )
        return None if row is None else _upload(row)

    def append(self, upload: Upload, *, segments: tuple[Segment, ...], carried: str) -> bool:
        """What the given one carries counts as part of its length."""
        appended = self._connection.execute(
            """
            UPDATE uploads SET segments = :segments, size_bytes = :size_bytes, carried = :carried
            WHERE id = :id AND business = :business AND user_number = :user AND state = 'open'
                AND size_bytes = :known_size_bytes AND carried = :known_carried
            """,
            {
                "id": upload.id,
                "business": upload.business,
                "user": upload.user,
                "segments": segments_to_json(upload.segments + segments),
                "size_bytes": upload.size_bytes + sum(segment.size_bytes for segment in segments),
                "carried": carried,
                "known_size_bytes": upload.size_bytes,
                "known_carried": upload.carried,
            },
        )
        return appended > 0

    def claim(self, upload: UploadId, business: BusinessNumber, *, user: Number, now: datetime) -> Upload | None:
        row = self._connection.row(
            f"""
            UPDATE uploads SET state = 'consumed'
            WHERE id = :id AND business = :business AND user_number = :user AND state = 'open' AND expires_at > :now
            RETURNING {_COLUMNS}
            """,
            {"id": upload, "business": business, "user": user, "now": to_micros(now)},
        )
        return None if row is None else _upload(row)

    def expire(self, now: datetime, *, limit: int) -> list[Upload]:
        # The outer condition on the state is for PostgreSQL, which judges a row again that another node just marked.
        rows = self._connection.rows(
            f"""
            UPDATE uploads SET state = 'expired'
            WHERE state = 'open' AND id IN (
                SELECT id FROM uploads WHERE state = 'open' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
            )
            RETURNING {_COLUMNS}
            """,
            {"now": to_micros(now), "limit": limit},
        )
        return [_upload(row) for row in rows]

    def forget(self, before: datetime, *, limit: int) -> int:
        return self._connection.execute(
            """
            DELETE FROM uploads WHERE id IN (
                SELECT id FROM uploads WHERE state <> 'open' AND expires_at < :before ORDER BY expires_at LIMIT :limit
            )
            """,
            {"before": to_micros(before), "limit": limit},
        )

    def open_count(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT COUNT(*) FROM uploads WHERE business = :business AND state = 'open'", {"business": business}
        )
        return 0 if row is None else int(row[0])


def _upload(row: Row) -> Upload:
    identity, business, user, name, state, segments, size_bytes, created_at, expires_at, declared_size, carried = row
    return Upload(
        id=identity,
        business=business,
        user=user,
        name=name,
        state=_STATES[state],
        segments=segments_from_json(segments),
        size_bytes=size_bytes,
        created_at=from_micros(created_at),
        expires_at=from_micros(expires_at),
        declared_size_bytes=declared_size,
        carried=carried,
    )
