"""`filebook serve` as its users start it: a process of its own, in whatever folder they are."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

FILEBOOK = str(Path(sys.executable).with_name("filebook"))
FIRST = {
    "business": {"name": "Muster", "zone": "Europe/Berlin"},
    "owner": {
        "email": "eva@muster.example",
        "first_name": "Eva",
        "last_name": "M",
        "password": "correct horse battery",
    },
}


@pytest.mark.slow
def test_as_long_as_nobody_can_log_in_each_start_prints_a_link_that_is_in_no_log(tmp_path: Path) -> None:
    printed: list[list[str]] = []
    tokens: list[str] = []
    for start in range(3):
        command = [FILEBOOK, "serve", "--data", str(tmp_path / "data"), "--port", "0"]
        with (tmp_path / f"{start}.log").open("wb") as log:
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        try:
            lines = [server.stdout.readline()]
            if start < 2:
                lines.append(server.stdout.readline())
                tokens.append(lines[1].strip().partition("/welcome#")[2])
            if start == 1:
                body = json.dumps({"token": tokens[-1], **FIRST}).encode()
                headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
                with urlopen(Request(f"{lines[0].split()[-1]}/api/v1/setup", body, headers)) as answer:
                    assert answer.status == 201
        finally:
            server.terminate()
            rest, _ = server.communicate(timeout=30)
        printed.append([*lines, *rest.splitlines()])
    assert [len(lines) for lines in printed] == [2, 2, 1]
    assert len(set(tokens)) == 2
    assert all(len(token) > 40 for token in tokens)
    told = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(token.encode() in told for token in tokens)


@pytest.mark.slow
def test_the_folder_it_is_started_in_is_not_searched_for_modules(tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit(9)\n")
    server = subprocess.Popen(
        [FILEBOOK, "serve", "--data", str(tmp_path / "data"), "--port", "0"],
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
