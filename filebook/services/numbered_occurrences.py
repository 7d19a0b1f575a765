"""Occurrences under numbers of their own: found, listed as members of their series, given a number when first shown."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from filebook.core.access import Action, Actor, Role
from filebook.core.appointments import Appointment, NumberedOccurrence
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind, Number, Ref
from filebook.core.members import MEMBER_LIMIT, Member, each_member, earlier, member_on
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence import OCCURRENCE_LIMIT
from filebook.services.book import is_hidden, readable_appointment
from filebook.services.occurrences import instant, touches

LISTED_LIMIT = OCCURRENCE_LIMIT
"""How many members one list is made of at most."""
_ONE_DAY = timedelta(days=1)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_UNNAMED = float("inf")
Key = tuple[Number, date]


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

    def between(
        self,
        actor: Actor,
        *,
        starts: datetime | None = None,
        ends: datetime | None = None,
        taking_part: Number | None = None,
    ) -> list[Member]:
        """Members that touch the instants [starts, ends), by start, then number, those without one last.

        None: from the first, to the last. `taking_part`: a record that takes part, or a calendar that they stand in.
        At most `LISTED_LIMIT`. Raises: AccessDenied.
        """
        if actor.role < Role.PERSONAL:
            raise AccessDenied(Action.READ.value)
        first, last = starts or _FIRST, ends or _LAST
        with self._catalogue.read() as tables:
            found = tables.appointments.overlapping(
                actor.business, starts=first, ends=last, participant=taking_part, limit=OCCURRENCE_LIMIT
            )
            visible = (appointment for appointment in found if not is_hidden(actor, appointment))
            touching = (member for one in visible for member in touching_members(one, starts=first, ends=last))
            members = _shown(tables, islice(touching, LISTED_LIMIT))
        return sorted(members, key=_order)

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


def touching_members(appointment: Appointment, *, starts: datetime, ends: datetime) -> Iterable[Member]:
    """Of an appointment found in [starts, ends), the members that touch it, left out or not; at most `MEMBER_LIMIT`."""
    if appointment.rule is None:
        return [Member(appointment)]  # it was found because it touches the window
    return islice(_touching_of_series(appointment, starts=starts, ends=ends), MEMBER_LIMIT)


def _touching_of_series(series: Appointment, *, starts: datetime, ends: datetime) -> Iterable[Member]:
    """By their day; those that were moved into the window from days far outside come first."""
    zone = ZoneInfo(series.span.zone)
    since = earlier(_local(starts, zone), (series.span.ends - series.span.starts) + _ONE_DAY)
    until = _local(ends, zone)
    for change in series.changed:
        if change.span is not None and not since <= change.original_on <= until:
            member = member_on(series, change.original_on)
            if member is not None and touches(member.span, starts, ends):
                yield member
    for member in each_member(series, since=since):
        if member.day is not None and member.day > until:
            return
        if touches(member.span, starts, ends):
            yield member


def _local(moment: datetime, zone: ZoneInfo) -> date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


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


def _order(member: Member) -> tuple[datetime, float, Number, date]:
    """Numbers are given in this order and upwards, so naming the members of one page moves none on another."""
    number = _UNNAMED if member.number is None else member.number
    return instant(member.span.starts, member.span.zone), number, *_key(member)
