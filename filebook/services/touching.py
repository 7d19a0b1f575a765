"""Appointments in a window of time, however many there are, and what each of them is in it.

What is written in the table of happenings is read from there; only what lies beyond it is expanded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from filebook.core.appointments import Appointment, Span
from filebook.core.errors import Unsupported
from filebook.core.ids import BusinessNumber, Number
from filebook.core.members import MEMBER_LIMIT, Member, changes_of, each_member, earlier, member_on
from filebook.core.ports.book import Happening
from filebook.core.ports.catalogue import Tables
from filebook.services.occurrences import each_occurrence, touches

_BATCH, _SMALL_BATCH = 1000, 100
_REMEMBERED = 5000
"""Appointments kept at hand while a window is gone through: series come again day after day."""
NARROW = timedelta(days=62)
"""Up to so wide a window is read by the time of each happening, a wider one appointment by appointment."""
_ONE_DAY = timedelta(days=1)

Found = tuple[Appointment, Sequence[Member] | None]
"""An appointment, and those of its members that touch the window, left out or not; None: they have to be expanded."""


def each_found(
    tables: Tables, business: BusinessNumber, *, starts: datetime, ends: datetime, taking_part: Number | None = None
) -> Iterator[Found]:
    """Untrashed appointments that touch the instants [starts, ends), however many there are, in no order.

    `taking_part`: only those with this record, or in this calendar. An appointment may come again with further members,
    and one to be expanded may turn out to have none.
    """
    if taking_part is None and ends - starts <= NARROW:
        yield from _by_time(tables, business, starts=starts, ends=ends)
        return
    after: Number | None = None
    while batch := tables.appointments.next_overlapping(
        business, starts=starts, ends=ends, participant=taking_part, after=after, limit=_BATCH
    ):
        yield from each_found_of(tables, batch, starts=starts, ends=ends)
        after = batch[-1].number


def each_found_of(
    tables: Tables, appointments: Sequence[Appointment], *, starts: datetime, ends: datetime
) -> Iterator[Found]:
    """As `each_found`, of appointments that were found to lie around the window; each comes once, in their order."""
    size = _BATCH if ends - starts <= NARROW else _SMALL_BATCH
    for first in range(0, len(appointments), size):
        batch = appointments[first : first + size]
        series = [one.number for one in batch if one.rule is not None]
        known: Mapping[Number, Sequence[Happening]] = {}
        if series:
            known = tables.happenings.of_appointments(batch[0].business, series, starts=starts, ends=ends)
        for one in batch:
            happenings = known.get(one.number)
            yield _expandable(one, starts, ends) if happenings is None else (one, _members(one, happenings))


def each_touching(
    tables: Tables, business: BusinessNumber, *, starts: datetime, ends: datetime, taking_part: Number | None = None
) -> Iterator[tuple[Appointment, Sequence[Member]]]:
    """As `each_found`, expanded where it has to be: at most `MEMBER_LIMIT` members of a series.

    Of a series by a rule that cannot be expanded only the first member is known.
    """
    for whole, members in each_found(tables, business, starts=starts, ends=ends, taking_part=taking_part):
        yield whole, expanded(whole, starts=starts, ends=ends) if members is None else members[:MEMBER_LIMIT]


def spans_of(found: Found, *, starts: datetime, ends: datetime, limit: int) -> Iterator[Span]:
    """When what was found takes place in the window, without what is left out; at most the first `limit` if expanded.

    Raises: Unsupported("recurrence").
    """
    whole, members = found
    if members is None:
        return islice(each_occurrence(whole, starts=starts, ends=ends), limit)
    return (member.span for member in members if not member.is_left_out)


def expanded(series: Appointment, *, starts: datetime, ends: datetime) -> Sequence[Member]:
    """The members of a series that touch the window, reckoned by its rule; as `each_touching` tells them."""
    try:
        return list(islice(_touching_of_series(series, starts=starts, ends=ends), MEMBER_LIMIT))
    except Unsupported:
        first = member_on(series, series.span.starts.date())
        return [first] if first is not None and touches(first.span, starts, ends) else []


def _by_time(tables: Tables, business: BusinessNumber, *, starts: datetime, ends: datetime) -> Iterator[Found]:
    unwritten = tables.happenings.unwritten(business, starts=starts, ends=ends)
    for first in range(0, len(unwritten), _BATCH):
        batch = tables.appointments.many(business, unwritten[first : first + _BATCH])
        yield from (_expandable(whole, starts, ends) for whole in batch.values())
    elsewhere = frozenset(unwritten)
    wholes: dict[Number, Appointment] = {}
    for happenings in tables.happenings.each_between(business, starts=starts, ends=ends, batch=_BATCH):
        found: dict[Number, list[Happening]] = {}
        for happening in happenings:
            if happening.appointment not in elsewhere:
                found.setdefault(happening.appointment, []).append(happening)
        if len(wholes) > _REMEMBERED:
            wholes = {number: whole for number, whole in wholes.items() if number in found}
        wholes |= tables.appointments.many(business, [number for number in found if number not in wholes])
        yield from ((wholes[number], _members(wholes[number], found[number])) for number in found if number in wholes)


def _expandable(whole: Appointment, starts: datetime, ends: datetime) -> Found:
    """What was found by its bounds. A single one touches the window, unless it has been a series with changes."""
    if whole.rule is not None:
        return whole, None
    return whole, [Member(whole)] if not whole.changed or touches(whole.span, starts, ends) else []


def _members(whole: Appointment, happenings: Iterable[Happening]) -> list[Member]:
    """By their day."""
    if whole.rule is None:
        return [Member(whole)]
    changes = changes_of(whole)
    days = sorted(happening.original_on for happening in happenings)
    return [Member(whole, day, change=changes.get(day)) for day in days]


def _touching_of_series(series: Appointment, *, starts: datetime, ends: datetime) -> Iterable[Member]:
    """By their day; those that were moved into the window from days far outside come first."""
    zone = ZoneInfo(series.span.zone)
    since = earlier(_local(starts, zone), (series.span.ends - series.span.starts) + _ONE_DAY)
    until = _local(ends, zone)
    for change in series.changed:
        if change.span is not None and not since <= change.original_on <= until:
            member = member_on(series, change.original_on)
            if member is not None and touches(member.span, starts, ends):
                yield member
    for member in each_member(series, since=since):
        if member.day is not None and member.day > until:
            return
        if touches(member.span, starts, ends):
            yield member


def _local(moment: datetime, zone: ZoneInfo) -> date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()
