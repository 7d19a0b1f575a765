"""Webhooks by the native API: made, shown, changed, tried, removed, and refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filebook.core.access import Action, Scope
from filebook.core.webhooks import WEBHOOK_LIMIT
from tests.dialects.native.api import Api, problem
from tests.receiver import Receiver, receiving
from tests.world import World, make_world

PLACE = "/webhooks"


@pytest.fixture
def world(memory_folder: Path) -> Iterator[World]:
    """One that may send to this machine."""
    made = make_world(memory_folder / "data", webhook_private_addresses=True)
    yield made
    made.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def make(api: Api, receiver: Receiver, **said: Any) -> dict[str, Any]:
    """A webhook, with its secret."""
    made = api.post(PLACE, {"url": receiver.url, **said})
    assert made.status_code == 201, made.text
    shown: dict[str, Any] = made.json()
    assert made.headers["location"].endswith(f"/api/v1/webhooks/{shown['id']}")
    return shown


def deliver(world: World) -> None:
    """Everything that is due."""
    world.house.outbox.collect()
    while claimed := world.house.outbox.claim(limit=9, failing=9):
        for one in claimed:
            world.house.outbox.deliver(one)


def test_a_webhook_is_made_with_a_secret_that_is_shown_once(api: Api, receiver: Receiver) -> None:
    made = make(api, receiver, events=["file.*"])
    assert made.pop("secret").startswith("whsec_")
    path = f"{PLACE}/{made['id']}"
    assert api.get(path).json() == made
    assert (made["form"], made["events"], made["enabled"], made["state"]) == ("standard", ["file.*"], True, "works")
    assert made["url"] == receiver.url
    assert api.get(f"{PLACE}?count=true").json() == {"items": [made], "next_cursor": None, "total": 1}
    vendor = make(api, receiver, form="timetap")
    first = api.get(f"{PLACE}?limit=1").json()
    assert [one["id"] for one in first["items"]] == [made["id"]]
    second = api.get(f"{PLACE}?limit=1&cursor={first['next_cursor']}").json()
    assert ([one["id"] for one in second["items"]], second["next_cursor"]) == ([vendor["id"]], None)


def test_a_secret_is_not_kept_for_whoever_repeats_a_request(api: Api, receiver: Receiver, world: World) -> None:
    key = {"Idempotency-Key": "4711"}
    body = {"url": receiver.url}
    assert api.post(PLACE, body, headers=key).status_code == 201
    before = world.stored()
    again = api.post(PLACE, body, headers=key)
    assert (again.status_code, problem(again)) == (409, "request-repeated")
    assert world.stored() == before
    files = [path.read_bytes() for path in world.house.settings.data_path.glob("filebook.db*")]
    assert not any(b"whsec_" in content for content in files)


def test_a_webhook_is_changed_member_by_member_and_only_as_it_was_seen(api: Api, receiver: Receiver) -> None:
    path = f"{PLACE}/{make(api, receiver)['id']}"
    tag = api.get(path).headers["etag"]
    changed = api.patch(path, {"events": ["*.deleted"]}, headers={"If-Match": tag})
    assert changed.json()["events"] == ["*.deleted"]
    stale = api.patch(path, {"enabled": False}, headers={"If-Match": tag})
    assert (stale.status_code, problem(stale)) == (412, "revision-mismatch")
    assert api.delete(path, headers={"If-Match": tag}).status_code == 412
    assert api.get(path).headers["etag"] == changed.headers["etag"]
    off = api.patch(path, {"enabled": False}).json()
    assert (off["enabled"], off["state"], off["url"]) == (False, "off", receiver.url)
    on = api.patch(path, {"enabled": True, "url": f"{receiver.url}&more=1"}).json()
    assert (on["state"], on["url"], on["events"]) == ("works", f"{receiver.url}&more=1", ["*.deleted"])
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_a_trial_says_what_it_is_and_tells_what_came_of_it(api: Api, receiver: Receiver) -> None:
    path = f"{PLACE}/{make(api, receiver)['id']}"
    told = api.post(f"{path}/test").json()
    assert (told["taken"], told["outcome"]) == (True, "200")
    receiver.answers.append(503)
    told = api.post(f"{path}/test").json()
    assert (told["taken"], told["outcome"]) == (False, "503")
    first, second = receiver.received
    assert (first.told["type"], first.told["sequence"]) == ("webhook.test", None)
    assert first.headers["webhook-id"] != second.headers["webhook-id"]
    assert api.get(f"{path}/deliveries").json()["items"] == []
    vendor = make(api, receiver, form="timetap")
    assert api.post(f"{PLACE}/{vendor['number']}/test").json()["taken"]
    assert receiver.received[-1].told["calendarId"]


def test_the_log_tells_what_came_of_each_change_and_one_is_sent_again(
    api: Api, receiver: Receiver, world: World
) -> None:
    path = f"{PLACE}/{make(api, receiver, events=['folder.*'])['id']}"
    receiver.answers.append(500)
    for name in ("First", "Second", "Third"):
        api.post("/folders", {"name": name})
    deliver(world)
    log = api.get(f"{path}/deliveries").json()
    assert [one["state"] for one in log["items"]] == ["delivered", "delivered", "waiting"]
    waiting = log["items"][-1]
    assert (waiting["type"], waiting["attempt_count"], waiting["outcome"]) == ("folder.created", 1, "500")
    assert waiting["message_id"] == receiver.received[0].headers["webhook-id"]
    assert waiting["next_at"] == "2026-03-30T07:01:00Z"
    assert api.get(f"{path}/deliveries?state=waiting&state=given_up").json()["items"] == [waiting]
    page = api.get(f"{path}/deliveries?limit=2").json()
    rest = api.get(f"{path}/deliveries?limit=2&cursor={page['next_cursor']}").json()
    assert page["items"] + rest["items"] == log["items"]
    retried = api.post(f"{path}/deliveries/{waiting['id']}/retry")
    assert (retried.status_code, retried.json()["state"]) == (202, "waiting")
    deliver(world)
    assert api.get(f"{path}/deliveries?state=delivered").json()["items"][-1]["attempt_count"] == 1
    assert receiver.received[-1].headers["webhook-id"] == waiting["message_id"]
    for nothing in ("4711", "none", "9" * 30):
        assert api.post(f"{path}/deliveries/{nothing}/retry").status_code == 404


def test_a_replay_is_asked_for_by_number_or_time_and_not_both(api: Api, receiver: Receiver, world: World) -> None:
    made = make(api, receiver, events=["folder.*"])
    path = f"{PLACE}/{made['id']}/replay"
    for name in ("First", "Second"):
        api.post("/folders", {"name": name})
    deliver(world)
    replayed = api.post(path, {"since_sequence": made["looked_at_sequence"]})
    assert (replayed.status_code, replayed.json()["since_sequence"]) == (202, made["looked_at_sequence"])
    deliver(world)
    names = [message.headers["webhook-id"] for message in receiver.received]
    assert names[:2] == names[2:]
    world.clock.advance(minutes=1)
    later = api.post(path, {"since": "2026-03-30T09:00:30+02:00"}).json()
    assert later["since_sequence"] == later["last_sequence"]
    before = world.stored()
    for body in ({}, {"since": "2026-03-30T07:00:00Z", "since_sequence": 1}, {"since": "2026-03-30T07:00:00"}):
        assert api.post(path, body).status_code == 422
    assert api.post(path, {"since_sequence": 10**9}).json()["field"] == "since_sequence"
    assert world.stored() == before
    api.patch(f"{PLACE}/{made['id']}", {"enabled": False})
    refused = api.post(path, {"since_sequence": 0})
    assert (refused.status_code, problem(refused)) == (409, "webhook-off")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": "ftp://a.example/"}, "url"),
        ({"url": "http://anna@a.example/"}, "url"),
        ({"url": "http://a.example/", "events": []}, "events"),
        ({"url": "http://a.example/", "events": ["file"]}, "events"),
        ({"url": "http://a.example/", "events": ["cat.created"]}, "events"),
        ({"url": "http://a.example/", "form": "atom"}, "form"),
        ({"url": "http://a.example/", "secret": "mine"}, "secret"),
    ],
)
def test_what_cannot_be_meant_makes_no_webhook(api: Api, world: World, body: dict[str, Any], field: str) -> None:
    before = world.stored()
    refused = api.post(PLACE, body)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert world.stored() == before
    assert api.get(PLACE).json()["items"] == []


def test_private_addresses_are_for_whom_the_operator_allows_them(memory_folder: Path) -> None:
    world = make_world(memory_folder / "closed")
    api = Api(world)
    for url in ("http://127.0.0.1/", "http://[::1]:8080/", "http://169.254.169.254/latest/"):
        refused = api.post(PLACE, {"url": url})
        assert (refused.status_code, refused.json()["field"]) == (422, "url")
    world.close()


def test_only_owners_have_webhooks_and_a_token_may_be_kept_from_them(
    api: Api, receiver: Receiver, world: World
) -> None:
    made = make(api, receiver)
    assert Api(world, "viewer").get(PLACE).status_code == 403
    assert Api(world, "foreign_owner").get(f"{PLACE}/{made['id']}").status_code == 404
    reading = Api(world, scope=Scope(verbs=frozenset({Action.READ, Action.WRITE})))
    assert reading.get(PLACE).status_code == 403
    assert reading.delete(f"{PLACE}/{made['id']}").status_code == 403
    assert len(api.get(PLACE).json()["items"]) == 1


def test_a_business_has_so_many_webhooks_and_no_more(api: Api, receiver: Receiver, world: World) -> None:
    for _ in range(WEBHOOK_LIMIT):
        world.services.subscriptions.add(world.actor("owner"), receiver.url)
    refused = api.post(PLACE, {"url": receiver.url})
    assert (refused.status_code, problem(refused)) == (409, "webhook-limit")
    page = api.get(PLACE).json()
    assert (len(page["items"]), page["next_cursor"]) == (WEBHOOK_LIMIT, None)
