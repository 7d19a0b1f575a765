"""The rows of webhooks and of what they are still to be told."""

from collections.abc import Sequence
from datetime import datetime

from filebook.backends.sql.columns import from_micros, micros_or_none, moment_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert
from filebook.core.changes import Verb
from filebook.core.ids import BusinessNumber, Number
from filebook.core.webhooks import Delivery, Webhook

_VERBS = words(Verb)
_NAMES = (
    "business",
    "uid",
    "sealed_url",
    "sealed_secret",
    "created_at",
    "position",
    "leased_until",
    "failing_since",
    "switched_off_at",
    "last_at",
    "last_outcome",
)
_DELIVERY_NAMES = (
    "business",
    "sequence",
    "appointment",
    "verb",
    "created_at",
    "next_at",
    "attempts",
    "outcome",
    "given_up_at",
)
_INSERT, _INSERT_DELIVERY = insert("webhooks", _NAMES), insert("deliveries", _DELIVERY_NAMES)
_SELECT = f"SELECT {', '.join(f'w.{name}' for name in _NAMES)} FROM webhooks w"
_SELECT_DELIVERY = f"SELECT {', '.join(_DELIVERY_NAMES)} FROM deliveries"
_IS_THIS = "business = :business AND uid = :uid"


class SqlWebhooks:
    """Implements the port `Webhooks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, webhook: Webhook) -> None:
        self.remove(webhook.business)
        self._connection.execute(_INSERT, _values(webhook))

    def remove(self, business: BusinessNumber) -> bool:
        return self._connection.execute("DELETE FROM webhooks WHERE business = :business", {"business": business}) > 0

    def get(self, business: BusinessNumber) -> Webhook | None:
        row = self._connection.row(f"{_SELECT} WHERE w.business = :business", {"business": business})
        return None if row is None else _webhook(row)

    def lock(self, webhook: Webhook) -> Webhook | None:
        row = self._connection.row(
            f"{_SELECT} WHERE w.business = :business AND w.uid = :uid {self._connection.for_update}",
            {"business": webhook.business, "uid": webhook.uid},
        )
        return None if row is None else _webhook(row)

    def update(self, webhook: Webhook) -> None:
        self._connection.execute(
            f"""
            UPDATE webhooks SET position = :position, leased_until = :leased_until, failing_since = :failing_since,
                switched_off_at = :switched_off_at, last_at = :last_at, last_outcome = :last_outcome
            WHERE {_IS_THIS}
            """,
            {name: value for name, value in _values(webhook).items() if name not in _FIXED},
        )

    def lease(self, webhook: Webhook, *, now: datetime, until: datetime) -> bool:
        leased = self._connection.execute(
            f"""
            UPDATE webhooks SET leased_until = :until
            WHERE {_IS_THIS} AND switched_off_at IS NULL AND (leased_until IS NULL OR leased_until <= :now)
            """,
            {"business": webhook.business, "uid": webhook.uid, "until": to_micros(until), "now": to_micros(now)},
        )
        return leased > 0

    def all(self) -> list[Webhook]:
        return [_webhook(row) for row in self._connection.rows(f"{_SELECT} ORDER BY w.business")]

    def behind(self) -> list[Webhook]:
        rows = self._connection.rows(
            f"""
            {_SELECT} JOIN counters c ON c.business = w.business
            WHERE w.switched_off_at IS NULL AND c.next_sequence - 1 > w.position ORDER BY w.business
            """
        )
        return [_webhook(row) for row in rows]

    def waiting(self, now: datetime, *, limit: int) -> list[Webhook]:
        rows = self._connection.rows(
            f"""
            {_SELECT}
            WHERE w.switched_off_at IS NULL AND (w.leased_until IS NULL OR w.leased_until <= :now) AND EXISTS (
                SELECT 1 FROM deliveries d
                WHERE d.business = w.business AND d.given_up_at IS NULL AND d.next_at <= :now
            )
            ORDER BY CASE WHEN w.failing_since IS NULL THEN 0 ELSE 1 END, COALESCE(w.last_at, 0), w.business
            LIMIT :limit
            """,
            {"now": to_micros(now), "limit": limit},
        )
        return [_webhook(row) for row in rows]

    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self._connection.execute(_INSERT_DELIVERY, _delivery_values(delivery))

    def due(self, business: BusinessNumber, now: datetime) -> Delivery | None:
        row = self._connection.row(
            f"""
            {_SELECT_DELIVERY} WHERE business = :business AND given_up_at IS NULL AND next_at <= :now
            ORDER BY next_at, sequence LIMIT 1
            """,
            {"business": business, "now": to_micros(now)},
        )
        return None if row is None else _delivery(row)

    def deliveries(self, business: BusinessNumber, *, limit: int) -> list[Delivery]:
        rows = self._connection.rows(
            f"{_SELECT_DELIVERY} WHERE business = :business ORDER BY sequence DESC LIMIT :limit",
            {"business": business, "limit": limit},
        )
        return [_delivery(row) for row in rows]

    def update_delivery(self, delivery: Delivery) -> None:
        names = ("business", "sequence", "next_at", "attempts", "outcome", "given_up_at")
        values = _delivery_values(delivery)
        self._connection.execute(
            """
            UPDATE deliveries
            SET next_at = :next_at, attempts = :attempts, outcome = :outcome, given_up_at = :given_up_at
            WHERE business = :business AND sequence = :sequence
            """,
            {name: values[name] for name in names},
        )

    def remove_delivery(self, delivery: Delivery) -> None:
        self._connection.execute(
            "DELETE FROM deliveries WHERE business = :business AND sequence = :sequence",
            {"business": delivery.business, "sequence": delivery.sequence},
        )

    def give_up(self, business: BusinessNumber, *, at: datetime) -> None:
        self._connection.execute(
            "UPDATE deliveries SET given_up_at = :at WHERE business = :business AND given_up_at IS NULL",
            {"business": business, "at": to_micros(at)},
        )

    def forget(self, business: BusinessNumber, *, given_up_before: datetime) -> None:
        self._connection.execute(
            "DELETE FROM deliveries WHERE business = :business AND given_up_at < :before",
            {"business": business, "before": to_micros(given_up_before)},
        )

    def newest_appointment(self, business: BusinessNumber) -> Number | None:
        row = self._connection.row(
            """
            SELECT number FROM appointments WHERE business = :business AND trashed_at IS NULL AND private = 0
            ORDER BY modified_at DESC, number DESC LIMIT 1
            """,
            {"business": business},
        )
        return None if row is None else row[0]


_FIXED = frozenset({"sealed_url", "sealed_secret", "created_at"})


def _values(webhook: Webhook) -> dict[str, Value]:
    return {
        "business": webhook.business,
        "uid": webhook.uid,
        "sealed_url": webhook.sealed_url,
        "sealed_secret": webhook.sealed_secret,
        "created_at": to_micros(webhook.created_at),
        "position": webhook.cursor,
        "leased_until": micros_or_none(webhook.leased_until),
        "failing_since": micros_or_none(webhook.failing_since),
        "switched_off_at": micros_or_none(webhook.switched_off_at),
        "last_at": micros_or_none(webhook.last_at),
        "last_outcome": webhook.last_outcome,
    }


def _webhook(row: Row) -> Webhook:
    business, uid, url, secret, created_at, position, leased_until, failing_since, off_at, last_at, outcome = row
    return Webhook(
        business,
        uid,
        url,
        secret,
        from_micros(created_at),
        position,
        leased_until=moment_or_none(leased_until),
        failing_since=moment_or_none(failing_since),
        switched_off_at=moment_or_none(off_at),
        last_at=moment_or_none(last_at),
        last_outcome=outcome,
    )


def _delivery_values(delivery: Delivery) -> dict[str, Value]:
    return {
        "business": delivery.business,
        "sequence": delivery.sequence,
        "appointment": delivery.appointment,
        "verb": delivery.verb.value,
        "created_at": to_micros(delivery.created_at),
        "next_at": to_micros(delivery.next_at),
        "attempts": delivery.attempts,
        "outcome": delivery.outcome,
        "given_up_at": micros_or_none(delivery.given_up_at),
    }


def _delivery(row: Row) -> Delivery:
    business, sequence, appointment, verb, created_at, next_at, attempts, outcome, given_up_at = row
    return Delivery(
        business,
        sequence,
        appointment,
        _VERBS[verb],
        from_micros(created_at),
        from_micros(next_at),
        attempts,
        outcome,
        moment_or_none(given_up_at),
    )
