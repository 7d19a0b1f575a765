"""Records: made, looked up, selected, changed, put in the trash."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.errors import Invalid, Missing, NotFound
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.selection import Condition, Reader, sort_key
from filebook.services.changelog import later, note
from filebook.services.library import Page

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """By which value a selection is sorted; equal ones by number."""

    read: Reader[Record]
    descending: bool = False


class Records:
    """Contacts, estates, tasks, locations and the like of the actor's business."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def add(self, actor: Actor, kind: Kind, *, label: str, fields: Mapping[str, object] | None = None) -> Record:
        """Raises: AccessDenied, Missing("label"), Invalid("kind") for what is no record."""
        require(actor, Action.WRITE)
        if not label.strip():
            raise Missing("label")
        if kind not in RECORD_KINDS:
            raise Invalid("kind")
        at = self._now()

        def unit(tables: Tables) -> Record:
            ref = tables.numbers.allocate(actor.business, kind)
            record = Record(actor.business, ref.number, ref.uid, kind, label, at, at, dict(fields or {}))
            tables.records.add(record)
            _note(tables, actor, record, verb=Verb.CREATED, at=at)
            return record

        return self._catalogue.write(unit)

    def change(self, actor: Actor, number: Number, *, kind: Kind, edit: Callable[[Record], Record]) -> Record:
        """Apply `edit` to the record as it is now. Raises: NotFound(kind), AccessDenied, Missing("label")."""
        require(actor, Action.WRITE)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            current = _live(tables, actor, number, kind=kind)
            changed = replace(edit(current), modified_at=later(current.modified_at, at))
            if not changed.label.strip():
                raise Missing("label")
            tables.records.update(changed)
            _note(tables, actor, changed, verb=Verb.CHANGED, at=at)
            return changed

        return self._catalogue.write(unit)

    def trash(self, actor: Actor, number: Number, *, kind: Kind) -> None:
        """Put a record in the trash; its files stay in the library. Raises: NotFound(kind), AccessDenied."""
        require(actor, Action.WRITE)
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            current = _live(tables, actor, number, kind=kind)
            tables.records.update(replace(current, trashed_at=at, modified_at=later(current.modified_at, at)))
            _note(tables, actor, current, verb=Verb.TRASHED, at=at)

        self._catalogue.write(unit)

    def get(self, actor: Actor, number: Number, *, kind: Kind) -> Record:
        """Raises: NotFound(kind), AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            return _live(tables, actor, number, kind=kind)

    def many(self, actor: Actor, numbers: Sequence[Number], *, kind: Kind) -> list[Record]:
        """Those of the numbers that are live records of the kind, each once, in order. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            found = tables.records.many(actor.business, numbers)
        live = (found[number] for number in dict.fromkeys(numbers) if number in found)
        return [record for record in live if record.kind is kind and not record.trashed_at]

    def page(self, actor: Actor, kind: Kind, *, after: Number | None = None, limit: int = 100) -> list[Record]:
        """Records of a kind by number. Raises: AccessDenied."""
        require(actor, Action.READ)
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
    ) -> tuple[list[Record], int]:
        """Records of a kind for which every condition holds, and how many there are before the page is cut out.

        Looks at every record of the kind: fields are JSON, and their comparison is ours (docs/decisions/0006).

        Raises: AccessDenied.
        """
        require(actor, Action.READ)
        found: list[Record] = []
        with self._catalogue.read() as tables:
            after: Number | None = None
            while batch := tables.records.page(actor.business, kind, after=after, limit=_BATCH):
                found += (record for record in batch if all(condition.holds(record) for condition in where))
                after = batch[-1].number
        for one in reversed(order):
            found.sort(key=lambda record: sort_key(one.read(record)), reverse=one.descending)
        return found[page.offset : page.offset + page.limit], len(found)


def _live(tables: Tables, actor: Actor, number: Number, *, kind: Kind) -> Record:
    found = tables.records.get(actor.business, number)
    if found is None or found.kind is not kind or found.trashed_at:
        raise NotFound(kind.value, number)
    return found


def _note(tables: Tables, actor: Actor, record: Record, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=record.business, number=record.number, kind=record.kind, verb=verb, at=at)
