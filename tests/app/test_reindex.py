"""What has no words gets them: after an upgrade in the background, after a loss by `filebook reindex`."""

import json
from pathlib import Path

import apsw
import pytest

from filebook.app.build import House, build
from filebook.app.cli import DONE, FOUND_SOMETHING, run
from filebook.app.settings import load
from filebook.core.access import Actor, Role
from filebook.core.files import Folder
from filebook.core.ids import Door
from filebook.core.ports.search import Within
from filebook.services.accounts import actor_of
from filebook.services.folders import NewFolder

ANYWHERE = Within(frozenset())


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("FILEBOOK_DATA_FOLDER", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def made(data: Path) -> tuple[Actor, list[Folder]]:
    house = build(load(None, data_folder=str(data)))
    business = house.services.accounts.create_business("My business")
    owner = actor_of(
        house.services.accounts.create_user(business.number, "anna", role=Role.OWNER), business, door=Door.NATIVE
    )
    folders = [house.services.folders.create(owner, NewFolder(f"Mietverträge {year}")) for year in range(2020, 2026)]
    house.close()
    return owner, folders


def found(house: House, actor: Actor) -> int:
    """How many things have the word."""
    return len(house.services.search.found(actor, "vertrag", ANYWHERE, after=None, limit=99).items)


def test_lost_words_are_told_and_made_anew(
    capsys: pytest.CaptureFixture[str], data: Path, made: tuple[Actor, list[Folder]]
) -> None:
    owner, folders = made
    lost = folders[2].number
    with apsw.Connection(str(data / "filebook.db")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM search_entries WHERE number = ?", (lost,))
    assert run(["fsck", "--json"]) == FOUND_SOMETHING
    assert json.loads(capsys.readouterr().out)["findings"] == [
        {"fault": "misindexed", "subject": f"{owner.business}/{lost}"}
    ]
    assert run(["reindex", "--json"]) == DONE
    assert json.loads(capsys.readouterr().out) == {"things": len(folders) + 1}  # and a member of staff
    assert run(["fsck", "--json"]) == DONE
    house = build(load(None, data_folder=str(data)))
    assert found(house, owner) == len(folders)
    house.close()


def test_what_is_older_than_the_index_gets_its_words_in_the_background(
    capsys: pytest.CaptureFixture[str], data: Path, made: tuple[Actor, list[Folder]]
) -> None:
    owner, folders = made
    with apsw.Connection(str(data / "filebook.db")) as connection:
        connection.execute("DELETE FROM search_entries")
        connection.execute("INSERT INTO search_backlog (business, done) SELECT number, 0 FROM businesses")
    assert run(["fsck", "--json"]) == DONE
    capsys.readouterr()
    house = build(load(None, data_folder=str(data)))
    assert found(house, owner) == 0
    assert house.services.search_upkeep.catch_up() == len(folders) + 1
    assert house.services.search_upkeep.catch_up() == 0
    assert found(house, owner) == len(folders)
    assert list(house.services.search_upkeep.wrong()) == []
    house.close()
