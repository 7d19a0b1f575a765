"""Customers: the businesses within reach."""

from typing import Any

from filebook.core.access import Role
from filebook.core.ids import short_of
from tests.dialects.telecomx.client import DOOR, bearer, refusal
from tests.world import PASSWORD, World


def get(world: World, path: str, *, by: str = "owner") -> Any:
    response = world.http.get(DOOR + path, headers=bearer(world, by))
    assert response.status_code == 200, response.text
    return response.json()


def test_a_customer_is_a_business_with_what_is_known_of_it(world: World) -> None:
    own, parent = short_of(world.business.uid), short_of(world.parent.uid)
    shown = {"_id": own, "name": "Main", "state": "ACTIVE", "parentReseller": parent}
    assert get(world, f"/customer/{own.upper()}") == shown
    assert get(world, f"/customer/{own}/name") == {
        "_id": own,
        "name": "Main",
        "parentReseller": parent,
        "features": ["CUSTOMER"],
    }
    assert get(world, f"/customer/{own}/security") == {"authenticationSecurity": "NONE"}
    assert get(world, f"/customer/{own}", by="reseller") == shown
    assert get(world, f"/customer/{parent}", by="reseller") == {"_id": parent, "name": "Parent", "state": "ACTIVE"}


def test_a_parent_is_no_customer_of_its_customers(world: World) -> None:
    response = world.http.get(f"{DOOR}/customer/{short_of(world.parent.uid)}", headers=bearer(world, "owner"))
    assert refusal(response) == (404, "customer")


def test_resellers_list_their_customers_in_pages(world: World) -> None:
    assert [one["name"] for one in get(world, "/customer", by="reseller")["customers"]] == ["Main", "Parent"]
    page = get(world, "/customer?offset=1&limit=1", by="reseller")
    assert [one["name"] for one in page.pop("customers")] == ["Parent"]
    assert page == {"offset": 1, "limit": 1, "total": 2}
    for who in ("owner", "viewer", "personal"):
        response = world.http.get(f"{DOOR}/customer", headers=bearer(world, who))
        assert refusal(response) == (403, "access_denied")


def test_reach_goes_down_one_step_for_resellers_all_the_way_for_their_admins_and_everywhere_for_admins(
    world: World,
) -> None:
    accounts = world.services.accounts
    accounts.create_business("Child", zone="Europe/Copenhagen", parent=world.business.number)
    expected = {
        Role.RESELLER: ["Main", "Parent"],
        Role.RESELLER_ADMIN: ["Child", "Main", "Parent"],
        Role.ADMIN: ["Child", "Main", "Parent", "Unrelated"],
    }
    for role, customers in expected.items():
        email = f"{role.value}@parent.example"
        user = accounts.create_user(world.parent.number, f"a {role.value}", role=role, email=email)
        world.services.credentials.set_password(user, PASSWORD)
        world.users[role.value] = user
        assert [one["name"] for one in get(world, "/customer", by=role.value)["customers"]] == customers
