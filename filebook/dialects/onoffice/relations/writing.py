"""`create`, `modify` and `delete` of `relation`: one thing is related to one or more others, or no longer.

Source: apidoc.onoffice.de, "Create Relations", "Modify Relations" and "Delete Relations", read 2026-11-22. What an
answer holds is said for `delete` alone; the other two answer the same here.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from filebook.core.appointments import Appointment, ParticipantStatus
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import File
from filebook.core.ids import Door, Kind, Number
from filebook.core.relations import Relation
from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import object_in, text_in
from filebook.dialects.onoffice.relations.names import Between, FilesOn, Meaning, TakingPart
from filebook.dialects.onoffice.relations.parameters import WRITE_LIMIT, children_in, meaning_in, parents_in
from filebook.dialects.onoffice.relations.reading import children_of
from filebook.services.book import Right
from filebook.services.booking import Rewrite
from filebook.services.filing import Hang

_CONFIRMATION, _FEEDBACK = "statusTerminbestaetigung", "statusTerminrueckmeldung"
_CONFIRMATIONS: Mapping[str, ParticipantStatus] = {
    "bestätigt": ParticipantStatus.ACCEPTED,
    "gesendet": ParticipantStatus.SENT,
    "gecancelt": ParticipantStatus.DECLINED,
    "nicht gesetzt": ParticipantStatus.UNSET,
}
_FEEDBACKS: Mapping[str, bool] = {"aktiv": True, "inaktiv": False}
FOLLOW_UP = "follow_up"
"""Under the door's name in an appointment: the numbers of contacts who may tell how they liked it."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A relation of one thing and some others."""

    meaning: Meaning
    parents: Sequence[Number]
    children: Sequence[Number]

    @property
    def pairs(self) -> list[tuple[Number, Number]]:
        return [(parent, child) for parent in self.parents for child in self.children]


@dataclass(frozen=True, slots=True)
class _Info:
    """What is said of contacts who take part in an appointment; None is nothing."""

    status: ParticipantStatus | None
    feedback: bool | None


def create_relation(asked: Asked) -> Outcome:
    """Relate; what is related already stays so. Raises: Refused, FilebookError."""
    wanted = _wanted_in(asked)
    info = _info_in(asked)
    _require(asked, wanted.parents, kind=wanted.meaning.parent)
    _require(asked, wanted.children, kind=wanted.meaning.child)
    match wanted.meaning:
        case FilesOn() as meaning:
            _attach(asked, wanted, meaning)
        case TakingPart():
            for appointment in wanted.parents:
                _tell(asked, appointment, wanted.children, info, participants=_with(wanted.children))
        case Between() as meaning:
            _relate(asked, wanted, meaning)
    return _done()


def modify_relation(asked: Asked) -> Outcome:
    """Set what contacts say to appointments, which is all that the vendor modifies. Raises: Refused, FilebookError."""
    wanted = _wanted_in(asked)
    info = _info_in(asked)
    if not isinstance(wanted.meaning, TakingPart):
        raise Refused(codes.NOT_IMPLEMENTED)
    if info == _Info(None, None):
        raise Refused(codes.NO_PARAMETER, "relationinfo")
    _require_related(asked, wanted)
    for appointment in wanted.parents:
        _tell(asked, appointment, wanted.children, info)
    return _done()


def delete_relation(asked: Asked) -> Outcome:
    """Relate no longer. Raises: Refused, FilebookError."""
    wanted = _wanted_in(asked)
    _require_related(asked, wanted)
    match wanted.meaning:
        case FilesOn() as meaning:
            for target, number in wanted.pairs:
                asked.services.filing.detach(asked.actor, _file(asked, number), target=target, kind=meaning.parent)
        case TakingPart():
            for appointment in wanted.parents:
                asked.services.booking.change(asked.actor, appointment, participants=_without(wanted.children))
        case Between() as meaning:
            _unrelate(asked, wanted, meaning)
    return _done()


def _done() -> Outcome:
    return Outcome([wire.Record(0, "", {"success": "success"})])


def _wanted_in(asked: Asked) -> _Wanted:
    """Raises: Refused for an unknown relation, a missing side or several on both, or files picked by what they are."""
    meaning = meaning_in(asked.parameters)
    parents = parents_in(asked.parameters, limit=WRITE_LIMIT)
    children = children_in(asked.parameters, limit=WRITE_LIMIT)
    if not parents:
        raise Refused(codes.NO_PARAMETER, "parentid")
    if not children:
        raise Refused(codes.NO_PARAMETER, "childid")
    wanted = _Wanted(meaning, list(dict.fromkeys(parents.values())), list(dict.fromkeys(children.values())))
    if len(wanted.parents) > 1 and len(wanted.children) > 1:
        raise Refused(codes.SEVERAL_TO_SEVERAL)
    if isinstance(meaning, FilesOn) and meaning.only is not None:
        raise Refused(codes.NOT_IMPLEMENTED)
    return wanted


def _info_in(asked: Asked) -> _Info:
    """Raises: Refused for a word that is not one of the vendor's; Invalid("relationinfo")."""
    said = object_in(asked.parameters.get("relationinfo"), "relationinfo")
    status = text_in(said.get(_CONFIRMATION), _CONFIRMATION).lower()
    feedback = text_in(said.get(_FEEDBACK), _FEEDBACK).lower()
    if status and status not in _CONFIRMATIONS:
        raise Refused(codes.UNKNOWN_CHOICE, _CONFIRMATION)
    if feedback and feedback not in _FEEDBACKS:
        raise Refused(codes.UNKNOWN_CHOICE, _FEEDBACK)
    return _Info(_CONFIRMATIONS.get(status), _FEEDBACKS.get(feedback))


def _require(asked: Asked, numbers: Sequence[Number], *, kind: Kind) -> None:
    """All of them before any is written. Raises: NotFound(kind), AccessDenied."""
    if kind is Kind.APPOINTMENT:
        for number in numbers:
            appointment = asked.services.book.get(asked.actor, number)
            if asked.services.book.right(asked.actor, appointment) is Right.READ:
                raise AccessDenied("write")
    elif kind is Kind.FILE:
        for number in numbers:
            _file(asked, number)
    else:
        known = {record.number for record in asked.services.records.many(asked.actor, numbers, kind=kind)}
        for number in numbers:
            if number not in known:
                raise NotFound(kind.value, number)


def _require_related(asked: Asked, wanted: _Wanted) -> None:
    """Raises: NotFound(kind) for what is not there; Refused, NotFound("file") for what is not related; AccessDenied."""
    _require(asked, wanted.parents, kind=wanted.meaning.parent)
    _require(asked, wanted.children, kind=wanted.meaning.child)
    related = children_of(asked, wanted.meaning, wanted.parents)
    if any(child not in related.get(parent, ()) for parent, child in wanted.pairs):
        if wanted.meaning.child is Kind.FILE:
            raise NotFound("file")
        raise Refused(codes.UNKNOWN_RECORD)


def _file(asked: Asked, number: Number) -> File:
    """A file that the actor sees; another is absent. Raises: NotFound("file")."""
    try:
        return asked.services.library.file(asked.actor, number)
    except AccessDenied:
        raise NotFound("file", number) from None


def _attach(asked: Asked, wanted: _Wanted, meaning: FilesOn) -> None:
    related = children_of(asked, meaning, wanted.parents)
    new = [
        (_file(asked, number), Hang(meaning.parent, target))
        for target, number in wanted.pairs
        if number not in related.get(target, ())
    ]
    asked.services.filing.attach_all(asked.actor, new)


def _tell(
    asked: Asked,
    appointment: Number,
    contacts: Sequence[Number],
    info: _Info,
    *,
    participants: Rewrite | None = None,
) -> None:
    """Note what some contacts say to an appointment."""
    asked.services.booking.change(
        asked.actor,
        appointment,
        edit=None if info.feedback is None else _with_feedback(contacts, wanted=info.feedback),
        participants=participants,
        statuses=None if info.status is None else dict.fromkeys(contacts, info.status),
    )


def _with_feedback(contacts: Collection[Number], *, wanted: bool) -> Callable[[Appointment], Appointment]:
    def edit(appointment: Appointment) -> Appointment:
        ours = appointment.fields.get(Door.ONOFFICE.value)
        fields = dict(ours) if isinstance(ours, Mapping) else {}
        others = [number for number in fields.get(FOLLOW_UP) or () if number not in contacts]
        fields[FOLLOW_UP] = sorted([*others, *contacts] if wanted else others)
        return replace(appointment, fields={**appointment.fields, Door.ONOFFICE.value: fields})

    return edit


def _relate(asked: Asked, wanted: _Wanted, meaning: Between) -> None:
    relations = _stored(wanted, meaning)
    if relations[0].parent_kind is Kind.APPOINTMENT:
        for number, concerned in _by_parent(relations).items():
            asked.services.booking.change(asked.actor, number, concerns=_with(concerned))
    else:
        asked.services.relations.add(asked.actor, relations)


def _unrelate(asked: Asked, wanted: _Wanted, meaning: Between) -> None:
    relations = _stored(wanted, meaning)
    if relations[0].parent_kind is Kind.APPOINTMENT:
        for number, concerned in _by_parent(relations).items():
            asked.services.booking.change(asked.actor, number, concerns=_without(concerned))
    else:
        asked.services.relations.remove(asked.actor, relations)


def _stored(wanted: _Wanted, meaning: Between) -> list[Relation]:
    """The relations as they are kept here."""
    if meaning.is_turned:
        return [Relation(child, meaning.child, parent, meaning.parent, meaning.type) for parent, child in wanted.pairs]
    return [Relation(parent, meaning.parent, child, meaning.child, meaning.type) for parent, child in wanted.pairs]


def _by_parent(relations: Sequence[Relation]) -> dict[Number, list[Number]]:
    found: defaultdict[Number, list[Number]] = defaultdict(list)
    for relation in relations:
        found[relation.parent].append(relation.child)
    return found


def _with(added: Sequence[Number]) -> Rewrite:
    return lambda present: [*present, *added]


def _without(removed: Collection[Number]) -> Rewrite:
    return lambda present: [number for number in present if number not in removed]
