"""`get`/`idsfromrelation`: names, ids in every form, and what is not told."""

from dataclasses import replace
from typing import Any

import pytest

from filebook.core.ids import Kind
from filebook.services.filing import Hang
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.relations.asking import FILE_RELATIONS, RECORD_RELATIONS, URN, number_of, related, write
from tests.world import World


def test_names_of_one_meaning_tell_the_same_and_others_do_not(world: World, client: Client) -> None:
    estate, contact = number_of(world, "estate"), number_of(world, "contact")
    write(client, "create", "estate:address:contactPerson", estate, contact)
    assert related(client, "estate:address:contactPersonAll", parentids=estate) == {str(estate): [str(contact)]}
    assert related(client, "estate:address:owner", parentids=estate) == {str(estate): []}


@pytest.mark.parametrize(
    "name",
    [None, "", 7, [], URN, URN + "estate:address", URN + "estate:address:nobody", "estate:address:owner", "urn:x"],
)
def test_an_unknown_relation_is_told_as_such(world: World, client: Client, name: Any) -> None:
    before = world.stored()
    said = {"relationtype": name, "parentids": [1], "parentid": 1, "childid": 2}
    result = client.call("get", "idsfromrelation", said)
    assert result["status"] == {"errorcode": 132, "message": "No or unknown relation given"}
    for verb in ("create", "modify", "delete"):
        assert client.error(verb, "relation", said) == 132
    assert client.error("get", "idsfromrelation") == 132
    assert world.stored() == before


def test_the_name_is_known_in_any_case_and_as_the_vendors_page_misspells_it(world: World, client: Client) -> None:
    estate = number_of(world, "estate")
    for name in (URN + "Estate:Address:OWNER", "urn:onoffice-dens:smart:2.5:relationTypes:estate:address:buyer"):
        assert client.error("get", "idsfromrelation", {"relationtype": name, "parentids": [estate]}) == 0


def test_relations_cannot_be_asked_for_by_another_name(client: Client) -> None:
    result = client.call("get", "relation", {"relationtype": URN + "estate:address:owner", "parentids": [1]})
    assert result["status"] == {"errorcode": 25, "message": 'missing configuration for resourceType "relation"'}


@pytest.mark.parametrize("form", ["number", "text", "padded", "array", "texts", "gaps", "both sides", "singular"])
def test_ids_are_read_in_every_form_and_told_under_the_text_that_was_sent(
    world: World, client: Client, form: str
) -> None:
    estate, contact = number_of(world, "estate"), number_of(world, "contact")
    write(client, "create", "estate:address:owner", estate, contact)
    forms: dict[str, dict[str, Any]] = {
        "number": {"parentids": estate},
        "text": {"parentids": str(estate)},
        "padded": {"parentids": [f"0{estate}"]},
        "array": {"parentids": [estate, None, ""]},
        "texts": {"parentids": [str(estate), estate]},
        "gaps": {"parentids": {"1": estate, "4": str(estate)}},
        "both sides": {"parentids": [estate], "childids": []},
        "singular": {"parentid": estate},
    }
    expected = f"0{estate}" if form == "padded" else str(estate)
    assert related(client, "estate:address:owner", **forms[form]) == {expected: [str(contact)]}


def test_asking_about_nothing_tells_nothing(client: Client) -> None:
    assert related(client, "estate:address:owner", parentids=[]) == {}
    assert related(client, "estate:address:owner", childids=[], parentids=[]) == {}
    said = {"relationtype": URN + "estate:address:owner"}
    assert client.error("get", "idsfromrelation", said) == 167
    assert client.error("get", "idsfromrelation", {**said, "parentids": None}) == 167


@pytest.mark.parametrize("ids", [["x"], "x", [True], [1.5], [[1]], {"a": {}}, list(range(10_001))])
def test_ids_that_are_none_are_refused(client: Client, ids: Any) -> None:
    assert client.error("get", "idsfromrelation", {"relationtype": URN + "estate:allFiles", "parentids": ids}) == 255


def test_impossible_ids_have_to_do_with_nothing(world: World, client: Client) -> None:
    world.file(on=[Hang(Kind.ESTATE, number_of(world, "estate"))])
    ids = ["0", "-1", "999999", str(2**31), "9" * 30]
    for name in (*RECORD_RELATIONS, *FILE_RELATIONS):
        assert related(client, name, parentids=ids) == {one: [] for one in ids}
        assert related(client, name, childids=ids) == {one: [] for one in ids}


def test_things_in_the_trash_have_to_do_with_nothing(world: World, client: Client) -> None:
    estate, contact = number_of(world, "estate"), number_of(world, "other_contact")
    write(client, "create", "estate:address:owner", estate, contact)
    world.services.records.trash(world.actor("owner"), contact, kind=Kind.CONTACT)
    assert related(client, "estate:address:owner", parentids=[estate]) == {str(estate): []}
    assert related(client, "estate:address:owner", childids=[contact]) == {str(contact): []}
    assert write(client, "create", "estate:address:owner", estate, contact) == 292


def test_private_appointments_of_others_are_not_told(world: World, client: Client) -> None:
    contact, appointment = number_of(world, "contact"), number_of(world, "appointment")
    write(client, "create", "calendar:address", appointment, contact)
    world.file(on=[world.on_appointment()])
    world.services.booking.change(
        world.actor("owner"), appointment, edit=lambda one: replace(one, private=True), participants=lambda _: [contact]
    )
    viewer = as_user(world, "viewer")
    assert related(client, "calendar:address", parentids=[appointment]) == {str(appointment): [str(contact)]}
    for name in ("calendar:address", "calendar:file:attachment", "calendar:estate"):
        assert related(viewer, name, parentids=[appointment]) == {str(appointment): []}
    assert related(viewer, "calendar:address", childids=[contact]) == {str(contact): []}


def test_appointments_of_a_contact_are_told_by_their_start(world: World, client: Client) -> None:
    contact = number_of(world, "contact")
    single, recurring = (world.appointments[name].number for name in ("single", "recurring"))
    for appointment in (single, recurring):
        write(client, "create", "calendar:address", appointment, contact)
    assert related(client, "calendar:address", childids=[contact]) == {str(contact): [str(recurring), str(single)]}
    staff = number_of(world, "staff")
    assert related(client, "calendar:address", childids=[staff]) == {str(staff): []}
