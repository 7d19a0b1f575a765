"""The rows of webhooks: where they send to, and how each stands."""

from datetime import datetime

import msgspec

from filebook.backends.sql.columns import from_micros, micros_or_none, moment_or_none, to_json, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.ids import BusinessNumber, Number
from filebook.core.webhooks import Form, Webhook

_FORMS = words(Form)
_EVENTS = msgspec.json.Decoder(tuple[str, ...])
_NAMES = (
    "business",
    "number",
    "uid",
    "form",
    "sealed_url",
    "sealed_secret",
    "created_at",
    "position",
    "events",
    "former_secret",
    "former_until",
    "leased_until",
    "failing_since",
    "switched_off_at",
    "last_at",
    "last_outcome",
)
_KEPT = frozenset({"uid", "form", "created_at"})
_INSERT = insert("webhooks", _NAMES)
_IS_THIS = "business = :business AND number = :number"
_CHANGES = ", ".join(f"{name} = :{name}" for name in _NAMES if name not in {*_KEPT, "business", "number"})
_UPDATE = f"UPDATE webhooks SET {_CHANGES} WHERE {_IS_THIS}"
_COLUMNS = ", ".join(f"w.{name}" for name in _NAMES)
_SELECT = f"SELECT {_COLUMNS} FROM webhooks w"
_WAITS = "d.business = w.business AND d.webhook = w.number AND d.delivered_at IS NULL AND d.given_up_at IS NULL"
COMES_FIRST = """NOT EXISTS (
    SELECT 1 FROM deliveries e
    WHERE e.business = d.business AND e.webhook = d.webhook AND e.number = d.number AND e.sequence < d.sequence
        AND e.delivered_at IS NULL AND e.given_up_at IS NULL
)"""
"""No earlier delivery about the same object waits."""
_SOUND_FIRST = "CASE WHEN w.failing_since IS NULL THEN 0 ELSE 1 END"


class SqlWebhooks:
    """Implements the port `Webhooks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, webhook: Webhook) -> None:
        self._connection.execute(_INSERT, _values(webhook))

    def remove(self, webhook: Webhook) -> None:
        self._connection.execute(f"DELETE FROM webhooks WHERE {_IS_THIS}", _key(webhook))

    def get(self, business: BusinessNumber, number: Number) -> Webhook | None:
        row = self._connection.row(
            f"{_SELECT} WHERE w.business = :business AND w.number = :number", {"business": business, "number": number}
        )
        return None if row is None else _webhook(row)

    def of_business(self, business: BusinessNumber) -> list[Webhook]:
        rows = self._connection.rows(
            f"{_SELECT} WHERE w.business = :business ORDER BY w.number", {"business": business}
        )
        return [_webhook(row) for row in rows]

    def lock(self, webhook: Webhook) -> Webhook | None:
        row = self._connection.row(
            f"{_SELECT} WHERE w.business = :business AND w.number = :number {self._connection.for_update}",
            _key(webhook),
        )
        return None if row is None else _webhook(row)

    def update(self, webhook: Webhook) -> None:
        values = {name: value for name, value in _values(webhook).items() if name not in _KEPT}
        self._connection.execute(_UPDATE, values)

    def lease(self, webhook: Webhook, *, now: datetime, until: datetime) -> bool:
        leased = self._connection.execute(
            f"""
            UPDATE webhooks SET leased_until = :until
            WHERE {_IS_THIS} AND switched_off_at IS NULL AND (leased_until IS NULL OR leased_until <= :now)
            """,
            {**_key(webhook), "until": to_micros(until), "now": to_micros(now)},
        )
        return leased > 0

    def all(self) -> list[Webhook]:
        return [_webhook(row) for row in self._connection.rows(f"{_SELECT} ORDER BY w.business, w.number")]

    def behind(self, *, room: int) -> list[Webhook]:
        rows = self._connection.rows(
            f"""
            {_SELECT} JOIN counters c ON c.business = w.business
            WHERE w.switched_off_at IS NULL AND c.next_sequence - 1 > w.position
                AND (SELECT 1 FROM deliveries d WHERE {_WAITS} LIMIT 1 OFFSET :others) IS NULL
            ORDER BY w.business, w.number
            """,
            {"others": room - 1},
        )
        return [_webhook(row) for row in rows]

    def waiting(self, now: datetime, *, limit: int, of_each: int) -> list[Webhook]:
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS} FROM (
                SELECT w.*, ROW_NUMBER() OVER (
                    PARTITION BY w.business ORDER BY {_SOUND_FIRST}, COALESCE(w.last_at, 0), w.number
                ) + (
                    SELECT COUNT(*) FROM webhooks o WHERE o.business = w.business AND o.leased_until > :now
                ) AS turn
                FROM webhooks w
                WHERE w.switched_off_at IS NULL AND (w.leased_until IS NULL OR w.leased_until <= :now) AND EXISTS (
                    SELECT 1 FROM deliveries d WHERE {_WAITS} AND d.next_at <= :now AND {COMES_FIRST}
                )
            ) AS w
            WHERE w.turn <= :of_each
            ORDER BY {_SOUND_FIRST}, w.turn, COALESCE(w.last_at, 0), w.business, w.number LIMIT :limit
            """,
            {"now": to_micros(now), "limit": limit, "of_each": of_each},
        )
        return [_webhook(row) for row in rows]

    def oldest_needed(self, business: BusinessNumber) -> int | None:
        row = self._connection.row(
            "SELECT MIN(position) + 1 FROM webhooks WHERE business = :business AND switched_off_at IS NULL",
            {"business": business},
        )
        return None if row is None else row[0]

    def newest_appointment(self, business: BusinessNumber) -> Number | None:
        row = self._connection.row(
            """
            SELECT number FROM appointments WHERE business = :business AND trashed_at IS NULL AND private = 0
            ORDER BY modified_at DESC, number DESC LIMIT 1
            """,
            {"business": business},
        )
        return None if row is None else row[0]


def _key(webhook: Webhook) -> dict[str, Value]:
    return {"business": webhook.business, "number": webhook.number}


def _values(webhook: Webhook) -> dict[str, Value]:
    return {
        "business": webhook.business,
        "number": webhook.number,
        "uid": webhook.uid,
        "form": webhook.form.value,
        "sealed_url": webhook.sealed_url,
        "sealed_secret": webhook.sealed_secret,
        "created_at": to_micros(webhook.created_at),
        "position": webhook.cursor,
        "events": to_json(webhook.events),
        "former_secret": webhook.former_secret,
        "former_until": micros_or_none(webhook.former_until),
        "leased_until": micros_or_none(webhook.leased_until),
        "failing_since": micros_or_none(webhook.failing_since),
        "switched_off_at": micros_or_none(webhook.switched_off_at),
        "last_at": micros_or_none(webhook.last_at),
        "last_outcome": webhook.last_outcome,
    }


def _webhook(row: Row) -> Webhook:
    business, number, uid, form, url, secret, created_at, position, events, former, *moments, outcome = row
    former_until, leased_until, failing_since, off_at, last_at = map(moment_or_none, moments)
    return Webhook(
        business,
        number,
        uid,
        _FORMS[form],
        url,
        secret,
        from_micros(created_at),
        position,
        events=_EVENTS.decode(events),
        former_secret=former,
        former_until=former_until,
        leased_until=leased_until,
        failing_since=failing_since,
        switched_off_at=off_at,
        last_at=last_at,
        last_outcome=outcome,
    )
