"""The instants between which an appointment or a whole series lies, for finding it by time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.backends.sql.columns import to_micros
from filebook.core.appointments import Appointment, Span
from filebook.core.errors import Invalid, Unsupported
from filebook.core.recurrence.days import last_match
from filebook.core.recurrence.rule import Rule

_UTC = ZoneInfo("UTC")
_LAST_INSTANT = to_micros(datetime.max.replace(tzinfo=_UTC))
_MICROSECOND = timedelta(microseconds=1)


def bounds_of(appointment: Appointment) -> tuple[int, int]:
    """First and last instant in microseconds UTC, the last later than the first; endless is the year 9999.

    Raises: Invalid("zone").
    """
    spans = [appointment.span, *(changed.span for changed in appointment.changed if changed.span is not None)]
    first_at = min(instant_of(span.starts, span.zone) for span in spans)
    last_at = max(instant_of(span.ends, span.zone) for span in spans)
    if appointment.rule is not None:
        last_at = max(last_at, _last_of_series(appointment.span, appointment.rule))
    return first_at, max(last_at, first_at + 1)


def _last_of_series(span: Span, rule: Rule) -> int:
    if rule.endless:
        return _LAST_INSTANT
    try:
        last_day = last_match(rule)
    except Unsupported:
        return _LAST_INSTANT
    days_later = (last_day - span.starts.date()) if last_day is not None else timedelta()
    try:
        return instant_of(span.ends + days_later, span.zone)
    except OverflowError:
        return _LAST_INSTANT


def instant_of(wall: datetime, zone: str) -> int:
    """Reckoned in whole numbers, because the first and last hours of the calendar have no datetime in UTC."""
    try:
        offset = wall.replace(tzinfo=ZoneInfo(zone), fold=0).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("zone", "unknown") from None
    return to_micros(wall.replace(tzinfo=_UTC)) - (offset or timedelta()) // _MICROSECOND
