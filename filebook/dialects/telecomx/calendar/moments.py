"""When an event takes place: ISODates in UTC, or dates for what lasts all day, against wall times of the business.

Source: the project's TelecomX reference, 1 and 8, read 2026-11-21.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from filebook.core.appointments import Span
from filebook.core.errors import Invalid, Missing

_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""Beyond them not every moment has a date in every zone."""
_MIDNIGHT, _DAY_ENDS, _LAST_MINUTE = time(), time(23, 59, 59), time(23, 59)
_ONE_DAY = timedelta(days=1)
_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Times:
    """What is said of when; None is not said."""

    start: str | None = None
    end: str | None = None
    all_day: bool | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said."""
        return self == Times()


def moment_from(text: str, *, field: str) -> datetime:
    """The moment of an ISODate; one without a zone is UTC. Raises: Invalid(field, "date")."""
    try:
        said = datetime.fromisoformat(text.strip()).replace(microsecond=0)
        moment = said if said.tzinfo else said.replace(tzinfo=UTC)
        if not _FIRST_YEAR <= moment.astimezone(UTC).year <= _LAST_YEAR:
            raise Invalid(field, "date")
    except (ValueError, OverflowError):
        raise Invalid(field, "date") from None
    return moment


def moment_text(wall: datetime, zone: str) -> str:
    """A wall time as an ISODate. One that a clock change skips moves forward by the gap; of a doubled one the first."""
    try:
        moment = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    except OverflowError:  # the first or last hours of the calendar have no moment in UTC
        moment = wall
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def lasts_all_day(span: Span) -> bool:
    """Whether both edges are dates; with one that is a time, both are told as times."""
    return span.start_all_day and span.end_all_day


def start_text(span: Span) -> str:
    """When a span starts."""
    return _date_text(span.starts.date()) if lasts_all_day(span) else moment_text(span.starts, span.zone)


def end_text(span: Span) -> str:
    """When a span ends; what lasts all day ends with the midnight after its last date."""
    return _date_text(span.ends.date() + _ONE_DAY) if lasts_all_day(span) else moment_text(span.ends, span.zone)


def span_from(said: Times, before: Span | None, *, zone: str, repeats: bool = False) -> Span:
    """The span that is said, in wall times of `before`'s zone, or of `zone`; what is not said stays as it was.

    A moment whose wall time comes twice, as clocks go back, has its second one only in UTC: there goes what does not
    repeat.

    Raises: Missing("start" | "end"), Invalid(the same).
    """
    all_day = said.all_day if said.all_day is not None else before is not None and lasts_all_day(before)
    span = _days(said, before, zone) if all_day else _moments(said, before, zone, repeats=repeats)
    if span.ends < span.starts:
        raise Invalid("end", "order")
    return span


def _days(said: Times, before: Span | None, zone: str) -> Span:
    near, was_from, was_until = (zone, None, None) if before is None else (before.zone, before.starts, before.ends)
    first = _said_or(said.start, was_from, field="start")
    first_day = first.date() if said.start is None else _first_day(first, near)
    last = _said_or(said.end, was_until, field="end")
    last_day = last.date() if said.end is None else _last_day(last, near, first_day)
    starts, ends = datetime.combine(first_day, _MIDNIGHT), datetime.combine(last_day, _DAY_ENDS)
    return Span(starts, ends, near, start_all_day=True, end_all_day=True)


def _first_day(written: datetime, zone: str) -> date:
    """The date as it is written, unless what is written is a midnight of the business told in UTC."""
    local = written.astimezone(ZoneInfo(zone))
    return local.date() if written.time() != _MIDNIGHT and local.time() == _MIDNIGHT else written.date()


def _last_day(written: datetime, zone: str, first: date) -> date:
    """A midnight ends the day before it, but no earlier than the first day."""
    local = written.astimezone(ZoneInfo(zone))
    if written.time() == _MIDNIGHT:
        end = written
    elif local.time() == _MIDNIGHT or local.time() >= _LAST_MINUTE:
        end = local
    else:
        return written.date()
    day = end.date()
    return day - _ONE_DAY if end.time() == _MIDNIGHT and day > first else day


def _moments(said: Times, before: Span | None, zone: str, *, repeats: bool) -> Span:
    near, was_from, was_until = (zone, None, None) if before is None else (before.zone, before.starts, before.ends)
    starts = _wall(_said_or(said.start, was_from, field="start"), near)
    ends = _wall(_said_or(said.end, was_until, field="end"), near)
    if (starts.fold or ends.fold) and not repeats:
        return Span(_in_utc(starts, near), _in_utc(ends, near), _UTC)
    return Span(starts.replace(fold=0), ends.replace(fold=0), near)


def _said_or(text: str | None, was: datetime | None, *, field: str) -> datetime:
    """The moment that is said, with its zone, else the wall time that was. Raises: Missing(field), Invalid(field)."""
    if text is not None:
        return moment_from(text, field=field)
    if was is None:
        raise Missing(field)
    return was


def _wall(at: datetime, zone: str) -> datetime:
    """A moment as a wall time of the zone; a wall time is one already."""
    return at if at.tzinfo is None else at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _in_utc(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None, fold=0)


def _date_text(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"
