"""Occurrences under numbers of their own: found, listed as members of their series, given a number when first shown."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import TypeVar

from filebook.core.access import Actor
from filebook.core.appointments import Appointment, NumberedOccurrence
from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number, Ref
from filebook.core.members import MEMBER_LIMIT, Member, each_member, member_on, members_on
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.relations import RelationType
from filebook.services.book import is_hidden, readable_appointment, require_reader
from filebook.services.occurrences import instant
from filebook.services.touching import each_touching

_BATCH = 1000
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_UNNAMED = float("inf")
Key = tuple[Number, date]
Concerns = Mapping[Number, Kind]
"""What an appointment is about: records, trashed ones too, and their kinds."""
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Window:
    """Members that touch the instants [starts, ends). None: from the first, to the last.

    `taking_part`: only those with this record, or in this calendar.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    taking_part: Number | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member stands in a list; all that is needed to find it again."""

    starts: datetime
    """The instant from which on its staff need the time."""
    number: Number | None
    whole: Number
    day: date | None


class NumberedOccurrences:
    """Appointments of the actor's business as doors see them that know no series.

    A series is shown as its members: the days on which it happens, and of the others those that were given a number
    before, as cancelled. At most `MEMBER_LIMIT` of one series are told in one answer.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def get(self, actor: Actor, number: Number) -> Member:
        """A single appointment, a whole series or one occurrence, by its number.

        Raises: NotFound("appointment"), AccessDenied.
        """
        with self._catalogue.glance() as tables:
            occurrence = tables.occurrences.get(actor.business, number)
            if occurrence is None:
                return Member(readable_appointment(tables, actor, number))
            member = _member(tables, actor, occurrence)
        if member is None:
            raise NotFound("appointment", number)
        return member

    def select(self, actor: Actor, holds: Callable[[Member, Concerns], bool], *, within: Window) -> list[Place]:
        """The members of a window for which `holds` says so: by start, then number, those without one last.

        All are told, however many there are: only their places are kept. Raises: AccessDenied.
        """
        with self._catalogue.read() as tables:
            found = [place_of(member) for member, about in _each(tables, actor, within) if holds(member, about)]
        return sorted(found, key=_order)

    def count(
        self, actor: Actor, group: Callable[[Member, Concerns], Group | None], *, within: Window
    ) -> Counter[Group]:
        """How many members of a window there are of each group; None is not counted. Raises: AccessDenied."""
        with self._catalogue.read() as tables:
            groups = (group(member, about) for member, about in _each(tables, actor, within))
            return Counter(one for one in groups if one is not None)

    def at(self, actor: Actor, places: Sequence[Place]) -> list[Member]:
        """The members that were told at these places, as they are now; what is not there any more is left out."""
        days: dict[Number, set[date]] = {place.whole: set() for place in places}
        for place in places:
            if place.day is not None:
                days[place.whole].add(place.day)
        with self._catalogue.read() as tables:
            wholes = tables.appointments.many(actor.business, list(days)).values()
            readable = [whole for whole in wholes if not whole.trashed_at and not is_hidden(actor, whole)]
            singles = (Member(whole) for whole in readable if whole.rule is None)
            of_series = (member for whole in readable for member in members_on(whole, days[whole.number]))
            found = {_key(member): member for member in _shown(tables, chain(singles, of_series))}
        return [found[key] for place in places if (key := (place.whole, place.day or date.min)) in found]

    def of_series(self, actor: Actor, series: Appointment) -> list[Member]:
        """The first members of a series which the caller was given, each under its number."""
        with self._catalogue.read() as tables:
            members = _shown(tables, islice(each_member(series), MEMBER_LIMIT))
        return self.numbered(actor, members)

    def numbered(self, actor: Actor, members: Sequence[Member]) -> list[Member]:
        """The same members, each under a number: those without one are given theirs, in this order."""
        if all(member.number is not None for member in members):
            return list(members)

        def unit(tables: Tables) -> list[Member]:
            tables.numbers.lock(actor.business)
            known = _numbers(tables, members)
            return [_named(tables, member, known) for member in members]

        return self._catalogue.write(unit)


def _member(tables: Tables, actor: Actor, occurrence: NumberedOccurrence) -> Member | None:
    """The occurrence as it is now; None where its series does not have that day any more, or is not to be known of."""
    try:
        series = readable_appointment(tables, actor, occurrence.appointment)
    except NotFound:
        return None
    return member_on(series, occurrence.original_on, Ref(occurrence.number, occurrence.uid))


def _each(tables: Tables, actor: Actor, within: Window) -> Iterator[tuple[Member, Concerns]]:
    """The members in a window, with what they are about. Raises: AccessDenied."""
    require_reader(actor)
    starts, ends = within.starts or _FIRST, within.ends or _LAST
    found = each_touching(tables, actor.business, starts=starts, ends=ends, taking_part=within.taking_part)
    touching = (member for whole, members in found if not is_hidden(actor, whole) for member in members)
    while batch := list(islice(touching, _BATCH)):
        about = _concerns(tables, actor, {member.whole.number for member in batch})
        for member in _shown(tables, batch):
            yield member, about.get(member.whole.number, {})


def _concerns(tables: Tables, actor: Actor, wholes: Collection[Number]) -> dict[Number, dict[Number, Kind]]:
    found: dict[Number, dict[Number, Kind]] = {}
    for relation in tables.relations.of_parents(actor.business, sorted(wholes)):
        if relation.type is RelationType.CONCERNS:
            found.setdefault(relation.parent, {})[relation.child] = relation.child_kind
    return found


def _shown(tables: Tables, members: Iterable[Member]) -> list[Member]:
    """The members with the numbers they have; those left out of their series only if they were shown before."""
    found = list(members)
    known = _numbers(tables, found)
    named = (replace(member, ref=known.get(_key(member))) if member.day else member for member in found)
    return [member for member in named if member.number is not None or not member.is_left_out]


def _numbers(tables: Tables, members: Sequence[Member]) -> dict[Key, Ref]:
    days = [member.day for member in members if member.day is not None]
    if not days:
        return {}
    series = sorted({member.whole.number for member in members if member.day is not None})
    business = members[0].whole.business
    found = tables.occurrences.of_appointments(business, series, since=min(days), until=max(days))
    return {(one.appointment, one.original_on): Ref(one.number, one.uid) for one in found}


def _named(tables: Tables, member: Member, known: dict[Key, Ref]) -> Member:
    if member.day is None:
        return member
    ref = known.get(_key(member))
    if ref is None:
        whole = member.whole
        ref = tables.numbers.allocate(whole.business, Kind.OCCURRENCE)
        tables.occurrences.add(NumberedOccurrence(whole.business, ref.number, ref.uid, whole.number, member.day))
    return replace(member, ref=ref)


def _key(member: Member) -> Key:
    return member.whole.number, member.day or date.min


def place_of(member: Member) -> Place:
    """Where a member stands in lists."""
    span, before = member.span, timedelta(minutes=member.buffer.before_minutes)
    return Place(instant(span.starts, span.zone) - before, member.number, member.whole.number, member.day)


def _order(place: Place) -> tuple[datetime, float, Number, date]:
    """Numbers are given in this order and upwards, so naming the members of one page moves none on another."""
    number = _UNNAMED if place.number is None else place.number
    return place.starts, number, place.whole, place.day or date.min
