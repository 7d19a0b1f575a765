"""What the query of an appointment list asks for.

Source: the project's TimeTap reference (sections 3.3, 3.4 and 5.2), read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from filebook.core.appointments import Presence
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.translate import own_of, status_word, sub_status_of, times_of
from filebook.dialects.timetap.clock import date_in_query, instant_of, midnight
from filebook.dialects.timetap.queries import (
    DEFAULT_PAGE_SIZE,
    numbers_listed,
    order_of,
    page_of,
    search_in,
    words_listed,
)
from filebook.dialects.timetap.values import flag_of
from filebook.services.library import Page
from filebook.services.numbered_occurrences import Concerns, Window
from filebook.services.occupied import LONGEST_BUFFER

_PEOPLE = ("clientId", "clientIdList", "staffIdList")
_CONCERNED = (("locationIdList", Kind.LOCATION), ("reasonIdList", Kind.SERVICE))
_NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which appointments are wanted, in which order, and which page of them. None: no matter."""

    zone: str
    statuses: frozenset[str] | None
    since: date | None
    until: date | None
    people: tuple[frozenset[Number], ...]
    """Of each set somebody has to take part."""
    concerned: tuple[tuple[Kind, frozenset[Number]], ...]
    """With one of each set, all of one kind, it has to have something to do."""
    search: str
    order_field: str
    descending: bool
    time_off: bool | None
    """Whether it has to be time off."""
    page: Page
    resource: Number | None = None
    """In whose calendar it has to stand."""
    staff: frozenset[Number] = frozenset()
    """Everybody who is staff, where `time_off` matters."""

    @property
    def window(self) -> Window:
        """Where the appointments that may be wanted lie: a buffer lets one begin on the day before its client comes."""
        return Window(
            starts=None if self.since is None else instant_of(midnight(self.since), self.zone),
            ends=None
            if self.until is None
            else instant_of(midnight(self.until + _NEXT_DAY), self.zone) + LONGEST_BUFFER,
            taking_part=self.resource or self._one_person,
        )

    @property
    def _one_person(self) -> Number | None:
        """Somebody who has to take part, where it can be only one."""
        return next((next(iter(people)) for people in self.people if len(people) == 1), None)

    def holds(self, member: Member, about: Concerns) -> bool:
        """Whether everything is as wanted of a member that is about these things."""
        if not self._is_in_time(member):
            return False
        if self.statuses is not None:
            own = own_of(member)
            if self.statuses.isdisjoint({status_word(member, own), sub_status_of(member, own)}):
                return False
        present = {participant.record.number for participant in member.whole.participants}
        if any(present.isdisjoint(people) for people in self.people):
            return False
        if any(wanted.isdisjoint(about) for _, wanted in self.concerned):
            return False
        if self.time_off is not None and self.time_off is not self._is_time_off(member, about):
            return False
        return not self.search or self.search in _searched(member)

    def _is_time_off(self, member: Member, about: Concerns) -> bool:
        """Whether staff are away with nobody and for nothing."""
        whole = member.whole
        is_away = whole.presence is Presence.OUT_OF_OFFICE and Kind.SERVICE not in about.values()
        return is_away and all(participant.record.number in self.staff for participant in whole.participants)

    def _is_in_time(self, member: Member) -> bool:
        """Whether its `startDate` is one of the days that are asked for."""
        if self.since is None and self.until is None:
            return True
        day = times_of(member, zone=self.zone, client_zone=self.zone).starts.date()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def list_query(query: QueryParams, *, zone: str, statuses: Sequence[str] = ()) -> ListQuery:
    """`statuses`: those told in another place than the query. Raises: Invalid for an id that cannot be meant."""
    there = ZoneInfo(zone)
    wanted = {word.upper() for word in (*words_listed(query, "statusList"), *statuses)}
    people = (numbers_listed(query, name) for name in _PEOPLE)
    concerned = ((kind, numbers_listed(query, name)) for name, kind in _CONCERNED)
    order = order_of(query)
    return ListQuery(
        zone=zone,
        statuses=frozenset(wanted) if wanted else None,
        since=date_in_query(query.get("startDate", ""), zone=there),
        until=date_in_query(query.get("endDate", ""), zone=there),
        people=tuple(found for found in people if found),
        concerned=tuple((kind, found) for kind, found in concerned if found),
        search=search_in(query),
        order_field=order.field,
        descending=order.descending,
        time_off=_time_off_in(query),
        page=page_of(query) or Page(DEFAULT_PAGE_SIZE),
    )


def _time_off_in(query: QueryParams) -> bool | None:
    if flag_of(query.get("onlyTimeOff"), field="onlyTimeOff"):
        return True
    return False if flag_of(query.get("excludeTimeOff"), field="excludeTimeOff") else None


def _searched(member: Member) -> str:
    people = (participant.label for participant in member.whole.participants)
    return "\n".join((member.subject, member.comment, *people)).casefold()
