"""The rows of sessions, found together with whom they speak for."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from filebook.backends.sql.columns import (
    from_micros,
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
from filebook.core.businesses import SESSION_NAME_LENGTH, Session, viewers_may_edit
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Door, Number, Ref
from filebook.core.ports.people import Caller

_DOORS = words(Door)
_ROLES = words(Role)
_INSERT = insert(
    "sessions",
    (
        "token_sha256",
        "business",
        "user_number",
        "door",
        "label",
        "created_at",
        "last_used_at",
        "expires_at",
        "sliding_seconds",
        "renewal_sha256",
        "address",
        "latest_at",
        "confirmed_until",
    ),
)
_SESSION = """
    s.token_sha256, s.business, s.user_number, s.door, s.label, s.created_at, s.last_used_at, s.expires_at,
    s.sliding_seconds, s.renewal_sha256, s.address, s.latest_at, s.confirmed_until
"""
_SESSION_COLUMNS = 13
_CALLER = f"""
    SELECT {_SESSION}, u.user_name, u.role, u.staff, u.staff_uid, b.profiles, b.settings
    FROM sessions s
    JOIN users u ON u.business = s.business AND u.number = s.user_number
    JOIN businesses b ON b.number = s.business
"""
_BY_TOKEN = f"{_CALLER} WHERE s.token_sha256 = :token AND s.door = :door AND u.enabled = 1"


class SqlSessions:
    """Implements the port `Sessions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        """Raises: Conflict("session") if one of its tokens is taken."""
        added = self._connection.execute(
            _INSERT,
            {
                "token_sha256": session.token_sha256,
                "business": session.business,
                "user_number": session.user,
                "door": session.door.value,
                "label": session.label,
                "created_at": to_micros(session.created_at),
                "last_used_at": to_micros(session.last_used_at),
                "expires_at": to_micros(session.expires_at),
                "sliding_seconds": session.sliding_seconds,
                "renewal_sha256": session.renewal_sha256,
                "address": session.address,
                "latest_at": micros_or_none(session.latest_at),
                "confirmed_until": micros_or_none(session.confirmed_until),
            },
        )
        if not added:
            raise Conflict("session")

    def find(self, token_sha256: str, door: Door) -> Caller | None:
        name = (_BY_TOKEN, token_sha256, door)
        known: Caller | None = self._connection.known(name)
        if known is None:
            row = self._connection.row(_BY_TOKEN, {"token": token_sha256, "door": door.value})
            if row is None:
                return None
            known = _caller(row)
            self._connection.remember(name, known)
        return known

    def touch(self, uses: Mapping[str, tuple[datetime, datetime]]) -> None:
        """Sessions that another process used later keep that later use."""
        for token, (used_at, expires_at) in sorted(uses.items()):
            self._connection.execute(
                """
                UPDATE sessions SET last_used_at = :used_at, expires_at = :expires_at
                WHERE token_sha256 = :token AND last_used_at <= :used_at
                """,
                {"token": token, "used_at": to_micros(used_at), "expires_at": to_micros(expires_at)},
            )

    def end(self, token_sha256: str) -> None:
        self._connection.execute("DELETE FROM sessions WHERE token_sha256 = :token", {"token": token_sha256})

    def confirm(self, token_sha256: str, *, until: datetime) -> None:
        self._connection.execute(
            "UPDATE sessions SET confirmed_until = :until WHERE token_sha256 = :token",
            {"token": token_sha256, "until": to_micros(until)},
        )

    def of_business(self, business: BusinessNumber, *, user: Number | None, now: datetime, limit: int) -> list[Session]:
        params: dict[str, Value] = {"business": business, "now": to_micros(now), "limit": limit}
        if user is not None:
            params["user"] = user
        rows = self._connection.rows(
            f"""
            SELECT {_SESSION} FROM sessions s
            WHERE s.business = :business {"" if user is None else "AND s.user_number = :user"} AND s.expires_at > :now
            ORDER BY s.last_used_at DESC, s.token_sha256 LIMIT :limit
            """,
            params,
        )
        return [_session(row) for row in rows]

    def named(self, business: BusinessNumber, name: str) -> Session | None:
        row = self._connection.row(
            f"""
            SELECT {_SESSION} FROM sessions s
            WHERE s.business = :business AND substr(s.token_sha256, 1, {SESSION_NAME_LENGTH}) = :name
            """,
            {"business": business, "name": name},
        )
        return None if row is None else _session(row)

    def end_labelled(self, business: BusinessNumber, user: Number, *, door: Door, label: str) -> None:
        self._connection.execute(
            """
            DELETE FROM sessions
            WHERE business = :business AND user_number = :user AND door = :door AND label = :label
            """,
            {"business": business, "user": user, "door": door.value, "label": label},
        )

    def end_all(self, business: BusinessNumber, user: Number, *, door: Door | None = None) -> None:
        at_door = "" if door is None else "AND door = :door"
        params: dict[str, Value] = {"business": business, "user": user}
        if door is not None:
            params["door"] = door.value
        self._connection.execute(
            f"DELETE FROM sessions WHERE business = :business AND user_number = :user {at_door}", params
        )

    def prune(self, now: datetime, *, limit: int) -> int:
        return self._connection.execute(
            """
            DELETE FROM sessions WHERE token_sha256 IN (
                SELECT token_sha256 FROM sessions WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit
            )
            """,
            {"now": to_micros(now), "limit": limit},
        )


@lru_cache(maxsize=1024)
def _caller(row: Row) -> Caller:
    """Remembered by the whole row: a client's requests find the same session again and again."""
    session = _session(row[:_SESSION_COLUMNS])
    user_name, role, staff, staff_uid, profiles, settings = row[_SESSION_COLUMNS:]
    actor = Actor(
        business=session.business,
        user=session.user,
        user_name=user_name,
        role=_ROLES[role],
        door=session.door,
        staff=Ref(staff, staff_uid),
        viewers_may_edit=viewers_may_edit(words_from_json(profiles), object_from_json(settings), door=session.door),
    )
    return Caller(session, actor)


def _session(row: Row) -> Session:
    (
        token,
        business,
        user,
        door,
        label,
        created_at,
        last_used_at,
        expires_at,
        sliding_seconds,
        renewal,
        address,
        latest_at,
        confirmed_until,
    ) = row
    return Session(
        token_sha256=token,
        business=business,
        user=user,
        door=_DOORS[door],
        label=label,
        created_at=from_micros(created_at),
        last_used_at=from_micros(last_used_at),
        expires_at=from_micros(expires_at),
        sliding_seconds=sliding_seconds,
        renewal_sha256=renewal,
        address=address,
        latest_at=moment_or_none(latest_at),
        confirmed_until=moment_or_none(confirmed_until),
    )
