"""Occurrences under numbers of their own: given once, when first shown, and kept whatever becomes of the series."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Appointment, ChangedOccurrence, Span, Status
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind
from filebook.core.members import MEMBER_LIMIT, Member, with_change
from filebook.core.recurrence import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment
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
    listed = shop.numbered_occurrences.between(shop.actor())
    assert [(member.day, member.number) for member in listed][:2] == [(None, single.number), (DAYS[0], None)]
    assert shop.record(Kind.CONTACT).number == last + 1
    named = shop.numbered_occurrences.numbered(shop.actor(), listed[:3])
    again = shop.numbered_occurrences.between(shop.actor())
    assert [member.number for member in again] == [*(member.number for member in named), None, None]
    assert [member.day for member in again] == [member.day for member in listed]


def test_a_window_holds_what_touches_it_and_what_was_moved_into_it(shop: Shop) -> None:
    series = a_series(shop)
    elsewhere = replace(FIRST, starts=datetime(2030, 1, 1, 9), ends=datetime(2030, 1, 1, 10))
    moved = ChangedOccurrence(DAYS[1], elsewhere)
    shop.booking.change(shop.actor(), series.number, edit=lambda one: with_change(one, moved, left_out=False))

    def listed(starts: str, ends: str) -> list[date | None]:
        found = shop.numbered_occurrences.between(shop.actor(), starts=day(starts), ends=day(ends))
        return [member.day for member in found]

    assert listed("2017-03-14", "2017-03-28") == [DAYS[2]]
    assert listed("2030-01-01", "2030-01-02") == [DAYS[1]]
    assert listed("2031-01-01", "2032-01-01") == []


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
    assert len(shop.numbered_occurrences.between(shop.actor())) == MEMBER_LIMIT
    late = shop.numbered_occurrences.between(shop.actor(), starts=day("2050-01-01"), ends=day("2050-01-03"))
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
    assert shop.numbered_occurrences.between(editor) == []
    assert shop.numbered_occurrences.get(shop.actor(), hidden).whole.number == private.number


def test_who_may_see_no_appointment_is_told_so(shop: Shop) -> None:
    with pytest.raises(AccessDenied):
        shop.numbered_occurrences.between(shop.actor(Role.NONE))
    with pytest.raises(AccessDenied):
        shop.numbered_occurrences.get(shop.actor(Role.NONE), a_series(shop).number)


def test_only_those_of_one_person_are_listed_where_that_is_asked(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT)
    a_series(shop)
    mine = a_series(shop, None, participants=(contact.number,))
    found = shop.numbered_occurrences.between(shop.actor(), taking_part=contact.number)
    assert [member.number for member in found] == [mine.number]
