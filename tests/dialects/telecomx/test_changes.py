"""`POST /file/ID` and `DELETE /file/ID`: who may, what moves, and what must not have happened."""

from typing import Any

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.files import File, Folder
from filebook.core.ids import Door, Ref, short_of
from filebook.services.folders import NewFolder
from tests.dialects.telecomx.client import DOOR, bearer, file_of_level, listed, make, refusal
from tests.world import World

UNKNOWN = "0" * 24


def _change(world: World, thing: File | Folder | str, by: str, **members: Any) -> Response:
    short = thing if isinstance(thing, str) else short_of(thing.uid)
    return world.http.post(f"{DOOR}/file/{short}", json=members, headers=bearer(world, by))


def _delete(world: World, thing: File | Folder | str, by: str) -> Response:
    short = thing if isinstance(thing, str) else short_of(thing.uid)
    return world.http.delete(f"{DOOR}/file/{short}", headers=bearer(world, by))


def test_level_and_description_are_changed_and_the_object_is_answered(world: World) -> None:
    file = world.file(name="Kontrakt.pdf")
    world.clock.advance(minutes=1)
    changed = _change(world, file, "owner", accessLevel="all", description="Underskrevet").json()
    assert (changed["accessLevel"], changed["description"]) == ("ALL", "Underskrevet")
    assert changed["lastUpdated"] > changed["date"]
    assert changed["url"].endswith("/Kontrakt.pdf")
    shown = world.http.get(f"{DOOR}/file/{changed['_id']}", headers=bearer(world, "viewer")).json()
    assert shown == changed
    kept = _change(world, file, "owner", accessLevel="CUSTOMER").json()
    assert (kept["accessLevel"], kept["description"]) == ("CUSTOMER", "Underskrevet")
    assert "description" not in _change(world, file, "owner", description=None, accessLevel=None).json()
    assert _change(world, file, "owner", filename="other", size=1).json()["filename"] == "Kontrakt"


def test_a_folder_is_changed_the_same_way(world: World) -> None:
    folder = make(world, "owner").json()
    changed = _change(world, folder["_id"], "owner", accessLevel="EMPLOYEE", description="Kladder").json()
    assert (changed["accessLevel"], changed["description"], changed["type"]) == ("EMPLOYEE", "Kladder", "FOLDER")
    assert "description" not in _change(world, folder["_id"], "owner", description="").json()


def test_a_reseller_takes_a_file_of_a_customer_from_its_users(world: World) -> None:
    file = world.file()
    assert refusal(_change(world, file, "owner", accessLevel="RESELLER")) == (403, "access_denied")
    assert _change(world, file, "reseller", accessLevel="RESELLER").json()["accessLevel"] == "RESELLER"
    assert refusal(_change(world, file, "owner", accessLevel="ALL")) == (403, "access_denied")
    assert _delete(world, file, "reseller").json() == {"success": True}


@pytest.mark.parametrize("visibility", [Visibility.EMPLOYEE, Visibility.RESELLER])
def test_what_one_may_not_see_one_may_not_change_or_delete(world: World, visibility: Visibility) -> None:
    file = file_of_level(world, visibility)
    by = "owner" if visibility is Visibility.RESELLER else "reseller"
    before = world.stored()
    for answer in (_change(world, file, by, accessLevel="ALL"), _delete(world, file, by)):
        assert refusal(answer) == (403, "access_denied")
    assert world.stored() == before


def test_a_viewer_edits_only_where_the_business_lets_viewers(world: World, strict_world: World) -> None:
    file = world.file()
    before = world.stored()
    for answer in (_change(world, file, "viewer", description="x"), _delete(world, file, "viewer")):
        assert refusal(answer) == (403, "access_denied")
    assert world.stored() == before
    world.services.accounts.set_settings(world.business, {"viewers_may_edit": True})
    for where in (world, strict_world):
        mine = where.file()
        assert _change(where, mine, "viewer", description="x").json()["description"] == "x"
        assert _delete(where, mine, "viewer").json() == {"success": True}


def test_a_deleted_file_lies_in_the_trash_and_comes_back_from_it(world: World) -> None:
    file = world.file(visibility=Visibility.ALL)
    shown = world.http.get(f"{DOOR}/file/{short_of(file.uid)}", headers=bearer(world, "owner")).json()
    assert _delete(world, file, "owner").json() == {"success": True}
    assert refusal(_delete(world, file, "owner")) == (404, "not_found")
    assert refusal(_change(world, file, "owner", description="x")) == (404, "id")
    assert refusal(world.http.get(shown["url"], headers=bearer(world, "owner"))) == (404, "id")
    assert listed(world, "owner")["total"] == 0
    owner = world.actor("owner", Door.NATIVE)
    with world.house.catalogue.read() as tables:
        trashed = tables.files.get(file.business, file.number)
    assert trashed is not None
    world.services.filing.restore(owner, trashed)
    assert listed(world, "owner")["total"] == 1
    assert world.http.get(shown["url"]).content == b"hello"


def test_a_folder_goes_only_when_nothing_lies_in_it(world: World) -> None:
    folder = world.services.folders.create(world.actor("owner"), NewFolder("Kontrakter"))
    hidden = world.file(folder=Ref(folder.number, folder.uid))
    _change(world, hidden, "reseller", accessLevel="RESELLER")
    before = world.stored()
    response = _delete(world, folder, "owner")
    assert refusal(response) == (403, "access_denied")
    assert response.json()["message"] == "This file can not be deleted"
    assert world.stored() == before
    assert _delete(world, hidden, "reseller").status_code == 200
    assert _delete(world, folder, "owner").json() == {"success": True}
    assert refusal(_delete(world, folder, "owner")) == (404, "not_found")


@pytest.mark.parametrize("kind", ["PORTING", "INTERNET"])
def test_a_file_of_an_order_is_read_and_not_deleted(world: World, kind: str) -> None:
    file = world.file(name="order.pdf", fields={"telecomx": {"type": kind}})
    shown = world.http.get(f"{DOOR}/file/{short_of(file.uid)}", headers=bearer(world, "viewer")).json()
    assert (shown["type"], "url" in shown, shown["filetype"]) == (kind, False, "pdf")
    before = world.stored()
    response = _delete(world, file, "owner")
    assert refusal(response) == (403, "access_denied")
    assert response.json()["message"] == "This file can not be deleted"
    assert world.stored() == before


def test_absent_foreign_and_malformed_ids_are_one_and_the_same(world: World) -> None:
    foreign = world.file(by="foreign_owner")
    foreign_folder = make(world, "foreign_owner").json()["_id"]
    before = world.stored()
    shorts = [UNKNOWN, "x", short_of(foreign.uid), foreign_folder]
    changes = [_change(world, short, "owner", description="x") for short in shorts]
    deletions = [_delete(world, short, "owner") for short in shorts]
    assert [refusal(answer) for answer in changes] == [(404, "id")] * 4
    assert [refusal(answer) for answer in deletions] == [(404, "not_found")] * 4
    assert len({answer.content for answer in changes}) == len({answer.content for answer in deletions}) == 1
    assert deletions[0].json()["message"] == "Document not found"
    assert world.stored() == before


def test_below_viewer_nobody_learns_whether_there_is_anything_to_change(world: World) -> None:
    file = world.file()
    shorts = (short_of(file.uid), UNKNOWN, "x")
    answers = [_change(world, short, "personal", description="x") for short in shorts]
    answers += [_delete(world, short, "personal") for short in shorts]
    assert {refusal(answer) for answer in answers} == {(403, "access_denied")}
    assert len({answer.content for answer in answers}) == 1


def test_a_deletion_without_an_id_is_not_understood(world: World) -> None:
    for path in ("/file", "/file/"):
        assert refusal(world.http.delete(DOOR + path, headers=bearer(world, "viewer"))) == (400, "document")
    assert refusal(world.http.delete(f"{DOOR}/file", headers=bearer(world, "personal"))) == (403, "access_denied")
    assert refusal(world.http.delete(f"{DOOR}/file")) == (401, "credentials_invalid")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"accessLevel": "x"}', 422, "accessLevel"),
        (b'{"accessLevel": 1}', 422, "accessLevel"),
        (b'{"description": ["x"]}', 422, "description"),
        (b'{"description": "a\\u0000"}', 422, "description"),
        (b'"x"', 400, "bad_request"),
        (b"", 400, "bad_request"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(world: World, body: bytes, status: int, code: str) -> None:
    file = world.file()
    before, path = world.stored(), f"{DOOR}/file/{short_of(file.uid)}"
    response = world.http.post(path, content=body, headers=bearer(world, "owner"))
    assert refusal(response) == (status, code)
    if status == 422:
        assert response.json()["path"] == code
        assert response.json()["check"]
    assert world.stored() == before
