"""`GET /file/ID`: who may see what, in the vendor's order of refusals."""

from base64 import b64decode

import pytest
from httpx2 import Response

from filebook.core.access import Role, Visibility
from filebook.core.files import File
from filebook.core.ids import Ref, short_of
from filebook.services.folders import NewFolder
from tests.dialects.telecomx.client import DOOR, bearer, file_of_level, refusal
from tests.world import PASSWORD, World

PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAgKACXeA/2ZfG1jAAAAAElFTkSuQmCC")
"""A PNG of 3 x 2 pixels."""
UNKNOWN = "0" * 24


def _get(world: World, short: str, name: str) -> Response:
    return world.http.get(f"{DOOR}/file/{short}", headers=bearer(world, name))


def _show(world: World, file: File, name: str) -> Response:
    return _get(world, short_of(file.uid), name)


@pytest.mark.parametrize("name", ["owner", "viewer", "reseller"])
def test_a_file_is_shown_to_everybody_in_reach_from_viewer_up(world: World, name: str) -> None:
    file = world.file(name="Lejekontrakt.pdf")
    response = _show(world, file, name)
    assert response.status_code == 200
    assert response.json()["_id"] == short_of(file.uid)
    assert response.json()["filename"] == "Lejekontrakt"


def test_an_id_is_accepted_in_any_case_and_told_in_lower_case(world: World) -> None:
    file = world.file()
    assert _get(world, short_of(file.uid).upper(), "viewer").json()["_id"] == short_of(file.uid)


def test_a_picture_tells_its_size(world: World) -> None:
    told = _show(world, world.file(PICTURE, name="facade.png"), "viewer").json()
    assert (told["type"], told["width"], told["height"], told["size"]) == ("IMAGE", 3, 2, len(PICTURE))


def test_a_folder_is_shown_and_named_by_what_lies_in_it(world: World) -> None:
    folder = world.services.folders.create(world.actor("owner"), NewFolder("Kontrakter"))
    file = world.file(folder=Ref(folder.number, folder.uid))
    told = _get(world, short_of(folder.uid), "viewer").json()
    assert (told["type"], told["filename"]) == ("FOLDER", "Kontrakter")
    assert told["customer"] == short_of(world.business.uid)
    assert "folder" not in told
    assert _show(world, file, "viewer").json()["folder"] == told["_id"]
    assert _get(world, short_of(folder.uid), "reseller").json()["customer"] == short_of(world.business.uid)


def test_below_viewer_nobody_learns_whether_a_file_exists(world: World) -> None:
    file = world.file()
    answers = [_get(world, short, "personal") for short in (short_of(file.uid), UNKNOWN, "nonsense")]
    assert [refusal(answer) for answer in answers] == [(403, "access_denied")] * 3
    assert len({answer.content for answer in answers}) == 1


def test_absent_foreign_deleted_and_malformed_ids_are_one_and_the_same(world: World) -> None:
    deleted = world.file()
    world.services.filing.trash(world.actor("owner"), deleted)
    foreign = world.file(by="foreign_owner")
    shorts = [UNKNOWN, "0" * 23, "x", short_of(deleted.uid), short_of(foreign.uid)]
    answers = [_get(world, short, "owner") for short in shorts]
    assert [refusal(answer) for answer in answers] == [(404, "id")] * 5
    assert len({answer.content for answer in answers}) == 1
    assert refusal(_show(world, world.file(), "other")) == (404, "id")


@pytest.mark.parametrize(
    ("visibility", "allowed"),
    [
        (Visibility.ALL, {"owner", "viewer", "reseller"}),
        (Visibility.CUSTOMER, {"owner", "viewer", "reseller"}),
        (Visibility.EMPLOYEE, {"owner"}),
        (Visibility.RESELLER, {"reseller"}),
    ],
)
def test_a_level_above_the_callers_is_denied_inside_reach(
    world: World, visibility: Visibility, allowed: set[str]
) -> None:
    file = file_of_level(world, visibility)
    for name in ("owner", "viewer", "reseller"):
        response = _show(world, file, name)
        if name in allowed:
            assert response.json()["accessLevel"] == visibility.upper()
        else:
            assert refusal(response) == (403, "access_denied")
    assert refusal(_show(world, file, "other")) == (404, "id")


def test_an_administrator_sees_everything(world: World) -> None:
    user = world.services.accounts.create_user(
        world.unrelated.number, "root", role=Role.ADMIN, email="root@main.example"
    )
    world.services.credentials.set_password(user, PASSWORD)
    world.users["admin"] = user
    assert _show(world, world.file(visibility=Visibility.EMPLOYEE), "admin").status_code == 200
