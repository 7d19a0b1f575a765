"""The schedule: what happens in a range of time, each occurrence of a series for itself, page by page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nsmallest
from itertools import islice

from filebook.core.access import Actor
from filebook.core.appointments import Appointment, Status
from filebook.core.errors import Invalid
from filebook.core.ids import Number, Ref
from filebook.core.members import Member, each_member
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT
from filebook.services.agenda import EARLIEST, LATEST, Whose, whose_agenda
from filebook.services.book import is_hidden, readable_appointment, require_reader
from filebook.services.occurrences import instant, touches
from filebook.services.touching import NARROW, each_found, each_found_of, expanded

RANGE_LIMIT = timedelta(days=400)
"""The longest range that can be asked for."""
AGENDA_LIMIT = 50
"""How many calendars and people can be asked for at once."""
_FIRST_STRIDE = timedelta(days=8)
"""A range is gone through in strides, each twice as long as the one before: most pages need one."""

Mark = tuple[datetime, Number, date]
"""Where an occurrence stands: the instant it begins at, its appointment, its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The instants [starts, ends); `of`: numbers of calendars and people, None for everybody's.

    `with_cancelled`: also what does not take place.
    """

    starts: datetime
    ends: datetime
    of: Sequence[Number] | None = None
    with_cancelled: bool = False


class Schedule:
    """Occurrences in the actor's business. Whoever may not read there sees only the own ones."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def page(self, actor: Actor, wanted: Range, *, after: Mark | None, limit: int) -> list[Member]:
        """The first occurrences after one of them, by beginning, appointment and day, under the numbers they have.

        A single appointment is a member without a day.

        Raises: NotFound("calendar"), AccessDenied, Invalid("until") for no range or one beyond `RANGE_LIMIT`,
            Invalid("of") beyond `AGENDA_LIMIT`.
        """
        require_reader(actor)
        if not timedelta() < wanted.ends - wanted.starts <= RANGE_LIMIT:
            raise Invalid("until", "range")
        if wanted.of is not None and len(wanted.of) > AGENDA_LIMIT:
            raise Invalid("of", "too_many")
        with self._catalogue.read() as tables:
            search = _Search(tables, actor, wanted, _agendas(tables, actor, wanted.of))
            return numbered(tables, actor, search.first(after, limit))

    def of_appointment(self, actor: Actor, number: Number, *, since: date, limit: int) -> list[Member]:
        """The occurrences of an appointment from one of its days on, left out or not; a single one has one.

        Raises: NotFound("appointment"), AccessDenied, Unsupported("recurrence").
        """
        with self._catalogue.read() as tables:
            whole = readable_appointment(tables, actor, number)
            if whole.rule is None:
                return [Member(whole)] if since <= whole.span.starts.date() else []
            return numbered(tables, actor, list(islice(each_member(whole, since=since), limit)))


def mark_of(member: Member) -> Mark:
    """Where it stands in a schedule."""
    span = member.span
    return instant(span.starts, span.zone), member.whole.number, member.day or date.min


def numbered(tables: Tables, actor: Actor, members: Sequence[Member]) -> list[Member]:
    """The members with the numbers that they have; none is given one."""
    days = [member.day for member in members if member.day is not None]
    if not days:
        return list(members)
    series = sorted({member.whole.number for member in members if member.day is not None})
    found = tables.occurrences.of_appointments(actor.business, series, since=min(days), until=max(days))
    known = {(one.appointment, one.original_on): Ref(one.number, one.uid) for one in found}
    return [replace(one, ref=known.get((one.whole.number, one.day))) if one.day else one for one in members]


@dataclass(frozen=True, slots=True)
class _Search:
    tables: Tables
    actor: Actor
    wanted: Range
    agendas: Sequence[Whose] | None

    def first(self, after: Mark | None, limit: int) -> list[Member]:
        ends, stride = min(self.wanted.ends, LATEST), _FIRST_STRIDE
        cursor = max(self.wanted.starts, EARLIEST)
        cursor = cursor if after is None else max(cursor, after[0])
        found: list[tuple[Mark, Member]] = []
        is_first = True
        while cursor < ends and len(found) < limit:
            stop = min(cursor + stride, ends)
            begun = ((mark_of(member), member) for member in self._touching(cursor, stop))
            there = {
                mark: member
                for mark, member in begun
                if (after is None or mark > after) and (is_first or mark[0] >= cursor)
            }
            found += nsmallest(limit - len(found), there.items(), key=lambda one: one[0])
            cursor, stride, is_first = stop, min(2 * stride, NARROW), False
        return [member for _, member in found]

    def _touching(self, starts: datetime, ends: datetime) -> Iterator[Member]:
        for whole, members in self._found(starts, ends):
            if is_hidden(self.actor, whole):
                continue
            told = expanded(whole, starts=starts, ends=ends) if members is None else members
            for member in told:
                takes_place = not member.is_left_out and member.status is not Status.CANCELLED
                if (takes_place or self.wanted.with_cancelled) and touches(member.span, starts, ends):
                    yield member

    def _found(self, starts: datetime, ends: datetime) -> Iterable[tuple[Appointment, Sequence[Member] | None]]:
        if self.agendas is None:
            return each_found(self.tables, self.actor.business, starts=starts, ends=ends)
        there = appointments_of(self.tables, self.actor, self.agendas, starts=starts, ends=ends)
        return each_found_of(self.tables, there, starts=starts, ends=ends)


def appointments_of(
    tables: Tables, actor: Actor, agendas: Sequence[Whose], *, starts: datetime, ends: datetime
) -> list[Appointment]:
    """What lies around a window in some agendas, each appointment once: a query and `OCCURRENCE_LIMIT` for each."""
    found: dict[Number, Appointment] = {}
    for whose in agendas:
        there = tables.appointments.of_agenda(
            actor.business, members=whose.members, owner=whose.owner, starts=starts, ends=ends, limit=OCCURRENCE_LIMIT
        )
        found |= {one.number: one for one in there}
    return list(found.values())


def _agendas(tables: Tables, actor: Actor, of: Sequence[Number] | None) -> list[Whose] | None:
    return None if of is None else [whose_agenda(tables, actor, number) for number in dict.fromkeys(of)]
