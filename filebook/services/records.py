"""Records: made and looked up."""

from collections.abc import Callable, Mapping
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.errors import Invalid, Missing, NotFound
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.changelog import note


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
            note(tables, actor, business=record.business, number=record.number, kind=kind, verb=Verb.CREATED, at=at)
            return record

        return self._catalogue.write(unit)

    def get(self, actor: Actor, number: Number, *, kind: Kind) -> Record:
        """Raises: NotFound(kind), AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            found = tables.records.get(actor.business, number)
        if found is None or found.kind is not kind or found.trashed_at:
            raise NotFound(kind.value, number)
        return found

    def page(self, actor: Actor, kind: Kind, *, after: Number | None = None, limit: int = 100) -> list[Record]:
        """Records of a kind by number. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            return tables.records.page(actor.business, kind, after=after, limit=limit)
