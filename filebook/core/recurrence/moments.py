"""Dates and times as iCalendar writes them, and how they lie to an appointment's start.

Source: RFC 5545, 3.3.4 and 3.3.5.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)
_LEAP_SECOND = "60"  # on a wall clock the minute's last one
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Start:
    """How an appointment begins, which a rule's text leaves to DTSTART. `zone` None: wherever one is."""

    at: time = time()
    zone: ZoneInfo | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A DATE, or a DATE-TIME with a time; `is_utc` if it ends in Z."""

    day: date
    at: time | None = None
    is_utc: bool = False


def moment_in(text: str, *, part: str) -> Moment:
    """Read a DATE or DATE-TIME. Raises: Invalid("rule", part)."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise Invalid("rule", part)
    year, month, day, hour, minute, second, mark = found.groups()
    try:
        on = date(int(year), int(month), int(day))
        at = None if hour is None else time(int(hour), int(minute), 59 if second == _LEAP_SECOND else int(second))
    except ValueError:
        raise Invalid("rule", part) from None
    return Moment(on, at, bool(mark))


def day_text(day: date) -> str:
    """A DATE."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def wall_text(wall: datetime) -> str:
    """A DATE-TIME without a zone; a fraction of a second has no place in it."""
    return f"{day_text(wall)}T{wall.hour:02}{wall.minute:02}{wall.second:02}"


def instant_text(wall: datetime, zone: ZoneInfo) -> str:
    """The DATE-TIME in UTC of a wall time."""
    return wall_text(instant(wall, zone)) + "Z"


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """A skipped wall time moves forward by the gap, of a doubled one it is the first; the calendar's ends hold it."""
    try:
        return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    except OverflowError:
        return _LAST if wall.year > 1 else datetime.min.replace(tzinfo=UTC)


def wall_of(moment: Moment, *, zone: ZoneInfo | None, start: Start) -> datetime:
    """The wall time at the start's zone of a moment written in `zone`; None: in the start's own."""
    wall = datetime.combine(moment.day, moment.at or start.at)
    from_zone = UTC if moment.is_utc else zone
    if moment.at is None or start.all_day or start.zone is None or from_zone in {None, start.zone}:
        return wall
    try:
        return wall.replace(tzinfo=from_zone).astimezone(start.zone).replace(tzinfo=None, fold=0)
    except OverflowError:
        return wall


def last_day_until(moment: Moment, wall: datetime, start: Start) -> date:
    """The last day whose appointment does not begin after a moment that is `wall` at the start's zone."""
    if moment.at is None or start.all_day:
        return wall.date()
    if start.zone is None or not moment.is_utc:
        is_past = wall < datetime.combine(wall.date(), start.at.replace(microsecond=0))
    else:
        end = datetime.combine(moment.day, moment.at, tzinfo=UTC)
        is_past = end < instant(datetime.combine(wall.date(), start.at.replace(microsecond=0)), start.zone)
    return wall.date() - _ONE_DAY if is_past and wall.date() > date.min else wall.date()


def is_at_start(wall: datetime, start: Start) -> bool:
    """Whether a wall time is that of the start, also where a clock change makes both the same instant."""
    usual = datetime.combine(wall.date(), start.at.replace(microsecond=0))
    return wall == usual or (start.zone is not None and instant(wall, start.zone) == instant(usual, start.zone))
