"""Many series at once. What columns cannot say the core expands, one by one; numpy is loaded when asked."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from filebook.backends.expansion.keys import (
    LAST_WALL_MICROSECONDS,
    MICROSECONDS,
    SERIES_LIMIT,
    WALL_BITS,
    length_days,
    microseconds,
)
from filebook.backends.expansion.rows import Rows
from filebook.core.errors import Unsupported
from filebook.core.ports.expansion import Occurrences, Series
from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.ordinals import FIRST_DAY, LAST_DAY
from filebook.core.recurrence.stamps import stamp_of

if TYPE_CHECKING:
    from filebook.backends.expansion.columns import Columns

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class BulkExpansion:
    """Implements the port `Expansion`."""

    def prepared(self, series: Iterable[Series]) -> "PreparedSeries":
        rows = Rows()
        for index, one in enumerate(series):
            if index >= SERIES_LIMIT:
                raise Unsupported("recurrence")
            rows.add(index, one)
        return PreparedSeries(rows)


class PreparedSeries:
    """Implements the port `Prepared`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._columns: Columns | None = None

    def between(self, *, starts: datetime, ends: datetime, limit: int) -> Occurrences:
        columns = self._loaded()
        window = microseconds(starts - _EPOCH), microseconds(ends - _EPOCH)
        # a day more on either side, since zones differ, and another one: a clock change may have skipped a whole day
        first_day = max(starts.astimezone(UTC).toordinal() - 2, FIRST_DAY)
        last_day = min(ends.astimezone(UTC).toordinal() + 1, LAST_DAY)
        given_up: list[int] = []
        rare: list[int] = []
        for index, one in self._rows.rare:
            try:
                found = islice(_walls(one, first_day, last_day), limit + 1)
                rare += [(index << WALL_BITS) + wall for wall in found]
            except Unsupported:
                given_up.append(index)
            if len(rare) > limit:
                raise Unsupported("recurrence")
        keys = columns.keys(first_day, last_day, further=rare, limit=limit)
        return columns.touching(keys, window, given_up=given_up)

    def _loaded(self) -> "Columns":
        if self._columns is None:
            from filebook.backends.expansion.columns import Columns  # noqa: PLC0415 - numpy takes memory and time

            self._columns = Columns(self._rows)
        return self._columns


def _walls(one: Series, first_day: int, last_day: int) -> Iterator[int]:
    """The wall times, in seconds, that begin on these days, or so much earlier that they may last until then."""
    length = microseconds(one.length)
    since_day = max(first_day - length_days(length), FIRST_DAY)
    since = max(datetime.fromordinal(since_day), one.starts)
    before = None if last_day == LAST_DAY else datetime.fromordinal(last_day + 1)
    last = LAST_WALL_MICROSECONDS - length - one.starts.microsecond
    own = [one.starts] if since_day <= one.starts.toordinal() <= last_day else []
    ruled = expand(one.rule, at=one.starts.time(), since=since, before=before)
    for wall in chain(own, (wall for wall in ruled if wall > one.starts)):
        if wall.date() not in one.left_out and stamp_of(wall) * MICROSECONDS <= last:
            yield stamp_of(wall)
