"""Employees: who works for a customer within reach, with level and state."""

from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.ids import Kind, short_of
from tests.dialects.telecomx.client import DOOR, bearer, refusal
from tests.world import World


def get(world: World, path: str, *, by: str = "owner") -> Any:
    response = world.http.get(DOOR + path, headers=bearer(world, by))
    assert response.status_code == 200, response.text
    return response.json()


def names(world: World, query: str = "", *, by: str = "owner") -> list[str]:
    return [one["name"] for one in get(world, f"/employee{query}", by=by)["employees"]]


def hired(world: World, label: str, **fields: Any) -> str:
    """The id of staff without a login."""
    record = world.services.colleagues.hire(world.actor("owner"), label=label, fields=fields)
    return short_of(record.uid)


def trashed(world: World, label: str) -> str:
    record = world.services.colleagues.hire(world.actor("owner"), label=label, fields={})
    world.services.records.trash(world.actor("owner"), record.number, kind=Kind.STAFF)
    return short_of(record.uid)


def test_an_employee_is_a_staff_record_with_the_level_of_its_user(world: World) -> None:
    login = world.http.post(
        f"{DOOR}/auth/login", json={"username": "viewer@main.example", "password": world.passwords["viewer"]}
    ).json()
    assert get(world, f"/employee/{login['employee'].upper()}") == {
        "_id": login["employee"],
        "customer": login["customer"],
        "accessLevel": "VIEWER",
        "state": "ENABLED",
        "name": "Viewer Test",
        "language": "en",
        "emailAddress": "viewer@main.example",
        "noEmail": False,
        "smsValidation": False,
        "authenticatorValidation": False,
    }


def test_staff_without_a_login_have_no_login_and_only_what_is_known(world: World) -> None:
    employee = hired(world, "Mette", street="Strandvejen 1", zip="2900", city="Hellerup")
    assert get(world, f"/employee/{employee}") == {
        "_id": employee,
        "customer": short_of(world.business.uid),
        "accessLevel": "NO_LOGIN",
        "state": "ENABLED",
        "name": "Mette",
        "address": "Strandvejen 1, 2900 Hellerup",
        "language": "en",
        "noEmail": True,
        "smsValidation": False,
        "authenticatorValidation": False,
    }


def test_the_state_tells_who_is_shut_out_out_of_use_or_deleted(world: World) -> None:
    world.services.accounts.set_enabled(world.users["viewer"], enabled=False)
    out_of_use, deleted = hired(world, "Ude", active=False), trashed(world, "Væk")
    states = {
        employee: get(world, f"/employee/{employee}")["state"]
        for employee in (short_of(world.users["viewer"].staff.uid), out_of_use, deleted)
    }
    assert list(states.values()) == ["DISABLED", "DISABLED", "DELETED"]
    assert names(world) == ["Owner Test", "Personal Test", "Ude", "Viewer Test"]
    assert names(world, "?includeDeleted=1") == ["Owner Test", "Personal Test", "Ude", "Viewer Test", "Væk"]


def test_lists_have_pages_and_a_filter_for_names_and_addresses(world: World) -> None:
    page = get(world, "/employee?offset=1&limit=1")
    assert [one["name"] for one in page.pop("employees")] == ["Personal Test"]
    assert page == {"offset": 1, "limit": 1, "total": 3}
    assert names(world, "?filter=VIEW") == names(world, "?filter=viewer@main") == ["Viewer Test"]
    assert get(world, "/employee?limit=9999&full=true")["limit"] == 500
    response = world.http.get(f"{DOOR}/employee?filter={'x' * 300}", headers=bearer(world, "owner"))
    assert refusal(response) == (422, "filter")


def test_resellers_see_the_employees_of_their_customers(world: World) -> None:
    employee = short_of(world.users["owner"].staff.uid)
    assert get(world, f"/employee/{employee}", by="reseller")["name"] == "Owner Test"
    assert names(world, by="reseller") == ["Reseller Test"]
    assert names(world, f"?customer={short_of(world.business.uid)}", by="reseller") == names(world)


@pytest.mark.parametrize("who", ["owner", "viewer", "reseller"])
def test_employees_and_customers_out_of_reach_are_not_there(world: World, who: str) -> None:
    stranger, customer = short_of(world.users["other"].staff.uid), short_of(world.unrelated.uid)
    headers = bearer(world, who)
    for employee in (stranger, "0" * 24, "x", short_of(world.records["contact"].uid)):
        assert refusal(world.http.get(f"{DOOR}/employee/{employee}", headers=headers)) == (404, "employee")
    for named in (customer, "0" * 24, "x"):
        assert refusal(world.http.get(f"{DOOR}/employee?customer={named}", headers=headers)) == (404, "customer")
        for path in ("", "/name", "/security"):
            assert refusal(world.http.get(f"{DOOR}/customer/{named}{path}", headers=headers)) == (404, "customer")


def test_below_viewer_nothing_is_told(world: World) -> None:
    headers = bearer(world, "personal")
    for path in ("/employee", f"/employee/{'0' * 24}", f"/employee/{short_of(world.users['personal'].staff.uid)}"):
        assert refusal(world.http.get(DOOR + path, headers=headers)) == (403, "access_denied")


def test_every_role_has_its_level(world: World) -> None:
    levels = {}
    for role in Role:
        user = world.services.accounts.create_user(world.business.number, f"level {role.value}", role=role)
        levels[role.value] = get(world, f"/employee/{short_of(user.staff.uid)}")["accessLevel"]
    assert levels == {
        "none": "NO_LOGIN",
        "personal": "PERSONAL",
        "viewer": "VIEWER",
        "editor": "MANAGER",
        "owner": "OWNER",
        "reseller": "RESELLER",
        "reseller_admin": "RESELLER_ADMIN",
        "admin": "ADMIN",
    }
