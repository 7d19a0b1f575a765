"""The rows that say which appointments were made through a door."""

from filebook.backends.sql.connection import Connection
from filebook.core.ids import BusinessNumber, Door, Number


class SqlMadeThrough:
    """Implements the port `MadeThrough`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, door: Door, appointment: Number) -> None:
        """One that is there already stays as it is."""
        self._connection.execute(
            """
            INSERT INTO made_through (business, door, appointment)
            VALUES (:business, :door, :appointment) ON CONFLICT DO NOTHING
            """,
            {"business": business, "door": door.value, "appointment": appointment},
        )

    def copy(self, business: BusinessNumber, appointment: Number, *, to: Number) -> None:
        self._connection.execute(
            """
            INSERT INTO made_through (business, door, appointment)
            SELECT business, door, :to FROM made_through WHERE business = :business AND appointment = :appointment
            """,
            {"business": business, "appointment": appointment, "to": to},
        )

    def page(self, business: BusinessNumber, door: Door, *, after: Number | None, limit: int) -> list[Number]:
        rows = self._connection.rows(
            """
            SELECT appointment FROM made_through
            WHERE business = :business AND door = :door AND appointment > :after
            ORDER BY appointment LIMIT :limit
            """,
            {"business": business, "door": door.value, "after": after or 0, "limit": limit},
        )
        return [row[0] for row in rows]
