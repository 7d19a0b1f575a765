"""The rows of shares: what is shown to whom, and what is remembered of its use."""

from collections.abc import Sequence
from datetime import datetime

from filebook.backends.sql.columns import (
    from_micros,
    micros_or_none,
    moment_or_none,
    ref_or_none,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import batches, in_list, insert
from filebook.core.ids import BusinessNumber, Kind, Number, Ref
from filebook.core.ports.sharing import ShareFilter
from filebook.core.scopes import scope_from, scope_text
from filebook.core.sharing import Item, Share, Use, UseKind

_KINDS = words(Kind)
_USE_KINDS = words(UseKind)
_NAMES = (
    "business",
    "number",
    "uid",
    "token_sha256",
    "maker",
    "scope",
    "name",
    "message",
    "sender",
    "password_hash",
    "expires_at",
    "download_limit",
    "downloads",
    "created_at",
    "revoked_at",
    "last_used_at",
)
_CHANGEABLE = ("name", "message", "sender", "password_hash", "expires_at", "download_limit", "revoked_at")
_ITEM_NAMES = ("business", "share", "position", "kind", "item", "uid")
_USE_NAMES = (
    "position",
    "kind",
    "at",
    "visitor",
    "address",
    "agent",
    "file",
    "file_uid",
    "file_name",
    "version",
)
_INSERT = insert("shares", (*_NAMES, "within", "next_position"))
_INSERT_ITEM = insert("share_items", _ITEM_NAMES)
_INSERT_USE = insert("share_uses", ("business", "share", *_USE_NAMES))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM shares"
_SELECT_USES = f"SELECT {', '.join(_USE_NAMES)} FROM share_uses WHERE business = :business AND share = :share"
_UPDATE = f"UPDATE shares SET {', '.join(f'{name} = :{name}' for name in _CHANGEABLE)}"
_IS_THIS = "business = :business AND number = :number"


class SqlShares:
    """Implements the port `Shares`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, share: Share) -> None:
        self._connection.execute(_INSERT, {**_values(share), "within": share.scope.folder, "next_position": 1})
        for position, item in enumerate(share.items):
            self._connection.execute(
                _INSERT_ITEM,
                {
                    **_use_key(share),
                    "position": position,
                    "kind": item.kind.value,
                    "item": item.ref.number,
                    "uid": item.ref.uid,
                },
            )

    def get(self, business: BusinessNumber, number: Number) -> Share | None:
        return self._one(f"{_SELECT} WHERE {_IS_THIS}", {"business": business, "number": number})

    def by_token(self, token_sha256: str) -> Share | None:
        return self._one(f"{_SELECT} WHERE token_sha256 = :token", {"token": token_sha256})

    def page(self, business: BusinessNumber, where: ShareFilter, *, before: Number | None, limit: int) -> list[Share]:
        conditions, params = _conditions(business, where)
        if before is not None:
            conditions += " AND number < :before"
            params["before"] = before
        rows = self._connection.rows(
            f"{_SELECT} WHERE {conditions} ORDER BY number DESC LIMIT :limit", {**params, "limit": limit}
        )
        return self._with_items(rows)

    def count(self, business: BusinessNumber, where: ShareFilter) -> int:
        conditions, params = _conditions(business, where)
        row = self._connection.row(f"SELECT COUNT(*) FROM shares WHERE {conditions}", params)
        return 0 if row is None else int(row[0])

    def update(self, share: Share) -> None:
        values = _values(share)
        told = {name: values[name] for name in ("business", "number", *_CHANGEABLE)}
        self._connection.execute(f"{_UPDATE} WHERE {_IS_THIS}", told)

    def remove(self, share: Share) -> None:
        self._connection.execute(f"DELETE FROM shares WHERE {_IS_THIS}", _key(share))

    def claim(self, share: Share, *, at: datetime) -> bool:
        counted = self._connection.execute(
            f"""
            UPDATE shares SET downloads = downloads + 1
            WHERE {_IS_THIS} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :at)
                AND (download_limit IS NULL OR downloads < download_limit)
            """,
            {**_key(share), "at": to_micros(at)},
        )
        return counted > 0

    def note_use(self, share: Share, use: Use, *, keep: int) -> None:
        row = self._connection.row(
            f"""
            UPDATE shares SET next_position = next_position + 1, last_used_at = :at
            WHERE {_IS_THIS} RETURNING next_position - 1
            """,
            {**_key(share), "at": to_micros(use.at)},
        )
        if row is None:
            return
        key = _use_key(share)
        self._connection.execute(_INSERT_USE, {**key, **_use_values(use), "position": row[0]})
        self._connection.execute(
            "DELETE FROM share_uses WHERE business = :business AND share = :share AND position <= :last",
            {**key, "last": row[0] - keep},
        )

    def uses(self, share: Share, *, before: int | None, limit: int) -> list[Use]:
        params = {**_use_key(share), "limit": limit}
        text = ""
        if before is not None:
            text = " AND position < :before"
            params["before"] = before
        rows = self._connection.rows(f"{_SELECT_USES}{text} ORDER BY position DESC LIMIT :limit", params)
        return [_use(row) for row in rows]

    def was_seen(self, share: Share, visitor: str, *, since: datetime) -> bool:
        return self._has(share, visitor, since, "kind = :kind", {"kind": UseKind.SEEN.value})

    def has_begun(self, share: Share, visitor: str, *, file: Number, version: int, since: datetime) -> bool:
        return self._has(
            share, visitor, since, "file = :file AND version = :version", {"file": file, "version": version}
        )

    def forget_uses(self, *, before: datetime, limit: int) -> int:
        rows = self._connection.rows(
            "SELECT business, share, position FROM share_uses WHERE at < :before ORDER BY at LIMIT :limit",
            {"before": to_micros(before), "limit": limit},
        )
        for business, share, position in rows:
            self._connection.execute(
                "DELETE FROM share_uses WHERE business = :business AND share = :share AND position = :position",
                {"business": business, "share": share, "position": position},
            )
        return len(rows)

    def _has(self, share: Share, visitor: str, since: datetime, condition: str, params: dict[str, Value]) -> bool:
        told: dict[str, Value] = {**_use_key(share), "visitor": visitor, "since": to_micros(since)}
        row = self._connection.row(
            f"{_SELECT_USES} AND visitor = :visitor AND at >= :since AND {condition} LIMIT 1", {**told, **params}
        )
        return row is not None

    def _one(self, select: str, params: dict[str, Value]) -> Share | None:
        return next(iter(self._with_items(self._connection.rows(select, params))), None)

    def _with_items(self, rows: Sequence[Row]) -> list[Share]:
        items: dict[tuple[int, int], list[Item]] = {(row[0], row[1]): [] for row in rows}
        for batch in batches([row[1] for row in rows]):
            places, values = in_list("share", batch)
            found = self._connection.rows(
                f"""
                SELECT business, share, kind, item, uid FROM share_items
                WHERE business = :business AND share IN {places} ORDER BY share, position
                """,
                {"business": rows[0][0], **values},
            )
            for business, share, kind, number, uid in found:
                items[business, share].append(Item(_KINDS[kind], Ref(number, uid)))
        return [_share(row, items[row[0], row[1]]) for row in rows]


def _conditions(business: BusinessNumber, where: ShareFilter) -> tuple[str, dict[str, Value]]:
    params: dict[str, Value] = {"business": business}
    text = "business = :business"
    if where.maker is not None:
        text += " AND maker = :maker"
        params["maker"] = where.maker
    if where.within is not None:
        text += " AND within = :within"
        params["within"] = where.within
    if where.item is not None:
        text += " AND number IN (SELECT share FROM share_items WHERE business = :business AND item = :item)"
        params["item"] = where.item
    if where.open_at is not None:
        text += " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :open_at)"
        params["open_at"] = to_micros(where.open_at)
    return text, params


def _key(share: Share) -> dict[str, Value]:
    return {"business": share.business, "number": share.number}


def _use_key(share: Share) -> dict[str, Value]:
    return {"business": share.business, "share": share.number}


def _values(share: Share) -> dict[str, Value]:
    return {
        "business": share.business,
        "number": share.number,
        "uid": share.uid,
        "token_sha256": share.token_sha256,
        "maker": share.maker,
        "scope": scope_text(share.scope),
        "name": share.name,
        "message": share.message,
        "sender": share.sender,
        "password_hash": share.password_hash,
        "expires_at": micros_or_none(share.expires_at),
        "download_limit": share.download_count_limit,
        "downloads": share.download_count,
        "created_at": to_micros(share.created_at),
        "revoked_at": micros_or_none(share.revoked_at),
        "last_used_at": micros_or_none(share.last_used_at),
    }


def _share(row: Row, items: Sequence[Item]) -> Share:
    told = dict(zip(_NAMES, row, strict=True))
    for name in ("expires_at", "revoked_at", "last_used_at"):
        told[name] = moment_or_none(told[name])
    told["created_at"] = from_micros(told["created_at"])
    told["scope"] = scope_from(told["scope"])
    limit, count = told.pop("download_limit"), told.pop("downloads")
    return Share(**told, items=tuple(items), download_count_limit=limit, download_count=count)


def _use_values(use: Use) -> dict[str, Value]:
    return {
        "kind": use.kind.value,
        "at": to_micros(use.at),
        "visitor": use.visitor,
        "address": use.address,
        "agent": use.agent,
        "file": None if use.file is None else use.file.number,
        "file_uid": None if use.file is None else use.file.uid,
        "file_name": use.file_name,
        "version": use.version,
    }


def _use(row: Row) -> Use:
    position, kind, at, visitor, address, agent, file, file_uid, file_name, version = row
    return Use(
        kind=_USE_KINDS[kind],
        at=from_micros(at),
        visitor=visitor,
        address=address,
        agent=agent,
        file=ref_or_none(file, file_uid),
        file_name=file_name,
        version=version,
        position=position,
    )
