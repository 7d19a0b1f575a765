"""Clients of the TimeTap door, logged in."""

import pytest

from tests.dialects.timetap.client import Client, log_in
from tests.dialects.timetap.office import Office
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    """The business's own program."""
    return Client(world.http, log_in(world.http, world.timetap), world.business.number)


@pytest.fixture
def foreign_client(world: World) -> Client:
    """The program of an unrelated business."""
    return Client(world.http, log_in(world.http, world.timetap_other), world.unrelated.number)


@pytest.fixture
def viewer_client(world: World) -> Client:
    """A program that acts as somebody who may only read."""
    key = world.services.credentials.issue_signed_key(world.users["viewer"])
    return Client(world.http, log_in(world.http, key), world.business.number)


@pytest.fixture
def strict_client(strict_world: World) -> Client:
    """The program of a business that keeps to TimeTap's limits."""
    return Client(strict_world.http, log_in(strict_world.http, strict_world.timetap), strict_world.business.number)


@pytest.fixture
def office(world: World, client: Client) -> Office:
    """Where the main business keeps its staff, locations and services."""
    return Office(world, client)
