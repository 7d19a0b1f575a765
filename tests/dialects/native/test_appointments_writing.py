"""Appointments made, changed, cancelled and removed through the native API."""

import json

import pytest

from filebook.core.access import Action, Scope
from filebook.core.ids import Kind
from tests.dialects.native.api import Api, problem
from tests.dialects.native.booked import MONDAY, Json, made, path_of
from tests.world import World


def test_all_that_is_said_is_shown(api: Api, world: World) -> None:
    staff, contact, estate = (world.records[name] for name in ("staff", "contact", "estate"))
    room = api.post("/calendars", {"name": "Hall"}).json()
    said: Json = {
        "comment": "Bring the key",
        "place": "Main Street 1",
        "zone": "America/New_York",
        "internal": True,
        "private": True,
        "status": "pending",
        "presence": "out_of_office",
        "type": "Viewing",
        "participants": [staff.uid, {"id": str(contact.number), "status": "accepted", "role": "buyer"}],
        "concerns": [estate.uid],
        "calendars": [room["id"]],
        "reminder_minutes": 15,
        "buffer": {"before_minutes": 10, "after_minutes": 5},
        "rule": {"frequency": "monthly", "by_day": [{"weekday": "MO", "ordinal": 3}], "extra_days": ["2027-03-20"]},
        "cancelled_on": ["2027-04-19"],
        "fields": {"colour": "red"},
    }
    shown = made(api, **said)
    assert shown == api.get(path_of(shown)).json()
    same = ("comment", "place", "zone", "internal", "private", "status", "presence", "type", "reminder_minutes")
    for name in (*same, "buffer", "cancelled_on", "fields"):
        assert shown[name] == said[name], name
    assert [(one["number"], one["kind"], one["status"], one["role"]) for one in shown["participants"]] == [
        (staff.number, "staff", "unset", ""),
        (contact.number, "contact", "accepted", "buyer"),
    ]
    assert [one["label"] for one in (*shown["concerns"], *shown["calendars"])] == [estate.label, "Hall"]
    assert (shown["starts_at"], shown["ends_at"]) == ("2027-03-15T15:10:00Z", "2027-03-15T15:55:00Z")
    assert (shown["rrule"], shown["anchor"]) == ("FREQ=MONTHLY;BYDAY=3MO", "2027-03-15")
    assert shown["rule"]["extra_days"] == ["2027-03-20"]
    assert (shown["owner"]["number"], shown["right"], shown["created_by"]) == (staff.number, "remove", "owner")


def test_what_is_shown_can_be_written_again(api: Api, world: World) -> None:
    first = made(api, rrule="FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270630", concerns=[world.records["service"].uid])
    again = {name: first[name] for name in ("subject", "starts", "ends", "zone", "rule", "anchor", "buffer", "fields")}
    again["participants"] = [{name: one[name] for name in ("id", "status", "role")} for one in first["participants"]]
    again["concerns"] = [one["id"] for one in first["concerns"]]
    second = api.post("/appointments", again).json()
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {"id", "number"}


def test_days_are_said_as_days(api: Api) -> None:
    whole = api.post("/appointments", {"starts": "2027-03-28", "ends": "2027-03-29"}).json()
    assert (whole["starts"], whole["ends"], whole["all_day"]) == ("2027-03-28", "2027-03-29", True)
    assert (whole["starts_at"], whole["ends_at"]) == ("2027-03-27T23:00:00Z", "2027-03-29T21:59:59Z")
    half = api.post("/appointments", {"starts": "2027-03-28", "ends": "2027-03-29T12:00"}).json()
    assert (half["start_all_day"], half["end_all_day"], half["all_day"]) == (True, False, False)
    assert made(api, all_day=True)["ends"] == "2027-03-15"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"starts": "2027-02-30T10:00"}, "starts"),
        ({"starts": "2027-03-15T10:00Z"}, "starts"),
        ({"ends": "2027-03-15T11:00"}, "ends"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"starts": "2027-03-15", "ends": "2027-03-16", "all_day": False}, "all_day"),
        ({"rrule": "FREQ=WEEKLY;BYHOUR=9"}, "rrule"),
        ({"rrule": "FREQ=SOMETIMES"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY", "anchor": "2027-03-01"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY", "rule": {"frequency": "daily"}}, "rule"),
        ({"rule": {"frequency": "weekly", "by_month_day": [1]}}, "rrule"),
        ({"participants": ["1", "1"]}, "participants"),
        ({"reminder_minutes": -1}, "reminder_minutes"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_meant_is_refused(api: Api, world: World, said: Json, field: str) -> None:
    before = world.stored()
    refused = api.post("/appointments", MONDAY | said)
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    assert world.stored() == before


def test_files_come_with_the_appointment_or_not_at_all(api: Api, world: World) -> None:
    def form(said: Json, *names: str) -> list[tuple[str, tuple[str, bytes, str]]]:
        files = [("file", (name, f"bytes of {name}".encode(), "text/plain")) for name in names]
        return [*files, ("appointment", ("appointment.json", json.dumps(said).encode(), "application/json"))]

    kept = world.file(name="kept.txt")
    response = api("POST", "/appointments", files=form(MONDAY | {"files": [kept.uid]}, "a.txt", "b.txt"))
    assert response.status_code == 201, response.text
    hanging = api.get(f"{path_of(response.json())}/files").json()["items"]
    assert [one["name"] for one in hanging] == ["a.txt", "b.txt", "kept.txt"]
    before = world.stored()
    for said, names in (
        (MONDAY | {"zone": "Europe/Nowhere"}, ["a.txt"]),
        (MONDAY | {"participants": ["999999"]}, ["a.txt"]),
        (MONDAY | {"files": ["999999"]}, ["a.txt"]),
        (MONDAY, ["a.txt", "b/c.txt"]),
        (MONDAY, [f"{number}.txt" for number in range(51)]),
    ):
        assert api("POST", "/appointments", files=form(said, *names)).status_code in {404, 422}
    assert api("POST", "/appointments", files={"file": ("a.txt", b"alone")}).json()["field"] == "appointment"
    assert world.stored() == before


def test_one_request_under_a_key_makes_one_appointment(api: Api, world: World) -> None:
    key = {"Idempotency-Key": "4711"}
    first = api.post("/appointments", MONDAY, headers=key)
    after = world.stored()
    again = api.post("/appointments", MONDAY, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert world.stored() == after


def test_what_was_restored_stands_in_calendars_that_are_still_there(api: Api) -> None:
    hall, room = (api.post("/calendars", {"name": name}).json()["id"] for name in ("Hall", "Room"))
    appointment = made(api, calendars=[hall, room])
    api.delete(path_of(appointment))
    assert api.delete(f"/calendars/{hall}").status_code == 204
    back = api.patch(path_of(appointment), {"trashed": False}).json()
    assert [one["id"] for one in back["calendars"]] == [room]


def test_a_write_with_an_old_tag_changes_nothing(api: Api, world: World) -> None:
    series = api.post("/appointments", MONDAY | {"rrule": "FREQ=WEEKLY;COUNT=6"})
    path, old = path_of(series.json()), {"If-Match": series.headers["etag"]}
    assert api.patch(path, {"place": "There"}, headers=old).status_code == 200
    before = world.stored()
    part = "scope=following&occurrence=2027-03-29"
    for refused in (
        api.patch(path, {"place": "x"}, headers=old),
        api.patch(f"{path}?{part}", {"place": "x"}, headers=old),
        api.post(f"{path}/cancel", headers=old),
        api.delete(f"{path}?{part}", headers=old),
        api.delete(path, headers=old),
    ):
        assert problem(refused) == "revision-mismatch"
    assert world.stored() == before


def test_personal_users_write_their_own_alone(world: World, api: Api) -> None:
    person, staff = Api(world, "personal"), world.users["personal"].staff
    own = made(person)
    assert [one["id"] for one in own["participants"]] == [staff.uid]
    invited = made(api, participants=[staff.uid, world.records["contact"].uid])
    others = made(api)
    assert {one["id"] for one in person.get("/appointments").json()["items"]} == {own["id"], invited["id"]}
    assert person.patch(path_of(invited), {"place": "There"}).status_code == 200
    before = world.stored()
    assert person.get(path_of(others)).status_code == 404
    assert person.patch(path_of(others), {"place": "x"}).status_code == 404
    assert person.delete(path_of(others)).status_code == 404
    assert person.post("/appointments", MONDAY | {"participants": []}).status_code == 403
    assert person.post("/appointments", MONDAY | {"concerns": [world.records["estate"].uid]}).status_code == 404
    assert world.stored() == before


def test_a_private_one_is_not_known_to_others_whatever_they_say(world: World, api: Api) -> None:
    private = api.post("/appointments", MONDAY | {"private": True})
    viewer = Api(world, "viewer")
    path = path_of(private.json())
    tags = [{}, {"If-Match": private.headers["etag"]}, {"If-Match": '"1"'}]
    for headers in tags:
        assert viewer.patch(path, {"place": "x"}, headers=headers).status_code == 404
        assert viewer.delete(path, headers=headers).status_code == 404
    assert viewer.get(f"{path}/occurrences").status_code == 404
    assert viewer.post("/conflicts", {"appointment": private.json()["id"]}).status_code == 404
    api.delete(path)
    assert viewer.get(f"{path}?trashed=true").status_code == 404
    assert viewer.get("/appointments?trashed=true&count=true").json()["total"] == 0
    assert viewer.patch(path, {"trashed": False}).status_code == 404


def test_a_token_is_good_for_its_scope_alone(world: World, api: Api) -> None:
    appointment = made(api)
    reader = Api(world, scope=Scope(verbs=frozenset({Action.READ}), kinds=frozenset({Kind.APPOINTMENT})))
    files = Api(world, scope=Scope(kinds=frozenset({Kind.FILE})))
    appointments = Api(world, scope=Scope(kinds=frozenset({Kind.APPOINTMENT})))
    assert reader.get(path_of(appointment)).json()["right"] == "read"
    assert appointments.patch(path_of(appointment), {"place": "There"}).status_code == 200
    before = world.stored()
    assert reader.patch(path_of(appointment), {"place": "x"}).status_code == 403
    assert reader.delete(path_of(appointment)).status_code == 403
    assert reader.post("/appointments", MONDAY).status_code == 403
    assert files.get(path_of(appointment)).status_code == 403
    assert files.get("/occurrences?since=2027-03-01&until=2027-03-31").status_code == 403
    assert appointments.post("/appointments", MONDAY | {"files": [world.file().uid]}).status_code == 403
    assert appointments.get("/calendars").status_code == 403
    assert world.stored()[1] == before[1] + 1  # the file


def test_a_type_is_one_word_for_all_doors(api: Api, world: World) -> None:
    service = world.records["service"]
    by_service = made(api, concerns=[service.uid])
    own = made(api, type="Viewing", concerns=[service.uid])
    assert (by_service["type"], own["type"]) == (service.label, "Viewing")
    for word, number in ((service.label, by_service["number"]), ("Viewing", own["number"])):
        listed = api.get("/appointments", params={"type": word}).json()["items"]
        assert [one["number"] for one in listed] == [number]
