"""The index of words looked after: made for what is older than it, made anew, compared with the rows."""

from collections.abc import Iterator
from functools import partial

from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.catalogue import Catalogue, Tables

_AT_ONCE = 50
"""Other writers wait no longer than for a small upload, unless there is much text."""
_ROUND = 100
"""Units of a round, so that after an upgrade other work of the worker is not kept waiting for very long."""
Place = tuple[BusinessNumber, Number]


class SearchUpkeep:
    """Runs in the worker and by command; every step may be repeated or cut short without harm."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def catch_up(self) -> int:
        """One round of making words for things that have none yet; how many."""
        with self._catalogue.read() as tables:
            behind = tables.search.behind()
        total, units = 0, 0
        for business in behind:
            while units < _ROUND and (done := self._step(business)):
                total += done
                units += 1
        return total

    def rewrite(self) -> int:
        """Make all words anew; how many things have them. They are found meanwhile."""
        total = 0
        for business in self._businesses():
            self._catalogue.write(partial(_start_over, business=business))
            while done := self._step(business):
                total += done
        return total

    def wrong(self) -> Iterator[Place]:
        """The things that have other words than their rows say, but for those that have none yet."""
        with self._catalogue.read() as tables:
            behind = frozenset(tables.search.behind())
        for business in self._businesses():
            after: Number | None = None if business in behind else Number(0)
            while after is not None:
                with self._catalogue.read() as tables:
                    found, after = tables.search.wrong(business, after=after, limit=_AT_ONCE)
                yield from ((business, number) for number in found)

    def _step(self, business: BusinessNumber) -> int:
        def unit(tables: Tables) -> int:
            tables.numbers.lock(business)
            return tables.search.catch_up(business, limit=_AT_ONCE)

        return self._catalogue.write(unit)

    def _businesses(self) -> list[BusinessNumber]:
        with self._catalogue.read() as tables:
            return [business.number for business in tables.businesses.all()]


def _start_over(tables: Tables, *, business: BusinessNumber) -> None:
    tables.search.start_over(business)
