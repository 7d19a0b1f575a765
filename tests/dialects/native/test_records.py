"""Records of every kind: made, shown, listed, changed, put in the trash and taken out."""

from typing import Any

import pytest

from filebook.core.access import Action, Scope
from filebook.core.ids import RECORD_KINDS, Kind
from tests.dialects.native.api import Api, problem
from tests.world import World


def labels(response: Any) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["label"] for item in response.json()["items"]]


def towns(api: Api) -> None:
    """Four contacts."""
    for name, city, age in (("Dora", "Utrecht", 9), ("anna", "Delft", 30), ("Cem", "Utrecht", 100), ("Bert", None, 7)):
        api.post("/records/contact", {"label": name, "fields": {"city": city, "age": age}})


@pytest.mark.parametrize("kind", sorted(RECORD_KINDS))
def test_a_record_of_every_kind_is_made_shown_changed_trashed_and_restored(api: Api, kind: Kind) -> None:
    made = api.post(f"/records/{kind}", {"label": "First", "fields": {"city": "Utrecht"}})
    assert made.status_code == 201, made.text
    record = made.json()
    path = f"/records/{kind}/{record['id']}"
    assert made.headers["location"] == f"http://filebook.test/api/v1{path}"
    assert (record["kind"], record["active"], record["fields"]) == (kind.value, True, {"city": "Utrecht"})
    assert api.get(f"/records/{kind}/{record['number']}").json() == record
    changed = api.patch(path, {"label": "Second", "active": False}, headers={"If-Match": made.headers["etag"]})
    assert (changed.json()["label"], changed.json()["active"]) == ("Second", False)
    assert problem(api.delete(path, headers={"If-Match": made.headers["etag"]})) == "revision-mismatch"
    assert api.delete(path).status_code == 204
    assert problem(api.get(path)) == "not-found"
    assert api.get(f"{path}?trashed=true").json()["trashed_at"] is not None
    assert labels(api.get(f"/records/{kind}?trashed=true")) == ["Second"]
    restored = api.patch(path, {"trashed": False})
    assert (restored.json()["trashed_at"], api.get(path).json()) == (None, restored.json())


def test_a_change_of_fields_leaves_what_it_does_not_name(api: Api, world: World) -> None:
    fields = {"first_name": "Anna", "last_name": "Berg", "onoffice": {"KdNr": "7", "Titel": "Dr."}, "own": [1]}
    record = api.post("/records/contact", {"fields": fields}).json()
    assert record["label"] == "Anna Berg"
    change = {"last_name": "Bergen", "own": None, "onoffice": {"Titel": None}, "phone": "030 1"}
    changed = api.patch(f"/records/contact/{record['id']}", {"fields": change}).json()
    assert changed["fields"] == {
        "first_name": "Anna",
        "last_name": "Bergen",
        "onoffice": {"KdNr": "7"},
        "phone": "030 1",
    }
    assert changed["label"] == "Anna Bergen"
    kept = world.services.records.get(world.actor("owner"), record["number"], kind=Kind.CONTACT)
    assert kept.text("phone") == "030 1"


def test_words_that_services_know_are_kept_only_as_they_can_be_meant(api: Api, world: World) -> None:
    hours = {"weekdays": [0, 1], "from": "9:00", "to": "17:00"}
    before = world.stored()
    for kind, fields, field in (
        ("contact", {"email": 5}, "fields.email"),
        ("contact", {"onoffice": "x"}, "fields.onoffice"),
        ("contact", {"active": False}, "fields.active"),
        ("service", {"duration_minutes": 0}, "fields.duration_minutes"),
        ("service", {"duration_minutes": True}, "fields.duration_minutes"),
        ("service", {"buffer_after_minutes": 100_000}, "fields.buffer_after_minutes"),
        ("service", {"staff": ["7"]}, "fields.staff"),
        ("staff", {"working_hours": [hours]}, "fields.working_hours"),
    ):
        refused = api.post(f"/records/{kind}", {"label": "New", "fields": fields})
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert problem(api.post("/records/task", {"label": "New", "fields": {"text": "x" * 300_000}})) == "too-large"
    assert problem(api.post("/records/task", {"fields": {"first_name": "x"}})) == "missing"
    assert problem(api.post("/records/car", {"label": "New"})) == "not-found"
    assert world.stored() == before
    sound = api.post("/records/staff", {"label": "New", "fields": {"working_hours": {**hours, "from": "09:00"}}})
    assert sound.json()["fields"]["working_hours"] == [{**hours, "from": "09:00"}]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("number", ["Dora", "anna", "Cem", "Bert"]),
        ("-created_at", ["Bert", "Cem", "anna", "Dora"]),
        ("label", ["anna", "Bert", "Cem", "Dora"]),
        ("-label", ["Dora", "Cem", "Bert", "anna"]),
        ("modified_at", ["anna", "Cem", "Bert", "Dora"]),
        ("fields.age", ["Bert", "Dora", "anna", "Cem"]),
        ("-fields.city", ["Cem", "Dora", "anna", "Bert"]),
    ],
)
def test_a_list_is_read_page_by_page_in_any_order(api: Api, world: World, order: str, expected: list[str]) -> None:
    api.delete(f"/records/contact/{world.records['contact'].number}")
    towns(api)
    world.clock.advance(minutes=1)
    dora = api.get("/records/contact?q=dora").json()["items"][0]
    api.patch(f"/records/contact/{dora['id']}", {"fields": {"seen": True}})
    found: list[str] = []
    cursor: str | None = ""
    for _ in expected:
        page = api.get("/records/contact", params={"order": order, "limit": 1, "cursor": cursor, "count": "true"})
        found += labels(page)
        assert page.json()["total"] == len(expected)
        cursor = page.json()["next_cursor"]
    assert (found, cursor) == (expected, None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=N", ["A contact", "anna"]),
        ("q=%25", []),
        ("where=fields.city:eq:utrecht", ["Dora", "Cem"]),
        ("where=fields.city:=:utrecht&where=fields.age:>:9&order=-number", ["Cem"]),
        ("where=fields.city:ne:Utrecht", ["A contact", "anna", "Bert"]),
        ("where=fields.city:eq:", ["A contact", "Bert"]),
        ("where=fields.age:between:8,30", ["Dora", "anna"]),
        ("where=fields.age:in:[7,100]", ["Cem", "Bert"]),
        ("where=label:like:_e%25&order=label", ["Bert", "Cem"]),
        ("where=label:not%20like:%25e%25", ["A contact", "Dora", "anna"]),
        ("where=created_at:lt:2000-01-01T00:00:00Z", []),
        ("active=false", []),
    ],
)
def test_a_list_is_narrowed_by_what_records_hold(api: Api, query: str, expected: list[str]) -> None:
    towns(api)
    assert labels(api.get(f"/records/contact?{query}")) == expected
    counted = api.get(f"/records/contact?{query}&count=true&limit=1").json()
    assert (counted["total"], len(counted["items"])) == (len(expected), min(1, len(expected)))


@pytest.mark.parametrize(
    "query",
    [
        "where=city:eq:x",
        "where=fields.city:about:x",
        "where=fields.city",
        "where=fields.:eq:x",
        "where=fields.age:between:1",
        "where=fields.age:in:[",
        "where=created_at:lt:2000-01-01",
        "order=city",
        "order=fields.",
        "limit=0",
        "limit=201",
        "cursor=x",
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(api: Api, query: str) -> None:
    assert api.get(f"/records/contact?{query}").status_code == 422


def test_a_cursor_is_good_in_its_own_list_alone(api: Api) -> None:
    towns(api)
    cursor = api.get("/records/contact?limit=1&order=label").json()["next_cursor"]
    for other in ("/records/contact?order=-label", "/records/contact?order=label&q=a", "/records/task?order=label"):
        assert api.get(f"{other}&cursor={cursor}").json()["field"] == "cursor"


def test_staff_that_is_hired_has_a_calendar_and_carries_its_name_there(api: Api, world: World) -> None:
    made = api.post("/records/staff", {"fields": {"first_name": "Eva", "last_name": "Holt"}}).json()
    api.patch(f"/records/staff/{made['id']}", {"fields": {"last_name": "Holm"}})
    with world.house.catalogue.read() as tables:
        names = [one.name for one in tables.calendars.all(world.business.number) if one.owner]
    assert names[-1] == "Eva Holm"


def test_the_record_of_a_user_stays_out_of_the_trash_and_keeps_its_login(api: Api, world: World) -> None:
    path = f"/records/staff/{world.users['viewer'].staff.number}"
    before = world.stored()
    assert problem(api.delete(path)) == "has-login"
    assert problem(api.patch(path, {"trashed": True})) == "has-login"
    assert world.stored() == before
    renamed = api.patch(path, {"fields": {"user_name": "other", "email": "x@y.example", "last_name": "Vos"}}).json()
    assert (renamed["fields"]["user_name"], renamed["fields"]["email"]) == ("viewer", "viewer@main.example")
    user = api.get(f"/users/{world.users['viewer'].number}").json()
    assert (user["last_name"], user["user_name"]) == ("Vos", "viewer")


def test_who_may_edit_may_not_shut_somebody_out_by_address(api: Api, world: World) -> None:
    staff = f"/records/staff/{world.users['owner'].staff.number}"
    world.services.accounts.set_settings(world.business, {"viewers_may_edit": True})
    viewer, before = Api(world, "viewer"), world.stored()
    restricted = {"fields": {"ip_restriction": "192.0.2.1"}}
    assert problem(viewer.patch(staff, restricted)) == "access-denied"
    assert world.stored() == before
    assert api.patch(staff, restricted).status_code == 200


def test_a_token_for_one_kind_of_record_is_good_for_that_alone(world: World, api: Api) -> None:
    estates = Api(world, scope=Scope(frozenset({Action.READ}), frozenset({Kind.ESTATE})))
    assert labels(estates.get("/records/estate")) == ["A estate"]
    assert problem(estates.get("/records/contact")) == "outside-scope"
    assert estates.post("/records/estate", {"label": "New"}).status_code == 403
    number = world.records["estate"].number
    assert problem(estates.get(f"/records/estate/{number}/appointments")) == "outside-scope"


def test_the_appointments_of_a_record_are_those_it_takes_part_in_and_those_about_it(api: Api, world: World) -> None:
    staff, estate = world.records["staff"].number, world.records["estate"].number
    single = world.appointments["single"]
    api.post("/relations", {"type": "concerns", "parent": single.uid, "child": str(estate)})
    assert labels(api.get(f"/records/estate/{estate}/appointments")) == ["Viewing"]
    first = api.get(f"/records/staff/{staff}/appointments?limit=1&count=true").json()
    assert (first["items"][0]["label"], first["items"][0]["recurring"], first["total"]) == ("Weekly meeting", True, 2)
    rest = api.get(f"/records/staff/{staff}/appointments?limit=1&count=true&cursor={first['next_cursor']}").json()
    assert (rest["items"][0]["starts"], rest["next_cursor"]) == ("2026-04-07T14:30:00", None)
