"""Requirements: which documents things need, which of them are there, and where some are missing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, may, require, sight
from filebook.core.appointments import Appointment, Span, Status
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Invalid
from filebook.core.files import Attachment, File
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.requirements import (
    DOCUMENT_LIMIT,
    KINDS,
    REQUIREMENT_LIMIT,
    DocumentRequirements,
    NeededDocument,
    Requirement,
)
from filebook.services.book import Book
from filebook.services.changelog import note
from filebook.services.surroundings import Around, Surroundings
from filebook.services.targets import require_target
from filebook.services.touching import NARROW

_EXPECTED = frozenset({Status.ACTIVE, Status.PENDING})
"""Where appointments stand that still need something."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A document that a thing needs, and the first file in its role; None: it is missing."""

    document: NeededDocument
    file: File | None


@dataclass(frozen=True, slots=True)
class Hung:
    """How many files hang on an appointment, and how many mandatory documents are missing there."""

    file_count: int
    missing_count: int


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An appointment of which mandatory documents are missing. `span` is its first occurrence in the window."""

    appointment: Appointment
    span: Span
    missing: Sequence[NeededDocument]


class Requirements:
    """Documents that the actor's business asks for. What a reader may not see is missing for this reader."""

    def __init__(
        self, catalogue: Catalogue, *, book: Book, surroundings: Surroundings, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._book = book
        self._surroundings = surroundings
        self._now = now

    def get(self, actor: Actor) -> tuple[DocumentRequirements, int]:
        """What is asked for, and which revision of it this is. Raises: AccessDenied."""
        require(actor, Action.READ, kind=Kind.DOCUMENT_REQUIREMENTS)
        with self._catalogue.read() as tables:
            found = tables.requirements.get(actor.business)
            named = None if found.ref is None else tables.numbers.find(actor.business, found.ref.number)
        return found, 0 if named is None else named.revision

    def put(self, actor: Actor, items: Sequence[Requirement]) -> None:
        """Ask for these documents, in place of all others, from everything there is already too.

        Raises: AccessDenied, Invalid("requirements"), Conflict("revision").
        """
        require(actor, Action.ADMINISTER, kind=Kind.DOCUMENT_REQUIREMENTS)
        _require_sound(items)
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            before = tables.requirements.get(actor.business)
            _require_expected(actor, before.ref)
            kind = Kind.DOCUMENT_REQUIREMENTS
            ref = before.ref or tables.numbers.allocate(actor.business, kind)
            after = replace(before, ref=ref, modified_at=at, modified_by=actor.user_name, items=tuple(items))
            tables.requirements.put(after)
            verb = Verb.CREATED if before.ref is None else Verb.CHANGED
            note(tables, actor, business=actor.business, number=ref.number, kind=kind, verb=verb, at=at)

        self._catalogue.write(unit)

    def of_thing(self, actor: Actor, target: Number, *, kind: Kind) -> list[Filled]:
        """What a record or appointment needs, and what of it is there. Raises: AccessDenied, NotFound(kind)."""
        require(actor, Action.READ, kind=Kind.FILE)
        thing_type = self._type_of(actor, target, kind=kind)
        with self._catalogue.read() as tables:
            documents = tables.requirements.get(actor.business).of(kind, thing_type)
            roles = {document.role for document in documents}
            hanging = tables.attachments.in_roles_on(actor.business, [target], roles=roles, sight=sight(actor))
            first = _first_in_roles(hanging)
            files = {number: tables.files.get(actor.business, number) for number in first.values()}
        return [Filled(document, files.get(first.get(document.role, Number(0)))) for document in documents]

    def hung(self, actor: Actor, appointments: Sequence[Appointment], around: Around) -> dict[Number, Hung]:
        """What hangs on appointments that the actor may read, by three queries however many; nothing is told to whoever
        may see no files.
        """
        if not appointments or not (may(actor, Action.READ) and actor.scope.covers(Kind.FILE)):
            return {}
        numbers = [appointment.number for appointment in appointments]
        with self._catalogue.read() as tables:
            counts = tables.attachments.counts_on(actor.business, numbers, sight=sight(actor))
            asked = tables.requirements.get(actor.business)
            there = _roles_there(tables, actor, asked, numbers)
        return {
            one.number: Hung(
                counts.get(one.number, 0),
                len(_missing(asked.of(Kind.APPOINTMENT, around.type_of(one)), there.get(one.number, set()))),
            )
            for one in appointments
        }

    def missing(self, actor: Actor, *, starts: datetime, ends: datetime) -> list[Incomplete]:
        """The appointments that touch the instants [starts, ends) and lack a mandatory document, by start, then number.

        Raises: AccessDenied, Invalid("until") for more than 62 days.
        """
        require(actor, Action.READ, kind=Kind.FILE)
        if not starts <= ends <= starts + NARROW:
            raise Invalid("until", "range")
        coming = [
            (appointment, span)
            for appointment, span in self._book.first_between(actor, starts=starts, ends=ends)
            if appointment.status in _EXPECTED
        ]
        with self._catalogue.read() as tables:
            asked = tables.requirements.get(actor.business)
            there = _roles_there(tables, actor, asked, [appointment.number for appointment, _ in coming])
        if not asked.roles(Kind.APPOINTMENT):
            return []
        around = self._surroundings.of(actor, [appointment for appointment, _ in coming])
        found = []
        for appointment, span in coming:
            needed = asked.of(Kind.APPOINTMENT, around.type_of(appointment))
            missing = _missing(needed, there.get(appointment.number, set()))
            if missing:
                found.append(Incomplete(appointment, span, missing))
        return found

    def _type_of(self, actor: Actor, target: Number, *, kind: Kind) -> str:
        """What type a record or appointment has; "" for none. Raises: NotFound(kind)."""
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)
            if kind is not Kind.APPOINTMENT:
                record = tables.records.get(actor.business, target)
                return "" if record is None else record.text("type")
            appointment = tables.appointments.get(actor.business, target)
        return "" if appointment is None else self._surroundings.of(actor, [appointment]).type_of(appointment)


def _roles_there(
    tables: Tables, actor: Actor, asked: DocumentRequirements, numbers: Sequence[Number]
) -> dict[Number, set[str]]:
    """Appointment → the roles in which files hang on it."""
    roles = asked.roles(Kind.APPOINTMENT)
    there: dict[Number, set[str]] = {}
    for one in tables.attachments.in_roles_on(actor.business, numbers, roles=roles, sight=sight(actor)):
        there.setdefault(one.target, set()).add(one.role)
    return there


def _missing(needed: Sequence[NeededDocument], there: Collection[str]) -> list[NeededDocument]:
    return [document for document in needed if document.mandatory and document.role not in there]


def _first_in_roles(hanging: Sequence[Attachment]) -> dict[str, Number]:
    """Role → the file in it that comes first."""
    return {one.role: one.file for one in reversed(hanging)}


def _require_expected(actor: Actor, ref: Ref | None) -> None:
    """Raises: Conflict("revision") where the request expects that nothing was asked for yet, and something is."""
    expects = None if actor.request is None else actor.request.expects
    if expects is not None and ref is not None and expects[0] != ref.number:
        raise Conflict("revision")


def _require_sound(items: Sequence[Requirement]) -> None:
    """Raises: Invalid("requirements")."""
    if len(items) > REQUIREMENT_LIMIT:
        raise Invalid("requirements", "length")
    if len({(item.kind, item.type) for item in items}) < len(items):
        raise Invalid("requirements", "twice")
    for item in items:
        roles = {document.role for document in item.documents}
        if item.kind not in KINDS:
            raise Invalid("requirements", "kind")
        if len(item.documents) > DOCUMENT_LIMIT or len(roles) < len(item.documents) or "" in roles:
            raise Invalid("requirements", "documents")
