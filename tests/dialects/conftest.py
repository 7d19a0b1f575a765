"""The fixture that every door's behaviour tests use."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from filebook.core.businesses import Profile
from tests.world import World, make_world


@pytest.fixture
def memory_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose syncs cost nothing, where there is one: durability has tests of its own."""
    shared_memory = Path("/dev/shm")
    if not shared_memory.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=shared_memory) as folder:
        yield Path(folder)


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
