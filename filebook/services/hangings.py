"""Hangings: which files hang on a record or appointment, in which order and role; told and arranged."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require, sight
from filebook.core.appointments import Appointment
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import Attachment, File
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.changelog import note
from filebook.services.filing import Filing, Hang
from filebook.services.holding import staying_held
from filebook.services.targets import live, readable, require_target, writable

_STATE_BYTES = 6
_TARGETS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Hung:
    """A file as it hangs on one thing."""

    attachment: Attachment
    file: File


@dataclass(frozen=True, slots=True)
class Outline:
    """All that hangs on one thing. `state` is another number as soon as a file comes or goes, or its role or its place
    changes.
    """

    total: int
    state: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A thing that a file hangs on."""

    attachment: Attachment
    ref: Ref
    label: str


class Hangings:
    """What hangs on what, in the actor's business. Each write is one unit: all of it is seen everywhere, or none."""

    def __init__(self, catalogue: Catalogue, *, filing: Filing, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._filing = filing
        self._now = now

    def require_writer(self, actor: Actor) -> None:
        """Raises: AccessDenied for who may hang nothing anywhere, and so learns of nothing by trying."""
        require(actor, Action.WRITE, kind=Kind.FILE)

    def expect(self, actor: Actor, target: Number, *, kind: Kind) -> None:
        """Refuse what could not be hung there, before it is sent. Raises: AccessDenied, NotFound(kind)."""
        self.require_writer(actor)
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)

    def page(
        self, actor: Actor, target: Number, *, kind: Kind, after: tuple[int, Number] | None, limit: int
    ) -> list[Hung]:
        """What hangs on a thing behind this place and file, by place. Raises: AccessDenied, NotFound(kind)."""
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)
            found = tables.attachments.page(actor.business, target, sight=sight(actor), after=after, limit=limit)
        return [Hung(*one) for one in found]

    def outline(self, actor: Actor, target: Number, *, kind: Kind) -> Outline:
        """How much hangs on a thing, and which state of it this is. Raises: AccessDenied, NotFound(kind)."""
        require(actor, Action.READ, kind=Kind.FILE)
        with self._catalogue.read() as tables:
            require_target(tables, actor, actor.business, target=target, kind=kind)
            seen = tables.attachments.of_target(actor.business, target, sight=sight(actor))
        return Outline(len(seen), _state(seen))

    def one(self, actor: Actor, number: Number, *, target: Number, kind: Kind) -> Hung:
        """One file on a thing. Raises: AccessDenied, NotFound (the thing, the file, or the file not there)."""
        with self._catalogue.read() as tables:
            file = readable(tables, actor, tables.files.get(actor.business, number), what="file")
            require_target(tables, actor, actor.business, target=target, kind=kind)
            return Hung(_here(tables, file, target), file)

    def put(self, actor: Actor, number: Number, *, on: Hang) -> Hung:
        """Hang a file on a thing, in this role and at this place; without one it stays where it is, or comes last.

        Raises: AccessDenied, NotFound (file or thing), Conflict("title_picture" | "document_attribute").
        """

        def unit(tables: Tables) -> Hung:
            tables.numbers.lock(actor.business)
            file = _untrashed(tables, actor, number)
            require_target(tables, actor, actor.business, target=on.target, kind=on.kind)
            before = _found(tables, file, on.target)
            if before is None:
                self._filing.hang(tables, actor, file, on=on)
            else:
                position = before.position if on.position is None else on.position
                wanted = replace(before, position=position, role=on.role)
                if wanted != before:
                    tables.attachments.add(file.business, wanted)
                    self._note(tables, actor, number, verb=Verb.CHANGED)
            return Hung(_here(tables, file, on.target), file)

        return self._catalogue.write(unit)

    def detach(self, actor: Actor, number: Number, *, target: Number, kind: Kind) -> None:
        """Take a file off a thing. It stays in the library, wherever else it hangs or not.

        Raises: AccessDenied, NotFound (the thing, the file, or the file not there).
        """

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            file = _untrashed(tables, actor, number)
            require_target(tables, actor, actor.business, target=target, kind=kind)
            _here(tables, file, target)
            with staying_held(tables, actor.business, number):
                tables.attachments.remove(actor.business, number, target)
            self._note(tables, actor, number, verb=Verb.DETACHED)

        self._catalogue.write(unit)

    def arrange(self, actor: Actor, target: Number, *, kind: Kind, wanted: Sequence[tuple[Number, str]]) -> None:
        """Let just these files hang on a thing, in this order, each in its role. What the actor may not see keeps
        its place among them, as does what lies in the trash, for when it comes back.

        The revision that the actor's request expects of the thing is the `state` of its list.

        Raises: AccessDenied, NotFound (file or thing), Conflict("revision" | "title_picture" | "document_attribute").
        """
        require(actor, Action.WRITE, kind=Kind.FILE)

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            require_target(tables, actor, actor.business, target=target, kind=kind)
            seen = {one.file: one for one in tables.attachments.of_target(actor.business, target, sight=sight(actor))}
            state = _state(list(seen.values()))
            _require_state(actor, target, state)
            if state == _state_of(wanted):
                return
            listed = {number for number, _ in wanted}
            for number in seen.keys() - listed:
                _untrashed(tables, actor, number)
                with staying_held(tables, actor.business, number):
                    tables.attachments.remove(actor.business, number, target)
                self._note(tables, actor, number, verb=Verb.DETACHED)
            for place, (number, role) in enumerate(wanted):
                self._placed(tables, actor, seen.get(number), Attachment(number, target, kind, place, role))

        self._catalogue.write(unit)

    def holders(self, actor: Actor, number: Number, *, after: Number | None, limit: int) -> Sequence[Holder]:
        """Up to `limit` of the things that a file hangs on and that the actor may know of, by number.

        Raises: AccessDenied, NotFound("file").
        """
        with self._catalogue.read() as tables:
            readable(tables, actor, tables.files.get(actor.business, number), what="file")
            hanging = tables.attachments.of_files(actor.business, [number]).get(number, ())
            behind = sorted((one for one in hanging if one.target > (after or 0)), key=lambda one: one.target)
            found: list[Holder] = []
            for first in range(0, len(behind), _TARGETS_AT_ONCE):
                found += _holders(tables, actor, behind[first : first + _TARGETS_AT_ONCE])
                if len(found) >= limit:
                    break
        return found[:limit]

    def known(self, actor: Actor, number: Number) -> list[Attachment]:
        """How a file that the caller was given hangs on things that the actor may know of, in the order of hanging."""
        with self._catalogue.read() as tables:
            hanging = tables.attachments.of_files(actor.business, [number]).get(number, ())
            there = {
                target for kind in _kinds(hanging) for target in live(tables, actor, _on(hanging, kind), kind=kind)
            }
        return [one for one in hanging if one.target in there]

    def _placed(self, tables: Tables, actor: Actor, before: Attachment | None, wanted: Attachment) -> None:
        if before == wanted:
            return
        file = _untrashed(tables, actor, wanted.file)
        if before is None:
            on = Hang(wanted.target_kind, wanted.target, role=wanted.role)
            self._filing.hang(tables, actor, file, on=on)
        else:
            self._note(tables, actor, wanted.file, verb=Verb.CHANGED)
        tables.attachments.put(file.business, wanted)

    def _note(self, tables: Tables, actor: Actor, file: Number, *, verb: Verb) -> None:
        note(tables, actor, business=actor.business, number=file, kind=Kind.FILE, verb=verb, at=self._now())


def _untrashed(tables: Tables, actor: Actor, number: Number) -> File:
    """A file that the actor may hang somewhere. Raises: NotFound("file"), AccessDenied."""
    file = writable(tables, actor, tables.files.get(actor.business, number), what="file")
    if file.trashed_at:
        raise NotFound("file", number)
    return file


def _found(tables: Tables, file: File, target: Number) -> Attachment | None:
    hanging = tables.attachments.of_files(file.business, [file.number]).get(file.number, ())
    return next((one for one in hanging if one.target == target), None)


def _here(tables: Tables, file: File, target: Number) -> Attachment:
    """How a file hangs on a thing. Raises: NotFound("file")."""
    found = _found(tables, file, target)
    if found is None:
        raise NotFound("file", file.number)
    return found


def _state(seen: Sequence[Attachment]) -> int:
    return _state_of([(one.file, one.role) for one in seen])


def _state_of(files: Sequence[tuple[Number, str]]) -> int:
    told = ",".join(f"{file} {role}" for file, role in files)
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=_STATE_BYTES).digest(), "big")


def _require_state(actor: Actor, target: Number, state: int) -> None:
    """Raises: Conflict("revision")."""
    expects = None if actor.request is None else actor.request.expects
    if expects is not None and expects != (target, state):
        raise Conflict("revision")


def _holders(tables: Tables, actor: Actor, hanging: Sequence[Attachment]) -> list[Holder]:
    things: dict[Number, Record | Appointment] = {}
    for kind in _kinds(hanging):
        numbers = live(tables, actor, _on(hanging, kind), kind=kind)
        appointments = kind is Kind.APPOINTMENT
        rows = tables.appointments if appointments else tables.records
        things |= rows.many(actor.business, numbers)
    return [
        Holder(one, Ref(thing.number, thing.uid), thing.subject if isinstance(thing, Appointment) else thing.label)
        for one in hanging
        if (thing := things.get(one.target)) is not None
    ]


def _kinds(hanging: Sequence[Attachment]) -> set[Kind]:
    return {one.target_kind for one in hanging}


def _on(hanging: Sequence[Attachment], kind: Kind) -> list[Number]:
    return [one.target for one in hanging if one.target_kind is kind]
