"""New bytes for a file keep the old ones: versions at the native door."""

from dataclasses import replace

from filebook.services.checks import Checks
from tests.dialects.native.api import Api, problem
from tests.stores import blob_files
from tests.world import World

TEXT = {"Content-Type": "text/plain"}


def versions_of(api: Api, path: str) -> list[tuple[int, bool, int]]:
    """Number, whether current, and size of each."""
    items = api.get(f"{path}/versions").json()["items"]
    return [(one["number"], one["current"], one["size_bytes"]) for one in items]


def is_sound(world: World) -> bool:
    """Whether rows, bytes and counts agree."""
    report = Checks(world.house.catalogue, world.house.blobs).fsck()
    return report.findings == ()


def a_path(api: Api) -> str:
    """Where a file of three versions is."""
    made = api.post("/files", content=b"one", params={"name": "note.txt"}, headers=TEXT).json()
    path = f"/files/{made['id']}"
    for data in (b"second", b"the third"):
        assert api.put(f"{path}/content", content=data, headers=TEXT).status_code == 200
    return path


def test_new_bytes_are_seen_everywhere_and_the_old_ones_are_kept(api: Api, world: World) -> None:
    path = a_path(api)
    shown = api.get(path).json()
    assert (shown["version"], shown["size_bytes"], shown["name"]) == (3, 9, "note.txt")
    assert versions_of(api, path) == [(3, True, 9), (2, False, 6), (1, False, 3)]
    assert api.get(f"{path}/content").content == b"the third"
    assert api.get(f"{path}/versions/1/content").content == b"one"
    assert api.get(f"{path}/versions/4/content").status_code == 404
    file = world.services.library.file_by_uid(world.actor("owner"), shown["id"])
    assert world.services.library.open(file).reader.read(0, 99) == b"the third"
    first, second = api.get(f"{path}/versions?limit=2").json(), None
    second = api.get(f"{path}/versions", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert ([one["number"] for one in second["items"]], second["next_cursor"]) == ([1], None)
    assert is_sound(world)


def test_new_bytes_are_refused_for_an_old_state_of_the_file(api: Api, world: World) -> None:
    path = a_path(api)
    tag = api.get(path).headers["etag"]
    assert api.put(f"{path}/content", content=b"x", headers={"If-Match": tag}).status_code == 200
    before = world.stored()
    refused = api.put(f"{path}/content", content=b"y", headers={"If-Match": tag})
    assert (refused.status_code, problem(refused)) == (412, "revision-mismatch")
    assert world.stored() == before
    assert is_sound(world)


def test_the_bytes_of_an_upload_become_a_version_once_and_are_counted_once(api: Api, world: World) -> None:
    path = a_path(api)
    tag = api.get(path).headers["etag"]
    receiver = world.services.uploads.receiver()
    receiver.write(b"sent before")
    upload = world.services.uploads.keep(world.actor("owner"), receiver, name="other.txt").id
    stale = api.post(f"{path}/versions", {"upload": upload}, headers={"If-Match": '"1"'})
    assert (stale.status_code, problem(stale)) == (412, "revision-mismatch")
    made = api.post(f"{path}/versions", {"upload": upload}, headers={"If-Match": tag})
    assert (made.status_code, made.json()["version"], made.json()["name"]) == (200, 4, "note.txt")
    assert api.get(f"{path}/content").content == b"sent before"
    again = api.post(f"{path}/versions", {"upload": upload})
    assert (again.status_code, problem(again)) == (409, "already-used")
    assert versions_of(api, path) == [(4, True, 11), (3, False, 9), (2, False, 6), (1, False, 3)]
    assert is_sound(world)


def test_a_restored_version_is_a_new_one_and_loses_none(api: Api, world: World) -> None:
    path = a_path(api)
    blobs = len(blob_files(world.house.settings.data_path))
    restored = api.post(f"{path}/versions/1/restore")
    assert (restored.status_code, restored.json()["version"], restored.json()["size_bytes"]) == (200, 4, 3)
    assert versions_of(api, path) == [(4, True, 3), (3, False, 9), (2, False, 6), (1, False, 3)]
    assert api.get(f"{path}/content").content == b"one"
    assert len(blob_files(world.house.settings.data_path)) == blobs
    assert problem(api.post(f"{path}/versions/4/restore")) == "current-version"
    assert is_sound(world)


def test_a_removed_version_takes_only_bytes_that_no_other_has(api: Api, world: World) -> None:
    path = a_path(api)
    api.post(f"{path}/versions/1/restore")
    blobs = len(blob_files(world.house.settings.data_path))
    assert api.delete(f"{path}/versions/1").status_code == 204
    assert api.get(f"{path}/content").content == b"one"
    assert len(blob_files(world.house.settings.data_path)) == blobs
    assert api.delete(f"{path}/versions/2").status_code == 204
    assert len(blob_files(world.house.settings.data_path)) == blobs - 1
    before = world.stored()
    assert problem(api.delete(f"{path}/versions/4")) == "current-version"
    assert api.delete(f"{path}/versions/2").status_code == api.delete(f"{path}/versions/x").status_code == 404
    assert world.stored() == before
    assert is_sound(world)


def test_a_file_that_goes_for_good_takes_every_version_along(api: Api, world: World) -> None:
    path = a_path(api)
    api.post(f"{path}/versions/1/restore")
    assert api.delete(f"{path}?forever=true").status_code == 204
    assert len(blob_files(world.house.settings.data_path)) == 0
    assert is_sound(world)


def test_new_bytes_that_break_a_limit_leave_the_file_as_it_was(api: Api, world: World) -> None:
    path = a_path(api)
    business = world.services.accounts.business(world.business.number)
    small = replace(business, limits=replace(business.limits, total_bytes=20))
    world.house.catalogue.write(lambda tables: tables.businesses.update(small))
    before = world.stored()
    refused = api.put(f"{path}/content", content=b"x" * 21)
    assert (refused.status_code, problem(refused)) == (507, "no-space")
    assert world.stored() == before
