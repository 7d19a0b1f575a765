"""The agenda: what a person's days hold, found in strides, and never spoilt by one strange appointment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Appointment, ChangedOccurrence, Span
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.agenda import Agenda
from filebook.services.booking import NewAppointment
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def agenda(shop: Shop) -> Agenda:
    return Agenda(shop.catalogue)


def _booked(shop: Shop, starts: datetime, *, days: int = 0, **said: object) -> Appointment:
    span = Span(starts, starts + timedelta(hours=1, days=days), ZONE)
    new = NewAppointment(**{"subject": "Meeting", "span": span, **said})  # type: ignore[arg-type] # its own words
    return shop.booking.add(shop.actor(), new)


def _imported(shop: Shop, appointment: Appointment) -> None:
    """Put into the rows what the booking service would refuse."""
    shop.catalogue.write(lambda tables: tables.appointments.update(appointment))


def _seen(shop: Shop, agenda: Agenda, *, limit: int = 99, **when: datetime) -> list[Number]:
    actor = shop.actor()
    return [entry.appointment.number for entry in agenda.entries(actor, actor.staff.number, limit=limit, **when)]


def test_what_lies_years_apart_is_found_from_either_end(shop: Shop, agenda: Agenda) -> None:
    numbers = [_booked(shop, datetime(year, 6, 1, 9)).number for year in (3, 1800, 1999, 2026, 2027, 2900, 9990)]
    assert _seen(shop, agenda, since=datetime.min.replace(tzinfo=UTC)) == numbers
    assert _seen(shop, agenda, until=datetime.max.replace(tzinfo=UTC)) == numbers
    assert _seen(shop, agenda, since=JANUARY, limit=2) == numbers[3:5]
    assert _seen(shop, agenda, until=JANUARY, limit=2) == numbers[1:3]
    assert _seen(shop, agenda, since=JANUARY, until=datetime(2026, 6, 1, tzinfo=UTC)) == []


def test_what_has_lasted_long_gives_way_to_what_began_later(shop: Shop, agenda: Agenda) -> None:
    _booked(shop, datetime(2020, 1, 1, 9), days=3000)
    before = _booked(shop, datetime(2025, 10, 1, 9))
    assert _seen(shop, agenda, until=JANUARY, limit=1) == [before.number]


def test_an_occurrence_that_touches_two_strides_is_told_once(shop: Shop, agenda: Agenda) -> None:
    long = _booked(shop, datetime(2026, 1, 20, 9), days=40)
    assert _seen(shop, agenda, since=JANUARY) == [long.number]
    assert _seen(shop, agenda, until=datetime(2026, 3, 10, tzinfo=UTC)) == [long.number]


def test_an_endless_series_fills_the_list_and_ends_it(shop: Shop, agenda: Agenda) -> None:
    number = _booked(shop, datetime(2026, 1, 1, 9), rule=Rule(Frequency.YEARLY, date(2026, 1, 1))).number
    assert _seen(shop, agenda, since=JANUARY, limit=200) == [number] * 200


def test_a_rule_that_cannot_be_expanded_counts_as_its_first_instance_and_hides_nothing(
    shop: Shop, agenda: Agenda
) -> None:
    strange, plain = (_booked(shop, datetime(2026, 1, day, 9)) for day in (5, 6))
    _imported(shop, replace(strange, rule=Rule(Frequency.HOURLY, date(2026, 1, 5))))
    assert _seen(shop, agenda, since=JANUARY) == [strange.number, plain.number]
    assert _seen(shop, agenda, since=datetime(2026, 1, 6, tzinfo=UTC)) == [plain.number]


def test_an_appointment_at_the_ends_of_the_calendar_hides_nothing(shop: Shop, agenda: Agenda) -> None:
    first, last, plain = (_booked(shop, datetime(2026, 1, day, 9)) for day in (5, 6, 7))
    _imported(shop, replace(first, span=Span(datetime(1, 1, 1), datetime(1, 1, 1, 1), "Asia/Tokyo")))
    end = datetime(9999, 12, 31, 23)
    _imported(shop, replace(last, span=Span(end, end, "America/New_York")))
    assert _seen(shop, agenda, since=datetime.min.replace(tzinfo=UTC)) == [plain.number]
    assert _seen(shop, agenda, until=datetime.max.replace(tzinfo=UTC)) == [plain.number]


def test_a_changed_occurrence_before_its_series_is_found(shop: Shop, agenda: Agenda) -> None:
    series = _booked(shop, datetime(2026, 3, 2, 9), rule=Rule(Frequency.DAILY, date(2026, 3, 2), count=2))
    early = Span(datetime(2026, 1, 2, 9), datetime(2026, 1, 2, 10), ZONE)
    _imported(shop, replace(series, changed=(ChangedOccurrence(date(2026, 3, 3), early),)))
    actor = shop.actor()
    entries = agenda.entries(actor, actor.staff.number, since=JANUARY, limit=9)
    assert [entry.span.starts.date() for entry in entries] == [date(2026, 1, 2), date(2026, 3, 2)]


def test_owners_are_named_where_there_is_one(shop: Shop, agenda: Agenda) -> None:
    actor = shop.actor()
    owned, orphan = (_booked(shop, datetime(2026, 1, day, 9), participants=(actor.staff.number,)) for day in (5, 6))
    _imported(shop, replace(orphan, owner=None))
    entries = agenda.entries(actor, actor.staff.number, since=JANUARY, limit=9)
    names = {entry.appointment.number: entry.owner_name for entry in entries}
    assert names == {owned.number: actor.user_name, orphan.number: ""}


def test_only_what_has_an_agenda_has_one(shop: Shop, agenda: Agenda) -> None:
    actor = shop.actor()
    estate, contact = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    assert agenda.kind(actor, contact.number) is Kind.CONTACT
    assert agenda.kind(actor, _booked(shop, datetime(2026, 1, 5, 9)).number) is Kind.APPOINTMENT
    for number in (estate.number, Number(999_999)):
        with pytest.raises(NotFound):
            agenda.kind(actor, number)
        with pytest.raises(NotFound):
            agenda.entries(actor, number, since=JANUARY, limit=9)
    shop.records.trash(actor, contact.number, kind=Kind.CONTACT)
    with pytest.raises(NotFound):
        agenda.entries(actor, contact.number, since=JANUARY, limit=9)


def test_a_role_of_nothing_has_no_agenda(shop: Shop, agenda: Agenda) -> None:
    nobody = shop.actor(Role.NONE)
    with pytest.raises(AccessDenied):
        agenda.calendars(nobody)
    with pytest.raises(AccessDenied):
        agenda.entries(nobody, nobody.staff.number, since=JANUARY, limit=9)


def test_ones_own_calendar_is_that_of_ones_staff_record(shop: Shop, agenda: Agenda) -> None:
    actor = shop.actor()
    own = agenda.own_calendar(actor)
    assert own is not None
    assert own.owner == actor.staff
    assert agenda.own_calendar(replace(actor, staff=replace(actor.staff, number=Number(999_999)))) is None
