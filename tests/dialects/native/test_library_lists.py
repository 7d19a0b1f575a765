"""Lists of the library at the native door: filters, orders, pages, tags, the trash, and who sees what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from filebook.core.access import Scope, Visibility
from filebook.core.files import Attachment
from filebook.core.ids import Kind, Ref, new_uid
from filebook.core.ports.catalogue import Tables
from filebook.dialects.native.files import wire as files
from filebook.dialects.native.folders import wire as folders
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.world import World


def names(answer: Any) -> list[str]:
    """Of the items of a page."""
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


def pages(api: Api, path: str, **params: Any) -> Iterator[list[str]]:
    """The names on every page."""
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(path, params={**params, "cursor": cursor})
        yield names(answer)
        cursor = answer.json()["next_cursor"]


@pytest.fixture
def tree(api: Api, world: World) -> dict[str, str]:
    """Folders a, a/b and c with two files each, and two at top level; the ids of the folders."""
    made: dict[str, str] = {}
    refs: dict[str, Ref] = {}
    actor = world.actor("owner")
    for name, parent in (("a", None), ("b", "a"), ("c", None)):
        folder = world.services.folders.create(actor, NewFolder(name, refs.get(parent or "")))
        made[name], refs[name] = folder.uid, Ref(folder.number, folder.uid)
    for place in ("a", "b", "c", ""):
        for number, size in ((1, 5), (2, 3)):
            world.clock.advance(minutes=1)
            world.file(b"x" * size, name=f"{place or 'top'}{number}.txt", folder=refs.get(place), tags=(f"t{number}",))
    return made


def test_files_are_found_by_where_they_lie(api: Api, tree: dict[str, str]) -> None:
    assert names(api.get("/files?folder=root")) == ["top1.txt", "top2.txt"]
    assert names(api.get(f"/files?folder={tree['a']}")) == ["a1.txt", "a2.txt"]
    assert names(api.get(f"/files?below={tree['a']}")) == ["a1.txt", "a2.txt", "b1.txt", "b2.txt"]
    assert names(api.get("/folders?parent=root")) == ["a", "c"]
    assert names(api.get(f"/folders?below={tree['a']}")) == ["b"]
    assert names(api.get("/folders")) == ["a", "b", "c"]
    assert names(api.get(f"/folders/{tree['b']}/path")) == ["a", "b"]
    assert names(api.get(f"/folders/{tree['a']}/children")) == ["b", "a1.txt", "a2.txt"]
    top = api.get("/folders/root/children?count=true").json()
    assert ([one["kind"] for one in top["items"]], top["total"]) == (["folder", "folder", "file", "file"], 4)
    assert api.get("/files?folder=88888").status_code == api.get("/folders/88888/children").status_code == 404


def test_files_are_found_by_what_they_are(api: Api, world: World, tree: dict[str, str]) -> None:
    estate = world.records["estate"]
    picture = world.file(
        b"\x89PNG\r\n\x1a\n", name="B1.png", on=[Hang(Kind.ESTATE, estate.number)], visibility=Visibility.ALL
    )
    viewer = world.users["viewer"]
    found = {
        "q=b1": ["b1.txt", "B1.png"],
        "q=1.t": ["a1.txt", "b1.txt", "c1.txt", "top1.txt"],
        "q=%25": [],
        "media_type=image": ["B1.png"],
        "media_type=image/png": ["B1.png"],
        "tag=T1&q=top": ["top1.txt"],
        "tag=t1&tag=t2": [],
        "min_size_bytes=5&max_size_bytes=5&below=" + tree["a"]: ["a1.txt", "b1.txt"],
        "min_size_bytes=6": ["B1.png"],
        f"attached_to={estate.number}": ["B1.png"],
        "visibility=all": ["B1.png"],
        f"uploader={viewer.number}": [],
        f"uploader={world.users['owner'].uid}&media_type=image": ["B1.png"],
        "trashed=true": [],
    }
    for query, expected in found.items():
        answer = api.get(f"/files?{query}&count=true")
        assert sorted(names(answer)) == sorted(expected), query
        assert answer.json()["total"] == len(expected), query
    since = (world.clock() - timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    assert names(api.get("/files", params={"created_since": since})) == ["B1.png", "top1.txt", "top2.txt"]
    until = (world.clock() - timedelta(seconds=59)).isoformat()
    assert names(api.get("/files", params={"modified_until": until, "folder": "root"})) == ["top1.txt"]
    assert api.get("/files?created_since=2026-01-01T00:00:00").json()["field"] == "created_since"
    assert api.get(f"/files?attached_to={picture.number}").status_code == 404


@pytest.mark.parametrize("order", ["name", "created_at", "modified_at", "size_bytes"])
def test_every_order_goes_through_all_pages_in_both_directions(api: Api, tree: dict[str, str], order: str) -> None:
    whole = names(api.get("/files", params={"order": order}))
    assert sorted(whole) == sorted(f"{place}{number}.txt" for place in ("a", "b", "c", "top") for number in (1, 2))
    assert [name for page in pages(api, "/files", order=order, limit=3) for name in page] == whole
    assert names(api.get("/files", params={"order": f"-{order}"})) == whole[::-1]
    assert [name for page in pages(api, "/files", order=f"-{order}", limit=3) for name in page] == whole[::-1]
    children = names(api.get("/folders/root/children", params={"order": order}))
    assert [name for page in pages(api, "/folders/root/children", order=order, limit=1) for name in page] == children


def test_a_cursor_is_good_for_its_own_list(api: Api, tree: dict[str, str]) -> None:
    cursor = api.get("/files?limit=1").json()["next_cursor"]
    for query in ("order=size_bytes", "tag=t1", f"folder={tree['a']}"):
        assert problem(api.get(f"/files?{query}&cursor={cursor}")) == "invalid"
    assert problem(api.get(f"/folders?cursor={cursor}")) == "invalid"
    assert names(api.get("/files", params={"cursor": cursor, "limit": 1})) == ["a2.txt"]


def test_lists_show_the_members_that_are_asked_for(api: Api, tree: dict[str, str]) -> None:
    assert api.get("/files?fields=name&limit=1").json()["items"] == [{"name": "a1.txt"}]
    mixed = api.get(f"/folders/{tree['a']}/children?fields=kind,size_bytes").json()["items"]
    assert mixed == [{"kind": "folder"}, {"kind": "file", "size_bytes": 5}, {"kind": "file", "size_bytes": 3}]
    assert api.get(f"/folders/{tree['a']}/children?fields=kind,nothing").status_code == 422


def test_tags_are_counted_for_whoever_sees_their_things(api: Api, world: World, tree: dict[str, str]) -> None:
    api.patch(f"/folders/{tree['c']}", {"tags": ["T1", "Only"]})
    world.file(name="mine.txt", tags=("mine",), visibility=Visibility.EMPLOYEE)
    assert api.get("/tags").json()["items"] == [
        {"tag": "mine", "file_count": 1, "folder_count": 0},
        {"tag": "Only", "file_count": 0, "folder_count": 1},
        {"tag": "T1", "file_count": 4, "folder_count": 1},
        {"tag": "t2", "file_count": 4, "folder_count": 0},
    ]
    assert [one["tag"] for one in Api(world, "viewer").get("/tags").json()["items"]] == ["Only", "T1", "t2"]
    assert [one["tag"] for one in api.get("/tags?prefix=T&limit=1").json()["items"]] == ["T1"]
    assert names(api.get("/folders?tag=only")) == ["c"]
    api.delete(f"/folders/{tree['c']}")
    assert [one["file_count"] for one in api.get("/tags?prefix=t1").json()["items"]] == [3]


def test_the_trash_shows_what_went_there_by_itself(api: Api, world: World, tree: dict[str, str]) -> None:
    top = api.get("/files?folder=root").json()["items"][0]
    api.delete(f"/files/{top['id']}")
    world.clock.advance(minutes=1)
    api.delete(f"/folders/{tree['a']}")
    trash = api.get("/trash?count=true").json()
    assert ([(one["kind"], one["name"]) for one in trash["items"]], trash["total"]) == (
        [("folder", "a"), ("file", "top1.txt")],
        2,
    )
    assert [name for page in pages(api, "/trash", limit=1) for name in page] == ["a", "top1.txt"]
    assert trash["items"][0]["expires_at"] > trash["items"][0]["trashed_at"]
    assert names(api.get("/files?trashed=true")) == ["a1.txt", "a2.txt", "b1.txt", "b2.txt", "top1.txt"]
    assert api.post(f"/trash/{tree['b']}/restore").json()["parent"] is None
    assert names(api.get("/files?folder=" + tree["b"])) == ["b1.txt", "b2.txt"]
    restored = api.post(f"/trash/{top['id']}/restore")
    assert (restored.status_code, restored.json()["trashed_at"]) == (200, None)
    assert names(api.get("/trash")) == ["a"]
    assert api.delete(f"/trash/{tree['c']}").status_code == 404
    assert api.delete(f"/trash/{tree['a']}").status_code == 204
    assert names(api.get("/trash")) == names(api.get("/files?trashed=true")) == []


def test_emptying_the_trash_is_a_job(api: Api, world: World, tree: dict[str, str]) -> None:
    api.delete(f"/folders/{tree['a']}")
    asked = api.delete("/trash")
    assert asked.status_code == 202
    job = api.get(f"/jobs/{asked.json()['job']}")
    assert job.json()["operation"] == "delete_forever"
    assert Api(world, "viewer").delete("/trash").status_code == 403


def test_a_folder_goes_for_good_with_everything_in_it(api: Api, world: World, tree: dict[str, str]) -> None:
    blobs = world.stored()[0]
    assert api.delete(f"/folders/{tree['a']}?forever=true").status_code == 204
    assert world.stored()[0] == blobs - 4
    assert names(api.get("/folders")) == ["c"]
    assert names(api.get("/trash")) == []


def test_folders_that_ran_out_in_the_trash_go_for_good(api: Api, world: World, tree: dict[str, str]) -> None:
    api.delete(f"/folders/{tree['a']}")
    world.clock.advance(days=29)
    world.services.housekeeping.sweep()
    assert names(api.get("/trash")) == ["a"]
    world.clock.advance(days=2)
    world.services.housekeeping.sweep()
    assert names(api.get("/trash")) == names(api.get("/folders?trashed=true")) == []
    assert names(api.get("/folders")) == ["c"]


def test_a_token_for_one_folder_sees_that_folder_alone(api: Api, world: World, tree: dict[str, str]) -> None:
    number = api.get(f"/folders/{tree['a']}").json()["number"]
    scoped = Api(world, scope=Scope(folder=number))
    inside = ["a1.txt", "a2.txt", "b1.txt", "b2.txt"]
    for query in ("", "order=-size_bytes", "order=modified_at", "q=.", "limit=200"):
        answer = scoped.get(f"/files?count=true&{query}")
        assert (sorted(names(answer)), answer.json()["total"]) == (inside, 4)
    assert names(scoped.get("/files?tag=t1")) == ["a1.txt", "b1.txt"]
    assert names(scoped.get(f"/files?folder={tree['b']}")) == ["b1.txt", "b2.txt"]
    assert names(scoped.get("/folders")) == ["a", "b"]
    assert names(scoped.get("/folders/root/children")) == ["b", "a1.txt", "a2.txt"]
    assert names(scoped.get(f"/folders/{tree['b']}/path")) == ["a", "b"]
    assert [one["file_count"] for one in scoped.get("/tags").json()["items"]] == [2, 2]
    for path in (f"/files?folder={tree['c']}", f"/files?below={tree['c']}", f"/folders/{tree['c']}/path"):
        assert scoped.get(path).status_code == 404, path
    outside = api.get("/files?q=c1").json()["items"][0]
    for path in ("", "/content", "/versions", "/duplicates", "/preview"):
        assert scoped.get(f"/files/{outside['id']}{path}").status_code == 404, path
    before = world.stored()
    assert problem(scoped.post("/files", content=b"x", params={"name": "x"})) == "outside-scope"
    assert scoped.put(f"/files/{outside['id']}/content", content=b"x").status_code == 404
    assert world.stored() == before
    api.delete(f"/folders/{tree['b']}")
    api.delete(f"/folders/{tree['c']}")
    assert names(scoped.get("/trash")) == ["b"]
    deep = Api(world, scope=Scope(folder=api.get(f"/folders/{tree['b']}?trashed=true").json()["number"]))
    assert names(deep.get("/files")) == []


def test_a_token_for_one_folder_does_not_move_that_folder(api: Api, world: World, tree: dict[str, str]) -> None:
    scoped = Api(world, scope=Scope(folder=api.get(f"/folders/{tree['b']}").json()["number"]))
    before = world.stored()
    for place in (tree["c"], None):
        assert problem(scoped.patch(f"/folders/{tree['b']}", {"parent": place})) == "outside-scope"
    assert world.stored() == before
    api.delete(f"/folders/{tree['b']}")
    assert scoped.post(f"/trash/{tree['b']}/restore").json()["parent"] == tree["a"]


def test_others_things_are_not_in_any_list_nor_counted(api: Api, world: World, tree: dict[str, str]) -> None:
    world.file(name="mine.txt", tags=("mine",), visibility=Visibility.EMPLOYEE)
    world.file(name="resold.txt", visibility=Visibility.EMPLOYEE, by="owner")
    viewer, foreign = Api(world, "viewer"), Api(world, "foreign_owner")
    assert api.get("/files?count=true&limit=1").json()["total"] == 10
    assert viewer.get("/files?count=true&limit=1").json()["total"] == 8
    assert names(viewer.get("/files?q=mine")) == names(foreign.get("/files")) == names(foreign.get("/folders")) == []
    assert foreign.get("/tags").json()["items"] == []
    assert foreign.get(f"/files?folder={tree['a']}").status_code == 404


def test_a_folder_of_ten_thousand_files_takes_the_same_few_statements_on_every_page(
    api: Api, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = world.services.folders.create(world.actor("owner"), NewFolder("full"))
    like = world.file(name="like", folder=Ref(folder.number, folder.uid))
    assert like.version is not None
    version, estate = like.version, world.records["estate"]

    def fill(tables: Tables) -> None:
        for number in range(9_999):
            ref = tables.numbers.allocate(like.business, Kind.FILE)
            own = replace(version, uid=new_uid())
            tables.files.add(replace(like, number=ref.number, uid=ref.uid, name=f"{number:04}.txt", version=own))
            if number % 100 == 0:
                tables.attachments.add(like.business, Attachment(ref.number, estate.number, Kind.ESTATE))

    world.house.catalogue.write(fill)
    statements = counting_statements(monkeypatch)
    lists = {
        "/files": {"folder": folder.uid, "order": "-size_bytes"},
        f"/folders/{folder.uid}/children": {"order": "name"},
    }
    for path, query in lists.items():
        taken: set[int] = set()
        seen = 0
        cursor: str | None = ""
        while cursor is not None:
            statements.clear()
            page = api.get(path, params={**query, "limit": 200, "count": True, "cursor": cursor}).json()
            taken.add(len(statements))
            assert page["total"] == 10_000
            seen, cursor = seen + len(page["items"]), page["next_cursor"]
        assert seen == 10_000
        assert max(taken) <= 16
        assert max(taken) - min(taken) <= 1, "a page without attachments asks for no labels"


def test_a_child_has_every_member_of_folders_and_files() -> None:
    told = {field.name for one in (folders.Folder, files.File) for field in msgspec.structs.fields(one)}
    assert {field.name for field in msgspec.structs.fields(folders.Child)} == told
