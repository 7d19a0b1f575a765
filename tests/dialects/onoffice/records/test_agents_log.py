"""Entries of the agents log: one for each address, with what they are about and the files that belong to them."""

from datetime import timedelta
from typing import Any

import pytest

from filebook.core.access import Visibility
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.library import Page
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.records.asking import create, data_of, ids, one, read
from tests.world import World

NEVER = 999_999


def numbers(world: World, *names: str) -> list[int]:
    return [world.records[name].number for name in names]


def test_an_entry_is_made_for_each_address_with_its_files_and_what_it_is_about(world: World, client: Client) -> None:
    estate, task, first = numbers(world, "estate", "task", "contact")
    second = create(client, "address", Name="Muster")
    files = [world.file(name=f"{name}.txt") for name in "ab"]
    result = client.call(
        "create",
        "agentslog",
        {
            "datetime": "2026-02-03 10:15:00", "actionkind": "Email", "actiontype": "Eingang", "note": "Hello",
            "addressids": [first, str(second), first], "estateid": str(estate), "taskid": task,
            "appointmentid": world.appointments["single"].number, "fileids": [file.number for file in files],
            "advisorylevel": "d", "duration": "60", "cost": 1.5, "extendedclaim": "claim",
        },
    )  # fmt: skip
    data = data_of(result)
    assert (result["cacheable"], data["meta"]) == (False, {"cntabsolute": None})
    assert [(record["type"], record["elements"]) for record in data["records"]] == [("agentsLog", [])] * 2
    for record, address in zip(data["records"], (first, second), strict=True):
        assert one(
            client, "agentslog", record["id"], "Nr", "Objekt_nr", "Adress_nr", "Datum", "Aktionsart", "Aktionstyp",
            "Bemerkung", "Benutzer", "Benutzer_nr", "Beratungsebene", "dauer", "Kosten", "extendedclaim",
        ) == {
            "Nr": str(record["id"]), "Objekt_nr": [str(estate)], "Adress_nr": [str(address)],
            "Datum": "2026-02-03 10:15:00", "Aktionsart": "Email", "Aktionstyp": "Eingang", "Bemerkung": "Hello",
            "Benutzer": "owner", "Benutzer_nr": str(world.users["owner"].staff.number),
            "Beratungsebene": "D Interessiert, aber noch prüfend", "dauer": "60", "Kosten": "1.50",
            "extendedclaim": "",
        }  # fmt: skip
        hanging, _ = world.services.library.files_on(
            world.actor("owner"), record["id"], kind=Kind.AGENTS_LOG, page=Page(limit=9)
        )
        assert [file.name for file in hanging] == ["a.txt", "b.txt"]


def test_an_entry_needs_nothing_at_all(world: World, client: Client) -> None:
    number = create(client, "agentsLog", addressids=[], estateid=0, fileids="", userid=None)
    assert one(client, "agentsLog", number, "Objekt_nr", "Adress_nr", "Datum", "created") == {
        "Objekt_nr": [],
        "Adress_nr": [],
        "Datum": "2026-03-30 09:00:00",
        "created": "2026-03-30 09:00:00",
    }


def test_an_entry_may_be_a_colleagues(world: World, client: Client) -> None:
    viewer = world.users["viewer"].staff.number
    number = create(client, "agentslog", note="x", userid=str(viewer))
    found = one(client, "agentslog", number, "Benutzer", "Benutzer_nr")
    assert found == {"Benutzer": "viewer", "Benutzer_nr": str(viewer)}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"addressids": [NEVER]}, 292),
        ({"estateid": NEVER}, 293),
        ({"taskid": NEVER}, 80),
        ({"appointmentid": NEVER}, 169),
        ({"fileids": [NEVER]}, 127),
        ({"userid": NEVER}, 80),
        ({"projectid": NEVER}, 80),
        ({"addressids": ["x"]}, 255),
        ({"addressids": {"a": "x"}}, 255),
        ({"datetime": "soon"}, 255),
        ({"addressids": list(range(1, 1200))}, 255),
    ],
)
def test_an_entry_with_anything_that_is_not_there_is_not_made_at_all(
    world: World, client: Client, said: dict[str, Any], code: int
) -> None:
    good = {"estateid": world.records["estate"].number, "addressids": [world.records["contact"].number]}
    file = world.file()
    before, entries = world.stored(), ids(client, "agentslog")
    assert client.error("create", "agentslog", {"note": "x", "fileids": [file.number], **good, **said}) == code
    assert world.stored() == before
    assert ids(client, "agentslog") == entries


def test_what_is_not_for_the_caller_is_as_absent_as_what_never_was(world: World) -> None:
    private = world.services.booking.add(
        world.actor("owner"), NewAppointment("Private", world.appointments["single"].span, private=True)
    )
    secret = world.file(visibility=Visibility.EMPLOYEE)
    world.users["editor"] = world.services.accounts.create_user(
        world.business.number, "editor", role=world.users["owner"].role
    )
    asking, before = as_user(world, "editor"), world.stored()
    for said, code in (({"appointmentid": private.number}, 169), ({"fileids": [secret.number]}, 127)):
        known, never = (asking.call("create", "agentslog", one) for one in (said, dict.fromkeys(said, NEVER)))
        assert known["status"] == never["status"]
        assert known["status"]["errorcode"] == code
    assert world.stored() == before


def test_entries_are_narrowed_by_what_they_are_about_and_newest_first(world: World, client: Client) -> None:
    estate, contact, old = numbers(world, "estate", "contact", "agents_log")
    other = create(client, "estate", data={"objekttitel": "Other"})
    on_both = create(client, "agentslog", estateid=estate, addressids=[contact], datetime="2026-01-01 00:00:00")
    on_estate = create(client, "agentslog", estateid=estate, datetime="2026-01-02 00:00:00")
    on_other = create(client, "agentslog", estateid=other, datetime="2026-01-03 00:00:00")
    assert ids(client, "agentslog") == [old, on_other, on_estate, on_both]
    assert ids(client, "agentslog", sortby="Datum") == [on_both, on_estate, on_other, old]
    assert ids(client, "agentslog", estateid=estate) == [on_estate, on_both]
    assert ids(client, "agentslog", estateid=[str(estate), other]) == [on_other, on_estate, on_both]
    assert ids(client, "agentslog", addressid=contact) == [on_both]
    assert ids(client, "agentslog", addressid=[contact], estateid=other) == []
    assert ids(client, "agentslog", estateid=estate, filter={"Datum": {"op": ">", "val": "2026-01-01"}}) == [
        on_estate,
        on_both,
    ]
    assert ids(client, "agentslog", estateid=estate, listlimit=1, listoffset=1) == [on_both]
    for nothing in (NEVER, contact):
        assert ids(client, "agentslog", estateid=nothing) == []
    assert ids(client, "agentslog", estateid="", addressid=[]) == [old, on_other, on_estate, on_both]
    data = data_of(client.call("read", "agentslog", {"data": [], "estateid": estate, "listlimit": 1}))
    assert data == {
        "meta": {"cntabsolute": 2},
        "records": [{"id": on_estate, "type": "agentslog", "elements": {}}],
    }


@pytest.mark.parametrize("name", ["Objekt_nr", "Adress_nr"])
def test_entries_are_not_filtered_by_what_they_are_about(client: Client, name: str) -> None:
    assert client.error("read", "agentslog", {"data": [], "filter": {name: [{"op": "=", "val": 1}]}}) == 255


def test_a_change_names_who_made_it_and_keeps_what_the_entry_is_about(world: World, client: Client) -> None:
    estate = world.records["estate"].number
    number = create(client, "agentslog", estateid=estate, note="Before", actionkind="Email")
    client.moment += timedelta(minutes=1)
    world.clock.advance(minutes=1)
    said = {"note": "After", "datetime": "2026-02-03 10:15:00", "estateid": NEVER, "addressids": [NEVER]}
    result = client.call("modify", "agentslog", said, resourceid=str(number))
    assert data_of(result)["records"] == [{"id": 0, "type": "", "elements": {"success": "success"}}]
    names = ("Bemerkung", "Datum", "Aktionsart", "Objekt_nr", "Adress_nr", "Benutzer_bearb", "Datum_bearb")
    assert one(client, "agentslog", number, *names) == {
        "Bemerkung": "After",
        "Datum": "2026-02-03 10:15:00",
        "Aktionsart": "Email",
        "Objekt_nr": [str(estate)],
        "Adress_nr": [],
        "Benutzer_bearb": "owner",
        "Datum_bearb": "2026-03-30 09:01:00",
    }


def test_what_an_entry_is_about_is_not_told_when_it_lies_in_the_trash(world: World, client: Client) -> None:
    estate = world.records["estate"]
    number = create(client, "agentslog", estateid=estate.number)
    world.services.records.trash(world.actor("owner"), estate.number, kind=Kind.ESTATE)
    assert read(client, "agentslog", "Objekt_nr", resourceid=number) == [{"Objekt_nr": []}]
    assert ids(client, "agentslog", estateid=estate.number) == []
