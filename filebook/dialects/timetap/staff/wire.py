"""What travels about staff: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.timetap.wire import Flag, Id, Text


class TimeZoneObject(Struct, frozen=True, kw_only=True):
    """A zone as staff have it. The number is ours."""

    timeZoneId: int
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


class HoursObject(Struct, frozen=True, kw_only=True):
    """When somebody can be booked, HHmm as integers, the end of a day as 2400. Ours.

    Null: at every location, for every service, without a first or a last day.
    """

    daysOfWeek: list[str]
    startTime: int
    endTime: int
    locationId: int | None
    reasonId: int | None
    startDate: str | None
    endDate: str | None


class StaffDetails(StaffObject, frozen=True, kw_only=True):
    """A member of staff as shown by itself."""

    workingHours: list[HoursObject]


class StaffPage(Struct, frozen=True):
    """A page of a list, and how many there are in all."""

    count: int
    results: list[StaffDetails]


class HoursChange(Struct, frozen=True, kw_only=True):
    """One entry of working hours as clients send it."""

    daysOfWeek: list[str] | str | None = None
    startTime: Text = None
    endTime: Text = None
    locationId: Id = None
    reasonId: Id = None
    startDate: Text = None
    endDate: Text = None


class StaffChange(Struct, frozen=True, kw_only=True):
    """Body of a creation or change. What is shown only is not even looked at."""

    businessId: Id = None
    userName: Text | UnsetType = UNSET
    email: Text | UnsetType = UNSET
    firstName: Text | UnsetType = UNSET
    lastName: Text | UnsetType = UNSET
    fullName: Text | UnsetType = UNSET
    active: Flag | UnsetType = UNSET
    workingHours: list[HoursChange] | UnsetType | None = UNSET


class StaffReference(Struct, frozen=True):
    """Which member of staff."""

    professionalId: Id = None
