"""The promise for Xelion's address book: whom TimeTap and onOffice make or rename, it shows under the same number."""

from collections.abc import Callable

import pytest

from tests.dialects.onoffice.client import Json, client_of
from tests.dialects.test_pairs import timetap
from tests.dialects.test_record_pairs import CLIENTS, EACH_MAKER, RecordKind
from tests.dialects.test_staff_pairs import ONA
from tests.dialects.xelion.book import Caller, caller, object_of
from tests.world import World


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _person(owner: Caller, number: int) -> Json:
    return object_of(owner.get(f"/addressables/{number}"))


@EACH_MAKER
def test_a_client_is_a_person_with_all_that_is_known_and_the_name_it_has_now(
    world: World, owner: Caller, maker: Callable[[World, RecordKind], int]
) -> None:
    number = maker(world, CLIENTS)
    person = _person(owner, number)
    assert (person["commonName"], person["givenName"], person["familyName"]) == ("Aino Salo", "Aino", "Salo")
    assert [one["address"] for one in person["telecomAddresses"]] == [
        CLIENTS.first["homePhone"],
        CLIENTS.first["cellPhone"],
        CLIENTS.first["emailAddress"],
    ]
    assert [(one["street"], one["city"]) for one in person["addresses"]] == [("1 Long Rd", "Helsinki")]
    assert [one["commonName"] for one in person["employments"]] == ["Salo Oy"]

    made = owner.made(participants=[{"oid": str(number)}])
    assert client_of(world).error("modify", "address", {"Name": "Laine"}, resourceid=str(number)) == 0
    assert _person(owner, number)["commonName"] == "Aino Laine"
    timetap(world).told("PATCH", f"/clients/{number}", {"firstName": "Aada"})
    for shown in (_person(owner, number), *owner.shown(made["oid"])["participants"]):
        assert shown["commonName"] == "Aada Laine"


def test_staff_of_timetap_are_persons_and_colleagues_but_no_users(world: World, owner: Caller) -> None:
    number: int = timetap(world).told("POST", "/staff", ONA)["professionalId"]
    person = _person(owner, number)
    assert (person["objectType"], person["commonName"], person["givenName"]) == ("Person", "Ona Berg", "Ona")
    assert [one["address"] for one in person["telecomAddresses"]] == ["ona@example.org"]
    listed = {item["oid"] for item in owner.listed("/addressables", name="ona b")}
    assert listed == {str(number)}
    assert str(number) in {
        item["oid"] for item in owner.listed(f"/addressables/{world.records['staff'].number}/colleagues")
    }
    assert owner.listed("/addressables", name="ona b", only_users="true") == []
    assert "Ona Berg" not in {item["commonName"] for item in owner.listed("/users")}
