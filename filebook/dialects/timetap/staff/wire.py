"""What travels about staff: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from msgspec import Struct

from filebook.dialects.timetap.wire import Id


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


class StaffReference(Struct, frozen=True):
    """Which member of staff."""

    professionalId: Id = None
