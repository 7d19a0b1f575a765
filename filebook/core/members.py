"""Members: each occurrence of a series as an appointment of its own, for doors that know no series."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Span, Status
from filebook.core.ids import Number, Ref
from filebook.core.recurrence.days import matches

MEMBER_LIMIT = 730
"""How many members of one series are shown at once (design 3, "Time")."""

_MARGIN = timedelta(days=3)
"""So long before the end of the calendar members are told: zones and buffers need room."""


@dataclass(frozen=True, slots=True)
class Member:
    """A single appointment, a whole series (`day` None), or what a series is on one day.

    `ref` is the occurrence's own name, None before it was given one.
    """

    whole: Appointment
    day: date | None = None
    ref: Ref | None = None
    change: ChangedOccurrence | None = None

    @property
    def number(self) -> Number | None:
        """What it is called by; None for an occurrence that was not named yet."""
        if self.day is None:
            return self.whole.number
        return None if self.ref is None else self.ref.number

    @property
    def span(self) -> Span:
        """When it takes place, or would if it were not cancelled."""
        if self.day is None:
            return self.whole.span
        if self.change is not None and self.change.span is not None:
            return self.change.span
        return span_on(self.whole, self.day)

    @property
    def buffer(self) -> Buffer:
        """Its own buffer, or the series'."""
        own = None if self.change is None else self.change.buffer
        return self.whole.buffer if own is None else own

    @property
    def status(self) -> Status:
        """Where it stands: as the series does unless it has a status of its own; cancelled if left out of it."""
        if self.is_left_out:
            return Status.CANCELLED
        own = None if self.change is None else self.change.status
        return own if own is not None and self.whole.status is not Status.CANCELLED else self.whole.status

    @property
    def is_left_out(self) -> bool:
        """Whether the series does not happen on that day."""
        if self.day is None:
            return False
        return self.day in self.whole.cancelled_on or (self.change is not None and self.change.span is None)

    @property
    def subject(self) -> str:
        """Its own subject, or the series'."""
        own = None if self.change is None else self.change.subject
        return self.whole.subject if own is None else own

    @property
    def comment(self) -> str:
        """Its own comment, or the series'."""
        own = None if self.change is None else self.change.comment
        return self.whole.comment if own is None else own


def span_on(series: Appointment, day: date) -> Span:
    """The span that the rule alone gives for a day. Raises: OverflowError at the end of the calendar."""
    begin = datetime.combine(day, series.span.starts.time())
    return replace(series.span, starts=begin, ends=begin + (series.span.ends - series.span.starts))


def each_day(series: Appointment, *, since: date = date.min) -> Iterator[date]:
    """The days that belong to a series, whether it happens on them or not, ascending, from `since` on; none that was
    removed.

    Raises: Unsupported("recurrence").
    """
    first, removed = series.span.starts.date(), _removed(series)
    if since <= first and first not in removed:
        yield first
    if series.rule is not None:
        yield from (day for day in matches(series.rule, since=since) if day > first and day not in removed)


def changes_of(series: Appointment) -> Mapping[date, ChangedOccurrence]:
    """What differs from the series, by its day there."""
    return {entry.original_on: entry for entry in series.changed if not entry.removed}


def _removed(series: Appointment) -> frozenset[date]:
    """A day that was removed and is not left out any more has been taken back into its series."""
    if not series.changed:
        return frozenset()
    return series.cancelled_on & {entry.original_on for entry in series.changed if entry.removed}


def member_on(series: Appointment, day: date, ref: Ref | None = None) -> Member | None:
    """What a series is on a day, also one on which it was cancelled; None if the day is none of its, or was removed."""
    if next(each_day(series, since=day), None) != day:
        return None
    return Member(series, day, ref, changes_of(series).get(day))


def members_on(series: Appointment, days: Collection[date]) -> Iterator[Member]:
    """What a series is on each of these days that it has. Raises: Unsupported("recurrence")."""
    if series.rule is None or series.rule.count is None or not days:
        found = (member_on(series, day) for day in days)
        yield from (member for member in found if member is not None)
        return
    last = max(days)  # a rule with a count is gone through from its beginning: one way there does for all days
    for member in each_member(series, since=min(days)):
        if member.day in days:
            yield member
        if member.day is None or member.day >= last:
            return


def each_member(series: Appointment, *, since: date = date.min) -> Iterator[Member]:
    """The members of a series by their day, those left out too. Raises: Unsupported("recurrence")."""
    changes = changes_of(series)
    for day in each_day(series, since=since):
        try:
            span_on(series, day).ends + _MARGIN
        except OverflowError:
            return
        yield Member(series, day, change=changes.get(day))


def with_change(series: Appointment, change: ChangedOccurrence, *, left_out: bool) -> Appointment:
    """The series with one day as the change says, happening or left out."""
    others = tuple(entry for entry in series.changed if entry.original_on != change.original_on)
    day = frozenset({change.original_on})
    days = series.cancelled_on | day if left_out else series.cancelled_on - day
    return replace(series, changed=(*others, change), cancelled_on=days)


def without(series: Appointment, day: date) -> Appointment:
    """The series with one day removed, as if it never had it."""
    return with_change(series, ChangedOccurrence(day, None, removed=True), left_out=True)


def earlier(day: date, by: timedelta) -> date:
    """A day before this one, or the first that there is."""
    return day - by if day - date.min >= by else date.min
