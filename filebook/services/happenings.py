"""The table of happenings looked after: series are written on before their rows run out, and all can be made anew."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.catalogue import Catalogue, Tables

KEPT_AHEAD = timedelta(days=366)
"""So much of what is to come is always written of each series, at the least."""
_EXTENDED_AT_ONCE = 10
"""Each of them may have a thousand rows: other writers wait no longer than for a small upload."""
_EXTENSIONS = 500
"""Units of a round, so that after an upgrade other work of the worker is not kept waiting for very long."""
_BATCH = 100
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
Place = tuple[BusinessNumber, Number]


class Upkeep:
    """Runs in the worker and by command; every step may be repeated or cut short without harm."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def extend(self) -> int:
        """One round of writing on the series whose rows end within `KEPT_AHEAD`; how many."""
        total = 0
        for _ in range(_EXTENSIONS):
            done = self._catalogue.write(self._extended)
            total += done
            if done < _EXTENDED_AT_ONCE:
                break
        return total

    def rewrite(self) -> int:
        """Write everything anew; how many appointments. What is right already is not touched."""
        return sum(
            self._catalogue.write(partial(_rewritten, places=batch, at=self._now())) for batch in self._batches()
        )

    def wrong(self) -> Iterator[Place]:
        """The untrashed appointments of which something else is written than their times and rules say."""
        for batch in self._batches():
            with self._catalogue.read() as tables:
                for business, number in batch:
                    one = tables.appointments.get(business, number)
                    if one is not None and not tables.happenings.is_right(one, at=self._now()):
                        yield business, number

    def _extended(self, tables: Tables) -> int:
        at = self._now()
        due = tables.happenings.to_extend(at + KEPT_AHEAD, limit=_EXTENDED_AT_ONCE)
        return _rewritten(tables, places=sorted(due), at=at)

    def _batches(self) -> Iterator[list[Place]]:
        """All untrashed appointments."""
        with self._catalogue.read() as tables:
            businesses = [business.number for business in tables.businesses.all()]
        for business in businesses:
            after: Number | None = None
            while numbers := self._next(business, after):
                yield [(business, number) for number in numbers]
                after = numbers[-1]

    def _next(self, business: BusinessNumber, after: Number | None) -> list[Number]:
        with self._catalogue.read() as tables:
            found = tables.appointments.next_overlapping(business, starts=_FIRST, ends=_LAST, after=after, limit=_BATCH)
        return [one.number for one in found]


def _rewritten(tables: Tables, *, places: Sequence[Place], at: datetime) -> int:
    for business, number in places:
        tables.numbers.lock(business)  # or what is changed just now would be written as it was
        appointment = tables.appointments.get(business, number)
        if appointment is not None:
            tables.happenings.write(appointment, at=at)
    return len(places)
