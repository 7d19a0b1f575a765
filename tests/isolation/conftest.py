"""The neighbourhood in which nothing of one business may be seen from another."""

from collections.abc import Iterator

import pytest

from tests.isolation.neighbourhood import Neighbourhood, make_neighbourhood


@pytest.fixture(scope="module")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbourhood]:
    """One for all tests of a module; they leave `things` as they are."""
    made = make_neighbourhood(tmp_path_factory.mktemp("neighbourhood") / "data")
    yield made
    made.world.close()
