"""The rows of occurrences that have a number of their own."""

from collections.abc import Sequence
from datetime import date

from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import batches, in_list, insert
from filebook.core.appointments import NumberedOccurrence
from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Number

_NAMES = ("business", "number", "uid", "appointment", "original_on")
_SELECT = f"SELECT {', '.join(_NAMES)} FROM occurrences"
_INSERT = insert("occurrences", _NAMES)


class SqlOccurrences:
    """Implements the port `Occurrences`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, occurrence: NumberedOccurrence) -> None:
        """Raises: Conflict("occurrence") if its number has one, or the day of its series has a number."""
        added = self._connection.execute(
            _INSERT,
            {
                "business": occurrence.business,
                "number": occurrence.number,
                "uid": occurrence.uid,
                "appointment": occurrence.appointment,
                "original_on": occurrence.original_on.isoformat(),
            },
        )
        if not added:
            raise Conflict("occurrence")

    def get(self, business: BusinessNumber, number: Number) -> NumberedOccurrence | None:
        row = self._connection.row(
            f"{_SELECT} WHERE business = :business AND number = :number", {"business": business, "number": number}
        )
        return None if row is None else _occurrence(row)

    def of_appointments(
        self, business: BusinessNumber, appointments: Sequence[Number], *, since: date, until: date
    ) -> list[NumberedOccurrence]:
        found: list[NumberedOccurrence] = []
        days = {"since": since.isoformat(), "until": until.isoformat()}
        for batch in batches(appointments):
            places, values = in_list("number", batch)
            sql = f"""
                {_SELECT} WHERE business = :business AND appointment IN {places}
                    AND original_on >= :since AND original_on <= :until
                ORDER BY appointment, original_on
            """
            found += map(_occurrence, self._connection.rows(sql, {"business": business, **days, **values}))
        return found

    def move(self, business: BusinessNumber, appointment: Number, *, day: date, to: date) -> None:
        self._connection.execute(
            """
            UPDATE occurrences SET original_on = :to
            WHERE business = :business AND appointment = :appointment AND original_on = :day
            """,
            {"business": business, "appointment": appointment, "day": day.isoformat(), "to": to.isoformat()},
        )

    def hand_over(self, business: BusinessNumber, appointment: Number, *, to: Number, since: date) -> None:
        self._connection.execute(
            """
            UPDATE occurrences SET appointment = :to
            WHERE business = :business AND appointment = :appointment AND original_on >= :since
            """,
            {"business": business, "appointment": appointment, "to": to, "since": since.isoformat()},
        )


def _occurrence(row: Row) -> NumberedOccurrence:
    business, number, uid, appointment, original_on = row
    return NumberedOccurrence(business, number, uid, appointment, date.fromisoformat(original_on))
