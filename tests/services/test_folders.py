"""Folders: one tree, moved by one update, trashed with what is in it, deleted when empty."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.files import Folder
from filebook.core.ids import Number, Ref, new_uid
from filebook.core.ports.library import ListingFilter
from filebook.services.folders import NewFolder
from tests.services.conftest import Shop


def a_folder(shop: Shop, name: str = "Letters", parent: Folder | None = None) -> Folder:
    return shop.folders.create(shop.actor(), NewFolder(name, Ref(parent.number, parent.uid) if parent else None))


def moved_into(parent: Folder) -> Callable[[Folder], Folder]:
    return lambda now: replace(now, parent=Ref(parent.number, parent.uid))


def names(shop: Shop, **where: object) -> list[str]:
    listed = shop.listings.everything(shop.actor(), where=ListingFilter(**where))  # type: ignore[arg-type] # its own fields
    return [item.name for item in listed]


def test_a_folder_is_found_by_both_its_names(shop: Shop) -> None:
    folder = a_folder(shop)
    assert shop.library.folder_by_uid(shop.actor(), folder.uid) == folder
    assert shop.library.file_or_folder_by_short(shop.actor(), folder.uid.replace("-", "")[:24]) == folder


def test_a_folder_moves_with_everything_in_it(shop: Shop) -> None:
    outer, inner = a_folder(shop, "outer"), a_folder(shop, "inner")
    shop.file(name="a.txt", folder=Ref(inner.number, inner.uid))
    shop.folders.change(shop.actor(), inner, edit=lambda now: replace(now, parent=Ref(outer.number, outer.uid)))
    assert names(shop, parent=outer.number) == ["inner"]
    assert names(shop, parent=inner.number) == ["a.txt"]
    assert names(shop, top_level=True) == ["outer"]


def test_a_folder_cannot_lie_in_itself(shop: Shop) -> None:
    outer = a_folder(shop, "outer")
    inner = a_folder(shop, "inner", outer)
    for into in (outer, inner):
        with pytest.raises(Conflict) as refused:
            shop.folders.change(shop.actor(), outer, edit=moved_into(into))
        assert refused.value.what == "folder_loop"


def test_a_folder_needs_a_parent_that_is_there(shop: Shop) -> None:
    before = shop.stored()
    for parent in (Ref(Number(9999), new_uid()),):
        with pytest.raises(NotFound):
            shop.folders.create(shop.actor(), NewFolder("x", parent))
    with pytest.raises(Invalid):
        shop.folders.create(shop.actor(), NewFolder(".."))
    assert shop.stored() == before


def test_only_an_empty_folder_is_deleted(shop: Shop) -> None:
    folder = a_folder(shop)
    file = shop.file(folder=Ref(folder.number, folder.uid))
    with pytest.raises(Conflict) as refused:
        shop.folders.delete_forever(shop.actor(), folder)
    assert refused.value.what == "folder_not_empty"
    shop.filing.delete_forever(shop.actor(), file)
    shop.folders.delete_forever(shop.actor(), folder)
    with pytest.raises(NotFound):
        shop.library.folder_by_uid(shop.actor(), folder.uid)


def test_the_trash_takes_and_gives_back_a_folder_with_what_went_along(shop: Shop) -> None:
    outer = a_folder(shop, "outer")
    inner = a_folder(shop, "inner", outer)
    within = Ref(inner.number, inner.uid)
    shop.file(name="kept.txt", folder=within)
    earlier = shop.file(name="earlier.txt", folder=within)
    shop.filing.trash(shop.actor(), earlier)
    shop.clock.advance(seconds=1)
    trashed = shop.folders.trash(shop.actor(), outer)
    assert shop.folders.trash(shop.actor(), outer) == trashed
    assert names(shop) == []
    assert sorted(names(shop, trashed=True)) == ["earlier.txt", "inner", "kept.txt", "outer"]
    shop.folders.restore(shop.actor(), outer)
    assert sorted(names(shop)) == ["inner", "kept.txt", "outer"]
    assert names(shop, trashed=True) == ["earlier.txt"]


def test_a_folder_restored_below_one_that_is_gone_comes_to_top_level(shop: Shop) -> None:
    outer = a_folder(shop, "outer")
    inner = a_folder(shop, "inner", outer)
    shop.folders.trash(shop.actor(), inner)
    shop.clock.advance(seconds=1)
    shop.folders.trash(shop.actor(), outer)
    assert shop.folders.restore(shop.actor(), inner).parent is None


def test_who_may_not_write_changes_no_folder(shop: Shop) -> None:
    folder, viewer, stranger = a_folder(shop), shop.actor(Role.VIEWER), shop.actor(business=shop.elsewhere)
    before = shop.stored()
    with pytest.raises(AccessDenied):
        shop.folders.create(viewer, NewFolder("x"))
    for actor, error in ((viewer, AccessDenied), (stranger, NotFound)):
        for write in (
            lambda who: shop.folders.change(who, folder, edit=lambda now: replace(now, name="x")),
            lambda who: shop.folders.trash(who, folder),
            lambda who: shop.folders.restore(who, folder),
            lambda who: shop.folders.delete_forever(who, folder),
        ):
            with pytest.raises(error):
                write(actor)
    assert shop.stored() == before


def test_only_resellers_hide_folders_from_their_business(shop: Shop) -> None:
    with pytest.raises(AccessDenied):
        shop.folders.create(shop.actor(), NewFolder("x", visibility=Visibility.RESELLER))
