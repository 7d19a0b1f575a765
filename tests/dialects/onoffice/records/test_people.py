"""Users, groups and rights."""

from typing import Any

import pytest

from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.records.asking import data_of, ids, one, read
from tests.world import World

NEVER = 999_999


def staff(world: World, name: str) -> int:
    return world.users[name].staff.number


def rights(client: Client, **said: Any) -> list[str]:
    """The ids that a check lets through."""
    data = data_of(client.call("get", "checkuserrecordsright", {"action": "read", "module": "address", **said}))
    (record,) = data["records"]
    found: list[str] = record["elements"]
    return found


def test_everybody_who_works_here_is_a_user_by_the_number_of_the_staff_record(world: World, client: Client) -> None:
    world.services.accounts.set_enabled(world.users["personal"], enabled=False)
    owner, records = world.actor("owner"), world.services.records
    booked = records.add(owner, Kind.STAFF, label="No user")
    records.add(owner, Kind.STAFF, label="Left", fields={"active": False})
    result = client.call("get", "users")
    assert result["cacheable"] is True
    numbers = [*(staff(world, name) for name in ("owner", "viewer")), booked.number]
    assert data_of(result)["meta"] == {"cntabsolute": None}
    assert [record["id"] for record in data_of(result)["records"]] == numbers
    assert data_of(result)["records"][0] == {
        "id": numbers[0],
        "type": None,
        "elements": {
            "id": numbers[0],
            "username": "owner",
            "firstname": "Owner",
            "lastname": "Test",
            "email": "owner@main.example",
            "meetingurl": "",
        },
    }
    nameless = data_of(result)["records"][-1]["elements"]
    assert (nameless["username"], nameless["lastname"]) == ("", "No user")
    assert ids(client, "user") == numbers


def test_users_are_read_like_records_with_the_named_fields_alone(world: World, client: Client) -> None:
    number = staff(world, "viewer")
    names = ("Name", "Vorname", "Nachname", "email", "Nr", "Kuerzel")
    expected = {
        "Name": "viewer", "Vorname": "Viewer", "Nachname": "Test", "email": "viewer@main.example",
        "Nr": str(number), "Kuerzel": "",
    }  # fmt: skip
    assert one(client, "user", number, *names) == expected
    assert read(client, "user", *names, filter={"Nr": [{"op": "in", "val": [number, NEVER]}]}) == [expected]
    assert read(client, "user", "Name", filter={"Name": [{"op": "=", "val": "OWNER"}]}) == [{"Name": "owner"}]
    for other in (world.records["contact"].number, NEVER):
        assert read(client, "user", "Name", resourceid=other) == []


def test_the_business_is_the_one_group(world: World, client: Client) -> None:
    number = world.business.number
    assert data_of(client.call("get", "groups", {"groupfilter": "officeGroups"})) == {
        "meta": {"cntabsolute": None},
        "records": [
            {
                "id": number,
                "type": None,
                "elements": {
                    "id": number,
                    "name": "Main",
                    "abr": "",
                    "userIds": [staff(world, name) for name in ("owner", "viewer", "personal")],
                    "groupType": "GroupOffice",
                    "leaders": [],
                },
            }
        ],
    }


def test_rights_are_told_for_records_that_are_there_in_the_order_asked(world: World, client: Client) -> None:
    contact, estate = world.records["contact"].number, world.records["estate"].number
    other = world.services.records.add(world.actor("owner"), Kind.CONTACT, label="Other").number
    everything = [str(other), contact, estate, NEVER, contact]
    for action in ("read", "modify", "delete", "create", "READ"):
        found = rights(client, action=action, userid=str(staff(world, "owner")), recordIds=everything)
        assert found == [str(other), str(contact)]
    assert rights(client, userid=staff(world, "viewer"), recordIds=everything) == [str(other), str(contact)]
    assert rights(client, action="modify", userid=staff(world, "viewer"), recordIds=everything) == []
    assert rights(client, userid=staff(world, "personal"), recordIds=everything) == []
    assert rights(client, module="estate", userid=staff(world, "owner"), recordIds=everything) == [str(estate)]
    for nobody in (NEVER, contact, "abc"):
        assert rights(client, userid=nobody, recordIds=everything) == []


def test_rights_on_appointments_and_files_are_those_of_the_person(world: World, client: Client) -> None:
    shared = world.appointments["single"].number
    private = world.services.booking.add(
        world.actor("owner"), NewAppointment("Private", world.appointments["single"].span, private=True)
    ).number
    both = [shared, private]
    owner, viewer = staff(world, "owner"), staff(world, "viewer")
    calendar = {"module": "calendar", "recordIds": both}
    assert rights(client, **calendar, userid=owner, action="delete") == [str(shared), str(private)]
    assert rights(client, **calendar, userid=viewer) == [str(shared)]
    assert rights(client, **calendar, userid=viewer, action="modify") == []
    assert rights(as_user(world, "viewer"), **calendar, userid=owner) == [str(shared)]
    file = world.file()
    assert rights(client, module="file", userid=viewer, recordIds=[file.number, NEVER]) == [str(file.number)]
    assert rights(client, module="file", userid=viewer, action="delete", recordIds=[file.number]) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"action": None}, 167),
        ({"module": ""}, 167),
        ({"userid": None}, 167),
        ({"recordIds": ""}, 167),
        ({"action": "frobnicate"}, 255),
        ({"module": "frobnicate"}, 255),
        ({"recordIds": ["x"]}, 255),
        ({"recordIds": list(range(1, 10_002))}, 255),
    ],
)
def test_a_check_that_lacks_something_is_refused(client: Client, said: dict[str, Any], code: int) -> None:
    whole = {"action": "read", "module": "address", "userid": 1, "recordIds": [1]}
    assert client.error("get", "checkuserrecordsright", {**whole, **said}) == code


@pytest.mark.parametrize(("verb", "kind"), [("get", "users"), ("get", "groups"), ("read", "user")])
def test_who_may_not_read_is_told_of_nobody(world: World, verb: str, kind: str) -> None:
    assert as_user(world, "personal").error(verb, kind) == 80


def test_another_business_has_people_of_its_own(foreign_client: Client) -> None:
    names = [record["elements"]["username"] for record in data_of(foreign_client.call("get", "users"))["records"]]
    assert names == ["other", "foreign_owner"]
