"""When an appointment takes place, as Xelion says it: moments in UTC, or local days for edges that last all day.

Source: the project's Xelion reference, 6, 7.1 and 7.2, read 2026-11-21.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from filebook.core.appointments import Span
from filebook.core.errors import Missing
from filebook.dialects.xelion.dates import local_wall, moment_from, written_day

DAY_BEGINS, DAY_ENDS = time(), time(23, 59, 59)
_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Times:
    """What is said of when; None is not said."""

    starttime: str | None = None
    endtime: str | None = None
    all_start_day: bool | None = None
    all_end_day: bool | None = None


def span_from(said: Times, before: Span | None, *, zone: str, home: str, repeats: bool) -> Span:
    """The span that is said, in wall times of `zone`; what is not said stays as it was `before`.

    Days without a time are days of `home`, the business's zone. A moment whose wall time comes twice, as clocks go
    back, has its second one only in UTC: there goes what does not repeat.

    Raises: Missing("starttime" | "endtime"), Invalid(the same).
    """
    was = _in_zone(before, zone) if before is not None else None
    start_all_day = _either(said.all_start_day, was is not None and was.start_all_day)
    end_all_day = _either(said.all_end_day, was is not None and was.end_all_day)
    edge = _Edge(zone, home)
    starts = edge.wall(said.starttime, was.starts if was else None, "starttime", DAY_BEGINS if start_all_day else None)
    ends = edge.wall(said.endtime, was.ends if was else None, "endtime", DAY_ENDS if end_all_day else None)
    if (starts.fold or ends.fold) and not (repeats or start_all_day or end_all_day):
        return Span(_utc_wall(starts, zone), _utc_wall(ends, zone), _UTC)
    return Span(starts.replace(fold=0), ends.replace(fold=0), zone, start_all_day, end_all_day)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Reads a start or an end into wall times of `zone`."""

    zone: str
    home: str

    def wall(self, text: str | None, before: datetime | None, member: str, all_day: time | None) -> datetime:
        """`all_day` is the clock time that an edge which lasts all day has, whatever the client sent."""
        if text is None:
            if before is None:
                raise Missing(member)
            return before if all_day is None else datetime.combine(before.date(), all_day)
        if all_day is not None:
            return datetime.combine(written_day(text, member=member), all_day)
        return moment_from(text, self.home, member=member).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)


def _in_zone(span: Span, zone: str) -> Span:
    """The same span in wall times of another zone; edges that last all day are never shifted."""
    if span.zone == zone:
        return span
    starts = span.starts if span.start_all_day else local_wall(span.starts, span.zone, to_zone=zone)
    ends = span.ends if span.end_all_day else local_wall(span.ends, span.zone, to_zone=zone)
    return Span(starts, ends, zone, span.start_all_day, span.end_all_day)


def _utc_wall(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None, fold=0)


def _either(said: bool | None, was: bool) -> bool:  # noqa: FBT001 - a flag and what it was
    return was if said is None else said
