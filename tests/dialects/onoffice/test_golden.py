"""The golden pairs: what the door answers, to the letter."""

from pathlib import Path

import pytest

from tests.dialects.onoffice.client import Json, signed, signed_v1
from tests.golden import Hook, golden_pairs, play
from tests.world import World


def _signer(world: World, *, version: int) -> Hook:
    def sign(step: Json) -> Json:
        """Sign every action that does not bring a signature of its own."""
        request = step["json"]["request"]
        make = signed if version == 2 else signed_v1
        actions = [action if "hmac" in action else make(action, world.onoffice) for action in request["actions"]]
        return {**step, "json": {**step["json"], "request": {"actions": actions}}}

    return sign


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_the_pair_says(world: World, pair: Path) -> None:
    appointment = world.appointments["single"].number
    variables = {
        "token": world.onoffice.key,
        "timestamp": int(world.clock().timestamp()),
        "appointment": appointment,
        "appointment_text": str(appointment),
        "other_appointment": world.appointments["recurring"].number,
        **{name: record.number for name, record in world.records.items()},
    }
    hooks = {"onoffice": _signer(world, version=2), "onoffice_v1": _signer(world, version=1)}
    play(pair, world.http, variables=variables, hooks=hooks)
