"""What the query of an appointment list asks for.

Source: the project's TimeTap reference (sections 3.3, 3.4 and 5.2), read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from filebook.core.ids import Number
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

_PEOPLE = ("clientId", "clientIdList", "staffIdList")
_CONCERNED = ("locationIdList", "reasonIdList")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which appointments are wanted, in which order, and which page of them. None: no matter."""

    zone: str
    statuses: frozenset[str] | None
    since: date | None
    until: date | None
    people: tuple[frozenset[Number], ...]
    """Of each set somebody has to take part."""
    concerned: tuple[frozenset[Number], ...]
    """With each set it has to have something to do."""
    search: str
    order_field: str
    descending: bool
    nothing: bool
    """Whether only time off is wanted, of which there is none."""
    page: Page

    @property
    def starts(self) -> datetime | None:
        """The instant from which on appointments may be wanted."""
        return None if self.since is None else instant_of(midnight(self.since), self.zone)

    @property
    def ends(self) -> datetime | None:
        """The instant before which they begin."""
        return None if self.until is None else instant_of(midnight(self.until + timedelta(days=1)), self.zone)

    @property
    def one_person(self) -> Number | None:
        """Somebody who has to take part, where it can be only one."""
        return next((next(iter(people)) for people in self.people if len(people) == 1), None)

    def holds(self, member: Member) -> bool:
        """Whether everything is as wanted but for what it concerns."""
        day = times_of(member, zone=self.zone, client_zone=self.zone).starts.date()
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        if self.statuses is not None:
            own = own_of(member)
            if self.statuses.isdisjoint({status_word(member, own), sub_status_of(member, own)}):
                return False
        present = {participant.record.number for participant in member.whole.participants}
        if any(present.isdisjoint(people) for people in self.people):
            return False
        return not self.search or self.search in _searched(member)


def list_query(query: QueryParams, *, zone: str, statuses: Sequence[str] = ()) -> ListQuery:
    """`statuses`: those told in another place than the query. Raises: Invalid for an id that cannot be meant."""
    there = ZoneInfo(zone)
    wanted = {word.upper() for word in (*words_listed(query, "statusList"), *statuses)}
    people = (numbers_listed(query, name) for name in _PEOPLE)
    concerned = (numbers_listed(query, name) for name in _CONCERNED)
    order = order_of(query)
    return ListQuery(
        zone=zone,
        statuses=frozenset(wanted) if wanted else None,
        since=date_in_query(query.get("startDate", ""), zone=there),
        until=date_in_query(query.get("endDate", ""), zone=there),
        people=tuple(found for found in people if found),
        concerned=tuple(found for found in concerned if found),
        search=search_in(query),
        order_field=order.field,
        descending=order.descending,
        nothing=bool(flag_of(query.get("onlyTimeOff"), field="onlyTimeOff")),
        page=page_of(query) or Page(DEFAULT_PAGE_SIZE),
    )


def _searched(member: Member) -> str:
    people = (participant.label for participant in member.whole.participants)
    return "\n".join((member.subject, member.comment, *people)).casefold()
