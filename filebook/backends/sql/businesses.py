"""The rows of businesses, the counters each of them has, and their logos."""

import base64
from dataclasses import asdict

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
from filebook.core.appearance import Appearance, Logo
from filebook.core.businesses import MAIN_TENANT, Business, Limits, Stored, Usage
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
    "appearance",
)
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("businesses", (*_NAMES, "short", "tenant_folded"))
_INSERT_LOGO = insert("logos", ("business", "media_type", "content"))


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
                revision = :revision, appearance = :appearance
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

    def storage(self, number: BusinessNumber) -> list[Stored]:
        rows = self._connection.rows(
            """
            SELECT media_type, is_trashed, is_current, COUNT(*), SUM(size_bytes) FROM (
                SELECT v.detected_type AS media_type, v.size_bytes,
                    CASE WHEN f.trashed_at IS NULL THEN 0 ELSE 1 END AS is_trashed,
                    CASE WHEN f.version = v.number THEN 1 ELSE 0 END AS is_current
                FROM versions v CROSS JOIN files f
                WHERE v.business = :business AND f.business = :business AND f.number = v.file
            ) AS sorted
            GROUP BY media_type, is_trashed, is_current ORDER BY media_type, is_trashed, is_current
            """,
            {"business": number},
        )
        return [
            Stored(media_type, bool(is_trashed), bool(is_current), int(count), int(size_bytes))
            for media_type, is_trashed, is_current, count, size_bytes in rows
        ]

    def set_logo(self, number: BusinessNumber, logo: Logo | None) -> None:
        self._connection.execute("DELETE FROM logos WHERE business = :business", {"business": number})
        if logo is not None:
            content = base64.b64encode(logo.content).decode("ascii")
            params: dict[str, Value] = {"business": number, "media_type": logo.media_type, "content": content}
            self._connection.execute(_INSERT_LOGO, params)

    def logo(self, number: BusinessNumber) -> Logo | None:
        row = self._connection.row(
            "SELECT media_type, content FROM logos WHERE business = :business", {"business": number}
        )
        return None if row is None else Logo(row[0], base64.b64decode(row[1]))

    def main(self) -> Business | None:
        return self.by_tenant(MAIN_TENANT) or self._one("number = (SELECT MIN(number) FROM businesses)", None)

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
        "appearance": object_to_json({name: value for name, value in asdict(business.appearance).items() if value}),
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
        appearance,
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
        appearance=Appearance(**words_from_json(appearance)),
    )
