"""Carrying: a series that moves by whole days takes along what was noted of the days that it has no more.

That are the days it is left out on, those that differ, and those that have a number of their own. A day that the series
still has stays as it is: whether a date or a place in the series was meant, nobody knows.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from filebook.core.appointments import Appointment
from filebook.core.errors import Unsupported
from filebook.core.members import members_on
from filebook.core.ports.catalogue import Tables


def carried(tables: Tables, before: Appointment, after: Appointment) -> Appointment:
    """The changed series with its noted days moved as its start was; those that have numbers are moved in the store."""
    by = after.span.starts.date() - before.span.starts.date()
    if not by or before.rule is None or after.rule is None:
        return after
    number = [after.number]
    numbered = tables.occurrences.of_appointments(after.business, number, since=date.min, until=date.max)
    for day, later in _moves([one.original_on for one in numbered], after, by=by).items():
        tables.occurrences.move(after.business, after.number, day=day, to=later)
    cancelled = _moves(after.cancelled_on, after, by=by)
    changed = _moves([one.original_on for one in after.changed], after, by=by)
    if not (cancelled or changed):
        return after
    return replace(
        after,
        cancelled_on=frozenset(cancelled.get(day, day) for day in after.cancelled_on),
        changed=tuple(replace(one, original_on=changed.get(one.original_on, one.original_on)) for one in after.changed),
    )


def _moves(days: Collection[date], series: Appointment, *, by: timedelta) -> dict[date, date]:
    """Day → its new one: for days that the series has no more, where it has that one and nothing is noted of it."""
    wanted = {day: day + by for day in days if _has_room(day, by)}
    try:
        present = {member.day for member in members_on(series, {*wanted, *wanted.values()})}
    except Unsupported:
        return {}
    return {
        day: later for day, later in wanted.items() if day not in present and later in present and later not in days
    }


def _has_room(day: date, by: timedelta) -> bool:
    """Whether the calendar has the day so much later."""
    return (date.max - day if by > timedelta() else day - date.min) >= abs(by)
