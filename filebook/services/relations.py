"""Relations: what has to do with what, told from either side for many things at once; added and removed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from filebook.core.access import Action, Actor, require, sight
from filebook.core.changes import Verb
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.library import Hanging
from filebook.core.relations import RELATION_LIMIT, Relation, RelationType
from filebook.services.changelog import note
from filebook.services.targets import live, require_live

Related = dict[Number, list[Number]]
"""What each of some things has to do with, in order; those that have to do with nothing are left out."""


class Relations:
    """What has to do with what in the actor's business; at most `RELATION_LIMIT` pairs are told at once.

    What is absent, in the trash or not the actor's to know has to do with nothing.
    """

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def children(
        self, actor: Actor, parents: Sequence[Number], *, by: RelationType, parent_kind: Kind, child_kind: Kind
    ) -> Related:
        """What parents hold: parent → numbers of children. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            held = [
                (relation.parent, relation.child)
                for relation in tables.relations.of_parents(
                    actor.business, live(tables, actor, parents, kind=parent_kind)
                )
                if relation.type is by and relation.child_kind is child_kind
            ]
            return _related(tables, actor, held, kind=child_kind)

    def parents(
        self, actor: Actor, children: Sequence[Number], *, by: RelationType, parent_kind: Kind, child_kind: Kind
    ) -> Related:
        """What holds children: child → numbers of parents. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            holding = [
                (relation.child, relation.parent)
                for relation in tables.relations.of_children(
                    actor.business, live(tables, actor, children, kind=child_kind)
                )
                if relation.type is by and relation.parent_kind is parent_kind
            ]
            return _related(tables, actor, holding, kind=parent_kind)

    def files_on(self, actor: Actor, targets: Sequence[Number], *, kind: Kind) -> list[Hanging]:
        """Files within the actor's sight on things of a kind, by target and then in their order there.

        Raises: AccessDenied.
        """
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            known = live(tables, actor, targets, kind=kind)
            return tables.attachments.on_targets(actor.business, known, sight=sight(actor), limit=RELATION_LIMIT)

    def targets_of(self, actor: Actor, files: Sequence[Number], *, kind: Kind) -> list[Hanging]:
        """Things of a kind on which files within the actor's sight hang, by file. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            hanging = [
                one
                for one in tables.attachments.seen_of_files(
                    actor.business, files, sight=sight(actor), limit=RELATION_LIMIT
                )
                if one.target_kind is kind
            ]
            known = set(live(tables, actor, [one.target for one in hanging], kind=kind))
        return [one for one in hanging if one.target in known]

    def participants(self, actor: Actor, appointments: Sequence[Number], *, kind: Kind) -> Related:
        """Records of a kind that take part in appointments: appointment → records. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            known = live(tables, actor, appointments, kind=Kind.APPOINTMENT)
            found = tables.appointments.many(actor.business, known)
            taking_part = [
                (number, participant.record.number) for number in known for participant in found[number].participants
            ]
            return _related(tables, actor, taking_part, kind=kind)

    def appointments_of(self, actor: Actor, participants: Sequence[Number], *, kind: Kind) -> Related:
        """Appointments in which records of a kind take part: record → appointments by start. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            known = live(tables, actor, participants, kind=kind)
            taken_part = tables.appointments.of_members(actor.business, known, limit=RELATION_LIMIT)
            return _related(tables, actor, taken_part, kind=Kind.APPOINTMENT)

    def add(self, actor: Actor, relations: Sequence[Relation]) -> None:
        """All of them, or none. One that is there already stays as it is. Raises: AccessDenied, NotFound(kind)."""
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


def _related(tables: Tables, actor: Actor, pairs: Sequence[tuple[Number, Number]], *, kind: Kind) -> Related:
    """The pairs by their first, with those of their second that are to be known."""
    known = set(live(tables, actor, [second for _, second in pairs], kind=kind))
    found: defaultdict[Number, dict[Number, None]] = defaultdict(dict)
    for first, second in pairs:
        if second in known:
            found[first][second] = None
    return {first: list(seconds) for first, seconds in found.items()}


def _require_ends(tables: Tables, actor: Actor, relations: Iterable[Relation]) -> None:
    tables.numbers.lock(actor.business)
    ends = [(relation.parent_kind, relation.parent) for relation in relations]
    ends += [(relation.child_kind, relation.child) for relation in relations]
    for kind, same in groupby(ends, key=lambda end: end[0]):
        require_live(tables, actor, [number for _, number in same], kind=kind)


def _note(tables: Tables, actor: Actor, relation: Relation, *, verb: Verb, at: datetime) -> None:
    """The parent is what changed."""
    note(tables, actor, business=actor.business, number=relation.parent, kind=relation.parent_kind, verb=verb, at=at)
