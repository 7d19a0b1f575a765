"""The rows of credentials."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from filebook.backends.sql.columns import (
    micros_or_none,
    moment_or_none,
    object_from_json,
    to_micros,
    words,
    words_from_json,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.access import Actor, Role
from filebook.core.businesses import Credential, CredentialKind, viewers_may_edit
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Door, Number, Ref, Uid
from filebook.core.ports.people import Holder
from filebook.core.scopes import scope_from

_KINDS = words(CredentialKind)
_DOORS = words(Door)
_ROLES = words(Role)
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
_HOLDER = f"""
    SELECT {", ".join(f"c.{name}" for name in _NAMES)},
        u.user_name, u.role, u.staff, u.staff_uid, b.profiles, b.settings
    FROM credentials c
    JOIN users u ON u.business = c.business AND u.number = c.user_number
    JOIN businesses b ON b.number = c.business
    WHERE c.key = :key AND c.kind = :kind AND c.revoked_at IS NULL AND u.enabled = 1
"""
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

    def holder(self, kind: CredentialKind, key: str, *, door: Door) -> Holder | None:
        name = (_HOLDER, key, kind, door)
        known: Holder | None = self._connection.known(name)
        if known is None:
            row = self._connection.row(_HOLDER, {"key": key, "kind": kind.value})
            if row is None:
                return None
            known = _holder(row, door)
            self._connection.remember(name, known)
        return known

    def of_user(self, business: BusinessNumber, user: Number) -> list[Credential]:
        return self._many("business = :business AND user_number = :user", {"business": business, "user": user})

    def of_business(self, business: BusinessNumber) -> list[Credential]:
        return self._many("business = :business", {"business": business})

    def get(self, uid: Uid) -> Credential | None:
        found = self._many("uid = :uid", {"uid": uid})
        return found[0] if found else None

    def kinds(self, business: BusinessNumber, *, now: datetime) -> frozenset[tuple[CredentialKind, Door | None]]:
        rows = self._connection.rows(
            """
            SELECT DISTINCT kind, door FROM credentials
            WHERE business = :business AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """,
            {"business": business, "now": to_micros(now)},
        )
        return frozenset((_KINDS[kind], None if door is None else _DOORS[door]) for kind, door in rows)

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


@lru_cache(maxsize=1024)
def _holder(row: Row, door: Door) -> Holder:
    """Remembered by the whole row, as sessions are."""
    user_name, role, staff, staff_uid, profiles, settings = row[len(_NAMES) :]
    credential = _credential(row[: len(_NAMES)])
    actor = Actor(
        business=credential.business,
        user=credential.user,
        user_name=user_name,
        role=_ROLES[role],
        door=door,
        staff=Ref(staff, staff_uid),
        viewers_may_edit=viewers_may_edit(words_from_json(profiles), object_from_json(settings), door=door),
        scope=scope_from(credential.scope),
    )
    return Holder(credential, actor)


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
