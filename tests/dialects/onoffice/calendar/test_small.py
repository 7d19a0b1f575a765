"""Resources, conflicts of a plan, and the request to confirm."""

import pytest

from filebook.core.ids import Kind
from filebook.core.recurrence.rule import Frequency, Rule
from tests.dialects.onoffice.calendar.calls import TIMES, book, create, span
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.world import World

DAY = span("2026-10-22 13:30", "2026-10-22 14:00")


def conflicts(client: Client, data: Json | None = None, *, resourceid: object = "", **said: object) -> Json:
    """Which ids are taken, by kind."""
    parameters = {"data": {**TIMES, **(data or {})}, **said}
    result = client.call("get", "appointmentConflicts", parameters, resourceid=resourceid)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["cacheable"] is False
    records = result["data"]["records"]
    assert [record["id"] for record in records] == [
        "conflictedUsers",
        "conflictedResources",
        "conflictedAddresses",
        "conflictedEstates",
    ]
    return {record["id"]: [entry["id"] for entry in record["elements"]] for record in records}


def test_resources_are_told_by_name(world: World, client: Client) -> None:
    assert client.call("get", "calendarResources")["data"]["records"] == [{"id": 0, "type": "", "elements": []}]
    for name in ("Konferenzraum", "Auto"):
        world.services.booking.add_resource(world.actor("owner"), name)
    result = client.call("get", "calendarResources", {"filter": {"active": True}})
    assert result["data"] == {
        "meta": {"cntabsolute": None},
        "records": [{"id": 0, "type": "", "elements": {"Konferenzraum": "Konferenzraum", "Auto": "Auto"}}],
    }
    inactive = client.call("get", "calendarResources", {"filter": {"active": "0"}})
    assert inactive["data"]["records"][0]["elements"] == []
    assert client.error("get", "calendarResources", {"filter": {"active": "perhaps"}}) == 255


def test_a_plan_is_told_who_and_what_is_taken(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    owner = world.actor("owner")
    free = world.services.records.add(owner, Kind.CONTACT, label="Free").number
    room = world.services.booking.add_resource(owner, "Konferenzraum").number
    book(world, DAY, participants=(staff, contact), concerns=(estate,), calendars=(room,))
    before = world.stored()
    found = conflicts(
        client,
        {"ressources": ["Konferenzraum"]},
        subscribers={"users": [staff], "groups": []},
        relatedAddressIds=[contact, free],
        relatedEstateId=estate,
    )
    assert found == {
        "conflictedUsers": [str(staff)],
        "conflictedResources": ["Konferenzraum"],
        "conflictedAddresses": [str(contact)],
        "conflictedEstates": [str(estate)],
    }
    assert not any(conflicts(client).values())
    later = {"start_dt": "2026-10-22 14:00:00", "end_dt": "2026-10-22 15:00:00"}
    assert not any(conflicts(client, later, relatedAddressIds=[contact]).values())
    assert world.stored() == before


def test_a_planned_series_meets_a_series_on_a_later_day(world: World, client: Client) -> None:
    contact = world.records["contact"].number
    book(world, DAY, rule=Rule(Frequency.WEEKLY, DAY.starts.date()), participants=(contact,))
    wednesday = {"start_dt": "2026-10-21 13:45:00", "end_dt": "2026-10-21 14:15:00"}
    assert conflicts(client, wednesday, relatedAddressIds=[contact])["conflictedAddresses"] == []
    daily = {**wednesday, "rp_type": "t"}
    assert conflicts(client, daily, relatedAddressIds=[contact])["conflictedAddresses"] == [str(contact)]


def test_an_appointment_that_is_moved_is_not_in_its_own_way(world: World, client: Client) -> None:
    contact = world.records["contact"].number
    number = create(client, relatedAddressIds=[contact])
    assert conflicts(client, relatedAddressIds=[contact])["conflictedAddresses"] == [str(contact)]
    assert conflicts(client, resourceid=number, relatedAddressIds=[contact])["conflictedAddresses"] == []
    assert conflicts(client, {"abgesagt": True}, relatedAddressIds=[contact])["conflictedAddresses"] == []


@pytest.mark.parametrize(("data", "code"), [({}, 91), ({"start_dt": "2026-10-22 13:30:00"}, 92)])
def test_a_plan_needs_start_and_end(client: Client, data: Json, code: int) -> None:
    assert client.error("get", "appointmentConflicts", {"data": data}) == code


def test_a_request_to_confirm_is_accepted_and_changes_nothing(world: World, client: Client) -> None:
    number = create(client, relatedAddressIds=[world.records["contact"].number])
    before = world.stored()
    said = {"calendarId": str(number), "useDefaultMailAccount": True}
    result = client.call("do", "appointmentAffirmation", said)
    assert result["data"]["records"] == [{"id": 0, "type": "", "elements": {"success": "success"}}]
    assert world.stored() == before


@pytest.mark.parametrize(("said", "code"), [({}, 117), ({"calendarId": "x"}, 121), ({"calendarId": 999_999}, 169)])
def test_a_request_to_confirm_needs_an_appointment(client: Client, said: Json, code: int) -> None:
    assert client.error("do", "appointmentAffirmation", said) == code


def test_a_colleagues_private_appointment_takes_time_without_being_told(world: World, client: Client) -> None:
    contact = world.records["contact"].number
    book(world, DAY, participants=(contact,), private=True)
    viewer = as_user(world, "viewer")
    assert conflicts(viewer, relatedAddressIds=[contact])["conflictedAddresses"] == [str(contact)]
    assert conflicts(client, relatedAddressIds=[contact])["conflictedAddresses"] == [str(contact)]
