"""Slots: the times at which somebody could be booked for a service, told by clocks, and whether they are still free."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from filebook.core.appointments import NO_BUFFER, Buffer
from filebook.core.ids import Number
from filebook.core.records import Record
from filebook.core.working_hours import WorkingHours

LONGEST_MINUTES = 24 * 60
"""What a service, or the step from one slot to the next, may last."""
DURATION_MINUTES = 60
"""What a service lasts that does not say."""
_MINUTE = timedelta(minutes=1)

Interval = tuple[datetime, datetime]
"""From one moment to another, which does not belong to it: two instants, or two wall times."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How long a service takes with the client, what its staff need around it, and how far apart its slots begin."""

    duration_minutes: int
    step_minutes: int
    buffer: Buffer = NO_BUFFER

    @property
    def whole_minutes(self) -> int:
        """How long it takes with the buffer."""
        return self.buffer.before_minutes + self.duration_minutes + self.buffer.after_minutes


@dataclass(frozen=True, slots=True)
class Slot:
    """One time: wall times with the client and with the buffer, and the instants between which it takes staff."""

    starts: datetime
    ends: datetime
    occupied_starts: datetime
    occupied_ends: datetime
    begins_at: datetime
    finishes_at: datetime


class Taken:
    """When somebody's time is taken."""

    def __init__(self, intervals: Iterable[Interval]) -> None:
        self._begins: list[datetime] = []
        self._ends: list[datetime] = []
        for begins_at, ends_at in sorted(intervals):
            if self._ends and begins_at <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], ends_at)
            else:
                self._begins.append(begins_at)
                self._ends.append(ends_at)

    def leaves(self, slot: Slot) -> bool:
        """Whether nothing overlaps a slot; what only touches it does not."""
        index = bisect_right(self._ends, slot.begins_at)
        return index == len(self._ends) or self._begins[index] >= slot.finishes_at


def shape_of(service: Record, *, duration_minutes: int | None = None) -> Shape:
    """How a service is booked: as its record says in `duration_minutes`, `buffer_before_minutes`,
    `buffer_after_minutes` and `slot_minutes`; where it says nothing of use, an hour, without a buffer, one slot after
    the other.
    """
    duration = duration_minutes or _minutes(service, "duration_minutes", least=1) or DURATION_MINUTES
    buffer = Buffer(
        _minutes(service, "buffer_before_minutes", least=0) or 0,
        _minutes(service, "buffer_after_minutes", least=0) or 0,
    )
    one_after_the_other = buffer.before_minutes + duration + buffer.after_minutes
    return Shape(duration, _minutes(service, "slot_minutes", least=1) or one_after_the_other, buffer)


def serving(hours: Iterable[WorkingHours], *, location: Number, service: Number) -> tuple[WorkingHours, ...]:
    """Those of somebody's hours that hold for a service at a location."""
    return tuple(entry for entry in hours if entry.serves(location=location, service=service))


def open_times(hours: Iterable[WorkingHours], day: date) -> tuple[Interval, ...]:
    """The wall times between which somebody can be booked on a day, by start; those that touch are made one."""
    intervals = (entry.opens_on(day) for entry in hours)
    merged: list[Interval] = []
    for opens, closes in sorted(interval for interval in intervals if interval is not None):
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], closes)
        else:
            merged.append((opens, closes))
    return tuple(merged)


def each_slot(times: Iterable[Interval], shape: Shape, zone: ZoneInfo) -> Iterator[Slot]:
    """The slots within wall times of a zone, by start: on a grid from each opening, with their buffers inside.

    They last as long as they should on every day. Left out are those that a clock cannot tell: which begin or end in
    an hour that is skipped, or for the second time, or in whose buffer the clock is changed.
    """
    step = shape.step_minutes * _MINUTE
    for opens, closes in times:
        closes_at = _instant(closes, zone)
        begins = opens
        while begins + _MINUTE <= closes:
            slot = _slot(begins, shape, zone)
            if slot is not None and slot.finishes_at <= closes_at:
                yield slot
            begins += step


def _slot(begins: datetime, shape: Shape, zone: ZoneInfo) -> Slot | None:
    """The slot whose buffer begins at a wall time; None where clocks cannot tell it."""
    before, after = shape.buffer.before_minutes * _MINUTE, shape.buffer.after_minutes * _MINUTE
    begins_at = _instant(begins, zone)
    starts_at = begins_at + before
    ends_at = starts_at + shape.duration_minutes * _MINUTE
    finishes_at = ends_at + after
    walls = [moment.astimezone(zone) for moment in (begins_at, starts_at, ends_at, finishes_at)]
    occupied_starts, starts, ends, occupied_ends = (wall.replace(tzinfo=None, fold=0) for wall in walls)
    is_told = occupied_starts == begins and not any(wall.fold for wall in walls)
    if not is_told or starts - occupied_starts != before or occupied_ends - ends != after:
        return None
    return Slot(starts, ends, occupied_starts, occupied_ends, begins_at, finishes_at)


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _minutes(service: Record, name: str, *, least: int) -> int | None:
    """What a record says of minutes; None where that is nothing, or nothing that can be meant."""
    kept = service.fields.get(name)
    if not isinstance(kept, int) or isinstance(kept, bool) or not least <= kept <= LONGEST_MINUTES:
        return None
    return kept
