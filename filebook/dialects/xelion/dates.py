"""Xelion's Date: `YYYY-MM-DD HH:MM:SS` in UTC, against wall times and local days of the business.

Source: the project's Xelion reference, 6 and 10.1, read 2026-11-21.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid

UNSET_DATE = ""
_DATE_LENGTH = len("2017-03-20")
_EARLIEST_YEAR, _LATEST_YEAR = 2, 9998
"""Outside of them not every wall time has a moment."""


def date_text(moment: datetime) -> str:
    """An aware moment as a Date."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def wall_text(wall: datetime, zone: str) -> str:
    """A wall time as a Date. One that a clock change skips moves forward by the gap; of a doubled one the first."""
    try:
        return date_text(wall.replace(tzinfo=ZoneInfo(zone), fold=0))
    except OverflowError:  # the first or last hours of the calendar have no moment in UTC
        return wall.isoformat(sep=" ", timespec="seconds")


def local_wall(wall: datetime, zone: str, *, to_zone: str) -> datetime:
    """A wall time on the clocks of another zone; it stays at the ends of the calendar. Of a doubled one the first."""
    if zone == to_zone:
        return wall
    try:
        return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(ZoneInfo(to_zone)).replace(tzinfo=None)
    except OverflowError:
        return wall


def local_text(day: date, clock: time) -> str:
    """A calendar day of something that lasts all day: local, never shifted."""
    return datetime.combine(day, clock).isoformat(sep=" ", timespec="seconds")


def midnight_text(day: date, zone: str) -> str:
    """A local day as recurrence members tell it: its midnight, as a Date."""
    return wall_text(datetime.combine(day, time()), zone)


def day_from(text: str, zone: str, *, member: str) -> date | None:
    """The local day of a Date at any time of day, or of a day alone; None where unset.

    Raises: Invalid(member, "date").
    """
    if not text.strip():
        return None
    try:
        said = datetime.fromisoformat(text.strip())
        if len(text.strip()) == _DATE_LENGTH:
            return said.date()
        moment = said if said.tzinfo else said.replace(tzinfo=UTC)
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ValueError, OverflowError):
        raise Invalid(member, "date") from None


def moment_from(text: str, zone: str, *, member: str) -> datetime:
    """The moment of a Date; a day alone is its midnight in `zone`, which is the business's.

    Raises: Invalid(member, "date").
    """
    try:
        said = datetime.fromisoformat(text.strip()).replace(microsecond=0)
        near = ZoneInfo(zone) if len(text.strip()) == _DATE_LENGTH else UTC
        moment = said if said.tzinfo else said.replace(tzinfo=near)
        if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
            raise Invalid(member, "date")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(member, "date") from None


def written_day(text: str, *, member: str) -> date:
    """The day as it stands in a Date, whatever time follows it: how all-day edges are told.

    Raises: Invalid(member, "date").
    """
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise Invalid(member, "date") from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise Invalid(member, "date")
    return day
