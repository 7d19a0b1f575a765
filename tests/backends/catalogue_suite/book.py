"""What every catalogue promises of records, calendars and appointments."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filebook.core.appointments import (
    Appointment,
    Buffer,
    ChangedOccurrence,
    Participant,
    ParticipantStatus,
    Presence,
    Span,
    Status,
)
from filebook.core.businesses import Business
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import Kind, Number, Ref, Uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_calendar,
    a_record,
    an_appointment,
    at,
    ref,
)

COPENHAGEN = "Europe/Copenhagen"
FEBRUARY, MAY, YEAR_9000 = (datetime(*day, tzinfo=UTC) for day in ((2026, 2, 1), (2026, 5, 1), (9000, 1, 1)))
MONDAY = date(2026, 3, 2)


def span(starts: str, ends: str, zone: str = "UTC") -> Span:
    """From and to these wall times."""
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends), zone)


def hour(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class RecordSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_record_is_found_by_number_in_its_business(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        record = a_record(catalogue, business, trashed_at=at(3))
        with catalogue.read() as tables:
            assert tables.records.get(business.number, record.number) == record
            assert tables.records.get(other.number, record.number) is None

    def test_many_records_are_found_at_once(self, catalogue: Catalogue, business: Business) -> None:
        one, two, _ = (a_record(catalogue, business) for _ in range(3))
        trashed = a_record(catalogue, business, trashed_at=NOW)
        wanted = [two.number, Number(77), one.number, trashed.number, two.number]
        with catalogue.read() as tables:
            assert tables.records.many(business.number, wanted) == {
                found.number: found for found in (one, two, trashed)
            }
            assert tables.records.many(business.number, []) == {}

    def test_a_record_is_changed(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        changed = replace(record, label="B", modified_at=at(4), fields={"x": [1, {"y": None}]}, trashed_at=at(5))
        catalogue.write(lambda tables: tables.records.update(changed))
        with catalogue.read() as tables:
            assert tables.records.get(business.number, record.number) == changed
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.records.update(replace(record, number=Number(77))))

    def test_untrashed_records_of_a_kind_are_told_page_by_page_and_counted(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        a_record(catalogue, a_business(catalogue))
        contacts = [a_record(catalogue, business) for _ in range(3)]
        a_record(catalogue, business, kind=Kind.ESTATE)
        a_record(catalogue, business, trashed_at=NOW)
        with catalogue.read() as tables:
            assert tables.records.page(business.number, Kind.CONTACT, after=None, limit=2) == contacts[:2]
            assert tables.records.page(business.number, Kind.CONTACT, after=contacts[1].number, limit=9) == contacts[2:]
            assert tables.records.count(business.number, Kind.CONTACT) == 3
            assert tables.records.count(business.number, Kind.TASK) == 0

    def test_calendars_are_found_by_number_and_told_by_number(self, catalogue: Catalogue, business: Business) -> None:
        staff = a_record(catalogue, business, kind=Kind.STAFF)
        books = [a_calendar(catalogue, business, "Team"), a_calendar(catalogue, business, "Anna", owner=ref(staff))]
        other = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.calendars.get(business.number, books[1].number) == books[1]
            assert tables.calendars.get(other.number, books[1].number) is None
            assert tables.calendars.all(business.number) == books
            assert tables.calendars.all(other.number) == []

    def test_a_calendar_is_renamed(self, catalogue: Catalogue, business: Business) -> None:
        renamed = replace(a_calendar(catalogue, business, "Anna"), name="Anne", colour="#336699", description="Æ")
        catalogue.write(lambda tables: tables.calendars.update(renamed))
        with catalogue.read() as tables:
            assert tables.calendars.all(business.number) == [renamed]


class AppointmentSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def overlapping(
        self,
        catalogue: Catalogue,
        business: Business,
        starts: datetime,
        ends: datetime,
        *,
        participant: Number | None = None,
        limit: int = 99,
    ) -> list[Number]:
        with catalogue.read() as tables:
            found: Sequence[Appointment] = tables.appointments.overlapping(
                business.number, starts=starts, ends=ends, participant=participant, limit=limit
            )
        return [appointment.number for appointment in found]

    def test_everything_about_an_appointment_is_kept(self, catalogue: Catalogue, business: Business) -> None:
        staff, contact = a_record(catalogue, business, kind=Kind.STAFF), a_record(catalogue, business)
        book = a_calendar(catalogue, business, "Team")
        full = Appointment(
            business=business.number,
            number=Number(0),
            uid=Uid(""),
            ical_uid="x@y",
            subject="Besichtigung – 3. OG",
            span=span("2026-03-02T10:10:00", "2026-03-02T11:00:00.000001", COPENHAGEN),
            created_at=NOW,
            modified_at=at(1),
            comment="Line\\r\\nline",
            place="Ærøskøbing",
            internal=True,
            private=True,
            status=Status.PENDING,
            presence=Presence.OUT_OF_OFFICE,
            owner=ref(staff),
            rule=Rule(
                Frequency.MONTHLY,
                MONDAY,
                interval=2,
                until=date(2027, 1, 1),
                by_day=(ByDay(0, -1), ByDay(4)),
                by_month_day=(1, -1),
                by_set_position=(2,),
                extra_days=(date(2026, 3, 9),),
            ),
            cancelled_on=frozenset({date(2026, 5, 4), date(2026, 4, 6)}),
            changed=(
                ChangedOccurrence(date(2026, 7, 6), span("2026-07-07T10:00:00", "2026-07-07T11:00:00"), "Later"),
                ChangedOccurrence(date(2026, 9, 7), None, buffer=Buffer(30, 0)),
            ),
            participants=(
                Participant(ref(staff), "Åse", ParticipantStatus.ACCEPTED, "chair"),
                Participant(ref(contact)),
            ),
            calendars=(Ref(book.number, book.uid),),
            permissions={"7": "read"},
            reminder_minutes=0,
            buffer=Buffer(before_minutes=15, after_minutes=5),
            created_by="anna",
            trashed_at=at(7),
            fields={"vendor": [1, "x"]},
        )
        kept = an_appointment(catalogue, business, full.span, plain=full)
        other = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.appointments.get(business.number, kept.number) == kept
            assert tables.appointments.get(other.number, kept.number) is None

    def test_what_is_not_said_of_an_appointment_stays_unsaid(self, catalogue: Catalogue, business: Business) -> None:
        plain = an_appointment(catalogue, business, replace(span("2026-03-02", "2026-03-02"), start_all_day=True))
        with catalogue.read() as tables:
            assert tables.appointments.get(business.number, plain.number) == plain

    def test_an_appointment_is_changed(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        before = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        after = replace(
            before,
            subject="Moved",
            span=span("2026-03-05T10:00", "2026-03-05T11:00"),
            participants=(Participant(ref(record)),),
            status=Status.CANCELLED,
        )
        catalogue.write(lambda tables: tables.appointments.update(after))
        with catalogue.read() as tables:
            assert tables.appointments.get(business.number, before.number) == after
        day = timedelta(days=1)
        third, fifth = hour("2026-03-02"), hour("2026-03-05")
        assert self.overlapping(catalogue, business, third, third + day) == []
        assert self.overlapping(catalogue, business, fifth, fifth + day, participant=record.number) == [after.number]
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.appointments.update(replace(after, number=Number(77))))

    def test_an_unknown_zone_is_refused(self, catalogue: Catalogue, business: Business) -> None:
        with pytest.raises(Invalid):
            an_appointment(catalogue, business, span("2026-03-02", "2026-03-03", "Middle/Earth"))

    @pytest.mark.parametrize(
        ("starts", "ends", "found"),
        [
            ("2026-03-02T08:00", "2026-03-02T09:00", False),
            ("2026-03-02T08:00", "2026-03-02T09:00:00.000001", True),
            ("2026-03-02T09:15", "2026-03-02T09:20", True),
            ("2026-03-02T09:59:59.999999", "2026-03-02T12:00", True),
            ("2026-03-02T10:00", "2026-03-02T12:00", False),
        ],
    )
    def test_an_appointment_is_found_where_it_touches_the_window(
        self, catalogue: Catalogue, business: Business, starts: str, ends: str, *, found: bool
    ) -> None:
        """It lasts from 9 to 10 UTC."""
        made = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00", COPENHAGEN))
        expected = [made.number] if found else []
        assert self.overlapping(catalogue, business, hour(starts), hour(ends)) == expected

    def test_an_appointment_without_length_is_found_from_its_instant_on(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        made = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T10:00"))
        nine, ten, eleven = (hour(f"2026-03-02T{clock}:00") for clock in ("09", "10", "11"))
        assert self.overlapping(catalogue, business, ten, eleven) == [made.number]
        assert self.overlapping(catalogue, business, nine, ten) == []

    def test_appointments_are_told_by_start_and_then_number_and_at_most_so_many(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        an_appointment(catalogue, a_business(catalogue), span("2026-03-02T10:00", "2026-03-02T11:00"))
        late, first, second = (
            an_appointment(catalogue, business, span(starts, "2026-03-02T12:00")).number
            for starts in ("2026-03-02T11:00", "2026-03-02T10:00", "2026-03-02T10:00")
        )
        assert self.overlapping(catalogue, business, FEBRUARY, MAY) == [first, second, late]
        assert self.overlapping(catalogue, business, FEBRUARY, MAY, limit=2) == [first, second]

    def test_appointments_are_told_in_batches_that_follow_each_other(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        record = a_record(catalogue, business)
        an_appointment(catalogue, a_business(catalogue), span("2026-03-02T10:00", "2026-03-02T11:00"))
        spans = [span("2026-03-02T10:00", ends) for ends in ("2026-03-09T12:00", "2026-03-02T11:00")]
        spans += [span("2026-03-02T10:30", "2026-03-02T11:00")] * 4
        made = [an_appointment(catalogue, business, one) for one in spans]
        series = an_appointment(catalogue, business, spans[0])
        changes = [replace(one, participants=(Participant(ref(record)),)) for one in made[2:]]
        changes += [replace(series, rule=Rule(Frequency.DAILY, MONDAY)), replace(made[4], trashed_at=NOW)]
        for change in changes:
            catalogue.write(lambda tables, change=change: tables.appointments.update(change))  # type: ignore[misc]

        def told(participant: Number | None, *, starts: datetime = FEBRUARY, ends: datetime = MAY) -> list[Number]:
            found: list[Number] = []
            with catalogue.read() as tables:
                while batch := tables.appointments.next_overlapping(
                    business.number,
                    starts=starts,
                    ends=ends,
                    participant=participant,
                    after=found[-1] if found else None,
                    limit=2,
                ):
                    found += [one.number for one in batch]
            return found

        long, short, *others = (one.number for one in made)
        del others[2]
        assert told(None) == [short, *others, long, series.number]
        assert told(record.number) == others
        eleven = hour("2026-03-02T11:00")
        assert told(None, starts=eleven) == [long, series.number]
        assert told(None, ends=hour("2026-03-02T10:30")) == [short, long, series.number]
        assert told(record.number, starts=eleven) == told(record.number, ends=hour("2026-03-02T10:30")) == []

    def test_trashed_appointments_are_not_told(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        made = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        made = replace(made, participants=(Participant(ref(record)),))
        catalogue.write(lambda tables: tables.appointments.update(replace(made, trashed_at=NOW)))
        assert self.overlapping(catalogue, business, FEBRUARY, MAY) == []
        assert self.overlapping(catalogue, business, FEBRUARY, MAY, participant=record.number) == []
        catalogue.write(lambda tables: tables.appointments.update(made))
        assert self.overlapping(catalogue, business, FEBRUARY, MAY, participant=record.number) == [made.number]

    def test_appointments_of_a_participant_are_told(self, catalogue: Catalogue, business: Business) -> None:
        anna, bert = a_record(catalogue, business), a_record(catalogue, business)
        made = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        an_appointment(catalogue, business, made.span)
        twice = (Participant(ref(anna)), Participant(ref(anna), role="too"))
        catalogue.write(lambda tables: tables.appointments.update(replace(made, participants=twice)))
        assert self.overlapping(catalogue, business, FEBRUARY, MAY, participant=anna.number) == [made.number]
        assert self.overlapping(catalogue, business, FEBRUARY, MAY, participant=bert.number) == []
        assert self.overlapping(catalogue, business, MAY, YEAR_9000, participant=anna.number) == []

    def test_an_agenda_has_what_is_owned_and_what_has_one_of_its_members(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        anna, bert = (a_record(catalogue, business, kind=Kind.STAFF) for _ in range(2))
        book = a_calendar(catalogue, business, "Anna", owner=ref(anna))
        made = [
            an_appointment(catalogue, business, span(f"2026-03-0{day}T10:00", f"2026-03-0{day}T11:00"))
            for day in range(1, 6)
        ]
        owned, with_anna, in_book, of_bert, trashed = made
        changed = [
            replace(owned, owner=ref(anna), participants=(Participant(ref(anna)),)),
            replace(with_anna, participants=(Participant(ref(bert)), Participant(ref(anna)))),
            replace(in_book, calendars=(Ref(book.number, book.uid),), owner=ref(bert)),
            replace(of_bert, participants=(Participant(ref(bert)),), owner=ref(bert)),
            replace(trashed, owner=ref(anna), trashed_at=NOW),
        ]

        def update(tables: Tables) -> None:
            for one in changed:
                tables.appointments.update(one)

        catalogue.write(update)
        members = [anna.number, book.number]

        def agenda(starts: datetime, ends: datetime, *, owner: Number | None = None, limit: int = 99) -> list[Number]:
            with catalogue.read() as tables:
                found = tables.appointments.of_agenda(
                    business.number, members=members, owner=owner, starts=starts, ends=ends, limit=limit
                )
            return [one.number for one in found]

        assert agenda(FEBRUARY, MAY, owner=anna.number) == [owned.number, with_anna.number, in_book.number]
        assert agenda(FEBRUARY, MAY, owner=anna.number, limit=2) == [owned.number, with_anna.number]
        assert agenda(FEBRUARY, MAY, owner=bert.number)[-1] == of_bert.number
        assert agenda(hour("2026-03-02T00:00"), hour("2026-03-03T00:00")) == [with_anna.number]
        assert agenda(MAY, YEAR_9000, owner=anna.number) == []

    @pytest.mark.parametrize(
        ("rule", "last_day"),
        [
            (Rule(Frequency.WEEKLY, MONDAY, count=3), "2026-03-16"),
            (Rule(Frequency.DAILY, MONDAY, until=date(2026, 3, 10)), "2026-03-10"),
            (Rule(Frequency.MONTHLY, MONDAY, count=1, by_day=(ByDay(0, 2),)), "2026-03-09"),
        ],
    )
    def test_a_series_is_told_up_to_its_last_day_and_no_further(
        self, catalogue: Catalogue, business: Business, rule: Rule, last_day: str
    ) -> None:
        plain = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        catalogue.write(lambda tables: tables.appointments.update(replace(plain, rule=rule)))
        ten, eleven = hour(f"{last_day}T10:00"), hour(f"{last_day}T11:00")
        assert self.overlapping(catalogue, business, ten, eleven) == [plain.number]
        assert self.overlapping(catalogue, business, eleven, YEAR_9000) == []

    @pytest.mark.parametrize(
        "rule",
        [
            Rule(Frequency.WEEKLY, MONDAY),
            Rule(Frequency.HOURLY, MONDAY, count=3),
            Rule(Frequency.YEARLY, MONDAY, count=10_000),
        ],
    )
    def test_a_series_without_a_known_end_is_told_for_ever(
        self, catalogue: Catalogue, business: Business, rule: Rule
    ) -> None:
        plain = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        catalogue.write(lambda tables: tables.appointments.update(replace(plain, rule=rule)))
        assert self.overlapping(catalogue, business, YEAR_9000, YEAR_9000 + timedelta(days=1)) == [plain.number]
        assert self.overlapping(catalogue, business, FEBRUARY, hour("2026-03-02T10:00")) == []

    def test_a_changed_occurrence_outside_the_series_is_told(self, catalogue: Catalogue, business: Business) -> None:
        plain = an_appointment(catalogue, business, span("2026-03-02T10:00", "2026-03-02T11:00"))
        moved = (
            ChangedOccurrence(MONDAY, span("2026-02-20T10:00", "2026-02-20T11:00")),
            ChangedOccurrence(date(2026, 3, 3), span("2026-04-20T10:00", "2026-04-20T11:00", "America/New_York")),
            ChangedOccurrence(date(2026, 3, 4), None),
        )
        rule = Rule(Frequency.DAILY, MONDAY, count=3)
        catalogue.write(lambda tables: tables.appointments.update(replace(plain, rule=rule, changed=moved)))
        assert self.overlapping(catalogue, business, FEBRUARY, hour("2026-02-20T10:01")) == [plain.number]
        assert self.overlapping(catalogue, business, hour("2026-04-20T14:59"), MAY) == [plain.number]
        assert self.overlapping(catalogue, business, hour("2026-04-20T15:00"), MAY) == []

    @pytest.mark.parametrize(
        "edge",
        [
            span("9999-12-31T23:00:00", "9999-12-31T23:59:59.999999", "America/New_York"),
            span("0001-01-01T00:00:00", "0001-01-01T01:00:00", "Asia/Tokyo"),
        ],
    )
    def test_the_ends_of_the_calendar_are_kept(self, catalogue: Catalogue, business: Business, edge: Span) -> None:
        made = an_appointment(catalogue, business, edge)
        with catalogue.read() as tables:
            assert tables.appointments.get(business.number, made.number) == made
