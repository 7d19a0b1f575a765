"""Occurrences under numbers of their own: given once, when first shown, and kept whatever becomes of the series."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Span, Status
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.members import MEMBER_LIMIT, Member, with_change
from filebook.core.ports.catalogue import Tables
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment
from filebook.services.numbered_occurrences import Concerns, Place, Window
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
FIRST = Span(datetime(2017, 3, 13, 11, 10), datetime(2017, 3, 13, 11, 20), ZONE)
MONDAYS = Rule(Frequency.WEEKLY, date(2017, 3, 20), count=3, by_day=(ByDay(0),))
ENDLESS = Rule(Frequency.DAILY, date(2017, 3, 13))
DAYS = [date(2017, 3, 13), date(2017, 3, 20), date(2017, 3, 27), date(2017, 4, 3)]


def a_series(shop: Shop, rule: Rule | None = MONDAYS, **said: object) -> Appointment:
    new = NewAppointment(**{"subject": "Weekly", "span": FIRST, "rule": rule, **said})  # type: ignore[arg-type] # its words
    return shop.booking.add(shop.actor(), new)


def members(shop: Shop, series: Appointment) -> list[Member]:
    current = shop.book.get(shop.actor(), series.number)
    return shop.numbered_occurrences.of_series(shop.actor(), current)


def everything(_: Member, __: Concerns) -> bool:
    return True


def places(shop: Shop, **window: object) -> list[Place]:
    return shop.numbered_occurrences.select(shop.actor(), everything, within=Window(**window))  # type: ignore[arg-type] # its words


def listed(shop: Shop, **window: object) -> list[Member]:
    return shop.numbered_occurrences.at(shop.actor(), places(shop, **window))


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_days_of_a_series_get_numbers_of_their_own_and_keep_them(shop: Shop) -> None:
    series = a_series(shop)
    made = members(shop, series)
    assert [member.day for member in made] == DAYS
    numbers = [member.number for member in made]
    assert len(set(numbers)) == 4
    assert series.number not in numbers
    assert members(shop, series) == made
    assert [shop.numbered_occurrences.get(shop.actor(), number) for number in numbers if number] == made


def test_a_list_gives_no_numbers_and_naming_a_page_moves_nothing(shop: Shop) -> None:
    a_series(shop)
    single = a_series(shop, None)
    last = shop.record(Kind.CONTACT).number
    before = listed(shop)
    assert [(member.day, member.number) for member in before][:2] == [(None, single.number), (DAYS[0], None)]
    assert shop.record(Kind.CONTACT).number == last + 1
    named = shop.numbered_occurrences.numbered(shop.actor(), before[:3])
    again = listed(shop)
    assert [member.number for member in again] == [*(member.number for member in named), None, None]
    assert [member.day for member in again] == [member.day for member in before]


def test_a_window_holds_what_touches_it_and_what_was_moved_into_it(shop: Shop) -> None:
    series = a_series(shop)
    elsewhere = replace(FIRST, starts=datetime(2030, 1, 1, 9), ends=datetime(2030, 1, 1, 10))
    moved = ChangedOccurrence(DAYS[1], elsewhere)
    shop.booking.change(shop.actor(), series.number, edit=lambda one: with_change(one, moved, left_out=False))

    def days(starts: str, ends: str) -> list[date | None]:
        return [member.day for member in listed(shop, starts=day(starts), ends=day(ends))]

    assert days("2017-03-14", "2017-03-28") == [DAYS[2]]
    assert days("2030-01-01", "2030-01-02") == [DAYS[1]]
    assert days("2031-01-01", "2032-01-01") == []


def test_a_day_left_out_is_cancelled_if_it_was_shown_and_else_not_there(shop: Shop) -> None:
    series = a_series(shop)
    shown = members(shop, series)[1]
    unseen = a_series(shop, cancelled_on=frozenset({DAYS[1]}))
    shop.booking.change(shop.actor(), series.number, edit=lambda one: replace(one, cancelled_on=frozenset({DAYS[1]})))
    assert shown.number is not None
    assert shop.numbered_occurrences.get(shop.actor(), shown.number).status is Status.CANCELLED
    assert [member.status for member in members(shop, series)] == [
        Status.ACTIVE,
        Status.CANCELLED,
        Status.ACTIVE,
        Status.ACTIVE,
    ]
    assert [member.day for member in members(shop, unseen)] == [DAYS[0], *DAYS[2:]]


def test_a_day_that_the_series_does_not_have_any_more_is_gone(shop: Shop) -> None:
    series = a_series(shop)
    last = members(shop, series)[-1].number
    assert last is not None
    shorter = replace(MONDAYS, count=2)
    shop.booking.change(shop.actor(), series.number, edit=lambda one: replace(one, rule=shorter))
    with pytest.raises(NotFound) as refused:
        shop.numbered_occurrences.get(shop.actor(), last)
    assert refused.value.key == last


def test_an_endless_series_shows_so_many_members_and_no_more(shop: Shop) -> None:
    series = a_series(shop, ENDLESS)
    assert len(members(shop, series)) == MEMBER_LIMIT
    assert len(listed(shop)) == MEMBER_LIMIT
    late = listed(shop, starts=day("2050-01-01"), ends=day("2050-01-03"))
    assert [member.day for member in late] == [date(2050, 1, 1), date(2050, 1, 2)]


def test_occurrences_of_private_trashed_and_foreign_series_are_not_there(shop: Shop) -> None:
    private, trashed = a_series(shop, private=True), a_series(shop)
    hidden, gone = members(shop, private)[0].number, members(shop, trashed)[0].number
    shop.booking.trash(shop.actor(), trashed.number)
    assert hidden is not None
    assert gone is not None
    editor, foreign = shop.actor(Role.EDITOR), shop.actor(Role.OWNER, shop.elsewhere)
    for actor, number in ((editor, hidden), (shop.actor(), gone), (foreign, hidden)):
        with pytest.raises(NotFound):
            shop.numbered_occurrences.get(actor, number)
    assert shop.numbered_occurrences.select(editor, everything, within=Window()) == []
    assert shop.numbered_occurrences.get(shop.actor(), hidden).whole.number == private.number


def test_who_may_see_no_appointment_is_told_so(shop: Shop) -> None:
    with pytest.raises(AccessDenied):
        shop.numbered_occurrences.select(shop.actor(Role.NONE), everything, within=Window())
    with pytest.raises(AccessDenied):
        shop.numbered_occurrences.get(shop.actor(Role.NONE), a_series(shop).number)


def test_only_those_of_one_person_are_listed_where_that_is_asked(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT)
    a_series(shop)
    mine = a_series(shop, None, participants=(contact.number,))
    found = listed(shop, taking_part=contact.number)
    assert [member.number for member in found] == [mine.number]


def copies(shop: Shop, original: Appointment, count: int) -> set[Number]:
    """So many more of an appointment, each an hour before the one before; in one unit, to save time."""

    def unit(tables: Tables) -> set[Number]:
        tables.numbers.lock(shop.business.number)
        made = set()
        for index in range(1, count + 1):
            ref, earlier = tables.numbers.allocate(shop.business.number, Kind.APPOINTMENT), timedelta(hours=index)
            span = replace(original.span, starts=FIRST.starts - earlier, ends=FIRST.ends - earlier)
            tables.appointments.add(replace(original, number=ref.number, uid=ref.uid, span=span))
            made.add(ref.number)
        return made

    return shop.catalogue.write(unit)


def test_a_list_holds_everything_however_much_there_is(shop: Shop) -> None:
    """More than is read at once."""
    contact, service = shop.record(Kind.CONTACT).number, shop.record(Kind.SERVICE).number
    first = a_series(shop, None, participants=(contact,), concerns=(service,))
    made = copies(shop, first, 1_050)
    series = a_series(shop)
    for taking_part, of_series in ((None, 4), (contact, 0)):
        found = places(shop, taking_part=taking_part)
        assert len(found) == 1_051 + of_series
        assert {place.whole for place in found} == {*made, first.number, *([series.number] if of_series else [])}
        assert [place.starts for place in found] == sorted(place.starts for place in found)
    first_at = datetime(2017, 3, 13, 10, 10, tzinfo=UTC)
    assert len(places(shop, starts=first_at - timedelta(hours=1_020), ends=first_at)) == 1_020

    def services(_: Member, about: Concerns) -> tuple[Number, ...] | None:
        return tuple(number for number, kind in about.items() if kind is Kind.SERVICE)

    counted = shop.numbered_occurrences.count(shop.actor(), services, within=Window())
    assert counted == {(service,): 1, (): 1_054}


def test_members_are_found_again_where_they_stood(shop: Shop) -> None:
    series = a_series(shop, replace(ENDLESS, count=900))
    single, gone = a_series(shop, None, buffer=Buffer(before_minutes=5)), a_series(shop, None)
    far = ChangedOccurrence(date(2017, 3, 13), replace(FIRST, starts=FIRST.starts.replace(year=2001)))
    shop.booking.change(shop.actor(), series.number, edit=lambda one: with_change(one, far, left_out=False))
    before = places(shop, starts=day("2000-01-01"))
    assert len(before) == MEMBER_LIMIT + 2
    assert [(place.whole, place.day) for place in before[:4]] == [
        (series.number, date(2017, 3, 13)),
        (single.number, None),
        (gone.number, None),
        (series.number, date(2017, 3, 14)),
    ]
    shop.booking.trash(shop.actor(), gone.number)
    shop.booking.change(shop.actor(), series.number, edit=lambda one: replace(one, rule=replace(ENDLESS, count=700)))
    found = shop.numbered_occurrences.at(shop.actor(), before[::-1])
    days = [date(2017, 3, 13) + timedelta(days=index) for index in range(699, 0, -1)]
    assert [member.day for member in found] == [*days, None, date(2017, 3, 13)]
    assert found[-1].span == far.span
    assert shop.numbered_occurrences.at(shop.actor(Role.OWNER, shop.elsewhere), before) == []


def test_a_rule_that_cannot_be_expanded_does_not_hide_the_others(shop: Shop) -> None:
    series, single = a_series(shop), a_series(shop, None)
    odd = replace(MONDAYS, frequency=Frequency.SECONDLY)
    shop.catalogue.write(lambda tables: tables.appointments.update(replace(series, rule=odd)))
    found = {(member.whole.number, member.day) for member in listed(shop)}
    assert {(series.number, DAYS[0]), (single.number, None)} <= found


def test_a_private_appointment_of_somebody_else_is_not_counted(shop: Shop) -> None:
    a_series(shop, None, private=True)
    assert shop.numbered_occurrences.count(shop.actor(), everything, within=Window()).total() == 1
    editor = shop.actor(Role.EDITOR)
    assert shop.numbered_occurrences.count(editor, everything, within=Window()).total() == 0
    with pytest.raises(AccessDenied):
        shop.numbered_occurrences.select(shop.actor(Role.NONE), everything, within=Window())
