"""Appointments on the wire of the native API."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import CLOCK, DAY, Fields, Id, Moment, Paged, Reference, Sparse

Status = Literal["active", "pending", "completed", "cancelled", "no_show"]
Presence = Literal["free", "busy", "out_of_office"]
Answer = Literal["unset", "sent", "accepted", "tentative", "declined"]
Right = Literal["read", "write", "remove"]
Extent = Literal["all", "this", "following"]
Frequency = Literal["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
WallTime = Annotated[
    str,
    Meta(
        pattern=rf"^{DAY}({CLOCK})?)?$",
        description="A wall time without an offset, or a day for all of it; an end includes its day.",
    ),
]
Subject = Annotated[str, Meta(max_length=1000)]
Place = Annotated[str, Meta(max_length=1000)]
Type = Annotated[str, Meta(max_length=100)]
Zone = Annotated[str, Meta(min_length=1, max_length=100, description="A time zone's IANA name.")]
RuleText = Annotated[str, Meta(min_length=1, max_length=8192, description="The value of an RRULE of RFC 5545.")]
Minutes = Annotated[int, Meta(ge=0, le=1440)]
Reminder = Annotated[int, Meta(ge=0, le=525_600)]
MOST_REFERENCES, MOST_DAYS = 200, 10_000


class Buffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Minutes around an appointment that its staff need too."""

    before_minutes: Minutes = 0
    after_minutes: Minutes = 0


class RuleDay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weekday; which one of the month or year, -1 being the last, or every one (null)."""

    weekday: Weekday
    ordinal: Annotated[int, Meta(ge=-53, le=53)] | None = None


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a series repeats, counted from its anchor; the meaning is RFC 5545's. Extra days happen too, excluded ones
    do not; neither stands in an RRULE.
    """

    frequency: Frequency
    interval: Annotated[int, Meta(ge=1, le=999)] = 1
    count: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    until: date | None = None
    by_day: Annotated[list[RuleDay], Meta(max_length=749)] = []
    by_month_day: Annotated[list[int], Meta(max_length=62)] = []
    by_month: Annotated[list[int], Meta(max_length=12)] = []
    by_year_day: Annotated[list[int], Meta(max_length=732)] = []
    by_week_number: Annotated[list[int], Meta(max_length=106)] = []
    by_set_position: Annotated[list[int], Meta(max_length=732)] = []
    week_start: Weekday = "MO"
    extra_days: Annotated[list[date], Meta(max_length=MOST_DAYS)] = []
    excluded_days: Annotated[list[date], Meta(max_length=MOST_DAYS)] = []


class Participant(Struct, frozen=True, kw_only=True):
    """Who takes part: a member of staff or a contact. `kind` is null where the record is gone."""

    id: str
    number: int
    kind: Literal["staff", "contact"] | None
    label: str
    status: Answer
    role: str


class ChangedOccurrence(Struct, frozen=True, kw_only=True):
    """How a series differs on the day that it has there; null where it does not. Without times it does not happen."""

    day: date
    starts: str | None
    ends: str | None
    zone: str | None
    subject: str | None
    comment: str | None
    place: str | None
    status: Status | None
    buffer: Buffer | None


class Appointment(Struct, frozen=True, kw_only=True):
    """An appointment, or a whole series with `rrule`, the day `anchor` it counts from, and the same as `rule`.

    `starts` and `ends` are wall times of `zone`, days where it lasts all day; `starts_at` and `ends_at` the instants.
    `type` is its own, or the label of a service that it concerns. `right`: what the caller may do with it; each
    includes those before it. `missing_document_count`: how many mandatory documents are not there; this and
    `file_count` are null for a caller who may see no files.
    """

    id: str
    number: int
    kind: Literal["appointment"] = "appointment"
    subject: str
    comment: str
    place: str
    starts: str
    ends: str
    zone: str
    all_day: bool
    start_all_day: bool
    end_all_day: bool
    starts_at: datetime
    ends_at: datetime
    internal: bool
    private: bool
    status: Status
    presence: Presence
    type: str
    owner: Reference | None
    participants: list[Participant]
    concerns: list[Reference]
    calendars: list[Reference]
    reminder_minutes: int | None
    buffer: Buffer
    rrule: str | None
    anchor: date | None
    rule: Rule | None
    cancelled_on: list[date]
    changed: list[ChangedOccurrence]
    created_at: datetime
    modified_at: datetime
    created_by: str
    trashed_at: datetime | None
    right: Right
    file_count: int | None
    missing_document_count: int | None
    fields: Fields


class NewParticipant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is to take part, and as what; what is left out stays as it is, or unset."""

    id: Id
    status: Answer | UnsetType = UNSET
    role: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET


Participants = Annotated[list[Id | NewParticipant], Meta(max_length=MOST_REFERENCES)]
Ids = Annotated[list[Id], Meta(max_length=MOST_REFERENCES)]


class NewAppointment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An appointment to be made. `zone`: the business's unless it is told. `participants`: the caller if they are not
    told. `all_day`: the days of `starts` and `ends`, whole. A series has `rrule` or `rule`, counted from `anchor` or
    its own day. `files`: files of the library that are to hang on it.
    """

    subject: Subject = ""
    comment: str = ""
    place: Place = ""
    starts: WallTime
    ends: WallTime | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET
    internal: bool = False
    private: bool = False
    status: Status = "active"
    presence: Presence = "busy"
    type: Type = ""
    participants: Participants | UnsetType = UNSET
    concerns: Ids = []
    calendars: Ids = []
    reminder_minutes: Reminder | None = None
    buffer: Buffer = Buffer()
    rrule: RuleText | None = None
    anchor: date | None = None
    rule: Rule | None = None
    cancelled_on: Annotated[list[date], Meta(max_length=MOST_DAYS)] = []
    files: Ids = []
    fields: Fields = {}


class AppointmentForm(Struct, frozen=True, kw_only=True):
    """A form: `appointment` is JSON, what a new appointment may say of itself; every part with a file name is a file on
    it.
    """

    appointment: str
    file: Annotated[str, Meta(extra_json_schema={"format": "binary"})] | UnsetType = UNSET


class AppointmentChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay. A new start alone keeps the length, and takes the days of a
    series along. One occurrence can differ in its times, `subject`, `comment`, `place`, `status` and `buffer`.
    `fields`: members to be set, null takes one away. `trashed` false, alone: out of the trash.
    """

    subject: Subject | UnsetType = UNSET
    comment: str | UnsetType = UNSET
    place: Place | UnsetType = UNSET
    starts: WallTime | UnsetType = UNSET
    ends: WallTime | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET
    internal: bool | UnsetType = UNSET
    private: bool | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    presence: Presence | UnsetType = UNSET
    type: Type | UnsetType = UNSET
    participants: Participants | UnsetType = UNSET
    concerns: Ids | UnsetType = UNSET
    calendars: Ids | UnsetType = UNSET
    reminder_minutes: Reminder | UnsetType | None = UNSET
    buffer: Buffer | UnsetType = UNSET
    rrule: RuleText | UnsetType | None = UNSET
    anchor: date | UnsetType = UNSET
    rule: Rule | UnsetType | None = UNSET
    fields: Fields | UnsetType = UNSET
    trashed: bool | UnsetType = UNSET


class AppointmentPage(Struct, frozen=True, kw_only=True):
    """A page of appointments, by number."""

    items: list[Appointment]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class AppointmentQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which appointments to list; all that is said has to hold. `since` and `until`: those that take place then.
    `type` and `q`, which stands in the subject, compare as in the library. `trashed`: those in the trash instead.
    """

    since: Moment | UnsetType = UNSET
    until: Moment | UnsetType = UNSET
    participant: Id | UnsetType = UNSET
    calendar: Id | UnsetType = UNSET
    concerns: Id | UnsetType = UNSET
    status: Status | None = None
    type: Annotated[Type, Meta(min_length=1)] | UnsetType = UNSET
    q: Annotated[str, Meta(max_length=200)] = ""
    trashed: bool = False
    modified_since: Moment | UnsetType = UNSET


class AppointmentShown(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of one appointment. `trashed`: one that lies in the trash."""

    trashed: bool = False


class Meant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which part of a series is meant: all of it, `this` occurrence, or this and the `following` ones. `occurrence` is
    the day that the series has there, whatever became of it.
    """

    scope: Extent = "all"
    occurrence: date | None = None


class MeantShown(Meant, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `Meant`. `fields`: names of members to show, separated by commas; "" for all."""

    fields: str = ""


class Occurrence(Struct, frozen=True, kw_only=True):
    """When an appointment happens: a single one, or a series on the day it has there (`day`).

    `id` and `number` are null for an occurrence that was not given one; those of a single appointment are its own.
    `takes_place` is false for what is cancelled or left out; `differs`: it is not as its series says. Others are named
    by their ids alone. `right` and the counts are those of its appointment.
    """

    id: str | None
    number: int | None
    kind: Literal["occurrence"] = "occurrence"
    appointment: str
    appointment_number: int
    day: date | None
    starts: str
    ends: str
    zone: str
    all_day: bool
    start_all_day: bool
    end_all_day: bool
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    type: str
    status: Status
    presence: Presence
    internal: bool
    private: bool
    takes_place: bool
    differs: bool
    owner: str | None
    participants: list[str]
    calendars: list[str]
    right: Right
    file_count: int | None
    missing_document_count: int | None


class OccurrencePage(Struct, frozen=True, kw_only=True):
    """A page of occurrences, by beginning."""

    items: list[Occurrence]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class OccurrencesOfQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Occurrences of one appointment from a day on, also those left out."""

    since: date | None = None
