"""An installation whose operator lets the pages of one origin in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialects.xelion.people.office import PLANNER
from tests.world import World, make_world


@pytest.fixture
def world(memory_folder: Path) -> Iterator[World]:
    """A fresh installation of the lenient profile."""
    made = make_world(memory_folder / "data", allowed_origins=f"https://other.example, {PLANNER}/")
    yield made
    made.close()
