"""The registry and the change sequence as somebody follows them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from filebook.backends.sql.audiences import audiences
from filebook.backends.sql.changes import COLUMNS, change_from
from filebook.backends.sql.columns import micros_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import batches, in_list
from filebook.core.changes import Change
from filebook.core.feed import Standing, Trail
from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Number

_KINDS = words(Kind)
_OBJECTS = "SELECT number, uid, kind, revision FROM objects WHERE business = :business"
_LABELS = {
    Kind.FILE: "SELECT number, name FROM files",
    Kind.FOLDER: "SELECT number, name FROM folders",
    Kind.APPOINTMENT: "SELECT number, subject FROM appointments",
    Kind.CALENDAR: "SELECT number, name FROM calendars",
    Kind.USER: "SELECT number, user_name FROM users",
    Kind.CONTACT: "SELECT number, label FROM records",
    Kind.SHARE: "SELECT number, name FROM shares",
    Kind.REQUEST_LINK: "SELECT number, name FROM intakes",
}
"""By a kind that stands for all in the same table."""


class SqlFeed:
    """Implements the port `Feed`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def objects(
        self, business: BusinessNumber, *, after: Number, until: Number, kinds: Collection[Kind], limit: int
    ) -> list[Standing]:
        places, values = in_list("kind", sorted(kind.value for kind in kinds))
        rows = self._connection.rows(
            f"{_OBJECTS} AND number > :after AND number <= :until AND kind IN {places} ORDER BY number LIMIT :limit",
            {"business": business, "after": after, "until": until, "limit": limit, **values},
        )
        return self._standing(business, rows)

    def standing(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Standing]:
        rows: list[Row] = []
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            rows += self._connection.rows(f"{_OBJECTS} AND number IN {places}", {"business": business, **values})
        return {one.number: one for one in self._standing(business, rows)}

    def highest(self, business: BusinessNumber) -> Number:
        row = self._connection.row(
            "SELECT next_number - 1 FROM counters WHERE business = :business", {"business": business}
        )
        return Number(0 if row is None else row[0])

    def inside(self, business: BusinessNumber, folders: Collection[Number], *, ancestor: Number) -> set[Number]:
        found: set[Number] = set()
        for batch in batches(sorted(folders)):
            places, values = in_list("number", batch)
            rows = self._connection.rows(
                f"""
                WITH RECURSIVE line (start, number, parent) AS (
                    SELECT number, number, parent FROM folders WHERE business = :business AND number IN {places}
                    UNION
                    SELECT line.start, above.number, above.parent
                    FROM line JOIN folders above ON above.business = :business AND above.number = line.parent
                )
                SELECT start FROM line WHERE number = :ancestor
                """,
                {"business": business, "ancestor": ancestor, **values},
            )
            found |= {row[0] for row in rows}
        return found

    def last_audiences(self, business: BusinessNumber, numbers: Collection[Number]) -> dict[Number, str]:
        found: dict[Number, str] = {}
        for batch in batches(sorted(numbers)):
            places, values = in_list("number", batch)
            rows = self._connection.rows(
                f"""
                SELECT c.number, c.audience FROM changes c JOIN (
                    SELECT MAX(sequence) AS sequence FROM changes
                    WHERE business = :business AND number IN {places} GROUP BY number
                ) last ON c.business = :business AND c.sequence = last.sequence
                """,
                {"business": business, **values},
            )
            found |= dict(rows)
        return found

    def labels(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, str]:
        found: dict[Number, str] = {}
        for batch in batches(numbers):
            places, values = in_list("number", batch)
            wanted = f"WHERE business = :business AND number IN {places}"
            every = " UNION ALL ".join(f"{select} {wanted}" for select in _LABELS.values())
            found |= dict(self._connection.rows(every, {"business": business, **values}))
        return found

    def oldest(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT sequence FROM changes WHERE business = :business ORDER BY sequence LIMIT 1", {"business": business}
        )
        return 0 if row is None else int(row[0])

    def newest(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        found: dict[BusinessNumber, int] = {}
        for batch in batches(sorted(businesses)):
            places, values = in_list("business", batch)
            rows = self._connection.rows(
                f"SELECT business, next_sequence - 1 FROM counters WHERE business IN {places}", values
            )
            found |= dict(rows)
        return found

    def backwards(
        self, business: BusinessNumber, where: Trail, *, before: int, window: int, limit: int
    ) -> tuple[list[Change], int]:
        oldest = self.oldest(business)
        floor = oldest if where.number is not None else max(oldest, before - window)
        conditions, params = _conditions(where)
        rows = self._connection.rows(
            f"""
            SELECT {COLUMNS} FROM changes
            WHERE business = :business AND sequence < :before AND sequence >= :floor {conditions}
            ORDER BY sequence DESC LIMIT :limit
            """,
            {"business": business, "before": before, "floor": floor, "limit": limit, **params},
        )
        found = [change_from(row) for row in rows]
        if len(found) == limit:
            floor = found[-1].sequence
        return found, floor if floor > oldest else 0

    def first_at(self, business: BusinessNumber, at: datetime) -> int:
        """By halving: the times ascend with the sequence, but for what was begun at the same moment."""
        newest = self.newest([business]).get(business, 0)
        low, high = self.oldest(business), newest + 1
        while low < high:
            middle = (low + high) // 2
            row = self._connection.row(
                """
                SELECT sequence, at FROM changes
                WHERE business = :business AND sequence >= :middle ORDER BY sequence LIMIT 1
                """,
                {"business": business, "middle": middle},
            )
            if row is not None and row[1] < to_micros(at):
                low = int(row[0]) + 1
            else:
                high = middle
        return low

    def marked_in(
        self, business: BusinessNumber, folders: Collection[Number], *, trashed_at: datetime | None
    ) -> list[Number]:
        marked = "trashed_at IS NULL" if trashed_at is None else "trashed_at = :trashed_at"
        params: dict[str, Value] = {"business": business}
        if trashed_at is not None:
            params["trashed_at"] = micros_or_none(trashed_at)
        found: list[Number] = []
        for batch in batches(sorted(folders)):
            places, values = in_list("folder", batch)
            rows = self._connection.rows(
                f"""
                SELECT number FROM files WHERE business = :business AND {marked} AND folder IN {places}
                UNION ALL
                SELECT number FROM folders WHERE business = :business AND {marked} AND parent IN {places}
                """,
                {**params, **values},
            )
            found += [row[0] for row in rows]
        return found

    def waiting(self) -> dict[str, int]:
        rows = self._connection.rows(
            """
            SELECT 'jobs', COUNT(*) FROM jobs WHERE next_at IS NOT NULL UNION ALL
            SELECT 'deliveries', COUNT(*) FROM deliveries WHERE delivered_at IS NULL AND given_up_at IS NULL
            """
        )
        return dict(rows)

    def prune(self, business: BusinessNumber, *, before: datetime, below: int, limit: int) -> int:
        rows = self._connection.rows(
            "SELECT sequence, at FROM changes WHERE business = :business ORDER BY sequence LIMIT :limit",
            {"business": business, "limit": limit + 1},
        )
        end = 0
        for (sequence, at), _ in pairwise(rows):  # whatever is last stays
            if at >= to_micros(before) or sequence >= below:
                break
            end = sequence
        return self._connection.execute(
            "DELETE FROM changes WHERE business = :business AND sequence <= :end", {"business": business, "end": end}
        )

    def _standing(self, business: BusinessNumber, rows: Iterable[Row]) -> list[Standing]:
        found = list(rows)
        numbers: dict[Kind, list[Number]] = {}
        for number, _, word, _ in found:
            kind = _KINDS[word]
            numbers.setdefault(Kind.CONTACT if kind in RECORD_KINDS else kind, []).append(number)
        known: dict[Number, tuple[str, bool]] = {}
        for kind, theirs in numbers.items():
            known |= audiences(self._connection, business, kind, theirs)
        return [
            Standing(number, uid, _KINDS[kind], revision, *known[number])
            for number, uid, kind, revision in found
            if number in known
        ]


def _conditions(where: Trail) -> tuple[str, dict[str, Value]]:
    given: dict[str, Value] = {
        "number": where.number,
        "actor": where.actor,
        "door": None if where.door is None else where.door.value,
        "kind": None if where.kind is None else where.kind.value,
        "verb": None if where.verb is None else where.verb.value,
    }
    wanted: dict[str, Value] = {name: value for name, value in given.items() if value is not None}
    text = "".join(f" AND {name} = :{name}" for name in wanted)
    if where.actor is not None:
        text += " AND actor_business IS NULL"
    if where.since is not None:
        wanted["since"] = to_micros(where.since)
        text += " AND at >= :since"
    return text, wanted
