"""Folders that one may not see, as places: absent. What is filed into a folder that few see, few see."""

from collections.abc import Callable

import pytest
from httpx2 import Response

from filebook.core.access import Role, Visibility
from filebook.core.files import Folder
from filebook.core.ids import Ref, new_uid
from filebook.services.folders import NewFolder
from tests.dialects.native.api import Api
from tests.world import World

EMPLOYEE, RESELLER, CUSTOMER, ALL = (
    Visibility.EMPLOYEE,
    Visibility.RESELLER,
    Visibility.CUSTOMER,
    Visibility.ALL,
)


def a_folder(
    world: World, visibility: Visibility = EMPLOYEE, *, by: str = "owner", inside: Folder | None = None
) -> Folder:
    parent = None if inside is None else Ref(inside.number, inside.uid)
    return world.services.folders.create(
        world.actor(by), NewFolder("Few", parent, visibility), into=world.business.number
    )


def an_editor(world: World) -> Api:
    world.users["editor"] = world.services.accounts.create_user(world.business.number, "editor", role=Role.EDITOR)
    return Api(world, "editor")


def a_finished_upload(world: World, name: str) -> str:
    receiver = world.services.uploads.receiver()
    receiver.write(b"x")
    return world.services.uploads.keep(world.actor(name), receiver).id


@pytest.fixture
def asked(world: World) -> dict[str, Callable[[str], Response]]:
    """Everything that names a place, asked by an editor."""
    api, file, folder = an_editor(world), world.file(), a_folder(world, CUSTOMER)
    upload, thing = a_finished_upload(world, "editor"), world.appointments["single"].number

    def job(operation: str) -> Callable[[str], Response]:
        return lambda place: api.post("/jobs", {"operation": operation, "items": [file.uid], "into": place})

    return {
        "upload": lambda place: api.post("/files", content=b"x", params={"name": "x", "folder": place}),
        "form": lambda place: api.post("/files", files={"file": ("x", b"x")}, data={"folder": place}),
        "link": lambda place: api.post("/files", {"name": "x", "url": "https://a.example/", "folder": place}),
        "finished": lambda place: api.post("/files", {"name": "x", "upload": upload, "folder": place}),
        "onto": lambda place: api.post(
            f"/appointments/{thing}/files", content=b"x", params={"name": "x", "folder": place}
        ),
        "move": lambda place: api.patch(f"/files/{file.uid}", {"folder": place}),
        "make": lambda place: api.post("/folders", {"name": "x", "parent": place}),
        "move a folder": lambda place: api.patch(f"/folders/{folder.uid}", {"parent": place}),
        "move by a job": job("move"),
        "copy by a job": job("copy"),
    }


def test_a_folder_that_one_may_not_see_is_absent_as_a_place(
    world: World, asked: dict[str, Callable[[str], Response]]
) -> None:
    hidden = [a_folder(world), a_folder(world, RESELLER, by="reseller")]
    hidden.append(a_folder(world, inside=hidden[0]))
    before = world.stored()
    for what, ask in asked.items():
        absent = ask(new_uid())
        assert absent.status_code == 404, what
        for folder in hidden:
            for name in (folder.uid, str(folder.number)):
                refused = ask(name)
                assert refused.status_code == 404, (what, refused.text)
                assert {**refused.json(), "instance": ""} == {**absent.json(), "instance": ""}, what
    assert world.stored() == before


def test_what_lies_in_a_folder_that_one_may_not_see_can_be_changed_there(world: World) -> None:
    hidden, api = a_folder(world), an_editor(world)
    file = world.file(folder=Ref(hidden.number, hidden.uid), visibility=CUSTOMER)
    assert api.patch(f"/files/{file.uid}", {"title": "Seen"}).json()["title"] == "Seen"
    assert api.delete(f"/files/{file.uid}").status_code == 204
    assert api.patch(f"/files/{file.uid}", {"trashed": False}).status_code == 200
    assert world.services.library.file(world.actor("owner"), file.number).folder == Ref(hidden.number, hidden.uid)


@pytest.mark.parametrize(
    ("folder", "unsaid", "copies"),
    [
        (ALL, CUSTOMER, {ALL: ALL, CUSTOMER: CUSTOMER, EMPLOYEE: EMPLOYEE}),
        (CUSTOMER, CUSTOMER, {ALL: ALL, CUSTOMER: CUSTOMER, EMPLOYEE: EMPLOYEE}),
        (EMPLOYEE, EMPLOYEE, {ALL: EMPLOYEE, CUSTOMER: EMPLOYEE, EMPLOYEE: EMPLOYEE}),
    ],
)
def test_what_is_filed_without_a_word_is_seen_by_nobody_who_does_not_see_the_folder(
    world: World, api: Api, folder: Visibility, unsaid: Visibility, copies: dict[Visibility, Visibility]
) -> None:
    place = a_folder(world, folder)
    into = {"name": "x", "folder": place.uid}
    made = [
        api.post("/files", content=b"x", params=into),
        api.post("/files", {**into, "url": "https://a.example/"}),
        api.post("/files", {**into, "upload": a_finished_upload(world, "owner")}),
        api.post("/folders", {"name": "x", "parent": place.uid}),
    ]
    assert [one.json()["visibility"] for one in made] == [unsaid.value] * 4
    said = api.post("/files", content=b"x", params={**into, "visibility": "customer"})
    assert said.json()["visibility"] == "customer"
    originals = [world.file(name=one.value, visibility=one) for one in copies]
    api.post("/jobs", {"operation": "copy", "items": [one.uid for one in originals], "into": place.uid})
    while (job := world.house.labour.take()) is not None:
        world.house.labour.work(job)
    found = api.get("/files", params={"folder": place.uid}).json()["items"]
    assert {one["name"]: one["visibility"] for one in found if one["name"] != "x"} == {
        before.value: after.value for before, after in copies.items()
    }


def test_a_move_leaves_a_file_as_visible_as_it_is(world: World, api: Api) -> None:
    file, place = world.file(), a_folder(world)
    assert api.patch(f"/files/{file.uid}", {"folder": place.uid}).json()["visibility"] == "customer"
