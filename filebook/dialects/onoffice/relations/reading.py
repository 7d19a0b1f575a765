"""`get`/`idsfromrelation`: what is on the other side of a relation, for every id that is given.

Source: apidoc.onoffice.de, "Get Relations", read 2026-11-22; fixtures of the vendor's plugin for WordPress [wp].
"""

from collections import defaultdict
from collections.abc import Sequence

from filebook.core.ids import Kind, Number
from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.relations.names import Between, FilesOn, Meaning, TakingPart
from filebook.dialects.onoffice.relations.parameters import READ_LIMIT, children_in, meaning_in, parents_in
from filebook.services.relations import Related


def related_ids(asked: Asked) -> Outcome:
    """A list for each given id, empty where there is nothing. Raises: Refused, Invalid, AccessDenied."""
    meaning = meaning_in(asked.parameters)
    parents = parents_in(asked.parameters, limit=READ_LIMIT)
    children = children_in(asked.parameters, limit=READ_LIMIT)
    if parents is None and children is None:
        raise Refused(codes.NO_PARAMETER, "parentids")
    # The client for Laravel sends both, one of them empty.
    given, find = (parents, children_of) if parents or not children else (children, parents_of)
    numbers = given or {}
    related = find(asked, meaning, list(numbers.values()))
    elements = {text: [str(one) for one in related.get(number, ())] for text, number in numbers.items()}
    return Outcome([wire.Record("relatedIds", "", elements)])


def children_of(asked: Asked, meaning: Meaning, parents: Sequence[Number]) -> Related:
    """What parents hold, in the vendor's sense. Raises: AccessDenied."""
    actor, relations = asked.actor, asked.services.relations
    match meaning:
        case FilesOn():
            hanging = relations.files_on(actor, parents, kind=meaning.parent)
            return _grouped([(one.target, one.file) for one in hanging if meaning.holds(one)])
        case TakingPart():
            return relations.participants(actor, parents, kind=Kind.CONTACT)
        case Between(is_turned=True):
            return relations.parents(
                actor, parents, by=meaning.type, parent_kind=meaning.child, child_kind=meaning.parent
            )
        case Between():
            return relations.children(
                actor, parents, by=meaning.type, parent_kind=meaning.parent, child_kind=meaning.child
            )


def parents_of(asked: Asked, meaning: Meaning, children: Sequence[Number]) -> Related:
    """What holds children, in the vendor's sense. The vendor refuses that for files. Raises: AccessDenied."""
    actor, relations = asked.actor, asked.services.relations
    match meaning:
        case FilesOn():
            hanging = relations.targets_of(actor, children, kind=meaning.parent)
            return _grouped([(one.file, one.target) for one in hanging if meaning.holds(one)])
        case TakingPart():
            return relations.appointments_of(actor, children, kind=Kind.CONTACT)
        case Between(is_turned=True):
            return relations.children(
                actor, children, by=meaning.type, parent_kind=meaning.child, child_kind=meaning.parent
            )
        case Between():
            return relations.parents(
                actor, children, by=meaning.type, parent_kind=meaning.parent, child_kind=meaning.child
            )


def _grouped(pairs: Sequence[tuple[Number, Number]]) -> Related:
    found: defaultdict[Number, list[Number]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found
