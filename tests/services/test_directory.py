"""The directory: folders first, then files, each by name, in one business within reach."""

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.errors import AccessDenied, Conflict, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Ref, short_of
from filebook.core.ports.library import NameFilter
from filebook.services.directory import Directory
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from filebook.services.library import Page
from tests.services.conftest import Shop


@pytest.fixture
def directory(shop: Shop) -> Directory:
    return Directory(shop.catalogue)


def names(found: tuple[list[File | Folder], int]) -> list[str]:
    return [thing.name for thing in found[0]]


def test_a_page_may_hold_the_last_folders_and_the_first_files(shop: Shop, directory: Directory) -> None:
    owner = shop.actor()
    for name in ("b", "a", "C"):
        shop.folders.create(owner, NewFolder(f"folder {name}"))
        shop.file(b"", name=f"{name}.txt")
    whole = ["folder a", "folder b", "folder C", "a.txt", "b.txt", "C.txt"]
    for limit in (1, 2, 4, 6, 9):
        for offset in range(8):
            found = directory.page(owner, owner.business, where=NameFilter(), page=Page(limit, offset))
            assert (names(found), found[1]) == (whole[offset : offset + limit], 6)


def test_a_change_is_counted_in_at_once(shop: Shop, directory: Directory) -> None:
    owner, editor = shop.actor(), shop.actor(Role.EDITOR)
    expected = []
    for number in range(3):
        shop.file(b"", name=f"{number}.txt")
        expected.append(f"{number}.txt")
        hidden = shop.file(b"", actor=editor, name="hidden.txt", visibility=Visibility.EMPLOYEE)
        for actor, names_seen in ((owner, expected), (editor, [*expected, "hidden.txt"])):
            found = directory.page(actor, owner.business, where=NameFilter(), page=Page(9))
            assert (names(found), found[1]) == (names_seen, len(names_seen))
        shop.filing.trash(editor, hidden)
        assert directory.page(editor, owner.business, where=NameFilter(), page=Page(1))[1] == len(expected)


def test_another_business_within_reach_is_listed_and_one_beyond_is_absent(shop: Shop, directory: Directory) -> None:
    shop.file(name="child.txt")
    shop.file(name="hidden.txt", visibility=Visibility.EMPLOYEE)
    reseller = shop.actor(Role.RESELLER, shop.parent)
    found = directory.page(reseller, shop.business.number, where=NameFilter(), page=Page(9))
    assert (names(found), found[1]) == (["child.txt"], 1)
    assert directory.business(reseller, short_of(shop.business.uid)) == shop.business
    assert directory.business(reseller) == shop.parent
    for actor, business in ((shop.actor(), shop.parent), (reseller, shop.elsewhere)):
        with pytest.raises(NotFound):
            directory.page(actor, business.number, where=NameFilter(), page=Page(9))
        with pytest.raises(NotFound):
            directory.business(actor, short_of(business.uid))
    with pytest.raises(NotFound):
        directory.business(reseller, "0" * 24)
    with pytest.raises(AccessDenied):
        directory.page(shop.actor(Role.PERSONAL), shop.business.number, where=NameFilter(), page=Page(9))


def test_a_reseller_files_into_a_child_and_its_space_is_used(shop: Shop, directory: Directory) -> None:
    reseller, child = shop.actor(Role.RESELLER, shop.parent), shop.business
    folder = shop.folders.create(reseller, NewFolder("From above"), into=child.number)
    new = NewFile("price list.txt", visibility=Visibility.RESELLER, folder=Ref(folder.number, folder.uid))
    file = shop.filing.add(reseller, shop.received(b"12345"), new=new, into=child.number)
    assert (file.business, file.business_uid, folder.business) == (child.number, child.uid, child.number)
    assert (file.uploader.business, file.uploader.user) == (shop.parent.number, reseller.user)
    with shop.catalogue.read() as tables:
        stored = [tables.blobs_in_use.stored_bytes(one.number) for one in (child, shop.parent)]
        last = tables.changes.since(child.number, 0, limit=99)[-1]
    assert stored == [5, 0]
    assert (last.number, last.actor) == (file.number, reseller.user)
    assert shop.library.file_by_uid(reseller, file.uid) == file
    with pytest.raises(AccessDenied):
        shop.library.file_by_uid(shop.actor(), file.uid)


def test_nothing_is_filed_into_a_business_out_of_reach_or_too_full(shop: Shop) -> None:
    reseller = shop.actor(Role.RESELLER, shop.parent)
    for actor, business in ((shop.actor(), shop.parent), (reseller, shop.elsewhere)):
        before = shop.stored()
        with pytest.raises(NotFound):
            shop.filing.add(actor, shop.received(b"1"), new=NewFile("a"), into=business.number)
        with pytest.raises(NotFound):
            shop.folders.create(actor, NewFolder("a"), into=business.number)
        assert shop.stored() == before
    own = shop.folders.create(reseller, NewFolder("of the parent"))
    elsewhere = NewFile("a", folder=Ref(own.number, own.uid))
    with pytest.raises(NotFound):
        shop.filing.add(reseller, shop.received(b"1"), new=elsewhere, into=shop.business.number)


def test_an_empty_folder_goes_to_the_trash_and_a_full_one_stays(shop: Shop) -> None:
    owner, viewer = shop.actor(), shop.actor(Role.VIEWER)
    folder = shop.folders.create(owner, NewFolder("Letters"))
    hidden = shop.file(
        actor=shop.actor(Role.EDITOR), visibility=Visibility.EMPLOYEE, folder=Ref(folder.number, folder.uid)
    )
    before = shop.stored()
    with pytest.raises(Conflict, match="folder_not_empty"):
        shop.folders.trash_empty(owner, folder)
    with pytest.raises(AccessDenied):
        shop.folders.trash_empty(viewer, folder)
    assert shop.stored() == before
    shop.filing.trash(shop.actor(Role.EDITOR), hidden)
    assert shop.folders.trash_empty(owner, folder).trashed_at is not None
    with pytest.raises(NotFound):
        shop.library.folder_by_uid(owner, folder.uid)
