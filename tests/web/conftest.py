"""Fixtures of the tests of plain pages."""

from collections.abc import Iterator

import pytest

from tests.stores import memory_folder
from tests.world import World, make_world


@pytest.fixture
def world() -> Iterator[World]:
    """A fresh installation."""
    with memory_folder() as folder:
        made = make_world(folder / "data")
        yield made
        made.close()
