"""The fixture that every door's behaviour tests use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filebook.core.businesses import Profile
from tests.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh installation of the lenient profile."""
    made = make_world(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def strict_world(tmp_path: Path) -> Iterator[World]:
    """A fresh installation whose business has the strict profile at every door."""
    made = make_world(tmp_path / "strict", profile=Profile.STRICT)
    yield made
    made.close()
