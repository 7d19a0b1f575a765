"""The catalogue's rows about records, calendars and appointments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from filebook.core.appointments import Appointment, Calendar, NumberedOccurrence, Status
from filebook.core.ids import BusinessNumber, Door, Kind, Number
from filebook.core.records import Record
from filebook.core.relations import Relation


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records a list holds: those in the trash or the others; with a text in their labels, whatever its case."""

    trashed: bool = False
    containing: str = ""


class RecordOrder(StrEnum):
    """What a list of records is sorted by; equal ones by number."""

    NUMBER = "number"
    LABEL = "label"
    MODIFIED = "modified"


@dataclass(frozen=True, slots=True)
class RecordMark:
    """Where a list of records goes on: after what has this value to sort by, and this number."""

    value: str | int
    number: Number


class Records(Protocol):
    """Contacts, staff, estates, tasks and the like."""

    def add(self, record: Record) -> None: ...
    def update(self, record: Record) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Record | None:
        """Trashed ones too."""

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Record]: ...
    def page(
        self, business: BusinessNumber, kind: Kind, *, after: Number | None, limit: int, with_trashed: bool = False
    ) -> list[Record]:
        """By number; trashed ones only if asked for."""

    def listing(
        self,
        business: BusinessNumber,
        kind: Kind,
        *,
        where: RecordFilter,
        order: RecordOrder = RecordOrder.NUMBER,
        descending: bool = False,
        after: RecordMark | None = None,
        limit: int,
    ) -> list[Record]: ...
    def total(self, business: BusinessNumber, kind: Kind, *, where: RecordFilter) -> int:
        """How many a list holds."""

    def mark(self, record: Record, order: RecordOrder) -> RecordMark:
        """Where a list in this order goes on after a record."""

    def count(self, business: BusinessNumber, kind: Kind) -> int: ...


class Calendars(Protocol):
    """Books of appointments."""

    def add(self, calendar: Calendar) -> None: ...
    def update(self, calendar: Calendar) -> None: ...
    def delete(self, business: BusinessNumber, number: Number) -> None:
        """Remove its row. What stands in it goes on naming it."""

    def get(self, business: BusinessNumber, number: Number) -> Calendar | None: ...
    def all(self, business: BusinessNumber) -> list[Calendar]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFilter:
    """Which appointments a list holds, and who sees it: a member of staff by number, or nobody in particular (None).

    `sees_all`: all that are not private, besides those that the seer owns, takes part in or was granted a right to.
    `starts` and `ends`: those that take place in the instants [starts, ends); a series that was not reckoned so far is
    told wherever it lies between its first and its last instant, as are all in the trash. `members`: records that take
    part and calendars that it stands in, all of them. `type`: the own one, or the label of a service that it concerns.
    `containing`: text in the subject, compared without case.
    """

    seer: Number | None = None
    sees_all: bool = True
    trashed: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    members: tuple[Number, ...] = ()
    concerns: Number | None = None
    status: Status | None = None
    type: str = ""
    containing: str = ""
    changed_since: datetime | None = None


class Appointments(Protocol):
    """Appointments and series, with their participants and calendars."""

    def add(self, appointment: Appointment) -> None: ...
    def update(self, appointment: Appointment) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Appointment | None:
        """Trashed ones too."""

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Appointment]:
        """Trashed ones too."""

    def overlapping(
        self,
        business: BusinessNumber,
        *,
        starts: datetime,
        ends: datetime,
        participant: Number | None = None,
        limit: int,
    ) -> list[Appointment]:
        """Untrashed ones that touch the instants [starts, ends), by start then number.

        A series is told wherever it lies between its first and its last instant, even without an occurrence in
        the window: expanding it is the service's.
        """

    def next_overlapping(
        self,
        business: BusinessNumber,
        *,
        starts: datetime,
        ends: datetime,
        participant: Number | None = None,
        after: Number | None,
        limit: int,
    ) -> list[Appointment]:
        """As `overlapping`, to be read on in batches: by end, start and number, those after the one named `after`."""

    def of_agenda(
        self,
        business: BusinessNumber,
        *,
        members: Sequence[Number],
        owner: Number | None,
        starts: datetime,
        ends: datetime,
        limit: int,
    ) -> list[Appointment]:
        """As `overlapping`, of those that `owner` owns or that have at least one of the `members`, one or more."""

    def listing(
        self, business: BusinessNumber, *, where: AppointmentFilter, after: Number | None, limit: int
    ) -> list[Appointment]:
        """A page of a list, by number, after one of them."""

    def count(self, business: BusinessNumber, *, where: AppointmentFilter) -> int:
        """How many there are in a list."""

    def changed_between(
        self, business: BusinessNumber, *, since: datetime, until: datetime, limit: int
    ) -> list[Appointment]:
        """Untrashed ones last modified in [since, until], by that moment, then number."""

    def of_member(self, business: BusinessNumber, member: Number, *, limit: int) -> list[Appointment]:
        """Untrashed ones in which a record takes part, or which stand in a calendar, by start then number."""

    def of_members(
        self, business: BusinessNumber, members: Sequence[Number], *, limit: int
    ) -> list[tuple[Number, Number]]:
        """As `of_member` for many at once: each member with each of its appointments, by member, start and number."""


@dataclass(frozen=True, slots=True)
class Happening:
    """That an appointment takes place: a single one, or what a series is on the local day `original_on`."""

    appointment: Number
    original_on: date
    left_out: bool
    """Whether the series does not happen on that day."""


class Happenings(Protocol):
    """When untrashed appointments take place, each occurrence of a series for itself: kept with every write.

    Of a series that goes on for long, what lies in the years around the present is there, and the worker extends it.
    """

    def each_between(
        self, business: BusinessNumber, *, starts: datetime, ends: datetime, batch: int
    ) -> Iterator[list[Happening]]:
        """What touches the instants [starts, ends), in batches by first instant, appointment and day.

        Of those that are `unwritten` there, some may be missing.
        """

    def of_appointments(
        self, business: BusinessNumber, appointments: Sequence[Number], *, starts: datetime, ends: datetime
    ) -> dict[Number, list[Happening]]:
        """Appointment → what of it touches the instants [starts, ends), by class of length and first instant.

        Those that are `unwritten` there are left out.
        """

    def unwritten(self, business: BusinessNumber, *, starts: datetime, ends: datetime) -> list[Number]:
        """Series between whose first and last instant the window lies, and not all that touches it is written."""

    def to_extend(self, before: datetime, *, limit: int) -> list[tuple[BusinessNumber, Number]]:
        """Untrashed series that go on, but of which nothing from some instant before this one on is written."""

    def write(self, appointment: Appointment, *, at: datetime) -> None:
        """Write what a stored appointment has around an instant. Adding and updating it does so by itself."""

    def is_right(self, appointment: Appointment, *, at: datetime) -> bool:
        """Whether what is written of a stored appointment is what it has around an instant, so far as it is."""


class Occurrences(Protocol):
    """Occurrences of series that have a number of their own."""

    def add(self, occurrence: NumberedOccurrence) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> NumberedOccurrence | None: ...
    def of_appointments(
        self, business: BusinessNumber, appointments: Sequence[Number], *, since: date, until: date
    ) -> list[NumberedOccurrence]:
        """Those of these series on the days from `since` to `until`, both included, by series and day."""

    def move(self, business: BusinessNumber, appointment: Number, *, day: date, to: date) -> None:
        """Give the number that a day of a series has to another day, which must have none."""

    def hand_over(self, business: BusinessNumber, appointment: Number, *, to: Number, since: date) -> None:
        """Make those of a series from a day on into those of another one, which has none on these days."""


class MadeThrough(Protocol):
    """Which appointments were made through a door whose lists hold those wherever they lie in time."""

    def add(self, business: BusinessNumber, door: Door, appointment: Number) -> None:
        """One that is there already stays as it is."""

    def copy(self, business: BusinessNumber, appointment: Number, *, to: Number) -> None:
        """Note another appointment, of which nothing is noted yet, for every door that one was made through."""

    def page(self, business: BusinessNumber, door: Door, *, after: Number | None, limit: int) -> list[Number]:
        """Their numbers ascending, also of those in the trash."""


class Relations(Protocol):
    """What has to do with what."""

    def add(self, business: BusinessNumber, relation: Relation) -> None:
        """A relation that is there already stays as it is."""

    def remove(self, business: BusinessNumber, relation: Relation) -> bool:
        """Whether there was one."""

    def of_parents(self, business: BusinessNumber, parents: Sequence[Number]) -> list[Relation]:
        """What these hold, trashed or not, by parent, type and child; at most `RELATION_LIMIT`."""

    def of_children(self, business: BusinessNumber, children: Sequence[Number]) -> list[Relation]:
        """What holds these, trashed or not, by child, type and parent; at most `RELATION_LIMIT`."""
