"""The counter at which clients are kept."""

import pytest

from tests.dialects.timetap.client import Client
from tests.dialects.timetap.clients.counter import Counter
from tests.world import World


@pytest.fixture
def counter(world: World, client: Client) -> Counter:
    """The reception of the main business."""
    return Counter(world, client)
