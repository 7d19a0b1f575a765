"""Availability: what is free is what can be booked, for whoever may read, and it is gone once it is booked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Span, Status
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.members import with_change
from filebook.core.records import Record
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.slots import Slot
from filebook.services import availability
from filebook.services.availability import DAY_LIMIT, Availability, OpenDay, Wanted
from filebook.services.booking import NewAppointment
from filebook.services.reservations import Reservation
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
WEDNESDAY = date(2031, 3, 5)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
HOURS = ("09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00")


class Rooms:
    """A business with two members of staff, a location and a service."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.availability = Availability(shop.catalogue, now=shop.clock)
        self.anna, self.bert = (self.record(Kind.STAFF, working_hours=None).number for _ in range(2))
        owner = shop.actor().staff.number
        self.location, self.service = self.record(Kind.LOCATION).number, self.record(Kind.SERVICE).number
        self.change(owner, Kind.STAFF, active=False)

    def record(self, kind: Kind, **fields: object) -> Record:
        return self.shop.records.add(self.shop.actor(), kind, label=f"A {kind.value}", fields=fields)

    def change(self, number: Number, kind: Kind, **fields: object) -> None:
        self.shop.records.change(
            self.shop.actor(), number, kind=kind, edit=lambda one: replace(one, fields={**one.fields, **fields})
        )

    def book(
        self, starts: datetime, length: timedelta = HOUR, *, staff: Number | None = None, **said: object
    ) -> Appointment:
        who = staff or self.anna
        span = Span(starts, starts + length, ZONE)
        new = NewAppointment(**{"subject": "", "span": span, "participants": (who,), **said})  # type: ignore[arg-type] # its words
        prepare = Reservation(self.shop.actor(), self.shop.clock, staff=who, new=new)
        return self.shop.booking.add(self.shop.actor(), new, prepare=prepare)

    def days(
        self,
        since: date = WEDNESDAY,
        until: date | None = None,
        *,
        staff: Number | None = None,
        minutes: int | None = None,
        role: Role = Role.OWNER,
    ) -> list[OpenDay]:
        wanted = Wanted(self.service, self.location, staff, minutes)
        actor = self.shop.actor(role)
        return list(self.availability.open_days(actor, wanted, since=since, until=until or since))

    def slots(self, day: date = WEDNESDAY, *, staff: Number | None = None, minutes: int | None = None) -> list[str]:
        """When the slots of a day begin for a client; of Anna's where nobody is named."""
        found = self.days(day, staff=staff or self.anna, minutes=minutes)
        return told(found[0]) if found else []


def told(found: OpenDay) -> list[str]:
    return [f"{free.slot.starts:%H:%M}" for free in found.slots]


def without(*taken: str) -> list[str]:
    return [hour for hour in HOURS if hour not in taken]


def wall(hour: int, minute: int = 0, *, day: date = WEDNESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)


@pytest.fixture
def rooms(shop: Shop) -> Rooms:
    return Rooms(shop)


def test_who_says_nothing_can_be_booked_for_an_hour_on_working_days_from_nine_to_five(rooms: Rooms) -> None:
    assert rooms.slots() == list(HOURS)
    open_days = rooms.days(WEDNESDAY, WEDNESDAY + 6 * DAY, staff=rooms.anna)
    assert [found.day.isoweekday() for found in open_days] == [3, 4, 5, 1, 2]


def test_what_is_booked_is_gone_and_its_neighbours_stay(rooms: Rooms) -> None:
    rooms.book(wall(11), private=True)
    rooms.book(wall(13, 30), 10 * MINUTE)
    rooms.book(wall(9), status=Status.CANCELLED)
    rooms.book(wall(10), status=Status.NO_SHOW)
    rooms.book(wall(14), staff=rooms.bert)
    assert rooms.slots() == without("11:00", "13:00")


def test_days_of_a_series_are_taken_unless_left_out_or_moved(rooms: Rooms) -> None:
    series = rooms.book(wall(9), rule=Rule(Frequency.DAILY, WEDNESDAY), cancelled_on=frozenset({WEDNESDAY + DAY}))
    moved = ChangedOccurrence(WEDNESDAY + 5 * DAY, Span(wall(15), wall(16), ZONE))
    rooms.shop.booking.change(
        rooms.shop.actor(), series.number, edit=lambda one: with_change(one, moved, left_out=False)
    )
    assert rooms.slots() == without("09:00", "15:00")
    assert rooms.slots(WEDNESDAY + DAY) == list(HOURS)
    assert rooms.slots(WEDNESDAY + 5 * DAY) == list(HOURS)
    assert rooms.slots(WEDNESDAY + 700 * DAY) == without("09:00")


def test_whoever_is_free_is_named_and_a_time_at_which_nobody_is_has_no_slot(rooms: Rooms) -> None:
    rooms.book(wall(9))
    rooms.book(wall(10))
    rooms.book(wall(10), staff=rooms.bert)
    (found,) = rooms.days()
    assert told(found) == without("10:00")
    assert found.slots[0].staff == (rooms.bert,)
    assert found.slots[1].staff == (rooms.anna, rooms.bert)


def test_staff_with_other_hours_fill_the_day_in_order(rooms: Rooms) -> None:
    rooms.change(rooms.bert, Kind.STAFF, working_hours={"weekdays": [2], "from": "08:30", "to": "10:30"})
    (found,) = rooms.days()
    assert told(found)[:4] == ["08:30", "09:00", "09:30", "10:00"]
    assert [free.staff for free in found.slots][:3] == [(rooms.bert,), (rooms.anna,), (rooms.bert,)]


def test_hours_may_hold_at_one_location_or_for_one_service_alone(rooms: Rooms) -> None:
    elsewhere = rooms.record(Kind.LOCATION).number
    entry = {"weekdays": [2], "from": "09:00", "to": "11:00"}
    later = {**entry, "from": "14:00", "to": "15:00", "service": rooms.service, "location": rooms.location}
    rooms.change(rooms.anna, Kind.STAFF, working_hours=[{**entry, "location": elsewhere}, later])
    assert rooms.slots() == ["14:00"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("service", {"active": False}),
        ("location", {"active": False}),
        ("anna", {"active": False}),
        ("service", {"staff": []}),
        ("service", {"locations": []}),
        ("anna", {"working_hours": []}),
    ],
    ids=str,
)
def test_what_is_not_in_use_or_not_offered_has_no_slots(rooms: Rooms, name: str, fields: dict[str, object]) -> None:
    kinds = {"service": Kind.SERVICE, "location": Kind.LOCATION, "anna": Kind.STAFF}
    rooms.change(getattr(rooms, name), kinds[name], **fields)
    assert rooms.slots() == []
    if name == "anna":
        (found,) = rooms.days()
        assert {free.staff for free in found.slots} == {(rooms.bert,)}
    else:
        assert rooms.days() == []


def test_only_those_who_offer_a_service_are_asked(rooms: Rooms) -> None:
    nobody = Number(999_999)
    rooms.change(rooms.service, Kind.SERVICE, staff=[rooms.bert, nobody, rooms.location], locations=[rooms.location])
    assert rooms.slots() == []
    (found,) = rooms.days()
    assert {free.staff for free in found.slots} == {(rooms.bert,)}


def test_nothing_is_free_before_now_nor_once_it_has_begun(rooms: Rooms) -> None:
    rooms.shop.clock.at = datetime(2031, 3, 5, 10, 0, tzinfo=UTC)  # eleven o'clock there
    assert rooms.slots() == ["12:00", "13:00", "14:00", "15:00", "16:00"]
    assert rooms.days(WEDNESDAY - 3 * DAY, WEDNESDAY - DAY) == []
    assert [found.day for found in rooms.days(date(1900, 1, 1), WEDNESDAY)] == [WEDNESDAY]
    rooms.shop.clock.advance(hours=-2, minutes=-1)
    assert rooms.slots() == list(HOURS)


def test_a_duration_that_is_asked_for_takes_the_place_of_the_services(rooms: Rooms) -> None:
    rooms.change(rooms.service, Kind.SERVICE, duration_minutes=120)
    assert rooms.slots() == ["09:00", "11:00", "13:00", "15:00"]
    assert rooms.slots(minutes=240) == ["09:00", "13:00"]
    for beyond in (0, 1441):
        with pytest.raises(Invalid):
            rooms.slots(minutes=beyond)


def test_what_is_absent_or_of_another_kind_is_not_found_and_who_may_not_read_is_refused(rooms: Rooms) -> None:
    with pytest.raises(NotFound) as refused:
        rooms.days(staff=rooms.location)
    assert (refused.value.what, refused.value.key) == ("staff", rooms.location)
    with pytest.raises(AccessDenied):
        rooms.days(role=Role.PERSONAL)
    rooms.shop.records.trash(rooms.shop.actor(), rooms.service, kind=Kind.SERVICE)
    with pytest.raises(NotFound, match="service"):
        rooms.days()
    nowhere = replace(rooms.shop.actor(), business=BusinessNumber(999_999))
    with pytest.raises(NotFound, match="business"):
        rooms.availability.open_days(nowhere, Wanted(rooms.service, rooms.location), since=WEDNESDAY, until=WEDNESDAY)


@pytest.mark.parametrize("limit", ["SLOT_LIMIT", "JUDGED_LIMIT"])
def test_one_answer_tells_of_a_year_at_most_and_of_fewer_days_where_they_hold_much(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    found = rooms.days(WEDNESDAY, date(9990, 1, 1), staff=rooms.anna)
    assert found[-1].day == WEDNESDAY + (DAY_LIMIT - 1) * DAY
    assert rooms.days(WEDNESDAY, WEDNESDAY - DAY) == []
    monkeypatch.setattr(availability, limit, 20)
    assert [len(day.slots) for day in rooms.days(WEDNESDAY, date(9990, 1, 1), staff=rooms.anna)] == [8, 8, 8]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_free_is_exactly_what_can_be_booked(rooms: Rooms, seed: int) -> None:
    chance = Random(seed)
    own = Buffer(chance.choice([0, 10]), chance.choice([0, 25]))
    rooms.change(
        rooms.service,
        Kind.SERVICE,
        duration_minutes=chance.choice([20, 45]),
        slot_minutes=5,
        buffer_before_minutes=own.before_minutes,
        buffer_after_minutes=own.after_minutes,
    )
    every = [free.slot for free in rooms.days(staff=rooms.anna)[0].slots]
    for _ in range(8):
        starts = wall(8) + chance.randrange(600) * MINUTE
        buffer = Buffer(chance.randrange(40), chance.randrange(40))
        try:
            rooms.book(starts, chance.randrange(60) * MINUTE, buffer=buffer, status=chance.choice(list(Status)))
        except Conflict:
            continue
    found = rooms.days(staff=rooms.anna)
    free = {one.slot for day in found for one in day.slots}
    assert [slot for slot in every if slot in free] == [slot for slot in every if can_be_booked(rooms, slot, own)]
    assert free <= set(every)


def can_be_booked(rooms: Rooms, slot: Slot, buffer: Buffer) -> bool:
    """Whether a reservation would go through; nothing is written."""
    people: Sequence[Number] = (rooms.anna,)
    new = NewAppointment("", Span(slot.starts, slot.ends, ZONE), participants=people, buffer=buffer)
    reservation = Reservation(rooms.shop.actor(), rooms.shop.clock, staff=rooms.anna, new=new)
    with rooms.shop.catalogue.read() as tables:
        try:
            reservation(tables)
        except Conflict:
            return False
    return True
