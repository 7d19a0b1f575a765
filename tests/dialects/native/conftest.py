"""Fixtures of the native door's tests."""

import pytest

from tests.dialects.native.api import Api
from tests.world import World


@pytest.fixture
def api(world: World) -> Api:
    """The owner's client."""
    return Api(world)
