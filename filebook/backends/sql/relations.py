"""The rows that say which record or appointment has to do with which."""

from collections.abc import Sequence

from filebook.backends.sql.columns import words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import batches, in_list, insert
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.relations import RELATION_LIMIT, Relation, RelationType

_KINDS = words(Kind)
_TYPES = words(RelationType)
_NAMES = ("business", "parent", "parent_kind", "child", "child_kind", "type")
_INSERT = insert("relations", _NAMES)
_SELECT = "SELECT parent, parent_kind, child, child_kind, type FROM relations"


class SqlRelations:
    """Implements the port `Relations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, business: BusinessNumber, relation: Relation) -> None:
        self._connection.execute(_INSERT, _params(business, relation))

    def remove(self, business: BusinessNumber, relation: Relation) -> bool:
        removed = self._connection.execute(
            """
            DELETE FROM relations
            WHERE business = :business AND parent = :parent AND type = :type AND child = :child
            """,
            _params(business, relation),
        )
        return removed > 0

    def of_parents(self, business: BusinessNumber, parents: Sequence[Number]) -> list[Relation]:
        return self._found(business, parents, by="parent", order="parent, type, child")

    def of_children(self, business: BusinessNumber, children: Sequence[Number]) -> list[Relation]:
        return self._found(business, children, by="child", order="child, type, parent")

    def _found(self, business: BusinessNumber, numbers: Sequence[Number], *, by: str, order: str) -> list[Relation]:
        found: list[Relation] = []
        for batch in batches(sorted(set(numbers))):
            places, values = in_list("number", batch)
            sql = f"{_SELECT} WHERE business = :business AND {by} IN {places} ORDER BY {order} LIMIT :limit"
            params = {"business": business, "limit": RELATION_LIMIT - len(found), **values}
            found += map(_relation, self._connection.rows(sql, params))
        return found


def _params(business: BusinessNumber, relation: Relation) -> dict[str, Value]:
    return {
        "business": business,
        "parent": relation.parent,
        "parent_kind": relation.parent_kind.value,
        "child": relation.child,
        "child_kind": relation.child_kind.value,
        "type": relation.type.value,
    }


def _relation(row: Row) -> Relation:
    parent, parent_kind, child, child_kind, relation_type = row
    return Relation(parent, _KINDS[parent_kind], child, _KINDS[child_kind], _TYPES[relation_type])
