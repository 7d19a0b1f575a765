"""Pages of records: lists that go on where the page before ended, in order, narrowed by what the records hold."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filebook.core.access import Action, Actor, require
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.book import RecordFilter, RecordMark, RecordOrder
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.selection import Condition, Key, Reader, sort_key

_BATCH = 1000
_LARGEST_VALUE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of records of one kind: for which every condition holds, sorted by a column or by a value that is read."""

    kind: Kind
    filter: RecordFilter = field(default_factory=RecordFilter)
    where: Sequence[Condition[Record]] = ()
    order: RecordOrder | Reader[Record] = RecordOrder.NUMBER
    descending: bool = False


class RecordPages:
    """Reads lists page by page.

    By number, label or change the store finds where a page begins. Conditions on fields, and an order by one, look at
    the records themselves (docs/decisions/0006); no more of them are kept than a page has.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def page(
        self, actor: Actor, wanted: RecordList, *, after: RecordMark | None, limit: int
    ) -> tuple[list[Record], RecordMark | None]:
        """A page, and where the next one begins; None after the last.

        Raises: AccessDenied, Invalid("cursor") for a mark of another order.
        """
        require(actor, Action.READ, kind=wanted.kind)
        with self._catalogue.read() as tables:
            if isinstance(wanted.order, RecordOrder):
                _require_mark(after, wanted.order)
                found = _sorted_by_store(tables, actor.business, wanted, wanted.order, after=after, limit=limit + 1)
                more = len(found) > limit
                mark = tables.records.mark(found[limit - 1], wanted.order) if more else None
                return found[:limit], mark
            marks = _sorted_by_value(tables, actor.business, wanted, wanted.order, after=after, limit=limit + 1)
            numbers = [number for _, number in marks[:limit]]
            records = tables.records.many(actor.business, numbers)
        last = marks[limit - 1] if len(marks) > limit else None
        return [records[number] for number in numbers], None if last is None else _mark(*last)

    def total(self, actor: Actor, wanted: RecordList) -> int:
        """How many a list holds. Raises: AccessDenied."""
        require(actor, Action.READ, kind=wanted.kind)
        with self._catalogue.read() as tables:
            if not wanted.where:
                return tables.records.total(actor.business, wanted.kind, where=wanted.filter)
            return sum(1 for _ in _fitting(tables, actor.business, wanted))


def _sorted_by_store(
    tables: Tables,
    business: BusinessNumber,
    wanted: RecordList,
    order: RecordOrder,
    *,
    after: RecordMark | None,
    limit: int,
) -> list[Record]:
    found: list[Record] = []
    size = _BATCH if wanted.where else limit
    while True:
        batch = tables.records.listing(
            business,
            wanted.kind,
            where=wanted.filter,
            order=order,
            descending=wanted.descending,
            after=after,
            limit=size,
        )
        found += (record for record in batch if _holds(record, wanted))
        if len(found) >= limit or len(batch) < size:
            return found[:limit]
        after = tables.records.mark(batch[-1], order)


def _sorted_by_value(
    tables: Tables,
    business: BusinessNumber,
    wanted: RecordList,
    read: Reader[Record],
    *,
    after: RecordMark | None,
    limit: int,
) -> list[tuple[Key, Number]]:
    """What is sorted by, and the numbers of the records."""
    begin = None if after is None else (_key(after), after.number)
    marks = ((sort_key(read(record)), record.number) for record in _fitting(tables, business, wanted))
    if wanted.descending:
        return heapq.nlargest(limit, (mark for mark in marks if begin is None or mark < begin))
    return heapq.nsmallest(limit, (mark for mark in marks if begin is None or mark > begin))


def _fitting(tables: Tables, business: BusinessNumber, wanted: RecordList) -> Iterator[Record]:
    """All records of a list, by number."""
    after: RecordMark | None = None
    while batch := tables.records.listing(business, wanted.kind, where=wanted.filter, after=after, limit=_BATCH):
        yield from (record for record in batch if _holds(record, wanted))
        after = tables.records.mark(batch[-1], RecordOrder.NUMBER)


def _holds(record: Record, wanted: RecordList) -> bool:
    return all(condition.holds(record) for condition in wanted.where)


def _require_mark(mark: RecordMark | None, order: RecordOrder) -> None:
    if mark is None:
        return
    if order is RecordOrder.LABEL and isinstance(mark.value, str):
        return
    if order is not RecordOrder.LABEL and isinstance(mark.value, int) and 0 <= mark.value <= _LARGEST_VALUE:
        return
    raise Invalid("cursor")


def _mark(key: Key, number: Number) -> RecordMark:
    rank, amount, text = key
    return RecordMark(f"1{text}" if rank else f"0{amount}", number)


def _key(mark: RecordMark) -> Key:
    text = str(mark.value)
    key = sort_key(text[1:])
    if text[:1] == "1":
        return (1, type(key[1])(0), text[1:])
    if text[:1] != "0" or key[0]:
        raise Invalid("cursor")
    return key
