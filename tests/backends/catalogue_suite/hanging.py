"""What every catalogue promises of attachments and blobs in use."""

from dataclasses import replace

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.errors import Conflict
from filebook.core.files import Attachment, File
from filebook.core.ids import Number
from filebook.core.ports.blobs import BlobKey, Segment
from filebook.core.ports.catalogue import Catalogue
from filebook.core.records import Record
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    NOW,
    a_business,
    a_file,
    a_record,
    a_segment,
    attach,
)


class AttachmentSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def record(self, catalogue: Catalogue, business: Business) -> Record:
        return a_record(catalogue, business)

    def on(
        self,
        catalogue: Catalogue,
        record: Record,
        *,
        sight: Sight | None = None,
        only: Number | None = None,
        limit: int = 99,
        offset: int = 0,
    ) -> tuple[list[File], int]:
        with catalogue.read() as tables:
            everybody = Sight(frozenset(Visibility), (record.business, ANNA))
            return tables.files.on_target(
                record.business, record.number, sight=sight or everybody, only=only, limit=limit, offset=offset
            )

    def test_files_on_a_record_are_told_by_position_and_then_number(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        first, second, third, last = (a_file(catalogue, business) for _ in range(4))
        attach(catalogue, last, record, position=9)
        attach(catalogue, third, record, position=4)
        attach(catalogue, second, record, position=4)
        attach(catalogue, first, record, position=1)
        assert self.on(catalogue, record) == ([first, second, third, last], 4)

    def test_a_file_without_a_position_comes_last(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        files = [a_file(catalogue, business) for _ in range(4)]
        attach(catalogue, files[3], record)
        attach(catalogue, files[2], record, position=7)
        attach(catalogue, files[1], record)
        attach(catalogue, files[0], record)
        assert self.on(catalogue, record)[0] == [files[3], files[2], files[1], files[0]]

    def test_a_place_is_written_without_moving_others_and_a_list_read_on_behind_one(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        files = [a_file(catalogue, business) for _ in range(4)]
        for file in files:
            attach(catalogue, file, record)
        wanted = Attachment(files[3].number, record.number, record.kind, 1, "plan")
        catalogue.write(lambda tables: tables.attachments.put(business.number, wanted))
        everybody = Sight(frozenset(Visibility), (business.number, ANNA))
        order = [files[0], files[1], files[3], files[2]]
        with catalogue.read() as tables:
            seen = tables.attachments.of_target(business.number, record.number, sight=everybody)
            behind = tables.attachments.page(
                business.number, record.number, sight=everybody, after=(1, files[1].number), limit=9
            )
            nobody = Sight(frozenset({Visibility.ALL}), (business.number, BERT))
            assert tables.attachments.of_target(business.number, record.number, sight=nobody) == []
        assert [one.file for one in seen] == [file.number for file in order]
        assert seen[2] == wanted
        assert [(one.role, file) for one, file in behind] == [("plan", files[3]), ("", files[2])]

    def test_files_in_roles_are_told_of_many_things_at_once(self, catalogue: Catalogue, business: Business) -> None:
        records = [a_record(catalogue, business) for _ in range(3)]
        plan, cover, other = (a_file(catalogue, business) for _ in range(3))
        for file, record, role in (
            (plan, records[0], "plan"),
            (cover, records[1], "cover"),
            (other, records[1], "other"),
            (plan, records[2], "plan"),
        ):
            attach(catalogue, file, record, role=role)
        everybody = Sight(frozenset(Visibility), (business.number, ANNA))
        numbers = [record.number for record in records[:2]]
        with catalogue.read() as tables:
            found = tables.attachments.in_roles_on(business.number, numbers, roles={"plan", "cover"}, sight=everybody)
            assert tables.attachments.in_roles_on(business.number, numbers, roles=(), sight=everybody) == []
            counts = tables.attachments.counts_on(business.number, [*numbers, Number(99)], sight=everybody)
        assert [(one.target, one.file) for one in found] == [(numbers[0], plan.number), (numbers[1], cover.number)]
        assert counts == {numbers[0]: 1, numbers[1]: 2}

    def test_what_hangs_at_a_taken_place_or_after_it_moves_one_further(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        other = a_record(catalogue, business)
        one, two, three, new = (a_file(catalogue, business) for _ in range(4))
        for file in (one, two, three):
            attach(catalogue, file, record)
            attach(catalogue, file, other)
        attach(catalogue, new, record, position=1)
        assert self.on(catalogue, record)[0] == [one, new, two, three]
        assert self.on(catalogue, other)[0] == [one, two, three]
        attach(catalogue, three, record, position=0)
        assert self.on(catalogue, record)[0] == [three, one, new, two]

    def test_files_on_a_record_are_told_a_page_at_a_time_with_their_total(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        files = [a_file(catalogue, business) for _ in range(5)]
        for file in files:
            attach(catalogue, file, record)
        assert self.on(catalogue, record, limit=2) == (files[:2], 5)
        assert self.on(catalogue, record, limit=2, offset=4) == (files[4:], 5)
        assert self.on(catalogue, record, limit=2, offset=6) == ([], 5)
        assert self.on(catalogue, record, limit=5) == (files, 5)
        assert self.on(catalogue, record, limit=0) == ([], 5)

    def test_one_file_on_a_record_is_asked_for(self, catalogue: Catalogue, business: Business, record: Record) -> None:
        one, other, elsewhere = (a_file(catalogue, business) for _ in range(3))
        attach(catalogue, one, record)
        attach(catalogue, other, record)
        attach(catalogue, elsewhere, a_record(catalogue, business))
        assert self.on(catalogue, record, only=one.number) == ([one], 1)
        assert self.on(catalogue, record, only=elsewhere.number) == ([], 0)

    def test_trashed_files_and_those_out_of_sight_are_neither_told_nor_counted(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        plain = a_file(catalogue, business)
        for file in (
            plain,
            a_file(catalogue, business, trashed_at=NOW),
            a_file(catalogue, business, visibility=Visibility.EMPLOYEE),
        ):
            attach(catalogue, file, record)
        sight = Sight(frozenset({Visibility.CUSTOMER}), (business.number, BERT))
        assert self.on(catalogue, record, sight=sight) == ([plain], 1)
        assert self.on(catalogue, record, sight=sight, limit=1) == ([plain], 1)

    def test_files_of_another_business_do_not_hang_on_the_same_number(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        other = a_business(catalogue)
        elsewhere = a_record(catalogue, other)
        assert elsewhere.number == record.number
        attach(catalogue, a_file(catalogue, other), elsewhere)
        assert self.on(catalogue, record) == ([], 0)

    def test_attaching_again_replaces_position_and_role(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        file = a_file(catalogue, business)
        attach(catalogue, file, record, position=3, role="a")
        attach(catalogue, file, record, position=5, role="b")
        with catalogue.read() as tables:
            assert tables.attachments.of_files(business.number, [file.number]) == {
                file.number: (Attachment(file.number, record.number, record.kind, 5, "b"),)
            }

    def test_the_attachments_of_a_file_are_told_in_the_order_they_were_made(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        records = [a_record(catalogue, business) for _ in range(3)]
        file, other, bare = (a_file(catalogue, business) for _ in range(3))
        for record in reversed(records):
            attach(catalogue, file, record)
        attach(catalogue, other, records[1])
        with catalogue.read() as tables:
            found = tables.attachments.of_files(business.number, [bare.number, other.number, file.number])
        assert {number: [one.target for one in made] for number, made in found.items()} == {
            file.number: [record.number for record in reversed(records)],
            other.number: [records[1].number],
        }

    def test_an_attachment_is_removed_once(self, catalogue: Catalogue, business: Business, record: Record) -> None:
        file = a_file(catalogue, business)
        attach(catalogue, file, record)
        for removed in (True, False):
            assert removed is catalogue.write(
                lambda tables: tables.attachments.remove(business.number, file.number, record.number)
            )
        assert self.on(catalogue, record) == ([], 0)

    def test_a_file_cannot_hang_on_what_is_not_there(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        with pytest.raises(Conflict):
            attach(catalogue, a_file(catalogue, business), replace(record, number=Number(77)))

    def test_a_forgotten_record_lets_go_of_its_files(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        file = a_file(catalogue, business)
        target = catalogue.write(lambda tables: tables.numbers.allocate(business.number, record.kind))
        attach(catalogue, file, replace(record, number=target.number))
        catalogue.write(lambda tables: tables.numbers.forget(business.number, target.number))
        with catalogue.read() as tables:
            assert tables.attachments.of_files(business.number, [file.number]) == {}
            assert tables.files.get(business.number, file.number) == file

    def test_a_record_has_the_category_and_attribute_of_its_untrashed_files(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        file = a_file(catalogue, business, category="Foto", document_attribute="energy")
        attach(catalogue, file, record)
        attach(catalogue, a_file(catalogue, business, category="Logo", trashed_at=NOW), record)
        other = a_record(catalogue, business)
        with catalogue.read() as tables:
            hanging = tables.attachments
            assert hanging.has_category(business.number, record.number, category="Foto")
            assert not hanging.has_category(business.number, record.number, category="Logo")
            assert not hanging.has_category(business.number, other.number, category="Foto")
            assert hanging.has_document_attribute(business.number, record.number, attribute="energy")
            assert not hanging.has_document_attribute(business.number, record.number, attribute="Foto")
            assert not hanging.has_category(business.number, record.number, category="Foto", but=file.number)
            assert not hanging.has_document_attribute(
                business.number, record.number, attribute="energy", but=file.number
            )

    def test_the_untrashed_files_of_a_category_are_told_by_position(
        self, catalogue: Catalogue, business: Business, record: Record
    ) -> None:
        last, first, other = (a_file(catalogue, business, category=word) for word in ("Logo", "Logo", "Foto"))
        for file, position in ((last, 9), (first, 1), (other, 0)):
            attach(catalogue, file, record, position=position)
        attach(catalogue, a_file(catalogue, business, category="Logo", trashed_at=NOW), record)
        with catalogue.read() as tables:
            found = tables.attachments.of_category(business.number, record.number, category="Logo")
        assert found == [first.number, last.number]


class BlobsInUseSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def keep(self, catalogue: Catalogue, business: Business, *segments: Segment) -> None:
        catalogue.write(lambda tables: tables.blobs_in_use.keep(business.number, iter(segments)))

    def release(self, catalogue: Catalogue, business: Business, *segments: Segment) -> None:
        catalogue.write(lambda tables: tables.blobs_in_use.release(business.number, iter(segments)))

    def stored_bytes(self, catalogue: Catalogue, business: Business) -> int:
        with catalogue.read() as tables:
            return tables.blobs_in_use.stored_bytes(business.number)

    def test_what_is_kept_counts_until_it_is_released(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        one, two = a_segment(5), a_segment(2**40)
        self.keep(catalogue, business, one, two)
        self.keep(catalogue, other, a_segment(3))
        assert self.stored_bytes(catalogue, business) == 2**40 + 5
        self.release(catalogue, business, two)
        assert self.stored_bytes(catalogue, business) == 5
        assert self.stored_bytes(catalogue, other) == 3

    def test_keeping_or_releasing_twice_counts_once(self, catalogue: Catalogue, business: Business) -> None:
        one, two = a_segment(5), a_segment(6)
        self.keep(catalogue, business, one, two, one)
        self.keep(catalogue, business, one)
        assert self.stored_bytes(catalogue, business) == 11
        self.release(catalogue, business, one, one)
        self.release(catalogue, business, one)
        assert self.stored_bytes(catalogue, business) == 6

    def test_a_business_cannot_release_what_another_keeps(self, catalogue: Catalogue, business: Business) -> None:
        other, segment = a_business(catalogue), a_segment(5)
        self.keep(catalogue, business, segment)
        self.release(catalogue, other, segment)
        assert self.stored_bytes(catalogue, business) == 5
        assert self.stored_bytes(catalogue, other) == 0

    def test_known_keys_are_told_from_unknown_ones(self, catalogue: Catalogue, business: Business) -> None:
        kept = [a_segment() for _ in range(600)]
        self.keep(catalogue, business, *kept)
        keys = [segment.key for segment in kept]
        with catalogue.read() as tables:
            assert tables.blobs_in_use.known([*keys, a_segment().key]) == frozenset(keys)
            assert tables.blobs_in_use.known([]) == frozenset()

    def test_blobs_in_use_are_told_page_by_page(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        mine, theirs = a_segment(1), a_segment(2)
        self.keep(catalogue, business, mine)
        self.keep(catalogue, other, theirs)
        expected = sorted([(business.number, mine), (other.number, theirs)], key=lambda entry: entry[1].key)
        found: list[tuple[int, Segment]] = []
        after: BlobKey | None = None
        with catalogue.read() as tables:
            while page := tables.blobs_in_use.page(after=after, limit=1):
                found += page
                after = page[-1][1].key
        assert found == expected
