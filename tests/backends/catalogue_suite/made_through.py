"""What every catalogue promises of the appointments that were made through a door."""

from filebook.core.ids import Door, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import a_business, an_appointment

WHEN = span("2026-03-02T10:00", "2026-03-02T11:00")


class MadeThroughSuite:
    def test_the_appointments_made_through_a_door_are_told_in_pages_for_that_door_and_business_alone(
        self, catalogue: Catalogue
    ) -> None:
        business, other = a_business(catalogue), a_business(catalogue)
        numbers = [an_appointment(catalogue, business, WHEN).number for _ in range(4)]
        foreign = an_appointment(catalogue, other, WHEN).number

        def unit(tables: Tables) -> None:
            for number in (*reversed(numbers[:3]), numbers[0]):  # one twice
                tables.made_through.add(business.number, Door.TELECOMX, number)
            tables.made_through.add(business.number, Door.XELION, numbers[3])
            tables.made_through.add(other.number, Door.TELECOMX, foreign)

        catalogue.write(unit)
        with catalogue.read() as tables:

            def page(door: Door, after: Number | None = None, limit: int = 9) -> list[Number]:
                return tables.made_through.page(business.number, door, after=after, limit=limit)

            assert page(Door.TELECOMX, limit=2) == numbers[:2]
            assert page(Door.TELECOMX, after=numbers[1]) == numbers[2:3]
            assert page(Door.XELION) == numbers[3:]
            assert page(Door.TIMETAP) == []

    def test_what_is_noted_of_one_appointment_is_noted_of_another(self, catalogue: Catalogue) -> None:
        business = a_business(catalogue)
        one, other = (an_appointment(catalogue, business, WHEN).number for _ in range(2))

        def unit(tables: Tables) -> None:
            for door in (Door.TELECOMX, Door.XELION):
                tables.made_through.add(business.number, door, one)
            tables.made_through.copy(business.number, one, to=other)

        catalogue.write(unit)
        with catalogue.read() as tables:
            for door, told in ((Door.TELECOMX, [one, other]), (Door.XELION, [one, other]), (Door.TIMETAP, [])):
                assert tables.made_through.page(business.number, door, after=None, limit=9) == told
