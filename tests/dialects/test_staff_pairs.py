"""The promise for staff, locations and services, pair by pair: one person or place, one number, in every language.

TimeTap makes and changes them; onOffice shows staff as users, Xelion as people with a calendar, TelecomX as who is
logged in. Who may log in is made by the operator and is staff everywhere at once.
"""

from typing import Any

from filebook.core.access import Role
from filebook.core.ids import Number
from tests.dialects.onoffice.client import Json, client_of
from tests.dialects.test_pairs import telecomx_headers, timetap
from tests.dialects.xelion.client import BASE, session
from tests.world import World

ONA = {"firstName": "Ona", "lastName": "Berg", "userName": "ona.berg", "email": "ona@example.org"}


def users_of_onoffice(world: World) -> dict[int, Json]:
    """What `get users` tells of each."""
    result = client_of(world).call("get", "users", {})
    return {record["id"]: record["elements"] for record in result["data"]["records"]}


def user_fields_of_onoffice(world: World) -> dict[int, Json]:
    """What `read user` tells of each."""
    result = client_of(world).call("read", "user", {"data": ["Name", "Vorname", "Nachname", "email"]})
    return {record["id"]: record["elements"] for record in result["data"]["records"]}


def group_of_onoffice(world: World) -> list[int]:
    (record,) = client_of(world).call("get", "groups", {})["data"]["records"]
    return [int(number) for number in record["elements"]["userIds"]]


def calendars_of_xelion(world: World) -> dict[int, tuple[str, str]]:
    """Who has a calendar, a user or a person, with the names of both."""
    data = world.http.get(f"{BASE}/calendars", headers=session(world, "owner")).json()["data"]
    whose = [item["object"] for item in data if "isCalendarOf" in item["object"]]
    return {int(one["isCalendarOf"]["oid"]): (one["isCalendarOf"]["commonName"], one["commonName"]) for one in whose}


def staff_of_timetap(world: World) -> dict[int, Json]:
    return {shown["professionalId"]: shown for shown in timetap(world).told("GET", "/staff")}


def test_staff_made_through_timetap_are_onoffices_users_and_xelions_people_under_one_number(world: World) -> None:
    number: int = timetap(world).told("POST", "/staff", ONA)["professionalId"]
    said = users_of_onoffice(world)[number]
    assert [said[name] for name in ("username", "firstname", "lastname", "email")] == [
        "ona.berg",
        "Ona",
        "Berg",
        "ona@example.org",
    ]
    assert user_fields_of_onoffice(world)[number] == {
        "Name": "ona.berg",
        "Vorname": "Ona",
        "Nachname": "Berg",
        "email": "ona@example.org",
    }
    assert number in group_of_onoffice(world)
    assert calendars_of_xelion(world)[number] == ("Ona Berg", "Ona Berg")


def test_staff_made_through_timetap_are_invited_by_onoffice_and_found_by_timetap_and_xelion(world: World) -> None:
    number: int = timetap(world).told("POST", "/staff", ONA)["professionalId"]
    data = {"description": "Bezichtiging", "start_dt": "2027-03-15 11:10:00", "end_dt": "2027-03-15 11:55:00"}
    subscribers = {"users": [number], "groups": []}
    made = client_of(world).call("create", "calendar", {"data": data, "subscribers": subscribers})
    appointment = made["data"]["records"][0]["id"]
    shown = timetap(world).told("GET", f"/appointments/{appointment}")
    assert (shown["staff"]["professionalId"], shown["staff"]["fullName"]) == (number, "Ona Berg")
    assert [one["calendarId"] for one in timetap(world).told("GET", "/appointments", staffIdList=number)] == [
        appointment
    ]
    headers = session(world, "owner")
    agenda = world.http.get(f"{BASE}/addressables/{number}/calendar?after=2027-03-15", headers=headers).json()["data"]
    assert [int(item["object"]["oid"]) for item in agenda] == [appointment]
    rights = {"action": "read", "module": "calendar", "userid": number, "recordIds": [appointment]}
    checked = client_of(world).call("get", "checkuserrecordsright", rights)
    assert checked["data"]["records"][0]["elements"] == []


def test_a_name_that_timetap_changes_is_the_persons_everywhere_and_the_login_stays(world: World) -> None:
    owner = world.users["owner"]
    said = {"firstName": "Anne", "lastName": "Holm", "userName": "anne", "email": "anne@example.org"}
    timetap(world).told("PUT", f"/staff/{owner.staff.number}", said)
    names = users_of_onoffice(world)[owner.staff.number]
    assert [names[name] for name in ("username", "firstname", "lastname", "email")] == [
        "owner",
        "Anne",
        "Holm",
        "owner@main.example",
    ]
    assert user_fields_of_onoffice(world)[owner.staff.number]["Nachname"] == "Holm"
    assert calendars_of_xelion(world)[owner.number] == ("Anne Holm", "Anne Holm")
    token = telecomx_headers(world)["Authorization"].removeprefix("Bearer ")
    told = world.http.get(f"/telecomx/auth/validateToken?extend=true&token={token}").json()
    assert told["name"] == "Anne Holm"


def test_a_user_is_staff_under_the_same_number_and_leaves_onoffice_when_shut_out_or_out_of_use(world: World) -> None:
    accounts = world.services.accounts
    made = accounts.create_user(
        world.business.number, "ida", role=Role.EDITOR, email="ida@main.example", first_name="Ida", last_name="Ek"
    )
    number = made.staff.number
    shown = staff_of_timetap(world)[number]
    assert [shown[name] for name in ("userName", "email", "fullName", "active")] == [
        "ida",
        "ida@main.example",
        "Ida Ek",
        True,
    ]
    assert number in users_of_onoffice(world)
    timetap(world).told("PATCH", f"/staff/{number}", {"active": False})
    assert number not in users_of_onoffice(world)
    assert number not in group_of_onoffice(world)
    timetap(world).told("PATCH", f"/staff/{number}", {"active": True})
    accounts.set_enabled(made, enabled=False)
    assert number not in user_fields_of_onoffice(world)
    assert number in staff_of_timetap(world)


def test_a_location_and_a_service_are_one_place_and_one_thing_under_one_number(world: World) -> None:
    client = timetap(world)
    location: int = client.told("POST", "/locations", {"locationName": "North office"})["locationId"]
    service: int = client.told("POST", "/services", {"reasonDesc": "Intake", "visitMinutes": 45})["reasonId"]
    booked: dict[str, Any] = client.told(
        "POST",
        "/appointments",
        {
            "startDate": "2031-03-05",
            "startTime": 930,
            "endTime": 1015,
            "staff": {"professionalId": world.users["owner"].staff.number},
            "location": {"locationId": location},
            "reason": {"reasonId": service},
        },
    )
    number = booked["calendarId"]
    assert (booked["location"]["locationName"], booked["reason"]["visitMinutes"]) == ("North office", 45)
    (record,) = client_of(world).call("read", "calendar", {}, resourceid=str(number))["data"]["records"]
    assert record["elements"]["ort"] == "North office"
    shown = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner")).json()["object"]
    assert shown["locationString"] == "North office"
    concerned = world.services.book.concerns([world.services.book.get(world.actor("owner"), Number(number))])[number]
    assert {int(one) for one in concerned} == {location, service}
