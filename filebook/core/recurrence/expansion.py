"""Expansion: the wall times of a rule, one after the other, always bounded.

Wall times have no zone here. What a clock change does to one is the caller's business: a skipped one moves forward by
the gap, of a doubled one it is the first (`services/occurrences.instant`).
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from filebook.core.recurrence.clock import DAY_SECONDS
from filebook.core.recurrence.rule import Rule
from filebook.core.recurrence.stamps import END_OF_TIME, stamp_of, stamps
from filebook.core.recurrence.steps import Steps

_SPARSE_STRIDE_DAYS, _DENSE_STRIDE_DAYS = 31, 1
_WIDER = 8


def expand(
    rule: Rule,
    *,
    at: time,
    since: datetime | None = None,
    before: datetime | None = None,
    steps: Steps | None = None,
) -> Iterator[datetime]:
    """The wall times of a rule in [since, before), ascending, each once. None: from the first, to the last.

    `at` is the time of day at which the appointment begins. Where the rule has no COUNT the walk begins at `since`.

    Raises: Unsupported("recurrence") past the step budget.
    """
    low = 0 if since is None else _first_stamp(since, at)
    end = END_OF_TIME if before is None else _first_stamp(before, at)
    found = stamps(rule, at=at, since=low, before=end, steps=Steps() if steps is None else steps)
    return (_wall(stamp, at) for stamp in found)


def first_time(rule: Rule, *, at: time, steps: Steps | None = None) -> datetime | None:
    """The first wall time of a rule. Raises: Unsupported("recurrence")."""
    return next(expand(rule, at=at, steps=steps), None)


def last_time(rule: Rule, *, at: time, steps: Steps | None = None) -> datetime | None:
    """The last wall time of a rule; None where it is endless or matches nothing. Raises: Unsupported("recurrence")."""
    if rule.endless:
        return None
    stamp = last_stamp(rule, at=at, steps=Steps() if steps is None else steps)
    return None if stamp is None else _wall(stamp, at)


def last_stamp(rule: Rule, *, at: time, steps: Steps) -> int | None:
    """The last stamp of a rule that ends. With a last day it is looked for from there back, in growing strides."""
    if rule.until is None:
        return max(stamps(rule, at=at, steps=steps), default=None)
    days = [rule.anchor, *rule.extra_days, *(wall.date() for wall in rule.extra_times)]
    first = min(days).toordinal() * DAY_SECONDS
    end = (max([rule.until, *days[1:]]).toordinal() + 1) * DAY_SECONDS
    stride = (_DENSE_STRIDE_DAYS if rule.ticks else _SPARSE_STRIDE_DAYS) * DAY_SECONDS
    while end > first:
        low = max(first, end - stride)
        last = max(stamps(rule, at=at, since=low, before=end, steps=steps), default=None)
        if last is not None:
            return last
        end, stride = low, stride * _WIDER
    return None


def _first_stamp(wall: datetime, at: time) -> int:
    """The first stamp at or after a wall time, when all carry the fraction of a second that `at` has."""
    return stamp_of(wall) + (at.microsecond < wall.microsecond)


def _wall(stamp: int, at: time) -> datetime:
    day, second = divmod(stamp, DAY_SECONDS)
    return datetime.fromordinal(day) + timedelta(seconds=second, microseconds=at.microsecond)
