"""What every catalogue promises of relations, of files on many things, and of appointments by member or change."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.appointments import Appointment, Participant, Span
from filebook.core.businesses import Business
from filebook.core.errors import Conflict
from filebook.core.files import FileKind
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.library import Hanging
from filebook.core.records import Record
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.relations import Relation, RelationType
from tests.backends.catalogue_suite.book import MONDAY, span
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    CUSTOMER_OF,
    NOW,
    a_business,
    a_calendar,
    a_file,
    a_record,
    an_appointment,
    an_uploader,
    at,
    attach,
    everything,
    ref,
)

MANY = 600
"""More than one statement asks for."""


def between(parent: Record, child: Record, kind: RelationType = RelationType.OWNER) -> Relation:
    return Relation(parent.number, parent.kind, child.number, child.kind, kind)


class RelationSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def relate(self, catalogue: Catalogue, business: Business, *relations: Relation) -> None:
        def unit(tables: Tables) -> None:
            for relation in relations:
                tables.relations.add(business.number, relation)

        catalogue.write(unit)

    def of_parents(self, catalogue: Catalogue, business: Business, *parents: Number) -> list[Relation]:
        with catalogue.read() as tables:
            return tables.relations.of_parents(business.number, parents)

    def of_children(self, catalogue: Catalogue, business: Business, *children: Number) -> list[Relation]:
        with catalogue.read() as tables:
            return tables.relations.of_children(business.number, children)

    def test_relations_are_told_from_either_side_in_order(self, catalogue: Catalogue, business: Business) -> None:
        one, two = (a_record(catalogue, business, kind=Kind.ESTATE) for _ in range(2))
        anna, bert = (a_record(catalogue, business) for _ in range(2))
        told = [
            between(one, anna, RelationType.BUYER),
            between(one, bert, RelationType.BUYER),
            between(one, anna, RelationType.OWNER),
            between(two, anna, RelationType.BUYER),
        ]
        self.relate(catalogue, business, *reversed(told))
        assert self.of_parents(catalogue, business, two.number, one.number) == told
        assert self.of_parents(catalogue, business, two.number, two.number) == told[3:]
        by_child = [told[0], told[3], told[2], told[1]]
        assert self.of_children(catalogue, business, bert.number, anna.number, Number(999)) == by_child
        assert self.of_parents(catalogue, business) == []
        assert self.of_children(catalogue, business, one.number) == []

    def test_a_relation_that_is_there_stays_and_is_removed_once(self, catalogue: Catalogue, business: Business) -> None:
        estate, contact = a_record(catalogue, business, kind=Kind.ESTATE), a_record(catalogue, business)
        owner, buyer = between(estate, contact), between(estate, contact, RelationType.BUYER)
        self.relate(catalogue, business, owner, owner, buyer)
        self.relate(catalogue, business, owner)
        assert self.of_parents(catalogue, business, estate.number) == [buyer, owner]
        for removed in (True, False):
            assert catalogue.write(lambda tables: tables.relations.remove(business.number, owner)) is removed
        assert self.of_parents(catalogue, business, estate.number) == [buyer]

    def test_relations_are_those_of_one_business(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        here, there = (
            between(a_record(catalogue, one, kind=Kind.ESTATE), a_record(catalogue, one)) for one in (business, other)
        )
        assert here == there
        self.relate(catalogue, business, here)
        assert self.of_parents(catalogue, other, there.parent) == []
        assert self.of_children(catalogue, other, there.child) == []
        assert not catalogue.write(lambda tables: tables.relations.remove(other.number, there))
        assert self.of_parents(catalogue, business, here.parent) == [here]

    def test_nothing_is_related_to_what_is_not_there(self, catalogue: Catalogue, business: Business) -> None:
        estate, contact = a_record(catalogue, business, kind=Kind.ESTATE), a_record(catalogue, business)
        for relation in (
            replace(between(estate, contact), child=Number(999)),
            replace(between(estate, contact), parent=Number(999)),
        ):
            with pytest.raises(Conflict):
                self.relate(catalogue, business, relation)
        assert self.of_parents(catalogue, business, estate.number) == []

    def test_what_is_forgotten_is_no_longer_related(self, catalogue: Catalogue, business: Business) -> None:
        estate = a_record(catalogue, business, kind=Kind.ESTATE)
        number = catalogue.write(lambda tables: tables.numbers.allocate(business.number, Kind.CONTACT)).number
        relation = replace(between(estate, estate), child=number, child_kind=Kind.CONTACT)
        self.relate(catalogue, business, relation)
        catalogue.write(lambda tables: tables.numbers.forget(business.number, number))
        assert self.of_parents(catalogue, business, estate.number) == []

    def test_many_are_asked_for_at_once(self, catalogue: Catalogue, business: Business) -> None:
        estate, contact = a_record(catalogue, business, kind=Kind.ESTATE), a_record(catalogue, business)
        self.relate(catalogue, business, between(estate, contact))
        numbers = [Number(number) for number in range(1, MANY)]
        assert self.of_parents(catalogue, business, *reversed(numbers)) == [between(estate, contact)]
        assert self.of_children(catalogue, business, *numbers) == [between(estate, contact)]


class HangingSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def on(
        self, catalogue: Catalogue, business: Business, *targets: Record, sight: Sight | None = None, limit: int = 99
    ) -> list[tuple[Number, Number]]:
        with catalogue.read() as tables:
            found = tables.attachments.on_targets(
                business.number,
                [target.number for target in targets],
                sight=sight or everything(business),
                limit=limit,
            )
        return [(one.target, one.file) for one in found]

    def of(
        self, catalogue: Catalogue, business: Business, *files: Number, sight: Sight | None = None, limit: int = 99
    ) -> list[tuple[Number, Number]]:
        with catalogue.read() as tables:
            found = tables.attachments.seen_of_files(
                business.number, files, sight=sight or everything(business), limit=limit
            )
        return [(one.file, one.target) for one in found]

    def test_files_of_many_things_are_told_by_thing_and_place(self, catalogue: Catalogue, business: Business) -> None:
        one, two, bare = (a_record(catalogue, business) for _ in range(3))
        first, second = (a_file(catalogue, business) for _ in range(2))
        for target in (one, two):
            attach(catalogue, first, target)
        attach(catalogue, second, one, position=0)
        expected = [(one.number, second.number), (one.number, first.number), (two.number, first.number)]
        assert self.on(catalogue, business, two, one, bare, two) == expected
        assert self.on(catalogue, business, one, two, limit=2) == expected[:2]
        assert self.on(catalogue, business) == []

    def test_things_of_many_files_are_told_by_file_in_the_order_they_were_made(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        one, two = (a_record(catalogue, business) for _ in range(2))
        first, second = (a_file(catalogue, business) for _ in range(2))
        attach(catalogue, first, two)
        attach(catalogue, first, one)
        attach(catalogue, second, one)
        expected = [(first.number, two.number), (first.number, one.number), (second.number, one.number)]
        assert self.of(catalogue, business, second.number, first.number, Number(999)) == expected
        assert self.of(catalogue, business, second.number, first.number, limit=1) == expected[:1]
        numbers = [Number(number) for number in range(1, MANY)]
        assert self.of(catalogue, business, *numbers) == expected

    def test_what_is_told_of_a_file_is_what_it_is(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business, kind=Kind.ESTATE)
        picture = a_file(catalogue, business, category="Foto")
        link = a_file(catalogue, business, category="Link", kind=FileKind.LINK, version=None)
        for file in (picture, link):
            attach(catalogue, file, record)
        with catalogue.read() as tables:
            told = tables.attachments.on_targets(business.number, [record.number], sight=everything(business), limit=9)
        assert told == [
            Hanging(picture.number, record.number, Kind.ESTATE, FileKind.UPLOAD, "Foto", is_picture=True),
            Hanging(link.number, record.number, Kind.ESTATE, FileKind.LINK, "Link", is_picture=False),
        ]

    def test_trashed_files_and_those_out_of_sight_are_not_told(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        plain = a_file(catalogue, business)
        own = a_file(catalogue, business, visibility=Visibility.EMPLOYEE, uploader=an_uploader(business, BERT))
        others = [
            a_file(catalogue, business, trashed_at=NOW),
            a_file(catalogue, business, visibility=Visibility.EMPLOYEE, uploader=an_uploader(business, ANNA)),
            a_file(catalogue, business, visibility=Visibility.RESELLER),
        ]
        for file in (plain, own, *others):
            attach(catalogue, file, record)
        sight = Sight(CUSTOMER_OF, (business.number, BERT))
        seen = [plain.number, own.number]
        assert self.on(catalogue, business, record, sight=sight) == [(record.number, number) for number in seen]
        numbers = [*seen, *(file.number for file in others)]
        assert self.of(catalogue, business, *numbers, sight=sight) == [(number, record.number) for number in seen]

    def test_files_of_another_business_do_not_hang_on_the_same_number(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        other = a_business(catalogue)
        here, there = a_record(catalogue, business), a_record(catalogue, other)
        assert here.number == there.number
        file = a_file(catalogue, other)
        attach(catalogue, file, there)
        assert self.on(catalogue, business, here) == []
        assert self.of(catalogue, business, file.number) == []

    def test_files_in_roles_are_told_by_position_within_sight_and_not_from_the_trash(
        self, catalogue: Catalogue
    ) -> None:
        business = a_business(catalogue)
        record = a_record(catalogue, business)
        plain, last, first = (a_file(catalogue, business) for _ in range(3))
        hidden, trashed = a_file(catalogue, business, visibility=Visibility.RESELLER), a_file(catalogue, business)
        attach(catalogue, last, a_record(catalogue, business), role="welcome")
        for file, role in (
            (hidden, "welcome"),
            (first, "departure"),
            (trashed, "welcome"),
            (last, "welcome"),
            (plain, ""),
        ):
            attach(catalogue, file, record, role=role)
        catalogue.write(lambda tables: tables.files.update(replace(trashed, trashed_at=NOW)))
        both, seen = ("welcome", "departure"), Sight(frozenset({Visibility.CUSTOMER}), (business.number, BERT))
        with catalogue.read() as tables:
            in_roles = tables.attachments.in_roles
            assert [one.file for one in in_roles(business.number, record.number, roles=both)] == [
                hidden.number,
                first.number,
                last.number,
            ]
            found = in_roles(business.number, record.number, roles=both, sight=seen)
            assert [(one.file, one.role) for one in found] == [(first.number, "departure"), (last.number, "welcome")]
            assert in_roles(business.number, record.number, roles=("departure",)) == found[:1]


class MembershipSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def meeting(
        self,
        catalogue: Catalogue,
        business: Business,
        *people: Record,
        when: Span | None = None,
        book: Ref | None = None,
    ) -> Appointment:
        made = an_appointment(catalogue, business, when or span("2026-03-02T10:00", "2026-03-02T11:00"))
        participants = tuple(Participant(ref(one)) for one in people)
        changed = replace(made, participants=participants, calendars=() if book is None else (book,))
        catalogue.write(lambda tables: tables.appointments.update(changed))
        return changed

    def of_member(
        self, catalogue: Catalogue, business: Business, member: Number, *, limit: int = 99
    ) -> list[Appointment]:
        with catalogue.read() as tables:
            return tables.appointments.of_member(business.number, member, limit=limit)

    def of_members(
        self, catalogue: Catalogue, business: Business, members: Sequence[Number], *, limit: int = 99
    ) -> list[tuple[Number, Number]]:
        with catalogue.read() as tables:
            return tables.appointments.of_members(business.number, members, limit=limit)

    def test_appointments_of_a_participant_or_a_calendar_are_told_by_start(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        anna, bert = (a_record(catalogue, business) for _ in range(2))
        room = a_calendar(catalogue, business, "Room")
        late = self.meeting(catalogue, business, anna, when=span("2026-03-04T10:00", "2026-03-04T11:00"))
        early = self.meeting(catalogue, business, anna, bert, book=Ref(room.number, room.uid))
        same = self.meeting(catalogue, business, anna)
        assert self.of_member(catalogue, business, anna.number) == [early, same, late]
        assert self.of_member(catalogue, business, anna.number, limit=2) == [early, same]
        assert self.of_member(catalogue, business, bert.number) == [early]
        assert self.of_member(catalogue, business, room.number) == [early]
        assert self.of_member(catalogue, business, Number(999)) == []
        assert self.of_members(catalogue, business, [bert.number, anna.number, Number(999)]) == [
            *((anna.number, one.number) for one in (early, same, late)),
            (bert.number, early.number),
        ]
        numbers = [Number(number) for number in range(1, MANY)]
        told = self.of_members(catalogue, business, numbers)
        assert set(told) == {(one, early.number) for one in (anna.number, bert.number, room.number)} | {
            (anna.number, same.number),
            (anna.number, late.number),
        }
        assert self.of_members(catalogue, business, numbers, limit=2) == told[:2]
        assert self.of_members(catalogue, business, []) == []

    def test_those_who_left_and_trashed_appointments_are_not_told(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        anna, bert = (a_record(catalogue, business) for _ in range(2))
        left, trashed = (self.meeting(catalogue, business, anna, bert) for _ in range(2))
        catalogue.write(lambda tables: tables.appointments.update(replace(left, participants=left.participants[:1])))
        catalogue.write(lambda tables: tables.appointments.update(replace(trashed, trashed_at=NOW)))
        assert [one.number for one in self.of_member(catalogue, business, anna.number)] == [left.number]
        assert self.of_member(catalogue, business, bert.number) == []
        assert self.of_members(catalogue, business, [anna.number, bert.number]) == [(anna.number, left.number)]
        catalogue.write(lambda tables: tables.appointments.update(trashed))
        assert self.of_member(catalogue, business, bert.number) == [trashed]

    def test_an_endless_series_is_told_of_its_participants(self, catalogue: Catalogue, business: Business) -> None:
        anna = a_record(catalogue, business)
        series = replace(self.meeting(catalogue, business, anna), rule=Rule(Frequency.WEEKLY, MONDAY))
        catalogue.write(lambda tables: tables.appointments.update(series))
        assert self.of_member(catalogue, business, anna.number) == [series]

    def test_appointments_of_another_business_are_not_told(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        here, there = a_record(catalogue, business), a_record(catalogue, other)
        assert here.number == there.number
        made = self.meeting(catalogue, other, there)
        assert self.of_member(catalogue, business, here.number) == []
        assert self.of_members(catalogue, business, [here.number]) == []
        with catalogue.read() as tables:
            assert tables.appointments.many(business.number, [made.number]) == {}
            assert tables.appointments.changed_between(business.number, since=at(-9), until=at(9), limit=9) == []

    def test_many_appointments_are_found_at_once_trashed_ones_too(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        one, two = (self.meeting(catalogue, business) for _ in range(2))
        trashed = replace(two, trashed_at=NOW)
        catalogue.write(lambda tables: tables.appointments.update(trashed))
        with catalogue.read() as tables:
            found = tables.appointments.many(business.number, [two.number, Number(999), one.number, two.number])
            assert tables.appointments.many(business.number, []) == {}
            numbers = [Number(number) for number in range(1, MANY)]
            assert tables.appointments.many(business.number, numbers) == found
        assert found == {one.number: one, two.number: trashed}

    def change(self, catalogue: Catalogue, appointment: Appointment) -> None:
        catalogue.write(lambda tables: tables.appointments.update(appointment))

    def changed(
        self, catalogue: Catalogue, business: Business, since: int, until: int, *, limit: int = 99
    ) -> list[Number]:
        with catalogue.read() as tables:
            found = tables.appointments.changed_between(business.number, since=at(since), until=at(until), limit=limit)
        return [one.number for one in found]

    def test_appointments_are_told_by_when_they_changed(self, catalogue: Catalogue, business: Business) -> None:
        late, early, same, gone = (self.meeting(catalogue, business) for _ in range(4))
        for one, minutes in ((late, 5), (early, 2), (same, 2), (gone, 3)):
            self.change(catalogue, replace(one, modified_at=at(minutes), trashed_at=NOW if one is gone else None))
        assert self.changed(catalogue, business, 0, 9) == [early.number, same.number, late.number]
        assert self.changed(catalogue, business, 0, 9, limit=2) == [early.number, same.number]
        assert self.changed(catalogue, business, 2, 2) == [early.number, same.number]
        assert self.changed(catalogue, business, 3, 5) == [late.number]
        assert self.changed(catalogue, business, 6, 9) == []
        assert self.changed(catalogue, business, 5, 2) == []
