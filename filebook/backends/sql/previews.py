"""The rows that say what was made of versions of files, such as pictures of their pages, and where the results lie."""

from datetime import datetime

import msgspec

from filebook.backends.sql.columns import from_micros, to_json, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.blobs import Segment
from filebook.core.previews import Look, Making, Preview

_KEY = ("file", "version", "making", "page", "width", "height", "form")
_NAMES = (*_KEY, "media_type", "segment", "used_at", "page_count", "reason")
_INSERT = insert("previews", ("business", *_NAMES, "size_bytes"))
_SELECT = f"SELECT {', '.join(f'p.{name}' for name in _NAMES)} FROM previews p"
_ONE = " AND ".join(f"{name} = :{name}" for name in ("business", *_KEY))
_SEGMENT = msgspec.json.Decoder(Segment)
_MAKINGS = words(Making)


class SqlPreviews:
    """Implements the port `Previews`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, preview: Preview) -> bool:
        segment = preview.segment
        told: dict[str, Value] = {
            "media_type": preview.media_type,
            "segment": None if segment is None else to_json(segment),
            "size_bytes": 0 if segment is None else segment.size_bytes,
            "used_at": to_micros(preview.used_at),
            "page_count": preview.page_count,
            "reason": preview.reason,
        }
        return self._connection.execute(_INSERT, _key(business, preview) | told) > 0

    def of_version(self, business: BusinessNumber, file: Number, *, version: int) -> list[Preview]:
        return self._found(
            "WHERE p.business = :business AND p.file = :file AND p.version = :version "
            "ORDER BY p.making, p.page, p.width, p.height, p.form",
            {"business": business, "file": file, "version": version},
        )

    def remove(self, business: BusinessNumber, file: Number, *, but_version: int | None = None) -> list[Segment]:
        params: dict[str, Value] = {
            "business": business,
            "file": file,
            "kept": 0 if but_version is None else but_version,
        }
        chosen = "WHERE p.business = :business AND p.file = :file AND p.version <> :kept"
        removed = self._found(chosen, params)
        if removed:
            self._connection.execute(f"DELETE FROM previews AS p {chosen}", params)
        return [preview.segment for preview in removed if preview.segment is not None]

    def remove_one(self, business: BusinessNumber, preview: Preview) -> bool:
        return self._connection.execute(f"DELETE FROM previews WHERE {_ONE}", _key(business, preview)) > 0

    def use(self, business: BusinessNumber, preview: Preview, *, at: datetime) -> None:
        self._connection.execute(
            f"UPDATE previews SET used_at = :at WHERE {_ONE}", {**_key(business, preview), "at": to_micros(at)}
        )

    def oldest(self, business: BusinessNumber, *, limit: int) -> list[Preview]:
        return self._found(
            "WHERE p.business = :business ORDER BY p.used_at, p.size_bytes LIMIT :limit",
            {"business": business, "limit": limit},
        )

    def outdated(self, business: BusinessNumber, *, limit: int) -> list[Preview]:
        return self._found(
            "JOIN files f ON f.business = p.business AND f.number = p.file "
            "WHERE p.business = :business AND p.version <> f.version LIMIT :limit",
            {"business": business, "limit": limit},
        )

    def failed(self, business: BusinessNumber, *, reason: str, before: datetime, limit: int) -> list[Preview]:
        return self._found(
            "WHERE p.business = :business AND p.reason <> '' AND p.reason = :reason AND p.used_at < :before "
            "LIMIT :limit",
            {"business": business, "reason": reason, "before": to_micros(before), "limit": limit},
        )

    def stored_bytes(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT COALESCE(SUM(size_bytes), 0) FROM previews WHERE business = :business", {"business": business}
        )
        return 0 if row is None else int(row[0])

    def _found(self, rest: str, params: dict[str, Value]) -> list[Preview]:
        return [_preview(row) for row in self._connection.rows(f"{_SELECT} {rest}", params)]


def _key(business: BusinessNumber, preview: Preview) -> dict[str, Value]:
    look = preview.look
    return {
        "business": business,
        "file": preview.file,
        "version": preview.version,
        "making": look.making.value,
        "page": look.page,
        "width": look.width,
        "height": look.height,
        "form": look.form,
    }


def _preview(row: Row) -> Preview:
    file, version, making, page, width, height, form, media_type, segment, used_at, page_count, reason = row
    return Preview(
        file,
        version,
        Look(width, height, page, _MAKINGS[making], form),
        media_type,
        None if segment is None else _SEGMENT.decode(segment),
        from_micros(used_at),
        page_count,
        reason,
    )
