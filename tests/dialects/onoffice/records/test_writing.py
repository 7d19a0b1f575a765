"""Creating, changing and deleting addresses, estates and tasks: what is stored, and what a refusal leaves alone."""

from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.ids import Door, Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice.records.address_fields import NO_FIELDS
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.records.asking import create, data_of, estate, ids, one
from tests.world import World

SUCCESS = {"meta": {"cntabsolute": None}, "records": [{"id": 0, "type": "", "elements": {"success": "success"}}]}
NEVER = 999_999
RECORDS = (
    ("estate", "estate", 293),
    ("address", "contact", 292),
    ("task", "task", 80),
    ("agentslog", "agents_log", 80),
)


def record(world: World, number: int, kind: Kind) -> Record:
    return world.services.records.get(world.actor("owner"), Number(number), kind=kind)


def test_the_answer_to_a_new_record_is_its_number_and_an_empty_array(client: Client) -> None:
    for kind, parameters in (
        ("address", {"Name": "Muster"}),
        ("estate", {"data": {"objekttitel": "Haus"}}),
        ("task", {"data": {"Betreff": "Call"}}),
    ):
        result = client.call("create", kind, parameters)
        assert result["cacheable"] is False
        data = data_of(result)
        number = data["records"][0]["id"]
        assert data == {"meta": {"cntabsolute": None}, "records": [{"id": number, "type": kind, "elements": []}]}
        assert ids(client, kind)[-1] == number


def test_an_address_is_the_same_contact_for_every_door(world: World, client: Client) -> None:
    number = create(
        client, "address", Vorname="Ada", Name="Byron", Zusatz1="Engines", email="ada@main.example", phone="0301",
        mobile="0171", Strasse="Allee 1", Plz="01067", Ort="Ulm", Land="DEU", Anrede="Frau", extendedclaim="claim",
    )  # fmt: skip
    stored = record(world, number, Kind.CONTACT)
    assert stored.label == "Ada Byron"
    assert stored.fields == {
        "first_name": "Ada", "last_name": "Byron", "company": "Engines", "email": "ada@main.example",
        "phone": "0301", "mobile": "0171", "street": "Allee 1", "zip": "01067", "city": "Ulm", "country": "Germany",
        "onoffice": {"Anrede": "Frau"},
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(NO_FIELDS - {"data"}))
def test_what_is_no_field_never_becomes_one(world: World, client: Client, name: str) -> None:
    number = create(client, "address", Name="Muster", **{name: "claim"})
    assert record(world, number, Kind.CONTACT).fields == {"last_name": "Muster"}
    client.call("modify", "address", {"Vorname": "Max", name: "claim"}, resourceid=number)
    assert record(world, number, Kind.CONTACT).fields == {"last_name": "Muster", "first_name": "Max"}


@pytest.mark.parametrize("kind", ["estate", "task"])
def test_an_extended_claim_inside_data_or_beside_it_is_no_field(world: World, client: Client, kind: str) -> None:
    number = create(client, kind, data={"extendedclaim": "claim"}, extendedclaim="claim")
    fields = record(world, number, Kind(kind)).fields
    assert "claim" not in str(fields)


@pytest.mark.parametrize(
    ("said", "email", "phone"),
    [
        ({"email": "a@x", "default_email": "b@x"}, "b@x", ""),
        ({"default_email": "b@x", "Email": "a@x"}, "b@x", ""),
        ({"email_private": "p@x", "email_business": "b@x"}, "b@x", ""),
        ({"email": "a@x", "email_business": "b@x"}, "a@x", ""),
        ({"phone_private": "1", "default_phone": "2"}, "", "2"),
        ({"phone_private": "1"}, "", "1"),
        ({"Telefon1": ["1"]}, "", "1"),
    ],
)
def test_one_of_several_addresses_is_the_default(
    client: Client, said: dict[str, object], email: str, phone: str
) -> None:
    found = one(client, "address", create(client, "address", **said), "Email", "Telefon1")
    assert (found["Email"], found["Telefon1"]) == (email, phone)


@pytest.mark.parametrize(
    ("kind", "said", "label"),
    [
        ("address", {"Vorname": "Ada", "Name": "Byron", "Zusatz1": "Engines"}, "Ada Byron"),
        ("address", {"Zusatz1": "Engines"}, "Engines"),
        ("address", {"email": "ada@x"}, "ada@x"),
        ("address", {}, "Address"),
        ("estate", {"objekttitel": "Haus", "strasse": "Allee"}, "Haus"),
        ("estate", {"strasse": "Allee", "hausnummer": 1, "ort": "Ulm"}, "Allee 1, Ulm"),
        ("estate", {"objektnr_extern": "A1"}, "A1"),
        ("estate", {}, "Property"),
        ("task", {"Betreff": "Call"}, "Call"),
        ("task", {"Aufgabe": "\n Call back\nsoon"}, "Call back"),
        ("task", {}, "Task"),
    ],
)
def test_what_a_record_is_called_elsewhere_comes_from_its_names(
    world: World, client: Client, kind: str, said: dict[str, object], label: str
) -> None:
    number = create(client, kind, **(said if kind == "address" else {"data": said}))
    kinds = {"address": Kind.CONTACT, "estate": Kind.ESTATE, "task": Kind.TASK}
    assert record(world, number, kinds[kind]).label == label


def test_a_label_follows_the_names_it_came_from_and_stays_otherwise(world: World, client: Client) -> None:
    number = world.records["contact"].number
    for said, label in (
        ({"email": "ada@x"}, "A contact"),
        ({"Vorname": "Ada"}, "Ada"),
        ({"Name": "Byron"}, "Ada Byron"),
        ({"Vorname": "", "Name": None}, "ada@x"),
        ({"Zusatz1": "Engines"}, "Engines"),
    ):
        assert data_of(client.call("modify", "address", said, resourceid=number)) == SUCCESS
        assert record(world, number, Kind.CONTACT).label == label


def test_a_change_touches_the_named_fields_alone(world: World, client: Client) -> None:
    number = estate(client, objekttitel="Haus", kaufpreis=1, befeuerung=["gas"])
    elsewhere = {"timetap": {"clientNote": "x"}, "rooms": 3}
    world.services.records.change(
        world.actor("owner", Door.TIMETAP),
        Number(number),
        kind=Kind.ESTATE,
        edit=lambda one: Record(**{**_members(one), "fields": {**one.fields, **elsewhere}}),
    )
    said = {"kaufpreis": "2.5", "befeuerung": "|oel||Strom|", "lage": "Am See"}
    assert data_of(client.call("modify", "estate", {"data": said}, resourceid=number)) == SUCCESS
    assert record(world, number, Kind.ESTATE).fields == {
        **elsewhere,
        "onoffice": {"objekttitel": "Haus", "kaufpreis": 2.5, "befeuerung": ["oel", "strom"], "lage": "Am See"},
    }
    client.call("modify", "estate", {"data": {"kaufpreis": "", "befeuerung": [], "lage": None}}, resourceid=number)
    assert record(world, number, Kind.ESTATE).fields == {**elsewhere, "onoffice": {"objekttitel": "Haus"}}


def _members(one: Record) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Record.__dataclass_fields__}


def test_changing_or_deleting_what_is_not_there_is_refused_alike_and_does_nothing(
    world: World, client: Client, foreign_client: Client
) -> None:
    other, before = world.records["location"].number, world.stored()
    for kind, known, code in RECORDS:
        number = world.records[known].number
        for verb in ("modify", "delete"):
            for asking, resourceid in ((client, NEVER), (client, other), (client, 0), (foreign_client, number)):
                assert asking.error(verb, kind, {"data": {}}, resourceid=resourceid) == code
    assert world.stored() == before


@pytest.mark.parametrize("verb", ["modify", "delete"])
def test_a_resourceid_is_needed_to_change_or_delete(world: World, client: Client, verb: str) -> None:
    before = world.stored()
    for kind, known, _ in RECORDS:
        for resourceid in ("", None, "abc"):
            result = client.call(verb, kind, {}, resourceid=resourceid, identifier=str(world.records[known].number))
            assert result["status"] == {"errorcode": 18, "message": "Missing or invalid attribute: resourceid"}
    assert world.stored() == before


@pytest.mark.parametrize(("kind", "known", "code"), RECORDS)
def test_a_deleted_record_is_gone_and_its_files_stay(
    world: World, client: Client, kind: str, known: str, code: int
) -> None:
    number = world.records[known].number
    result = client.call("delete", kind, {}, resourceid=number)
    assert (data_of(result), result["cacheable"]) == (SUCCESS, False)
    assert number not in ids(client, kind)
    assert client.error("delete", kind, {}, resourceid=number) == code


@pytest.mark.parametrize("role", ["viewer", "personal"])
def test_who_may_not_write_stores_nothing(world: World, role: str) -> None:
    asking, before = as_user(world, role), world.stored()
    assert world.users[role].role < Role.EDITOR
    for kind, known, _ in RECORDS:
        assert asking.error("create", kind, {"data": {}}) == 80
        for verb in ("modify", "delete"):
            for resourceid in (world.records[known].number, NEVER):
                assert asking.error(verb, kind, {"data": {}}, resourceid=resourceid) == 80
    assert world.stored() == before


@pytest.mark.parametrize(
    ("fields", "parameter"),
    [
        ({"kaufpreis": "viel"}, "kaufpreis"),
        ({"kaufpreis": "1,5"}, "kaufpreis"),
        ({"kaufpreis": True}, "kaufpreis"),
        ({"baujahr": "1.5"}, "baujahr"),
        ({"baujahr": 10**25}, "baujahr"),
        ({"verkauft": "perhaps"}, "verkauft"),
        ({"auftragvon": "tomorrow"}, "auftragvon"),
        ({"objekttitel": ["a", "b"]}, "objekttitel"),
        ({"objekttitel": {"a": "b"}}, "objekttitel"),
        ({"objekttitel": "a\0b"}, "objekttitel"),
        ({"befeuerung": [{}]}, "befeuerung"),
        ({"ind_1": {"a": 1}}, "ind_1"),
        ({"": "x"}, "data"),
        ({"x" * 101: "x"}, "data"),
        ({"lage": "x" * 270_000}, "data"),
        ({f"ind_{number}": "x" for number in range(1001)}, "data"),
        ([1], "data"),
        ("objekttitel", "data"),
    ],
)
def test_a_value_that_its_field_cannot_hold_is_refused_and_nothing_is_stored(
    world: World, client: Client, fields: object, parameter: str
) -> None:
    number, before = world.records["estate"].number, world.stored()
    for verb, resourceid in (("create", ""), ("modify", number)):
        status = client.call(verb, "estate", {"data": fields}, resourceid=resourceid)["status"]
        assert status == {"errorcode": 255, "message": f'Invalid value for parameter "{parameter}"'}
    assert world.stored() == before


def test_a_record_cannot_grow_beyond_its_limit_by_many_changes(world: World, client: Client) -> None:
    number = estate(client, objekttitel="Haus")
    codes = [
        client.error("modify", "estate", {"data": {f"ind_{index}": "x" * 100_000}}, resourceid=number)
        for index in range(3)
    ]
    assert codes == [0, 0, 255]


def test_values_that_are_none_of_the_permitted_ones_are_kept_unless_the_profile_is_strict(
    client: Client, strict_world: World, strict_client: Client
) -> None:
    number = estate(client, objektart="schloss_am_meer", land="Germany", vermarktungsart="MIETE")
    found = one(client, "estate", number, "objektart", "land", "vermarktungsart")
    assert found == {"objektart": "schloss_am_meer", "land": "DEU", "vermarktungsart": "miete"}
    before = strict_world.stored()
    status = strict_client.call("create", "estate", {"data": {"objektart": "schloss_am_meer"}})["status"]
    assert status == {"errorcode": 252, "message": 'Unknown value in select field "objektart"'}
    status = strict_client.call("create", "estate", {"data": {"noSuchField": 1}})["status"]
    assert status == {"errorcode": 144, "message": 'Invalid field in input data: "noSuchField"'}
    assert strict_world.stored() == before
    assert estate(strict_client, objektart="Haus", ind_1_Feld="own", Id=7) > 0


def test_what_no_client_can_write_is_left_out(world: World, client: Client) -> None:
    number = estate(client, Id=7, uuid="x", erstellt_am="2000-01-01", geaendert_am="", objekttitel="Haus")
    assert number != 7
    assert record(world, number, Kind.ESTATE).fields == {"onoffice": {"objekttitel": "Haus"}}


def test_dates_are_kept_as_the_vendor_prints_them(client: Client) -> None:
    number = create(
        client,
        "task",
        data={"Deadline": "2026-01-10T23:59:59", "Beginn": "2026-01-10", "Ende": "0000-00-00 00:00:00"},
    )
    assert one(client, "task", number, "Deadline", "Beginn", "Ende") == {
        "Deadline": "2026-01-10 23:59:59",
        "Beginn": "2026-01-10 00:00:00",
        "Ende": "0000-00-00 00:00:00",
    }


def test_the_fields_of_an_address_may_be_wrapped_in_data_too(client: Client) -> None:
    number = create(client, "address", data={"Vorname": "Max", "Name": "Muster"})
    assert one(client, "address", number, "Vorname", "Name") == {"id": number, "Vorname": "Max", "Name": "Muster"}
