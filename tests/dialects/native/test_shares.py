"""Shares by the native API: made, shown, changed, withdrawn; for whom, and what is noted of them."""

from datetime import timedelta
from typing import Any

import pytest

from filebook.core.access import Action, Role, Scope
from filebook.core.ids import Kind, Ref
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.world import World

PLACE = "/shares"


def make(api: Api, *items: object, **said: Any) -> dict[str, Any]:
    """A share, with its address."""
    made = api.post(PLACE, {"items": list(items), **said})
    assert made.status_code == 201, made.text
    shown: dict[str, Any] = made.json()
    assert made.headers["location"].endswith(f"/api/v1{PLACE}/{shown['id']}")
    return shown


def editor(world: World) -> Api:
    """The client of somebody who may write."""
    if "editor" not in world.users:
        world.users["editor"] = world.services.accounts.create_user(world.business.number, "editor", role=Role.EDITOR)
    return Api(world, "editor")


def test_a_share_is_made_with_an_address_that_is_told_this_once(world: World, api: Api) -> None:
    file = world.file(name="contract.txt")
    ends = (world.clock() + timedelta(days=7)).isoformat().replace("+00:00", "Z")
    made = make(api, file.uid, message="Hello", password="open sesame", expires_at=ends, download_count_limit=3)
    address = made.pop("url")
    assert address.startswith("http://filebook.test/s/")
    assert len(address.rpartition("/")[2]) == 32
    shown = api.get(f"{PLACE}/{made['id']}").json()
    assert shown == made
    expected = {
        "name": "contract.txt",
        "message": "Hello",
        "sender": "",
        "has_password": True,
        "download_count_limit": 3,
        "download_count": 0,
    }
    assert {name: made[name] for name in expected} == expected
    assert (made["state"], made["expires_at"], made["made_by"]["label"]) == ("works", ends, "owner")
    assert made["items"] == [{"id": file.uid, "number": file.number, "kind": "file", "label": file.name}]
    assert api.get(f"{PLACE}?count=true").json() == {"items": [made], "next_cursor": None, "total": 1}
    world.http.post(address, data={"password": "open sesame"})
    assert world.http.get(f"{address}/files/{file.uid}").content == b"hello"
    after = api.get(f"{PLACE}/{made['id']}").json()
    assert (after["download_count"], after["last_used_at"]) == (1, "2026-03-30T07:00:00Z")
    (use,) = api.get(f"{PLACE}/{made['id']}/uses").json()["items"]
    assert (use["what"], use["program"], use["network"]) == ("file", "testclient", "")
    assert use["file"] == {
        "id": file.uid,
        "number": file.number,
        "kind": "file",
        "label": "contract.txt",
        "version": 1,
    }


def test_a_key_makes_one_share_and_tells_its_address_once(world: World, api: Api) -> None:
    headers = {"Idempotency-Key": "once"}
    body = {"items": [world.file().uid]}
    first = api.post(PLACE, body, headers=headers)
    assert first.status_code == 201
    before = world.stored()
    again = api.post(PLACE, body, headers=headers)
    assert (again.status_code, problem(again)) == (409, "request-repeated")
    assert first.json()["url"].rpartition("/")[2] not in again.text
    assert world.stored() == before


def test_what_is_said_of_a_share_can_be_changed(world: World, api: Api) -> None:
    made = make(api, world.file().uid, password="open sesame", download_count_limit=1)
    path = f"{PLACE}/{made['id']}"
    tag = api.get(path).headers["etag"]
    changed = api.patch(
        path, {"name": "Papers", "password": None, "download_count_limit": None}, headers={"If-Match": tag}
    )
    assert changed.status_code == 200, changed.text
    shown = changed.json()
    assert (shown["name"], shown["has_password"], shown["download_count_limit"]) == ("Papers", False, None)
    stale = api.patch(path, {"name": "Late"}, headers={"If-Match": tag})
    assert (stale.status_code, problem(stale)) == (412, "revision-mismatch")
    assert world.http.get(made["url"]).status_code == 200


def test_a_withdrawn_share_is_still_told_and_can_be_removed_for_good(world: World, api: Api) -> None:
    made = make(api, world.file().uid)
    path = f"{PLACE}/{made['id']}"
    world.http.get(made["url"])
    for _ in range(2):
        assert api.delete(path).status_code == 204
    assert api.get(path).json()["state"] == "revoked"
    assert len(api.get(f"{path}/uses").json()["items"]) == 1
    assert world.http.get(made["url"]).status_code == 404
    assert api.get(f"{PLACE}?open=true").json()["items"] == []
    assert api.delete(f"{path}?forever=true").status_code == 204
    assert problem(api.get(path)) == "not-found"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"items": []}, "items"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"download_count_limit": 0}, "download_count_limit"),
        ({"password": "abc"}, "password"),
        ({"visible": True}, "visible"),
    ],
)
def test_what_cannot_be_meant_makes_nothing(world: World, api: Api, said: dict[str, Any], field: str) -> None:
    file, before = world.file(), world.stored()
    refused = api.post(PLACE, {"items": [file.uid], **said})
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert (world.stored()[1] - before[1], api.get(PLACE).json()["items"]) == (0, [])


def test_only_files_folders_or_one_appointment_are_shared_together(world: World, api: Api) -> None:
    file, number = world.file(), world.appointments["single"].number
    for items in ([file.uid, number], [number, world.appointments["recurring"].number], [file.uid, file.number]):
        refused = api.post(PLACE, {"items": items})
        assert (refused.status_code, refused.json()["field"]) == (422, "items")
    for item in (world.records["contact"].number, 999_999, "nothing"):
        assert problem(api.post(PLACE, {"items": [item]})) == "not-found"
    assert make(api, number)["items"][0]["kind"] == "appointment"


def test_makers_know_of_their_own_shares_and_owners_of_all(world: World, api: Api) -> None:
    file = world.file()
    own, theirs = make(api, file.uid), make(editor(world), file.uid)
    assert [one["id"] for one in api.get(PLACE).json()["items"]] == [theirs["id"], own["id"]]
    assert [one["id"] for one in api.get(f"{PLACE}?mine=true").json()["items"]] == [own["id"]]
    assert [one["id"] for one in editor(world).get(PLACE).json()["items"]] == [theirs["id"]]
    assert [one["id"] for one in api.get(f"{PLACE}?item={file.uid}&limit=1").json()["items"]] == [theirs["id"]]
    other = world.file(name="other.txt")
    assert api.get(f"{PLACE}?item={other.uid}").json()["items"] == []
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/uses")):
        sent = {"json": {"name": "Mine"}} if method == "PATCH" else {}
        assert problem(editor(world)(method, f"{PLACE}/{own['id']}{path}", **sent)) == "not-found"
    assert api.delete(f"{PLACE}/{theirs['id']}").status_code == 204


def test_a_token_shares_only_what_it_is_good_for(world: World) -> None:
    file, number = world.file(), world.appointments["single"].number
    scopes = (
        Scope(verbs=frozenset({Action.READ})),
        Scope(kinds=frozenset({Kind.FILE, Kind.FOLDER})),
        Scope(folder=file.number),
    )
    asked = [(Api(world, scope=scope), str(file.uid)) for scope in scopes]
    asked.append((Api(world, scope=Scope(kinds=frozenset({Kind.SHARE, Kind.APPOINTMENT}))), str(number)))
    asked.append((Api(world, "viewer"), file.uid))
    before = world.stored()
    assert [api.post(PLACE, {"items": [item]}).status_code for api, item in asked] == [403] * len(asked)
    assert world.stored() == before


def test_a_token_for_a_folder_shares_what_lies_in_it_and_knows_of_no_other_shares(world: World, api: Api) -> None:
    inside = api.post("/folders", {"name": "Inside"}).json()
    within = Scope(kinds=frozenset({Kind.FILE, Kind.FOLDER, Kind.SHARE}), folder=inside["number"])
    file = world.file(folder=Ref(inside["number"], inside["id"]))
    other = make(api, world.file().uid)
    scoped = Api(world, scope=within)
    made = make(scoped, file.uid)
    assert problem(scoped.post(PLACE, {"items": [other["items"][0]["id"]]})) == "not-found"
    assert [one["id"] for one in scoped.get(PLACE).json()["items"]] == [made["id"]]
    assert problem(scoped.get(f"{PLACE}/{other['id']}")) == "not-found"
    (thing,) = Api(world, scope=Scope(kinds=frozenset({Kind.SHARE}))).get(f"{PLACE}/{made['id']}").json()["items"]
    assert (thing["id"], thing["label"]) == (file.uid, ""), "what a token is not good for has no name"
    assert len(api.get(PLACE).json()["items"]) == 2


def test_a_share_is_followed_and_audited_like_anything_else(world: World, api: Api) -> None:
    cursor = ""
    while (page := api.get("/changes", params={"since": cursor}).json())["more"]:
        cursor = page["cursor"]
    made = make(api, world.file().uid, name="Papers")
    assert ("share", made["number"], False) in _news(api, page["cursor"])
    api.delete(f"{PLACE}/{made['id']}?forever=true")
    assert ("share", made["number"], True) in _news(api, page["cursor"])
    kept = make(api, world.file().uid, name="Papers")
    activity = api.get("/activity", params={"kind": "share"}).json()["items"]
    assert [(one["verb"], one["object"]["label"]) for one in activity][:1] == [("created", "Papers")]
    assert kept["url"].rpartition("/")[2] not in str(activity)
    viewer = Api(world, "viewer").get("/changes", params={"kind": "share"}).json()
    assert viewer["items"] == []


def _news(api: Api, since: str) -> list[tuple[str, int, bool]]:
    """What is told after a place in the feed: kind, number, and whether it is gone."""
    items = api.get("/changes", params={"since": since}).json()["items"]
    return [(one["kind"], one["number"], one["deleted"]) for one in items]


def test_a_list_takes_as_many_statements_however_long_it_is(
    world: World, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make(client, world.file().uid, world.file().uid) for client in (api, editor(world)) for _ in range(3)]
    api.get("/me")  # so that it is known who asks
    counted = counting_statements(monkeypatch)
    taken = []
    for limit in (1, len(made)):
        counted.clear()
        assert len(api.get(f"{PLACE}?limit={limit}&count=true").json()["items"]) == limit
        taken.append(len(counted))
    assert taken[0] == taken[1]


@pytest.mark.parametrize("far", ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"])
def test_an_end_that_no_zone_could_write_is_refused(world: World, far: str) -> None:
    api, file = Api(world), world.file()
    before = world.stored()
    assert problem(api.post("/shares", {"items": [file.uid], "expires_at": far})) == "invalid"
    assert world.stored() == before
    made = api.post("/shares", {"items": [file.uid]}).json()
    assert problem(api.patch(f"/shares/{made['id']}", {"expires_at": far})) == "invalid"
    assert api.get("/shares").status_code == 200
