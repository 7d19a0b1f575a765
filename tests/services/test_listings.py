"""Listings by the page: any page is the same slice of the whole, however it is come by."""

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.errors import AccessDenied
from filebook.core.ids import Kind, Ref, Uid
from filebook.core.ports.library import ListingFilter
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.library import Page
from tests.services.conftest import Shop

EVERYTHING = ListingFilter()


@pytest.fixture
def made(shop: Shop) -> list[Uid]:
    """Files and a few folders between them, some hidden from others, in the order of their making."""
    uids = []
    for number in range(60):
        if number % 7 == 0:
            uids.append(shop.folders.create(shop.actor(), NewFolder(f"{number}")).uid)
            shop.clock.advance(milliseconds=1)
        hidden = Visibility.EMPLOYEE if number % 5 == 0 else Visibility.CUSTOMER
        uids.append(shop.file(b"", name=f"{number}.txt", visibility=hidden).uid)
        shop.clock.advance(milliseconds=1)
    return uids


def page(shop: Shop, limit: int, offset: int, **more: object) -> list[Uid]:
    said = {"where": EVERYTHING, **more}
    return [item.uid for item in shop.listings.page(shop.actor(), page=Page(limit, offset), **said)]  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 7, 25, 1000])
def test_pages_one_after_another_make_the_whole(shop: Shop, made: list[Uid], size: int) -> None:
    found: list[Uid] = []
    while part := page(shop, size, len(found)):
        found += part
    assert found == made


@pytest.mark.parametrize("offset", [0, 1, 30, 68, 69, 70, 5000])
def test_a_page_anywhere_is_a_slice_of_the_whole(shop: Shop, made: list[Uid], offset: int) -> None:
    for _ in range(2):  # counted, then remembered
        assert page(shop, 10, offset) == made[offset : offset + 10]


def test_folders_or_files_alone_have_pages_of_their_own(shop: Shop, made: list[Uid]) -> None:
    folders = [item.uid for item in shop.listings.everything(shop.actor(), where=EVERYTHING, files=False)]
    files = [uid for uid in made if uid not in folders]
    assert page(shop, 5, 3, files=False) == folders[3:8]
    assert page(shop, 5, 99, files=False) == []
    assert page(shop, 20, 17, folders=False) == files[17:37]


def test_a_change_is_counted_in_at_once(shop: Shop, made: list[Uid]) -> None:
    assert page(shop, 10, 40) == made[40:50]
    first = next(item for item in shop.listings.everything(shop.actor(), where=EVERYTHING, folders=False))
    shop.filing.trash(shop.actor(), shop.library.file(shop.actor(), first.number))
    left = [uid for uid in made if uid != first.uid]
    assert page(shop, 10, 40) == left[40:50]
    assert page(shop, 10, 0, where=ListingFilter(trashed=True)) == [first.uid]


def test_what_others_keep_to_themselves_is_not_counted(shop: Shop, made: list[Uid]) -> None:
    colleague = shop.actor(name="colleague")
    seen = [item.uid for item in shop.listings.everything(colleague, where=EVERYTHING)]
    assert len(seen) < len(made)
    shown = shop.listings.page(colleague, where=EVERYTHING, page=Page(10, 20))
    assert [item.uid for item in shown] == seen[20:30]


def test_what_lies_in_a_folder_or_hangs_on_a_thing_has_pages(shop: Shop, made: list[Uid]) -> None:
    folder = shop.folders.create(shop.actor(), NewFolder("Letters"))
    task = shop.record(Kind.TASK)
    inside = []
    for number in range(9):
        file = shop.file(b"", folder=Ref(folder.number, folder.uid), on=(Hang(Kind.TASK, task.number),))
        inside.append(file.uid)
        shop.clock.advance(milliseconds=number + 1)
    assert page(shop, 4, 4, where=ListingFilter(parent=folder.number)) == inside[4:8]
    assert page(shop, 4, 4, where=ListingFilter(targets=(task.number,))) == inside[4:8]


def test_who_may_see_nothing_gets_no_page(shop: Shop, made: list[Uid]) -> None:
    with pytest.raises(AccessDenied):
        shop.listings.page(shop.actor(Role.PERSONAL), where=EVERYTHING, page=Page(10))
