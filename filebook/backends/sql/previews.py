"""The rows that say which pictures were made smaller, to what size, and where the result lies."""

import msgspec

from filebook.backends.sql.columns import to_json
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import insert
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.blobs import Segment
from filebook.core.previews import Preview

_NAMES = ("file", "version", "width", "height", "media_type", "segment")
_INSERT = insert("previews", ("business", *_NAMES))
_SELECT = f"SELECT {', '.join(f'p.{name}' for name in _NAMES)} FROM previews p"
_SEGMENT = msgspec.json.Decoder(Segment)


class SqlPreviews:
    """Implements the port `Previews`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, preview: Preview) -> bool:
        added = self._connection.execute(
            _INSERT,
            {
                "business": business,
                "file": preview.file,
                "version": preview.version,
                "width": preview.width,
                "height": preview.height,
                "media_type": preview.media_type,
                "segment": None if preview.segment is None else to_json(preview.segment),
            },
        )
        return added > 0

    def of_version(self, business: BusinessNumber, file: Number, *, version: int) -> list[Preview]:
        rows = self._connection.rows(
            f"{_SELECT} WHERE p.business = :business AND p.file = :file AND p.version = :version "
            "ORDER BY p.width, p.height",
            {"business": business, "file": file, "version": version},
        )
        return [_preview(row) for row in rows]

    def remove(self, business: BusinessNumber, file: Number, *, but_version: int | None = None) -> list[Segment]:
        params = {"business": business, "file": file, "kept": 0 if but_version is None else but_version}
        chosen = "WHERE p.business = :business AND p.file = :file AND p.version <> :kept"
        removed = [_preview(row) for row in self._connection.rows(f"{_SELECT} {chosen}", params)]
        if removed:
            self._connection.execute(f"DELETE FROM previews AS p {chosen}", params)
        return [preview.segment for preview in removed if preview.segment is not None]


def _preview(row: Row) -> Preview:
    file, version, width, height, media_type, segment = row
    return Preview(file, version, width, height, media_type, None if segment is None else _SEGMENT.decode(segment))
