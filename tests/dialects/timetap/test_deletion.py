"""`DELETE /files/{fileLibraryUUID}` is final."""

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.ids import Ref, Uid
from filebook.dialects.timetap.ids import uid_of
from tests.dialects.timetap.client import Client, path_of
from tests.world import World


def _blobs(world: World) -> int:
    return world.stored()[0]


def test_a_deleted_file_is_gone_with_its_bytes(world: World, client: Client) -> None:
    before = _blobs(world)
    asset = client.upload(fileLibraryType="ASSET", calendarId=world.appointments["single"].number)
    uuid = asset["fileLibraryUUID"]
    assert _blobs(world) == before + 1
    response = client.delete(uuid)
    assert (response.status_code, response.json()) == (200, {**asset, "deleted": True})
    assert _blobs(world) == before
    assert client.files() == client.files(deleted=1) == []
    assert world.http.get(path_of(asset["url"])).status_code == 404
    for again in (client.delete(uuid), client.get(f"/files/{uuid}"), client.change(asset)):
        assert (again.status_code, again.json()) == (400, f"File for Id {uuid} not found!")


def test_a_file_in_the_trash_can_be_deleted_for_good(world: World, client: Client) -> None:
    before = _blobs(world)
    file = client.upload()
    client.change(file, deleted=True)
    assert client.delete(file["fileLibraryUUID"]).status_code == 200
    assert client.files(deleted=1) == []
    assert _blobs(world) == before


def test_an_empty_folder_is_deleted(client: Client) -> None:
    folder = client.folder()
    response = client.delete(folder["fileLibraryUUID"])
    assert (response.status_code, response.json()) == (200, {**folder, "deleted": True})
    assert client.files() == []


@pytest.mark.parametrize("trashed", [False, True])
def test_a_folder_with_something_in_it_stays(world: World, client: Client, trashed: bool) -> None:
    folder = client.folder()
    inside = client.upload(parentFileLibraryUUID=folder["fileLibraryUUID"])
    if trashed:
        client.change(inside, deleted=True)
    before = world.stored()
    response = client.delete(folder["fileLibraryUUID"])
    assert (response.status_code, response.json()) == (400, "Folder is not empty")
    assert world.stored() == before
    assert folder in client.files()


def test_another_business_s_things_are_as_unknown_as_nothing(
    world: World, client: Client, foreign_client: Client
) -> None:
    theirs = [foreign_client.upload(), foreign_client.folder()]
    before = world.stored()
    for uuid in (*(thing["fileLibraryUUID"] for thing in theirs), "0" * 32, "x"):
        response = client.delete(uuid)
        assert (response.status_code, response.json()) == (400, f"File for Id {uuid} not found!")
    assert world.stored() == before
    assert len(foreign_client.files()) == 2


def test_somebody_who_may_only_read_deletes_nothing(world: World, client: Client, viewer_client: Client) -> None:
    things = [client.upload(), client.folder()]
    before = world.stored()
    for thing in things:
        response = viewer_client.delete(thing["fileLibraryUUID"])
        assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert world.stored() == before
    assert len(viewer_client.files()) == 2


def test_the_uuid_may_be_spelled_with_dashes_and_in_upper_case(client: Client) -> None:
    uuid = client.upload()["fileLibraryUUID"]
    dashed = f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}".upper()
    assert client.delete(dashed).json()["fileLibraryUUID"] == uuid


def _tree(client: Client) -> list[str]:
    """The ids of a folder with files and folders in it, some of them in the trash, and of a file beside it."""
    outer = client.folder("outer")
    inner = client.folder("inner", parentFileLibraryUUID=outer["fileLibraryUUID"])
    empty = client.folder("empty", parentFileLibraryUUID=inner["fileLibraryUUID"])
    files = [client.upload(parentFileLibraryUUID=folder["fileLibraryUUID"]) for folder in (outer, inner, inner)]
    for thing in (empty, files[2]):
        assert client.change(thing, deleted=True).status_code == 200
    return [thing["fileLibraryUUID"] for thing in (outer, inner, empty, *files)]


def test_a_business_may_have_full_folders_deleted_with_all_that_is_in_them(world: World, client: Client) -> None:
    beside = client.upload()
    before = world.stored()[0]
    outer, *within = _tree(client)
    told = {name: client.get(f"/files/{outer}").json()[name] for name in ("fileLibraryUUID", "fileName")}
    assert client.delete(outer).json() == "Folder is not empty"
    world.services.accounts.set_settings(world.business, {"delete_full_folders": True})
    made = world.stored()[1]
    response = client.delete(outer)
    assert response.status_code == 200
    assert response.json() == {**response.json(), **told, "deleted": True}
    assert world.stored() == (before, made + 6)  # each is noted, so that every door hears of it
    assert client.files() == [beside]
    assert client.files(deleted=1) == []
    for uuid in (outer, *within):
        assert client.get(f"/files/{uuid}").json() == f"File for Id {uuid} not found!"
    assert world.services.checks.fsck().findings == ()


def test_a_folder_with_somebody_else_s_own_file_in_it_stays_as_it_is(world: World, client: Client) -> None:
    world.services.accounts.set_settings(world.business, {"delete_full_folders": True})
    outer, inner, *_ = _tree(client)
    colleague = world.services.accounts.create_user(world.business.number, "colleague", role=Role.OWNER)
    world.users["colleague"] = colleague
    folder = world.services.library.folder_by_uid(world.actor("owner"), uid_of(inner) or Uid(""))
    world.file(by="colleague", visibility=Visibility.EMPLOYEE, folder=Ref(folder.number, folder.uid))
    before, listed = world.stored(), client.files()
    response = client.delete(outer)
    assert (response.status_code, response.json()) == (400, "Folder is not empty")
    assert (world.stored(), client.files()) == (before, listed)


def test_a_viewer_deletes_no_full_folder_either(world: World, client: Client, viewer_client: Client) -> None:
    world.services.accounts.set_settings(world.business, {"delete_full_folders": True})
    outer, *_ = _tree(client)
    before = world.stored()
    assert viewer_client.delete(outer).status_code == 403
    assert world.stored() == before
