"""The rows of temporary uploads. One is claimed by a single conditional UPDATE."""

from datetime import datetime

from filebook.backends.sql.columns import from_micros, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.file_columns import segments_from_json, segments_to_json
from filebook.backends.sql.statements import beginning, insert
from filebook.core.errors import Conflict
from filebook.core.files import Upload, UploadForm, UploadId, UploadState
from filebook.core.ids import BusinessNumber, Number

_STATES = words(UploadState)
_FORMS = words(UploadForm)
_FIXED = ("id", "business", "user_number", "name", "created_at", "form", "declared_type", "metadata", "parts")
_MOVING = ("state", "segments", "size_bytes", "expires_at", "declared_size_bytes", "carried", "lease", "joined")
_NAMES = (*_FIXED, *_MOVING)
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("uploads", _NAMES)
_OWN = "id = :id AND business = :business AND user_number = :user_number"
_CHANGE = f"""
    UPDATE uploads SET {", ".join(f"{name} = :{name}" for name in _MOVING)}
    WHERE {_OWN} AND state = 'open'
        AND size_bytes = :known_size_bytes AND carried = :known_carried AND lease = :known_lease
"""


class SqlUploads:
    """Implements the port `Uploads`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, upload: Upload) -> None:
        """Raises: Conflict("upload") if the id is taken."""
        if not self._connection.execute(_INSERT, {**_identity(upload), **_fixed(upload), **_moving(upload)}):
            raise Conflict("upload")

    def get(self, upload: UploadId, business: BusinessNumber, *, user: Number) -> Upload | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM uploads WHERE {_OWN}",
            {"id": upload, "business": business, "user_number": user},
        )
        return None if row is None else _upload(row)

    def change(self, upload: Upload, *, to: Upload) -> bool:
        """What the given one carries counts as part of its length."""
        known: dict[str, Value] = {
            "known_size_bytes": upload.size_bytes,
            "known_carried": upload.carried,
            "known_lease": upload.lease,
        }
        return self._connection.execute(_CHANGE, {**_identity(upload), **_moving(to), **known}) > 0

    def take_over(self, upload: UploadId, business: BusinessNumber, *, user: Number, lease: str) -> Upload | None:
        row = self._connection.row(
            f"UPDATE uploads SET lease = :lease WHERE {_OWN} AND state = 'open' RETURNING {_COLUMNS}",
            {"id": upload, "business": business, "user_number": user, "lease": lease},
        )
        return None if row is None else _upload(row)

    def remove(self, upload: UploadId, business: BusinessNumber, *, user: Number) -> Upload | None:
        row = self._connection.row(
            f"DELETE FROM uploads WHERE {_OWN} AND state = 'open' RETURNING {_COLUMNS}",
            {"id": upload, "business": business, "user_number": user},
        )
        return None if row is None else _upload(row)

    def claim(self, upload: UploadId, business: BusinessNumber, *, user: Number, now: datetime) -> Upload | None:
        row = self._connection.row(
            f"""
            UPDATE uploads SET state = 'consumed' WHERE {_OWN} AND state = 'open' AND expires_at > :now
            RETURNING {_COLUMNS}
            """,
            {"id": upload, "business": business, "user_number": user, "now": to_micros(now)},
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

    def waiting(self, business: BusinessNumber, *, said: str) -> tuple[int, int]:
        row = self._connection.row(
            """
            SELECT COUNT(*), COALESCE(SUM(COALESCE(declared_size_bytes, size_bytes)), 0) FROM uploads
            WHERE business = :business AND state = 'open' AND metadata LIKE :beginning ESCAPE '!'
            """,
            {"business": business, "beginning": beginning(said)},
        )
        return (0, 0) if row is None else (int(row[0]), int(row[1]))


def _identity(upload: Upload) -> dict[str, Value]:
    return {"id": upload.id, "business": upload.business, "user_number": upload.user}


def _fixed(upload: Upload) -> dict[str, Value]:
    """What an upload keeps from its beginning, besides its identity."""
    return {
        "name": upload.name,
        "created_at": to_micros(upload.created_at),
        "form": upload.form.value,
        "declared_type": upload.declared_type,
        "metadata": upload.metadata,
        "parts": " ".join(upload.parts),
    }


def _moving(upload: Upload) -> dict[str, Value]:
    """What changes while an upload arrives and is used."""
    return {
        "state": upload.state.value,
        "segments": segments_to_json(upload.segments),
        "size_bytes": upload.size_bytes,
        "expires_at": to_micros(upload.expires_at),
        "declared_size_bytes": upload.declared_size_bytes,
        "carried": upload.carried,
        "lease": upload.lease,
        "joined": upload.joined,
    }


def _upload(row: Row) -> Upload:
    identity, business, user, name, created_at, form, declared_type, metadata, parts, *moving = row
    state, segments, size_bytes, expires_at, declared_size_bytes, carried, lease, joined = moving
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
        declared_size_bytes=declared_size_bytes,
        carried=carried,
        form=_FORMS[form],
        declared_type=declared_type,
        metadata=metadata,
        lease=lease,
        parts=tuple(UploadId(part) for part in parts.split()),
        joined=joined,
    )
