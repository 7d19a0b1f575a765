"""Dates, times of day and instants as TimeTap writes them.

Source: the project's TimeTap reference (sections 3.2, 3.3, 5.3 and 5.4), read 2026-11-21.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.core.errors import Invalid
from filebook.dialects.timetap.wire import Moment, Text

FIRST_YEAR, LAST_YEAR = 1900, 9998
"""Years that a date may have: the calendar's ends leave no room for zones."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MILLISECONDS = re.compile(r"[0-9]{12,14}")
_NEXT_DAY_HOUR = 24
_LAST_MINUTE = 59
_HOURS_OF_HALF_DAY = 12
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# The length of text that a number may have before it is looked at.
_NUMBER_LENGTH_LIMIT = 20


def zone_of(name: str, *, field: str) -> ZoneInfo:
    """A zone by its IANA name. Raises: Invalid(field, "zone")."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(field, "zone") from None


def date_in_query(text: str, *, zone: ZoneInfo) -> date | None:
    """A date as leniently as clients need it: what follows the ten characters is no matter, and what is no date is
    as if it were not there.
    """
    squeezed = "".join(text.split())
    try:
        if _DATE.match(squeezed):
            return _bounded(date.fromisoformat(squeezed[:10]))
        if _MILLISECONDS.fullmatch(squeezed):
            return _bounded(datetime.fromtimestamp(int(squeezed) / 1000, tz=zone).date())
    except (ValueError, OverflowError, OSError):
        return None
    return None


def date_in(value: Text, *, field: str) -> date | None:
    """A date in a body; None for nothing. Raises: Invalid(field, "date")."""
    text = _text(value)
    if not text:
        return None
    try:
        found = _bounded(date.fromisoformat(text[:10])) if _DATE.match(text) else None
    except ValueError:
        found = None
    if found is None:
        raise Invalid(field, "date")
    return found


def clock_in(value: Text, *, field: str) -> timedelta | None:
    """How long after midnight an HHmm is, up to 2459, which is the next day's 00:59; None for nothing.

    Raises: Invalid(field, "time").
    """
    text = _text(value).replace(":", "")
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _NUMBER_LENGTH_LIMIT else -1
    hours, minutes = divmod(number, 100)
    if not (0 <= hours <= _NEXT_DAY_HOUR and 0 <= minutes <= _LAST_MINUTE):
        raise Invalid(field, "time")
    return timedelta(hours=hours, minutes=minutes)


def moment_in(value: Moment, *, field: str) -> datetime | None:
    """An instant in UTC from milliseconds or ISO 8601 with an offset; None for nothing. Raises: Invalid."""
    text = _text(value)
    if not text:
        return None
    try:
        if len(text) <= _NUMBER_LENGTH_LIMIT and re.fullmatch(r"[0-9]+(\.[0-9]*)?", text):
            found = datetime.fromtimestamp(float(text) / 1000, tz=UTC)
        else:
            found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise Invalid(field, "instant") from None
    if found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid(field, "instant")
    return found.astimezone(UTC)


def instant_of(wall: datetime, zone: str) -> datetime:
    """The instant of a wall time; of a doubled one the first. The calendar's last hours have none west of Greenwich."""
    try:
        return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    except OverflowError:
        return wall.replace(tzinfo=UTC)


def wall_in(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in a zone shows at an instant."""
    return _local(moment, zone).replace(tzinfo=None, fold=0)


def hhmm(wall: datetime) -> int:
    """A time of day as an integer without leading zeros."""
    return wall.hour * 100 + wall.minute


def midnight(day: date) -> datetime:
    """The wall time at which a day begins."""
    return datetime.combine(day, time())


def sentence(moment: datetime, zone: ZoneInfo) -> str:
    """An instant as `Wednesday, March 5, 2031 at 9:30 AM EST`, in English: programs parse it by its two commas."""
    local = _local(moment, zone)
    day = f"{_WEEKDAYS[local.weekday()]}, {_MONTHS[local.month - 1]} {local.day}, {local.year}"
    return f"{day} at {time_string(local)} {local.tzname()}"


def time_string(wall: datetime) -> str:
    """A time of day as `9:30 AM`."""
    hour = wall.hour % _HOURS_OF_HALF_DAY or _HOURS_OF_HALF_DAY
    return f"{hour}:{wall.minute:02} {'AM' if wall.hour < _HOURS_OF_HALF_DAY else 'PM'}"


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _text(value: Text) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _bounded(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
