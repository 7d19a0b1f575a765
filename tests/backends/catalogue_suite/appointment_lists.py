"""What every catalogue promises of lists of appointments, and of calendars that go."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from filebook.core.appointments import Appointment, Participant, Status
from filebook.core.businesses import Business
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.book import AppointmentFilter
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.relations import Relation, RelationType
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import a_business, a_calendar, a_record, an_appointment, at, ref

WHEN = span("2026-03-02T10:00", "2026-03-02T11:00")
ALL = AppointmentFilter()


class AppointmentListSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def made(self, catalogue: Catalogue, business: Business, **said: object) -> Number:
        """An appointment that is otherwise plain."""
        plain = an_appointment(catalogue, business, WHEN)

        def unit(tables: Tables) -> None:
            tables.appointments.update(replace(plain, **said))  # type: ignore[arg-type] # named by each test

        catalogue.write(unit)
        return plain.number

    def found(self, catalogue: Catalogue, business: Business, where: AppointmentFilter) -> list[Number]:
        with catalogue.read() as tables:
            page = tables.appointments.listing(business.number, where=where, after=None, limit=99)
            assert tables.appointments.count(business.number, where=where) == len(page)
        return [one.number for one in page]

    def test_a_list_is_told_by_number_in_pages_for_its_business_alone(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        numbers = [self.made(catalogue, business) for _ in range(3)]
        other = a_business(catalogue)
        self.made(catalogue, other)
        assert self.found(catalogue, business, ALL) == numbers
        with catalogue.read() as tables:
            page = tables.appointments.listing(business.number, where=ALL, after=numbers[0], limit=1)
        assert [one.number for one in page] == numbers[1:2]

    def test_private_ones_and_other_peoples_are_told_to_those_who_have_to_do_with_them(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        anna, bea = (a_record(catalogue, business, kind=Kind.STAFF) for _ in range(2))
        label = f'x "number":{bea.number},"uid": y'
        open_one = self.made(catalogue, business)
        private = self.made(catalogue, business, private=True, participants=(Participant(ref(anna), label),))
        owned = self.made(catalogue, business, private=True, owner=ref(anna))
        granted = self.made(catalogue, business, private=True, permissions={str(anna.number): "read"})

        def seen(seer: Number | None, *, sees_all: bool) -> list[Number]:
            return self.found(catalogue, business, AppointmentFilter(seer=seer, sees_all=sees_all))

        assert seen(anna.number, sees_all=True) == [open_one, private, owned, granted]
        assert seen(anna.number, sees_all=False) == [private, owned, granted]
        assert seen(bea.number, sees_all=True) == [open_one]
        assert seen(bea.number, sees_all=False) == []
        assert seen(None, sees_all=False) == [open_one, private, owned, granted]

    @pytest.mark.parametrize("trashed_at", [None, at(7)])
    def test_a_list_has_those_with_all_of_its_members(
        self, catalogue: Catalogue, business: Business, trashed_at: datetime | None
    ) -> None:
        contact, hall = a_record(catalogue, business), a_calendar(catalogue, business, "Hall")
        participants, calendars = (Participant(ref(contact)),), (Ref(hall.number, hall.uid),)
        self.made(catalogue, business, trashed_at=trashed_at)
        one = self.made(catalogue, business, participants=participants, trashed_at=trashed_at)
        both = self.made(catalogue, business, participants=participants, calendars=calendars, trashed_at=trashed_at)
        for members, told in (
            ((contact.number,), [one, both]),
            ((hall.number,), [both]),
            ((contact.number, hall.number), [both]),
        ):
            where = AppointmentFilter(members=members, trashed=trashed_at is not None)
            assert self.found(catalogue, business, where) == told
        assert self.found(catalogue, business, AppointmentFilter(trashed=trashed_at is None)) == []

    def test_words_are_compared(self, catalogue: Catalogue, business: Business) -> None:
        service = a_record(catalogue, business, kind=Kind.SERVICE)
        one = self.made(catalogue, business, subject="ÆRØ 100%_", type="Visit", status=Status.PENDING)
        other = self.made(catalogue, business, modified_at=at(9))
        concerned = self.made(catalogue, business)
        typed = self.made(catalogue, business, type="Visit!")

        def relate(tables: Tables) -> None:
            for number in (concerned, typed):
                tables.relations.add(
                    business.number,
                    Relation(number, Kind.APPOINTMENT, service.number, Kind.SERVICE, RelationType.CONCERNS),
                )

        catalogue.write(relate)
        for where, told in (
            (AppointmentFilter(containing="ærø 100%"), [one]),
            (AppointmentFilter(containing="100%%"), []),
            (AppointmentFilter(containing="1_0"), []),
            (AppointmentFilter(type="Visit"), [one]),
            (AppointmentFilter(type=service.label), [concerned]),
            (AppointmentFilter(status=Status.PENDING), [one]),
            (AppointmentFilter(changed_since=at(9)), [other]),
            (AppointmentFilter(concerns=service.number), [concerned, typed]),
        ):
            assert self.found(catalogue, business, where) == told, where

    def test_a_type_is_kept(self, catalogue: Catalogue, business: Business) -> None:
        number = self.made(catalogue, business, type="Besichtigung")
        with catalogue.read() as tables:
            kept = tables.appointments.get(business.number, number)
        assert kept is not None
        assert kept.type == "Besichtigung"

    def test_what_takes_place_in_a_window_is_told(self, catalogue: Catalogue, business: Business) -> None:
        def made(rule: Rule | None, **said: object) -> Number:
            bare = Appointment(
                business.number, Number(0), ref(a_record(catalogue, business)).uid, "", "", WHEN, at(0), at(0)
            )
            plain = replace(bare, rule=rule, **said)  # type: ignore[arg-type] # named below
            return an_appointment(catalogue, business, WHEN, plain=plain).number

        single = made(None)
        weekly = made(Rule(Frequency.WEEKLY, WHEN.starts.date()), cancelled_on=frozenset({date(2026, 3, 16)}))

        def told(starts: str, ends: str) -> list[Number]:
            since, until = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (starts, ends))
            return self.found(catalogue, business, AppointmentFilter(starts=since, ends=until))

        assert told("2026-03-02T10:30", "2026-03-02T10:31") == [single, weekly]
        assert told("2026-03-02T11:00", "2026-03-02T12:00") == []
        assert told("2026-03-09", "2026-03-10") == [weekly]
        assert told("2026-03-10", "2026-03-16") == []
        assert told("2026-03-16", "2026-03-17") == []
        assert told("3026-03-16", "3026-03-17") == [weekly], "so far ahead nothing is reckoned"
        with_end = AppointmentFilter(ends=datetime(2026, 3, 2, 10, tzinfo=UTC))
        assert self.found(catalogue, business, with_end) == []

    def test_a_calendar_is_removed(self, catalogue: Catalogue, business: Business) -> None:
        gone, kept = (a_calendar(catalogue, business, name) for name in ("Hall", "Room"))
        catalogue.write(lambda tables: tables.calendars.delete(business.number, gone.number))
        with catalogue.read() as tables:
            assert tables.calendars.all(business.number) == [kept]
