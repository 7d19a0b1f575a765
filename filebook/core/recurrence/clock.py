"""The times of day of a rule: which seconds of a day it matches. Nothing is listed that is not asked for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import time

from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.recurrence.steps import Steps

DAY_SECONDS = 86_400
_UNIT_SECONDS = {Frequency.HOURLY: 3_600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}


class Times(Sequence[int]):
    """Hours, minutes and seconds, each with each, as ascending seconds; reckoned from their place, never listed."""

    def __init__(self, hours: Sequence[int], minutes: Sequence[int], seconds: Sequence[int]) -> None:
        self._hours, self._minutes, self._seconds = hours, minutes, seconds
        self._known = (frozenset(hours), frozenset(minutes), frozenset(seconds))
        self._per_hour = len(minutes) * len(seconds)

    def __len__(self) -> int:
        return len(self._hours) * self._per_hour

    def __getitem__(self, place: int) -> int:  # type: ignore[override] # slices are not needed
        if not 0 <= place < len(self):
            raise IndexError(place)
        hour, rest = divmod(place, self._per_hour)
        minute, second = divmod(rest, len(self._seconds))
        return self._hours[hour] * 3_600 + self._minutes[minute] * 60 + self._seconds[second]

    def __contains__(self, second: object) -> bool:
        if not isinstance(second, int):
            return False
        hours, minutes, seconds = self._known
        return second // 3_600 in hours and second // 60 % 60 in minutes and second % 60 in seconds

    def onward(self, place: int) -> Iterator[int]:
        """Those from a place on."""
        hour_place, rest = divmod(place, self._per_hour) if self._per_hour else (0, 0)
        minute_place, second_place = divmod(rest, len(self._seconds)) if rest else (0, 0)
        for hour in self._hours[hour_place:]:
            for minute in self._minutes[minute_place:]:
                begin = hour * 3_600 + minute * 60
                for second in self._seconds[second_place:]:
                    yield begin + second
                second_place = 0
            minute_place = 0

    def since(self, second: int) -> int:
        """The place of the first that is not before a second of the day."""
        return bisect_left(self, second)


def times_of_day(rule: Rule, at: time) -> Times:
    """When on its days a rule that comes daily or less often matches; what it does not say is that of `at`."""
    return Times(
        _listed(rule.by_hour, at.hour, 24),
        _listed(rule.by_minute, at.minute, 60),
        _listed(_seconds(rule), at.second, 60),
    )


class Ticks:
    """The times of a rule that comes every so many hours, minutes or seconds, day by day."""

    def __init__(self, rule: Rule, at: time) -> None:
        frequency = rule.frequency
        self._unit, self._interval = _UNIT_SECONDS[frequency], rule.interval
        self._in_day = DAY_SECONDS // self._unit
        second = at.hour * 3_600 + at.minute * 60 + at.second
        self._anchor = rule.anchor.toordinal() * self._in_day + second // self._unit
        is_hourly, is_secondly = frequency is Frequency.HOURLY, frequency is Frequency.SECONDLY
        hours = _listed(rule.by_hour, None, 24)
        minutes = (0,) if is_hourly else _listed(rule.by_minute, None, 60)
        seconds = _listed(_seconds(rule), None, 60) if is_secondly else (0,)
        self._units = Times(hours, minutes, seconds)
        within_minutes = _listed(rule.by_minute, at.minute, 60) if is_hourly else (0,)
        within_seconds = (0,) if is_secondly else _listed(_seconds(rule), at.second, 60)
        within = list(Times((0,), within_minutes, within_seconds).onward(0))  # an hour's seconds at most
        self._within = [within[place] for place in places(len(within), rule.by_set_position)]

    def of_day(self, day: int, *, since: int, steps: Steps) -> Iterator[int]:
        """The seconds of a day, given as an ordinal, from `since` on or a little before."""
        for unit in self._units_of(day, since=since, steps=steps):
            for second in self._within:
                steps.take()
                yield unit + second

    def _units_of(self, day: int, *, since: int, steps: Steps) -> Iterator[int]:
        """The seconds at which hours, minutes or seconds begin that are in phase and allowed: the shorter way."""
        ahead = day * self._in_day - self._anchor
        first = since // self._unit
        first += -(ahead + first) % self._interval
        in_phase = range(first, self._in_day, self._interval)
        start = self._units.since(since - since % self._unit)
        if len(self._units) - start <= len(in_phase):
            for second in self._units.onward(start):
                steps.take()
                if (ahead + second // self._unit) % self._interval == 0:
                    yield second
        else:
            for unit in in_phase:
                steps.take()
                if unit * self._unit in self._units:
                    yield unit * self._unit


def places(size: int, positions: tuple[int, ...]) -> Sequence[int]:
    """Which places of a set of so many BYSETPOS picks; all of them without any."""
    if not positions:
        return range(size)
    picked = {position - 1 if position > 0 else size + position for position in positions if position}
    return sorted(place for place in picked if 0 <= place < size)


def _listed(values: tuple[int, ...], default: int | None, end: int) -> Sequence[int]:
    """The values of a part within 0 to `end`, ascending; if there are none the default one, or all."""
    if values:
        return sorted({value for value in values if 0 <= value < end})
    return range(end) if default is None else (default,)


def _seconds(rule: Rule) -> tuple[int, ...]:
    """The sixtieth second of a minute, which a wall clock does not show, is its last (RFC 5545, 3.3.12)."""
    return tuple(59 if second == 60 else second for second in rule.by_second)  # noqa: PLR2004 - a leap second
