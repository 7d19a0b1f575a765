"""How far a role reaches at the doors where an id may name a thing of another business."""

import pytest

from filebook.core.ids import Door
from tests.isolation.asking import ask, is_granted
from tests.isolation.example import Example, Key
from tests.isolation.examples import chosen, shown
from tests.isolation.neighbourhood import PEOPLE, Neighbourhood
from tests.isolation.test_outside_reach import REACHING_DOORS

EVERYWHERE = {"main", "parent", "grandparent", "sibling", "unrelated"}
REACH = {
    "owner": {"main"},
    "editor": {"main"},
    "viewer": {"main"},
    "personal": set[str](),
    "nobody_yet": set[str](),
    "house_reseller": {"main"},
    "house_reseller_admin": {"main"},
    "house_admin": EVERYWHERE,
    "reseller": {"parent", "main", "sibling"},
    "parent_owner": {"parent"},
    "grand_admin": {"grandparent", "parent", "main", "sibling"},
    "grand_reseller": {"grandparent", "parent"},
    "sibling_owner": {"sibling"},
    "foreign_owner": {"unrelated"},
    "other": {"unrelated"},
    "operator": EVERYWHERE,
}
"""Whose ordinary files and folders somebody may read."""

ASKED = chosen(
    where=lambda key, example: (
        key[0] in REACHING_DOORS and key[1] == "GET" and not {"file", "folder"}.isdisjoint(example.names)
    )
)


def test_there_are_routes_that_reach_further() -> None:
    assert {key[0] for key, _ in ASKED} == REACHING_DOORS == {Door.TELECOMX}
    assert REACH.keys() == PEOPLE.keys()


@pytest.mark.parametrize(("key", "example"), ASKED, ids=shown)
def test_everybody_reads_in_the_businesses_of_their_reach_and_in_no_other(
    neighbourhood: Neighbourhood, key: Key, example: Example
) -> None:
    before = neighbourhood.state()
    served: dict[str, set[str]] = {name: set() for name in PEOPLE}
    for name in PEOPLE:
        for business, things in neighbourhood.things.items():
            if is_granted(key, ask(neighbourhood, key, example, person=neighbourhood.people[name], things=things)):
                served[name].add(business)
    assert served == REACH
    assert neighbourhood.state() == before
