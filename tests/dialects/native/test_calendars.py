"""Calendars and people, free times and conflicts, and series looked at beforehand, through the native API."""

from typing import Any

import pytest

from tests.dialects.native.api import Api, problem
from tests.world import World

Json = dict[str, Any]
MONDAY = {"subject": "Round", "starts": "2027-03-15T11:10", "ends": "2027-03-15T11:55"}
DAY = {"since": "2027-03-15", "until": "2027-03-15"}


def made(api: Api, **said: object) -> Json:
    response = api.post("/appointments", MONDAY | said)
    assert response.status_code == 201, response.text
    answer: Json = response.json()
    return answer


def test_a_resource_is_made_changed_and_removed(api: Api, world: World) -> None:
    response = api.post("/calendars", {"name": "Hall", "colour": "#336699", "description": "Ground floor"})
    hall = response.json()
    assert (response.status_code, hall["name"], hall["owner"]) == (201, "Hall", None)
    path = f"/calendars/{hall['id']}"
    assert response.headers["location"].endswith(path)
    changed = api.patch(path, {"name": "Great hall", "colour": ""}, headers={"If-Match": response.headers["etag"]})
    assert (changed.json()["name"], changed.json()["colour"], changed.json()["description"]) == (
        "Great hall",
        "",
        "Ground floor",
    )
    assert api.get(path).json() == changed.json()
    viewer, stranger = Api(world, "viewer"), Api(world, "foreign_owner")
    before = world.stored()
    for refused, word in (
        (api.patch(path, {"colour": "red"}), "invalid"),
        (api.patch(path, {"colour": "#000000"}, headers={"If-Match": response.headers["etag"]}), "revision-mismatch"),
        (api.post("/calendars", {"name": "Great hall"}), "name-taken"),
        (viewer.delete(path), "access-denied"),
        (stranger.get(path), "not-found"),
    ):
        assert problem(refused) == word
    assert world.stored() == before
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_a_calendar_in_which_something_stands_is_kept(api: Api, world: World) -> None:
    hall = api.post("/calendars", {"name": "Hall"}).json()
    appointment = made(api, calendars=[hall["id"]])
    before = world.stored()
    assert problem(api.delete(f"/calendars/{hall['id']}")) == "calendar-in-use"
    assert world.stored() == before
    api.delete(f"/appointments/{appointment['id']}")
    assert api.delete(f"/calendars/{hall['id']}").status_code == 204


def test_a_persons_calendar_is_coloured_by_that_person_and_called_after_it(api: Api, world: World) -> None:
    person = Api(world, "personal")
    known = person.get("/calendars").json()["items"]
    (own,) = [one for one in known if one["owner"] is not None]
    assert (own["owner"]["id"], own["user"]["label"]) == (world.users["personal"].staff.uid, "Personal Test")
    path = f"/calendars/{own['id']}"
    assert person.patch(path, {"colour": "#ff0000"}).json()["colour"] == "#ff0000"
    assert person.patch(path, {"name": "Mine"}).json()["field"] == "name"
    assert problem(api.delete(path)) == "calendar-of-person"
    others = next(one for one in api.get("/calendars").json()["items"] if one["id"] not in {c["id"] for c in known})
    assert person.get(f"/calendars/{others['id']}").status_code == 404
    assert person.patch(f"/calendars/{others['id']}", {"colour": ""}).status_code == 404
    assert api.get("/calendars?resources=true&count=true").json()["total"] == 0


def test_people_are_one_address_book(api: Api, world: World) -> None:
    told = api.get("/people").json()["items"]
    assert [one["number"] for one in told] == sorted(one["number"] for one in told)
    assert {one["kind"] for one in told} == {"staff", "contact"}
    (contact,) = api.get("/people?kind=contact&q=CONT").json()["items"]
    assert (contact["label"], contact["can_log_in"]) == ("A contact", False)
    first = api.get("/people?limit=1").json()
    second = api.get("/people", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert first["items"] + second["items"] == told[:2]
    assert [one["label"] for one in Api(world, "personal").get("/people").json()["items"]] == ["Personal Test"]


def test_busy_time_is_told_once_by_the_strongest_and_private_time_without_a_word(api: Api, world: World) -> None:
    staff = world.users["owner"].staff
    made(api, starts="2027-03-15T09:00", ends="2027-03-15T10:00")
    made(api, starts="2027-03-15T09:30", ends="2027-03-15T11:00", presence="out_of_office")
    made(api, starts="2027-03-15T10:30", ends="2027-03-15T12:00", private=True, presence="out_of_office")
    made(api, starts="2027-03-15T13:00", ends="2027-03-15T14:00", presence="free")
    made(api, starts="2027-03-15T13:00", ends="2027-03-15T14:00", status="cancelled")
    made(api, starts="2027-03-15T15:00", ends="2027-03-15T16:00", buffer={"before_minutes": 10, "after_minutes": 5})

    def busy(name: str) -> list[tuple[str, str, str | None]]:
        response = Api(world, name).post("/free-busy", {**DAY, "people": [staff.uid]})
        assert response.status_code == 200, response.text
        (only,) = response.json()["items"]
        return [(one["starts_at"][11:16], one["ends_at"][11:16], one["presence"]) for one in only["busy"]]

    last = ("13:50", "15:05", "busy")
    assert busy("owner") == [("08:00", "08:30", "busy"), ("08:30", "11:00", "out_of_office"), last]
    assert busy("viewer") == [
        ("08:00", "08:30", "busy"),
        ("08:30", "10:00", "out_of_office"),
        ("10:00", "11:00", None),
        last,
    ]
    person = Api(world, "personal")
    assert person.post("/free-busy", {**DAY, "people": [staff.uid]}).status_code == 404
    mine = {**DAY, "people": [world.users["personal"].staff.uid]}
    assert person.post("/free-busy", mine).json()["items"][0]["busy"] == []


def test_a_series_takes_the_time_of_a_room_without_buffers(api: Api) -> None:
    hall = api.post("/calendars", {"name": "Hall"}).json()
    made(api, calendars=[hall["id"]], rrule="FREQ=DAILY;COUNT=3", buffer={"before_minutes": 30})
    told = api.post("/free-busy", {"since": "2027-03-14", "until": "2027-03-16", "calendars": [hall["id"]]})
    assert [(one["starts_at"], one["ends_at"]) for one in told.json()["items"][0]["busy"]] == [
        ("2027-03-15T10:10:00Z", "2027-03-15T10:55:00Z"),
        ("2027-03-16T10:10:00Z", "2027-03-16T10:55:00Z"),
    ]


def test_what_is_wanted_twice_is_in_the_way(api: Api, world: World) -> None:
    hall = api.post("/calendars", {"name": "Hall"}).json()
    contact, estate = world.records["contact"], world.records["estate"]
    first = made(api, calendars=[hall["id"]], participants=[contact.uid], concerns=[estate.uid])
    plan: Json = {"starts": "2027-03-08T11:00", "ends": "2027-03-08T11:30", "calendars": [hall["id"]]}

    def taken(said: Json) -> set[int]:
        response = api.post("/conflicts", said)
        assert response.status_code == 200, response.text
        return {one["number"] for one in response.json()["items"]}

    assert taken(plan) == set()
    assert taken(plan | {"rrule": "FREQ=WEEKLY"}) == {hall["number"]}
    wants = {"rrule": "FREQ=WEEKLY", "participants": [contact.uid], "concerns": [estate.uid]}
    assert taken(plan | wants) == {hall["number"], contact.number, estate.number}
    assert taken({"appointment": first["id"]}) == set()
    second = made(api, calendars=[hall["id"]])
    assert taken({"appointment": second["id"]}) == taken({"appointment": first["id"]}) == {hall["number"]}
    later: Json = {"starts": first["starts"], "ends": first["ends"], "rrule": None, "calendars": [hall["id"]]}
    assert taken(later) == taken({**later, "appointment": second["id"]}) == {hall["number"]}
    api.delete(f"/appointments/{second['id']}")
    assert taken(later) == {hall["number"]}
    assert taken({**later, "appointment": first["id"]}) == set()
    assert api.post("/conflicts", {**later, "appointment": second["id"]}).status_code == 404
    assert api.post("/conflicts", {"appointment": first["id"], "calendars": []}).status_code == 200
    assert api.post("/conflicts", {"appointment": first["id"], "all_day": True}).json()["field"] == "starts"
    assert api.post("/conflicts", plan | {"rrule": "FREQ=SECONDLY"}).json()["field"] == "rrule"
    assert api.post("/conflicts", {"calendars": [hall["id"]]}).json()["field"] == "starts"


def test_free_times_are_told_for_a_service(api: Api, world: World) -> None:
    service, location = world.records["service"].uid, world.records["location"].uid
    staff = world.users["owner"].staff
    made(api, participants=[staff.uid], starts="2027-03-15T09:00", ends="2027-03-15T16:00")
    query = {"service": service, "location": location, "staff": staff.uid, "since": "2027-03-15", "until": "2027-03-15"}
    told = api.get("/availability", params=query).json()
    assert told["zone"] == "Europe/Amsterdam"
    (day,) = told["items"]
    assert [(one["starts"], one["starts_at"], one["staff_numbers"]) for one in day["times"]] == [
        ("2027-03-15T16:00:00", "2027-03-15T15:00:00Z", [staff.number])
    ]
    assert api.get("/availability", params={**query, "duration_minutes": 120}).json()["items"] == []
    assert api.get("/availability", params={**query, "until": "2027-03-14"}).json()["field"] == "until"
    assert api.get("/availability", params={**query, "service": "999999"}).status_code == 404
    assert Api(world, "personal").get("/availability", params=query).status_code == 403


def preview(api: Api, **said: object) -> Json:
    response = api.post("/series/preview", {"starts": "2027-03-14T02:30", "ends": "2027-03-14T03:30"} | said)
    assert response.status_code == 200, response.text
    told: Json = response.json()
    return told


def test_a_series_is_seen_on_two_clocks_and_in_words(api: Api, world: World) -> None:
    before = world.stored()
    told = preview(api, rrule="FREQ=WEEKLY;COUNT=4", other_zone="America/New_York")
    assert (told["bookable"], told["refused"], told["last_day"], told["more"]) == (True, [], "2027-04-04", False)
    assert told["words"] == {
        "en": "every Sunday, 4 times",
        "de": "jeden Sonntag, 4-mal",
        "nl": "elke zondag, 4 keer",
        "da": "hver søndag, 4 gange",
    }
    assert [(one["day"], one["other_starts"], one["clock_changes"]) for one in told["occurrences"]] == [
        ("2027-03-14", "2027-03-13T20:30:00", []),
        ("2027-03-21", "2027-03-20T21:30:00", ["moved_elsewhere"]),
        ("2027-03-28", "2027-03-27T21:30:00", ["starts_skipped", "offset_changed"]),
        ("2027-04-04", "2027-04-03T20:30:00", ["moved_elsewhere"]),
    ]
    assert world.stored() == before


def test_a_part_of_an_endless_series_is_told(api: Api) -> None:
    told = preview(api, rule={"frequency": "daily"}, since="2030-01-01", until="2030-01-10", limit=4)
    assert [one["day"] for one in told["occurrences"]] == ["2030-01-01", "2030-01-02", "2030-01-03", "2030-01-04"]
    assert (told["more"], told["last_day"], told["rrule"]) == (True, None, "FREQ=DAILY")
    assert len(preview(api, rule={"frequency": "daily"}, since="2030-01-01", until="2030-01-10")["occurrences"]) == 10
    single = preview(api)
    assert ([one["day"] for one in single["occurrences"]], single["rule"], single["more"]) == (
        ["2027-03-14"],
        None,
        False,
    )


@pytest.mark.parametrize(
    ("rrule", "refusal", "told"),
    [
        ("FREQ=DAILY;BYHOUR=9,15;COUNT=2", {"field": "rrule", "reason": "times of day"}, 3),
        ("FREQ=WEEKLY;BYMONTHDAY=1", {"field": "rrule", "reason": "BYMONTHDAY"}, 0),
        ("FREQ=WEEKLY;COUNT=0", {"field": "rrule", "reason": "COUNT"}, 0),
        ("FREQ=SECONDLY", {"field": "rrule", "reason": "FREQ"}, 0),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", {"field": "rrule", "reason": "never"}, 1),
    ],
)
def test_what_cannot_be_booked_is_told_with_its_reason(api: Api, rrule: str, refusal: Json, told: int) -> None:
    shown = preview(api, rrule=rrule)
    assert (shown["bookable"], shown["refused"], len(shown["occurrences"])) == (False, [refusal], told)
    booked = api.post("/appointments", {"starts": "2027-03-14T02:30", "ends": "2027-03-14T03:30", "rrule": rrule})
    assert (booked.status_code, booked.json()["field"]) == (422, "rrule")
