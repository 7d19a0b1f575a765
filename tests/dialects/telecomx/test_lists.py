"""`GET /file`: what lies where, folders first, then by name."""

from typing import Any

import pytest

from filebook.core.access import Visibility
from filebook.core.files import Folder
from filebook.core.ids import Ref, short_of
from filebook.services.folders import NewFolder
from tests.dialects.telecomx.client import DOOR, bearer, file_of_level, listed, refusal
from tests.world import World


def _folder(world: World, name: str, *, by: str = "owner", **said: Any) -> Folder:
    return world.services.folders.create(world.actor(by), NewFolder(name, **said))


def _names(answer: dict[str, Any]) -> list[str]:
    return [item["filename"] for item in answer["files"]]


@pytest.fixture
def shelf(world: World) -> Folder:
    """Two folders with a file in one of them, three files beside them, and something deleted."""
    folder = _folder(world, "Kontrakter")
    _folder(world, "arkiv")
    world.file(name="Lejekontrakt.pdf", folder=Ref(folder.number, folder.uid))
    for name in ("b.txt", "A.txt", "Årsrapport.pdf"):
        world.file(name=name)
    world.services.filing.trash(world.actor("owner"), world.file(name="gone.txt"))
    return folder


def test_the_top_level_holds_folders_first_then_files_by_name(world: World, shelf: Folder) -> None:
    answer = listed(world, "viewer")
    assert (answer["offset"], answer["limit"], answer["total"]) == (0, 100, 5)
    assert _names(answer) == ["arkiv", "Kontrakter", "A", "b", "Årsrapport"]
    assert [item["type"] for item in answer["files"]] == ["FOLDER", "FOLDER", "DOC", "DOC", "DOC"]
    shown = [
        world.http.get(f"{DOOR}/file/{item['_id']}", headers=bearer(world, "viewer")).json() for item in answer["files"]
    ]
    assert answer["files"] == shown


def test_a_folder_is_listed_by_its_id_and_all_folders_at_once(world: World, shelf: Folder) -> None:
    inside = listed(world, "viewer", folder=short_of(shelf.uid).upper())
    assert (_names(inside), inside["total"]) == (["Lejekontrakt"], 1)
    for query in ({"allFolders": "true"}, {"allFolders": "1", "folder": "nonsense"}):
        everything = listed(world, "viewer", **query)
        assert _names(everything) == ["arkiv", "Kontrakter", "A", "b", "Lejekontrakt", "Årsrapport"]
        assert everything["total"] == 6
    assert listed(world, "viewer", allFolders="false", folder="")["total"] == 5


def test_a_text_in_the_name_narrows_the_list_whatever_its_case(world: World, shelf: Folder) -> None:
    assert _names(listed(world, "viewer", filter="KONTRAKT")) == ["Kontrakter"]
    assert _names(listed(world, "viewer", filter="kontrakt", allFolders="true")) == ["Kontrakter", "Lejekontrakt"]
    assert _names(listed(world, "viewer", filter="årsrapport.PDF")) == ["Årsrapport"]
    assert listed(world, "viewer", filter="%") == {"offset": 0, "limit": 100, "total": 0, "files": []}


@pytest.mark.parametrize(
    ("query", "told", "names"),
    [
        ({"limit": "2"}, (0, 2), ["arkiv", "Kontrakter"]),
        ({"offset": "1", "limit": "2"}, (1, 2), ["Kontrakter", "A"]),
        ({"offset": "4"}, (4, 100), ["Årsrapport"]),
        ({"offset": "99"}, (99, 100), []),
        ({"offset": "-3", "limit": "0"}, (0, 1), ["arkiv"]),
        ({"offset": "9" * 40, "limit": "501"}, (2**31 - 1, 500), []),
        ({"offset": "", "limit": "+1"}, (0, 1), ["arkiv"]),
    ],
)
def test_a_page_is_told_and_what_is_out_of_range_is_clamped(
    world: World, shelf: Folder, query: dict[str, str], told: tuple[int, int], names: list[str]
) -> None:
    answer = listed(world, "viewer", **query)
    assert (answer["offset"], answer["limit"]) == told
    assert (_names(answer), answer["total"]) == (names, 5)


def test_what_one_may_not_see_is_neither_listed_nor_counted(world: World) -> None:
    for visibility in Visibility:
        file_of_level(world, visibility, name=f"{visibility}.txt")
        by = world.actor("reseller" if visibility is Visibility.RESELLER else "owner")
        folder = NewFolder(f"folder {visibility}", visibility=visibility)
        world.services.folders.create(by, folder, into=world.business.number)
    customer = short_of(world.business.uid)
    for name, seen in (
        ("viewer", ["all", "customer"]),
        ("owner", ["all", "customer", "employee"]),
        ("reseller", ["all", "customer", "reseller"]),
    ):
        answer = listed(world, name, customer=customer)
        assert _names(answer) == [*(f"folder {word}" for word in seen), *seen]
        assert answer["total"] == len(answer["files"])


def test_a_customer_is_listed_for_whom_it_is_in_reach(world: World, shelf: Folder) -> None:
    main, parent = short_of(world.business.uid), short_of(world.parent.uid)
    assert listed(world, "reseller")["total"] == 0
    assert listed(world, "reseller", customer=main.upper())["total"] == 5
    assert listed(world, "reseller", folder=short_of(shelf.uid))["total"] == 1
    assert listed(world, "reseller", folder=short_of(shelf.uid), customer=main)["total"] == 1
    assert listed(world, "viewer", customer=main)["total"] == 5
    for name, customer in (("owner", parent), ("other", main), ("reseller", short_of(world.unrelated.uid))):
        response = world.http.get(f"{DOOR}/file", params={"customer": customer}, headers=bearer(world, name))
        absent = world.http.get(f"{DOOR}/file", params={"customer": "0" * 24}, headers=bearer(world, name))
        assert refusal(response) == (404, "customer")
        assert response.content == absent.content


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"folder": "0" * 24}, 404, "folder"),
        ({"folder": "x"}, 404, "folder"),
        ({"customer": "x"}, 404, "customer"),
        ({"offset": "x"}, 422, "offset"),
        ({"limit": "1.5"}, 422, "limit"),
        ({"filter": "a" * 256}, 422, "filter"),
        ({"filter": "a\0"}, 422, "filter"),
    ],
)
def test_what_cannot_be_meant_is_refused(world: World, query: dict[str, str], status: int, code: str) -> None:
    response = world.http.get(f"{DOOR}/file", params=query, headers=bearer(world, "owner"))
    assert refusal(response) == (status, code)


def test_a_file_a_foreign_folder_and_a_deleted_one_are_no_folder(world: World, shelf: Folder) -> None:
    headers = bearer(world, "owner")
    deleted = _folder(world, "deleted")
    world.services.folders.trash(world.actor("owner"), deleted)
    foreign, file = _folder(world, "foreign", by="foreign_owner"), world.file()
    answers = [
        world.http.get(f"{DOOR}/file", params={"folder": short_of(thing.uid)}, headers=headers)
        for thing in (file, foreign, deleted)
    ]
    answers.append(
        world.http.get(
            f"{DOOR}/file",
            params={"folder": short_of(shelf.uid), "customer": short_of(world.parent.uid)},
            headers=bearer(world, "reseller"),
        )
    )
    assert [refusal(answer) for answer in answers] == [(404, "folder")] * 4
    assert len({answer.content for answer in answers}) == 1


def test_below_viewer_no_list_is_answered(world: World) -> None:
    for query in ({}, {"folder": "x"}, {"customer": "0" * 24}):
        response = world.http.get(f"{DOOR}/file", params=query, headers=bearer(world, "personal"))
        assert refusal(response) == (403, "access_denied")
