"""A client of the tus door in a fresh installation."""

import pytest

from tests.dialects.tus.client import Tus
from tests.world import World


@pytest.fixture
def tus(world: World) -> Tus:
    """The owner's."""
    return Tus(world)
