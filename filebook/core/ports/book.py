"""The catalogue's rows about records, calendars and appointments."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from filebook.core.appointments import Appointment, Calendar, NumberedOccurrence
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.records import Record
from filebook.core.relations import Relation


class Records(Protocol):
    """Contacts, staff, estates, tasks and the like."""

    def add(self, record: Record) -> None: ...
    def update(self, record: Record) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Record | None:
        """Trashed ones too."""

    def many(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Record]: ...
    def page(self, business: BusinessNumber, kind: Kind, *, after: Number | None, limit: int) -> list[Record]:
        """Untrashed ones by number."""

    def count(self, business: BusinessNumber, kind: Kind) -> int: ...


class Calendars(Protocol):
    """Books of appointments."""

    def add(self, calendar: Calendar) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Calendar | None: ...
    def all(self, business: BusinessNumber) -> list[Calendar]: ...


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


class Occurrences(Protocol):
    """Occurrences of series that have a number of their own."""

    def add(self, occurrence: NumberedOccurrence) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> NumberedOccurrence | None: ...
    def of_appointments(
        self, business: BusinessNumber, appointments: Sequence[Number], *, since: date, until: date
    ) -> list[NumberedOccurrence]:
        """Those of these series on the days from `since` to `until`, both included, by series and day."""


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
