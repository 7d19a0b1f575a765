"""Relations: what has to do with what, told from either side for many things at once; added and removed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from filebook.core.access import Action, Actor, require, sight
from filebook.core.appointments import Appointment
from filebook.core.changes import Verb
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.library import Hanging
from filebook.core.relations import RELATION_LIMIT, End, Relation, RelationType, Told
from filebook.services.book import is_hidden
from filebook.services.changelog import note
from filebook.services.occurrences import instant
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

    def of(
        self, actor: Actor, number: Number, *, kind: Kind, by: RelationType | None = None, parent: bool | None = None
    ) -> list[Relation]:
        """What a thing holds (`parent` True), what holds it (False), or both (None), in order.

        Raises: AccessDenied, NotFound(kind).
        """
        require(actor, Action.READ, kind=kind)
        with self._catalogue.read() as tables:
            require_live(tables, actor, [number], kind=kind)
            held = [] if parent is False else tables.relations.of_parents(actor.business, [number])
            holding = [] if parent else tables.relations.of_children(actor.business, [number])
            found = [relation for relation in (*held, *holding) if by in {None, relation.type}]
            known = _known(tables, actor, found)
        return [one for one in found if one.parent in known and one.child in known][:RELATION_LIMIT]

    def told(self, actor: Actor, relations: Sequence[Relation]) -> list[Told]:
        """Relations that the actor may know of, with what their sides are called."""
        with self._catalogue.glance() as tables:
            numbers = list({number for one in relations for number in (one.parent, one.child)})
            named = tables.numbers.many(actor.business, numbers)
            records = tables.records.many(actor.business, numbers)
            others = [number for number in numbers if number not in records]
            appointments = tables.appointments.many(actor.business, others) if others else {}
        labels = {number: record.label for number, record in records.items()}
        labels |= {number: appointment.subject for number, appointment in appointments.items()}

        def end(number: Number, kind: Kind) -> End:
            return End(number, kind, named[number].uid, labels.get(number, ""))

        return [Told(one.type, end(one.parent, one.parent_kind), end(one.child, one.child_kind)) for one in relations]

    def appointments_with(self, actor: Actor, number: Number, *, kind: Kind) -> list[Appointment]:
        """Appointments in which a record takes part or that are about it, by start and number.

        Raises: AccessDenied, NotFound(kind).
        """
        require(actor, Action.READ, kind=kind)
        require(actor, Action.READ, kind=Kind.APPOINTMENT)
        with self._catalogue.read() as tables:
            require_live(tables, actor, [number], kind=kind)
            members = tables.appointments.of_members(actor.business, [number], limit=RELATION_LIMIT)
            holding = tables.relations.of_children(actor.business, [number])
            numbers = {appointment for _, appointment in members}
            numbers |= {one.parent for one in holding if one.parent_kind is Kind.APPOINTMENT}
            found = tables.appointments.many(actor.business, sorted(numbers)).values()
        known = (one for one in found if not one.trashed_at and not is_hidden(actor, one))
        return sorted(known, key=lambda one: (instant(one.span.starts, one.span.zone), one.number))

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


def _known(tables: Tables, actor: Actor, relations: Iterable[Relation]) -> set[Number]:
    """Those of the sides that the actor may know of."""
    by_kind: defaultdict[Kind, list[Number]] = defaultdict(list)
    for relation in relations:
        by_kind[relation.parent_kind].append(relation.parent)
        by_kind[relation.child_kind].append(relation.child)
    return {number for kind, numbers in by_kind.items() for number in live(tables, actor, numbers, kind=kind)}


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
