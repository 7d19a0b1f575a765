"""Calendars, people, free times and series looked at beforehand, on the wire of the native API."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.appointments.wire import (
    MOST_DAYS,
    Ids,
    Rule,
    RuleText,
    WallTime,
    Zone,
)
from filebook.dialects.native.wire import DEFAULT_LIMIT, Id, Moment, Paged, Reference

AGENDA_LIMIT = 50
Colour = Annotated[str, Meta(pattern="^(#[0-9a-fA-F]{6})?$", description='As "#rrggbb"; "" for none.')]
Name = Annotated[str, Meta(min_length=1, max_length=255)]
Description = Annotated[str, Meta(max_length=2000)]
ClockMark = Literal[
    "starts_skipped",
    "starts_doubled",
    "ends_skipped",
    "ends_doubled",
    "changes_during",
    "offset_changed",
    "moved_elsewhere",
]


class Calendar(Struct, frozen=True, kw_only=True):
    """A book of appointments: a person's (`owner`, and `user` where that person can log in), or a resource's, such as a
    room's. A person's is called as the person is.
    """

    id: str
    number: int
    kind: Literal["calendar"] = "calendar"
    name: str
    colour: str
    description: str
    owner: Reference | None
    user: Reference | None
    created_at: datetime


class CalendarPage(Struct, frozen=True, kw_only=True):
    """A page of calendars, by number."""

    items: list[Calendar]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class NewCalendar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resource that can be booked."""

    name: Name
    colour: Colour = ""
    description: Description = ""


class CalendarChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay."""

    name: Name | UnsetType = UNSET
    colour: Colour | UnsetType = UNSET
    description: Description | UnsetType = UNSET


class OccurrenceQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happens in a range of at most 400 days. `cancelled`: also what does not take place. `limit`: enough for a
    busy month at once.
    """

    limit: Annotated[int, Meta(ge=1, le=2000)] = DEFAULT_LIMIT
    since: Moment
    until: Moment
    cancelled: bool = False


class ScheduleQuery(OccurrenceQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `OccurrenceQuery`. `of`, which may come several times: only in these calendars and of these people."""

    of: tuple[Id, ...] = ()


class AskedBusy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose time is asked for, in a range of at most 400 days: of 50 people and calendars at the most."""

    people: Annotated[list[Id], Meta(max_length=AGENDA_LIMIT)] = []
    calendars: Annotated[list[Id], Meta(max_length=AGENDA_LIMIT)] = []
    since: Moment
    until: Moment


class BusyTime(Struct, frozen=True, kw_only=True):
    """Time that is taken. `presence` null: by something private."""

    starts_at: datetime
    ends_at: datetime
    presence: Literal["busy", "out_of_office"] | None


class BusyOne(Struct, frozen=True, kw_only=True):
    """One of those asked for, and when it is taken, in order and without overlaps."""

    id: str
    number: int
    kind: str
    busy: list[BusyTime]


class BusyAll(Struct, frozen=True, kw_only=True):
    """Everybody who was asked for, in that order."""

    items: list[BusyOne]


class PlannedConflict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An appointment that there is (`appointment`), or one that is only planned: its times, who takes part, where it is
    to stand and what it concerns. Both: what one that there is would want if it was as planned. Of a series the first
    30 occurrences count.
    """

    appointment: Id | None = None
    starts: WallTime | UnsetType = UNSET
    ends: WallTime | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET
    rrule: RuleText | None = None
    anchor: date | None = None
    rule: Rule | None = None
    participants: Ids = []
    calendars: Ids = []
    concerns: Ids = []


class Conflicting(Struct, frozen=True, kw_only=True):
    """What is wanted that other appointments want at the same time."""

    items: list[Reference]


class AvailabilityQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and for what there is to be a free time from one day to another, both included; with whom, if that matters;
    how long, if it is not as long as the service takes.
    """

    service: Id
    location: Id
    staff: Id | UnsetType = UNSET
    duration_minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    since: date
    until: date


class FreeTime(Struct, frozen=True, kw_only=True):
    """A time that can be booked, in wall times of the business and as instants; the numbers of staff who are free."""

    starts: str
    ends: str
    starts_at: datetime
    ends_at: datetime
    staff_numbers: list[int]


class FreeDay(Struct, frozen=True, kw_only=True):
    """A day with free times, by start."""

    day: date
    times: list[FreeTime]


class FreeDays(Struct, frozen=True, kw_only=True):
    """The days that have any; `zone` is the business's."""

    zone: str
    items: list[FreeDay]


class Person(Struct, frozen=True, kw_only=True):
    """A member of staff or a contact. `can_log_in`: has a login that works."""

    id: str
    number: int
    kind: Literal["staff", "contact"]
    label: str
    first_name: str
    last_name: str
    company: str
    email: str
    phone: str
    mobile: str
    can_log_in: bool


class PersonPage(Struct, frozen=True, kw_only=True):
    """A page of the address book, by number."""

    items: list[Person]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class PersonQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to list. `q` stands in a name, company or e-mail address, compared without case."""

    kind: Literal["staff", "contact"] | None = None
    q: Annotated[str, Meta(max_length=200)] = ""


class AskedSeries(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A series to be looked at: its first times, its rule, another zone to see it from. `since` and `until` are days of
    its own zone, both included.
    """

    starts: WallTime
    ends: WallTime | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET
    rrule: RuleText | None = None
    anchor: date | None = None
    rule: Rule | None = None
    other_zone: Zone | None = None
    since: date | None = None
    until: date | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = DEFAULT_LIMIT
    cancelled_on: Annotated[list[date], Meta(max_length=MOST_DAYS)] = []


class Previewed(Struct, frozen=True, kw_only=True):
    """One occurrence: wall times where it is booked, instants, wall times in the other zone; and what changes of clocks
    do to it.
    """

    day: date
    starts: str
    ends: str
    starts_at: datetime
    ends_at: datetime
    other_starts: str | None
    other_ends: str | None
    clock_changes: list[ClockMark]


class Refusal(Struct, frozen=True, kw_only=True):
    """Why it cannot be booked: the member at fault, and a word or a part of RFC 5545."""

    field: str
    reason: str


class Words(Struct, frozen=True, kw_only=True):
    """The rule read out in four languages; null where it cannot be."""

    en: str | None = None
    de: str | None = None
    nl: str | None = None
    da: str | None = None


class SeriesPreview(Struct, frozen=True, kw_only=True):
    """What would be booked. `more`: there are further occurrences than those told. `last_day`: null where it never
    ends.
    """

    zone: str
    rrule: str | None
    anchor: date | None
    rule: Rule | None
    words: Words
    bookable: bool
    refused: list[Refusal]
    last_day: date | None
    occurrences: list[Previewed]
    more: bool


class CalendarQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which calendars to list. `resources`: only those that are nobody's."""

    resources: bool = False
