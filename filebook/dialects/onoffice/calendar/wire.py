"""Appointments as they stand on onOffice's wire: names, and the types that real answers have.

Source: apidoc.onoffice.de, calendar, appointmentList, appointmentConflicts; onoffice.md 8, read 2026-11-22.
"""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

# What comes in. Null and an absent member are the same.


class CalendarData(msgspec.Struct):
    """The fields of `data` in `create` and `modify`; any other one is unknown."""

    description: Any = None
    start_dt: Any = None
    end_dt: Any = None
    art: Any = None
    ganztags: Any = None
    allowTransitTime: Any = None
    transitTime: Any = None
    transitTimePre: Any = None
    transitTimePost: Any = None
    note: Any = None
    abgesagt: Any = None
    status: Any = None
    private: Any = None
    erinnerung: Any = None
    origin: Any = None
    ressources: Any = None
    von: Any = None
    rp_flag: Any = None
    rp_type: Any = None
    rp_tage: Any = None
    rp_beginn_datum: Any = None
    rp_ende_datum: Any = None
    rp_ende_status: Any = None
    rp_exception: Any = None


class CalendarParameters(msgspec.Struct):
    """What `create`, `modify` and `appointmentConflicts` have beside the fields. Null unlinks the estate."""

    data: Any = None
    location: Any = None
    subscribers: Any = None
    reminderTypes: Any = None
    relatedAddressIds: Any = None
    replaceAddressIds: Any = None
    relatedEstateId: Any = UNSET


class Subscribers(msgspec.Struct):
    """Who takes part."""

    users: Any = None
    groups: Any = None


class ReadParameters(msgspec.Struct):
    """`read`/`calendar`."""

    datestart: Any = None
    dateend: Any = None
    modifiedstart: Any = None
    modifiedend: Any = None
    showcancelled: Any = None
    showConfirmationStatus: Any = None
    showConflicts: Any = None
    users: Any = None
    groups: Any = None
    allusers: Any = None
    filter: Any = None


class ListParameters(msgspec.Struct):
    """`get`/`appointmentList`."""

    data: Any = None
    filter: Any = None
    showFollowUpStatus: Any = None


class ListFilter(msgspec.Struct):
    """The members of that `filter` which are plain values; the rest are comparisons."""

    startDate: Any = None
    endDate: Any = None
    isCancelled: Any = None
    isDone: Any = None
    isRecurrent: Any = None
    userIds: Any = None
    groupIds: Any = None


# What goes out.


class CalendarUser(msgspec.Struct, frozen=True):
    """A member of staff in `read`/`calendar`, where one word of the name is small."""

    id: str
    username: str
    firstName: str
    lastName: str
    email: str


class CalendarAddress(msgspec.Struct, frozen=True):
    """A contact in `read`/`calendar`, with what it answered."""

    id: int
    confirmationStatus: str


class Entry(msgspec.Struct, frozen=True):
    """One of those who have a conflict."""

    id: str


class Hints(msgspec.Struct, frozen=True):
    """Who and what is wanted elsewhere at the same time."""

    conflictedUsers: list[Entry]
    conflictedResources: list[Entry]
    conflictedAddresses: list[Entry]
    conflictedEstates: list[Entry]


class Calendar(msgspec.Struct, frozen=True):
    """An appointment in `read`/`calendar`. What is an object elsewhere is `[]` here when it is empty."""

    start_dt: str
    end_dt: str
    description: str
    note: str
    ort: str
    art: dict[str, str] | list[str]
    fuer: list[str]
    groups: list[str]
    emails: dict[str, str] | list[str]
    user_ids: list[int]
    ressources: list[str]
    ressourcesWithKeys: dict[str, str] | list[str]
    erinnerung: str
    ganztags: bool
    rp_flag: bool
    abgesagt: bool
    status: str
    assignedaddressids: list[int]
    assignedobjectids: list[int]
    rp_type: str
    rp_tage: int
    rp_beginn_datum: str
    rp_ende_datum: str
    rp_ende_status: str
    allowTransitTime: bool
    transitTime: str | None
    transitTimePre: str
    transitTimePost: str
    rp_exception: list[str]
    ProjektNr: str | None
    von: str
    private: str
    modified: str
    users: list[CalendarUser]
    confirmationStatus: str | UnsetType = UNSET
    addresses: list[CalendarAddress] | UnsetType = UNSET
    hints: Hints | UnsetType = UNSET


class Choice(msgspec.Struct, frozen=True):
    """A key with what a person reads for it."""

    value: str
    label: str


class When(msgspec.Struct, frozen=True):
    """From when to when, in UTC."""

    start: str
    end: str
    allDay: bool


class TravelTime(msgspec.Struct, frozen=True):
    """Minutes on the way there and back."""

    outward: int | None
    # A word of Python, so it goes by another name here.
    back: int | None = msgspec.field(name="return")


class Location(msgspec.Struct, frozen=True):
    """Where it takes place: what kind of place, and which."""

    type: str
    value: str | None


class Recurrence(msgspec.Struct, frozen=True):
    """How often a series comes, and between which days. The keys are not documented."""

    interval: int
    start: str
    end: str | None


class Reminder(msgspec.Struct, frozen=True):
    """Who is reminded, how, and how long before."""

    timeBefore: str
    recipients: list[str]
    confirmedOnly: bool
    types: list[str]


class Named(msgspec.Struct, frozen=True):
    """A group or resource."""

    id: str
    name: str


class ListUser(msgspec.Struct, frozen=True):
    """A member of staff in `appointmentList`."""

    id: str
    userName: str
    firstName: str
    lastName: str
    email: str


class Contact(msgspec.Struct, frozen=True):
    """A contact in `appointmentList`."""

    id: str
    confirmationStatus: str
    followUpAvailable: bool | UnsetType = UNSET
    followUpStatus: str | UnsetType | None = UNSET


class ListedAppointment(msgspec.Struct, frozen=True):
    """An appointment in `appointmentList`; nested ids are text. What was not asked for is left out."""

    id: str
    createdBy: str
    modified: str
    subject: str
    notes: str
    type: Choice
    status: Choice
    confirmationStatus: str
    private: bool
    date: When
    travelTime: TravelTime
    location: Location
    recurrence: Recurrence | None
    reminder: Reminder | None
    groups: list[Named]
    users: list[ListUser]
    resources: list[Named]
    contacts: list[Contact]
    estate: Entry | None
    project: Entry | None
    conflicts: Hints | UnsetType = UNSET
