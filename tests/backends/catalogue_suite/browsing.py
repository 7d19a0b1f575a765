"""What every catalogue promises of listings by any filter and order, of tags, and of what the trash shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from filebook.backends.sql.columns import folded
from filebook.core.access import Sight, Visibility
from filebook.core.businesses import Business
from filebook.core.files import Content, File, FileKind, Folder
from filebook.core.ids import BusinessNumber, Kind, Number, new_uid
from filebook.core.ports.browsing import Hung, Order, Place, Placed, Sought
from filebook.core.ports.catalogue import Catalogue
from tests.backends.catalogue_suite.files import set_version
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    CUSTOMER_OF,
    a_business,
    a_change,
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

KEYS: dict[Order, Callable[[Any], Any]] = {
    Order.NAME: lambda one: (folded(one.name), one.number),
    Order.CREATED: lambda one: (one.created_at, one.uid),
    Order.MODIFIED: lambda one: (one.modified_at, one.number),
    Order.SIZE: lambda one: (one.size_bytes, one.number),
    Order.TRASHED: lambda one: (one.trashed_at, one.number),
}


def update(catalogue: Catalogue, file: File, **changes: Any) -> File:
    """The file, changed."""
    changed = replace(file, **changes)
    catalogue.write(lambda tables: tables.files.update(changed))
    return changed


def listed(
    catalogue: Catalogue,
    business: Business,
    sought: Sought,
    order: Order = Order.NAME,
    *,
    descending: bool = False,
    sight: Sight | None = None,
    page: int = 99,
    what: str = "files",
) -> list[Any]:
    """All pages of a listing, one after another."""
    found: list[Any] = []
    after: Place | None = None
    while True:
        with catalogue.read() as tables:
            placed: list[Placed[Any]] = getattr(tables.browsing, what)(
                business.number,
                sight or everything(business),
                sought=sought,
                order=order,
                descending=descending,
                after=after,
                limit=page,
            )
        found += [one.thing for one in placed]
        if len(placed) < page:
            return found
        after = placed[-1].place


class BrowsingSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    @pytest.fixture
    def files(self, catalogue: Catalogue, business: Business) -> list[File]:
        """Two dozen files, alike in many ways."""
        folder = a_folder(catalogue, business)
        inner = a_folder(catalogue, business, "inner", parent=ref(folder))
        a_file(catalogue, a_business(catalogue))
        found = []
        for index in range(24):
            content = Content((), index % 5, f"{index % 4}" * 64, "image/png" if index % 2 else "text/plain")
            version = replace(a_version(), content=content)
            file = a_file(
                catalogue,
                business,
                f"{'bBÄa'[index % 4]}{index % 3}_%.txt",
                version=None if index == 7 else version,
                kind=FileKind.LINK if index == 7 else FileKind.UPLOAD,
                created_at=at(index // 3),
                folder=(None, ref(folder), ref(inner))[index % 3],
                uploader=an_uploader(business, ANNA if index % 3 else BERT),
                visibility=Visibility.EMPLOYEE if index % 6 == 0 else Visibility.CUSTOMER,
                trashed_at=at(60 + index % 2) if index >= 20 else None,
            )
            tags = ("Red",) if index % 2 else ("red", "Blau")
            found.append(update(catalogue, file, modified_at=at(30 - index // 4), tags=tags))
        return found

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order", list(Order))
    def test_pages_of_any_length_are_the_whole_in_every_order(
        self, catalogue: Catalogue, business: Business, files: list[File], order: Order, *, descending: bool
    ) -> None:
        in_trash = order is Order.TRASHED
        expected = [file for file in files if bool(file.trashed_at) is in_trash]
        expected.sort(key=KEYS[order], reverse=descending)
        for page in (1, 7, 99):
            found = listed(catalogue, business, Sought(trashed=in_trash), order, descending=descending, page=page)
            assert found == expected

    def test_every_filter_finds_what_fits_and_counts_it(
        self, catalogue: Catalogue, business: Business, files: list[File]
    ) -> None:
        untrashed = [file for file in files if not file.trashed_at]
        inside = [one for one in untrashed if one.folder is not None]
        folder, inner = sorted({one.folder.number for one in inside if one.folder is not None})
        target = a_record(catalogue, business)
        for file in (files[1], files[4], files[21]):
            attach(catalogue, file, target)
        size = 3
        fitting: list[tuple[Sought, Callable[[File], bool]]] = [
            (Sought(parent=folder), lambda file: file.folder is not None and file.folder.number == folder),
            (Sought(top_level=True), lambda file: file.folder is None),
            (Sought(below=folder), lambda file: file.folder is not None),
            (Sought(below=inner), lambda file: file.folder is not None and file.folder.number == inner),
            (Sought(below=folder, parent=inner), lambda file: file.folder is not None and file.folder.number == inner),
            (Sought(containing="b1_%"), lambda file: "b1_%" in file.name.lower()),
            (Sought(tags=("RED", "blau")), lambda file: "Blau" in file.tags),
            (Sought(tags=("green",)), lambda file: False),
            (Sought(uploader=BERT), lambda file: file.uploader.user == BERT),
            (Sought(visibility=Visibility.EMPLOYEE), lambda file: file.visibility is Visibility.EMPLOYEE),
            (Sought(created_since=at(2), created_until=at(3)), lambda file: at(2) <= file.created_at < at(3)),
            (Sought(modified_since=at(28), modified_until=at(29)), lambda file: at(28) <= file.modified_at < at(29)),
            (Sought(size_least=size), lambda file: file.size_bytes >= size),
            (Sought(size_most=size), lambda file: file.size_bytes <= size),
            (Sought(media_type="image"), lambda file: file.media_type.startswith("image/")),
            (Sought(media_type="Text/plain"), lambda file: file.media_type == "text/plain"),
            (Sought(media_type="text/%"), lambda file: False),
            (Sought(sha256="2" * 64), lambda file: _first(file) == "2"),
            (Sought(sha256="2" * 64, but=files[2].number), lambda file: _first(file) == "2" and file != files[2]),
            (Sought(target=target.number), lambda file: file in (files[1], files[4])),
            (Sought(target=target.number, sha256="0" * 64, tags=("blau",)), lambda file: file == files[4]),
            (Sought(target=target.number, below=folder), lambda file: file in (files[1], files[4])),
            (
                Sought(sha256="1" * 64, tags=("red",), below=inner),
                lambda file: _first(file) == "1" and _in(file, inner),
            ),
        ]
        for sought, fits in fitting:
            expected = sorted((file for file in untrashed if fits(file)), key=KEYS[Order.SIZE])
            assert listed(catalogue, business, sought, Order.SIZE, page=3) == expected, sought
            with catalogue.read() as tables:
                counted = tables.browsing.file_count(business.number, everything(business), sought=sought)
            assert counted == len(expected), sought

    def test_what_is_out_of_sight_is_neither_listed_nor_counted(
        self, catalogue: Catalogue, business: Business, files: list[File]
    ) -> None:
        bert = Sight(CUSTOMER_OF, (business.number, BERT))
        anna = Sight(CUSTOMER_OF, (business.number, ANNA))
        hidden = [file for file in files if file.visibility is Visibility.EMPLOYEE and not file.trashed_at]
        assert all(file.uploader.user == BERT for file in hidden)
        inner = max(file.folder.number for file in files if file.folder is not None)
        within = replace(bert, within=inner)
        for sight, expected in (
            (bert, [file for file in files if not file.trashed_at]),
            (anna, [file for file in files if not file.trashed_at and file not in hidden]),
            (within, [file for file in files if not file.trashed_at and _in(file, inner)]),
        ):
            for sought in (Sought(), Sought(tags=("red",))):
                found = listed(catalogue, business, sought, sight=sight, page=4)
                assert found == sorted(expected, key=KEYS[Order.NAME])
                with catalogue.read() as tables:
                    assert tables.browsing.file_count(business.number, sight, sought=sought) == len(expected)
        with catalogue.read() as tables:
            folders = tables.browsing.folders(
                business.number,
                within,
                sought=Sought(),
                order=Order.NAME,
                descending=False,
                after=None,
                limit=9,
            )
        assert [one.thing.name for one in folders] == ["inner"]

    def test_folders_are_listed_alike_and_by_size_in_the_order_of_their_names(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        made = [a_folder(catalogue, business, name, created_at=at(-index)) for index, name in enumerate("cAb")]
        inside = a_folder(catalogue, business, "d", parent=ref(made[0]))
        tagged = replace(made[1], tags=("Red",))
        catalogue.write(lambda tables: tables.folders.update(tagged))

        def names(sought: Sought, order: Order = Order.NAME) -> list[str]:
            found = listed(catalogue, business, sought, order, page=2, what="folders")
            assert all(isinstance(one, Folder) for one in found)
            with catalogue.read() as tables:
                counted = tables.browsing.folder_count(business.number, everything(business), sought=sought)
            assert counted == len(found)
            return [one.name for one in found]

        assert names(Sought()) == ["A", "b", "c", "d"]
        assert names(Sought(), Order.SIZE) == ["A", "b", "c", "d"]
        at_once = sorted((made[0], inside), key=lambda one: one.uid)
        assert names(Sought(), Order.CREATED) == ["b", "A", *(one.name for one in at_once)]
        assert names(Sought(top_level=True)) == ["A", "b", "c"]
        assert names(Sought(parent=made[0].number)) == names(Sought(below=made[0].number)) == ["d"]
        assert names(Sought(tags=("red",))) == ["A"]
        assert listed(catalogue, business, Sought(tags=("red",)), what="folders") == [tagged]

    def test_the_trash_shows_the_folder_and_not_what_went_there_in_it(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        top = a_folder(catalogue, business, "top")
        inner = a_folder(catalogue, business, "inner", parent=ref(top))
        before = a_file(catalogue, business, "before", folder=ref(top))
        a_file(catalogue, business, "along", folder=ref(inner))
        update(catalogue, before, trashed_at=at(1))
        numbers = [top.number, inner.number]
        catalogue.write(lambda tables: tables.files.trash_in(business.number, numbers, at=at(2), only_trashed_at=None))

        def tops() -> list[str]:
            sought = Sought(trash_tops=True)
            return [
                one.name
                for what in ("folders", "files")
                for one in listed(catalogue, business, sought, Order.TRASHED, what=what)
            ]

        assert tops() == ["top", "before"]
        along = listed(catalogue, business, Sought(trashed=True))[0]
        update(catalogue, along, trashed_at=None, folder=None)
        update(catalogue, along, trashed_at=at(3), folder=None)
        assert tops() == ["top", "before", "along"]
        catalogue.write(lambda tables: tables.files.trash_in(business.number, numbers, at=None, only_trashed_at=at(2)))
        assert tops() == ["before", "along"]

    def test_tags_go_with_their_things_and_are_counted_by_their_folded_form(
        self, catalogue: Catalogue, business: Business, files: list[File]
    ) -> None:
        def tags(*, prefix: str = "", after: str = "", limit: int = 9) -> list[tuple[str, int, int]]:
            with catalogue.read() as tables:
                found = tables.browsing.tags(
                    business.number, everything(business), prefix=prefix, after=after, limit=limit
                )
            return [(one.folded, one.file_count, one.folder_count) for one in found]

        assert tags() == [("blau", 10, 0), ("red", 20, 0)]
        assert tags(prefix="RE") == tags(after="blau") == [("red", 20, 0)]
        assert tags(limit=1) == [("blau", 10, 0)]
        update(catalogue, files[0], tags=("Straße",))
        assert tags(prefix="strasse") == [("strasse", 1, 0)]

        def gone(number: Number) -> Callable[[Any], None]:
            def unit(tables: Any) -> None:
                tables.files.delete(business.number, number)
                tables.numbers.forget(business.number, number)

            return unit

        catalogue.write(gone(files[0].number))
        assert tags() == [("blau", 9, 0), ("red", 19, 0)]

    def test_a_file_keeps_its_old_versions_and_is_as_large_as_its_newest(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = a_file(catalogue, business)
        versions = [replace(a_version(number), content=_sized(number)) for number in (2, 3, 4)]
        for version in versions:
            set_version(catalogue, file, version)
        with catalogue.read() as tables:
            newest = tables.files.version_page(business.number, file.number, before=None, limit=2)
            older = tables.files.version_page(business.number, file.number, before=3, limit=9)
        assert newest == [versions[2], versions[1]]
        assert older == [versions[0], file.version]
        assert listed(catalogue, business, Sought(size_least=4, size_most=4)) == [replace(file, version=versions[2])]
        catalogue.write(lambda tables: tables.files.remove_version(business.number, file.number, version=2))
        with catalogue.read() as tables:
            assert tables.files.versions(business.number, file.number) == [file.version, *versions[1:]]

    def test_a_file_is_found_with_its_revision_by_either_name(self, catalogue: Catalogue, business: Business) -> None:
        file, folder = a_file(catalogue, business), a_folder(catalogue, business)
        sequence = catalogue.write(lambda tables: tables.changes.append(a_change(business, file.number)))
        with catalogue.read() as tables:
            for name in (file.number, file.uid):
                assert tables.browsing.file(business.number, name) == (file, sequence)
                assert tables.browsing.file(BusinessNumber(business.number + 1), name) is None
            for name in (folder.number, folder.uid, another_end(file.uid)):
                assert tables.browsing.file(business.number, name) is None

    def test_a_folder_is_found_with_all_that_it_lies_in(self, catalogue: Catalogue, business: Business) -> None:
        top = a_folder(catalogue, business, "top")
        middle = a_folder(catalogue, business, "middle", parent=ref(top))
        inner = a_folder(catalogue, business, "inner", parent=ref(middle))
        a_folder(catalogue, business, "beside", parent=ref(top))
        with catalogue.read() as tables:
            assert tables.browsing.path(business.number, inner.number) == [top, middle, inner]
            assert tables.browsing.path(business.number, Number(77)) == []

    def test_the_first_attachments_of_each_file_are_found_at_once(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        files = [a_file(catalogue, business) for _ in range(3)]
        targets = [a_record(catalogue, business, kind=Kind.TASK) for _ in range(3)]
        for file in files[:2]:
            for target in targets:
                attach(catalogue, file, target)
        with catalogue.read() as tables:
            found = tables.browsing.first_attachments(business.number, [file.number for file in files], each=2)
            alone = tables.browsing.first_attachments(business.number, [files[0].number], each=2)
            none = tables.browsing.first_attachments(business.number, [files[2].number], each=2)
        assert (alone, none) == ({files[0].number: found[files[0].number]}, {})
        first_two = [Hung(ref(target), target.kind, target.label, "", 0) for target in targets[:2]]
        assert found == {files[0].number: first_two, files[1].number: [one._replace(position=1) for one in first_two]}


def _first(file: File) -> str:
    return file.version.content.sha256[0] if file.version else ""


def _in(file: File, folder: Number) -> bool:
    return file.folder is not None and file.folder.number == folder


def _sized(size_bytes: int) -> Content:
    return Content((), size_bytes, new_uid().replace("-", "") * 2, "text/plain")
