"""The neighbourhood in which nothing of one business may be seen from another."""

from collections.abc import Iterator

import pytest

from tests.isolation.neighbourhood import Neighbourhood, make_neighbourhood
from tests.stores import memory_folder


@pytest.fixture(scope="module")
def neighbourhood() -> Iterator[Neighbourhood]:
    """One for all tests of a module; they leave `things` as they are."""
    with memory_folder() as folder:
        made = make_neighbourhood(folder / "data")
        yield made
        made.close()
