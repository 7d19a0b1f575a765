"""Occurrences: found one by one, however wide the window, and wherever a single one of them was moved."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from filebook.core.appointments import Appointment, ChangedOccurrence, Span
from filebook.core.errors import Unsupported
from filebook.core.ids import BusinessNumber, Number, new_uid
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.booking import NewAppointment
from filebook.services.occurrences import each_occurrence, occurrences
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
SPAN = Span(datetime(2026, 4, 7, 14, 30), datetime(2026, 4, 7, 15, 0), ZONE)
EVER = (datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC))
MADE_AT = datetime(2026, 4, 1, tzinfo=UTC)


def series(rule: Rule | None = None, **said: object) -> Appointment:
    rule = rule or Rule(Frequency.DAILY, SPAN.starts.date())
    made = Appointment(BusinessNumber(1), Number(1), new_uid(), "", "", SPAN, MADE_AT, MADE_AT, rule=rule)
    return replace(made, **said)  # type: ignore[arg-type] # the test's own words


def starts(spans: Iterable[Span]) -> list[str]:
    return [span.starts.isoformat(" ", "minutes") for span in spans]


def shown(made: Appointment, window: tuple[datetime, datetime] = EVER) -> list[str]:
    return starts(occurrences(made, starts=window[0], ends=window[1]))


def test_the_first_of_an_endless_series_are_found_in_a_window_of_ages() -> None:
    first = list(islice(each_occurrence(series(), starts=EVER[0], ends=EVER[1]), 2))
    assert starts(first) == ["2026-04-07 14:30", "2026-04-08 14:30"]
    with pytest.raises(Unsupported):
        shown(series())


def test_a_window_of_ages_shows_an_endless_series_once(shop: Shop) -> None:
    rule = Rule(Frequency.DAILY, SPAN.starts.date())
    made = shop.booking.add(shop.actor(), NewAppointment("Daily", SPAN, rule=rule))
    assert shop.book.touching(shop.actor(), starts=EVER[0], ends=EVER[1]) == [made]
    assert len(shop.book.between(shop.actor(), starts=EVER[0], ends=EVER[1], limit=3)) == 3


def test_an_occurrence_is_found_where_it_was_moved_to_and_not_where_it_was() -> None:
    moved = Span(datetime(2026, 5, 20, 9, 0), datetime(2026, 5, 20, 9, 30), ZONE)
    rule = Rule(Frequency.DAILY, SPAN.starts.date(), until=date(2026, 4, 9))
    made = series(rule, changed=(ChangedOccurrence(date(2026, 4, 8), moved),))
    may = (datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
    assert shown(made, may) == ["2026-05-20 09:00"]
    assert shown(made) == ["2026-04-07 14:30", "2026-04-09 14:30", "2026-05-20 09:00"]


def test_a_change_of_a_day_that_the_series_no_longer_has_is_not_shown() -> None:
    moved = Span(datetime(2026, 4, 20, 9, 0), datetime(2026, 4, 20, 9, 30), ZONE)
    rule = Rule(Frequency.DAILY, SPAN.starts.date(), until=date(2026, 4, 8))
    made = series(rule, changed=(ChangedOccurrence(date(2026, 4, 10), moved),))
    assert shown(made) == ["2026-04-07 14:30", "2026-04-08 14:30"]


def test_a_day_that_was_changed_and_cancelled_later_does_not_take_place() -> None:
    moved = Span(datetime(2026, 4, 20, 9, 0), datetime(2026, 4, 20, 9, 30), ZONE)
    rule = Rule(Frequency.DAILY, SPAN.starts.date(), until=date(2026, 4, 8))
    day = date(2026, 4, 8)
    made = series(rule, changed=(ChangedOccurrence(day, moved),), cancelled_on=frozenset({day}))
    assert shown(made) == ["2026-04-07 14:30"]


def test_a_series_ends_with_the_calendar() -> None:
    late = replace(SPAN, starts=datetime(9998, 12, 31, 23, 0), ends=datetime(9999, 1, 1, 23, 30))
    made = series(Rule(Frequency.YEARLY, late.starts.date()), span=late)
    window = (datetime(9998, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))
    assert shown(made, window) == ["9998-12-31 23:00"]


def test_a_long_occurrence_that_began_before_the_window_touches_it() -> None:
    rule = Rule(Frequency.MONTHLY, date(2026, 4, 7))
    made = series(rule, span=replace(SPAN, ends=SPAN.starts + timedelta(days=10)))
    window = (datetime(2026, 5, 16, tzinfo=UTC), datetime(2026, 5, 17, tzinfo=UTC))
    assert shown(made, window) == ["2026-05-07 14:30"]
