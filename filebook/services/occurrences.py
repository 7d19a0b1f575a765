"""When an appointment takes place: the spans of a single one or of a series, always bounded."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from filebook.core.appointments import Appointment, Span
from filebook.core.recurrence import occurrence_days


def occurrences(appointment: Appointment, *, starts: datetime, ends: datetime) -> list[Span]:
    """The spans of an appointment that touch the instants [starts, ends), ascending.

    Raises: Unsupported("recurrence") for rules this engine cannot expand.
    """
    span = appointment.span
    if appointment.rule is None:
        return [span] if touches(span, starts, ends) else []
    zone = ZoneInfo(span.zone)
    length = span.ends - span.starts
    days = occurrence_days(
        appointment.rule,
        span.starts.date(),
        since=starts.astimezone(zone).date() - length - timedelta(days=1),
        until=ends.astimezone(zone).date(),
    )
    changed = {entry.original_on: entry for entry in appointment.changed}
    found = []
    for day in days:
        if day in appointment.cancelled_on:
            continue
        begin = datetime.combine(day, span.starts.time())
        own: Span | None = replace(span, starts=begin, ends=begin + length)
        if day in changed:
            own = changed[day].span
        if own is not None and touches(own, starts, ends):
            found.append(own)
    return found


def instant(wall: datetime, zone: str) -> datetime:
    """The instant of a wall time: a skipped one moves forward by the gap, of a doubled one it is the first."""
    at = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    return at.astimezone(ZoneInfo("UTC"))


def touches(span: Span, starts: datetime, ends: datetime) -> bool:
    """Whether a span has a moment in [starts, ends); one without length has its own."""
    begin, end = instant(span.starts, span.zone), instant(span.ends, span.zone)
    return begin < ends and (end > starts or begin >= starts)
