"""The request log: every door's requests in one list, with the vendor's own words for what went wrong."""

import json

from tests.dialects.native.api import Api, problem
from tests.dialects.onoffice.client import Client
from tests.world import PASSWORD, World


def test_requests_of_every_door_are_told_with_its_own_words_for_failures(world: World) -> None:
    http = world.http
    client = Client(http, world.onoffice, world.clock())
    client.call("get", "file", {"appointmentid": 999}, resourceid="appointment")
    client.call("get", "nothing", {})
    login = {"userName": "owner", "password": PASSWORD, "userSpace": "x", "appKey": "k"}
    xelion = http.post("/xelion/api/v1/master/me/login", json=login).json()["authentication"]
    http.get("/xelion/api/v1/master/appointments/999", headers={"Authorization": f"xelion {xelion}"})
    telecomx = http.post("/telecomx/auth/login", json={"username": "owner@main.example", "password": PASSWORD}).json()
    http.get("/telecomx/file/" + "0" * 24, headers={"Authorization": f"Bearer {telecomx['token']}"})
    api = Api(world)
    api.post("/folders", {"name": ""})
    world.services.request_log.flush()
    told = api.get("/requests").json()
    shown = [(one["door"], one["method"], one["route"], one["status"], one["outcome"]) for one in told["items"]]
    assert shown == [
        ("native", "POST", "/folders", 422, "invalid"),
        ("telecomx", "GET", "/file/{id}", 404, "id"),
        ("telecomx", "POST", "/auth/login", 200, ""),
        ("xelion", "GET", "/api/v1/{tenant}/appointments/{oid}", 404, "10100"),
        ("xelion", "POST", "/api/v1/{tenant}/me/login", 200, ""),
        ("onoffice", "POST", "/api/{version}/api.php", 200, "25"),
        ("onoffice", "POST", "/api/{version}/api.php", 200, "169"),
    ]
    newest = told["items"][0]
    owner = world.users["owner"]
    assert newest["user"] == {"number": owner.number, "kind": "user", "label": "owner"}
    assert newest["credential"] is not None
    assert newest["client_address"] == "testclient"
    assert (told["left_out_count"], told["left_out_at"], told["next_cursor"]) == (0, None, None)


def test_no_secret_and_nothing_that_was_asked_for_is_written_down(world: World, api: Api) -> None:
    sent = {"password": PASSWORD, "secret": "a-secret-value"}
    api.post(f"/folders?secret={PASSWORD}", sent)
    api.get("/folders/a-name-that-was-asked-for")
    world.services.request_log.flush()
    told = json.dumps(api.get("/requests").json())
    for hidden in (PASSWORD, "a-secret-value", api.token, "a-name-that-was-asked-for"):
        assert hidden not in told


def test_the_log_is_narrowed_and_paged(world: World, api: Api) -> None:
    for path in ("/folders/1", "/changes", "/activity", "/folders/2"):
        api.get(path)
    world.services.request_log.flush()
    world.clock.advance(hours=1)
    api.get("/folders/3")
    world.services.request_log.flush()
    first = api.get("/requests?limit=2").json()
    rest = api.get("/requests", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    everything = [one["id"] for one in first["items"] + rest["items"]]
    assert len(everything) == len(set(everything)) == 4
    failed = api.get("/requests?failed=true").json()["items"]
    assert [one["route"] for one in failed] == ["/folders/{id}"] * 3
    assert [one["at"] for one in api.get("/requests?since=2026-03-30T07:30:00Z").json()["items"]] == [
        "2026-03-30T08:00:00Z"
    ]
    assert api.get("/requests?door=xelion").json()["items"] == []


def test_the_log_is_for_those_who_administer_the_business_that_it_is_of(world: World, api: Api) -> None:
    api.get("/folders/1")
    world.services.request_log.flush()
    assert problem(Api(world, "viewer").get("/requests")) == "access-denied"
    assert Api(world, "foreign_owner").get("/requests").json()["items"] == []
