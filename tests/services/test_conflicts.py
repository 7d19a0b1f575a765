"""Conflicts: whoever and whatever two appointments want at the same time."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Span, Status
from filebook.core.errors import AccessDenied
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.relations import Relation, RelationType
from filebook.services.booking import NewAppointment
from filebook.services.conflicts import OCCURRENCE_COUNT, Conflicts, Plan
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
START = datetime(2026, 4, 7, 14, 30)
MEETING = Span(START, START + timedelta(minutes=30), ZONE)
TUESDAYS = Rule(Frequency.WEEKLY, START.date(), by_day=(ByDay(1),))


def booked(shop: Shop, starts: datetime = START, *, minutes: int = 30, **said: object) -> Appointment:
    span = Span(starts, starts + timedelta(minutes=minutes), ZONE)
    new = NewAppointment(**{"subject": "Meeting", "span": span, **said})  # type: ignore[arg-type] # its own words
    return shop.booking.add(shop.actor(), new)


def taken(
    shop: Shop, planned: Appointment, *wants: Number, actor: Actor | None = None, count: int = OCCURRENCE_COUNT
) -> set[Number]:
    plan = Plan(planned, frozenset(wants))
    (found,) = Conflicts(shop.catalogue).of(actor or shop.actor(), [plan], occurrence_count=count)
    return set(found)


def test_people_things_and_resources_of_an_overlapping_appointment_are_taken(shop: Shop) -> None:
    contact, free = shop.record(Kind.CONTACT).number, shop.record(Kind.CONTACT).number
    estate, room = shop.record(Kind.ESTATE).number, shop.booking.add_resource(shop.actor(), "Room").number
    staff = shop.actor().staff.number
    planned = booked(shop)
    booked(
        shop,
        START + timedelta(minutes=15),
        participants=(contact, staff),
        concerns=(estate,),
        calendars=(room,),
    )
    assert taken(shop, planned, contact, free, estate, room, staff) == {contact, estate, room, staff}
    assert taken(shop, planned, free) == set()
    assert taken(shop, planned) == set()


@pytest.mark.parametrize(("minutes_later", "is_taken"), [(-30, False), (-29, True), (29, True), (30, False)])
def test_what_ends_when_the_other_begins_is_no_conflict(shop: Shop, minutes_later: int, is_taken: bool) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop)
    booked(shop, START + timedelta(minutes=minutes_later), participants=(contact,))
    assert (taken(shop, planned, contact) == {contact}) is is_taken


def test_no_appointment_is_in_its_own_way_and_cancelled_or_trashed_ones_are_in_nobodys(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop, participants=(contact,))
    booked(shop, participants=(contact,), status=Status.CANCELLED)
    shop.booking.trash(shop.actor(), booked(shop, participants=(contact,)).number)
    assert taken(shop, planned, contact) == set()
    other = booked(shop, participants=(contact,))
    assert taken(shop, planned, contact) == {contact}
    assert taken(shop, replace(planned, status=Status.CANCELLED), contact) == set()
    assert taken(shop, other, contact) == {contact}


def test_a_series_is_in_the_way_on_its_days_only(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    booked(shop, participants=(contact,), rule=TUESDAYS, cancelled_on=frozenset({date(2026, 4, 21)}))
    for day, is_taken in ((14, True), (15, False), (21, False), (28, True)):
        planned = booked(shop, START.replace(day=day))
        assert (taken(shop, planned, contact) == {contact}) is is_taken, day


def test_the_first_occurrences_of_a_planned_series_are_looked_at_up_to_a_bound(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop, rule=TUESDAYS)
    booked(shop, START + timedelta(weeks=4), participants=(contact,))
    assert taken(shop, planned, contact) == {contact}
    assert taken(shop, planned, contact, count=5) == {contact}
    assert taken(shop, planned, contact, count=4) == set()


def test_a_moment_without_length_lies_within_another(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop, START + timedelta(minutes=10), minutes=0)
    booked(shop, participants=(contact,))
    assert taken(shop, planned, contact) == {contact}


def test_a_private_appointment_takes_time_but_not_for_those_who_see_only_their_own(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop)
    booked(shop, participants=(contact,), private=True)
    personal = shop.actor(Role.PERSONAL)
    assert taken(shop, planned, contact, actor=shop.actor(Role.VIEWER)) == {contact}
    assert taken(shop, planned, contact, actor=personal) == set()
    booked(shop, participants=(contact, personal.staff.number))
    assert taken(shop, planned, contact, actor=personal) == {contact}
    with pytest.raises(AccessDenied):
        taken(shop, planned, contact, actor=shop.actor(Role.NONE))


def test_another_businesses_appointments_are_in_nobodys_way(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    planned = booked(shop, participants=(contact,))
    assert taken(shop, planned, contact, actor=shop.actor(business=shop.elsewhere)) == set()


def test_several_plans_are_answered_in_order(shop: Shop) -> None:
    contact, other = shop.record(Kind.CONTACT).number, shop.record(Kind.CONTACT).number
    booked(shop, participants=(contact,))
    plans = [Plan(booked(shop, START + timedelta(days=days)), frozenset({contact, other})) for days in (1, 0, 2)]
    found = Conflicts(shop.catalogue).of(shop.actor(), plans)
    assert found == [frozenset(), frozenset({contact}), frozenset()]


def test_a_series_without_a_day_left_is_in_nobodys_way(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT).number
    booked(shop, participants=(contact,))
    once = replace(TUESDAYS, until=START.date())
    planned = booked(shop, rule=once, cancelled_on=frozenset({START.date()}))
    assert taken(shop, planned, contact) == set()


def test_only_appointments_take_an_estates_time(shop: Shop) -> None:
    estate, task = shop.record(Kind.ESTATE).number, shop.record(Kind.TASK).number
    relation = Relation(task, Kind.TASK, estate, Kind.ESTATE, RelationType.CONCERNS)
    shop.catalogue.write(lambda tables: tables.relations.add(shop.business.number, relation))
    planned = booked(shop)
    assert taken(shop, planned, estate) == set()
    booked(shop, START + timedelta(days=1), concerns=(estate,))
    trashed = booked(shop, concerns=(estate,))
    shop.booking.trash(shop.actor(), trashed.number)
    assert taken(shop, planned, estate) == set()
    booked(shop, concerns=(estate,))
    assert taken(shop, planned, estate) == {estate}
