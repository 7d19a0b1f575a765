"""What every route of the native door does alike, shown with folders."""

import pytest

from filebook.core.access import Action, Scope
from filebook.core.ids import Kind
from tests.dialects.native.api import Api, problem
from tests.world import World


def test_what_was_made_is_found_under_its_location_and_either_name(api: Api) -> None:
    made = api.post("/folders", {"name": "Contracts"})
    assert made.status_code == 201
    shown = made.json()
    assert made.headers["location"] == f"http://filebook.test/api/v1/folders/{shown['id']}"
    for name in (shown["id"], shown["id"].upper(), shown["number"]):
        assert api.get(f"/folders/{name}").json() == shown


def test_an_answer_is_not_sent_again_to_who_has_it(api: Api) -> None:
    folder = api.post("/folders", {"name": "Contracts"})
    path = f"/folders/{folder.json()['id']}"
    tag = api.get(path).headers["etag"]
    assert tag == folder.headers["etag"]
    known = api.get(path, headers={"If-None-Match": tag})
    assert (known.status_code, known.content) == (304, b"")
    api.patch(path, {"name": "Other"})
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_write_with_an_old_tag_changes_nothing(api: Api, world: World) -> None:
    folder = api.post("/folders", {"name": "First"})
    path, tag = f"/folders/{folder.json()['id']}", folder.headers["etag"]
    changed = api.patch(path, {"name": "Second"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    before = world.stored()
    for refused in (
        api.patch(path, {"name": "Third"}, headers={"If-Match": tag}),
        api.delete(path, headers={"If-Match": tag}),
    ):
        assert (refused.status_code, problem(refused)) == (412, "revision-mismatch")
    assert world.stored() == before
    assert api.get(path).json()["name"] == "Second"
    assert api.delete(path, headers={"If-Match": f'"0", {changed.headers["etag"]}'}).status_code == 204
    assert api.get(path).status_code == 404
    assert api.get(f"{path}?trashed=true").json()["trashed_at"] is not None


def test_a_request_under_a_key_is_carried_out_once(api: Api, world: World) -> None:
    key = {"Idempotency-Key": "4711"}
    first = api.post("/folders", {"name": "Once"}, headers=key)
    after = world.stored()
    again = api.post("/folders", {"name": "Once"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["location"] == first.headers["location"]
    assert (again.headers["idempotency-replayed"], "idempotency-replayed" in first.headers) == ("true", False)
    other = api.post("/folders", {"name": "Twice"}, headers=key)
    assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
    assert world.stored() == after
    assert Api(world, "foreign_owner").post("/folders", {"name": "Once"}, headers=key).json() != first.json()


def test_a_key_whose_request_failed_may_be_used_again(api: Api) -> None:
    key = {"Idempotency-Key": "4711"}
    assert api.post("/folders", {"name": "a/b"}, headers=key).status_code == 422
    assert api.post("/folders", {"name": "a-b"}, headers=key).status_code == 201


def test_an_answer_shows_the_members_that_are_asked_for(api: Api) -> None:
    made = api.post("/folders?fields=name,id", {"name": "Sparse"}).json()
    assert made.keys() == {"id", "name"}
    refused = api.get(f"/folders/{made['id']}?fields=name,nothing")
    assert (refused.status_code, refused.json()["field"]) == (422, "fields")


def test_what_cannot_be_meant_is_named(api: Api, world: World) -> None:
    before = world.stored()
    for body, field, reason in (
        ({"name": "x", "colour": "red"}, "colour", "unknown"),
        ({}, "name", "missing"),
        ({"name": 5}, "name", "type"),
        ({"name": ""}, "name", "length"),
        ({"name": "x", "visibility": "nobody"}, "visibility", "value"),
    ):
        refused = api.post("/folders", body)
        told = refused.json()
        assert (refused.status_code, told["field"], told["reason"]) == (422, field, reason)
    assert api.post("/folders?colour=red", {"name": "x"}).json()["field"] == "colour"
    assert problem(api.post("/folders", content=b"{", headers={"Content-Type": "application/json"})) == "invalid"
    assert problem(api.post("/folders", content=b"{}")) == "unsupported-media-type"
    assert world.stored() == before


def test_a_token_is_good_for_its_scope_alone(world: World, api: Api) -> None:
    outer = api.post("/folders", {"name": "Outer"}).json()
    inner = api.post("/folders", {"name": "Inner", "parent": outer["id"]}).json()
    beside = api.post("/folders", {"name": "Beside"}).json()
    scoped = Api(world, scope=Scope(folder=outer["number"]))
    assert scoped.get(f"/folders/{inner['id']}").status_code == 200
    assert scoped.get(f"/folders/{outer['id']}").status_code == 200
    assert problem(scoped.get(f"/folders/{beside['id']}")) == "not-found"
    assert scoped.post("/folders", {"name": "New", "parent": inner["id"]}).status_code == 201
    reader = Api(world, scope=Scope(verbs=frozenset({Action.READ})))
    records = Api(world, scope=Scope(kinds=frozenset({Kind.ESTATE})))
    before = world.stored()
    assert problem(scoped.post("/folders", {"name": "New"})) == "outside-scope"
    assert problem(scoped.patch(f"/folders/{inner['id']}", {"parent": beside["id"]})) == "outside-scope"
    assert reader.get(f"/folders/{inner['id']}").status_code == 200
    assert reader.patch(f"/folders/{inner['id']}", {"name": "New"}).status_code == 403
    assert problem(records.get(f"/folders/{inner['id']}")) == "outside-scope"
    assert world.stored() == before


def test_a_token_for_appointments_alone_learns_no_names_and_invites_nobody_else(world: World, api: Api) -> None:
    contact, times = world.records["contact"], {"starts": "2026-04-07T10:00:00", "ends": "2026-04-07T11:00:00"}
    said = {"subject": "Visit", "zone": "Europe/Amsterdam", **times}
    whole = api.post("/appointments", {**said, "participants": [str(contact.number)]}).json()
    assert whole["participants"][0]["label"] == contact.label
    scoped = Api(world, scope=Scope(kinds=frozenset({Kind.APPOINTMENT})))
    before = world.stored()
    seen = scoped.get(f"/appointments/{whole['id']}").json()
    assert [one["label"] for one in seen["participants"]] == [""]
    assert problem(scoped.post("/appointments", {**said, "participants": [str(contact.number)]})) == "not-found"
    assert world.stored() == before
    assert scoped.post("/appointments", said).status_code == 201


def test_every_answer_tells_what_is_left_of_the_rate(api: Api) -> None:
    told = api.get("/folders/1").headers
    assert told["ratelimit-policy"] == '"default";q=6000;w=60'
    assert told["ratelimit"].startswith('"default";r=5999;')


def test_nobody_is_served_without_a_token_of_the_door(world: World) -> None:
    for headers in ({}, {"Authorization": "Bearer fbk_no"}, {"Authorization": "Basic b3duZXI6eA=="}):
        refused = world.http.get("/api/v1/folders/1", headers=headers)
        assert (refused.status_code, problem(refused)) == (401, "unauthenticated")
        assert refused.headers["www-authenticate"] == 'Bearer realm="filebook"'


def test_no_query_is_cut_short_by_a_null_character(api: Api) -> None:
    api.post("/folders", {"name": "Contracts"})
    for query in ("/folders?q=%00", "/appointments?q=%00", "/records/contact?q=%00", "/tags?prefix=%00"):
        refused = api.get(query)
        assert (problem(refused), refused.json()["reason"]) == ("invalid", "characters")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/folders", {"name": "a\0"}, "name"),
        ("/folders", {"name": "a", "tags": ["b", "\0c"]}, "tags[1]"),
        ("/folders", {"name": "a", "fields": {"deep": [{"er": "\0"}]}}, "fields.deep[0].er"),
        ("/files", {"name": "a\0", "url": "https://a.example/"}, "name"),
        ("/appointments", {"subject": "a\0", "starts": "2026-04-07", "ends": "2026-04-07"}, "subject"),
    ],
)
def test_a_null_character_in_a_body_is_told_with_its_place(
    api: Api, world: World, path: str, body: dict[str, object], field: str
) -> None:
    before = world.stored()
    refused = api.post(path, body)
    told = refused.json()
    assert (refused.status_code, told["field"], told["reason"]) == (422, field, "characters")
    assert world.stored() == before


def test_what_is_reckoned_for_the_moment_is_asked_for_again(api: Api, world: World) -> None:
    thing = world.appointments["single"].number
    for path in ("/usage", "/health", f"/appointments/{thing}/required-documents", f"/access/explain?object={thing}"):
        told = api.get(path)
        assert (told.status_code, told.headers["cache-control"]) == (200, "private, no-cache"), path
