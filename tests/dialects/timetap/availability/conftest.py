"""The desk from which free times are looked for."""

import pytest

from tests.dialects.timetap.appointments.desk import Desk
from tests.dialects.timetap.client import Client
from tests.world import World


@pytest.fixture
def desk(world: World, client: Client) -> Desk:
    """A booking program of the main business."""
    return Desk(world, client)
