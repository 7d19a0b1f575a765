"""Appointment, Participant, Calendar: the appointment book's objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.core.records import Record
from filebook.core.recurrence.rule import Rule


class Status(StrEnum):
    """Where an appointment stands."""

    ACTIVE = "active"
    PENDING = "pending"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Presence(StrEnum):
    """How participants are reached while it lasts."""

    FREE = "free"
    BUSY = "busy"
    OUT_OF_OFFICE = "out_of_office"


class ParticipantStatus(StrEnum):
    """What a participant answered."""

    UNSET = "unset"
    SENT = "sent"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Span:
    """When, as read off a clock on the wall of `zone` (IANA name); both times are without an offset.

    An all-day start is that date's 00:00:00, an all-day end that date's 23:59:59 (inclusive); dates are
    never shifted between zones.
    """

    starts: datetime
    ends: datetime
    zone: str
    start_all_day: bool = False
    end_all_day: bool = False


BUFFER_LIMIT_MINUTES = 24 * 60
"""How long the time around an appointment may be."""


@dataclass(frozen=True, slots=True)
class Buffer:
    """Minutes around an appointment that its staff need too, to prepare and to clear away; clients do not see them."""

    before_minutes: int = 0
    after_minutes: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether both are minutes that an appointment may have."""
        return all(0 <= minutes <= BUFFER_LIMIT_MINUTES for minutes in (self.before_minutes, self.after_minutes))


NO_BUFFER = Buffer()


@dataclass(frozen=True, slots=True)
class Participant:
    """A record (staff or contact) that takes part. `label` is the record's."""

    record: Ref
    label: str = ""
    status: ParticipantStatus = ParticipantStatus.UNSET
    role: str = ""


@dataclass(frozen=True, slots=True)
class ChangedOccurrence:
    """One occurrence that differs from its series: `original_on` is the local day it had."""

    original_on: date
    span: Span | None
    """Its new time; None: cancelled."""
    subject: str | None = None
    comment: str | None = None
    place: str | None = None
    status: Status | None = None
    """Where it stands on its own; None: where the series does."""
    buffer: Buffer | None = None
    """The time around it that its staff need; None: as much as around the others."""
    removed: bool = False
    """Deleted, not cancelled: where the series leaves out the day, it does not have the day at all."""


@dataclass(frozen=True, slots=True)
class NumberedOccurrence:
    """One occurrence of a series that has a number and uid of its own, since a door had to name it.

    `original_on` is the local day it has, or had, in the series.
    """

    business: BusinessNumber
    number: Number
    uid: Uid
    appointment: Number
    original_on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """A book of appointments. It belongs to a staff record or a resource, or to the business (`owner` None)."""

    business: BusinessNumber
    number: Number
    uid: Uid
    name: str
    created_at: datetime
    owner: Ref | None = None
    colour: str = ""
    """As `#rrggbb`; "" for none of its own."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment or one whole series. `owner` is the staff record it belongs to."""

    business: BusinessNumber
    number: Number
    uid: Uid
    ical_uid: str
    subject: str
    span: Span
    created_at: datetime
    modified_at: datetime
    comment: str = ""
    place: str = ""
    internal: bool = False
    private: bool = False
    status: Status = Status.ACTIVE
    presence: Presence = Presence.BUSY
    owner: Ref | None = None
    rule: Rule | None = None
    cancelled_on: frozenset[date] = frozenset()
    """Local days on which the series does not happen."""
    changed: tuple[ChangedOccurrence, ...] = ()
    participants: tuple[Participant, ...] = ()
    calendars: tuple[Ref, ...] = ()
    permissions: Mapping[str, str] = field(default_factory=dict)
    """Rights granted beyond the policy: staff number as text → "read" | "write"."""
    reminder_minutes: int | None = None
    buffer: Buffer = NO_BUFFER
    created_by: str = ""
    trashed_at: datetime | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    type: str = ""
    """What kind of appointment it is, in the business's own word; `type_of` tells it of all."""


def type_of(appointment: Appointment, services: Iterable[Record] = ()) -> str:
    """What kind of appointment it is: its own word, else what the first of the services that it concerns is called.

    So one that was booked for a service has a type, too. "" where nothing says so.
    """
    return appointment.type or next((service.label for service in services), "")
