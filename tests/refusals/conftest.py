"""The server that is sent what nobody should send, and the watch over its log."""

from collections.abc import Iterator

import pytest

from tests.refusals.server import Server, running


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a module."""
    with running(tmp_path_factory.mktemp("refusals") / "data") as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """The server; whatever a test sends it, its log must not speak of a fault."""
    yield shared_server
    assert shared_server.faults() == []
