"""The package `onoffice` from the Python Package Index, as it is, against a real server: appointments."""

from collections.abc import Iterator
from typing import Any

import pytest
from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others
from onoffice.resources import Resource  # type: ignore[import-untyped] # the same

from tests.clients.onoffice_program import SUCCESS, Fields, Json, More, Program, by_id, new_appointment


def days(start: str, end: str, **said: Any) -> Json:
    return {"datestart": start, "dateend": end, "allusers": True, **said}


@pytest.fixture
def visit(program: Program) -> Iterator[int]:
    number = new_appointment(program)
    yield number
    program.ask(Action.DELETE, Resource.CALENDAR, resource_id=number)


def test_an_appointment_is_created_and_read(program: Program) -> None:
    contact, estate = program.contact(), program.estate()
    number = new_appointment(program, relatedAddressIds=[contact], relatedEstateId=estate)
    (alone,) = program.records(Action.READ, Resource.CALENDAR, {"data": ["start_dt"]}, resource_id=number)
    assert alone["type"] == "calendar"
    expected = {"start_dt": "2031-07-01 13:30:00", "end_dt": "2031-07-01 14:00:00", "description": "Kundenbesuch"}
    assert expected.items() <= alone["elements"].items()
    assert alone["elements"]["assignedaddressids"] == [contact]
    assert alone["elements"]["assignedobjectids"] == [estate]
    answer = program.ask(Action.READ, Resource.CALENDAR, days("2031-07-01", "2031-07-01"))
    assert answer["count"] == len(answer["data"])
    assert number in by_id(answer["data"])
    assert number not in by_id(program.records(Action.READ, Resource.CALENDAR, days("2031-07-02", "2031-07-03")))


def test_an_appointment_is_modified(program: Program, visit: int) -> None:
    said = {"data": {"description": "Besichtigung", "rp_flag": True, "rp_type": "w", "rp_tage": 2, "rp_ende_status": 2}}
    changed = program.api.edit_resource(Resource.CALENDAR, visit, Fields(said))
    assert changed["data"][0]["elements"] is not None
    (read,) = program.records(Action.READ, Resource.CALENDAR, resource_id=visit)
    elements = read["elements"]
    assert elements["description"] == "Besichtigung"
    assert (elements["rp_flag"], elements["rp_type"], elements["rp_tage"]) == (True, "w", 2)
    later = by_id(program.records(Action.READ, Resource.CALENDAR, days("2031-07-15", "2031-07-15")))
    assert visit in later


def test_an_appointment_is_deleted(program: Program, visit: int) -> None:
    assert program.records(Action.DELETE, Resource.CALENDAR, resource_id=visit) == [SUCCESS]
    assert visit not in by_id(program.records(Action.READ, Resource.CALENDAR, days("2031-07-01", "2031-07-01")))
    assert program.error(Action.DELETE, Resource.CALENDAR, resource_id=visit) == 169


def test_the_newer_list_of_appointments_shows_the_same_one(program: Program, visit: int) -> None:
    said = {"data": ["id", "subject", "date"], "filter": {"startDate": "2031-07-01", "endDate": "2031-07-01"}}
    listed = by_id(program.records(Action.INFORMATION, More.APPOINTMENTS, said))
    assert listed[visit]["id"] == str(visit)
    assert listed[visit]["subject"] == "Kundenbesuch"
    (alone,) = program.records(Action.INFORMATION, More.APPOINTMENTS, {"data": []}, resource_id=visit)
    assert alone["id"] == visit


def test_related_addresses_are_told_for_an_appointment(program: Program) -> None:
    contact = program.contact()
    number = new_appointment(program, relatedAddressIds=[contact])
    assert program.related("calendar:address", parentids=[number]) == {str(number): [str(contact)]}


def test_a_room_that_is_taken_is_told_before_it_is_booked_again(program: Program) -> None:
    (rooms,) = program.records(Action.INFORMATION, More.CALENDAR_RESOURCES)
    name = "Vergaderkamer"
    assert name in rooms["elements"]
    number = new_appointment(program, data={"ressources": [name]})
    (read,) = program.records(Action.READ, Resource.CALENDAR, resource_id=number)
    assert read["elements"]["ressources"] == [name]
    same_time = {"start_dt": "2031-07-01 13:45:00", "end_dt": "2031-07-01 15:00:00", "ressources": [name]}
    conflicts = program.records(Action.INFORMATION, More.CONFLICTS, {"data": same_time})
    by_what = {record["id"]: record["elements"] for record in conflicts}
    assert list(by_what) == ["conflictedUsers", "conflictedResources", "conflictedAddresses", "conflictedEstates"]
    assert len(by_what["conflictedResources"]) == 1
    program.ask(Action.DELETE, Resource.CALENDAR, resource_id=number)
    freed = program.records(Action.INFORMATION, More.CONFLICTS, {"data": same_time})
    assert [record["elements"] for record in freed if record["id"] == "conflictedResources"] == [[]]
