"""Reservations: somebody's time is taken once, and a new client comes with the appointment or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Span, Status
from filebook.core.errors import AccessDenied, Conflict, Missing, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.members import with_change
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.booking import NewAppointment
from filebook.services.reservations import NewContact, Reservation
from tests.services.conftest import Shop

NINE = datetime(2031, 3, 5, 9)
HOUR = timedelta(hours=1)
DAILY = Rule(Frequency.DAILY, NINE.date(), count=5)


def span(starts: datetime, length: timedelta = HOUR) -> Span:
    return Span(starts, starts + length, "Europe/Amsterdam")


def reserve(
    shop: Shop,
    when: Span,
    *,
    staff: Number | None = None,
    contact: NewContact | None = None,
    actor: Actor | None = None,
    **said: object,
) -> Appointment:
    who = actor or shop.actor()
    people = staff or shop.actor().staff.number
    new = NewAppointment(**{"subject": "", "span": when, "participants": (people,), **said})  # type: ignore[arg-type] # its words
    return shop.booking.add(who, new, prepare=Reservation(who, shop.clock, contact=contact, staff=people, new=new))


@pytest.mark.parametrize(
    ("starts", "length", "free"),
    [
        (NINE, HOUR, False),
        (NINE - HOUR, HOUR, True),
        (NINE + HOUR, HOUR, True),
        (NINE - HOUR, HOUR + timedelta(minutes=1), False),
        (NINE + timedelta(minutes=59), HOUR, False),
        (NINE + timedelta(minutes=10), timedelta(minutes=10), False),
        (NINE - HOUR, 3 * HOUR, False),
    ],
)
def test_a_time_that_overlaps_is_refused_and_nothing_is_stored(
    shop: Shop, starts: datetime, length: timedelta, free: bool
) -> None:
    reserve(shop, span(NINE))
    before = shop.stored()
    if free:
        reserve(shop, span(starts, length))
        return
    with pytest.raises(Conflict):
        reserve(shop, span(starts, length), contact=NewContact("Aino Salo"))
    assert shop.stored() == before
    assert shop.records.page(shop.actor(), Kind.CONTACT) == []


def test_the_time_of_somebody_else_does_not_matter(shop: Shop) -> None:
    reserve(shop, span(NINE))
    reserve(shop, span(NINE), staff=shop.record(Kind.STAFF).number)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.NO_SHOW])
def test_what_is_cancelled_or_missed_takes_no_time(shop: Shop, status: Status) -> None:
    reserve(shop, span(NINE), status=status)
    reserve(shop, span(NINE))


def test_days_of_a_series_take_time_unless_left_out_moved_or_missed(shop: Shop) -> None:
    series = reserve(shop, span(NINE), rule=DAILY, cancelled_on=frozenset({NINE.date() + timedelta(days=1)}))
    day = timedelta(days=1)
    moved = ChangedOccurrence(NINE.date() + 2 * day, span(NINE + 2 * day + 5 * HOUR))
    missed = ChangedOccurrence(NINE.date() + 3 * day, span(NINE + 3 * day), status=Status.NO_SHOW)
    shop.booking.change(
        shop.actor(),
        series.number,
        edit=lambda one: with_change(with_change(one, moved, left_out=False), missed, left_out=False),
    )
    for free in (NINE + day, NINE + 2 * day, NINE + 3 * day, NINE + 9 * day):
        reserve(shop, span(free))
    for taken in (NINE, NINE + 4 * day, NINE + 2 * day + 5 * HOUR):
        with pytest.raises(Conflict):
            reserve(shop, span(taken))


@pytest.mark.parametrize(
    ("starts", "length", "free"),
    [
        (NINE - HOUR, timedelta(minutes=45), True),
        (NINE - HOUR, timedelta(minutes=46), False),
        (NINE + HOUR + timedelta(minutes=10), HOUR, True),
        (NINE + HOUR + timedelta(minutes=9), HOUR, False),
    ],
)
def test_a_buffer_takes_time_whoever_has_it(shop: Shop, starts: datetime, length: timedelta, free: bool) -> None:
    buffer, other = Buffer(before_minutes=15, after_minutes=10), shop.record(Kind.STAFF).number
    for staff, first, second in (
        (None, {"when": span(NINE), "buffer": buffer}, {"when": span(starts, length)}),
        (other, {"when": span(starts, length)}, {"when": span(NINE), "buffer": buffer}),
    ):
        reserve(shop, staff=staff, **first)
        before = shop.stored()
        if free:
            reserve(shop, staff=staff, **second)
            continue
        with pytest.raises(Conflict):
            reserve(shop, staff=staff, **second)
        assert shop.stored() == before


def test_a_day_may_have_a_buffer_of_its_own(shop: Shop) -> None:
    series = reserve(shop, span(NINE), rule=DAILY, buffer=Buffer(before_minutes=30))
    wide = ChangedOccurrence(NINE.date() + timedelta(days=1), span(NINE + timedelta(days=1)), buffer=Buffer(120, 0))
    shop.booking.change(shop.actor(), series.number, edit=lambda one: with_change(one, wide, left_out=False))
    reserve(shop, span(NINE - 2 * HOUR))
    with pytest.raises(Conflict):
        reserve(shop, span(NINE - 2 * HOUR + timedelta(days=1)))


def test_a_new_series_is_refused_for_one_day_that_is_taken(shop: Shop) -> None:
    reserve(shop, span(NINE + timedelta(days=3, minutes=30)))
    with pytest.raises(Conflict):
        reserve(shop, span(NINE), rule=DAILY)
    reserve(shop, span(NINE), rule=DAILY, cancelled_on=frozenset({date(2031, 3, 8)}))
    reserve(shop, span(NINE + 5 * HOUR), rule=replace(DAILY, count=None))


def test_an_appointment_that_others_may_not_know_of_takes_time_too(shop: Shop) -> None:
    mine = shop.actor()
    reserve(shop, span(NINE), private=True)
    with pytest.raises(Conflict):
        reserve(shop, span(NINE), staff=mine.staff.number, actor=shop.actor(Role.EDITOR))


def test_of_many_who_want_one_time_at_once_one_gets_it(shop: Shop) -> None:
    def attempt(_: int) -> bool:
        try:
            reserve(shop, span(NINE), contact=NewContact("Aino Salo"))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(24))) == 1
    assert len(shop.records.page(shop.actor(), Kind.CONTACT)) == 1


def test_a_new_client_takes_part(shop: Shop) -> None:
    made = reserve(shop, span(NINE), contact=NewContact("Aino Salo", {"first_name": "Aino"}))
    (client,) = shop.records.page(shop.actor(), Kind.CONTACT)
    assert (client.label, client.fields) == ("Aino Salo", {"first_name": "Aino"})
    assert [one.record.number for one in made.participants] == [shop.actor().staff.number, client.number]


def test_a_client_who_is_nobody_is_refused_with_the_appointment(shop: Shop) -> None:
    before = shop.stored()
    with pytest.raises(Missing):
        reserve(shop, span(NINE), contact=NewContact("  "))
    assert shop.stored() == before


def test_who_may_only_change_an_own_appointment_makes_no_client(shop: Shop) -> None:
    viewer = shop.actor(Role.VIEWER)
    made = reserve(shop, span(NINE), staff=viewer.staff.number)
    before = shop.stored()
    with pytest.raises(AccessDenied):
        shop.booking.change(viewer, made.number, prepare=Reservation(viewer, shop.clock, contact=NewContact("Aino")))
    assert shop.stored() == before


def test_a_client_is_not_made_for_an_appointment_that_is_refused_otherwise(shop: Shop) -> None:
    before = shop.stored()
    with pytest.raises(NotFound):
        reserve(shop, span(NINE), contact=NewContact("Aino Salo"), concerns=(Number(999_999),))
    assert shop.stored() == before
    assert shop.records.page(shop.actor(), Kind.CONTACT) == []
