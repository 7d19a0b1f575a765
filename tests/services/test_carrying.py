"""What was noted of the days of a series goes with it where it moves by whole days; other days stay as they are."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from filebook.core.appointments import Appointment, ChangedOccurrence, Span
from filebook.core.errors import NotFound
from filebook.core.ids import Number
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment
from tests.services.conftest import Shop

MONDAY = date(2017, 3, 13)
SPAN = Span(datetime(2017, 3, 13, 11, 10), datetime(2017, 3, 13, 11, 20), "Europe/Amsterdam")
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)
MONDAYS = Rule(Frequency.WEEKLY, MONDAY, count=4, by_day=(ByDay(0),))
DAILY = Rule(Frequency.DAILY, MONDAY, count=4)


def _numbered(shop: Shop, rule: Rule) -> tuple[Appointment, list[Number]]:
    series = shop.booking.add(shop.actor(), NewAppointment("Weekly", SPAN, rule=rule))
    return series, [one.number for one in shop.numbered_occurrences.of_series(shop.actor(), series) if one.number]


def _moved(shop: Shop, series: Appointment, by: timedelta, rule: Rule | None) -> Appointment:
    span = replace(SPAN, starts=SPAN.starts + by, ends=SPAN.ends + by)
    return shop.booking.change(shop.actor(), series.number, edit=lambda now: replace(now, span=span, rule=rule))


def _days(shop: Shop, numbers: list[Number]) -> list[date | None]:
    """The day of each number; None where it has none any more."""
    found: list[date | None] = []
    for number in numbers:
        try:
            found.append(shop.numbered_occurrences.get(shop.actor(), number).day)
        except NotFound:
            found.append(None)
    return found


@pytest.mark.parametrize("by", [ONE_DAY, -ONE_DAY * 2, ONE_DAY * 3])
def test_occurrences_that_are_numbered_keep_their_numbers_on_another_weekday(shop: Shop, by: timedelta) -> None:
    series, numbers = _numbered(shop, MONDAYS)
    before = _days(shop, numbers)
    weekday = (MONDAY + by).weekday()
    _moved(shop, series, by, replace(MONDAYS, anchor=MONDAY + by, by_day=(ByDay(weekday),)))
    assert _days(shop, numbers) == [day + by for day in before if day]


def test_days_left_out_and_days_that_differ_go_along_with_their_own_times(shop: Shop) -> None:
    series, numbers = _numbered(shop, MONDAYS)
    own = ChangedOccurrence(MONDAY + 2 * ONE_WEEK, replace(SPAN, starts=SPAN.starts - ONE_DAY), subject="Other")
    shop.booking.change(
        shop.actor(),
        series.number,
        edit=lambda now: replace(now, changed=(own,), cancelled_on=frozenset({MONDAY + ONE_WEEK})),
    )
    rule = replace(MONDAYS, anchor=MONDAY + ONE_DAY, by_day=(ByDay(1),))
    moved = _moved(shop, series, ONE_DAY, rule)
    assert moved.cancelled_on == {MONDAY + ONE_WEEK + ONE_DAY}
    assert moved.changed == (replace(own, original_on=own.original_on + ONE_DAY),)
    assert shop.book.get(shop.actor(), series.number) == moved
    assert shop.numbered_occurrences.get(shop.actor(), numbers[2]).change == moved.changed[0]


def test_a_day_that_the_series_still_has_stays(shop: Shop) -> None:
    series, numbers = _numbered(shop, DAILY)
    before = _days(shop, numbers)
    shop.booking.change(
        shop.actor(), series.number, edit=lambda now: replace(now, cancelled_on=frozenset({MONDAY + ONE_DAY}))
    )
    moved = _moved(shop, series, ONE_DAY, replace(DAILY, anchor=MONDAY + ONE_DAY))
    assert moved.cancelled_on == {MONDAY + ONE_DAY}
    # The first day is none of the series' any more; the next one has a number already.
    assert _days(shop, numbers) == [None, *before[1:]]


def test_a_series_that_keeps_its_days_while_its_start_moves_takes_only_that_along(shop: Shop) -> None:
    series, numbers = _numbered(shop, replace(MONDAYS, anchor=MONDAY + ONE_WEEK))
    before = _days(shop, numbers)
    _moved(shop, series, ONE_DAY, replace(MONDAYS, anchor=MONDAY + ONE_WEEK))
    assert _days(shop, numbers) == [MONDAY + ONE_DAY, *before[1:]]


def test_a_series_of_another_pattern_takes_nothing_along(shop: Shop) -> None:
    series, numbers = _numbered(shop, MONDAYS)
    by = 40 * ONE_DAY
    monthly = Rule(Frequency.MONTHLY, MONDAY + by, count=3, by_month_day=((MONDAY + by).day,))
    _moved(shop, series, by, monthly)
    assert _days(shop, numbers) == [MONDAY + by, None, None, None]


def test_a_series_that_ends_takes_nothing_along(shop: Shop) -> None:
    series, numbers = _numbered(shop, MONDAYS)
    _moved(shop, series, ONE_DAY, None)
    assert _days(shop, numbers) == [None] * 4


def test_a_day_at_the_end_of_the_calendar_stays_where_it_is(shop: Shop) -> None:
    far = frozenset({date.max, date.min})
    series = shop.booking.add(shop.actor(), NewAppointment("Weekly", SPAN, rule=MONDAYS, cancelled_on=far))
    rule = replace(MONDAYS, anchor=MONDAY + ONE_DAY, by_day=(ByDay(1),))
    assert _moved(shop, series, ONE_DAY, rule).cancelled_on == far
