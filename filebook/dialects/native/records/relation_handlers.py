"""What the native door does with relations."""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import UNSET

from filebook.core.access import Action, require
from filebook.core.errors import NotFound
from filebook.core.ids import RECORD_KINDS, Kind
from filebook.core.ports.catalogue import Named
from filebook.core.relations import Relation, RelationType
from filebook.dialects.native.answers import listed
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.records import wire
from filebook.dialects.native.records.translate import relation_shown
from filebook.dialects.native.wire import Id, Nothing
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call

_THINGS = (*sorted(RECORD_KINDS), Kind.APPOINTMENT)


class RelationHandlers:
    """What records and appointments have to do with each other."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def relations(self, call: Call) -> BytesAnswer:
        """List those of one thing."""
        asked = query_of(call, wire.RelationQuery)
        named = self._named(call, asked.of)
        offset = max(position_in(call, asked.cursor, int) or 0, 0)
        with _any_kind():
            found = self._services.relations.of(
                call.actor,
                named.number,
                kind=named.kind,
                by=None if asked.type is UNSET else RelationType(asked.type),
                parent=None if asked.side is UNSET else asked.side == "parent",
            )
        after = offset + asked.limit
        told = self._services.relations.told(call.actor, found[offset:after])
        more = cursor_for(call, after) if len(found) > after else None
        items = [relation_shown(one) for one in told]
        return listed(call, items, next_cursor=more, total=len(found) if asked.count else None)

    def create(self, call: Call) -> BytesAnswer:
        """Make one."""
        query_of(call, Nothing)
        new = body_of(call, wire.NewRelation)
        require(call.actor, Action.WRITE)  # before anything is looked for: whoever may not write learns nothing of it
        parent, child = self._named(call, new.parent), self._named(call, new.child)
        relation = _relation(parent, child, new.type)
        with _any_kind():
            self._services.relations.add(writer(call, parent), [relation])
        (told,) = self._services.relations.told(call.actor, [relation])
        return json_answer(relation_shown(told), status=201)

    def delete(self, call: Call) -> BytesAnswer:
        """Take one away; there may be none."""
        asked = query_of(call, wire.RelationName)
        require(call.actor, Action.WRITE)
        parent, child = self._named(call, asked.parent), self._named(call, asked.child)
        with _any_kind():
            self._services.relations.remove(writer(call, parent), [_relation(parent, child, asked.type)])
        return empty_answer()

    def _named(self, call: Call, name: Id) -> Named:
        with _any_kind():
            return self._services.naming.one(call.actor, name, kinds=_THINGS)


@contextmanager
def _any_kind() -> Iterator[None]:
    """What is not there is not told by its kind either, since the caller need not name that."""
    try:
        yield
    except NotFound:
        raise NotFound("thing") from None


def _relation(parent: Named, child: Named, word: str) -> Relation:
    return Relation(parent.number, parent.kind, child.number, child.kind, RelationType(word))
