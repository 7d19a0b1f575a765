"""Lists of records, relations, users, keys and sessions take as many statements, however long they are."""

import pytest

from filebook.core.ids import Kind
from filebook.core.relations import Relation, RelationType
from tests.dialects.native.api import Api
from tests.dialects.native.statements import counting_statements
from tests.world import World


def grow(world: World, *, by: int) -> None:
    """More of everything, all around one estate."""
    services, owner, estate = world.services, world.actor("owner"), world.records["estate"].number
    for index in range(by):
        contact = services.records.add(owner, Kind.CONTACT, label=f"Contact {index}").number
        related = Relation(estate, Kind.ESTATE, contact, Kind.CONTACT, RelationType.INTERESTED)
        services.relations.add(owner, [related])
        services.credentials.issue_bearer(world.users["viewer"])


def test_a_list_takes_as_many_statements_as_a_longer_one(
    api: Api, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate = world.records["estate"].number
    paths = (
        "/records/contact?limit=100&order=label&q=contact&count=true",
        "/records/contact?limit=100&where=label:like:c%25&order=-modified_at",
        f"/relations?of={estate}&limit=100&count=true",
        f"/records/estate/{estate}/appointments?limit=100",
        "/credentials?limit=100&count=true",
        "/users?limit=100",
        "/sessions?everybody=true",
    )
    grow(world, by=2)
    counted = counting_statements(monkeypatch)
    taken: list[list[int]] = []
    for by in (0, 40):
        grow(world, by=by)
        api.get("/me")  # so that it is known who asks
        taken.append([])
        for path in paths:
            counted.clear()
            assert api.get(path).status_code == 200, path
            taken[-1].append(len(counted))
    assert taken[0] == taken[1]
    assert max(taken[0]) <= 12
