"""The whole API as its description tells it, asked by schemathesis: what fits, what does not, and sequences of both."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import started

CONFIG = Path(__file__).with_name("schemathesis.toml")

pytestmark = pytest.mark.slow


ACCOUNTS = "^/(users|credentials|sessions?|me)"
"""What may end the token that the rest is asked with; so that is asked of a server of its own."""


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with started(tmp_path / "data", tmp_path / "demo.json") as contract:
        assert_nothing_found(contract, tmp_path, "--exclude-path-regex", ACCOUNTS)


def test_schemathesis_finds_nothing_in_what_may_end_its_own_token(tmp_path: Path) -> None:
    with started(tmp_path / "data", tmp_path / "demo.json") as contract:
        assert_nothing_found(contract, tmp_path, "--include-path-regex", ACCOUNTS)


def assert_nothing_found(demo: dict[str, Any], folder: Path, *which: str) -> None:
    program = str(Path(sys.executable).with_name("schemathesis"))
    address = f"{demo['base_url']}/api/v1"
    run = subprocess.run(
        [
            *(program, "--config-file", str(CONFIG), "run", f"{address}/openapi.json", "--url", address),
            *("--header", f"Authorization: Bearer {demo['native']['token']}"),
            *("--max-examples", "8", "--seed", "1", "--generation-database", "none", "--no-color", *which),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert run.returncode == 0, run.stdout[-20_000:]
    assert " 0 passed" not in run.stdout
