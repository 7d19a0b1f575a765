"""The change sequence of each business."""

from collections.abc import Sequence

from filebook.backends.sql.audiences import audiences
from filebook.backends.sql.columns import from_micros, object_from_json, object_to_json, to_micros, words
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import batches, in_list
from filebook.core.audience import joined
from filebook.core.changes import Change, Verb
from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number

_KINDS = words(Kind)
_VERBS = words(Verb)
_DOORS = words(Door)
COLUMNS = "business, number, kind, verb, at, actor, door, sequence, uid, request, detail, audience, actor_business"


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
        known = self._connection.row(
            "SELECT uid, audience FROM objects WHERE business = :business AND number = :number",
            {"business": change.business, "number": change.number},
        )
        uid, before = known or ("", "")
        found = audiences(self._connection, change.business, change.kind, [change.number])
        audience = found[change.number][0] if change.number in found else before
        self._connection.execute(
            """
            INSERT INTO changes (
                business, sequence, number, kind, verb, at, actor, door, request, detail, uid, audience, actor_business
            ) VALUES (
                :business, :sequence, :number, :kind, :verb, :at, :actor, :door, :request, :detail, :uid, :audience,
                :actor_business
            )
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
                "uid": uid,
                "audience": joined(before, audience),
                "actor_business": change.actor_business,
            },
        )
        self._connection.execute(
            """
            UPDATE objects SET revision = :sequence, audience = :audience
            WHERE business = :business AND number = :number
            """,
            {"sequence": sequence, "audience": audience, "business": change.business, "number": change.number},
        )
        return sequence

    def append_each(self, change: Change, numbers: Sequence[Number]) -> None:
        for batch in batches(numbers):
            row = self._connection.row(
                "UPDATE counters SET next_sequence = next_sequence + :count WHERE business = :business "
                "RETURNING next_sequence - 1",
                {"business": change.business, "count": len(batch)},
            )
            if row is None:
                raise NotFound("business", change.business)
            places, values = in_list("number", batch)
            theirs = {"business": change.business, **values}
            self._connection.execute(
                f"""
                INSERT INTO changes (
                    business, sequence, number, kind, verb, at, actor, door, request, detail, uid, audience,
                    actor_business
                )
                SELECT business, :last + 1 - ROW_NUMBER() OVER (ORDER BY number DESC), number, kind, :verb, :at, :actor,
                    :door, :request, :detail, uid, audience, :actor_business
                FROM objects WHERE business = :business AND number IN {places}
                """,
                {
                    **theirs,
                    "last": row[0],
                    "verb": change.verb.value,
                    "at": to_micros(change.at),
                    "actor": change.actor,
                    "door": change.door.value,
                    "request": change.request,
                    "detail": object_to_json(change.detail),
                    "actor_business": change.actor_business,
                },
            )
            self._connection.execute(
                f"""
                UPDATE objects SET revision = (
                    SELECT MAX(c.sequence) FROM changes c
                    WHERE c.business = objects.business AND c.number = objects.number
                ) WHERE business = :business AND number IN {places}
                """,
                theirs,
            )

    def since(self, business: BusinessNumber, sequence: int, *, limit: int) -> list[Change]:
        rows = self._connection.rows(
            f"""
            SELECT {COLUMNS} FROM changes
            WHERE business = :business AND sequence > :sequence ORDER BY sequence LIMIT :limit
            """,
            {"business": business, "sequence": sequence, "limit": limit},
        )
        return [change_from(row) for row in rows]

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


def change_from(row: Row) -> Change:
    """The change in a row of `COLUMNS`."""
    business, number, kind, verb, at, actor, door, sequence, uid, request, detail, audience, elsewhere = row
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
        audience=audience,
        actor_business=elsewhere,
    )
