"""The feed and the request log as streams of events."""

import json
from typing import Any

import pytest

from filebook.core.businesses import CredentialKind
from filebook.core.ids import Kind
from filebook.serving import events
from filebook.serving.application import Application
from tests.dialects.native.api import Api, problem
from tests.dialects.native.test_changes import follow
from tests.serving.served import under_uvicorn
from tests.world import World


def told(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, place and data of each event."""
    found = []
    for block in text.split("\n\n"):
        parts = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in parts:
            found.append((parts["event"], parts.get("id", ""), json.loads(parts["data"])))
    return found


def test_a_stream_goes_on_from_a_cursor_and_from_its_last_event(world: World, api: Api) -> None:
    _, cursor = follow(api)
    first, second = world.file(), world.file()
    heard = told(api.get("/events", params={"since": cursor, "for_seconds": 0}).text)
    assert [(name, data["number"], data["verb"]) for name, _, data in heard] == [
        ("change", first.number, "created"),
        ("change", second.number, "created"),
    ]
    place = heard[0][1]
    [(_, last, again)] = told(api.get("/events?for_seconds=0", headers={"Last-Event-ID": place}).text)
    assert again == heard[1][2]
    assert follow(api, last) == ([], last)
    assert follow(api, place)[0] == [again]
    assert told(api.get("/events?for_seconds=0").text) == []


def test_a_cursor_of_somebody_else_begins_no_stream(world: World, api: Api) -> None:
    _, cursor = follow(Api(world, "viewer"))
    refused = api.get("/events", params={"since": cursor})
    assert (refused.status_code, problem(refused)) == (410, "cursor-expired")


def test_what_is_done_is_heard_as_it_is_done_until_the_server_ends(world: World, api: Api) -> None:
    assert isinstance(world.app, Application)
    headers = {"Authorization": f"Bearer {api.token}"}
    with under_uvicorn(world.app) as served, served.client() as client:
        path = "/api/v1/events?kind=contact"
        with client.stream("GET", path, headers=headers) as response:
            lines = response.iter_lines()
            assert [next(lines), next(lines)] == ["retry: 3000", ""]
            world.file()
            made = world.services.records.add(world.actor("owner"), Kind.CONTACT, label="New")
            assert next(lines) == "event: change"
            assert next(lines).startswith("id: ")
            assert json.loads(next(lines).removeprefix("data: "))["id"] == made.uid
            world.app.end_soon()
            assert [*lines] == [""]


def test_a_stream_ends_soon_after_its_token_is_revoked(world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.05)
    monkeypatch.setattr(events, "JUDGE_SECONDS", 0.05)
    assert isinstance(world.app, Application)
    headers = {"Authorization": f"Bearer {api.token}"}
    [token] = [
        one for one in world.services.credentials.of_user(world.users["owner"]) if one.kind is CredentialKind.BEARER
    ]
    with (
        under_uvicorn(world.app) as served,
        served.client() as client,
        client.stream("GET", "/api/v1/events", headers=headers) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "retry: 3000"
        world.services.credentials.revoke(token.uid)
        assert [*lines][-1] == ""
    assert api.get("/events").status_code == 401


def test_requests_are_heard_when_they_are_written_down(world: World, api: Api) -> None:
    api.get("/folders/1")
    world.services.request_log.flush()
    nothing = api.get("/requests/events?for_seconds=0")
    assert told(nothing.text) == []
    world.services.request_log.flush()
    heard = told(api.get("/requests/events?for_seconds=0", headers={"Last-Event-ID": "0"}).text)
    assert [(name, place, data["route"], data["status"]) for name, place, data in heard] == [
        ("request", "1", "/folders/{id}", 404),
        ("request", "2", "/requests/events", 200),
    ]
    refused = api.get("/requests/events", headers={"Last-Event-ID": "x"})
    assert (refused.status_code, refused.json()["field"]) == (422, "Last-Event-ID")
    assert problem(Api(world, "viewer").get("/requests/events")) == "access-denied"
