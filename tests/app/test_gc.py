"""`filebook gc`: what it says would go is what goes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from filebook.app.build import build
from filebook.app.cli import DONE, REFUSED, run
from filebook.app.settings import Settings
from filebook.core.access import Role
from filebook.core.files import File
from filebook.core.ids import Door
from filebook.services.accounts import actor_of
from filebook.services.filing import NewFile

LONG_AGO = datetime.now(UTC) - timedelta(days=400)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two businesses with a file each in the trash, for more than a year; of the first, another was written anew."""
    folder = tmp_path / "data"
    monkeypatch.setenv("FILEBOOK_DATA_FOLDER", str(folder))
    house = build(Settings(data_folder=str(folder), password_memory_kib=64), now=lambda: LONG_AGO)
    services = house.services

    def add(number: int) -> File:
        business = services.accounts.businesses()[number]
        owner = actor_of(services.accounts.users(business.number)[0], business, door=Door.NATIVE)
        receiver = services.uploads.receiver()
        receiver.write(b"12345")
        file = services.filing.add(owner, receiver, new=NewFile("old.txt"))
        services.filing.trash(owner, file)
        return file

    for number, tenant in enumerate(("first", "second")):
        business = services.accounts.create_business(tenant.title(), tenant=tenant)
        services.accounts.create_user(business.number, f"{tenant}-owner", role=Role.OWNER)
        add(number)
    business = services.accounts.businesses()[0]
    owner = actor_of(services.accounts.users(business.number)[0], business, door=Door.NATIVE)
    for content in (b"1", b"22"):
        receiver = services.uploads.receiver()
        receiver.write(content)
        if content == b"1":
            kept = services.filing.add(owner, receiver, new=NewFile("kept.txt"))
        else:
            services.contents.replace(owner, kept, receiver)
    house.close()
    return folder


def _told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert run(["gc", *words, "--json"]) == DONE
    return json.loads(capsys.readouterr().out)


def _blobs(data: Path) -> int:
    return sum(1 for path in (data / "blobs").rglob("*") if path.is_file())


def test_a_dry_run_tells_what_goes_and_removes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _blobs(data)
    run(["business", "change", "100001", "--setting", "versions_kept=1"])
    dry = _told(capsys, "--dry-run")
    assert [
        (one["business"], one["kind"], one["name"], one["version"], one["freed_bytes"]) for one in dry["items"]
    ] == [
        (100001, "file", "old.txt", None, 5),
        (100001, "version", "kept.txt", 1, 1),
        (100002, "file", "old.txt", None, 5),
    ]
    assert (dry["files"], dry["versions"], dry["freed_bytes"], dry["removed"]) == (2, 1, 11, False)
    assert _blobs(data) == before
    assert run(["gc", "--dry-run"]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("100001: version 1 of ")
    assert "by versions_kept, due since" in lines[1]
    assert "freed_bytes: 11" in lines
    first = _told(capsys, "--business", "100001")
    assert first["items"] == dry["items"][:2]
    assert _blobs(data) == before - 2
    assert _told(capsys)["items"] == dry["items"][2:]
    assert _told(capsys)["items"] == []
    assert run(["fsck"]) == DONE
    assert run(["gc", "--business", "7"]) == REFUSED
