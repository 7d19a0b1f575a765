"""The rows that say which blobs are referred to, and how many bytes a business stores."""

from collections.abc import Iterable, Sequence

from filebook.backends.sql.connection import Connection
from filebook.backends.sql.statements import batches, in_list
from filebook.core.ids import BusinessNumber
from filebook.core.ports.blobs import BlobKey, Segment


class SqlBlobsInUse:
    """Implements the port `BlobsInUse`. Keeping or releasing a blob twice counts once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, business: BusinessNumber, segments: Iterable[Segment]) -> None:
        added_bytes = 0
        for segment in segments:
            added = self._connection.execute(
                """
                INSERT INTO blobs (key, business, size_bytes, sha256)
                VALUES (:key, :business, :size_bytes, :sha256) ON CONFLICT DO NOTHING
                """,
                {
                    "key": segment.key,
                    "business": business,
                    "size_bytes": segment.size_bytes,
                    "sha256": segment.sha256,
                },
            )
            added_bytes += segment.size_bytes * added
        self._add_stored(business, added_bytes)

    def release(self, business: BusinessNumber, segments: Iterable[Segment]) -> None:
        removed_bytes = 0
        for segment in segments:
            removed = self._connection.execute(
                "DELETE FROM blobs WHERE key = :key AND business = :business",
                {"key": segment.key, "business": business},
            )
            removed_bytes += segment.size_bytes * removed
        self._add_stored(business, -removed_bytes)

    def known(self, keys: Sequence[BlobKey]) -> frozenset[BlobKey]:
        found: set[BlobKey] = set()
        for batch in batches(keys):
            places, values = in_list("key", batch)
            rows = self._connection.rows(f"SELECT key FROM blobs WHERE key IN {places}", values)
            found |= {row[0] for row in rows}
        return frozenset(found)

    def stored_bytes(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT stored_bytes FROM counters WHERE business = :business", {"business": business}
        )
        return 0 if row is None else int(row[0])

    def page(self, *, after: BlobKey | None, limit: int) -> list[tuple[BusinessNumber, Segment]]:
        rows = self._connection.rows(
            "SELECT business, key, size_bytes, sha256 FROM blobs WHERE key > :after ORDER BY key LIMIT :limit",
            {"after": after or "", "limit": limit},
        )
        return [(business, Segment(key, size_bytes, sha256)) for business, key, size_bytes, sha256 in rows]

    def _add_stored(self, business: BusinessNumber, size_bytes: int) -> None:
        if size_bytes:
            self._connection.execute(
                "UPDATE counters SET stored_bytes = stored_bytes + :size_bytes WHERE business = :business",
                {"business": business, "size_bytes": size_bytes},
            )
