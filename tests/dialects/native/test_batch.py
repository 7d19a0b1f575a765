"""Several requests in one, at the native door."""

from typing import Any

from tests.dialects.native.api import Api, problem
from tests.world import World


def _sent(api: Api, *requests: dict[str, Any], **said: Any) -> list[dict[str, Any]]:
    headers = said.pop("headers", None)
    answer = api.post("/batch", {"requests": list(requests), **said}, headers=headers)
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()["responses"]
    return told


def _folder(name: str, **said: Any) -> dict[str, Any]:
    return {"method": "POST", "path": "/folders", "body": {"name": name}, **said}


def test_each_part_is_answered_as_if_it_came_alone(api: Api, world: World) -> None:
    made, refused, absent = _sent(
        api, _folder("One"), _folder("a/b"), {"method": "GET", "path": "/folders/999999?fields=id"}
    )
    assert (made["status"], made["body"]["name"]) == (201, "One")
    alone = api.get(f"/folders/{made['body']['id']}")
    assert made["body"] == alone.json()
    assert made["headers"]["etag"] == alone.headers["etag"]
    assert made["headers"]["location"] == str(alone.url)
    assert (refused["status"], refused["body"]["type"]) == (422, "urn:filebook:problem:invalid")
    assert (absent["status"], absent["headers"]["content-type"]) == (404, "application/problem+json")
    assert refused["body"]["instance"] != absent["body"]["instance"]


def test_each_part_keeps_its_own_conditions(api: Api) -> None:
    folder = api.post("/folders", {"name": "First"})
    path, tag = f"/folders/{folder.json()['id']}", folder.headers["etag"]
    change = {"method": "PATCH", "path": path, "headers": {"If-Match": tag}}
    first, second, unchanged = _sent(
        api,
        {**change, "body": {"name": "Second"}},
        {**change, "body": {"name": "Third"}},
        {"method": "GET", "path": path, "headers": {"If-None-Match": tag}},
    )
    assert [first["status"], second["status"], unchanged["status"]] == [200, 412, 200]
    assert unchanged["body"]["name"] == "Second"
    known = {"method": "GET", "path": path, "headers": {"If-None-Match": first["headers"]["etag"]}}
    assert _sent(api, known)[0] == {"status": 304, "headers": {"etag": first["headers"]["etag"]}, "body": None}


def test_a_batch_under_a_key_is_carried_out_once(api: Api, world: World) -> None:
    key = {"Idempotency-Key": "4711"}
    parts = [_folder("One"), _folder("One"), _folder("Own", headers={"Idempotency-Key": "mine"})]
    first = _sent(api, *parts, headers=key)
    assert first[0]["body"]["id"] != first[1]["body"]["id"]
    before = world.stored()
    again = _sent(api, *parts, headers=key)
    assert [one["body"] for one in again] == [one["body"] for one in first]
    assert {one["headers"]["idempotency-replayed"] for one in again} == {"true"}
    assert world.stored() == before


def test_what_follows_a_failure_is_left_out_if_asked_for(api: Api, world: World) -> None:
    before = world.stored()
    told = _sent(api, _folder("a/b"), _folder("Two"), stop_on_error=True)
    assert [one["status"] for one in told] == [422, 424]
    assert (told[1]["body"]["type"], told[1]["body"]["reason"]) == ("urn:filebook:problem:not-carried-out", "earlier")
    assert world.stored() == before


def test_each_part_is_admitted_by_its_own_rule(world: World) -> None:
    viewer, personal = Api(world, "viewer"), Api(world, "personal")
    before = world.stored()
    assert [one["status"] for one in _sent(viewer, _folder("New"), {"method": "GET", "path": "/folders/1"})] == [
        403,
        404,
    ]
    assert [one["status"] for one in _sent(personal, {"method": "GET", "path": "/folders/1"})] == [403]
    assert world.stored() == before


def test_only_json_is_asked_for_in_a_batch_and_no_batch(api: Api, world: World) -> None:
    file = world.file(on=[world.on_appointment()])
    before = world.stored()
    told = _sent(
        api,
        {"method": "POST", "path": "/batch", "body": {"requests": []}},
        {"method": "POST", "path": f"/appointments/{world.appointments['single'].uid}/files?name=x", "body": "x"},
        {"method": "GET", "path": "/openapi.json"},
        {"method": "POST", "path": "/folders"},
        {"method": "GET", "path": "/folders/%00"},
        {"method": "GET", "path": "/folders/ü"},
        {"method": "DELETE", "path": "/openapi"},
        {"method": "GET", "path": f"/files/{file.uid}/attachments"},
        {"method": "DELETE", "path": "/session"},
    )
    assert [one["status"] for one in told] == [404, 422, 404, 415, 400, 400, 404, 200, 422]
    part = {"method": "GET", "path": "/x"}
    for parts in (
        [],
        [part] * 101,
        [{**part, "method": "HEAD"}],
        [{**part, "path": "x"}],
        [{**part, "headers": {"Authorization": "x"}}],
    ):
        refused = api.post("/batch", {"requests": parts})
        assert (refused.status_code, problem(refused)) == (422, "invalid")
        assert refused.json().get("field", "requests").startswith("requests")
    assert world.stored() == before
