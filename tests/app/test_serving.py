"""`filebook serve` as its users start it: a process of its own, in whatever folder they are."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_folder_it_is_started_in_is_not_searched_for_modules(tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit(9)\n")
    filebook = str(Path(sys.executable).with_name("filebook"))
    server = subprocess.Popen(
        [filebook, "serve", "--data", str(tmp_path / "data"), "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Filebook at http://127.0.0.1:")
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert server.returncode == 0
