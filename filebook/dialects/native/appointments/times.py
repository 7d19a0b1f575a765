"""Times of appointments between the wire of the native API and ours; pure functions."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import UNSET, UnsetType

from filebook.core.appointments import Span
from filebook.core.errors import Invalid, Missing
from filebook.core.recurrence.moments import instant

_DAY_LENGTH = 10
_LAST_SECOND = time(23, 59, 59)
_YEARS = range(2, 9999)
"""The years at the ends of the calendar have moments that other zones have no date for."""


@dataclass(frozen=True, slots=True)
class Times:
    """What is said of when an appointment is."""

    starts: str | UnsetType = UNSET
    ends: str | UnsetType = UNSET
    zone: str | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET


def wall_shown(wall: datetime, *, all_day: bool) -> str:
    """A wall time, or the day that lasts."""
    return wall.date().isoformat() if all_day else wall.isoformat(timespec="seconds")


def instants_shown(span: Span) -> tuple[datetime, datetime]:
    """The instants of start and end; the same one where a clock skips so much that the start would lie behind."""
    zone = ZoneInfo(span.zone)
    starts_at = instant(span.starts, zone)
    return starts_at, max(starts_at, instant(span.ends, zone))


def zone_meant(name: str, field: str = "zone") -> ZoneInfo:
    """Raises: Invalid(field)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(field, "unknown") from None


def span_meant(said: Times, before: Span | None, *, zone: str) -> Span:
    """The span that is said, or one that there is with what is said of it; `zone` is for a new one.

    Raises: Missing("starts" | "ends"), Invalid("starts" | "ends" | "zone" | "all_day").
    """
    starts, start_all_day = _starts(said, before)
    ends, end_all_day = _ends(said, before, starts=starts, start_all_day=start_all_day)
    if said.all_day is True:
        starts, ends = datetime.combine(starts.date(), time()), datetime.combine(ends.date(), _LAST_SECOND)
        start_all_day = end_all_day = True
    elif said.all_day is False and (start_all_day or end_all_day):
        raise Invalid("all_day", "days")
    known = zone if before is None else before.zone
    span = Span(starts, ends, known if said.zone is UNSET else said.zone, start_all_day, end_all_day)
    zone_meant(span.zone)
    require_year(span.starts.year, "starts")
    require_year(span.ends.year, "ends")
    if span.ends < span.starts:
        raise Invalid("ends", "order")
    return span


def require_year(year: int, field: str) -> None:
    """Raises: Invalid(field) for one at the ends of the calendar."""
    if year not in _YEARS:
        raise Invalid(field, "range")


def _starts(said: Times, before: Span | None) -> tuple[datetime, bool]:
    if said.starts is not UNSET:
        return _wall(said.starts, "starts")
    if before is None:
        raise Missing("starts")
    return before.starts, before.start_all_day


def _ends(said: Times, before: Span | None, *, starts: datetime, start_all_day: bool) -> tuple[datetime, bool]:
    """A day's end is its last second. Not told, it lasts as long as it did, or to the end of the day."""
    if said.ends is not UNSET:
        wall, all_day = _wall(said.ends, "ends")
        return (datetime.combine(wall.date(), _LAST_SECOND), True) if all_day else (wall, False)
    if before is not None and start_all_day is before.start_all_day:
        try:
            return before.ends + (starts - before.starts), before.end_all_day
        except OverflowError:
            raise Invalid("starts", "range") from None
    if not start_all_day:
        raise Missing("ends")
    return datetime.combine(starts.date(), _LAST_SECOND), True


def _wall(text: str, field: str) -> tuple[datetime, bool]:
    """The wall time, and whether it is a day."""
    try:
        return datetime.fromisoformat(text), len(text) == _DAY_LENGTH
    except ValueError:
        raise Invalid(field, "value") from None
