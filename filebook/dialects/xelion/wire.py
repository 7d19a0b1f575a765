"""Xelion's words: the objects of its wire, with its names and types.

Source: the project's Xelion reference (source document "Get Appointment", the vendor's API guide), read 2026-11-21.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

API_MAJOR, API_MINOR = 1, 5
SERVER_MAJOR, SERVER_UPDATE, SERVER_PATCH = 8, 4, 0
BUILD_NUMBER = "20261121.1"
"""The API and server that this door stands in for; clients read them on login."""

USER_SPACE_LIMIT = 200
"""Characters of a user space."""

TEXT_LIMIT = 4000
"""Characters of a String, as documented: held to where the business is strict."""


class LoginRequest(Struct, kw_only=True, frozen=True):
    """What `POST me/login` is sent. Client and debugging members are ignored, as is the second step of MFA."""

    userName: str | None = None
    password: str | None = None
    userSpace: str | None = None


class RenewAnswer(Struct, kw_only=True, frozen=True):
    """A fresh session. `validUntil` is UTC."""

    authentication: str
    renewalToken: str
    validUntil: str


class LoginAnswer(RenewAnswer, kw_only=True, frozen=True):
    """A fresh session and the server's version. laravel-xelion reads all three texts unconditionally."""

    version: str = f"{API_MAJOR}.{API_MINOR}"
    serverVersion: str = f"{SERVER_MAJOR} update {SERVER_UPDATE}"
    buildNumber: str = BUILD_NUMBER


class ServerVersion(Struct, kw_only=True, frozen=True):
    """`GET server/version`; no envelope around it."""

    apiVersionMajor: int = API_MAJOR
    apiVersionMinor: int = API_MINOR
    buildNumber: str = BUILD_NUMBER
    serverVersionMajor: int = SERVER_MAJOR
    serverVersionUpdate: int = SERVER_UPDATE
    serverVersionPatch: int = SERVER_PATCH


class Reference(Struct, kw_only=True, frozen=True):
    """Another object, named."""

    commonName: str
    oid: str
    objectType: str


class Comment(Struct, kw_only=True, frozen=True):
    """An appointment's comment; its oid is the appointment's own."""

    content: str
    oid: str
    objectType: str = "Comment"


class Repetition(Struct, kw_only=True, frozen=True):
    """The recurrence members of an appointment that repeats, in the words of either side."""

    recurrenceTerminationType: str = ""
    recurrenceTerminationDate: str = ""
    firstRecurrenceDate: str = ""
    lastRecurrenceDate: str = ""
    recurrenceCount: int = 0
    recurrenceType: str = ""
    recurrenceInterval: int = 1
    monday: bool = False
    tuesday: bool = False
    wednesday: bool = False
    thursday: bool = False
    friday: bool = False
    saturday: bool = False
    sunday: bool = False
    monthRecurrenceType: str | UnsetType = UNSET


class Attachment(Struct, kw_only=True, frozen=True):
    """A file on an object, its bytes in base64 where it was asked for itself."""

    originalLocation: str
    mimeType: str
    contentsB64String: str | UnsetType = UNSET
    hasThumbnail: bool
    size: int
    commonName: str
    oid: str
    objectType: str = "Attachment"


class Reminder(Struct, kw_only=True, frozen=True):
    """So many minutes before the start people are reminded. The guide names the array alone; its items are ours."""

    minutes: int
    objectType: str = "Reminder"


class Appointment(Struct, kw_only=True, frozen=True):
    """An `XCCAppointment`, its members in the order of the source document.

    What is UNSET is left out: the recurrence members where nothing repeats, and whatever is empty of the rest.
    """

    calendars: list[Reference]
    subject: str
    starttime: str
    endtime: str
    allStartDay: bool
    allEndDay: bool
    internal: bool
    userStatus: str
    participants: list[Reference]
    recurrenceTerminationType: str | UnsetType = UNSET
    recurrenceTerminationDate: str | UnsetType = UNSET
    firstRecurrenceDate: str | UnsetType = UNSET
    lastRecurrenceDate: str | UnsetType = UNSET
    recurrenceCount: int | UnsetType = UNSET
    recurrenceType: str | UnsetType = UNSET
    recurrenceInterval: int | UnsetType = UNSET
    isRecurrence: bool
    monday: bool | UnsetType = UNSET
    tuesday: bool | UnsetType = UNSET
    wednesday: bool | UnsetType = UNSET
    thursday: bool | UnsetType = UNSET
    friday: bool | UnsetType = UNSET
    saturday: bool | UnsetType = UNSET
    sunday: bool | UnsetType = UNSET
    monthRecurrenceType: str | UnsetType = UNSET
    permissions: str
    commonName: str
    comment: Comment
    oid: str
    objectType: str = "XCCAppointment"
    eventType: str | UnsetType = UNSET
    isAppointmentOf: Reference | UnsetType = UNSET
    locationString: str | UnsetType = UNSET
    reminders: list[Reminder] | UnsetType = UNSET
    recurrenceLabel: str | UnsetType = UNSET
    recurrenceMutations: "list[Appointment] | UnsetType" = UNSET
    welcomeMessage: str | UnsetType = UNSET
    welcomeUrl: str | UnsetType = UNSET
    welcomeAttachment: Attachment | UnsetType = UNSET
    departureMessage: str | UnsetType = UNSET
    departureUrl: str | UnsetType = UNSET
    departureAttachment: Attachment | UnsetType = UNSET


class Named(Struct, kw_only=True, frozen=True):
    """A reference as it is sent. XelionAPI keeps OIDs as numbers."""

    oid: str | int | None = None


class NamedPerson(Named, kw_only=True, frozen=True):
    """Who is to take part: the documented `{"person": {…}}`, or flattened as it is read."""

    person: Named | None = None


class CommentText(Struct, kw_only=True, frozen=True):
    """A comment as it is sent."""

    content: str | None = None


class NewAttachment(Named, kw_only=True, frozen=True):
    """An attachment as it is sent: bytes in base64 that become a file, or the OID of one that is there."""

    commonName: str | None = None
    originalLocation: str | None = None
    mimeType: str | None = None
    contentsB64String: str | None = None
    """It goes to the store while it arrives; null stands here then."""


class NewReminder(Struct, kw_only=True, frozen=True):
    """A reminder as it is sent."""

    minutes: int | None = None


class NewAppointment(Struct, kw_only=True, frozen=True):
    """The body of `POST appointments`. `oid`, `permissions` and `links` are ignored, null is the same as absent."""

    calendars: list[Named] | None = None
    subject: str | None = None
    starttime: str | None = None
    endtime: str | None = None
    allStartDay: bool | None = None
    allEndDay: bool | None = None
    internal: bool | None = None
    userStatus: str | None = None
    participants: list[NamedPerson] | None = None
    recurrenceTerminationType: str | None = None
    recurrenceTerminationDate: str | None = None
    firstRecurrenceDate: str | None = None
    lastRecurrenceDate: str | None = None
    recurrenceCount: int | None = None
    recurrenceType: str | None = None
    recurrenceInterval: int | None = None
    isRecurrence: bool | None = None
    monday: bool | None = None
    tuesday: bool | None = None
    wednesday: bool | None = None
    thursday: bool | None = None
    friday: bool | None = None
    saturday: bool | None = None
    sunday: bool | None = None
    monthRecurrenceType: str | None = None
    commonName: str | None = None
    comment: str | CommentText | None = None
    eventType: str | None = None
    locationString: str | None = None
    reminders: list[NewReminder | int] | None = None
    recurrenceLabel: str | None = None
    welcomeMessage: str | None = None
    welcomeUrl: str | None = None
    welcomeAttachment: NewAttachment | None = None
    departureMessage: str | None = None
    departureUrl: str | None = None
    departureAttachment: NewAttachment | None = None


class Operation(Struct, kw_only=True, frozen=True):
    """One step of a PATCH."""

    op: str
    path: str
    value: Any = None


class Operations(Struct, kw_only=True, frozen=True):
    """The body of `PATCH appointments/OID`; the guide shows the bare array, too."""

    operations: list[Operation] = []


class Link(Struct, kw_only=True, frozen=True):
    """Where something is."""

    rel: str
    href: str
    method: str = "GET"


class AppointmentAnswer(Struct, kw_only=True, frozen=True):
    """An appointment in its envelope."""

    object: Appointment
    links: list[Link]


class AttachmentAnswer(Struct, kw_only=True, frozen=True):
    """An attachment in its envelope."""

    object: Attachment
    links: list[Link]


class AttachmentList(Struct, kw_only=True, frozen=True):
    """A page of the files on an appointment, without their bytes."""

    data: list[AttachmentAnswer]
    meta: "Meta"


class Entry(Struct, kw_only=True, frozen=True):
    """One occurrence in the list of a calendar: an `XCCAppointment` in its short form."""

    subject: str
    starttime: str
    endtime: str
    allStartDay: bool
    allEndDay: bool
    internal: bool
    isAppointmentOf: Reference | UnsetType = UNSET
    isRecurrence: bool
    commonName: str
    oid: str
    objectType: str = "XCCAppointment"


class Calendar(Struct, kw_only=True, frozen=True):
    """An `XCCCalendar`. `isCalendarOf` is whose it is, and left out where it is nobody's."""

    commonName: str
    oid: str
    objectType: str = "XCCCalendar"
    isCalendarOf: Reference | UnsetType = UNSET


class EntryItem(Struct, kw_only=True, frozen=True):
    """An occurrence in its envelope."""

    object: Entry
    links: list[Link]


class CalendarItem(Struct, kw_only=True, frozen=True):
    """A calendar in its envelope."""

    object: Calendar
    links: list[Link]


class Paging(Struct, kw_only=True, frozen=True):
    """The OIDs of the first and last item of a page. laravel-xelion and XelionAPI keep them as numbers."""

    previousId: str
    nextId: str


class Meta(Struct, kw_only=True, frozen=True):
    """Where more of a list is. Lists of occurrences have no paging, nor has an empty page."""

    links: list[Link]
    paging: Paging | UnsetType = UNSET


class EntryList(Struct, kw_only=True, frozen=True):
    """What lies in a calendar."""

    data: list[EntryItem]
    meta: Meta


class CalendarList(Struct, kw_only=True, frozen=True):
    """A page of calendars."""

    data: list[CalendarItem]
    meta: Meta


class ErrorBody(Struct, kw_only=True, frozen=True):
    """A failure; clients look at the number."""

    errorCode: int
    message: str
