"""What every catalogue promises of occurrences that have a number of their own."""

from dataclasses import replace
from datetime import date

import pytest

from filebook.core.appointments import Appointment, NumberedOccurrence
from filebook.core.businesses import Business
from filebook.core.errors import Conflict
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import a_business, an_appointment

FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)


def an_occurrence(catalogue: Catalogue, series: Appointment, day: date) -> NumberedOccurrence:
    """A number for a day of a series."""

    def unit(tables: Tables) -> NumberedOccurrence:
        ref = tables.numbers.allocate(series.business, Kind.OCCURRENCE)
        occurrence = NumberedOccurrence(series.business, ref.number, ref.uid, series.number, day)
        tables.occurrences.add(occurrence)
        return occurrence

    return catalogue.write(unit)


class OccurrenceSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def series(self, catalogue: Catalogue, business: Business) -> Appointment:
        return an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))

    def test_an_occurrence_is_found_by_its_number_in_its_business(
        self, catalogue: Catalogue, business: Business, series: Appointment
    ) -> None:
        made = an_occurrence(catalogue, series, FIRST)
        other = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.occurrences.get(business.number, made.number) == made
            assert tables.occurrences.get(other.number, made.number) is None
            assert tables.occurrences.get(business.number, series.number) is None
            named = tables.numbers.find(business.number, made.number)
        assert named is not None
        assert (named.kind, named.uid) == (Kind.OCCURRENCE, made.uid)

    def test_occurrences_of_series_are_told_by_series_and_day_within_the_days_asked_for(
        self, catalogue: Catalogue, business: Business, series: Appointment
    ) -> None:
        later = an_appointment(catalogue, business, span("2026-03-02T12:00", "2026-03-02T13:00"))
        third, of_later, first, second = (
            an_occurrence(catalogue, one, day)
            for one, day in ((series, THIRD), (later, SECOND), (series, FIRST), (series, SECOND))
        )
        both = [later.number, series.number, Number(77)]
        with catalogue.read() as tables:
            found = tables.occurrences.of_appointments(business.number, both, since=FIRST, until=THIRD)
            assert found == [first, second, third, of_later]
            one_day = tables.occurrences.of_appointments(business.number, both, since=SECOND, until=SECOND)
            assert one_day == [second, of_later]
            assert tables.occurrences.of_appointments(business.number, [], since=FIRST, until=THIRD) == []
            elsewhere = a_business(catalogue).number
            assert tables.occurrences.of_appointments(elsewhere, both, since=FIRST, until=THIRD) == []

    def test_a_day_of_a_series_has_one_number_only(self, catalogue: Catalogue, series: Appointment) -> None:
        made = an_occurrence(catalogue, series, FIRST)
        with pytest.raises(Conflict):
            an_occurrence(catalogue, series, FIRST)
        with catalogue.read() as tables:
            found = tables.occurrences.of_appointments(series.business, [series.number], since=FIRST, until=FIRST)
        assert found == [made]

    def test_a_number_goes_to_another_day_of_its_series_alone(self, catalogue: Catalogue, series: Appointment) -> None:
        made, other = an_occurrence(catalogue, series, FIRST), an_occurrence(catalogue, series, SECOND)
        catalogue.write(lambda tables: tables.occurrences.move(series.business, series.number, day=FIRST, to=THIRD))
        with catalogue.read() as tables:
            assert tables.occurrences.get(series.business, made.number) == replace(made, original_on=THIRD)
            assert tables.occurrences.get(series.business, other.number) == other

    def test_the_numbers_from_a_day_on_go_to_another_series(
        self, catalogue: Catalogue, business: Business, series: Appointment
    ) -> None:
        first, second, third = (an_occurrence(catalogue, series, day) for day in (FIRST, SECOND, THIRD))
        later = an_appointment(catalogue, business, span("2026-03-09T10:00", "2026-03-09T11:00"))
        catalogue.write(
            lambda tables: tables.occurrences.hand_over(business.number, series.number, to=later.number, since=SECOND)
        )
        with catalogue.read() as tables:
            assert tables.occurrences.get(business.number, first.number) == first
            for moved in (second, third):
                found = tables.occurrences.get(business.number, moved.number)
                assert found == replace(moved, appointment=later.number)

    def test_a_forgotten_occurrence_is_gone(self, catalogue: Catalogue, series: Appointment) -> None:
        made = an_occurrence(catalogue, series, FIRST)
        catalogue.write(lambda tables: tables.numbers.forget(series.business, made.number))
        with catalogue.read() as tables:
            assert tables.occurrences.get(series.business, made.number) is None
