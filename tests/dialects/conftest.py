"""The fixture that every door's behaviour tests use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filebook.core.businesses import Profile
from tests.stores import memory_folder
from tests.world import World, make_world


@pytest.fixture(name="memory_folder")
def _memory_folder() -> Iterator[Path]:
    """A folder whose syncs cost nothing."""
    with memory_folder() as folder:
        yield folder


@pytest.fixture
def world(memory_folder: Path) -> Iterator[World]:
    """A fresh installation of the lenient profile."""
    made = make_world(memory_folder / "data")
    yield made
    made.close()


@pytest.fixture
def strict_world(memory_folder: Path) -> Iterator[World]:
    """A fresh installation whose business has the strict profile at every door."""
    made = make_world(memory_folder / "strict", profile=Profile.STRICT)
    yield made
    made.close()
