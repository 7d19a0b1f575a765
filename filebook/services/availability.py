"""Availability: when staff can be booked for a service at a location, and are not occupied yet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from filebook.core.access import Action, Actor, require
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.offers import offered_at, offered_by, staff_of
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.core.slots import LONGEST_MINUTES, Interval, Shape, Slot, Taken, each_slot, open_times, serving, shape_of
from filebook.core.working_hours import WorkingHours, working_hours_of
from filebook.services.occupied import occupied

DAY_LIMIT = 366
"""How many days one answer tells of."""
STAFF_LIMIT = 500
"""Among how many members of staff it looks for somebody."""
SLOT_LIMIT = 50_000
"""How many slots it tells; the days after that are left out."""
JUDGED_LIMIT = 1_000_000
"""How many times it asks whether somebody is free; likewise."""
_BATCH = 500
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be booked for. `staff` None: with whoever is free.

    `duration_minutes` None: as long as the service takes.
    """

    service: Number
    location: Number
    staff: Number | None = None
    duration_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot, and who is free then, by number; never nobody."""

    slot: Slot
    staff: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day on the business's calendar, with at least one free slot, by start."""

    day: date
    slots: Sequence[FreeSlot]


@dataclass(frozen=True, slots=True)
class _Colleague:
    """Somebody who may be free."""

    number: Number
    hours: Sequence[WorkingHours]
    taken: Taken


class Availability:
    """Free times in the actor's business. Whoever may read there sees them, but not what the others are taken by."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def open_days(self, actor: Actor, wanted: Wanted, *, since: date, until: date) -> Iterator[OpenDay]:
        """The days from `since` to `until`, both included, on which there is a free slot, each worked out when it is
        asked for; nothing before the present moment.

        At most `DAY_LIMIT` days, fewer where they hold very many slots; of more than `STAFF_LIMIT` who might be free,
        the first ones count. What is not in use, or not offered, has no slots.

        Raises: NotFound("service" | "location" | "staff"), AccessDenied, Invalid("duration").
        """
        require(actor, Action.READ, kind=Kind.APPOINTMENT)
        if wanted.duration_minutes is not None and not 1 <= wanted.duration_minutes <= LONGEST_MINUTES:
            raise Invalid("duration", "range")
        at = self._now()
        with self._catalogue.read() as tables:
            business = tables.businesses.get(actor.business)
            if business is None:
                raise NotFound("business", actor.business)
            zone = ZoneInfo(business.zone)
            service, staff = _asked_for(tables, actor, wanted)
            first = max(since, at.astimezone(zone).date())
            days = [first + index * _ONE_DAY for index in range(min((until - first).days + 1, DAY_LIMIT))]
            colleagues = _colleagues(tables, wanted, staff, between=_instants(days, zone))
        shape = shape_of(service, duration_minutes=wanted.duration_minutes)
        return _open_days(days, colleagues, shape=shape, zone=zone, after=at)


def _asked_for(tables: Tables, actor: Actor, wanted: Wanted) -> tuple[Record, Sequence[Record]]:
    """The service, and the staff that might be booked for it at the location. Raises: NotFound."""
    named = ((wanted.staff, Kind.STAFF), (wanted.location, Kind.LOCATION), (wanted.service, Kind.SERVICE))
    known = tables.records.many(actor.business, [number for number, _ in named if number is not None])
    for number, kind in named:
        if number is not None and not _is_live(known.get(number), kind):
            raise NotFound(kind.value, number)
    service, location = known[wanted.service], known[wanted.location]
    if not (service.is_in_use and location.is_in_use and offered_at(service, location.number)):
        return service, ()
    candidates = iter([known[wanted.staff]]) if wanted.staff is not None else _staff(tables, actor, staff_of(service))
    offering = (one for one in candidates if one.is_in_use and offered_by(service, one.number))
    return service, list(islice(offering, STAFF_LIMIT))


def _staff(tables: Tables, actor: Actor, numbers: Sequence[Number] | None) -> Iterator[Record]:
    """Staff by number: those with these numbers, or all there are."""
    if numbers is not None:
        found = tables.records.many(actor.business, sorted(set(numbers)))
        yield from (found[number] for number in sorted(found) if _is_live(found[number], Kind.STAFF))
        return
    after: Number | None = None
    while batch := tables.records.page(actor.business, Kind.STAFF, after=after, limit=_BATCH):
        yield from batch
        after = batch[-1].number


def _colleagues(
    tables: Tables, wanted: Wanted, staff: Sequence[Record], *, between: Interval | None
) -> list[_Colleague]:
    """What is known of each, by one query for each."""
    if between is None:
        return []
    starts, ends = between
    return [
        _Colleague(
            record.number,
            serving(working_hours_of(record.fields), location=wanted.location, service=wanted.service),
            Taken(occupied(tables, record.business, record.number, starts=starts, ends=ends)),
        )
        for record in staff
    ]


def _open_days(
    days: Sequence[date],
    colleagues: Sequence[_Colleague],
    *,
    shape: Shape,
    zone: ZoneInfo,
    after: datetime,
) -> Iterator[OpenDay]:
    judged = told = 0
    for day in days:
        alike: dict[tuple[Interval, ...], list[Slot]] = {}  # the slots of staff who work alike are made once
        free: dict[Slot, list[Number]] = {}
        for colleague in colleagues:
            times = open_times(colleague.hours, day)
            if times not in alike:
                alike[times] = [slot for slot in each_slot(times, shape, zone) if slot.begins_at > after]
            judged += len(alike[times])
            for slot in alike[times]:
                if colleague.taken.leaves(slot):
                    free.setdefault(slot, []).append(colleague.number)
        if free:
            yield OpenDay(day, _by_start(free))
        told += len(free)
        if told >= SLOT_LIMIT or judged >= JUDGED_LIMIT:
            return


def _by_start(free: Mapping[Slot, Sequence[Number]]) -> list[FreeSlot]:
    slots = sorted(free, key=lambda slot: slot.begins_at)
    return [FreeSlot(slot, tuple(free[slot])) for slot in slots]


def _instants(days: Sequence[date], zone: ZoneInfo) -> Interval | None:
    """From the first day's beginning to the last one's end."""
    if not days:
        return None
    starts, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (days[0], days[-1] + _ONE_DAY))
    return starts, ends


def _is_live(record: Record | None, kind: Kind) -> bool:
    return record is not None and record.kind is kind and not record.trashed_at
