"""The package `onoffice` from the Python Package Index, as it is, against a real server: records and refusals."""

from typing import Any
from uuid import uuid4

import pytest
from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others
from onoffice.parameters import Filter, Newsletter, ReadParameter  # type: ignore[import-untyped] # the same
from onoffice.resources import Resource  # type: ignore[import-untyped] # the same

from tests.clients.onoffice_program import SUCCESS, Fields, Json, More, Program, by_id


def test_an_address_is_created_read_modified_and_deleted(program: Program) -> None:
    contact = program.contact("Schneider")
    assert program.read(Resource.ADDRESS, contact, "Name", "Vorname") == {
        "id": contact,
        "Name": "Schneider",
        "Vorname": "Max",
    }
    changed = program.api.edit_resource(Resource.ADDRESS, contact, Fields({"Name": "Schneider-Groß"}))
    assert changed["data"][0]["elements"]["success"] == "success"
    assert program.read(Resource.ADDRESS, contact, "Name")["Name"] == "Schneider-Groß"
    assert program.records(Action.DELETE, Resource.ADDRESS, resource_id=contact) == [SUCCESS]
    assert program.records(Action.READ, Resource.ADDRESS, {"data": ["Name"]}, resource_id=contact) == []


def test_the_packages_own_newsletter_form_modifies_an_address(program: Program) -> None:
    contact = program.contact()
    changed = program.api.edit_resource(Resource.ADDRESS, contact, Newsletter(1))
    assert changed["data"][0]["elements"]["success"] == "success"
    assert program.read(Resource.ADDRESS, contact, "newsletter_aktiv")["newsletter_aktiv"] == "1"


def test_an_estate_is_created_read_modified_and_deleted(program: Program) -> None:
    estate = program.estate()
    read = program.read(Resource.ESTATE, estate, "Id", "objekttitel", "objektart")
    assert {**read, "Id": str(read["Id"])} == {"Id": str(estate), "objekttitel": "Haus am Park", "objektart": "haus"}
    program.api.edit_resource(Resource.ESTATE, estate, Fields({"data": {"objekttitel": "Haus im Park"}}))
    assert program.read(Resource.ESTATE, estate, "objekttitel")["objekttitel"] == "Haus im Park"
    assert program.records(Action.DELETE, Resource.ESTATE, resource_id=estate) == [SUCCESS]
    assert program.records(Action.READ, Resource.ESTATE, {"data": ["Id"]}, resource_id=estate) == []


def test_a_task_is_created_read_and_modified(program: Program) -> None:
    task = program.task()
    program.api.edit_resource(Resource.TASK, task, Fields({"data": {"Betreff": "Unterlagen sind geprüft"}}))
    assert program.read(Resource.TASK, task, "Betreff")["Betreff"] == "Unterlagen sind geprüft"


def test_the_packages_own_agents_log_entry_is_read_at_its_address(program: Program) -> None:
    contact = program.contact()
    entry = program.entry(contact)
    wanted = {"addressid": contact, "data": ["Bemerkung", "Aktionsart"]}
    (read,) = program.records(Action.READ, Resource.AGENTSLOG, wanted)
    assert read["id"] == entry
    assert read["elements"]["Bemerkung"] == "hat angerufen"


@pytest.mark.parametrize("count", [1, 4, 5])
def test_its_pages_bring_every_record_once(program: Program, count: int) -> None:
    name = f"Seite-{uuid4()}"
    created = [program.contact(name) for _ in range(count)]
    wanted = ReadParameter(data=["Name"], filters=[Filter("Name", "=", name)], limit=2)
    found = []
    answer, more = program.api.read_resource(Resource.ADDRESS, wanted)
    found += answer["data"]
    while more is not None:
        answer, more = more()
        found += answer["data"]
    assert answer["count"] == count
    assert sorted(record["id"] for record in found) == created
    assert {record["elements"]["Name"] for record in found} == {name}


def test_its_filters_work_and_an_empty_one_finds_everything(program: Program) -> None:
    program.contact("Älteste")
    some, _ = program.api.read_resource(
        Resource.ADDRESS, ReadParameter(["Name"], [Filter("Name", "like", "Ältest%")], limit=500)
    )
    every, _ = program.api.read_resource(Resource.ADDRESS, ReadParameter(["Name"], limit=500))
    assert {record["elements"]["Name"] for record in some["data"]} == {"Älteste"}
    assert every["count"] > some["count"] >= 1


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        ("=", "200", {"200"}),
        ("is", "200", {"200"}),
        ("!=", "200", {"100", "300"}),
        ("<>", "200", {"100", "300"}),
        (">", "200", {"300"}),
        ("<", "200", {"100"}),
        (">=", 200, {"200", "300"}),
        ("<=", 200, {"100", "200"}),
        ("between", ["150", "250"], {"200"}),
        ("in", ["100", "300"], {"100", "300"}),
        ("NOT IN", ["100", "300"], {"200"}),
        ("LIKE", "%00", {"100", "200", "300"}),
        ("not like", "1%", {"200", "300"}),
    ],
)
def test_every_operator_of_its_filters_is_understood(
    program: Program, priced: str, operator: str, value: Any, found: set[str]
) -> None:
    filters = [Filter("objekttitel", "=", priced), Filter("kaltmiete", operator, value)]
    answer, _ = program.api.read_resource(Resource.ESTATE, ReadParameter(["kaltmiete"], filters))
    assert {record["elements"]["kaltmiete"].partition(".")[0] for record in answer["data"]} == found
    assert answer["count"] == len(found)


@pytest.fixture(scope="module")
def priced(demo: Json) -> str:
    """The title of three estates with different rents."""
    title = f"Miete-{uuid4()}"
    for rent in ("100", "200", "300"):
        Program(demo).create(Resource.ESTATE, {"data": {"objekttitel": title, "kaltmiete": rent}})
    return title


def test_fields_users_and_rights_are_told(program: Program) -> None:
    said = {"modules": ["address", "estate"], "labels": True, "language": "DEU"}
    modules = program.records(Action.INFORMATION, More.FIELDS, said)
    assert [module["id"] for module in modules] == ["address", "estate"]
    assert modules[0]["elements"]["Name"]["type"] == "varchar"
    users = by_id(program.records(Action.INFORMATION, More.USERS))
    (me,) = [number for number, user in users.items() if user["username"] == "api"]
    contact = program.contact()
    asked = {"action": "read", "module": "address", "userid": me, "recordIds": [contact, 999_999_999]}
    (allowed,) = program.records(Action.INFORMATION, More.RIGHTS, asked)
    assert allowed["elements"] == [str(contact)]
    (basics,) = program.records(
        Action.READ, Resource.BASIC_SETTINGS, {"data": {"basicData": {"characteristicsCi": ["logo"]}}}
    )
    assert "logo" in basics["elements"]["basicData"]["characteristicsCi"]


# Refusals.


def test_a_wrong_secret_is_told(demo: Json) -> None:
    program = Program(demo)
    program.api.secret = "0" * 64
    answer = program.ask(Action.READ, Resource.ADDRESS, {"data": ["Name"]})
    assert answer == {"errorcode": 137, "message": "The HMAC is invalid."}


def test_an_unknown_resource_type_is_told(program: Program) -> None:
    answer = program.ask(Action.INFORMATION, More.UNKNOWN)
    assert answer == {"errorcode": 25, "message": 'missing configuration for resourceType "statistic"'}


def test_a_clock_that_is_wrong_is_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoffice.api.time.time", lambda: 1_767_225_600)
    assert program.error(Action.READ, Resource.ADDRESS, {"data": ["Name"]}) == 136


def test_unknown_things_are_told(program: Program) -> None:
    unknown = 2**31 - 1
    on_it = {"tmpUploadId": program.first_step(b"x")["tmpUploadId"], "file": "x.txt", "relatedRecordId": unknown}
    assert program.error(Action.DO, More.UPLOAD, {**on_it, "module": "estate", "Art": "Foto"}) == 293
    assert program.error(Action.DO, More.UPLOAD, {**on_it, "module": "address"}) == 292
    assert program.error(Action.DO, More.UPLOAD, {**on_it, "module": "nowhere"}) == 163
    wanted = {"appointmentid": unknown}
    assert program.error(Action.INFORMATION, More.FILE, wanted, resource_id="appointment") == 169
    assert program.error(Action.INFORMATION, More.FILE, {}, resource_id="estate") == 110
    assert program.error(Action.INFORMATION, More.FILE, {}, resource_id="address") == 96
