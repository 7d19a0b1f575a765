"""Working hours as TimeTap's staff have them. The vendor's own form is not public; this one is ours.

Source: the project's TimeTap reference (sections 3.2 and 8), read 2026-11-21.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from filebook.core.errors import Invalid, Missing
from filebook.core.working_hours import ENTRY_LIMIT, WorkingHours
from filebook.dialects.timetap.clock import clock_in, date_in
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.staff.wire import HoursChange, HoursObject
from filebook.dialects.timetap.weekdays import FIELD as DAYS
from filebook.dialects.timetap.weekdays import weekday_words, weekdays_in
from filebook.dialects.timetap.wire import Text

FIELD = "workingHours"
_ONE_DAY = timedelta(days=1)


def hours_objects(hours: Sequence[WorkingHours]) -> list[HoursObject]:
    """Working hours as they are shown."""
    return [
        HoursObject(
            daysOfWeek=weekday_words(one.weekdays),
            startTime=_hhmm(one.starts),
            endTime=_hhmm(one.ends),
            locationId=one.location,
            reasonId=one.service,
            startDate=_text(one.since),
            endDate=_text(one.until),
        )
        for one in hours
    ]


def hours_in(said: Sequence[HoursChange]) -> tuple[WorkingHours, ...]:
    """Raises: Missing, Invalid."""
    if len(said) > ENTRY_LIMIT:
        raise Invalid(FIELD, "too_many")
    return tuple(_entry(one) for one in said)


def _entry(said: HoursChange) -> WorkingHours:
    days = weekdays_in(said.daysOfWeek)
    if not days:
        raise Missing(DAYS)
    starts, ends = _after_midnight(said.startTime, field="startTime"), _after_midnight(said.endTime, field="endTime")
    if not starts < ends <= _ONE_DAY:
        raise Invalid("endTime", "order")
    since, until = date_in(said.startDate, field="startDate"), date_in(said.endDate, field="endDate")
    if since is not None and until is not None and since > until:
        raise Invalid("endDate", "order")
    return WorkingHours(
        frozenset(days),
        starts,
        ends,
        location=number_of(said.locationId, field="locationId"),
        service=number_of(said.reasonId, field="reasonId"),
        since=since,
        until=until,
    )


def _after_midnight(value: Text, *, field: str) -> timedelta:
    found = clock_in(value, field=field)
    if found is None:
        raise Missing(field)
    return found


def _hhmm(after_midnight: timedelta) -> int:
    hours, minutes = divmod(after_midnight // timedelta(minutes=1), 60)
    return hours * 100 + minutes


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
