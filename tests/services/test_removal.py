"""Folders removed with what is in them: all of it or nothing, and never without bound."""

import pytest

from filebook.core.access import Role
from filebook.core.errors import AccessDenied, Conflict
from filebook.core.files import Folder
from filebook.core.ids import Ref
from filebook.services.folders import NewFolder
from filebook.services.removal import Removal
from tests.services.conftest import Shop


def _folder(shop: Shop, parent: Folder | None = None) -> Folder:
    place = Ref(parent.number, parent.uid) if parent else None
    return shop.folders.create(shop.actor(), NewFolder("A folder", parent=place))


def _chain(shop: Shop, length: int) -> Folder:
    """A folder in which lies a folder, and so on; a file in the last."""
    top = last = _folder(shop)
    for _ in range(length - 1):
        last = _folder(shop, last)
    shop.file(folder=Ref(last.number, last.uid))
    return top


def _removal(shop: Shop, things_at_once: int) -> Removal:
    return Removal(shop.catalogue, shop.blobs, now=shop.clock, things_at_once=things_at_once)


def test_folders_in_folders_go_from_the_innermost_outwards(shop: Shop) -> None:
    shop.accounts.set_settings(shop.business, {"delete_full_folders": True})
    before = shop.stored()[0]
    top, changes = _chain(shop, 40), shop.stored()[1]
    shop.removal.folder(shop.actor(), top)
    assert shop.stored() == (before, changes + 41)
    assert shop.checks.fsck().findings == ()


def test_more_than_the_most_at_once_stays_whole(shop: Shop) -> None:
    shop.accounts.set_settings(shop.business, {"delete_full_folders": True})
    top = _chain(shop, 5)
    before = shop.stored()
    for most in (3, 5):
        with pytest.raises(Conflict) as refused:
            _removal(shop, most).folder(shop.actor(), top)
        assert refused.value.what == "folder_too_full"
        assert shop.stored() == before
    _removal(shop, 6).folder(shop.actor(), top)
    assert shop.stored()[0] == before[0] - 1


def test_without_the_setting_only_an_empty_folder_goes(shop: Shop) -> None:
    full, empty, viewer = _chain(shop, 1), _folder(shop), shop.actor(Role.VIEWER)
    before = shop.stored()
    with pytest.raises(Conflict) as refused:
        shop.removal.folder(shop.actor(), full)
    assert refused.value.what == "folder_not_empty"
    with pytest.raises(AccessDenied):
        shop.removal.folder(viewer, empty)
    assert shop.stored() == before
    shop.removal.folder(shop.actor(), empty)
    assert shop.stored() == (before[0], before[1] + 1)
