"""TelecomX's words for events.

Source: the project's TelecomX reference, 8 (the vendor's wiki, pages api:pbx:calendar:list, get, create and delete),
read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType, field

from filebook.dialects.telecomx.wire import Flag

OptionalText = str | UnsetType | None
OptionalFlag = Flag | UnsetType | None


class BodyObject(Struct, kw_only=True, frozen=True):
    """What there is to say. `preview` is the beginning of it as plain text."""

    content: str
    type: str
    preview: str


class LocationObject(Struct, kw_only=True, frozen=True):
    """Where it takes place."""

    displayName: str | UnsetType = UNSET
    address: str | UnsetType = UNSET


class AttendeeObject(Struct, kw_only=True, frozen=True):
    """Who takes part besides the employee."""

    name: str | UnsetType = UNSET
    emailAddress: str | UnsetType = UNSET
    type: str
    status: str


class EventObject(Struct, kw_only=True, frozen=True):
    """An event. A member without a value is left out; colleagues of a private event see times and presence alone."""

    id: str = field(name="_id")
    customer: str | UnsetType = UNSET
    employee: str | UnsetType = UNSET
    externalId: str | UnsetType = UNSET
    subject: str | UnsetType = UNSET
    body: BodyObject | UnsetType = UNSET
    start: str
    end: str
    isAllDay: bool
    importance: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    seriesMasterId: str | UnsetType = UNSET
    showAs: str
    sensitivity: str | UnsetType = UNSET
    isCancelled: bool | UnsetType = UNSET
    isOnlineMeeting: bool | UnsetType = UNSET
    isOrganizer: bool | UnsetType = UNSET
    isReminderOn: bool | UnsetType = UNSET
    onlineMeetingJoinUrl: str | UnsetType = UNSET
    reminderMinutesBeforeStart: int | UnsetType = UNSET
    location: LocationObject | UnsetType = UNSET
    attendees: list[AttendeeObject] | UnsetType = UNSET


class EventList(Struct, kw_only=True, frozen=True):
    """One page of a list; `total` counts all pages."""

    offset: int
    limit: int
    total: int
    events: list[EventObject]


class SaidBody(Struct, kw_only=True, frozen=True):
    """What a client says of the body; a preview is made from the content."""

    content: str | None = None
    type: str | None = None


class SaidLocation(Struct, kw_only=True, frozen=True):
    """What a client says of the place."""

    displayName: str | None = None
    address: str | None = None


class SaidAddress(Struct, kw_only=True, frozen=True):
    """A name and address as Microsoft 365 nests them in an attendee."""

    name: str | None = None
    address: str | None = None


class SaidResponse(Struct, kw_only=True, frozen=True):
    """An answer as Microsoft 365 nests it in an attendee."""

    response: str | None = None


class SaidAttendee(Struct, kw_only=True, frozen=True):
    """What a client says of somebody who takes part."""

    name: str | None = None
    emailAddress: str | SaidAddress | None = None
    type: str | None = None
    status: str | SaidResponse | None = None


class SaidEvent(Struct, kw_only=True, frozen=True):
    """What a client says of an event; null is the same as absent, but takes a text away when an event is changed.

    `_id` and `seriesMasterId` are not read: they cannot be chosen.
    """

    customer: OptionalText = UNSET
    employee: OptionalText = UNSET
    externalId: OptionalText = UNSET
    subject: OptionalText = UNSET
    body: SaidBody | str | UnsetType | None = UNSET
    start: OptionalText = UNSET
    end: OptionalText = UNSET
    isAllDay: OptionalFlag = UNSET
    importance: OptionalText = UNSET
    type: OptionalText = UNSET
    showAs: OptionalText = UNSET
    sensitivity: OptionalText = UNSET
    isCancelled: OptionalFlag = UNSET
    isOnlineMeeting: OptionalFlag = UNSET
    isOrganizer: OptionalFlag = UNSET
    isReminderOn: OptionalFlag = UNSET
    onlineMeetingJoinUrl: OptionalText = UNSET
    reminderMinutesBeforeStart: float | UnsetType | None = UNSET
    location: SaidLocation | str | UnsetType | None = UNSET
    attendees: list[SaidAttendee] | UnsetType | None = UNSET
