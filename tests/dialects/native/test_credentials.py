"""Keys of users: issued, told without their secrets, used at their doors, taken back."""

import hashlib

import pytest

from filebook.core.ids import Number, new_uid
from filebook.core.webhooks import Form, Webhook, hears
from filebook.services.credentials import Issued
from tests.dialects.native.api import Api, problem
from tests.dialects.onoffice.client import Client
from tests.world import World


def with_token(world: World, token: str, method: str, path: str) -> int:
    """What a token's holder is answered."""
    return world.http.request(method, f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"}).status_code


def timetap_login(world: World, key: str, secret: str) -> str:
    """A session's token; "" where the key opens nothing."""
    signature = hashlib.md5((key + secret).encode(), usedforsecurity=False).hexdigest()
    answer = world.http.get(f"/timetap/live/sessionToken?apiKey={key}&timestamp=1&signature={signature}")
    return str(answer.json().get("sessionToken", "")) if answer.status_code == 200 else ""


def test_a_key_of_onoffices_opens_its_door_until_it_is_taken_back(api: Api, world: World) -> None:
    viewer = world.users["viewer"]
    issued = api.post("/credentials", {"kind": "onoffice", "user": viewer.uid, "label": "CRM", "version_2_only": True})
    key = issued.json()
    assert (issued.status_code, key["version_2_only"], key["user"]["label"]) == (201, True, "Viewer Test")
    path = f"/credentials/{key['id']}"
    assert issued.headers["location"].endswith(path)
    assert api.get(path).json() == {name: value for name, value in key.items() if name != "secret"}
    client = Client(world.http, Issued(key["id"], key["key"], key["secret"]), world.clock())
    read = ("read", "address", {"data": ["Name"]})
    assert client.error(*read) == 0
    assert api.delete(path).status_code == 204
    assert client.error(*read) == 22
    assert [problem(api.get(path)), problem(api.delete(path))] == ["not-found"] * 2


def test_sessions_that_a_key_opened_end_when_it_is_taken_back(api: Api, world: World) -> None:
    viewer = world.users["viewer"]
    key = api.post("/credentials", {"kind": "timetap", "user": str(viewer.number)}).json()
    token = timetap_login(world, key["key"], key["secret"])
    shown = {"Authorization": f"Bearer {token}"}
    assert world.http.get("/timetap/live/files", headers=shown).status_code == 200
    api.delete(f"/credentials/{key['id']}")
    assert world.http.get("/timetap/live/files", headers=shown).status_code == 401
    assert timetap_login(world, key["key"], key["secret"]) == ""


def test_a_token_is_good_for_its_scope_its_door_and_its_time(api: Api, world: World) -> None:
    folder = api.post("/folders", {"name": "Shared"}).json()
    other = api.post("/folders", {"name": "Other"}).json()
    scope = {"actions": ["read"], "kinds": ["folder", "file"], "folder": folder["id"]}
    said = {"kind": "token", "user": str(world.users["owner"].number), "scope": scope, "door": "native"}
    key = api.post("/credentials", {**said, "expires_at": "2026-03-30T10:00:00+02:00"}).json()
    assert key["scope"] == {"actions": ["read"], "kinds": ["file", "folder"], "folder": folder["id"]}
    assert (key["expires_at"], key["door"]) == ("2026-03-30T08:00:00Z", "native")
    token = key["secret"]
    assert with_token(world, token, "GET", f"/folders/{folder['id']}") == 200
    assert with_token(world, token, "GET", f"/folders/{other['id']}") == 404
    assert with_token(world, token, "DELETE", f"/folders/{folder['id']}") == 403
    assert with_token(world, token, "GET", "/records/contact") == 403
    world.clock.advance(hours=1)
    assert with_token(world, token, "GET", f"/folders/{folder['id']}") == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"expires_at": "2026-03-30T06:59:00Z"}, "expires_at"),
        ({"expires_at": "2026-12-31T00:00:00"}, "expires_at"),
        ({"expires_at": "0001-01-01T00:00:00+14:00"}, "expires_at"),
        ({"scope": {"kinds": ["car"]}}, "scope.kinds"),
        ({"scope": {"actions": ["fly"]}}, "scope.actions[0]"),
        ({"version_2_only": True}, "version_2_only"),
        ({"kind": "onoffice", "door": "native"}, "door"),
        ({"kind": "timetap", "scope": {}}, "scope"),
        ({"kind": "password"}, "kind"),
        ({"door": "xelion"}, "door"),
    ],
)
def test_a_key_that_cannot_be_is_refused(api: Api, world: World, change: dict[str, object], field: str) -> None:
    before = world.stored()
    said = {"kind": "token", "user": str(world.users["viewer"].number), **change}
    refused = api.post("/credentials", said)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert world.stored() == before


def test_a_secret_is_told_once_and_not_kept_under_an_idempotency_key(api: Api, world: World) -> None:
    said, key = {"kind": "token", "user": str(world.users["viewer"].number)}, {"Idempotency-Key": "4711"}
    first = api.post("/credentials", said, headers=key)
    after = world.stored()
    again = api.post("/credentials", said, headers=key)
    assert (first.status_code, again.status_code, problem(again)) == (201, 409, "request-repeated")
    assert first.json()["secret"] not in again.text
    assert world.stored() == after
    listed = api.get("/credentials?limit=200").text
    assert first.json()["secret"] not in listed
    assert "sha256" not in listed
    database = b"".join(path.read_bytes() for path in world.house.settings.data_path.glob("filebook.db*"))
    assert first.json()["secret"].encode() not in database


def test_everybody_has_tokens_of_their_own_and_of_nobody_else(world: World, api: Api) -> None:
    viewer = Api(world, "viewer")
    issued = viewer.post("/me/tokens", {"label": "phone", "scope": {"actions": ["read"]}})
    token = issued.json()
    shown = viewer.get(issued.headers["location"].partition("/api/v1")[2]).json()
    assert shown == {name: value for name, value in token.items() if name != "secret"}
    assert with_token(world, token["secret"], "GET", "/me") == 200
    listed = viewer.get("/me/tokens?count=true").json()
    assert ({one["label"] for one in listed["items"]}, listed["total"]) == ({"", "phone"}, 2)
    others = api.get("/me/tokens").json()["items"][0]["id"]
    assert problem(viewer.get(f"/me/tokens/{others}")) == "not-found"
    assert problem(viewer.delete(f"/me/tokens/{others}")) == "not-found"
    assert problem(Api(world, "foreign_owner").delete(f"/credentials/{token['id']}")) == "not-found"
    assert viewer.delete(f"/me/tokens/{token['id']}").status_code == 204
    assert with_token(world, token["secret"], "GET", "/me") == 401


def test_a_key_is_taken_back_only_as_it_was_seen(api: Api, world: World) -> None:
    for path in ("/credentials", "/me/tokens"):
        said = {"label": "phone"} if path == "/me/tokens" else {"kind": "token", "user": world.users["viewer"].uid}
        made = api.post(path, said)
        one, tag, before = f"{path}/{made.json()['id']}", made.headers["etag"], world.stored()
        refused = api.delete(one, headers={"If-Match": '"1-000000000000"'})
        assert (refused.status_code, problem(refused)) == (412, "revision-mismatch")
        assert world.stored() == before
        assert api.get(one).status_code == 200
        assert api.delete(one, headers={"If-Match": tag}).status_code == 204
        assert api.delete(one, headers={"If-Match": tag}).status_code == 404


def test_when_a_key_was_last_used_is_told(api: Api, world: World) -> None:
    world.services.credentials.flush()
    own = api.get("/me/tokens").json()["items"]
    assert own[0]["last_used_at"] is None
    world.services.credentials.flush()
    assert api.get("/me/tokens").json()["items"][0]["last_used_at"] == "2026-03-30T07:00:00Z"


def test_what_becomes_of_keys_is_noted_on_their_users_and_told_to_nobody_outside(api: Api, world: World) -> None:
    viewer, before = world.users["viewer"], world.stored()[1]
    key = api.post("/credentials", {"kind": "onoffice", "user": viewer.uid, "label": "CRM"}).json()
    api.delete(f"/credentials/{key['id']}")
    api.put(f"/users/{viewer.number}/password", json={"password": "a long enough one"})
    with world.house.catalogue.read() as tables:
        noted = tables.changes.since(world.business.number, before, limit=10)
    assert [(one.verb.value, one.number, one.detail["kind"]) for one in noted] == [
        ("issued", viewer.number, "signing_secret"),
        ("revoked", viewer.number, "signing_secret"),
        ("issued", viewer.number, "password"),
    ]
    assert noted[0].detail == {"credential": key["id"], "kind": "signing_secret", "label": "CRM"}
    assert not any(key["secret"] in str(one.detail) for one in noted)
    webhook = Webhook(world.business.number, Number(1), new_uid(), Form.STANDARD, "", "", world.clock(), 0)
    assert not any(hears(webhook, one) for one in noted)
