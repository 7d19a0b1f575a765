"""The golden pairs of the Xelion door's people, and what public clients send, in the order in which they send it."""

from pathlib import Path

import pytest

from filebook.core.ids import Kind
from tests.dialects.xelion.people.office import contact, karin, picture_of
from tests.golden import golden_pairs, play
from tests.world import PASSWORD, World


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_in(pair: Path, world: World) -> None:
    play(pair, world.http, variables=people_of(world))


def people_of(world: World) -> dict[str, object]:
    """OIDs of the people of the world and of three more."""
    person = karin(world)
    numbers = {
        "karin": person,
        "voorbeeld": contact(world, "Voorbeeld BV", company="Voorbeeld BV", phone="0207654321"),
        "onbekend": contact(world, "Onbekend"),
        "contact": world.records[Kind.CONTACT.value].number,
        **{name: world.users[name].staff.number for name in ("owner", "viewer", "personal")},
        **{f"{name}_user": world.users[name].number for name in ("owner", "viewer", "personal")},
    }
    return {
        "password": PASSWORD,
        "icon": picture_of(world, person),
        **{name: str(number) for name, number in numbers.items()},
    }
