"""The registry: objects' numbers and uids, and the foreign ids that imported ones answer to."""

from collections.abc import Sequence

from filebook.backends.sql.columns import words
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import batches, in_list
from filebook.core.errors import Conflict, NoSpace, NotFound
from filebook.core.ids import NUMBER_LIMIT, Alias, BusinessNumber, Door, Kind, Number, Ref, Uid, new_uid, short_of
from filebook.core.ports.catalogue import Named

_KINDS = words(Kind)
_COLUMNS = "business, number, kind, uid, revision"


class SqlNumbers:
    """Implements the port `Numbers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, business: BusinessNumber) -> None:
        """Raises: NotFound("business")."""
        sql = f"SELECT business FROM counters WHERE business = :business {self._connection.for_update}"
        if self._connection.row(sql, {"business": business}) is None:
            raise NotFound("business", business)

    def allocate(self, business: BusinessNumber, kind: Kind, *, uid: Uid | None = None) -> Ref:
        """Raises: NotFound("business"), Conflict("uid"), NoSpace when the business has used its last number."""
        number = self._next(business)
        while self._is_alias(business, number):
            number = self._next(business)
        chosen = uid or new_uid()
        added = self._connection.execute(
            """
            INSERT INTO objects (business, number, kind, uid, short)
            VALUES (:business, :number, :kind, :uid, :short) ON CONFLICT DO NOTHING
            """,
            {"business": business, "number": number, "kind": kind.value, "uid": chosen, "short": short_of(chosen)},
        )
        if not added:
            raise Conflict("uid")
        return Ref(number, chosen)

    def find(self, business: BusinessNumber, number: Number) -> Named | None:
        return _named(
            self._connection.row(
                f"SELECT {_COLUMNS} FROM objects WHERE business = :business AND number = :number",
                {"business": business, "number": number},
            )
        )

    def find_uid(self, uid: Uid) -> Named | None:
        return _named(
            self._connection.row(
                f"SELECT {_COLUMNS} FROM objects WHERE short = :short AND uid = :uid",
                {"short": short_of(uid), "uid": uid},
            )
        )

    def find_short(self, short: str) -> Named | None:
        return _named(self._connection.row(f"SELECT {_COLUMNS} FROM objects WHERE short = :short", {"short": short}))

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Named]:
        found: dict[Number, Named] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            rows = self._connection.rows(
                f"""
                SELECT {_COLUMNS} FROM objects
                WHERE business = :business AND number IN {places}
                """,
                {"business": business, **values},
            )
            found |= {named.number: named for named in map(_named, rows) if named is not None}
        return found

    def forget(self, business: BusinessNumber, number: Number) -> None:
        """Its aliases, and what hung on it, go with it."""
        self._connection.execute(
            "DELETE FROM objects WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )

    def raise_above(self, business: BusinessNumber, number: Number) -> None:
        self._connection.execute(
            "UPDATE counters SET next_number = :number + 1 WHERE business = :business AND next_number <= :number",
            {"business": business, "number": number},
        )

    def add_alias(self, alias: Alias) -> None:
        foreign = alias.foreign_id
        if foreign.isascii() and foreign.isdigit() and self._is_live(alias.business, foreign):
            raise Conflict("alias")
        added = self._connection.execute(
            """
            INSERT INTO aliases (business, foreign_id, door, number)
            VALUES (:business, :foreign_id, :door, :number) ON CONFLICT DO NOTHING
            """,
            {"business": alias.business, "foreign_id": foreign, "door": alias.door.value, "number": alias.number},
        )
        if not added:
            raise Conflict("alias")

    def resolve_alias(self, business: BusinessNumber, door: Door, foreign_id: str) -> Number | None:
        row = self._connection.row(
            """
            SELECT number FROM aliases
            WHERE business = :business AND foreign_id = :foreign_id AND door = :door
            """,
            {"business": business, "foreign_id": foreign_id, "door": door.value},
        )
        return None if row is None else row[0]

    def _next(self, business: BusinessNumber) -> Number:
        """The next number; the business's counter row is locked from here until commit."""
        row = self._connection.row(
            "UPDATE counters SET next_number = next_number + 1 WHERE business = :business RETURNING next_number - 1",
            {"business": business},
        )
        if row is None:
            raise NotFound("business", business)
        if row[0] > NUMBER_LIMIT:
            raise NoSpace
        return Number(row[0])

    def _is_alias(self, business: BusinessNumber, number: Number) -> bool:
        """Whether an imported object answers to this number at some door: an alias never equals a live number."""
        sql = "SELECT number FROM aliases WHERE business = :business AND foreign_id = :foreign_id"
        return self._connection.row(sql, {"business": business, "foreign_id": str(number)}) is not None

    def _is_live(self, business: BusinessNumber, digits: str) -> bool:
        significant = digits.lstrip("0")
        if len(significant) > len(str(NUMBER_LIMIT)):
            return False
        return self.find(business, Number(int(significant or "0"))) is not None


def _named(row: Row | None) -> Named | None:
    if row is None:
        return None
    business, number, kind, uid, revision = row
    return Named(business, number, _KINDS[kind], uid, revision)
