"""The address book of the Xelion door: what each person shows, and which are listed in what order."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from filebook.core.ids import Kind, Number
from tests.dialects.xelion.book import Caller, caller, staff
from tests.dialects.xelion.client import BASE, refusal
from tests.dialects.xelion.people.office import KARIN, contact, karin, names, page, picture_of, renamed, shown
from tests.world import World


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def test_a_contact_with_names_and_company_is_a_person_who_is_employed(world: World, owner: Caller) -> None:
    oid = str(karin(world))
    person = shown(owner, f"/addressables/{oid}")
    assert (person["objectType"], person["commonName"]) == ("Person", "Vries Karin de")
    assert (person["givenName"], person["familyName"], person["title"]) == ("Karin", "de Vries", "")
    reached = [(one["addressType"], one["address"], one["orderNumber"]) for one in person["telecomAddresses"]]
    assert reached == [
        ("Telephone", KARIN["phone"], 0),
        ("Telephone_and_SMS", KARIN["mobile"], 1),
        ("Email", KARIN["email"], 2),
    ]
    (employment,) = person["employments"]
    assert employment["commonName"] == employment["organisation"]["commonName"] == "Voorbeeld BV"
    assert "oid" not in employment["organisation"]
    (address,) = person["addresses"]
    assert (address["street"], address["zipCode"], address["city"]) == ("Parkweg 9", "1012 AB", "Amsterdam")
    inside = [*person["telecomAddresses"], employment, address]
    assert {one["oid"] for one in inside} == {oid}


def test_a_contact_with_nothing_but_a_company_is_an_organisation(world: World, owner: Caller) -> None:
    oid = contact(world, "Voorbeeld BV", company="Voorbeeld BV", phone="0207654321")
    organisation = shown(owner, f"/addressables/{oid}")
    assert (organisation["objectType"], organisation["name"]) == ("Organisation", "Voorbeeld BV")
    assert [one["address"] for one in organisation["telecomAddresses"]] == ["0207654321"]
    assert "employments" not in organisation
    assert "givenName" not in organisation


def test_who_cannot_be_reached_has_no_list_of_addresses_whose_first_would_be_read(world: World, owner: Caller) -> None:
    person = shown(owner, f"/addressables/{contact(world, 'Onbekend')}")
    assert "telecomAddresses" not in person
    assert (person["familyName"], person["employments"], person["addresses"]) == ("Onbekend", [], [])


def test_the_first_picture_on_a_person_is_its_icon_and_can_be_read(world: World, owner: Caller) -> None:
    person = karin(world)
    assert shown(owner, f"/addressables/{person}")["iconId"] == ""
    icon = picture_of(world, person)
    assert shown(owner, f"/addressables/{person}")["iconId"] == icon
    attachment = shown(owner, f"/attachments/{icon}")
    assert (attachment["contentsB64String"], attachment["oid"]) == ("iVBORw0KGgo=", icon)


def test_strictly_attachments_are_for_administrators_only(strict_world: World) -> None:
    icon = picture_of(strict_world, karin(strict_world))
    assert caller(strict_world).get(f"/attachments/{icon}").status_code == 200
    assert refusal(caller(strict_world, "viewer").get(f"/attachments/{icon}")) == (403, 10101)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name": "vRIES"}, ["Vries Karin de"]),
        ({"where": "obj_type=Organisation"}, ["Voorbeeld BV"]),
        ({"where": "obj_type=Organisation,X1Object", "name": "test"}, []),
        ({"where": "userName=VIEWER,personal"}, ["Viewer Test", "Personal Test"]),
        ({"where": ["familyName=de Vries,Test", "givenName=karin,viewer"]}, ["Viewer Test", "Vries Karin de"]),
        ({"only_users": "true"}, ["Owner Test", "Viewer Test", "Personal Test"]),
        ({"only_users": "false", "name": "contact"}, ["A contact"]),
        ({"order_by": "nAME", "limit": "3"}, ["A contact", "Owner Test", "Personal Test"]),
        ({"order_by": "Name", "order": "decending", "limit": "2"}, ["Vries Karin de", "Voorbeeld BV"]),
        ({"order_by": "Name", "sort": "descending", "limit": "2"}, ["Vries Karin de", "Voorbeeld BV"]),
        ({"order_by": "mru", "limit": "1"}, ["Voorbeeld BV"]),
        ({"sort": "ascending", "limit": "1"}, ["Owner Test"]),
    ],
    ids=str,
)
def test_people_are_listed_as_they_are_asked_for(world: World, query: dict[str, Any], expected: list[str]) -> None:
    karin(world)
    world.clock.advance(minutes=1)
    contact(world, "Voorbeeld BV", company="Voorbeeld BV")
    assert names(caller(world).listed("/addressables", **query)) == expected


def test_pages_put_together_are_the_list_in_every_order_and_both_ways(world: World, owner: Caller) -> None:
    for number in range(7):
        contact(world, f"Klant {number % 3}", first_name=f"K{number}")
    orders: list[dict[str, Any]] = [
        {},
        {"order_by": "Name"},
        {"order_by": "mru"},
        {"order": "descending"},
        {"order_by": "Name", "sort": "desc"},
    ]
    for order in orders:
        whole = [item["oid"] for item in owner.listed("/addressables", limit=1000, **order)]
        assert len(whole) == len(set(whole)) == 11
        pages = [owner.listed("/addressables", limit=4, **order)]
        while pages[-1]:
            pages.append(owner.listed("/addressables", limit=4, after=pages[-1][-1]["oid"], **order))
        assert [item["oid"] for items in pages for item in items] == whole, order
        for earlier, later in pairwise(pages[:-1]):
            assert owner.listed("/addressables", limit=4, before=later[0]["oid"], **order) == earlier, order


def test_who_has_left_is_in_no_list_but_still_tells_who_it_was(world: World, owner: Caller) -> None:
    gone, shut_out = world.users["viewer"], world.users["personal"]
    world.services.colleagues.change(
        world.actor("owner"),
        gone.staff.number,
        edit=lambda record: replace(record, fields={**record.fields, "active": False}),
    )
    world.services.accounts.set_enabled(shut_out, enabled=False)
    assert names(owner.listed("/addressables", where="obj_type=Person", name="test")) == ["Owner Test"]
    assert shown(owner, f"/addressables/{gone.staff.number}")["commonName"] == "Viewer Test"
    active = {item["userName"]: item["active"] for item in owner.listed("/users")}
    assert active == {"owner": True, "viewer": True, "personal": False}


def test_an_organisation_has_contacts_and_whoever_works_somewhere_has_colleagues(world: World, owner: Caller) -> None:
    first, second = karin(world), contact(world, "Piet", last_name="Piet", company="voorbeeld bv ")
    organisation = contact(world, "Voorbeeld BV", company="Voorbeeld BV")
    assert names(owner.listed(f"/addressables/{organisation}/contacts")) == ["Vries Karin de", "Piet"]
    assert owner.listed(f"/addressables/{first}/contacts") == []
    assert names(owner.listed(f"/addressables/{first}/colleagues")) == ["Piet"]
    assert names(owner.listed(f"/addressables/{second}/colleagues", limit=1)) == ["Vries Karin de"]
    assert owner.listed(f"/addressables/{contact(world, 'Eenling')}/colleagues") == []
    assert names(owner.listed(f"/addressables/{staff(world, 'owner')}/colleagues")) == ["Viewer Test", "Personal Test"]
    following = page(owner, f"/addressables/{first}/colleagues")["meta"]["links"][1]["href"]
    assert f"/addressables/{first}/colleagues?after={second}" in following


def test_a_personal_user_knows_of_nobody_but_itself(world: World) -> None:
    me, others = caller(world, "personal"), karin(world)
    own = str(world.users["personal"].staff.number)
    assert [item["oid"] for item in me.listed("/addressables")] == [own]
    assert [item["oid"] for item in me.listed("/addressables", order_by="Name")] == [own]
    assert me.listed("/addressables", after=own) == []
    assert [item["userName"] for item in me.listed("/users")] == ["personal"]
    assert shown(me, f"/addressables/{own}")["commonName"] == "Personal Test"
    for path in (
        f"/addressables/{others}",
        f"/addressables/{others}/contacts",
        f"/users/{world.users['owner'].number}",
    ):
        assert refusal(me.get(path)) == (404, 10100), path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/addressables?limit=0", (400, 10203)),
        ("/addressables?limit=many", (400, 10203)),
        ("/addressables?where=shoeSize=43", (400, 10203)),
        ("/addressables?where=obj_type", (400, 10203)),
        ("/users?where=shoeSize=43", (400, 10203)),
        ("/addressables?after=x", (404, 10100)),
        ("/addressables/0", (404, 10100)),
        ("/users/x", (404, 10100)),
        ("/tenants", (404, 10060)),
        ("/websockets", (404, 10100)),
    ],
)
def test_what_cannot_be_meant_is_refused(owner: Caller, path: str, expected: tuple[int, int]) -> None:
    assert refusal(owner.world.http.get(f"{BASE}{path}", headers=owner.headers)) == expected


def test_numbers_of_other_things_are_nobody_and_no_user(world: World, owner: Caller) -> None:
    for number in (world.records["estate"].number, world.appointments["single"].number, world.users["owner"].number):
        assert refusal(owner.get(f"/addressables/{number}")) == (404, 10100)
    assert refusal(owner.get(f"/users/{staff(world, 'owner')}")) == (404, 10100)


def test_a_limit_above_the_highest_is_lowered_and_after_a_stranger_comes_nobody(world: World, owner: Caller) -> None:
    assert len(owner.listed("/addressables", limit=99999)) == 4
    assert owner.listed("/addressables", after=999999) == []
    assert owner.listed("/addressables", before=999999) == []


def test_whoever_is_renamed_is_called_so_everywhere(world: World, owner: Caller) -> None:
    person, colleague = karin(world), Number(world.users["viewer"].staff.number)
    made = owner.made(participants=[{"oid": str(person)}, {"oid": str(colleague)}])
    assert names(made["participants"]) == ["Vries Karin de", "Viewer Test"]
    renamed(world, person, "Jansen Karin")
    world.services.colleagues.change(
        world.actor("owner"),
        colleague,
        edit=lambda record: replace(
            record, label="Vera Test", fields={**record.fields, "first_name": "Vera", "last_name": "Test"}
        ),
    )
    assert names(owner.shown(made["oid"])["participants"]) == ["Jansen Karin", "Vera Test"]
    assert shown(owner, f"/addressables/{person}")["commonName"] == "Jansen Karin"
    assert names(owner.listed("/addressables", where=f"oid={person},{colleague}")) == ["Vera Test", "Jansen Karin"]
    assert "Vera Test" in names(owner.listed("/users"))
    assert "Vera Test" in names(owner.listed("/calendars"))
    world.services.records.trash(world.actor("owner"), person, kind=Kind.CONTACT)
    assert names(owner.shown(made["oid"])["participants"]) == ["Vries Karin de", "Vera Test"]


@pytest.mark.parametrize(
    "path", ["phonelines", "communications", "communications/recent", "callables", "presence", "channels"]
)
def test_lists_of_the_telephony_part_are_empty_and_end_there(owner: Caller, path: str) -> None:
    answer = page(owner, f"/{path}", limit=100)
    assert answer["data"] == []
    assert [link["rel"] for link in answer["meta"]["links"]] == ["refresh"]
    assert answer["meta"]["links"][0]["href"].endswith(f"/api/v1/master/{path}")
    assert "paging" not in answer["meta"]
