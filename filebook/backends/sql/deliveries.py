"""The rows of deliveries: what webhooks are to be told, and the log of what they were told."""

from collections.abc import Collection, Sequence
from datetime import datetime

from filebook.backends.sql.columns import from_micros, micros_or_none, moment_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import batches, in_list
from filebook.backends.sql.webhooks import COMES_FIRST
from filebook.core.access import Visibility
from filebook.core.changes import Change, Verb
from filebook.core.ids import BusinessNumber, Door, Kind, Number
from filebook.core.webhooks import Delivery, DeliveryState, Webhook

_KINDS, _VERBS, _DOORS = words(Kind), words(Verb), words(Door)
_NAMES = (
    "business",
    "webhook",
    "sequence",
    "number",
    "uid",
    "kind",
    "verb",
    "at",
    "actor",
    "actor_business",
    "door",
    "created_at",
    "next_at",
    "attempts",
    "outcome",
    "duration_ms",
    "tried_at",
    "delivered_at",
    "given_up_at",
)
_STANDING = _NAMES[_NAMES.index("created_at") :]
_COLUMNS = ", ".join(f"d.{name}" for name in _NAMES)
_SELECT = f"SELECT {_COLUMNS} FROM deliveries d"
_ADD = f"""
    INSERT INTO deliveries ({", ".join(_NAMES)}) VALUES ({", ".join(f":{name}" for name in _NAMES)})
    ON CONFLICT (business, webhook, sequence) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in _STANDING)}
    WHERE deliveries.delivered_at IS NOT NULL OR deliveries.given_up_at IS NOT NULL
"""
_OF_THIS = "business = :business AND webhook = :webhook"
_WAITS = "delivered_at IS NULL AND given_up_at IS NULL"
_IS = {
    DeliveryState.WAITING: "d.delivered_at IS NULL AND d.given_up_at IS NULL",
    DeliveryState.DELIVERED: "d.delivered_at IS NOT NULL",
    DeliveryState.GIVEN_UP: "d.given_up_at IS NOT NULL",
}
_FOR_ALL = ", ".join(f"'{visibility.value}'" for visibility in (Visibility.ALL, Visibility.CUSTOMER))


class SqlDeliveries:
    """Implements the port `Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self._connection.execute(_ADD, _values(delivery))

    def due(self, webhook: Webhook, now: datetime) -> Delivery | None:
        row = self._connection.row(
            f"""
            {_SELECT} WHERE d.business = :business AND d.webhook = :webhook AND {_IS[DeliveryState.WAITING]}
                AND d.next_at <= :now AND {COMES_FIRST}
            ORDER BY d.next_at, d.sequence LIMIT 1
            """,
            {**_key(webhook), "now": to_micros(now)},
        )
        return None if row is None else _delivery(row)

    def are_waiting(self, webhook: Webhook, count: int) -> bool:
        row = self._connection.row(
            f"SELECT 1 FROM deliveries WHERE {_OF_THIS} AND {_WAITS} LIMIT 1 OFFSET :others",
            {**_key(webhook), "others": count - 1},
        )
        return row is not None

    def get(self, webhook: Webhook, sequence: int) -> Delivery | None:
        row = self._connection.row(
            f"{_SELECT} WHERE d.business = :business AND d.webhook = :webhook AND d.sequence = :sequence",
            {**_key(webhook), "sequence": sequence},
        )
        return None if row is None else _delivery(row)

    def listing(
        self, webhook: Webhook, *, states: Collection[DeliveryState], limit: int, before: int | None = None
    ) -> list[Delivery]:
        chosen = " OR ".join(_IS[state] for state in sorted(states))
        earlier = "" if before is None else "AND d.sequence < :before"
        rows = self._connection.rows(
            f"""
            {_SELECT} WHERE d.business = :business AND d.webhook = :webhook {earlier} AND ({chosen})
            ORDER BY d.sequence DESC LIMIT :limit
            """,
            {**_key(webhook), "limit": limit, **({} if before is None else {"before": before})},
        )
        return [_delivery(row) for row in rows]

    def update(self, delivery: Delivery) -> None:
        names = ("business", "webhook", "sequence", *_STANDING)
        values = _values(delivery)
        self._connection.execute(
            f"""
            UPDATE deliveries SET {", ".join(f"{name} = :{name}" for name in _STANDING)}
            WHERE {_OF_THIS} AND sequence = :sequence AND {_WAITS}
            """,
            {name: values[name] for name in names},
        )

    def remove(self, delivery: Delivery) -> None:
        self._connection.execute(
            f"DELETE FROM deliveries WHERE {_OF_THIS} AND sequence = :sequence",
            {"business": delivery.business, "webhook": delivery.webhook, "sequence": delivery.sequence},
        )

    def hasten(self, webhook: Webhook, *, after: int, at: datetime) -> None:
        self._connection.execute(
            f"""
            UPDATE deliveries SET next_at = :at
            WHERE {_OF_THIS} AND {_WAITS} AND sequence > :after AND next_at > :at
            """,
            {**_key(webhook), "after": after, "at": to_micros(at)},
        )

    def give_up(self, webhook: Webhook, *, at: datetime) -> None:
        self._connection.execute(
            f"UPDATE deliveries SET given_up_at = :at WHERE {_OF_THIS} AND {_WAITS}",
            {**_key(webhook), "at": to_micros(at)},
        )

    def forget(self, webhook: Webhook, *, delivered_before: datetime, given_up_before: datetime, keep: int) -> None:
        for column, before in (("delivered_at", delivered_before), ("given_up_at", given_up_before)):
            self._connection.execute(
                f"DELETE FROM deliveries WHERE {_OF_THIS} AND {column} < :before",
                {**_key(webhook), "before": to_micros(before)},
            )
            beyond = self._connection.row(
                f"""
                SELECT {column}, sequence FROM deliveries WHERE {_OF_THIS} AND {column} IS NOT NULL
                ORDER BY {column} DESC, sequence DESC LIMIT 1 OFFSET :keep
                """,
                {**_key(webhook), "keep": keep},
            )
            if beyond is not None:
                self._connection.execute(
                    f"DELETE FROM deliveries WHERE {_OF_THIS} AND ({column}, sequence) <= (:last, :sequence)",
                    {**_key(webhook), "last": beyond[0], "sequence": beyond[1]},
                )

    def hidden(self, business: BusinessNumber, numbers: Collection[Number]) -> set[Number]:
        found: set[Number] = set()
        for batch in batches(sorted(set(numbers))):
            places, values = in_list("number", batch)
            rows = self._connection.rows(
                f"""
                SELECT number FROM files
                WHERE business = :business AND number IN {places} AND visibility NOT IN ({_FOR_ALL})
                UNION ALL SELECT number FROM folders
                WHERE business = :business AND number IN {places} AND visibility NOT IN ({_FOR_ALL})
                UNION ALL SELECT number FROM appointments
                WHERE business = :business AND number IN {places} AND private = 1
                UNION ALL SELECT o.number FROM occurrences o
                JOIN appointments a ON a.business = o.business AND a.number = o.appointment
                WHERE o.business = :business AND o.number IN {places} AND a.private = 1
                """,
                {"business": business, **values},
            )
            found.update(row[0] for row in rows)
        return found


def _key(webhook: Webhook) -> dict[str, Value]:
    return {"business": webhook.business, "webhook": webhook.number}


def _values(delivery: Delivery) -> dict[str, Value]:
    change = delivery.change
    return {
        "business": change.business,
        "webhook": delivery.webhook,
        "sequence": change.sequence,
        "number": change.number,
        "uid": change.uid or "",
        "kind": change.kind.value,
        "verb": change.verb.value,
        "at": to_micros(change.at),
        "actor": change.actor,
        "actor_business": change.actor_business,
        "door": change.door.value,
        "created_at": to_micros(delivery.created_at),
        "next_at": to_micros(delivery.next_at),
        "attempts": delivery.attempts,
        "outcome": delivery.outcome,
        "duration_ms": delivery.duration_ms,
        "tried_at": micros_or_none(delivery.tried_at),
        "delivered_at": micros_or_none(delivery.delivered_at),
        "given_up_at": micros_or_none(delivery.given_up_at),
    }


def _delivery(row: Row) -> Delivery:
    business, webhook, sequence, number, uid, kind, verb, at, actor, actor_business, door, *standing = row
    created_at, next_at, attempts, outcome, duration_ms, tried_at, delivered_at, given_up_at = standing
    return Delivery(
        webhook,
        Change(
            business,
            number,
            _KINDS[kind],
            _VERBS[verb],
            from_micros(at),
            actor,
            _DOORS[door],
            sequence=sequence,
            uid=uid or None,
            actor_business=actor_business,
        ),
        from_micros(created_at),
        from_micros(next_at),
        attempts,
        outcome,
        duration_ms,
        tried_at=moment_or_none(tried_at),
        delivered_at=moment_or_none(delivered_at),
        given_up_at=moment_or_none(given_up_at),
    )
