"""Which rows an appointment has in the table of happenings: its own span, or a series' around the present."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from filebook.backends.sql.appointment_bounds import instant_of
from filebook.core.appointments import Appointment, ChangedOccurrence, Span
from filebook.core.errors import Unsupported
from filebook.core.members import changes_of, each_day, earlier, members_on

NEVER, EVER = -(2**62), 2**62
"""Before and after every instant."""
_MICROSECOND, _ONE_DAY = timedelta(microseconds=1), timedelta(days=1)
_DAY = 86_400_000_000
LENGTHS = (_DAY, 32 * _DAY, 1024 * _DAY)
"""The classes by length, in microseconds; what lasts longer is in a class of its own."""
_PAST, _AHEAD = timedelta(days=366), timedelta(days=2 * 366)
_SHORT = 3 * 366 * _DAY
"""A series that lies within so many microseconds is written whole."""
_LONGEST = timedelta(days=366)
"""Series whose occurrences last longer are not written: each window would touch very many of them."""
_EPOCH = date(1970, 1, 1).toordinal()
_MARGIN = timedelta(days=3)
"""So long before the end of the calendar nothing is written: not every wall time there is an instant."""

HappeningRow = tuple[int, int, str, int, int]
"""length, first_at, original_on, last_at, left_out"""


@dataclass(frozen=True, slots=True)
class Written:
    """An appointment's rows: all of it that ends after the instant `since` and begins before `until`. None: all."""

    rows: list[HappeningRow]
    since: int | None = None
    until: int | None = None


_NOT_WRITTEN = Written([], since=EVER)
"""Always expanded on the fly."""


def written(appointment: Appointment, *, first_at: int, last_at: int, at: datetime) -> Written:
    """The rows as of an instant; `first_at` and `last_at` are the bounds of the whole. Raises: Invalid("zone")."""
    if appointment.trashed_at is not None:
        return Written([])
    if appointment.rule is None:
        return Written([_row(_bounds(appointment.span), appointment.span.starts.date(), left_out=False)])
    if appointment.span.ends - appointment.span.starts > _LONGEST:
        return _NOT_WRITTEN
    try:
        return _of_series(appointment, today=at.date(), is_short=last_at - first_at <= _SHORT)
    except Unsupported:
        return _NOT_WRITTEN


def length_class(length: int) -> int:
    """Which class of lengths something of so many microseconds is in."""
    return bisect_left(LENGTHS, length)


def _of_series(series: Appointment, *, today: date, is_short: bool) -> Written:
    """Raises: Unsupported("recurrence")."""
    clock = _Clock(series.span)
    first = series.span.starts.date()
    begin = first if is_short else max(first, earlier(today, _PAST + clock.length))
    end = date.max if is_short else _later(max(today, first), _AHEAD)
    since = None if begin == first else clock.bounds(begin - _ONE_DAY)[1]
    until = None
    changes = dict(changes_of(series))
    rows: list[HappeningRow] = []
    for day in each_day(series, since=begin):
        if day > end or day > clock.last_day:
            until = clock.bounds(min(day, clock.last_day))[0]
            break
        change = changes.pop(day, None)
        moved = None if change is None else change.span
        left_out = day in series.cancelled_on or (change is not None and moved is None)
        rows.append(_row(clock.bounds(day) if moved is None else _bounds(moved), day, left_out=left_out))
    rows += _moved_here(series, changes, since=since, until=until)
    return Written(rows, since, until)


def _moved_here(
    series: Appointment, changes: Mapping[date, ChangedOccurrence], *, since: int | None, until: int | None
) -> list[HappeningRow]:
    """The rows of days outside those written, moved to where they may be looked for."""
    earliest, latest = NEVER if since is None else since, EVER if until is None else until
    if (since, until) == (None, None):
        return []
    found = {
        day: bounds
        for day, change in changes.items()
        if change.span is not None and (bounds := _bounds(change.span))[1] > earliest and bounds[0] < latest
    }
    days = [member.day for member in members_on(series, found.keys()) if member.day is not None]
    return [_row(found[day], day, left_out=day in series.cancelled_on) for day in days]


class _Clock:
    """Puts the wall times of a series on days: as `instant_of`, made for a thousand days."""

    def __init__(self, span: Span) -> None:
        self.length = span.ends - span.starts
        self._time = span.starts.time().replace(fold=0)
        self._zone = ZoneInfo(span.zone)
        self._from_midnight = (
            datetime.combine(date.min, self._time) - datetime.combine(date.min, time())
        ) // _MICROSECOND
        self._length = self.length // _MICROSECOND
        self.last_day = earlier(date.max, max(self.length, timedelta()) + _MARGIN + _ONE_DAY)

    def bounds(self, day: date) -> tuple[int, int]:
        """First and last instant on a day, the last later than the first."""
        begins = datetime.combine(day, self._time, self._zone)
        wall = (day.toordinal() - _EPOCH) * _DAY + self._from_midnight
        first_at = wall - _offset(begins)
        return first_at, max(wall + self._length - _offset(begins + self.length), first_at + 1)


def _offset(aware: datetime) -> int:
    return (aware.utcoffset() or timedelta()) // _MICROSECOND


def _bounds(span: Span) -> tuple[int, int]:
    first_at = instant_of(span.starts, span.zone)
    return first_at, max(instant_of(span.ends, span.zone), first_at + 1)


def _row(bounds: tuple[int, int], day: date, *, left_out: bool) -> HappeningRow:
    first_at, last_at = bounds
    return length_class(last_at - first_at), first_at, day.isoformat(), last_at, int(left_out)


def _later(day: date, by: timedelta) -> date:
    """A day after this one, or the last that there is."""
    return day + by if date.max - day >= by else date.max
