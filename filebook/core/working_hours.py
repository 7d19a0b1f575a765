"""Working hours: when staff can be booked, on which days, where and for what.

They are kept in the fields of a staff record under `working_hours`, as a list of objects or one of them:
`{"weekdays": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"}`, 0 being Monday, "24:00" the end of a day; `location`
and `service` (numbers) narrow it to one of these, `since` and `until` (dates, both included) to a time of the year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from filebook.core.errors import Invalid
from filebook.core.ids import Number

FIELD = "working_hours"
ENTRY_LIMIT = 200
"""How many entries one member of staff may have."""
_MIDNIGHT = "24:00"
_WEEKDAYS = range(7)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """One entry: open on these weekdays from `starts` to `ends` (wall times after midnight, up to 24 hours).

    None: at every location, for every service, without a first or a last day.
    """

    weekdays: frozenset[int]
    starts: timedelta
    ends: timedelta
    location: Number | None = None
    service: Number | None = None
    since: date | None = None
    until: date | None = None

    def opens_on(self, day: date) -> tuple[datetime, datetime] | None:
        """The wall times between which it is open on a day; None on other days."""
        too_early = self.since is not None and day < self.since
        too_late = self.until is not None and day > self.until
        if too_early or too_late or day.weekday() not in self.weekdays:
            return None
        midnight = datetime.combine(day, time())
        return midnight + self.starts, midnight + self.ends

    def serves(self, *, location: Number, service: Number) -> bool:
        """Whether it holds for this service at this location."""
        return self.location in {None, location} and self.service in {None, service}


OFFICE_HOURS = (WorkingHours(frozenset(range(5)), timedelta(hours=9), timedelta(hours=17)),)
"""What holds for staff of whom nothing is said: Monday to Friday, nine to five."""


def working_hours_of(fields: Mapping[str, object]) -> Sequence[WorkingHours]:
    """The hours that a staff record keeps; office hours where it keeps none, or what cannot be read."""
    kept = fields.get(FIELD)
    if kept is None:
        return OFFICE_HOURS
    try:
        return read_working_hours(kept)
    except Invalid:
        return OFFICE_HOURS


def read_working_hours(kept: object) -> tuple[WorkingHours, ...]:
    """Hours from their JSON form. Raises: Invalid("working_hours")."""
    entries = kept if isinstance(kept, list) else [kept]
    if len(entries) > ENTRY_LIMIT:
        raise Invalid(FIELD, "too_many")
    return tuple(_read(entry) for entry in entries)


def written_working_hours(hours: Sequence[WorkingHours]) -> list[dict[str, object]]:
    """Hours in their JSON form."""
    return [
        {
            "weekdays": sorted(entry.weekdays),
            "from": _clock(entry.starts),
            "to": _clock(entry.ends),
            **({} if entry.location is None else {"location": entry.location}),
            **({} if entry.service is None else {"service": entry.service}),
            **({} if entry.since is None else {"since": entry.since.isoformat()}),
            **({} if entry.until is None else {"until": entry.until.isoformat()}),
        }
        for entry in hours
    ]


def _read(entry: object) -> WorkingHours:
    if not isinstance(entry, dict):
        raise Invalid(FIELD, "object")
    weekdays = entry.get("weekdays")
    if not isinstance(weekdays, list) or not all(day in _WEEKDAYS for day in weekdays):
        raise Invalid(FIELD, "weekdays")
    starts, ends = _after_midnight(entry.get("from")), _after_midnight(entry.get("to"))
    if starts >= ends:
        raise Invalid(FIELD, "order")
    return WorkingHours(
        frozenset(weekdays),
        starts,
        ends,
        location=_number(entry.get("location")),
        service=_number(entry.get("service")),
        since=_date(entry.get("since")),
        until=_date(entry.get("until")),
    )


def _after_midnight(value: object) -> timedelta:
    if value == _MIDNIGHT:
        return _ONE_DAY
    try:
        at = time.fromisoformat(str(value))
    except ValueError:
        raise Invalid(FIELD, "time") from None
    return timedelta(hours=at.hour, minutes=at.minute)


def _clock(after_midnight: timedelta) -> str:
    minutes = after_midnight // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _number(value: object) -> Number | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Invalid(FIELD, "number")
    return Number(value)


def _date(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(FIELD, "date") from None
