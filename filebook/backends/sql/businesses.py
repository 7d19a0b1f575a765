"""The rows of businesses, and the counters each of them has."""

from filebook.backends.sql.columns import (
    folded,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    words_from_json,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.businesses import Business, Limits, Usage
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, short_of

LINEAGE_LIMIT = 32
"""Ancestors looked at, at most."""

_NAMES = (
    "number",
    "uid",
    "name",
    "tenant",
    "zone",
    "language",
    "parent",
    "profiles",
    "file_size_limit",
    "total_limit",
    "open_upload_limit",
    "settings",
    "created_at",
    "revision",
)
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("businesses", (*_NAMES, "short", "tenant_folded"))


class SqlBusinesses:
    """Implements the port `Businesses`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self) -> BusinessNumber:
        row = self._connection.row(
            "UPDATE installation SET next_business = next_business + 1 RETURNING next_business - 1"
        )
        if row is None:
            raise NotFound("installation")
        return BusinessNumber(row[0])

    def add(self, business: Business) -> None:
        """Raises: Conflict("tenant"), Conflict("business") if its number or uid is taken."""
        self._require_free_tenant(business)
        if not self._connection.execute(_INSERT, _params(business)):
            raise Conflict("business")
        number = {"number": business.number}
        self._connection.execute("INSERT INTO counters VALUES (:number, 1, 1, 0)", number)
        self._connection.execute(
            "UPDATE installation SET next_business = :number + 1 WHERE next_business <= :number", number
        )

    def update(self, business: Business) -> None:
        """Raises: NotFound("business"), Conflict("tenant")."""
        self._require_free_tenant(business)
        changed = self._connection.execute(
            """
            UPDATE businesses SET name = :name, tenant = :tenant, tenant_folded = :tenant_folded, zone = :zone,
                language = :language, parent = :parent, profiles = :profiles, file_size_limit = :file_size_limit,
                total_limit = :total_limit, open_upload_limit = :open_upload_limit, settings = :settings,
                revision = :revision
            WHERE number = :number
            """,
            _params(business),
        )
        if not changed:
            raise NotFound("business", business.number)

    def get(self, number: BusinessNumber) -> Business | None:
        return self._one("number = :value", number)

    def by_tenant(self, tenant: str) -> Business | None:
        return self._one("tenant_folded = :value", folded(tenant))

    def by_short(self, short: str) -> Business | None:
        return self._one("short = :value", short)

    def lineage(self, number: BusinessNumber) -> tuple[BusinessNumber, ...]:
        rows = self._connection.rows(
            """
            WITH RECURSIVE line (number, parent, depth) AS (
                SELECT number, parent, 0 FROM businesses WHERE number = :number
                UNION ALL
                SELECT above.number, above.parent, line.depth + 1
                FROM line JOIN businesses above ON above.number = line.parent
                WHERE line.depth < :limit
            )
            SELECT number FROM line ORDER BY depth
            """,
            {"number": number, "limit": LINEAGE_LIMIT},
        )
        line = dict.fromkeys(row[0] for row in rows)
        line.pop(number, None)
        return tuple(line)

    def all(self) -> list[Business]:
        return [_business(row) for row in self._connection.rows(f"SELECT {_COLUMNS} FROM businesses ORDER BY number")]

    def usage(self, number: BusinessNumber) -> Usage:
        row = self._connection.row(
            """
            SELECT
                (SELECT stored_bytes FROM counters WHERE business = :business),
                (SELECT COUNT(*) FROM files WHERE business = :business AND trashed_at IS NULL),
                (SELECT COUNT(*) FROM files WHERE business = :business AND trashed_at IS NOT NULL),
                (SELECT COUNT(*) FROM uploads WHERE business = :business AND state = 'open')
            """,
            {"business": number},
        )
        return Usage(*(int(value or 0) for value in row or (0, 0, 0, 0)))

    def _one(self, where: str, value: Value) -> Business | None:
        row = self._connection.row(f"SELECT {_COLUMNS} FROM businesses WHERE {where}", {"value": value})
        return None if row is None else _business(row)

    def _require_free_tenant(self, business: Business) -> None:
        other = self.by_tenant(business.tenant)
        if other is not None and other.number != business.number:
            raise Conflict("tenant")


def _params(business: Business) -> dict[str, Value]:
    return {
        "number": business.number,
        "uid": business.uid,
        "short": short_of(business.uid),
        "name": business.name,
        "tenant": business.tenant,
        "tenant_folded": folded(business.tenant),
        "zone": business.zone,
        "language": business.language,
        "parent": business.parent,
        "profiles": object_to_json(business.profiles),
        "file_size_limit": business.limits.file_size_bytes,
        "total_limit": business.limits.total_bytes,
        "open_upload_limit": business.limits.open_upload_count,
        "settings": object_to_json(business.settings),
        "created_at": micros_or_none(business.created_at),
        "revision": business.revision,
    }


def _business(row: Row) -> Business:
    (
        number,
        uid,
        name,
        tenant,
        zone,
        language,
        parent,
        profiles,
        file_size_limit,
        total_limit,
        open_upload_limit,
        settings,
        created_at,
        revision,
    ) = row
    return Business(
        number=number,
        uid=uid,
        name=name,
        tenant=tenant,
        zone=zone,
        language=language,
        parent=None if parent is None else parent,
        profiles=words_from_json(profiles),
        limits=Limits(file_size_limit, total_limit, open_upload_limit),
        settings=object_from_json(settings),
        created_at=moment_or_none(created_at),
        revision=revision,
    )
