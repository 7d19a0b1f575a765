"""The golden pairs: what the door answers, to the letter."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.dialects.onoffice.client import Json, php_json, signed, signed_v1
from tests.golden import Hook, golden_pairs, play
from tests.world import World

ROOM = "Konferenzraum"
"""What appointments book; no call makes one."""


def _signer(world: World, *, version: int) -> Hook:
    def sign(step: Json) -> Json:
        """Sign every action that does not bring a signature of its own."""
        request = step["json"]["request"]
        make = signed if version == 2 else signed_v1
        actions = [action if "hmac" in action else make(action, world.onoffice) for action in request["actions"]]
        return {**step, "json": {**step["json"], "request": {"actions": actions}}}

    return sign


def _client(world: World, print_json: Callable[[Json], str]) -> Hook:
    """For a client with its own order of members and its own print: signs in place of an empty `hmac`."""

    def sign(step: Json) -> Json:
        actions = [_signed_in_place(action, world) for action in step["json"]["request"]["actions"]]
        body = {**step["json"], "request": {**step["json"]["request"], "actions": actions}}
        return {**{name: value for name, value in step.items() if name != "json"}, "text": print_json(body)}

    return sign


def _signed_in_place(action: Json, world: World) -> Json:
    if action["hmac"]:
        return action
    make = signed if "hmac_version" in action else signed_v1
    bare = {name: value for name, value in action.items() if name not in {"hmac", "hmac_version"}}
    return {**action, "hmac": make(bare, world.onoffice)["hmac"]}


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_the_pair_says(world: World, pair: Path) -> None:
    world.services.accounts.set_settings(world.business, {"publish_new_pictures": True})
    if ROOM in (pair / "request.json").read_text("utf-8"):
        world.services.booking.add_resource(world.actor("owner"), ROOM)
    appointment = world.appointments["single"].number
    variables = {
        "token": world.onoffice.key,
        "timestamp": int(world.clock().timestamp()),
        "timestamp_text": str(int(world.clock().timestamp())),
        "appointment": appointment,
        "appointment_text": str(appointment),
        "other_appointment": world.appointments["recurring"].number,
        **{name: record.number for name, record in world.records.items()},
        **{f"{name}_text": str(record.number) for name, record in world.records.items()},
    }
    hooks = {
        "onoffice": _signer(world, version=2),
        "onoffice_v1": _signer(world, version=1),
        "as_php": _client(world, php_json),
        "as_python": _client(world, json.dumps),
        "as_javascript": _client(world, partial(json.dumps, separators=(",", ":"), ensure_ascii=False)),
    }
    play(pair, world.http, variables=variables, hooks=hooks)
