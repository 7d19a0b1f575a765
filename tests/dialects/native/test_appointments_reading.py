"""Appointments listed, and what happens in a range of time, through the native API."""

from datetime import timedelta
from typing import Any

import pytest

from filebook.core.access import Actor
from filebook.core.appointments import Appointment
from filebook.services.booking import NewAppointment
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.world import World

Json = dict[str, Any]
MONDAY = {"subject": "Round", "starts": "2027-03-15T11:10", "ends": "2027-03-15T11:55"}


def made(api: Api, **said: object) -> Json:
    response = api.post("/appointments", MONDAY | said)
    assert response.status_code == 201, response.text
    answer: Json = response.json()
    return answer


def numbers(api: Api, **query: object) -> list[int]:
    response = api.get("/appointments", params=query)
    assert response.status_code == 200, response.text
    return [one["number"] for one in response.json()["items"]]


def pages(api: Api, path: str, **query: object) -> list[list[Json]]:
    """All pages of a list."""
    found: list[list[Json]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(path, params={**query, "cursor": cursor}).json()
        found.append(page["items"])
        cursor = page["next_cursor"]
    return found


def test_each_filter_holds_and_all_of_them_together(api: Api, world: World) -> None:
    contact, estate = world.records["contact"], world.records["estate"]
    hall = api.post("/calendars", {"name": "Hall"}).json()
    first = made(api, subject="Überprüfung 100%", participants=[contact.uid], concerns=[estate.uid], type="Visit")
    second = made(api, calendars=[hall["id"]], starts="2027-05-01T10:00", ends="2027-05-01T11:00", status="pending")
    known = [first["number"], second["number"]]
    for query, told in (
        ({"participant": contact.number}, first),
        ({"concerns": estate.uid}, first),
        ({"q": "überPRÜFUNG 100%"}, first),
        ({"type": "Visit"}, first),
        ({"calendar": hall["id"]}, second),
        ({"status": "pending"}, second),
        ({"since": "2027-05-01", "until": "2027-05-01"}, second),
        ({"since": "2027-05-01T07:59:59Z", "until": "2027-05-01T10:00:00+02:00"}, None),
        ({"type": "Visit", "status": "pending"}, None),
        ({"q": "100_"}, None),
    ):
        found = [number for number in numbers(api, **query) if number in known]
        assert found == ([] if told is None else [told["number"]]), query
    assert numbers(api, modified_since="2026-03-30T07:00:00Z", since="2027-01-01") == known
    assert numbers(api, modified_since="2026-03-30T07:00:01Z") == []
    for query, status in (({"participant": "999999"}, 404), ({"since": "yesterday"}, 422), ({"status": "x"}, 422)):
        assert api.get("/appointments", params=query).status_code == status


def test_a_window_that_ends_before_it_begins_is_refused(api: Api) -> None:
    refused = api.get("/appointments?since=2027-03-31&until=2027-03-01")
    assert (problem(refused), refused.json()["field"]) == ("invalid", "until")


def test_a_series_is_in_a_window_where_it_happens(api: Api) -> None:
    series = made(api, rrule="FREQ=WEEKLY", cancelled_on=["2027-03-22"])
    number = series["number"]
    for day, there in (("2027-03-15", True), ("2027-03-16", False), ("2027-03-22", False), ("2047-03-18", True)):
        assert (number in numbers(api, since=day, until=day)) is there, day
    api.patch(f"/appointments/{number}?scope=this&occurrence=2027-03-29", {"starts": "2027-03-30T09:00"})
    assert number in numbers(api, since="2027-03-30", until="2027-03-30")
    assert number not in numbers(api, since="2027-03-29", until="2027-03-29")


def test_a_list_goes_on_where_its_page_ended(api: Api) -> None:
    wanted = [made(api, subject=f"Round {number}")["number"] for number in range(5)]
    told = pages(api, "/appointments", q="round", limit=2)
    assert [[one["number"] for one in page] for page in told] == [wanted[:2], wanted[2:4], wanted[4:]]
    assert api.get("/appointments?q=round&count=true&limit=1").json()["total"] == 5
    cursor = api.get("/appointments?q=round&limit=2").json()["next_cursor"]
    other = api.get("/appointments", params={"q": "else", "cursor": cursor})
    assert (other.status_code, other.json()["field"]) in {(422, "cursor"), (400, "cursor")}
    sparse = api.get("/appointments?q=round&limit=1&fields=number,subject").json()["items"]
    assert sparse == [{"number": wanted[0], "subject": "Round 0"}]


def test_a_list_takes_the_same_few_statements_however_long_it_is(
    api: Api, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, people = world.actor("owner"), [world.users["owner"].staff.number, world.records["contact"].number]

    def add(actor: Actor, number: int) -> Appointment:
        span = world.appointments["single"].span
        later = timedelta(hours=number)
        new = NewAppointment(
            f"Visit {number}",
            type(span)(span.starts + later, span.ends + later, span.zone),
            participants=people,
            concerns=[world.records["estate"].number],
        )
        return world.services.booking.add(actor, new)

    for number in range(120):
        add(owner, number)
    api.get("/me")  # so that it is known who asks
    statements = counting_statements(monkeypatch)
    for path, query in (
        ("/appointments", {"q": "visit", "since": "2026-04-01"}),
        ("/occurrences", {"since": "2026-04-07", "until": "2026-04-14"}),
    ):
        taken = []
        for limit in (1, 100):
            statements.clear()
            assert len(api.get(path, params={**query, "limit": limit, "count": True}).json()["items"]) == limit
            taken.append(len(statements))
        assert taken[0] == taken[1] <= 19, (path, taken)


def test_what_happens_is_told_by_its_beginning(api: Api) -> None:
    series = made(
        api, subject="Series", rrule="FREQ=WEEKLY;COUNT=20", starts="2027-03-15T09:00", ends="2027-03-15T10:00"
    )
    made(api, subject="Single", starts="2027-03-22T08:00", ends="2027-03-22T09:30")
    made(api, subject="Long", starts="2027-02-01", ends="2027-06-01")
    api.patch(f"/appointments/{series['id']}?scope=this&occurrence=2027-04-05", {"starts": "2027-03-23T09:00"})
    api.post(f"/appointments/{series['id']}/cancel?scope=this&occurrence=2027-03-29")
    expected = [
        ("Long", "2027-02-01"),
        ("Series", "2027-03-15T09:00:00"),
        ("Single", "2027-03-22T08:00:00"),
        ("Series", "2027-03-22T09:00:00"),
        ("Series", "2027-03-23T09:00:00"),
        ("Series", "2027-04-12T09:00:00"),
    ]
    query = {"since": "2027-03-14", "until": "2027-04-13"}
    for limit in (1, 2, 50):
        told = [one for page in pages(api, "/occurrences", limit=limit, **query) for one in page]
        assert [(one["subject"], one["starts"]) for one in told] == expected, limit
    moved = told[4]
    assert (moved["day"], moved["differs"], moved["takes_place"]) == ("2027-04-05", True, True)
    whole = api.get("/occurrences", params={**query, "cancelled": True}).json()["items"]
    assert [one["day"] for one in whole if not one["takes_place"]] == ["2027-03-29"]
    summer = api.get("/occurrences?since=2027-04-12T07:00:00Z&until=2027-04-12T07:00:01Z").json()["items"]
    assert [one["subject"] for one in summer] == ["Long", "Series"]
    assert summer[1]["starts_at"] == "2027-04-12T07:00:00Z"


def test_a_range_is_bounded_and_named(api: Api) -> None:
    for query, field in (
        ({"since": "2027-01-01", "until": "2029-01-01"}, "until"),
        ({"since": "2027-01-02", "until": "2027-01-01"}, "until"),
        ({"since": "2027-01-01"}, "until"),
        ({"since": "2027-01-01", "until": "2027-01-02T00:00"}, "until"),
        ({"since": "0001-01-01", "until": "0001-01-02"}, "since"),
        ({"since": "2027-01-01", "until": "2027-01-02", "of": ["1"] * 51}, "of"),
    ):
        refused = api.get("/occurrences", params=query)
        assert (refused.status_code, refused.json()["field"]) == (422, field), query
    assert problem(api.get("/occurrences?since=2027-01-01&until=2027-01-02&of=999999")) == "not-found"


def test_a_calendar_shows_what_stands_in_it_and_a_person_all_that_is_the_persons(api: Api, world: World) -> None:
    hall = api.post("/calendars", {"name": "Hall"}).json()
    staff = world.users["viewer"].staff
    own = next(one for one in api.get("/calendars").json()["items"] if (one["owner"] or {}).get("id") == staff.uid)
    made(api, subject="In the hall", calendars=[hall["id"]])
    made(api, subject="Takes part", participants=[staff.uid])
    made(api, subject="In the calendar", calendars=[own["id"]])
    made(api, subject="Elsewhere")
    query = {"since": "2027-03-15", "until": "2027-03-15"}

    def told(path: str, **more: object) -> set[str]:
        return {one["subject"] for one in api.get(path, params={**query, **more}).json()["items"]}

    assert told(f"/calendars/{hall['id']}/occurrences") == {"In the hall"}
    assert told(f"/calendars/{own['id']}/occurrences") == {"Takes part", "In the calendar"}
    assert told("/occurrences", of=[staff.number]) == {"Takes part", "In the calendar"}
    assert told("/occurrences", of=[hall["number"], staff.uid]) == {"In the hall", "Takes part", "In the calendar"}


def test_the_occurrences_of_one_are_told_in_pages_from_a_day_on(api: Api) -> None:
    series = made(api, rrule="FREQ=DAILY", cancelled_on=["2027-03-17"])
    path = f"/appointments/{series['number']}/occurrences"
    first = api.get(path, params={"limit": 3}).json()
    assert [(one["day"], one["takes_place"]) for one in first["items"]] == [
        ("2027-03-15", True),
        ("2027-03-16", True),
        ("2027-03-17", False),
    ]
    second = api.get(path, params={"limit": 3, "cursor": first["next_cursor"]}).json()
    assert second["items"][0]["day"] == "2027-03-18"
    assert api.get(path, params={"since": "2127-01-01", "limit": 1}).json()["items"][0]["day"] == "2127-01-01"
    single = made(api)
    (only,) = api.get(f"/appointments/{single['id']}/occurrences").json()["items"]
    assert (only["day"], only["id"], only["appointment"]) == (None, single["id"], single["id"])


def test_what_others_may_not_know_of_happens_for_nobody_else(api: Api, world: World) -> None:
    made(api, subject="Private", private=True)
    made(api, subject="Open")
    query = "/occurrences?since=2027-03-15&until=2027-03-15"

    def told(name: str) -> list[str]:
        return [one["subject"] for one in Api(world, name).get(query).json()["items"]]

    assert (told("owner"), told("viewer"), told("personal")) == (["Private", "Open"], ["Open"], [])
    assert told("foreign_owner") == []
