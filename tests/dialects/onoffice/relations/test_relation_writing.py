"""Relations made and undone; and that a refusal changes nothing."""

from typing import Any

import pytest

from filebook.core.ids import Kind
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.relations.asking import FILE_RELATIONS, RECORD_RELATIONS, URN, number_of, related, write
from tests.world import World


@pytest.mark.parametrize("name", RECORD_RELATIONS)
def test_a_relation_is_made_read_from_either_side_and_undone(world: World, client: Client, name: str) -> None:
    parent, child = (number_of(world, what) for what in RECORD_RELATIONS[name])
    assert related(client, name, parentids=[parent]) == {str(parent): []}
    assert write(client, "create", name, parent, child) == 0
    assert related(client, name, parentids=[parent]) == {str(parent): [str(child)]}
    assert related(client, name, childids=[child]) == {str(child): [str(parent)]}
    assert write(client, "create", name, parent, child) == 0
    assert related(client, name, parentids=[parent]) == {str(parent): [str(child)]}
    assert write(client, "delete", name, parent, child) == 0
    assert related(client, name, parentids=[parent]) == {str(parent): []}
    assert related(client, name, childids=[child]) == {str(child): []}


def test_what_appointments_are_about_is_what_the_book_tells(world: World, client: Client) -> None:
    appointment, estate, project = (number_of(world, what) for what in ("appointment", "estate", "project"))
    write(client, "create", "calendar:estate", appointment, estate)
    write(client, "create", "project:calendar", project, appointment)
    found = world.services.book.get(world.actor("owner"), appointment)
    concerns = world.services.book.concerns([found])
    assert concerns == {appointment: {estate: Kind.ESTATE, project: Kind.PROJECT}}
    assert found.modified_at > world.appointments["single"].modified_at


@pytest.mark.parametrize("several", ["parent", "child"])
@pytest.mark.parametrize("name", ["estate:address:owner", "calendar:address"])
def test_one_thing_is_related_to_several_at_once(world: World, client: Client, name: str, several: str) -> None:
    kinds = RECORD_RELATIONS[name]
    parents, children = [number_of(world, kinds[0])], [number_of(world, kinds[1])]
    if several == "child":
        children.append(number_of(world, "other_contact"))
    elif kinds[0] == "appointment":
        parents.append(world.appointments["recurring"].number)
    else:
        parents.append(number_of(world, "other_estate"))
    assert write(client, "create", name, parents, [str(child) for child in children]) == 0
    expected = {str(parent): [str(child) for child in children] for parent in parents}
    assert related(client, name, parentids=parents) == expected
    assert write(client, "delete", name, parents, children) == 0
    assert related(client, name, parentids=parents) == {str(parent): [] for parent in parents}


def test_several_on_both_sides_are_refused(world: World, client: Client) -> None:
    parents, children = ([number_of(world, one), number_of(world, f"other_{one}")] for one in ("estate", "contact"))
    before = world.stored()
    for verb in ("create", "modify", "delete"):
        assert write(client, verb, "estate:address:owner", parents, children) == 219
    assert world.stored() == before
    assert related(client, "estate:address:owner", parentids=parents) == {str(parent): [] for parent in parents}


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("calendar:address", {"parentid": 999_999}, 169),
        ("calendar:address", {"childid": 999_999}, 292),
        ("calendar:address", {"childid": "staff"}, 292),
        ("calendar:estate", {"childid": 0}, 293),
        ("estate:address:owner", {"parentid": 999_999}, 293),
        ("estate:address:owner", {"childid": -5}, 292),
        ("estate:address:owner", {"childid": "estate"}, 292),
        ("estate:address:owner", {"childid": "both"}, 292),
        ("calendar:address", {"childid": "both"}, 292),
        ("task:estate", {"parentid": 999_999}, 80),
        ("estate:user:officer", {"childid": "contact"}, 80),
        ("task:file:attachment", {"childid": 999_999}, 127),
        ("estate:allFiles", {"parentid": 999_999}, 293),
        ("estate:address:owner", {"childid": "x"}, 255),
        ("estate:address:owner", {"childid": True}, 255),
        ("estate:address:owner", {"childid": 1.5}, 255),
        ("estate:address:owner", {"childid": None}, 167),
        ("estate:address:owner", {"childid": []}, 167),
        ("estate:address:owner", {"parentid": ""}, 167),
        ("estate:address:owner", {"childid": list(range(1, 502))}, 255),
    ],
)
def test_what_cannot_be_related_is_refused_and_nothing_is_kept(
    world: World, client: Client, name: str, change: dict[str, Any], code: int
) -> None:
    kinds = RECORD_RELATIONS.get(name) or (FILE_RELATIONS[name], "contact")
    parent, child = (number_of(world, what) for what in kinds)
    said: dict[str, Any] = {"parentid": parent, "childid": child, **change}
    known = {"both": [child, 999_999]}
    said = {
        side: known.get(one) or (number_of(world, one) if one in world.records else one)
        if isinstance(one, str)
        else one
        for side, one in said.items()
    }
    before = world.stored()
    assert client.error("create", "relation", {"relationtype": URN + name, **said}) == code
    assert client.error("delete", "relation", {"relationtype": URN + name, **said}) == code
    assert world.stored() == before
    if name in RECORD_RELATIONS:
        assert related(client, name, parentids=[parent]) == {str(parent): []}


def test_what_is_not_related_cannot_be_undone(world: World, client: Client) -> None:
    estate, contact, other = (number_of(world, what) for what in ("estate", "contact", "other_contact"))
    write(client, "create", "estate:address:owner", estate, contact)
    file = world.file()
    before = world.stored()
    assert write(client, "delete", "estate:address:owner", estate, [contact, other]) == 80
    assert write(client, "delete", "estate:address:buyer", estate, contact) == 80
    assert write(client, "delete", "calendar:address", number_of(world, "appointment"), contact) == 80
    assert write(client, "delete", "estate:allFiles", estate, file.number) == 127
    assert world.stored() == before
    assert related(client, "estate:address:owner", parentids=[estate]) == {str(estate): [str(contact)]}


def test_a_viewer_reads_relations_but_writes_none(world: World, client: Client) -> None:
    viewer = as_user(world, "viewer")
    file = world.file()
    things = {"estate:address:owner": ("estate", "contact"), "calendar:address": ("appointment", "contact")}
    before = world.stored()
    for name, kinds in things.items():
        parent, child = (number_of(world, kind) for kind in kinds)
        assert write(viewer, "create", name, parent, child) == 80
        assert related(viewer, name, parentids=[parent]) == {str(parent): []}
    assert write(viewer, "create", "task:file:attachment", number_of(world, "task"), file.number) == 80
    assert world.stored() == before


def test_another_business_knows_of_no_relation_here(world: World, client: Client, foreign_client: Client) -> None:
    estate, contact = number_of(world, "estate"), number_of(world, "contact")
    write(client, "create", "estate:address:owner", estate, contact)
    before = world.stored()
    assert related(foreign_client, "estate:address:owner", parentids=[estate]) == {str(estate): []}
    assert write(foreign_client, "delete", "estate:address:owner", estate, contact) == 293
    assert world.stored() == before
