"""What travels about appointments: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (sections 5 to 8), read 2026-11-21.
"""

from collections.abc import Sequence

from msgspec import UNSET, Struct, UnsetType

Id = int | str | None
Text = str | int | float | None
"""A text; phone numbers and postcodes also come as numbers."""
Moment = int | float | str | None
"""Milliseconds since 1970 in UTC, or ISO 8601 with an offset."""
Flag = bool | int | str | None


class FieldObject(Struct, frozen=True, kw_only=True):
    """A custom field as it is shown."""

    schedulerPreferenceFieldDefnId: int | None
    code: str
    label: str
    value: str
    required: bool
    userDefinedField: bool
    serviceIds: list[int]


FieldObjects = Sequence[FieldObject]


class ClientObject(Struct, frozen=True, kw_only=True):
    """A client as it is shown within an appointment; without one, `clientId` is null."""

    clientId: int | None
    businessId: int
    firstName: str
    lastName: str
    fullName: str
    emailAddress: str
    cellPhone: str
    homePhone: str
    companyName: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    dateOfBirth: str | None
    notes: str
    status: str
    fields: list[FieldObject]
    tags: list[str]
    createdDate: int | None
    createdUser: str
    modifiedDate: int | None
    modifiedUser: str


class TimeZoneObject(Struct, frozen=True, kw_only=True):
    """A zone as staff have it. TimeTap's numbers of zones are not known here."""

    timeZoneId: int | None
    timeZoneCode: str
    timeZoneDesc: str


class StaffObject(Struct, frozen=True, kw_only=True):
    """A member of staff as shown within an appointment."""

    professionalId: int | None
    businessId: int
    userName: str
    email: str
    firstName: str
    lastName: str
    fullName: str
    active: bool
    timeZoneCode: TimeZoneObject


class LocationObject(Struct, frozen=True, kw_only=True):
    """A location as shown within an appointment."""

    locationId: int | None
    businessId: int
    locationName: str
    locationType: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    phone: str
    active: bool


class ReasonObject(Struct, frozen=True, kw_only=True):
    """A service as shown within an appointment."""

    reasonId: int | None
    businessId: int
    reasonDesc: str
    internalName: str
    internalDisplayName: str
    visitMinutes: int | None
    reasonType: str
    active: bool


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


class Counted(Struct, frozen=True):
    """How many appointments a list has."""

    count: int


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


class FieldChange(Struct, frozen=True, kw_only=True):
    """A custom field as clients send it: `code` or the number, and `value`."""

    schedulerPreferenceFieldDefnId: Id = None
    code: Text = None
    label: Text = None
    value: Text | bool = None
    required: Flag = None
    userDefinedField: Flag = None
    serviceIds: list[Id] | None = None


class ClientReference(Struct, frozen=True, kw_only=True):
    """Which client; without `clientId`, the properties of a new one."""

    clientId: Id = None
    firstName: Text = None
    lastName: Text = None
    fullName: Text = None
    emailAddress: Text = None
    cellPhone: Text = None
    homePhone: Text = None
    companyName: Text = None
    address: Text = None
    address1: Text = None
    address2: Text = None
    city: Text = None
    state: Text = None
    zip: Text = None
    country: Text = None
    dateOfBirth: Text = None
    notes: Text = None


class StaffReference(Struct, frozen=True):
    """Which member of staff."""

    professionalId: Id = None


class LocationReference(Struct, frozen=True):
    """Which location."""

    locationId: Id = None


class ReasonReference(Struct, frozen=True):
    """Which service."""

    reasonId: Id = None


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
