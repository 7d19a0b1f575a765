"""Lists of records - clients, staff, locations, services - in the forms that TimeTap has for each of them.

Source: the project's TimeTap reference (sections 3.4, 7 and 8), read 2026-11-21.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
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
from filebook.dialects.timetap.queries import order_of, page_of, search_in
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
class _Wanted:
    """What a list is made of, and in which order."""

    where: Conditions
    order: Sequence[Order]
    among: Collection[Number] | None

    @property
    def is_everything(self) -> bool:
        """Whether it is every record of the kind, by number."""
        return not self.where and not self.order and self.among is None


def _all_of_them(query: QueryParams) -> Collection[Number] | None:  # noqa: ARG001 - where no query names single ones
    return None


@dataclass(frozen=True, slots=True)
class RecordLists(Generic[Shown_co]):
    """Handlers of the lists of one kind of record."""

    services: Services
    noun: Noun[Shown_co]
    named: Callable[[QueryParams], Collection[Number] | None] = _all_of_them
    """The numbers that a query narrows the list to, so that not all records are looked at; None: it does not."""

    def all(self, call: Call) -> Answer:
        """Everything that the query names; a page of it only where one is asked for."""
        return self._listed(call, page_of(call.query))

    def found(self, call: Call, where: Conditions) -> Answer:
        """Those for which conditions hold that are told otherwise than in the query."""
        return self._listed(call, page_of(call.query), where=where)

    def report_with_count(self, call: Call) -> Answer:
        """As `all`, and how many there are before a page is cut out."""
        count = self._page(call.actor, self._wanted(call), Page(0))[1]
        return self._listed(call, page_of(call.query), opening=b'{"count":%d,"results":[' % count, closing=b"]}")

    def report_count(self, call: Call) -> Answer:
        """How many there are."""
        return json_answer(Count(self._page(call.actor, self._wanted(call), Page(0))[1]))

    def count(self, call: Call) -> Answer:
        """How many are active, as a bare number."""
        return json_answer(self._page(call.actor, self._wanted(call, where=[holding(is_active)]), Page(0))[1])

    def ids(self, call: Call) -> Answer:
        """The numbers of those that are active, in a plain array."""
        return json_answer(self._numbers(call.actor, self._wanted(call, where=[holding(is_active)])))

    def _listed(
        self,
        call: Call,
        page: Page | None,
        *,
        where: Conditions = (),
        opening: bytes = b"[",
        closing: bytes = b"]",
    ) -> Answer:
        def batches() -> Iterator[bytes]:
            show, wanted = self.noun.shower(call.actor), self._wanted(call, where=where)
            for records in self._batches(call.actor, wanted, page):
                if records:
                    yield msgspec.json.encode([show(record) for record in records])[1:-1]

        return list_answer(call, self.services, batches, opening=opening, closing=closing)

    def _batches(self, actor: Actor, wanted: _Wanted, page: Page | None) -> Iterator[list[Record]]:
        if page is not None:
            yield self._page(actor, wanted, page)[0]
        elif wanted.is_everything:
            batch = self.services.records.page(actor, self.noun.kind, limit=_BATCH)
            while batch:
                yield batch
                batch = self.services.records.page(actor, self.noun.kind, after=batch[-1].number, limit=_BATCH)
        else:
            numbers = self._numbers(actor, wanted)
            for start in range(0, len(numbers), _BATCH):
                # What was put in the trash since then is missing.
                yield self.services.records.many(actor, numbers[start : start + _BATCH], kind=self.noun.kind)

    def _page(self, actor: Actor, wanted: _Wanted, page: Page) -> tuple[list[Record], int]:
        return self.services.records.select(
            actor, self.noun.kind, where=wanted.where, order=wanted.order, page=page, among=wanted.among
        )

    def _numbers(self, actor: Actor, wanted: _Wanted) -> list[Number]:
        if wanted.among is not None:
            return [record.number for record in self._page(actor, wanted, Page(len(wanted.among)))[0]]
        return self.services.records.numbers(actor, self.noun.kind, where=wanted.where, order=wanted.order)

    def _wanted(self, call: Call, *, where: Conditions = ()) -> _Wanted:
        actor, noun, order = call.actor, self.noun, order_of(call.query)
        conditions = [*noun.conditions(actor, call.query), *where]
        if term := search_in(call.query):
            conditions.append(holding(lambda record: term in noun.searched(record).casefold()))
        by: list[Order] = []
        if order.field in noun.sortable:
            show = noun.shower(actor)
            by = [Order(lambda record: _as_text_if_text(getattr(show(record), order.field)), order.descending)]
        elif order.descending and not order.field:
            by = [Order(lambda record: record.number, descending=True)]
        return _Wanted(conditions, by, self.named(call.query))


def _as_text_if_text(value: object) -> object:
    """A text with a quote before it, so that one of digits, such as a telephone number, is not sorted as a number."""
    return f"'{value}" if isinstance(value, str) else value


def holding(predicate: Callable[[Record], bool]) -> Condition[Record]:
    """The condition that a predicate holds."""
    return Condition(predicate, Operator.EQUAL, (True,))
