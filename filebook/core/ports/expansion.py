"""Many series at once: when each of them happens in one window of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from filebook.core.recurrence.rule import Rule


@dataclass(frozen=True, slots=True)
class Series:
    """A series as far as its times go. What was moved is a day left out here, and the caller's to add."""

    rule: Rule
    starts: datetime
    """The wall time of the first occurrence, which happens whether the rule matches it or not; no other is before."""
    length: timedelta
    """From the start of an occurrence to its end on the clock on the wall."""
    zone: str
    left_out: frozenset[date] = frozenset()
    """Local days on which nothing happens, not even the first occurrence."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """As many entries in each of the first four, by series and then by wall time; of a series each time comes once."""

    series: Sequence[int]
    """Which of the series it is, from 0."""
    days: Sequence[int]
    """The local day on which it begins, as `date.toordinal` has it."""
    starts: Sequence[int]
    """Instants in microseconds since 1970; of clock changes what `services/occurrences.instant` says is true."""
    ends: Sequence[int]
    given_up: Sequence[int]
    """The series, ascending, whose rules take too many steps; of them nothing is told."""


class Prepared(Protocol):
    """Series that can be asked for one window after another."""

    def between(self, *, starts: datetime, ends: datetime, limit: int) -> Occurrences:
        """What touches the instants [starts, ends); an occurrence without length touches its own.

        Raises: Unsupported("recurrence") if more than `limit` occurrences would have to be looked at.
        """


class Expansion(Protocol):
    """Expands many series at once, each as `core/recurrence` does it one by one."""

    def prepared(self, series: Iterable[Series]) -> Prepared:
        """What need be done only once for many windows.

        Rarer rules, and those with a count, cost each window a walk. `days.ended` turns a count into a last day, which
        never changes and may be kept. Raises: Unsupported("recurrence") for more series than there is room for.
        """
