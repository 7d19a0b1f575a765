"""What every catalogue promises of files and their versions."""

from dataclasses import replace
from datetime import datetime

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import File, FileKind, Version
from filebook.core.ids import Number, Uid, short_of
from filebook.core.ports.catalogue import Catalogue
from filebook.core.ports.library import ListingFilter, ListingMark
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    CUSTOMER_OF,
    NOW,
    a_business,
    a_file,
    a_folder,
    a_record,
    a_version,
    an_uploader,
    another_end,
    at,
    attach,
    everything,
    ref,
)

ALL = ListingFilter()


def list_files(
    catalogue: Catalogue,
    business: Business,
    where: ListingFilter = ALL,
    *,
    sight: Sight | None = None,
    after: ListingMark | None = None,
    limit: int = 99,
) -> list[File]:
    with catalogue.read() as tables:
        return tables.files.listing(
            business.number, sight or everything(business), where=where, after=after, limit=limit
        )


def set_version(catalogue: Catalogue, file: File, version: Version) -> None:
    """Make the version the file's current one."""
    catalogue.write(lambda tables: tables.files.set_version(file.business, file.number, version))


def as_listed(files: list[File]) -> list[File]:
    """The files in the order of a listing."""
    return sorted(files, key=lambda file: (file.created_at, file.uid))


class FileSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_file_is_found_whole_by_number_uid_and_short(self, catalogue: Catalogue, business: Business) -> None:
        reseller = a_business(catalogue)
        folder = a_folder(catalogue, business)
        file = a_file(catalogue, business, folder=ref(folder), uploader=an_uploader(reseller), trashed_at=at(5))
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) == file
            assert tables.files.by_uid(file.uid) == file
            assert tables.files.by_short(short_of(file.uid)) == file

    def test_what_is_no_file_of_the_business_is_not_found(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        folder, file = a_folder(catalogue, business), a_file(catalogue, business)
        with catalogue.read() as tables:
            assert tables.files.get(other.number, file.number) is None
            assert tables.files.by_uid(folder.uid) is None
            assert tables.files.by_uid(another_end(file.uid)) is None
            assert tables.files.by_short(short_of(folder.uid)) is None
            assert tables.files.by_content(short_of(file.uid)) is None

    def test_a_link_has_no_version(self, catalogue: Catalogue, business: Business) -> None:
        link = a_file(catalogue, business, kind=FileKind.LINK, version=None)
        with catalogue.read() as tables:
            assert tables.files.get(business.number, link.number) == link
            assert tables.files.versions(business.number, link.number) == []

    def test_a_file_is_changed_but_for_its_version(self, catalogue: Catalogue, business: Business) -> None:
        folder, file = a_folder(catalogue, business), a_file(catalogue, business)
        changed = replace(
            file,
            name="new.pdf",
            title="t",
            free_text="f",
            url="https://example.org/",
            category="c",
            document_attribute="d",
            published=False,
            visibility=Visibility.ALL,
            folder=ref(folder),
            modified_at=at(9),
            modified_by="bert",
            trashed_at=at(8),
            fields={},
        )
        catalogue.write(lambda tables: tables.files.update(replace(changed, version=a_version(2))))
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) == changed
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.files.update(replace(file, number=Number(77))))

    def test_the_newest_version_is_the_current_one_and_is_found_by_its_content(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file, newer = a_file(catalogue, business), a_version(2)
        assert file.version is not None
        catalogue.write(lambda tables: tables.files.set_version(business.number, file.number, newer))
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) == replace(file, version=newer)
            assert tables.files.versions(business.number, file.number) == [file.version, newer]
            assert tables.files.by_content(short_of(newer.uid)) == replace(file, version=newer)
            assert tables.files.by_content(short_of(file.version.uid)) is None

    def test_a_version_needs_its_file_and_a_uid_and_number_of_its_own(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file, other = a_file(catalogue, business), a_file(catalogue, business)
        assert file.version is not None
        assert other.version is not None
        taken_number, taken_uid = a_version(1), replace(other.version, number=2)
        for version in (taken_number, taken_uid):
            with pytest.raises(Conflict):
                set_version(catalogue, file, version)
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.files.set_version(business.number, Number(77), a_version()))
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) == file

    def test_a_deleted_file_takes_its_versions_and_attachments_with_it(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file, record = a_file(catalogue, business), a_record(catalogue, business)
        assert file.version is not None
        attach(catalogue, file, record)
        catalogue.write(lambda tables: tables.files.delete(business.number, file.number))
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) is None
            assert tables.files.versions(business.number, file.number) == []
            assert tables.files.by_content(short_of(file.version.uid)) is None
            assert tables.attachments.of_files(business.number, [file.number]) == {}
        catalogue.write(lambda tables: tables.numbers.forget(business.number, file.number))

    def test_files_are_listed_by_where_they_lie(self, catalogue: Catalogue, business: Business) -> None:
        folder = a_folder(catalogue, business)
        top, inside = a_file(catalogue, business), a_file(catalogue, business, folder=ref(folder))
        trashed = a_file(catalogue, business, trashed_at=NOW)
        trashed_inside = a_file(catalogue, business, folder=ref(folder), trashed_at=NOW)
        a_file(catalogue, a_business(catalogue))
        in_folder = ListingFilter(parent=folder.number)
        assert list_files(catalogue, business) == as_listed([top, inside])
        assert list_files(catalogue, business, ListingFilter(top_level=True)) == [top]
        assert list_files(catalogue, business, in_folder) == [inside]
        assert list_files(catalogue, business, replace(in_folder, trashed=True)) == [trashed_inside]
        assert list_files(catalogue, business, ListingFilter(top_level=True, trashed=True)) == [trashed]
        assert list_files(catalogue, business, ListingFilter(trashed=True)) == as_listed([trashed, trashed_inside])

    def test_files_are_listed_by_what_they_all_hang_on(self, catalogue: Catalogue, business: Business) -> None:
        one, two = a_record(catalogue, business), a_record(catalogue, business)
        both, only_one, trashed = (
            a_file(catalogue, business),
            a_file(catalogue, business),
            a_file(catalogue, business, trashed_at=NOW),
        )
        for file in (both, only_one, trashed):
            attach(catalogue, file, one)
        attach(catalogue, both, two)
        a_file(catalogue, business)
        assert list_files(catalogue, business, ListingFilter(targets=(one.number,))) == as_listed([both, only_one])
        on_both = ListingFilter(targets=(one.number, two.number, one.number))
        assert list_files(catalogue, business, on_both) == [both]
        assert list_files(catalogue, business, ListingFilter(targets=(Number(77),))) == []
        assert list_files(catalogue, business, ListingFilter(targets=(one.number,) * 99)) == as_listed([both, only_one])

    def test_files_with_a_document_attribute_are_asked_for(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        plan, other = (a_file(catalogue, business, document_attribute=word) for word in ("plan", "energy"))
        for file in (other, plan, a_file(catalogue, business)):
            attach(catalogue, file, record)
        for only, limit, expected in ((None, 9, [plan]), (plan.number, 1, [plan]), (other.number, 9, [])):
            with catalogue.read() as tables:
                found = tables.files.on_target(
                    business.number,
                    record.number,
                    sight=everything(business),
                    only=only,
                    document_attribute="plan",
                    limit=limit,
                    offset=0,
                )
            assert found == (expected, len(expected))

    def test_files_are_listed_a_page_at_a_time(self, catalogue: Catalogue, business: Business) -> None:
        folder = a_folder(catalogue, business)
        made = [a_file(catalogue, business, created_at=at(m), folder=ref(folder)) for m in (3, 1, 2, 1, 2)]
        for where in (ALL, ListingFilter(parent=folder.number)):
            first = list_files(catalogue, business, where, limit=3)
            mark = ListingMark(first[-1].created_at, first[-1].uid)
            assert [*first, *list_files(catalogue, business, where, after=mark, limit=3)] == as_listed(made)
        assert list_files(catalogue, business, after=ListingMark(at(3), Uid("g"))) == []

    def test_a_page_of_files_and_folders_is_found_by_the_entries_before_it(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        inside = ref(a_folder(catalogue, business, created_at=at(2)))
        a_folder(catalogue, business, created_at=at(4))
        for minute in (1, 3, 5):
            a_file(catalogue, business, created_at=at(minute), folder=inside)
        a_file(catalogue, business, created_at=at(0), visibility=Visibility.RESELLER)
        own = Sight(CUSTOMER_OF, (business.number, ANNA))

        def found(offset: int, *, folders: bool, where: ListingFilter = ALL) -> datetime | None:
            with catalogue.read() as tables:
                mark = tables.files.mark_before(business.number, own, where=where, offset=offset, folders=folders)
            return None if mark is None else mark.created_at

        assert [found(n, folders=True) for n in range(1, 7)] == [at(1), at(2), at(3), at(4), at(5), None]
        assert [found(n, folders=False) for n in range(1, 5)] == [at(1), at(3), at(5), None]
        below = ListingFilter(parent=inside.number)
        assert [found(n, folders=True, where=below) for n in range(1, 5)] == [at(1), at(3), at(5), None]

    def test_files_out_of_sight_are_not_listed(self, catalogue: Catalogue, business: Business) -> None:
        reseller = a_business(catalogue)
        for visibility in Visibility:
            a_file(catalogue, business, visibility=visibility)
        for uploader in (an_uploader(business, BERT), an_uploader(reseller, BERT)):
            a_file(catalogue, business, visibility=Visibility.EMPLOYEE, uploader=uploader)
            a_file(catalogue, business, visibility=Visibility.RESELLER, uploader=uploader)
        seen = list_files(catalogue, business, sight=Sight(CUSTOMER_OF, (business.number, BERT)))
        assert sorted((file.visibility, file.uploader.business, file.uploader.user) for file in seen) == [
            (Visibility.ALL, business.number, ANNA),
            (Visibility.CUSTOMER, business.number, ANNA),
            (Visibility.EMPLOYEE, business.number, BERT),
        ]

    def test_a_folder_and_what_lies_in_it_are_trashed_and_restored_together(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        top, outside = a_folder(catalogue, business), a_file(catalogue, business)
        inner = a_folder(catalogue, business, parent=ref(top))
        inside = a_file(catalogue, business, folder=ref(inner))
        trashed_before = a_file(catalogue, business, folder=ref(top), trashed_at=at(-5))
        things = [top.number, inner.number]
        catalogue.write(lambda tables: tables.files.trash_in(business.number, things, at=NOW, only_trashed_at=None))
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, top.number) == replace(top, trashed_at=NOW)
            assert tables.folders.get(business.number, inner.number) == replace(inner, trashed_at=NOW)
            assert tables.files.get(business.number, inside.number) == replace(inside, trashed_at=NOW)
            assert tables.files.get(business.number, trashed_before.number) == trashed_before
            assert tables.files.get(business.number, outside.number) == outside
        catalogue.write(lambda tables: tables.files.trash_in(business.number, things, at=None, only_trashed_at=NOW))
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, inner.number) == inner
            assert tables.files.get(business.number, inside.number) == inside
            assert tables.files.get(business.number, trashed_before.number) == trashed_before

    def test_a_folder_in_one_that_is_trashed_is_trashed_too(self, catalogue: Catalogue, business: Business) -> None:
        top = a_folder(catalogue, business)
        inner = a_folder(catalogue, business, parent=ref(top))
        catalogue.write(
            lambda tables: tables.files.trash_in(business.number, [top.number], at=NOW, only_trashed_at=None)
        )
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, inner.number) == replace(inner, trashed_at=NOW)

    def test_more_numbers_than_one_statement_takes_are_looked_up(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file, record = a_file(catalogue, business), a_record(catalogue, business)
        attach(catalogue, file, record)
        numbers = [Number(number) for number in range(1, 1500)]
        with catalogue.read() as tables:
            assert list(tables.attachments.of_files(business.number, numbers)) == [file.number]
            assert list(tables.records.many(business.number, numbers)) == [record.number]
