"""The golden pairs of TelecomX's employees and customers."""

from pathlib import Path

import pytest

from filebook.core.ids import short_of
from tests.golden import golden_pairs, play
from tests.world import PASSWORD, World


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_in(pair: Path, world: World) -> None:
    play(pair, world.http, variables={"password": PASSWORD, "parent": short_of(world.parent.uid)})
