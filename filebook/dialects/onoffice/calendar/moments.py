"""Times in onOffice's calendar: wall time of the business without a zone, days, lengths; pure functions.

Source: apidoc.onoffice.de, calendar; read 2026-11-22. The zone of its times is not stated; it is the business's here.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid
from filebook.dialects.onoffice import ids
from filebook.dialects.onoffice.parameters import NOTHING, text_in

NO_DAY = "0000-00-00"
NO_LENGTH = "00:00:00"
EARLIEST, LATEST = date(2, 1, 1), date(9998, 12, 31)
"""Further away nothing is looked for."""
_LENGTH = re.compile(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?")
_HOUR_MINUTES = 60


def wall_in(value: object, parameter: str, *, zone: str) -> datetime | None:
    """A time of day that may be absent; one with an offset is brought to the business's zone.

    Raises: Invalid(parameter).
    """
    text = text_in(value, parameter).strip()
    if not text or text.startswith(NO_DAY):
        return None
    try:
        said = datetime.fromisoformat(text)
        local = said.astimezone(ZoneInfo(zone)) if said.tzinfo else said
    except (ValueError, OverflowError):
        raise Invalid(parameter) from None
    return local.replace(tzinfo=None, microsecond=0)


def day_in(value: object, parameter: str) -> date | None:
    """A day that may be absent; a time of day beside it is ignored. Raises: Invalid(parameter)."""
    wall = wall_in(value, parameter, zone="UTC")
    return None if wall is None else wall.date()


def moment_in(value: object, parameter: str) -> datetime | None:
    """A moment told in UTC that may be absent. Raises: Invalid(parameter)."""
    wall = wall_in(value, parameter, zone="UTC")
    return None if wall is None else wall.replace(tzinfo=UTC)


def minutes_in(value: object, parameter: str) -> int | None:
    """A length as `HH:MM`, `HH:MM:SS` or minutes; None where absent. Raises: Invalid(parameter)."""
    if value in NOTHING:
        return None
    clock = _LENGTH.fullmatch(text_in(value, parameter).strip())
    minutes = int(clock[1]) * _HOUR_MINUTES + int(clock[2]) if clock else ids.whole_of(value)
    if minutes is None or not 0 <= minutes < 100 * _HOUR_MINUTES:
        raise Invalid(parameter)
    return minutes


def length_text(minutes: int) -> str:
    """A length as `HH:MM:SS`."""
    return f"{minutes // _HOUR_MINUTES:02}:{minutes % _HOUR_MINUTES:02}:00"


def wall_text(wall: datetime) -> str:
    """A wall time as onOffice writes it."""
    return wall.isoformat(sep=" ", timespec="seconds")


def utc_text(moment: datetime) -> str:
    """A moment as onOffice writes those that are in UTC."""
    return wall_text(moment.astimezone(UTC).replace(tzinfo=None))


def offset_text(moment: datetime) -> str:
    """A moment in ISO 8601 with the offset `+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def in_zone(wall: datetime, *, told_in: str, zone: str) -> datetime:
    """The same moment on a clock of another zone."""
    if told_in == zone:
        return wall
    return wall.replace(tzinfo=ZoneInfo(told_in)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moment_of(wall: datetime, zone: str) -> datetime:
    """The moment of a wall time; of a doubled one the first."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def days_as_moments(first: date, last: date, *, zone: str) -> tuple[datetime, datetime]:
    """When the first of these days begins, and when the last is over."""
    first, last = (max(EARLIEST, min(day, LATEST)) for day in (first, last))
    begins, is_over = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    return moment_of(begins, zone), moment_of(is_over, zone)
