"""When an appointment takes place: the spans of a single one or of a series, always bounded."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from filebook.core.appointments import Appointment, Span
from filebook.core.errors import Unsupported
from filebook.core.members import changes_of, each_day, earlier, member_on, span_on
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT

_ONE_DAY = timedelta(days=1)


def occurrences(appointment: Appointment, *, starts: datetime, ends: datetime) -> list[Span]:
    """The spans of an appointment that touch the instants [starts, ends), ascending.

    Raises: Unsupported("recurrence") for rules this engine cannot expand, and beyond `OCCURRENCE_LIMIT` spans.
    """
    found = list(islice(each_occurrence(appointment, starts=starts, ends=ends), OCCURRENCE_LIMIT + 1))
    if len(found) > OCCURRENCE_LIMIT:
        raise Unsupported("recurrence")
    return found


def each_occurrence(appointment: Appointment, *, starts: datetime, ends: datetime) -> Iterator[Span]:
    """As `occurrences`, one after another: who needs only the first ones is not kept by an endless series.

    Raises: Unsupported("recurrence") for rules this engine cannot expand.
    """
    if appointment.rule is None:
        return (span for span in (appointment.span,) if touches(span, starts, ends))
    changed = sorted(_changed(appointment), key=_begins)
    spans = merge(_regular(appointment, starts=starts, ends=ends), changed, key=_begins)
    return (span for span in spans if touches(span, starts, ends))


def instant(wall: datetime, zone: str) -> datetime:
    """The instant of a wall time: a skipped one moves forward by the gap, of a doubled one it is the first."""
    at = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    return at.astimezone(ZoneInfo("UTC"))


def touches(span: Span, starts: datetime, ends: datetime) -> bool:
    """Whether a span has a moment in [starts, ends); one without length has its own."""
    begin, end = instant(span.starts, span.zone), instant(span.ends, span.zone)
    return begin < ends and (end > starts or begin >= starts)


def _regular(series: Appointment, *, starts: datetime, ends: datetime) -> Iterator[Span]:
    """The spans that the rule alone gives for the days around [starts, ends)."""
    span, zone = series.span, ZoneInfo(series.span.zone)
    elsewhere = series.cancelled_on | changes_of(series).keys()
    since = earlier(starts.astimezone(zone).date(), span.ends - span.starts + _ONE_DAY)
    until = ends.astimezone(zone).date()
    for day in each_day(series, since=since):
        if day > until:
            return
        if day in elsewhere:
            continue
        try:
            yield span_on(series, day)
        except OverflowError:
            return


def _changed(series: Appointment) -> Iterator[Span]:
    """The spans of occurrences with a time of their own, wherever they went; only of days that the series still has."""
    for entry in series.changed:
        if entry.span is None or entry.original_on in series.cancelled_on:
            continue
        if member_on(series, entry.original_on) is not None:
            yield entry.span


def _begins(span: Span) -> datetime:
    return instant(span.starts, span.zone)
