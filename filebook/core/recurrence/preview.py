"""A series looked at before it is booked: its occurrences on two clocks, and what clock changes do to them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from heapq import merge
from zoneinfo import ZoneInfo

from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.moments import instant
from filebook.core.recurrence.rule import Rule


class ClockMark(StrEnum):
    """What the change of a clock does to an occurrence."""

    STARTS_SKIPPED = "starts_skipped"
    """The wall time at which it starts does not exist: it starts later by the gap."""
    STARTS_DOUBLED = "starts_doubled"
    """It comes twice: the first one is meant."""
    ENDS_SKIPPED = "ends_skipped"
    ENDS_DOUBLED = "ends_doubled"
    CHANGES_DURING = "changes_during"
    """The clock is changed while it lasts."""
    OFFSET_CHANGED = "offset_changed"
    """Since the occurrence before it the clock was changed."""
    MOVED_ELSEWHERE = "moved_elsewhere"
    """On the other clock it starts at another time of day than the one before it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One occurrence: wall times where it is booked, instants, wall times elsewhere."""

    starts: datetime
    ends: datetime
    starts_at: datetime
    ends_at: datetime
    other_starts: datetime | None
    other_ends: datetime | None
    marks: tuple[ClockMark, ...] = ()


def seen(
    starts: datetime,
    ends: datetime,
    *,
    zone: ZoneInfo,
    rule: Rule | None,
    other: ZoneInfo | None = None,
    since: datetime | None = None,
) -> Iterator[Seen]:
    """The occurrences of an appointment with these wall times from a wall time on; it may never end.

    Raises: Unsupported("recurrence") past the step budget.
    """
    own = [starts] if since is None or starts >= since else []
    walls = own if rule is None else merge(own, expand(rule, at=starts.time(), since=since))
    last: Seen | None = None
    wall_before: datetime | None = None
    for wall in walls:
        if wall == wall_before or wall < starts:
            continue
        wall_before = wall
        try:
            last = _seen(wall, wall + (ends - starts), zone, other, before=last)
        except OverflowError:
            return
        yield last


def _seen(starts: datetime, ends: datetime, zone: ZoneInfo, other: ZoneInfo | None, *, before: Seen | None) -> Seen:
    starts_at = instant(starts, zone)
    ends_at = max(starts_at, instant(ends, zone))  # of what is skipped, the start may come to lie behind the end
    elsewhere = None if other is None else (_wall(starts_at, other), _wall(ends_at, other))
    other_starts, other_ends = (None, None) if elsewhere is None else elsewhere
    found = Seen(starts, ends, starts_at, ends_at, other_starts, other_ends)
    return replace(found, marks=tuple(_marks(found, zone, before)))


def _marks(one: Seen, zone: ZoneInfo, before: Seen | None) -> Iterator[ClockMark]:
    if _is_skipped(one.starts, zone):
        yield ClockMark.STARTS_SKIPPED
    elif _is_doubled(one.starts, zone):
        yield ClockMark.STARTS_DOUBLED
    if _is_skipped(one.ends, zone):
        yield ClockMark.ENDS_SKIPPED
    elif _is_doubled(one.ends, zone):
        yield ClockMark.ENDS_DOUBLED
    offset = one.starts_at.astimezone(zone).utcoffset()
    if offset != one.ends_at.astimezone(zone).utcoffset():
        yield ClockMark.CHANGES_DURING
    if before is None:
        return
    if offset != before.starts_at.astimezone(zone).utcoffset():
        yield ClockMark.OFFSET_CHANGED
    if one.other_starts is not None and before.other_starts is not None:
        alike = one.starts.time() == before.starts.time()
        if alike and one.other_starts.time() != before.other_starts.time():
            yield ClockMark.MOVED_ELSEWHERE


def _is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    at = wall.replace(tzinfo=zone, fold=0)
    return at.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall


def _is_doubled(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone, fold=0).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset()


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
