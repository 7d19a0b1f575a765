"""Records: made, looked up, selected, changed, put in the trash."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, Missing, NotFound
from filebook.core.files import Attachment
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.relations import Relation, RelationType
from filebook.core.selection import Condition, Key, Reader, sort_key
from filebook.services.changelog import later, note
from filebook.services.colleagues import write_staff
from filebook.services.library import Page
from filebook.services.targets import allowed, require_target

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """By which value a selection is sorted; equal ones by number."""

    read: Reader[Record]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that a record is to hold: what a task or a log entry is about."""

    kind: Kind
    number: Number
    type: RelationType = RelationType.CONCERNS


@dataclass(frozen=True, slots=True)
class Holding:
    """Narrows a selection to records that are about at least one of these."""

    kind: Kind
    numbers: Collection[Number]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What is said of a record when it is made; `files` are numbers of files to hang on it."""

    label: str
    fields: Mapping[str, object] = field(default_factory=dict)
    ties: Sequence[Tie] = ()
    files: Sequence[Number] = ()


class Records:
    """Contacts, estates, tasks, locations and the like of the actor's business."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def add(self, actor: Actor, kind: Kind, *, label: str, fields: Mapping[str, object] | None = None) -> Record:
        """Raises: AccessDenied, Missing("label"), Invalid("kind") for what is no record."""
        return self.add_all(actor, kind, [NewRecord(label, fields or {})])[0]

    def add_all(self, actor: Actor, kind: Kind, news: Sequence[NewRecord]) -> list[Record]:
        """All of them with what they hold and what hangs on them, or none.

        Raises: as `add`, and NotFound (a tie's kind, or "file" also for one that the actor may not change).
        """
        require(actor, Action.WRITE, kind=kind)
        if not all(new.label.strip() for new in news):
            raise Missing("label")
        if kind not in RECORD_KINDS:
            raise Invalid("kind")
        at = self._now()

        def unit(tables: Tables) -> list[Record]:
            tables.numbers.lock(actor.business)
            return [_insert(tables, actor, kind, new=new, at=at) for new in news]

        return self._catalogue.write(unit)

    def change(
        self,
        actor: Actor,
        number: Number,
        *,
        kind: Kind,
        edit: Callable[[Record], Record],
        ties: Sequence[Tie] = (),
    ) -> Record:
        """Apply `edit` to the record as it is now, and let it hold `ties` too.

        Raises: NotFound (the record's kind or a tie's), AccessDenied, Missing("label").
        """
        require(actor, Action.WRITE, kind=kind)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            current = _live(tables, actor, number, kind=kind)
            changed = replace(edit(current), modified_at=later(current.modified_at, at))
            if not changed.label.strip():
                raise Missing("label")
            _tie(tables, actor, changed, ties=ties)
            tables.records.update(changed)
            _note(tables, actor, changed, verb=Verb.CHANGED, at=at)
            return changed

        return self._catalogue.write(unit)

    def amend(
        self, actor: Actor, number: Number, *, kind: Kind, edit: Callable[[Record], Record], trashed: bool | None = None
    ) -> Record:
        """As `change`, of one in the trash too. `trashed`: put it there or take it out; None: it stays where it is.

        Raises: NotFound(kind), AccessDenied, Missing("label"), Conflict("login") for that of a user, to be trashed.
        """
        require(actor, Action.WRITE, kind=kind)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            before = _found(tables, actor, number, kind=kind)
            after = replace(edit(before), modified_at=later(before.modified_at, at))
            if trashed is not None:
                after = replace(after, trashed_at=(before.trashed_at or at) if trashed else None)
            verb = _verb_of(before, after)
            if verb is Verb.TRASHED:
                _require_no_login(tables, before)
            if kind is Kind.STAFF:
                return write_staff(tables, actor, after, before=before, at=at, verb=verb)
            if not after.label.strip():
                raise Missing("label")
            tables.records.update(after)
            _note(tables, actor, after, verb=verb, at=at)
            return after

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, number: Number, *, kind: Kind) -> None:
        """Put a record in the trash; its files stay in the library.

        Raises: NotFound(kind), AccessDenied, Conflict("login") for the record of a user.
        """
        require(actor, Action.WRITE, kind=kind)
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            current = _live(tables, actor, number, kind=kind)
            _require_no_login(tables, current)
            tables.records.update(replace(current, trashed_at=at, modified_at=later(current.modified_at, at)))
            _note(tables, actor, current, verb=Verb.TRASHED, at=at)

        self._catalogue.write(unit)

    def get(self, actor: Actor, number: Number, *, kind: Kind) -> Record:
        """Raises: NotFound(kind), AccessDenied."""
        require(actor, Action.READ, kind=kind)
        with self._catalogue.glance() as tables:
            return _live(tables, actor, number, kind=kind)

    def find(self, actor: Actor, number: Number, *, kind: Kind) -> Record:
        """As `get`, also from the trash. Raises: NotFound(kind), AccessDenied."""
        require(actor, Action.READ, kind=kind)
        with self._catalogue.glance() as tables:
            return _found(tables, actor, number, kind=kind)

    def many(self, actor: Actor, numbers: Sequence[Number], *, kind: Kind) -> list[Record]:
        """Those of the numbers that are live records of the kind, each once, in order. Raises: AccessDenied."""
        require(actor, Action.READ, kind=kind)
        with self._catalogue.glance() as tables:
            found = tables.records.many(actor.business, numbers)
        live = (found[number] for number in dict.fromkeys(numbers) if number in found)
        return [record for record in live if record.kind is kind and not record.trashed_at]

    def page(self, actor: Actor, kind: Kind, *, after: Number | None = None, limit: int = 100) -> list[Record]:
        """Records of a kind by number. Raises: AccessDenied."""
        require(actor, Action.READ, kind=kind)
        with self._catalogue.read() as tables:
            return tables.records.page(actor.business, kind, after=after, limit=limit)

    def select(
        self,
        actor: Actor,
        kind: Kind,
        *,
        where: Sequence[Condition[Record]] = (),
        order: Sequence[Order] = (),
        page: Page,
        among: Collection[Number] | None = None,
        holding: Sequence[Holding] = (),
    ) -> tuple[list[Record], int]:
        """Records of a kind for which every condition holds, and how many there are before the page is cut out.

        `among` narrows to these numbers. Conditions and orders without it and without `holding` look at every record of
        the kind: fields are JSON, and their comparison is ours (docs/decisions/0006). Only values to sort by are kept.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=kind)
        with self._catalogue.read() as tables:
            for narrowing in holding:
                holders = _holders(tables, actor, kind, narrowing=narrowing)
                among = holders if among is None else holders & set(among)
            if among is None and not where and not order:
                first = islice(_candidates(tables, actor, kind, among=None), page.offset, page.offset + page.limit)
                return list(first), tables.records.count(actor.business, kind)
            found = _selected(_candidates(tables, actor, kind, among=among), where, order)
            numbers = found[page.offset : page.offset + page.limit]
            records = tables.records.many(actor.business, numbers)
        return [records[number] for number in numbers], len(found)

    def numbers(
        self, actor: Actor, kind: Kind, *, where: Sequence[Condition[Record]] = (), order: Sequence[Order] = ()
    ) -> list[Number]:
        """The numbers of all that `select` finds: for lists without an end, read on in batches by `many`.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=kind)
        with self._catalogue.read() as tables:
            return _selected(_candidates(tables, actor, kind, among=None), where, order)

    def concerns(self, actor: Actor, numbers: Sequence[Number]) -> dict[Number, dict[Number, Kind]]:
        """What records are about: record → other record → its kind, trashed ones left out; each given one is told.

        Raises: AccessDenied.
        """
        require(actor, Action.READ)
        found: dict[Number, dict[Number, Kind]] = {number: {} for number in numbers}
        with self._catalogue.read() as tables:
            relations = [
                relation
                for relation in tables.relations.of_parents(actor.business, list(found))
                if relation.type is RelationType.CONCERNS
            ]
            records = tables.records.many(actor.business, [relation.child for relation in relations])
        for relation in relations:
            record = records.get(relation.child)
            if record is not None and not record.trashed_at:
                found[relation.parent][record.number] = record.kind
        return found


def _insert(tables: Tables, actor: Actor, kind: Kind, *, new: NewRecord, at: datetime) -> Record:
    ref = tables.numbers.allocate(actor.business, kind)
    record = Record(actor.business, ref.number, ref.uid, kind, new.label, at, at, dict(new.fields))
    tables.records.add(record)
    _tie(tables, actor, record, ties=new.ties)
    for number in dict.fromkeys(new.files):
        _attach(tables, actor, number, to=record, at=at)
    _note(tables, actor, record, verb=Verb.CREATED, at=at)
    return record


def _tie(tables: Tables, actor: Actor, record: Record, *, ties: Sequence[Tie]) -> None:
    for tie in ties:
        require_target(tables, actor, actor.business, target=tie.number, kind=tie.kind)
        relation = Relation(record.number, record.kind, tie.number, tie.kind, tie.type)
        tables.relations.add(actor.business, relation)


def _attach(tables: Tables, actor: Actor, number: Number, *, to: Record, at: datetime) -> None:
    found = tables.files.get(actor.business, number)
    try:
        file = allowed(tables, actor, Action.WRITE, found, what="file", trashed_too=False)
    except AccessDenied:
        raise NotFound("file", number) from None
    tables.attachments.add(actor.business, Attachment(file.number, to.number, to.kind))
    note(tables, actor, business=actor.business, number=file.number, kind=Kind.FILE, verb=Verb.ATTACHED, at=at)


def _candidates(tables: Tables, actor: Actor, kind: Kind, *, among: Collection[Number] | None) -> Iterator[Record]:
    """Live records of the kind by number, in batches."""
    if among is not None:
        numbers = sorted(set(among))
        for start in range(0, len(numbers), _BATCH):
            records = tables.records.many(actor.business, numbers[start : start + _BATCH])
            found = (records[number] for number in sorted(records))
            yield from (record for record in found if record.kind is kind and not record.trashed_at)
        return
    after: Number | None = None
    while batch := tables.records.page(actor.business, kind, after=after, limit=_BATCH):
        yield from batch
        after = batch[-1].number


def _selected(records: Iterator[Record], where: Sequence[Condition[Record]], order: Sequence[Order]) -> list[Number]:
    """The numbers of those for which every condition holds, in order. Only what is sorted by is kept of each."""
    found: list[tuple[Number, tuple[Key, ...]]] = [
        (record.number, tuple(sort_key(one.read(record)) for one in order))
        for record in records
        if all(condition.holds(record) for condition in where)
    ]
    for index in reversed(range(len(order))):
        found.sort(key=lambda entry: entry[1][index], reverse=order[index].descending)
    return [number for number, _ in found]


def _holders(tables: Tables, actor: Actor, kind: Kind, *, narrowing: Holding) -> set[Number]:
    """Numbers of records of the kind that are about one of the live things named."""
    live = {
        record.number
        for record in tables.records.many(actor.business, list(narrowing.numbers)).values()
        if record.kind is narrowing.kind and not record.trashed_at
    }
    return {
        relation.parent
        for relation in tables.relations.of_children(actor.business, sorted(live))
        if relation.type is RelationType.CONCERNS and relation.parent_kind is kind
    }


def _live(tables: Tables, actor: Actor, number: Number, *, kind: Kind) -> Record:
    found = _found(tables, actor, number, kind=kind)
    if found.trashed_at:
        raise NotFound(kind.value, number)
    return found


def _found(tables: Tables, actor: Actor, number: Number, *, kind: Kind) -> Record:
    found = tables.records.get(actor.business, number)
    if found is None or found.kind is not kind:
        raise NotFound(kind.value, number)
    return found


def _require_no_login(tables: Tables, record: Record) -> None:
    """Raises: Conflict("login") for the staff record of a user, who is shut out instead."""
    if record.kind is Kind.STAFF and tables.users.by_staff(record.business, record.number) is not None:
        raise Conflict("login")


def _verb_of(before: Record, after: Record) -> Verb:
    if bool(before.trashed_at) is bool(after.trashed_at):
        return Verb.CHANGED
    return Verb.TRASHED if after.trashed_at else Verb.RESTORED


def _note(tables: Tables, actor: Actor, record: Record, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=record.business, number=record.number, kind=record.kind, verb=verb, at=at)
