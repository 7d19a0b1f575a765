"""The neighbourhood in which nothing of one business may be seen from another."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.isolation.neighbourhood import Neighbourhood, make_neighbourhood
from tests.stand import Stand
from tests.stores import memory_folder

CHANGES_AT_MOST = 1000
"""After so many changes of the main business those tests get a new one that make things."""


@pytest.fixture(scope="module")
def neighbourhood() -> Iterator[Neighbourhood]:
    """One for all tests of a module; they leave `things` as they are."""
    with _a_neighbourhood() as made:
        yield made


@pytest.fixture(scope="module")
def _stand() -> Iterator[Stand[Neighbourhood]]:
    stand = Stand(_a_neighbourhood, is_full=lambda made: made.changes() > CHANGES_AT_MOST)
    yield stand
    stand.close()


@pytest.fixture
def roomy_neighbourhood(_stand: Stand[Neighbourhood]) -> Neighbourhood:
    """One for many tests of a module, for those that make things anew again and again."""
    return _stand.one()


@contextmanager
def _a_neighbourhood() -> Iterator[Neighbourhood]:
    with memory_folder() as folder:
        made = make_neighbourhood(folder / "data")
        yield made
        made.close()
