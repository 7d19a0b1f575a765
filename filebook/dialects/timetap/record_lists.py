"""Lists of records - clients, staff, locations, services - in the forms that TimeTap has for each of them.

Source: the project's TimeTap reference (sections 3.4, 7 and 8), read 2026-11-21.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec
from starlette.datastructures import QueryParams

from filebook.core.access import Actor
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.core.selection import Condition, Operator
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.kept import is_active
from filebook.dialects.timetap.queries import DEFAULT_PAGE_SIZE, order_of, page_of, search_in
from filebook.dialects.timetap.wire import Count
from filebook.services.bundle import Services
from filebook.services.library import Page
from filebook.services.records import Order
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

Shown_co = TypeVar("Shown_co", bound=msgspec.Struct, covariant=True)
Conditions = Sequence[Condition[Record]]
_BATCH = 500


class Noun(Protocol[Shown_co]):
    """What TimeTap calls one kind of record, and how it is shown."""

    @property
    def kind(self) -> Kind:
        """The kind."""

    @property
    def sortable(self) -> frozenset[str]:
        """The properties by which it can be sorted."""

    def shower(self, actor: Actor) -> Callable[[Record], Shown_co]:
        """Shows records to a caller; what that takes is fetched once."""

    def searched(self, record: Record) -> str:
        """The text that `searchTerm` is looked for in."""

    def conditions(self, actor: Actor, query: QueryParams) -> Conditions:
        """The filters of its own that a query names. Raises: Invalid, AccessDenied."""


@dataclass(frozen=True, slots=True)
class RecordLists(Generic[Shown_co]):
    """Handlers of the lists of one kind of record."""

    services: Services
    noun: Noun[Shown_co]

    def all(self, call: Call) -> Answer:
        """Everything that the query names; a page of it only where one is asked for."""
        return self._listed(call, page_of(call.query))

    def report(self, call: Call) -> Answer:
        """A page."""
        return self._listed(call, page_of(call.query) or Page(DEFAULT_PAGE_SIZE))

    def report_with_count(self, call: Call) -> Answer:
        """A page, and how many there are in all."""
        numbers = self._numbers(call)
        page = page_of(call.query) or Page(DEFAULT_PAGE_SIZE)
        show = self.noun.shower(call.actor)
        records = self._records(call.actor, numbers[page.offset : page.offset + page.limit])
        return json_answer({"count": len(numbers), "results": [show(record) for record in records]})

    def report_count(self, call: Call) -> Answer:
        """How many there are."""
        return json_answer(Count(len(self._numbers(call))))

    def count(self, call: Call) -> Answer:
        """How many are active, as a bare number."""
        return json_answer(len(self._numbers(call, active_only=True)))

    def ids(self, call: Call) -> Answer:
        """The numbers of those that are active, in a plain array."""
        return json_answer(self._numbers(call, active_only=True))

    def _listed(self, call: Call, page: Page | None) -> Answer:
        def batches() -> Iterator[bytes]:
            show, numbers = self.noun.shower(call.actor), self._numbers(call)
            if page is not None:
                numbers = numbers[page.offset : page.offset + page.limit]
            for start in range(0, len(numbers), _BATCH):
                # What was put in the trash since then is missing.
                if records := self._records(call.actor, numbers[start : start + _BATCH]):
                    yield msgspec.json.encode([show(record) for record in records])[1:-1]

        return list_answer(call, self.services, batches)

    def _records(self, actor: Actor, numbers: Sequence[Number]) -> list[Record]:
        return self.services.records.many(actor, numbers, kind=self.noun.kind)

    def _numbers(self, call: Call, *, active_only: bool = False) -> list[Number]:
        actor, noun, order = call.actor, self.noun, order_of(call.query)
        where = [*noun.conditions(actor, call.query)]
        if term := search_in(call.query):
            where.append(holding(lambda record: term in noun.searched(record).casefold()))
        if active_only:
            where.append(holding(is_active))
        by: list[Order] = []
        if order.field in noun.sortable:
            show = noun.shower(actor)
            by = [Order(lambda record: getattr(show(record), order.field), order.descending)]
        elif order.descending and not order.field:
            by = [Order(lambda record: record.number, descending=True)]
        return self.services.records.numbers(actor, noun.kind, where=where, order=by)


def holding(predicate: Callable[[Record], bool]) -> Condition[Record]:
    """The condition that a predicate holds."""
    return Condition(predicate, Operator.EQUAL, (True,))
