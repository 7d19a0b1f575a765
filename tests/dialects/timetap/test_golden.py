"""The golden pairs of the TimeTap door, played on a fresh installation."""

from pathlib import Path

import pytest

from tests.dialects.timetap.client import Client, signature_of
from tests.golden import golden_pairs, play
from tests.world import World


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_its_contract_says(pair: Path, world: World, client: Client) -> None:
    numbers = {
        "business": world.business.number,
        "foreign": world.unrelated.number,
        "appointment": world.appointments["single"].number,
        "client": world.records["contact"].number,
        "staff": world.records["staff"].number,
        "location": world.records["location"].number,
        "service": world.records["service"].number,
        "series": world.appointments["recurring"].number,
    }
    texts = {f"{name}_text": str(number) for name, number in numbers.items()}
    keys = {"api_key": world.timetap.key, "signature": signature_of(world.timetap), "token": client.token}
    play(pair, world.http, variables={**numbers, **texts, **keys})
