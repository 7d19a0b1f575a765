"""Clients of the onOffice door."""

import pytest

from tests.dialects.onoffice.client import Client, client_of
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    """The business's own program."""
    return client_of(world)


@pytest.fixture
def foreign_client(world: World) -> Client:
    """The program of an unrelated business."""
    return client_of(world, world.onoffice_other)


@pytest.fixture
def strict_client(strict_world: World) -> Client:
    """The program of a business that keeps to documented limits."""
    return client_of(strict_world)
