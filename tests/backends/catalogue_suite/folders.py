"""What every catalogue promises of the folder tree."""

from dataclasses import replace

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.errors import Conflict, NotFound
from filebook.core.files import Folder
from filebook.core.ids import Number, short_of
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
    an_uploader,
    another_end,
    at,
    everything,
    ref,
)

ALL = ListingFilter()


def list_folders(
    catalogue: Catalogue,
    business: Business,
    where: ListingFilter = ALL,
    *,
    sight: Sight | None = None,
    after: ListingMark | None = None,
    limit: int = 99,
) -> list[Folder]:
    with catalogue.read() as tables:
        return tables.folders.listing(
            business.number, sight or everything(business), where=where, after=after, limit=limit
        )


class FolderSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def tree(self, catalogue: Catalogue, business: Business) -> list[Folder]:
        """Three folders in one another, and one beside them."""
        top = a_folder(catalogue, business, "top")
        middle = a_folder(catalogue, business, "middle", parent=ref(top))
        bottom = a_folder(catalogue, business, "bottom", parent=ref(middle))
        return [top, middle, bottom, a_folder(catalogue, business, "beside")]

    def test_a_folder_is_found_by_number_uid_and_short(self, catalogue: Catalogue, business: Business) -> None:
        parent = a_folder(catalogue, business, "Parent")
        folder = a_folder(catalogue, business, "Plans", parent=ref(parent), trashed_at=at(5))
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, folder.number) == folder
            assert tables.folders.by_uid(folder.uid) == folder
            assert tables.folders.by_short(short_of(folder.uid)) == folder

    def test_what_is_no_folder_of_the_business_is_not_found(self, catalogue: Catalogue, business: Business) -> None:
        other = a_business(catalogue)
        folder, file = a_folder(catalogue, business), a_file(catalogue, business)
        with catalogue.read() as tables:
            assert tables.folders.get(other.number, folder.number) is None
            assert tables.folders.by_uid(file.uid) is None
            assert tables.folders.by_uid(another_end(folder.uid)) is None
            assert tables.folders.by_short(short_of(file.uid)) is None

    def test_a_folder_is_changed(self, catalogue: Catalogue, business: Business) -> None:
        parent, folder = a_folder(catalogue, business), a_folder(catalogue, business)
        changed = replace(
            folder,
            name="Other",
            parent=ref(parent),
            visibility=Visibility.RESELLER,
            modified_at=at(9),
            modified_by="bert",
            trashed_at=at(8),
            fields={},
        )
        catalogue.write(lambda tables: tables.folders.update(changed))
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, folder.number) == changed
        with pytest.raises(NotFound):
            catalogue.write(lambda tables: tables.folders.update(replace(folder, number=Number(77))))

    def test_a_folder_is_below_itself_and_what_it_lies_in(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, middle, bottom, beside = (folder.number for folder in tree)
        with catalogue.read() as tables:
            for ancestor in (top, middle, bottom):
                assert tables.folders.is_below(business.number, bottom, ancestor=ancestor)
            assert not tables.folders.is_below(business.number, top, ancestor=bottom)
            assert not tables.folders.is_below(business.number, bottom, ancestor=beside)
            assert not tables.folders.is_below(business.number, Number(77), ancestor=Number(77))

    def test_everything_below_a_folder_is_told(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, middle, bottom, _ = (folder.number for folder in tree)
        other = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.folders.below(business.number, top) == [top, middle, bottom]
            assert tables.folders.below(business.number, bottom) == [bottom]
            assert tables.folders.below(business.number, Number(77)) == []
            assert tables.folders.below(other.number, top) == []

    def test_the_files_in_some_folders_are_told_those_in_the_trash_too(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, middle, _, beside = tree
        inside = [a_file(catalogue, business, folder=ref(folder)).number for folder in (top, middle, middle)]
        inside.append(a_file(catalogue, business, folder=ref(middle), trashed_at=NOW).number)
        a_file(catalogue, business, folder=ref(beside))
        a_file(catalogue, business)
        folders = [top.number, middle.number]
        with catalogue.read() as tables:
            assert sorted(tables.files.inside(business.number, folders, limit=9)) == inside
            assert len(tables.files.inside(business.number, folders, limit=3)) == 3
            assert tables.files.inside(business.number, [], limit=9) == []

    def test_what_lies_directly_in_some_folders_is_told_by_name_as_far_as_it_is_seen(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        one, other, third = (a_folder(catalogue, business, name) for name in "xyz")
        inside = [a_folder(catalogue, business, name, parent=ref(place)) for name, place in (("B", one), ("a", other))]
        a_folder(catalogue, business, "c", parent=ref(inside[0]))
        trashed = a_folder(catalogue, business, "d", parent=ref(one), trashed_at=NOW)
        files = [a_file(catalogue, business, name, folder=ref(place)) for name, place in (("Z", other), ("y", one))]
        gone = a_file(catalogue, business, "w", folder=ref(one), trashed_at=NOW)
        a_file(catalogue, business, "v", folder=ref(one), visibility=Visibility.RESELLER)
        a_file(catalogue, business, "u", folder=ref(third))
        places, seen = [one.number, other.number], Sight(frozenset({Visibility.CUSTOMER}), (business.number, ANNA))
        with catalogue.read() as tables:
            folders_within, files_within = tables.folders.within, tables.files.within
            assert folders_within(business.number, places, sight=seen, limit=9) == inside[::-1]
            assert files_within(business.number, places, sight=seen, limit=9) == files[::-1]
            assert folders_within(business.number, places, sight=seen, limit=1) == [inside[1]]
            assert files_within(business.number, places, sight=seen, limit=1) == [files[1]]
            assert folders_within(business.number, places, sight=seen, limit=9, trashed_too=True) == [
                *inside[::-1],
                trashed,
            ]
            assert files_within(business.number, places, sight=seen, limit=9, trashed_too=True) == [
                gone,
                *files[::-1],
            ]
            narrow = Sight(seen.visibilities, seen.uploader, inside[0].number)
            assert folders_within(business.number, [one.number], sight=narrow, limit=9) == [inside[0]]
            assert files_within(business.number, [one.number], sight=narrow, limit=9) == []

    def test_folders_that_lie_in_one_another_in_a_ring_do_not_hang_anything(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, middle, bottom, beside = tree
        catalogue.write(lambda tables: tables.folders.update(replace(top, parent=ref(bottom))))
        with catalogue.read() as tables:
            assert not tables.folders.is_below(business.number, top.number, ancestor=beside.number)
            assert sorted(tables.folders.below(business.number, top.number)) == [
                top.number,
                middle.number,
                bottom.number,
            ]

    def test_a_folder_is_empty_while_neither_file_nor_folder_lies_in_it(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, _, bottom, beside = tree
        a_file(catalogue, business, folder=ref(beside), trashed_at=NOW)
        with catalogue.read() as tables:
            assert not tables.folders.is_empty(business.number, top.number)
            assert tables.folders.is_empty(business.number, bottom.number)
            assert not tables.folders.is_empty(business.number, beside.number)

    def test_an_empty_folder_is_deleted_and_a_full_one_is_not(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, _, bottom, _ = (folder.number for folder in tree)
        catalogue.write(lambda tables: tables.folders.delete(business.number, bottom))
        with pytest.raises(Conflict):
            catalogue.write(lambda tables: tables.folders.delete(business.number, top))
        with catalogue.read() as tables:
            assert tables.folders.get(business.number, bottom) is None
            assert tables.folders.get(business.number, top) is not None

    def test_folders_are_listed_by_where_they_lie(
        self, catalogue: Catalogue, business: Business, tree: list[Folder]
    ) -> None:
        top, middle, _, beside = tree
        a_folder(catalogue, a_business(catalogue))
        trashed = a_folder(catalogue, business, trashed_at=NOW)
        names = {
            "all": list_folders(catalogue, business),
            "top": list_folders(catalogue, business, ListingFilter(top_level=True)),
            "inside": list_folders(catalogue, business, ListingFilter(parent=top.number)),
            "trash": list_folders(catalogue, business, ListingFilter(trashed=True)),
            "hanging": list_folders(catalogue, business, ListingFilter(targets=(Number(1),))),
        }
        assert {name: {folder.number for folder in found} for name, found in names.items()} == {
            "all": {folder.number for folder in tree},
            "top": {top.number, beside.number},
            "inside": {middle.number},
            "trash": {trashed.number},
            "hanging": set(),
        }

    def test_folders_are_listed_a_page_at_a_time(self, catalogue: Catalogue, business: Business) -> None:
        made = [a_folder(catalogue, business, created_at=at(minutes)) for minutes in (3, 1, 2, 1)]
        first = list_folders(catalogue, business, limit=3)
        rest = list_folders(catalogue, business, after=ListingMark(first[-1].created_at, first[-1].uid), limit=3)
        assert [*first, *rest] == sorted(made, key=lambda folder: (folder.created_at, folder.uid))

    def test_folders_out_of_sight_are_not_listed(self, catalogue: Catalogue, business: Business) -> None:
        for visibility in Visibility:
            a_folder(catalogue, business, visibility=visibility)
        a_folder(catalogue, business, visibility=Visibility.EMPLOYEE, uploader=an_uploader(business, BERT))
        seen = list_folders(catalogue, business, sight=Sight(CUSTOMER_OF, (business.number, BERT)))
        assert sorted((folder.visibility, folder.uploader.user) for folder in seen) == [
            (Visibility.ALL, ANNA),
            (Visibility.CUSTOMER, ANNA),
            (Visibility.EMPLOYEE, BERT),
        ]
