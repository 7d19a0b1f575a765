"""The rows of credentials."""

from collections.abc import Mapping
from datetime import datetime

from filebook.backends.sql.columns import micros_or_none, moment_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.businesses import Credential, CredentialKind
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Door, Number, Uid

_KINDS = words(CredentialKind)
_DOORS = words(Door)
_NAMES = (
    "uid",
    "business",
    "user_number",
    "kind",
    "door",
    "key",
    "secret",
    "label",
    "scope",
    "created_at",
    "expires_at",
    "last_used_at",
    "revoked_at",
)
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("credentials", _NAMES)
_ORDER = "ORDER BY COALESCE(created_at, 0), uid"


class SqlCredentials:
    """Implements the port `Credentials`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, credential: Credential) -> None:
        """Raises: Conflict("uid")."""
        added = self._connection.execute(
            _INSERT,
            {
                "uid": credential.uid,
                "business": credential.business,
                "user_number": credential.user,
                "kind": credential.kind.value,
                "door": None if credential.door is None else credential.door.value,
                "key": credential.key,
                "secret": credential.secret,
                "label": credential.label,
                "scope": credential.scope,
                "created_at": micros_or_none(credential.created_at),
                "expires_at": micros_or_none(credential.expires_at),
                "last_used_at": micros_or_none(credential.last_used_at),
                "revoked_at": micros_or_none(credential.revoked_at),
            },
        )
        if not added:
            raise Conflict("uid")

    def by_key(self, kind: CredentialKind, key: str) -> list[Credential]:
        return self._many("key = :key AND kind = :kind", {"key": key, "kind": kind.value})

    def of_user(self, business: BusinessNumber, user: Number) -> list[Credential]:
        return self._many("business = :business AND user_number = :user", {"business": business, "user": user})

    def of_business(self, business: BusinessNumber) -> list[Credential]:
        return self._many("business = :business", {"business": business})

    def revoke(self, uid: Uid, *, at: datetime) -> bool:
        revoked = self._connection.execute(
            "UPDATE credentials SET revoked_at = :at WHERE uid = :uid AND revoked_at IS NULL",
            {"uid": uid, "at": to_micros(at)},
        )
        return revoked > 0

    def touch(self, uses: Mapping[Uid, datetime]) -> None:
        for uid, at in sorted(uses.items()):
            self._connection.execute(
                """
                UPDATE credentials SET last_used_at = :at
                WHERE uid = :uid AND (last_used_at IS NULL OR last_used_at < :at)
                """,
                {"uid": uid, "at": to_micros(at)},
            )

    def _many(self, where: str, params: dict[str, Value]) -> list[Credential]:
        sql = f"SELECT {_COLUMNS} FROM credentials WHERE {where} AND revoked_at IS NULL {_ORDER}"
        return [_credential(row) for row in self._connection.rows(sql, params)]


def _credential(row: Row) -> Credential:
    (
        uid,
        business,
        user,
        kind,
        door,
        key,
        secret,
        label,
        scope,
        created_at,
        expires_at,
        last_used_at,
        revoked_at,
    ) = row
    return Credential(
        uid=uid,
        business=business,
        user=user,
        kind=_KINDS[kind],
        door=None if door is None else _DOORS[door],
        key=key,
        secret=secret,
        label=label,
        scope=scope,
        created_at=moment_or_none(created_at),
        expires_at=moment_or_none(expires_at),
        last_used_at=moment_or_none(last_used_at),
        revoked_at=moment_or_none(revoked_at),
    )
