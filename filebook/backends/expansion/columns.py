"""A window of many series, reckoned in columns. Importing this module loads numpy."""

from array import array
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from filebook.backends.expansion.clocks import offsets
from filebook.backends.expansion.keys import DAY_MICROSECONDS, EPOCH_SECONDS, MICROSECONDS, WALL_BITS, WALL_MASK
from filebook.backends.expansion.rows import DATES_WIDTH, DAYS_WIDTH, WEEKDAYS_WIDTH, Rows
from filebook.core.errors import Unsupported
from filebook.core.ports.expansion import Occurrences
from filebook.core.recurrence.clock import DAY_SECONDS
from filebook.core.recurrence.ordinals import month_start

Numbers = NDArray[np.int64]
_MONDAY = 6
"""What a day as a number lacks to be 0 on Mondays, modulo 7."""


class Columns:
    """The rows of many series as columns."""

    def __init__(self, rows: Rows) -> None:
        self._zones = [ZoneInfo(name) for name in rows.zones]
        self._zone, self._fraction, self._length = (
            _numbers(column) for column in (rows.series_zone, rows.series_fraction, rows.series_length)
        )
        self._length_days = np.maximum(self._length, 0) // DAY_MICROSECONDS + 1
        self._days = _Table(rows.days, DAYS_WIDTH, self._length_days)
        self._dates = _Table(rows.dates, DATES_WIDTH, self._length_days)
        self._weekdays = _Table(rows.weekdays, WEEKDAYS_WIDTH, self._length_days)
        self._singles, self._left_out = _numbers(rows.singles), np.sort(_numbers(rows.left_out))

    def keys(self, first_day: int, last_day: int, *, further: Sequence[int], limit: int) -> Numbers:
        """What begins on these days, or so much earlier that it may last until then; `further` is there anyway.

        Raises: Unsupported("recurrence") beyond `limit`.
        """
        days = (self._singles & WALL_MASK) // DAY_SECONDS
        earliest = first_day - self._length_days[self._singles >> WALL_BITS]
        singles = self._singles[(days >= earliest) & (days <= last_day)]
        found = [np.array(further, dtype=np.int64), singles]
        for some in (self._by_days, self._on_dates, self._on_weekdays):
            room = limit - sum(map(len, found))
            found.append(some(first_day, last_day, limit=room))
        keys = _ascending(np.concatenate(found))
        if len(keys) and len(self._left_out):
            places = np.searchsorted(keys, self._left_out)
            is_there = keys[np.minimum(places, len(keys) - 1)] == self._left_out
            keys = np.delete(keys, places[is_there])
        return keys

    def touching(self, keys: Numbers, window: tuple[int, int], *, given_up: Sequence[int]) -> Occurrences:
        """Those of the keys that touch the instants of the window, told as the port has it."""
        starts, ends = self._instants(keys)
        touches = (starts < window[1]) & ((ends > window[0]) | (starts >= window[0]))
        keys = keys[touches]
        days = (keys & WALL_MASK) // DAY_SECONDS
        return Occurrences(
            _array(keys >> WALL_BITS), _array(days), _array(starts[touches]), _array(ends[touches]), given_up
        )

    def _instants(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """When what has these keys begins and ends, in microseconds since 1970."""
        series, wall = keys >> WALL_BITS, keys & WALL_MASK
        fraction = self._fraction[series]
        end = fraction + self._length[series]
        end_wall = wall + end // MICROSECONDS
        table_keys, table_values = self._offsets(_days_of(wall, end_wall))
        zone = self._zone[series] << WALL_BITS
        begins, ends = (
            walls - EPOCH_SECONDS - table_values[np.searchsorted(table_keys, zone + walls, side="right") - 1]
            for walls in (wall, end_wall)
        )
        return begins * MICROSECONDS + fraction, ends * MICROSECONDS + end % MICROSECONDS

    def _by_days(self, first_day: int, last_day: int, *, limit: int) -> Numbers:
        base, low, until, first, stride = self._days.within(first_day, last_day)
        row, day = _each(first, stride, low=low, until=until, limit=limit)
        keys: Numbers = base[row] + day * DAY_SECONDS
        return keys

    def _on_dates(self, first_day: int, last_day: int, *, limit: int) -> Numbers:
        rows, first, end = self._dates.by_months(first_day, last_day, limit=limit)
        number = rows[-1]
        days = np.where(number > 0, first - 1 + number, end + number)
        return _keys_on(days, rows, (number != 0) & (days >= first) & (days < end))

    def _on_weekdays(self, first_day: int, last_day: int, *, limit: int) -> Numbers:
        rows, first, end = self._weekdays.by_months(first_day, last_day, limit=limit)
        weekday, ordinal = rows[-2:]
        from_first = first + (weekday - (first + _MONDAY)) % 7 + 7 * (ordinal - 1)
        from_end = end - 1 - (end - 1 + _MONDAY - weekday) % 7 + 7 * (ordinal + 1)
        days = np.where(ordinal > 0, from_first, from_end)
        return _keys_on(days, rows, (ordinal != 0) & (days >= first) & (days < end))

    def _offsets(self, days: list[int]) -> tuple[Numbers, Numbers]:
        """How far clocks are ahead on some days: the keys are zone and wall time together."""
        keys, values = [], []
        for place, zone in enumerate(self._zones):
            for wall, ahead in offsets(zone, days):
                keys.append((place << WALL_BITS) + wall)
                values.append(ahead)
        return np.array(keys, dtype=np.int64), np.array(values, dtype=np.int64)


class _Table:
    """Rows of one kind."""

    def __init__(self, flat: Sequence[int], width: int, length_days: Numbers) -> None:
        self._columns: Numbers = np.ascontiguousarray(_numbers(flat).reshape(-1, width).T)
        self._length_days: Numbers = length_days[self._columns[0] >> WALL_BITS]

    def within(self, first_day: int, last_day: int) -> Numbers:
        """The rows with bounds within the window, which begins earlier for what lasts longer; none without a day."""
        low = np.maximum(self._columns[1], first_day - self._length_days)
        until = np.minimum(self._columns[2], last_day)
        is_some = low <= until
        rows: Numbers = self._columns[:, is_some]
        rows[1], rows[2] = low[is_some], until[is_some]
        return rows

    def by_months(self, first_day: int, last_day: int, *, limit: int) -> tuple[Numbers, Numbers, Numbers]:
        """A row for each month of the window in which it may match; the month's first day, and that of the next."""
        rows = self.within(first_day, last_day)
        low, until, phase, stride = rows[1:5]
        if not len(low):
            return rows, low, low
        earliest = _month_of(int(low.min()))
        starts = np.array([_month_start(month) for month in range(earliest, _month_of(last_day) + 2)], dtype=np.int64)
        low_month, until_month = (np.searchsorted(starts, days, side="right") - 1 + earliest for days in (low, until))
        row, month = _each(phase, stride, low=low_month, until=until_month, limit=limit)
        is_allowed = rows[5][row] >> month % 12 & 1 == 1
        row, place = row[is_allowed], month[is_allowed] - earliest
        return rows[:, row], starts[place], starts[place + 1]


def _each(first: Numbers, stride: Numbers, *, low: Numbers, until: Numbers, limit: int) -> tuple[Numbers, Numbers]:
    """Of each row what comes a number of strides before or after `first` in [low, until], with the row's place.

    Raises: Unsupported("recurrence") beyond `limit`, before any of it is there.
    """
    first = first - (first - low) // stride * stride
    count = np.maximum((until - first) // stride + 1, 0)
    total = int(count.sum())
    if total > limit:
        raise Unsupported("recurrence")
    row = np.repeat(np.arange(len(first)), count)
    number = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    return row, first[row] + number * stride[row]


def _keys_on(days: Numbers, rows: Numbers, is_in_month: NDArray[np.bool_]) -> Numbers:
    """The keys of those days that are in their months and in their rows' bounds."""
    base, low, until = rows[:3]
    keep = is_in_month & (days >= low) & (days <= until)
    keys: Numbers = base[keep] + days[keep] * DAY_SECONDS
    return keys


def _numbers(column: Sequence[int]) -> Numbers:
    numbers: Numbers = np.asarray(column, dtype=np.int64)
    return numbers


def _ascending(keys: Numbers) -> Numbers:
    """Each once. numpy's own `unique` puts whole numbers into a hash table, in which keys as alike as these collide."""
    keys.sort()
    is_first = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    return keys if is_first.all() else keys[is_first]


def _array(numbers: Numbers) -> "array[int]":
    plain = array("q")
    plain.frombytes(numbers.tobytes())
    return plain


def _month_of(day: int) -> int:
    """Months since the year 0."""
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def _month_start(month: int) -> int:
    return month_start(month // 12, month % 12 + 1)


def _days_of(*walls: Numbers) -> list[int]:
    """On which days some wall times are, ascending."""
    if not len(walls[0]):
        return []
    days = [wall // DAY_SECONDS for wall in walls]
    least = min(int(some.min()) for some in days)
    is_there = np.zeros(max(int(some.max()) for some in days) - least + 1, dtype=np.bool_)
    for some in days:
        is_there[some - least] = True
    there: list[int] = (np.flatnonzero(is_there) + least).tolist()
    return there
