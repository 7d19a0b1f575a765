"""`docauth` and `imageauth`: a file server of one's own asks whether somebody may have a file."""

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.businesses import Business
from filebook.core.files import File
from filebook.core.ids import short_of
from tests.dialects.telecomx.client import DOOR, bearer, file_of_level, log_in, make, refusal
from tests.dialects.telecomx.test_files import PICTURE
from tests.world import World


def _ask(world: World, business: Business, short: str, by: str, *, what: str = "docauth") -> Response:
    path = f"{DOOR}/customer/{short_of(business.uid)}/{what}/{short}"
    return world.http.get(path, params={"token": log_in(world, by)["token"]})


def _ids(file: File) -> tuple[str, str]:
    assert file.version is not None
    return short_of(file.uid), short_of(file.version.uid).upper()


def test_both_ids_of_a_file_are_known_and_a_token_comes_in_any_way(world: World) -> None:
    file = world.file(PICTURE, name="facade.png")
    for short in _ids(file):
        for what in ("docauth", "imageauth"):
            assert _ask(world, world.business, short, "viewer", what=what).json() == {"success": True}
    path = f"{DOOR}/customer/{short_of(world.business.uid)}/docauth/{short_of(file.uid)}"
    assert world.http.get(path, headers=bearer(world, "viewer")).json() == {"success": True}
    assert refusal(world.http.get(path)) == (401, "credentials_invalid")
    assert refusal(world.http.get(path, params={"token": "0123"})) == (401, "invalid_token")
    log_in(world, "viewer", cookie=True)
    assert world.http.get(path).json() == {"success": True}


@pytest.mark.parametrize(
    ("visibility", "allowed"),
    [
        (Visibility.ALL, {"owner", "viewer", "reseller"}),
        (Visibility.CUSTOMER, {"owner", "viewer", "reseller"}),
        (Visibility.EMPLOYEE, {"owner"}),
        (Visibility.RESELLER, {"reseller"}),
    ],
)
def test_a_file_is_for_whom_its_level_says(world: World, visibility: Visibility, allowed: set[str]) -> None:
    file = file_of_level(world, visibility)
    for name in ("owner", "viewer", "reseller"):
        response = _ask(world, world.business, short_of(file.uid), name)
        if name in allowed:
            assert response.json() == {"success": True}
        else:
            assert refusal(response) == (403, "access_denied")


def test_what_is_not_there_is_told_by_what_it_would_be(world: World) -> None:
    file, picture = world.file(name="a.pdf"), world.file(PICTURE, name="a.png")
    folder = make(world, "owner").json()["_id"]
    world.services.filing.trash(world.actor("owner"), picture)
    for what, code in (("docauth", "doc"), ("imageauth", "image")):
        for short in ("0" * 24, "x", folder, short_of(picture.uid), short_of(world.file(by="foreign_owner").uid)):
            assert refusal(_ask(world, world.business, short, "owner", what=what)) == (404, code)
    assert refusal(_ask(world, world.business, short_of(file.uid), "owner", what="imageauth")) == (404, "image")
    assert refusal(_ask(world, world.parent, short_of(file.uid), "reseller")) == (404, "doc")


def test_a_customer_out_of_reach_is_not_there_and_below_viewer_nothing_is_told(world: World) -> None:
    file = world.file(visibility=Visibility.ALL)
    for business, name in ((world.business, "other"), (world.parent, "owner"), (world.unrelated, "reseller")):
        assert refusal(_ask(world, business, short_of(file.uid), name)) == (404, "customer")
    for business in (world.business, world.unrelated):
        assert refusal(_ask(world, business, short_of(file.uid), "personal")) == (403, "access_denied")
