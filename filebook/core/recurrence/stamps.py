"""The expansion itself, in whole numbers.

A stamp is a wall time: the ordinal of its day times the seconds of a day, and the second of the day.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from heapq import merge

from filebook.core.recurrence.clock import DAY_SECONDS, Ticks, Times, places, times_of_day
from filebook.core.recurrence.ordinals import LAST_DAY
from filebook.core.recurrence.periods import periods_of
from filebook.core.recurrence.rule import SUB_DAILY, Frequency, Rule
from filebook.core.recurrence.steps import Steps

END_OF_TIME = (LAST_DAY + 1) * DAY_SECONDS


def stamp_of(wall: datetime) -> int:
    """A wall time without its fraction of a second."""
    return wall.toordinal() * DAY_SECONDS + second_of(wall.time())


def second_of(at: time) -> int:
    """The second of the day, without its fraction."""
    return at.hour * 3_600 + at.minute * 60 + at.second


def stamps(rule: Rule, *, at: time, since: int = 0, before: int = END_OF_TIME, steps: Steps) -> Iterator[int]:
    """What belongs to a rule whose appointment begins at `at`, in [since, before), ascending, each once.

    Raises: Unsupported("recurrence") past the step budget.
    """
    found = _counted(rule, at=at, since=since, before=before, steps=steps)
    extra = {day.toordinal() * DAY_SECONDS + second_of(at) for day in rule.extra_days}
    extra.update(stamp_of(wall) for wall in rule.extra_times)
    if extra:
        steps.take(len(extra))
        found = _once(merge(found, sorted(stamp for stamp in extra if since <= stamp < before)))
    if not (rule.excluded_days or rule.excluded_times):
        return found
    steps.take(len(rule.excluded_days) + len(rule.excluded_times))
    days = frozenset(day.toordinal() for day in rule.excluded_days)
    times = frozenset(stamp_of(wall) for wall in rule.excluded_times)
    return (stamp for stamp in found if stamp not in times and stamp // DAY_SECONDS not in days)


def _once(found: Iterator[int]) -> Iterator[int]:
    last = -1
    for stamp in found:
        if stamp != last:
            yield stamp
        last = stamp


def _counted(rule: Rule, *, at: time, since: int, before: int, steps: Steps) -> Iterator[int]:
    """What the rule matches from its anchor to its end. Only COUNT makes it walk from the anchor to the window."""
    anchor = rule.anchor.toordinal() * DAY_SECONDS + second_of(at)
    low = anchor if rule.count is not None else max(anchor, since)
    found = _matching(rule, at=at, low=low, end=min(before, _end_of(rule)), steps=steps)
    for number, stamp in enumerate(found, start=1):
        if stamp >= since:
            yield stamp
        if number == rule.count:
            return


def _end_of(rule: Rule) -> int:
    """The first stamp that is past the rule's own end."""
    if rule.until is None:
        return END_OF_TIME
    last_second = DAY_SECONDS - 1 if rule.until_time is None else second_of(rule.until_time)
    return rule.until.toordinal() * DAY_SECONDS + last_second + 1


def _matching(rule: Rule, *, at: time, low: int, end: int, steps: Steps) -> Iterator[int]:
    """Period after period, until the end or until so many were empty that none can follow."""
    if low >= end:
        return
    periods, ticks = periods_of(rule), rule.frequency in SUB_DAILY
    in_days = _Ticking(rule, at) if ticks else _Daily(rule, at)
    index = periods.index_of(low // DAY_SECONDS)
    empty_count = 0
    while empty_count < periods.cycle and periods.start_of(index) * DAY_SECONDS < end:
        steps.take()
        days = periods.days_of(index)
        index += 1
        has_some = ticks and bool(days)  # hours and less have cycles of their own
        for stamp in in_days.stamps(days, low=low, steps=steps):
            if stamp >= end:
                return
            has_some = True
            if stamp >= low:
                yield stamp
        empty_count = 0 if has_some else empty_count + 1


class _Daily:
    """For rules that come daily or less often: each day at each time of day, of which BYSETPOS may pick some."""

    def __init__(self, rule: Rule, at: time) -> None:
        self._times: Times = times_of_day(rule, at)
        self._only = self._times[0] if len(self._times) == 1 else None
        self._positions = rule.by_set_position
        self._by_the_day = rule.frequency is Frequency.DAILY

    def stamps(self, days: Sequence[int], *, low: int, steps: Steps) -> Iterator[int]:
        """From `low` on, or a little before."""
        if self._only is not None and not self._positions:
            for day in days:
                steps.take()
                yield day * DAY_SECONDS + self._only
        elif not self._positions:
            for day in days:
                yield from self._on(day, low=low, steps=steps)
        elif self._by_the_day:
            for day in days if places(len(self._times), self._positions) else ():
                yield from self._picked((day,), steps=steps)
        else:
            yield from self._picked(days, steps=steps)

    def _on(self, day: int, *, low: int, steps: Steps) -> Iterator[int]:
        begin = day * DAY_SECONDS
        for second in self._times.onward(self._times.since(low - begin) if begin < low else 0):
            steps.take()
            yield begin + second

    def _picked(self, days: Sequence[int], *, steps: Steps) -> Iterator[int]:
        steps.take()
        for place in places(len(days) * len(self._times), self._positions):
            steps.take()
            day, time_place = divmod(place, len(self._times))
            yield days[day] * DAY_SECONDS + self._times[time_place]


class _Ticking:
    """For rules that come every so many hours, minutes or seconds."""

    def __init__(self, rule: Rule, at: time) -> None:
        self._ticks = Ticks(rule, at)

    def stamps(self, days: Sequence[int], *, low: int, steps: Steps) -> Iterator[int]:
        """From `low` on, or a little before."""
        for day in days:
            begin = day * DAY_SECONDS
            if begin + DAY_SECONDS > low:
                steps.take()
                for second in self._ticks.of_day(day, since=max(0, low - begin), steps=steps):
                    yield begin + second
