"""How far the clocks of zones are from UTC, by wall time, on the days that are asked about."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from filebook.backends.expansion.keys import wall_at
from filebook.core.recurrence.clock import DAY_SECONDS


def offsets(zone: ZoneInfo, days: Iterable[int]) -> Sequence[tuple[int, int]]:
    """From which wall time on, in seconds, a zone's clock is how many seconds ahead of UTC; right on `days`, ascending.

    Of a doubled wall time the first is meant, and a skipped one counts as before the change. No zone has ever changed
    its clocks twice within six days, so two looks at a day show whether there is a change on it.
    """
    found: list[tuple[int, int]] = []
    for day in days:
        first, last = day * DAY_SECONDS, (day + 1) * DAY_SECONDS - 1
        before, after = _ahead(zone, first), _ahead(zone, last)
        if not found or found[-1][1] != before:
            found.append((first, before))
        if before != after:
            found.append((_change(zone, first, last), after))
    return found


def _change(zone: ZoneInfo, first: int, last: int) -> int:
    """The first second in (first, last] with another offset than `first` has; there is one change."""
    before = _ahead(zone, first)
    while last - first > 1:
        middle = (first + last) // 2
        if _ahead(zone, middle) == before:
            first = middle
        else:
            last = middle
    return last


def _ahead(zone: ZoneInfo, wall_seconds: int) -> int:
    ahead = zone.utcoffset(wall_at(wall_seconds))
    return 0 if ahead is None else ahead.days * DAY_SECONDS + ahead.seconds
