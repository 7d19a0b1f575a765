"""What every catalogue promises of folders and files in the order of their names."""

from dataclasses import replace

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.files import File, Folder
from filebook.core.ports.catalogue import Catalogue
from filebook.core.ports.library import NameFilter
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    CUSTOMER_OF,
    NOW,
    a_business,
    a_file,
    a_folder,
    an_uploader,
    everything,
    ref,
)

TOP, EVERYWHERE = NameFilter(), NameFilter(everywhere=True)


def named(
    catalogue: Catalogue,
    business: Business,
    where: NameFilter = TOP,
    *,
    sight: Sight | None = None,
    offset: int = 0,
    limit: int = 512,
) -> tuple[list[Folder], list[File], int, int]:
    """The folders, the files, and how many there are of both in all."""
    seen = sight or everything(business)
    with catalogue.read() as tables:
        folders = tables.folders.by_name(business.number, seen, where=where, offset=offset, limit=limit)
        files = tables.files.by_name(business.number, seen, where=where, offset=offset, limit=limit)
        counts = [table.count(business.number, seen, where=where) for table in (tables.folders, tables.files)]
    return folders, files, counts[0], counts[1]


class ByNameSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_they_are_in_the_order_of_their_names_without_case_then_of_their_numbers(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        names = ["b", "A", "Ärger", "a", "äpfel", "STRASSE", "straße", "_", "1"]
        folders = [a_folder(catalogue, business, name) for name in names]
        files = [a_file(catalogue, business, name) for name in names]
        a_file(catalogue, a_business(catalogue), "a")
        expected = ["1", "_", "A", "a", "b", "STRASSE", "straße", "äpfel", "Ärger"]
        found = named(catalogue, business)
        assert ([folder.name for folder in found[0]], [file.name for file in found[1]]) == (expected, expected)
        assert found[2:] == (len(names), len(names))
        assert all(folder in folders for folder in found[0])
        assert all(file in files for file in found[1])

    def test_they_lie_in_a_folder_or_in_none_or_anywhere_but_never_in_the_trash(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        plans = a_folder(catalogue, business, "plans")
        inner = a_folder(catalogue, business, "inner", parent=ref(plans))
        top, inside = a_file(catalogue, business, "top"), a_file(catalogue, business, "inside", folder=ref(plans))
        a_folder(catalogue, business, "gone", trashed_at=NOW)
        for place in (None, ref(plans)):
            a_file(catalogue, business, "gone", trashed_at=NOW, folder=place)
        below = NameFilter(parent=plans.number)
        assert named(catalogue, business) == ([plans], [top], 1, 1)
        assert named(catalogue, business, below) == ([inner], [inside], 1, 1)
        assert named(catalogue, business, replace(below, everywhere=True)) == ([inner, plans], [inside, top], 2, 2)
        assert named(catalogue, business, NameFilter(parent=inner.number)) == ([], [], 0, 0)

    def test_a_text_in_their_names_is_looked_for_without_case_and_taken_as_it_stands(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        for name in ("Straße 1.pdf", "50%_off!.txt", "ÆRØ"):
            a_folder(catalogue, business, name)
            a_file(catalogue, business, name)
        found = {
            text: [file.name for file in named(catalogue, business, NameFilter(containing=text))[1]]
            for text in ("STRASSE", "ærø", "%", "_", "!", "0%_O", ".", "x", "%%")
        }
        assert found == {
            "STRASSE": ["Straße 1.pdf"],
            "ærø": ["ÆRØ"],
            "%": ["50%_off!.txt"],
            "_": ["50%_off!.txt"],
            "!": ["50%_off!.txt"],
            "0%_O": ["50%_off!.txt"],
            ".": ["50%_off!.txt", "Straße 1.pdf"],
            "x": ["50%_off!.txt"],
            "%%": [],
        }
        assert named(catalogue, business, NameFilter(containing="ÆRø", everywhere=True))[2:] == (1, 1)

    def test_a_new_name_has_its_own_place(self, catalogue: Catalogue, business: Business) -> None:
        folder, file = a_folder(catalogue, business, "a"), a_file(catalogue, business, "a")
        a_folder(catalogue, business, "b")
        a_file(catalogue, business, "b")
        catalogue.write(lambda tables: tables.folders.update(replace(folder, name="Å")))
        catalogue.write(lambda tables: tables.files.update(replace(file, name="Å")))
        folders, files, _, _ = named(catalogue, business, EVERYWHERE)
        assert ([one.name for one in folders], [one.name for one in files]) == (["b", "Å"], ["b", "Å"])
        assert named(catalogue, business, NameFilter(containing="å"))[2:] == (1, 1)

    def test_pages_one_after_another_make_the_whole(self, catalogue: Catalogue, business: Business) -> None:
        for number in range(7):
            a_folder(catalogue, business, f"{number % 3}")
            a_file(catalogue, business, f"{number % 3}")
        folders, files, folder_count, file_count = named(catalogue, business)
        for where in (TOP, EVERYWHERE):
            parts = [named(catalogue, business, where, offset=offset, limit=3) for offset in (0, 3, 6, 9)]
            assert [folder for part in parts for folder in part[0]] == folders
            assert [file for part in parts for file in part[1]] == files
            assert {part[2:] for part in parts} == {(folder_count, file_count)} == {(7, 7)}

    def test_what_is_out_of_sight_is_not_there_and_not_counted(self, catalogue: Catalogue, business: Business) -> None:
        for visibility in Visibility:
            a_folder(catalogue, business, visibility.value, visibility=visibility)
            a_file(catalogue, business, visibility.value, visibility=visibility)
        own = a_file(catalogue, business, "own", visibility=Visibility.EMPLOYEE, uploader=an_uploader(business, BERT))
        folders, files, folder_count, file_count = named(
            catalogue, business, sight=Sight(CUSTOMER_OF, (business.number, BERT))
        )
        assert [folder.name for folder in folders] == ["all", "customer"]
        assert [file.name for file in files] == ["all", "customer", own.name]
        assert (folder_count, file_count) == (2, 3)
        assert named(catalogue, business, sight=Sight(CUSTOMER_OF, (business.number, ANNA)))[2:] == (3, 3)

    def test_a_folder_with_nothing_but_trash_looks_empty(self, catalogue: Catalogue, business: Business) -> None:
        outer = a_folder(catalogue, business)
        a_file(catalogue, business, folder=ref(outer), trashed_at=NOW)
        a_folder(catalogue, business, parent=ref(outer), trashed_at=NOW)

        def looks_empty() -> bool:
            with catalogue.read() as tables:
                assert not tables.folders.is_empty(business.number, outer.number)
                return tables.folders.looks_empty(business.number, outer.number)

        assert looks_empty()
        inner = a_folder(catalogue, business, parent=ref(outer))
        assert not looks_empty()
        catalogue.write(lambda tables: tables.folders.update(replace(inner, trashed_at=NOW)))
        a_file(catalogue, business, folder=ref(outer))
        assert not looks_empty()
