"""Relations between records and appointments: told from either side, added and removed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.relations import Relation, RelationType
from filebook.services.changelog import note
from filebook.services.targets import is_live, require_target


class Relations:
    """What has to do with what in the actor's business. People who take part in appointments: see `Book`."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def children(
        self, actor: Actor, parents: Sequence[Number], *, by: RelationType, parent_kind: Kind, child_kind: Kind
    ) -> dict[Number, list[Number]]:
        """What live parents hold: parent → numbers of live children. Parents that hold nothing are left out.

        Raises: AccessDenied.
        """
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            return {
                parent: found
                for parent in dict.fromkeys(parents)
                if is_live(tables, actor, parent, kind=parent_kind)
                and (
                    found := [
                        relation.child
                        for relation in tables.relations.of_parents(actor.business, [parent])
                        if relation.type is by
                        and relation.child_kind is child_kind
                        and is_live(tables, actor, relation.child, kind=child_kind)
                    ]
                )
            }

    def parents(
        self, actor: Actor, children: Sequence[Number], *, by: RelationType, parent_kind: Kind, child_kind: Kind
    ) -> dict[Number, list[Number]]:
        """What holds live children: child → numbers of live parents. Children that nothing holds are left out.

        Raises: AccessDenied.
        """
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            return {
                child: found
                for child in dict.fromkeys(children)
                if is_live(tables, actor, child, kind=child_kind)
                and (
                    found := [
                        relation.parent
                        for relation in tables.relations.of_children(actor.business, [child])
                        if relation.type is by
                        and relation.parent_kind is parent_kind
                        and is_live(tables, actor, relation.parent, kind=parent_kind)
                    ]
                )
            }

    def add(self, actor: Actor, relations: Sequence[Relation]) -> None:
        """All of them, or none. Raises: AccessDenied, NotFound(kind)."""
        require(actor, Action.WRITE)
        at = self._now()

        def unit(tables: Tables) -> None:
            _require_ends(tables, actor, relations)
            for relation in relations:
                tables.relations.add(actor.business, relation)
                _note(tables, actor, relation, verb=Verb.ATTACHED, at=at)

        self._catalogue.write(unit)

    def remove(self, actor: Actor, relations: Sequence[Relation]) -> int:
        """How many there were. Raises: AccessDenied, NotFound(kind)."""
        require(actor, Action.WRITE)
        at = self._now()

        def unit(tables: Tables) -> int:
            _require_ends(tables, actor, relations)
            removed = [relation for relation in relations if tables.relations.remove(actor.business, relation)]
            for relation in removed:
                _note(tables, actor, relation, verb=Verb.DETACHED, at=at)
            return len(removed)

        return self._catalogue.write(unit)


def _require_ends(tables: Tables, actor: Actor, relations: Sequence[Relation]) -> None:
    tables.numbers.lock(actor.business)
    for relation in relations:
        require_target(tables, actor, actor.business, target=relation.parent, kind=relation.parent_kind)
        require_target(tables, actor, actor.business, target=relation.child, kind=relation.child_kind)


def _note(tables: Tables, actor: Actor, relation: Relation, *, verb: Verb, at: datetime) -> None:
    """The parent is what changed."""
    note(tables, actor, business=actor.business, number=relation.parent, kind=relation.parent_kind, verb=verb, at=at)
