"""The change sequence of each business."""

from filebook.backends.sql.columns import from_micros, object_from_json, object_to_json, to_micros, words
from filebook.backends.sql.connection import Connection, Row
from filebook.core.changes import Change, Verb
from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber, Door, Kind

_KINDS = words(Kind)
_VERBS = words(Verb)
_DOORS = words(Door)
_COLUMNS = "business, number, kind, verb, at, actor, door, sequence, uid, request, detail"


class SqlChanges:
    """Implements the port `Changes`.

    The counter row stays locked until commit, so entries become visible in the order of their numbers.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, change: Change) -> int:
        """Raises: NotFound("business")."""
        row = self._connection.row(
            "UPDATE counters SET next_sequence = next_sequence + 1 WHERE business = :business "
            "RETURNING next_sequence - 1",
            {"business": change.business},
        )
        if row is None:
            raise NotFound("business", change.business)
        sequence: int = row[0]
        self._connection.execute(
            """
            INSERT INTO changes (business, sequence, number, kind, verb, at, actor, door, request, detail, uid)
            VALUES (:business, :sequence, :number, :kind, :verb, :at, :actor, :door, :request, :detail, COALESCE(
                (SELECT uid FROM objects WHERE business = :business AND number = :number), ''
            ))
            """,
            {
                "business": change.business,
                "sequence": sequence,
                "number": change.number,
                "kind": change.kind.value,
                "verb": change.verb.value,
                "at": to_micros(change.at),
                "actor": change.actor,
                "door": change.door.value,
                "request": change.request,
                "detail": object_to_json(change.detail),
            },
        )
        self._connection.execute(
            "UPDATE objects SET revision = :sequence WHERE business = :business AND number = :number",
            {"sequence": sequence, "business": change.business, "number": change.number},
        )
        return sequence

    def since(self, business: BusinessNumber, sequence: int, *, limit: int) -> list[Change]:
        rows = self._connection.rows(
            f"""
            SELECT {_COLUMNS} FROM changes
            WHERE business = :business AND sequence > :sequence ORDER BY sequence LIMIT :limit
            """,
            {"business": business, "sequence": sequence, "limit": limit},
        )
        return [_change(row) for row in rows]

    def request_of(self, business: BusinessNumber, sequence: int) -> str:
        row = self._connection.row(
            "SELECT request FROM changes WHERE business = :business AND sequence = :sequence",
            {"business": business, "sequence": sequence},
        )
        return "" if row is None else str(row[0])

    def last(self, business: BusinessNumber) -> int:
        row = self._connection.row(
            "SELECT next_sequence - 1 FROM counters WHERE business = :business", {"business": business}
        )
        return 0 if row is None else int(row[0])


def _change(row: Row) -> Change:
    business, number, kind, verb, at, actor, door, sequence, uid, request, detail = row
    return Change(
        business=business,
        number=number,
        kind=_KINDS[kind],
        verb=_VERBS[verb],
        at=from_micros(at),
        actor=actor,
        door=_DOORS[door],
        sequence=sequence,
        uid=uid or None,
        request=request,
        detail=object_from_json(detail),
    )
