"""What travels about appointments: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (sections 5 and 6), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.timetap.clients.wire import ClientObject, ClientReference
from filebook.dialects.timetap.locations.wire import LocationObject, LocationReference
from filebook.dialects.timetap.reasons.wire import ReasonObject, ReasonReference
from filebook.dialects.timetap.staff.wire import StaffObject, StaffReference
from filebook.dialects.timetap.wire import FieldChange, FieldObject, Flag, Id, Moment, Text


class AppointmentObject(Struct, frozen=True, kw_only=True):
    """An appointment as it is shown: every key, always. Times of day are HHmm as integers."""

    calendarId: int
    calendarid: int
    appointementIdHash: str
    appointmentIdHash: str
    businessId: int
    status: str
    subStatus: str | None
    displayStatus: str
    startDate: str
    startTime: int
    endDate: str
    endTime: int
    clientStartDate: str
    clientStartTime: int
    clientEndDate: str
    clientEndTime: int
    startDateTimeUTC: int
    endDateTimeUTC: int
    clientTimeZone: str
    staffTimeZone: str
    appointmentDateTimeClient: str
    note: str
    subject: str
    client: ClientObject
    staff: StaffObject
    professional: StaffObject
    location: LocationObject
    reason: ReasonObject
    fields: list[FieldObject]
    clientReminderHours: int | None
    staffReminderHours: int | None
    remindClientSmsHrs: int | None
    remindStaffSmsHrs: int | None
    sendConfirmationToClient: bool
    sendConfirmationToStaff: bool
    recurringAppointmentId: int | None
    cancelReason: str
    cancelUser: str
    cancelDate: int | None
    joinURL: str
    createdDate: int
    createdUser: str
    modifiedDate: int
    modifiedUser: str


class RecurringObject(Struct, frozen=True, kw_only=True):
    """A series as it is shown. The vendor's own table is not public; this one is ours."""

    recurringAppointmentId: int
    businessId: int
    status: str
    frequency: str
    interval: int
    daysOfWeek: list[str]
    dayOfMonth: int | None
    weekOfMonth: int | None
    startDate: str
    endDate: str | None
    occurrences: int | None
    exceptionDates: list[str]
    startTime: int
    endTime: int
    client: ClientObject
    staff: StaffObject
    location: LocationObject
    reason: ReasonObject
    note: str
    calendarIds: list[int]


class CountedPage(Struct, frozen=True):
    """A page of a list, and how many there are in all."""

    count: int
    results: list[AppointmentObject]


class StatusCount(Struct, frozen=True, kw_only=True):
    """How many appointments of a service have a status."""

    status: str
    objectName: str
    objectType: str
    objectId: int | None
    count: int


class Concerned(Struct, frozen=True, kw_only=True):
    """Whom and what an appointment is about, as objects or as bare numbers."""

    businessId: Id = None
    client: ClientReference | UnsetType | None = UNSET
    staff: StaffReference | UnsetType | None = UNSET
    professional: StaffReference | UnsetType | None = UNSET
    location: LocationReference | UnsetType | None = UNSET
    reason: ReasonReference | UnsetType | None = UNSET
    clientId: Id | UnsetType = UNSET
    professionalId: Id | UnsetType = UNSET
    locationId: Id | UnsetType = UNSET
    reasonId: Id | UnsetType = UNSET
    status: Text | UnsetType = UNSET
    note: Text | UnsetType = UNSET


class AppointmentChange(Concerned, frozen=True, kw_only=True):
    """Body of a creation or change. What is shown only is not even looked at."""

    subStatus: Text | UnsetType = UNSET
    startDate: Text = None
    startTime: Text = None
    endDate: Text = None
    endTime: Text = None
    clientStartDate: Text = None
    clientStartTime: Text = None
    clientEndDate: Text = None
    clientEndTime: Text = None
    startDateTimeUTC: Moment = None
    endDateTimeUTC: Moment = None
    clientTimeZone: Text | UnsetType = UNSET
    subject: Text | UnsetType = UNSET
    fields: list[FieldChange] | UnsetType | None = UNSET
    clientReminderHours: Id | UnsetType = UNSET
    staffReminderHours: Id | UnsetType = UNSET
    remindClientSmsHrs: Id | UnsetType = UNSET
    remindStaffSmsHrs: Id | UnsetType = UNSET
    sendConfirmationToClient: Flag | UnsetType = UNSET
    sendConfirmationToStaff: Flag | UnsetType = UNSET
    cancelReason: Text | UnsetType = UNSET
    joinURL: Text | UnsetType = UNSET


class RecurringChange(Concerned, frozen=True, kw_only=True):
    """Body of a series' creation or change."""

    frequency: Text = None
    interval: Id = None
    daysOfWeek: list[str] | str | UnsetType | None = UNSET
    dayOfMonth: Id | UnsetType = UNSET
    weekOfMonth: Id | UnsetType = UNSET
    startDate: Text = None
    endDate: Text | UnsetType = UNSET
    occurrences: Id | UnsetType = UNSET
    exceptionDates: list[str] | UnsetType | None = UNSET
    startTime: Text = None
    endTime: Text = None
    subject: Text | UnsetType = UNSET


class Cancellation(Struct, frozen=True):
    """Body of a cancellation; may be left out."""

    cancelReason: Text = None
