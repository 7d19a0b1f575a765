"""The verbs of a client against a real server, over a line that breaks."""

import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from filebook.app.build import House, build
from filebook.app.cli import DONE, NOT_UNDERSTOOD, REFUSED, STORE_UNREACHABLE, run
from filebook.app.settings import Settings
from filebook.core.access import Role
from filebook.core.appointments import Span
from filebook.core.ids import Door, Ref
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from tests.app.line import Line

MIB = 1024 * 1024
LARGE = 24 * MIB
FILEBOOK = str(Path(sys.executable).with_name("filebook"))
ZONE = "Europe/Amsterdam"


@dataclass
class Far:
    """A server, the token of somebody there, and the line to it."""

    line: Line
    token: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """The port of a server with a folder, an appointment and an owner, and the owner's token."""
    folder = tmp_path_factory.mktemp("server") / "data"
    token = _furnished(folder)
    command = [FILEBOOK, "serve", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    yield int(process.stdout.readline().rpartition(":")[2].strip().rstrip("/")), token
    process.terminate()
    process.communicate(timeout=60)


def _furnished(folder: Path) -> str:
    house: House = build(Settings(data_folder=str(folder), password_memory_kib=64))
    services = house.services
    business = services.accounts.create_business("Main", tenant="master", zone=ZONE)
    user = services.accounts.create_user(business.number, "owner", role=Role.OWNER, first_name="Olga")
    services.credentials.set_password(user, "correct horse battery")
    owner = actor_of(user, business, door=Door.NATIVE)
    contracts = services.folders.create(owner, NewFolder("Contracts"))
    services.folders.create(owner, NewFolder("2026", parent=Ref(contracts.number, contracts.uid)))
    starts = datetime(2026, 4, 7, 14, 30)
    span = Span(starts, starts + timedelta(minutes=45), ZONE)
    services.booking.add(owner, NewAppointment("Viewing", span, participants=[owner.staff.number]))
    receiver = services.uploads.receiver()
    receiver.write(b"twice")
    services.filing.add(owner, receiver, new=NewFile("same.txt"))
    again = services.uploads.receiver()
    again.write(b"twice")
    services.filing.add(owner, again, new=NewFile("same.txt"))
    token = services.credentials.issue_bearer(user).secret
    house.close()
    return token


@pytest.fixture
def far(server: tuple[int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    """Logged in over a line of one's own, in a home of one's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    port, token = server
    line = Line(port)
    assert run(["login", line.url, "--token", token]) == DONE
    yield Far(line, token)
    line.close()


def _bytes(path: Path, size_bytes: int) -> str:
    content = random.Random(size_bytes).randbytes(size_bytes)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _told(capsys: pytest.CaptureFixture[str], *tokens: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*tokens, "--json"]) == DONE
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def _killed(*tokens: str, line: Line) -> None:
    """Run a command in a process of its own, and kill it once the line stands still."""
    process = subprocess.Popen([FILEBOOK, *tokens], env=os.environ.copy(), stdout=subprocess.DEVNULL)
    assert line.stands_still.wait(timeout=60)
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=60) == -signal.SIGKILL


def test_what_was_logged_in_to_is_kept_for_oneself(far: Far, tmp_path: Path) -> None:
    kept = tmp_path / "config" / "filebook" / "client.toml"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert far.token in kept.read_text()
    assert run(["login", far.line.url, "--token", "wrong", "--name", "other"]) == REFUSED
    assert "wrong" not in kept.read_text()
    assert run(["ls", "--server", "other"]) == NOT_UNDERSTOOD
    assert run(["login", "ftp://x", "--token", "x"]) == NOT_UNDERSTOOD
    assert run(["login", "http://127.0.0.1:1", "--token", "x"]) == STORE_UNREACHABLE


def test_a_password_becomes_a_token_of_this_machine(
    far: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert run(["login", far.line.url, "--user", "owner", "--name", "mine"]) == DONE
    kept = (tmp_path / "config" / "filebook" / "client.toml").read_text()
    assert "correct horse" not in kept
    assert [row["name"] for row in _told(capsys, "ls", "--server", "mine")]


def test_files_go_to_a_folder_and_come_back(far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small, empty = tmp_path / "plan.txt", tmp_path / "empty"
    small.write_bytes(b"the plan")
    empty.write_bytes(b"")
    put = _told(capsys, "put", str(small), str(empty), "/Contracts/2026")
    assert [(row["name"], row["verified"]) for row in put] == [("plan.txt", True), ("empty", True)]
    assert [row["name"] for row in _told(capsys, "ls", "/Contracts")] == ["2026/"]
    assert [row["name"] for row in _told(capsys, "ls", "/Contracts/2026")] == ["empty", "plan.txt"]
    target = tmp_path / "back"
    target.mkdir()
    assert run(["get", "/Contracts/2026/plan.txt", str(target)]) == DONE
    assert (target / "plan.txt").read_bytes() == b"the plan"
    (target / "plan.txt").write_bytes(b"another")
    assert run(["get", "/Contracts/2026/plan.txt", str(target)]) == REFUSED
    assert (target / "plan.txt").read_bytes() == b"another"
    assert run(["get", str(put[0]["id"]), str(target), "--overwrite"]) == DONE
    assert (target / "plan.txt").read_bytes() == b"the plan"
    assert run(["get", "/Contracts/2026/empty", str(target)]) == DONE
    for refused in (["get", "/nothing"], ["get", "/same.txt"], ["ls", "/Contracts/2027"]):
        assert run(refused) == REFUSED
    assert run(["put", str(tmp_path / "absent")]) == NOT_UNDERSTOOD
    assert run(["get", "/Contracts/2026/plan.txt", str(tmp_path / "absent" / "plan.txt")]) == STORE_UNREACHABLE


@pytest.mark.slow
def test_a_put_that_was_killed_goes_on_where_it_was(
    far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "film.bin"
    _bytes(path, LARGE)
    far.line.most_up = far.line.up + LARGE * 3 // 4
    _killed("put", str(path), line=far.line)
    far.line.free()
    (row,) = _told(capsys, "put", str(path))
    assert row["verified"] is True
    assert far.line.up < LARGE * 3 // 4
    far.line.free()
    assert _told(capsys, "put", str(path))[0]["id"] != row["id"]


@pytest.mark.slow
def test_a_get_that_was_killed_goes_on_where_it_was(
    far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.bin"
    sha256 = _bytes(path, LARGE)
    file = str(_told(capsys, "put", str(path))[0]["id"])
    target = tmp_path / "here"
    far.line.most_down = far.line.down + LARGE * 3 // 4
    _killed("get", file, str(target), line=far.line)
    assert not target.exists()
    far.line.free()
    assert run(["get", file, str(target)]) == DONE
    assert hashlib.sha256(target.read_bytes()).hexdigest() == sha256
    assert far.line.down < LARGE * 3 // 4  # what lay in the line when it was killed comes again
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_what_arrives_damaged_is_not_kept(far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "true.txt"
    path.write_bytes(b"the truth")
    file = _told(capsys, "put", str(path))[0]
    sha256 = hashlib.sha256(b"the truth").hexdigest()
    target = tmp_path / "here.txt"
    (tmp_path / f".here.txt.{sha256[:16]}.part").write_bytes(b"the lie")
    assert run(["get", str(file["id"]), str(target)]) == 1
    assert not target.exists()
    assert run(["get", str(file["id"]), str(target)]) == DONE


def test_appointments_are_listed_day_by_day(far: Far, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = _told(capsys, "cal", "--since", "2026-04-07", "--person", "Olga")
    assert (one["subject"], one["starts"]) == ("Viewing", "2026-04-07T14:30:00")
    assert _told(capsys, "cal", "--since", "2026-04-08") == []
    assert run(["cal", "--person", "Nobody"]) == REFUSED


def test_changes_are_told_once(far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["changes"]) == DONE
    capsys.readouterr()
    (tmp_path / "new.txt").write_bytes(b"new")
    assert run(["put", str(tmp_path / "new.txt")]) == DONE
    capsys.readouterr()
    assert run(["changes"]) == DONE
    assert "created file" in capsys.readouterr().out
    assert run(["changes"]) == DONE
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_changes_are_told_as_they_happen(far: Far, tmp_path: Path) -> None:
    assert run(["changes"]) == DONE
    process = subprocess.Popen([FILEBOOK, "changes", "--follow"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for number in range(2):
        (tmp_path / f"{number}.txt").write_bytes(b"new")
        assert run(["put", str(tmp_path / f"{number}.txt")]) == DONE
        assert "created file" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
