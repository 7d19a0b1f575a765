"""The servers that tests of the HTTP pieces run under."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
import structlog

from filebook.serving.application import Application
from filebook.serving.logs import configure_logs
from tests.serving.served import Served, under_granian, under_uvicorn

Serve = Callable[[Application], Served]


@pytest.fixture(params=["uvicorn", pytest.param("granian", marks=pytest.mark.slow)])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serve]:
    """Start an application under a server; it is stopped after the test."""
    with ExitStack() as stack:

        def start(application: Application) -> Served:
            if request.param == "granian":
                return stack.enter_context(under_granian(application, tmp_path))
            return stack.enter_context(under_uvicorn(application))

        yield start


@pytest.fixture
def visit(serve: Serve) -> Iterator[Callable[[Application], httpx2.Client]]:
    """Start an application under a server and get a client of it."""
    with ExitStack() as stack:
        yield lambda application: stack.enter_context(serve(application).client())


@pytest.fixture
def log() -> Iterator[BytesIO]:
    """What is logged, as a program of ours would; the logging of the test run is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = BytesIO()
    configure_logs(stream=stream)
    yield stream
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level
