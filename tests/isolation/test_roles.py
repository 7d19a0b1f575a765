"""Who may make which request in its own business: the roles of the design against every route of every door."""

import pytest
from httpx2 import Response

from filebook.core.access import Role
from tests.isolation.asking import ask, is_granted
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, shown
from tests.isolation.neighbourhood import STRANGER, Neighbourhood

HOUSE = {
    Role.NONE: "nobody_yet",
    Role.PERSONAL: "personal",
    Role.VIEWER: "viewer",
    Role.EDITOR: "editor",
    Role.OWNER: "owner",
    Role.RESELLER: "house_reseller",
    Role.RESELLER_ADMIN: "house_reseller_admin",
    Role.ADMIN: "house_admin",
}
"""Somebody of each role in the same business."""

ASKED = chosen()
ASKED_OF_EDITORS = chosen(where=lambda key, example: example.least_role is Role.EDITOR and not example.not_for_viewers)


@pytest.fixture
def neighbourhood(roomy_neighbourhood: Neighbourhood) -> Neighbourhood:
    return roomy_neighbourhood


@pytest.mark.parametrize(("key", "example"), ASKED, ids=shown)
def test_a_request_is_served_from_its_least_role_upwards_and_changes_nothing_below(
    neighbourhood: Neighbourhood, key: Key, example: Example
) -> None:
    granted, expected = {}, {}
    for role, name in HOUSE.items():
        expected[role] = example.serves(role)
        if expected[role]:
            granted[role] = is_granted(key, _asked(neighbourhood, key, example, name))
        else:
            before = neighbourhood.counts()
            granted[role] = is_granted(key, _asked(neighbourhood, key, example, name))
            assert neighbourhood.counts() == before, role
    assert granted == expected


@pytest.mark.parametrize(("key", "example"), ASKED, ids=shown)
def test_without_a_key_only_what_is_public_is_served(neighbourhood: Neighbourhood, key: Key, example: Example) -> None:
    before = neighbourhood.counts()
    response = ask(neighbourhood, key, example, person=STRANGER, things=neighbourhood.things["main"])
    assert is_granted(key, response) is example.anybody
    assert neighbourhood.counts() == before or (example.anybody and example.spends)


@pytest.mark.parametrize(("key", "example"), ASKED_OF_EDITORS, ids=shown)
def test_viewers_may_edit_where_their_business_lets_them_but_nobody_below(
    neighbourhood: Neighbourhood, key: Key, example: Example
) -> None:
    accounts, main = neighbourhood.world.services.accounts, neighbourhood.businesses["main"]
    accounts.set_settings(main, {"viewers_may_edit": True})
    try:
        things = neighbourhood.make_things("main", upload_by="viewer")
        viewer, personal = neighbourhood.people["viewer"], neighbourhood.people["personal"]
        assert not is_granted(key, ask(neighbourhood, key, example, person=personal, things=things))
        assert is_granted(key, ask(neighbourhood, key, example, person=viewer, things=things))
    finally:
        accounts.set_settings(main, {"viewers_may_edit": False})


def _asked(neighbourhood: Neighbourhood, key: Key, example: Example, name: str) -> Response:
    """What somebody is answered, asking with things and a session of one's own where that spends them."""
    neighbourhood.world.clock.advance(minutes=11)  # or failed logins would add up
    things, role = neighbourhood.things["main"], neighbourhood.world.users[name].role
    if example.serves(role) and (example.spends or "upload" in example.names):
        things = neighbourhood.make_things("main", upload_by=name if role >= Role.EDITOR else "")
    response = ask(neighbourhood, key, example, person=neighbourhood.people[name], things=things)
    if example.spends and example.serves(role):
        neighbourhood.people[name] = neighbourhood.login(name)
    return response


def test_the_roles_in_the_house_are_all_there_are() -> None:
    assert list(HOUSE) == list(Role)
