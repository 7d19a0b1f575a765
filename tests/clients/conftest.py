"""A demo server as its users start it: a process of its own, with a data folder, an address and credentials."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.onoffice_program import Program

STARTUP_SECONDS = 60


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `filebook demo --json` tells, and `folder`, where its data lies."""
    folder = tmp_path_factory.mktemp("demo")
    with started(folder / "data", folder / "demo.json") as contract:
        yield {**contract, "folder": str(folder / "data")}


@pytest.fixture
def program(demo: dict[str, Any]) -> Program:
    """The package `onoffice` in a user's hands, with the demo's credentials."""
    return Program(demo)


class started:  # noqa: N801 - reads as a word where it is used
    """The server, running while the block lasts."""

    def __init__(self, data: Path, told: Path) -> None:
        self._told = told
        filebook = str(Path(sys.executable).with_name("filebook"))
        command = [filebook, "demo", "--data", str(data), "--port", "0", "--json", str(told)]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> dict[str, Any]:
        deadline = time.monotonic() + STARTUP_SECONDS
        while not self._told.exists():
            assert self._server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)
        contract: dict[str, Any] = json.loads(self._told.read_text())
        return contract

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        assert self._server.wait(timeout=30) == 0
        self._told.unlink()
