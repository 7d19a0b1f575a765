"""The rows of calendars."""

from filebook.backends.sql.columns import from_micros, ref_or_none, to_micros
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert, update
from filebook.core.appointments import Calendar
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Number

_NAMES = ("business", "number", "uid", "name", "created_at", "owner", "owner_uid", "colour", "description")
_COLUMNS = ", ".join(_NAMES)
_INSERT = insert("calendars", _NAMES)
_UPDATE = update("calendars", _NAMES)


class SqlCalendars:
    """Implements the port `Calendars`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, calendar: Calendar) -> None:
        """Raises: Conflict("calendar") if its number has one."""
        if not self._connection.execute(_INSERT, _params(calendar)):
            raise Conflict("calendar")

    def update(self, calendar: Calendar) -> None:
        """Raises: NotFound("calendar")."""
        if not self._connection.execute(_UPDATE, _params(calendar)):
            raise NotFound("calendar", calendar.number)

    def delete(self, business: BusinessNumber, number: Number) -> None:
        self._connection.execute(
            "DELETE FROM calendars WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )

    def get(self, business: BusinessNumber, number: Number) -> Calendar | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM calendars WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )
        return None if row is None else _calendar(row)

    def all(self, business: BusinessNumber) -> list[Calendar]:
        """By number."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM calendars WHERE business = :business ORDER BY number", {"business": business}
        )
        return [_calendar(row) for row in rows]


def _params(calendar: Calendar) -> dict[str, Value]:
    return {
        "business": calendar.business,
        "number": calendar.number,
        "uid": calendar.uid,
        "name": calendar.name,
        "created_at": to_micros(calendar.created_at),
        "owner": None if calendar.owner is None else calendar.owner.number,
        "owner_uid": None if calendar.owner is None else calendar.owner.uid,
        "colour": calendar.colour,
        "description": calendar.description,
    }


def _calendar(row: Row) -> Calendar:
    business, number, uid, name, created_at, owner, owner_uid, colour, description = row
    return Calendar(
        business=business,
        number=number,
        uid=uid,
        name=name,
        created_at=from_micros(created_at),
        owner=ref_or_none(owner, owner_uid),
        colour=colour,
        description=description,
    )
