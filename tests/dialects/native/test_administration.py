"""The business, its users, its doors and how it is, as those who administer it see and change them."""

from dataclasses import replace
from typing import Any

import pytest

from filebook.core.access import Action, Role, Scope
from filebook.core.businesses import Limits
from filebook.core.changes import Change, Verb
from filebook.core.ids import Kind
from tests.dialects.native.api import Api, problem
from tests.world import PASSWORD, World


def changes_since(world: World, sequence: int) -> list[Change]:
    with world.house.catalogue.read() as tables:
        return tables.changes.since(world.business.number, sequence, limit=100)


def admin(world: World) -> Api:
    """Somebody of the operator's in the main business."""
    services = world.services
    world.users["operator"] = services.accounts.create_user(world.business.number, "operator", role=Role.ADMIN)
    return Api(world, "operator")


def test_a_business_is_shown_and_changed(api: Api, world: World) -> None:
    shown = api.get("/business")
    assert (shown.json()["tenant"], shown.json()["settings"]) == ("master", {})
    before = world.stored()[1]
    change = {
        "name": "Renamed",
        "zone": "Europe/Copenhagen",
        "language": "da",
        "profiles": {"timetap": "strict"},
        "settings": {"viewers_may_edit": True, "document_attributes": ["Plan"]},
    }
    changed = api.patch("/business", change, headers={"If-Match": shown.headers["etag"]})
    told = changed.json()
    assert (told["name"], told["zone"], told["language"]) == ("Renamed", "Europe/Copenhagen", "da")
    assert told["profiles"] == {"onoffice": "lenient", "timetap": "strict", "telecomx": "lenient", "xelion": "lenient"}
    assert told["settings"] == change["settings"]
    assert problem(api.patch("/business", {"name": "x"}, headers={"If-Match": shown.headers["etag"]})) == (
        "revision-mismatch"
    )
    assert api.patch("/business", {"settings": {"viewers_may_edit": None}}).json()["settings"] == {
        "document_attributes": ["Plan"]
    }
    noted = changes_since(world, before)
    assert [(one.kind, one.verb, one.number) for one in noted] == [
        (Kind.USER, Verb.CONFIGURED, world.users["owner"].number)
    ] * 2
    assert noted[0].detail["changed"] == ["name", "zone", "language", "profiles", "settings"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "a/b"}, "name"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"language": "fr"}, "language"),
        ({"profiles": {"native": "strict"}}, ""),
        ({"settings": {"colour": True}}, "settings.colour"),
        ({"settings": {"viewers_may_edit": ["x"]}}, "settings.viewers_may_edit"),
    ],
)
def test_what_a_business_cannot_be_is_refused(api: Api, world: World, change: object, field: str) -> None:
    before = world.stored()
    refused = api.patch("/business", change)
    assert (refused.status_code, refused.json().get("field", "") if field else "") == (422, field)
    assert world.stored() == before


def test_limits_are_the_operators_to_set_within_those_of_the_installation(api: Api, world: World) -> None:
    operator, before = admin(world), world.stored()
    assert problem(api.patch("/business", {"limits": {"total_bytes": 1}})) == "access-denied"
    too_much = {"limits": {"file_size_bytes": world.house.settings.file_limit_bytes + 1}}
    assert operator.patch("/business", too_much).json()["field"] == "limits.file_size_bytes"
    assert world.stored() == before
    limits = {"file_size_bytes": 10, "total_bytes": 100, "open_upload_count": 1}
    assert operator.patch("/business", {"limits": limits}).json()["limits"] == limits
    assert world.services.accounts.business(world.business.number).limits == Limits(10, 100, 1)
    assert operator.patch("/business", {"limits": {"total_bytes": None}}).json()["limits"]["total_bytes"] is None


def test_what_is_used_is_told_beside_what_may_be(api: Api, world: World) -> None:
    world.file(b"12345")
    trashed = world.file(b"67")
    world.services.filing.trash(world.actor("owner"), trashed)
    usage = api.get("/usage").json()
    assert {name: value for name, value in usage.items() if name != "limits"} == {
        "stored_bytes": 7,
        "file_count": 1,
        "trashed_file_count": 1,
        "open_upload_count": 0,
    }
    assert usage["limits"]["total_bytes"] is None


def test_each_door_tells_where_it_is_and_whether_somebody_has_a_key(api: Api, world: World) -> None:
    doors = {one["door"]: one for one in api.get("/doors").json()["items"]}
    assert doors.keys() == {"onoffice", "timetap", "telecomx", "xelion", "native", "tus"}
    assert doors["onoffice"]["client_url"] == "http://filebook.test/onoffice/api/stable/api.php"
    assert doors["xelion"]["client_url"] == "http://filebook.test/xelion/api/v1/master"
    assert (doors["native"]["url"], doors["native"]["profile"]) == ("http://filebook.test/api/v1", None)
    assert all(one["has_credentials"] for one in doors.values())
    api.delete(f"/credentials/{world.onoffice.uid}")
    assert {one["door"] for one in api.get("/doors").json()["items"] if not one["has_credentials"]} == {"onoffice"}


def test_how_the_installation_is_tells_when_it_was_swept(api: Api, world: World) -> None:
    told = api.get("/health").json()
    assert (told["status"], told["swept_at"]) == ("ok", None)
    assert {(one["state"], one["advice"]) for one in told["checks"]} == {("ok", "")}
    world.services.housekeeping.sweep()
    assert api.get("/health").json()["swept_at"] == told["at"]


def test_what_is_not_well_is_told_with_advice(api: Api, world: World) -> None:
    world.file(b"12345")
    world.services.accounts.set_limits(world.business, total_bytes=5)
    world.house.settings.data_path.chmod(0o755)
    told = api.get("/health").json()
    wrong = {one["check"]: one["advice"] for one in told["checks"] if one["state"] == "warning"}
    assert (told["status"], set(wrong)) == ("warning", {"private_folder", "quota"})
    assert "chmod 700" in wrong["private_folder"]


def test_what_takes_space_is_told_by_kind(api: Api, world: World) -> None:
    world.file(b"hello", name="a.txt")
    changed = world.file(b"first", name="b.txt")
    content = api.put(f"/files/{changed.number}/content", content=b"second time")
    assert content.is_success, content.text
    world.services.filing.trash(world.actor("owner"), world.file(b"gone", name="c.txt"))
    assert api.get("/storage").json() == {
        "kinds": [{"media_type": "text", "file_count": 2, "size_bytes": 16}],
        "former_version_count": 1,
        "former_version_bytes": 5,
        "trashed_file_count": 1,
        "trashed_bytes": 4,
    }


def test_each_vendors_door_tells_what_it_serves(api: Api) -> None:
    def calls(door: str) -> dict[str, dict[str, Any]]:
        told = api.get(f"/doors/{door}/compatibility")
        assert told.status_code == 200
        return {one["call"]: one for one in told.json()["items"]}

    onoffice, timetap = calls("onoffice"), calls("timetap")
    assert onoffice["do uploadfile"]["served"]
    assert not onoffice["get defaultAttachments"]["served"]
    assert onoffice["get file task"]["known_from"] == "us"
    assert (timetap["GET /files"]["served"], timetap["GET /files"]["known_from"]) == (True, "vendor")
    assert calls("xelion").keys() >= {"POST /api/v1/{tenant}/me/login"}
    assert calls("telecomx").keys() >= {"POST /auth/login"}
    assert problem(api.get("/doors/native/compatibility")) == "not-found"


def test_a_user_is_made_with_a_staff_record_and_a_calendar_and_changed_with_them(api: Api, world: World) -> None:
    said = {"user_name": "eva", "role": "editor", "email": "eva@main.example", "first_name": "Eva", "last_name": "Vos"}
    made = api.post("/users", said)
    user = made.json()
    assert (made.status_code, user["staff"]["label"], user["enabled"]) == (201, "Eva Vos", True)
    path = f"/users/{user['id']}"
    assert made.headers["location"].endswith(path)
    change = {"last_name": "Vosse", "email": "eva.vosse@main.example", "role": "viewer"}
    changed = api.patch(path, change, headers={"If-Match": made.headers["etag"]}).json()
    assert {name: changed[name] for name in change} == change
    assert problem(api.patch(path, {"role": "editor"}, headers={"If-Match": made.headers["etag"]})) == (
        "revision-mismatch"
    )
    staff = api.get(f"/records/staff/{user['staff']['number']}").json()
    assert (staff["label"], staff["fields"]["email"]) == ("Eva Vosse", "eva.vosse@main.example")
    with world.house.catalogue.read() as tables:
        calendars = tables.calendars.all(world.business.number)
    assert [one.name for one in calendars if one.owner and one.owner.number == staff["number"]] == ["Eva Vosse"]
    assert api.put(f"{path}/password", json={"password": "a long enough one"}).status_code == 204
    assert Api(world, "viewer").get("/users").status_code == 403


def test_a_name_to_log_in_with_is_somebodys_alone(api: Api, world: World) -> None:
    before = world.stored()
    new = {"user_name": "new", "role": "viewer"}
    assert problem(api.post("/users", {**new, "user_name": "Viewer"})) == "name-taken"
    assert problem(api.post("/users", {**new, "email": "OTHER@main.example"})) == "email-taken"
    assert api.post("/users", {**new, "email": "nobody"}).json()["field"] == "email"
    assert api.post("/users", {**new, "user_name": " "}).json()["field"] == "user_name"
    assert world.stored() == before


def test_nobody_gives_a_role_above_the_own_one_nor_touches_who_has_one(api: Api, world: World) -> None:
    admin(world)
    above = f"/users/{world.users['operator'].number}"
    before = world.stored()
    for refused in (
        api.post("/users", {"user_name": "new", "role": "reseller"}),
        api.patch(f"/users/{world.users['viewer'].number}", {"role": "admin"}),
        api.patch(f"/users/{world.users['owner'].number}", {"role": "reseller"}),
        api.patch(above, {"enabled": False}),
        api.patch(above, {"email": "mine@main.example"}),
        api.put(f"{above}/password", json={"password": "a long enough one"}),
        api.post("/credentials", {"kind": "token", "user": str(world.users["operator"].number)}),
    ):
        assert (refused.status_code, problem(refused)) == (403, "role-above")
    theirs = next(
        one for one in api.get("/credentials?limit=200").json()["items"] if one["user"]["label"] == "operator"
    )
    assert problem(api.delete(f"/credentials/{theirs['id']}")) == "role-above"
    assert world.stored() == before


def test_somebody_is_left_to_administer_the_business(api: Api, world: World) -> None:
    owner = f"/users/{world.users['owner'].number}"
    before = world.stored()
    assert problem(api.patch(owner, {"role": "editor"})) == "last-owner"
    assert problem(api.patch(owner, {"enabled": False})) == "last-owner"
    assert world.stored() == before
    api.post("/users", {"user_name": "second", "role": "owner"})
    assert api.patch(owner, {"role": "editor"}).status_code == 200
    assert problem(api.get("/users")) == "access-denied"


def test_a_list_of_users_is_read_page_by_page(api: Api, world: World) -> None:
    first = api.get("/users?limit=2&count=true").json()
    rest = api.get(f"/users?limit=2&cursor={first['next_cursor']}").json()
    found = [one["user_name"] for one in (*first["items"], *rest["items"])]
    assert (found, first["total"], rest["next_cursor"]) == (["owner", "viewer", "personal"], 3, None)


def test_a_token_that_is_good_for_less_administers_nobody(world: World) -> None:
    narrow = Api(world, scope=Scope(kinds=frozenset({Kind.USER})))
    reading = Api(world, scope=Scope(frozenset({Action.ADMINISTER}), frozenset({Kind.ESTATE})))
    before = world.stored()
    assert narrow.get("/users").status_code == 200
    for refused in (
        reading.get("/users"),
        reading.get("/business"),
        narrow.post("/users", {"user_name": "new", "role": "viewer"}),
        narrow.patch(f"/users/{world.users['viewer'].number}", {"role": "owner"}),
        narrow.put(f"/users/{world.users['viewer'].number}/password", json={"password": "a long enough one"}),
        narrow.post("/credentials", {"kind": "token", "user": str(world.users["owner"].number)}),
        narrow.post("/me/tokens", {}),
        narrow.patch("/business", {"name": "Other"}),
    ):
        assert problem(refused) == "outside-scope"
    assert world.stored() == before


def test_who_calls_learns_what_it_may(world: World, api: Api) -> None:
    assert api.get("/me").json()["may"] == ["read", "write", "administer"]
    assert Api(world, "viewer").get("/me").json()["may"] == ["read"]
    folder = api.post("/folders", {"name": "Shared"}).json()
    told = Api(world, scope=Scope(frozenset({Action.READ}), folder=folder["number"])).get("/me").json()
    assert (told["may"], told["scope"]) == (["read"], {"actions": ["read"], "kinds": None, "folder": folder["id"]})
    world.users["nothing"] = world.services.accounts.create_user(world.business.number, "nothing", role=Role.NONE)
    assert problem(Api(world, "nothing").get("/me")) == "access-denied"


def test_an_own_password_is_changed_by_token_too_and_only_with_the_present_one(world: World, api: Api) -> None:
    new = {"current_password": PASSWORD, "new_password": "quite another one"}
    refused = api.put("/me/password", json={**new, "current_password": "guessed"})
    assert (refused.status_code, refused.json()["field"]) == (422, "current_password")
    assert api.put("/me/password", json=new).status_code == 204
    assert api.put("/me/password", json=new).json()["field"] == "current_password"
    user = world.services.accounts.user(world.business.number, "owner")
    assert replace(user, created_at=None) == replace(world.users["owner"], created_at=None)
