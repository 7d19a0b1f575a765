"""Quarantine: what arrives is withheld until a real clamd has looked through it, and for good if it finds something."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from filebook.backends.media.clamd import Clamd
from filebook.core.chores import ChoreState, Task
from filebook.core.errors import NotFound
from filebook.core.files import Quarantine
from filebook.services.chores import Chores
from filebook.services.scanning import Scanning
from tests.chores import do_chores
from tests.clamd import EICAR, clamd
from tests.corpus.documents import archive
from tests.dialects.native.api import Api
from tests.world import World, make_world

NOBODY_LISTENS = "127.0.0.1:1"


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    """A clamd's address. Its socket's path must be short, as those of sockets must."""
    with TemporaryDirectory(prefix="clamd-") as folder, clamd(Path(folder)) as address:
        yield address


@pytest.fixture
def guarded(scanner: str, tmp_path: Path) -> Iterator[World]:
    """An installation whose files are looked through."""
    world = make_world(tmp_path / "data", clamd_address=scanner)
    yield world
    world.close()


def state(api: Api, uid: str) -> str | None:
    """What the native door tells of a file's quarantine."""
    told: str | None = api.get(f"/files/{uid}").json()["quarantine"]
    return told


def test_a_file_is_withheld_until_it_was_looked_through(guarded: World) -> None:
    api = Api(guarded)
    file = guarded.file(b"Grundbuchauszug", name="note.txt")
    assert state(api, file.uid) == "waiting"
    waiting = api.get(f"/files/{file.uid}/content")
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "5")
    sequence = guarded.stored()[1]
    assert do_chores(guarded) == [ChoreState.DONE] * 2, "scanned, then read"
    assert state(api, file.uid) is None
    assert api.get(f"/files/{file.uid}/content").content == b"Grundbuchauszug"
    changes = api.get("/changes", params={"limit": 200}).json()
    assert guarded.stored()[1] == sequence + 1, "followers are told that the bytes can be had"
    assert changes["items"]


@pytest.mark.parametrize("name", ["eicar.com", "lease.zip", "lease.docx"])
def test_nobody_gets_malware_and_its_owner_may_throw_it_away(guarded: World, name: str) -> None:
    data = EICAR if name == "eicar.com" else archive({"word/document.xml": EICAR})
    api = Api(guarded)
    file = guarded.file(data, name=name)
    link = guarded.services.library.link(file, lifetime=timedelta(hours=1))
    assert do_chores(guarded) == [ChoreState.DONE]
    assert state(api, file.uid) == "infected"
    for path in (f"/files/{file.uid}/content", f"/files/{file.uid}/versions/1/content"):
        assert api.get(path).status_code == 404
    with pytest.raises(NotFound):
        guarded.services.library.follow(link)
    assert api.delete(f"/files/{file.uid}").status_code == 204


def test_a_file_that_replaces_another_is_withheld_while_older_versions_are_not(guarded: World) -> None:
    api = Api(guarded)
    file = guarded.file(b"first", name="note.txt")
    do_chores(guarded)
    api.put(f"/files/{file.uid}/content", content=EICAR)
    assert api.get(f"/files/{file.uid}/content").status_code == 503
    assert api.get(f"/files/{file.uid}/versions/1/content").content == b"first"
    do_chores(guarded)
    assert state(api, file.uid) == "infected"
    assert api.post(f"/files/{file.uid}/versions/1/restore").status_code < 300
    do_chores(guarded)
    assert api.get(f"/files/{file.uid}/content").content == b"first"


def test_what_is_withheld_stands_in_an_archive_as_a_note(guarded: World) -> None:
    api = Api(guarded)
    file = guarded.file(EICAR, name="eicar.com")
    packed = api.post("/zip", {"items": [file.uid]})
    assert packed.status_code == 200
    assert EICAR not in packed.content
    assert b"eicar.com.txt" in packed.content


@pytest.mark.parametrize("is_open", [False, True])
def test_while_the_scanner_is_down_files_stay_withheld_or_not_as_it_was_set(tmp_path: Path, is_open: bool) -> None:
    world = make_world(tmp_path / "data", clamd_address=NOBODY_LISTENS, clamd_open=is_open)
    api = Api(world)
    file = world.file(b"text", name="note.txt")
    do_chores(world)
    assert state(api, file.uid) == (None if is_open else "waiting")
    assert api.get(f"/files/{file.uid}/content").status_code == (200 if is_open else 503)
    steps = {step["task"]: step for step in api.get(f"/files/{file.uid}/processing").json()["items"]}
    assert (steps["scan"]["state"], steps["scan"]["reason"]) == ("queued", "scanner_unreachable")
    world.close()


def test_a_scanner_that_comes_back_looks_at_what_was_let_pass(tmp_path: Path, scanner: str) -> None:
    world = make_world(tmp_path / "data", clamd_address=NOBODY_LISTENS, clamd_open=True)
    api = Api(world)
    file = world.file(EICAR, name="eicar.com")
    do_chores(world)
    assert api.get(f"/files/{file.uid}/content").content == EICAR, "as it was set"
    world.clock.advance(hours=1)
    house = world.house
    back = Scanning(house.catalogue, house.blobs, scanner=Clamd(scanner), open_when_down=True, now=world.clock)
    chores = Chores(house.catalogue, {Task.SCAN: back}, now=world.clock)
    chore = chores.take()
    assert chore is not None
    assert chores.do(chore) is ChoreState.DONE
    assert state(api, file.uid) == "infected"
    world.close()


def test_what_was_there_before_the_scanner_is_looked_through_when_asked(guarded: World) -> None:
    file = guarded.file(EICAR, name="eicar.com")
    house = guarded.house
    do_chores(guarded)
    house.catalogue.write(
        lambda tables: tables.files.set_quarantine(file.business, file.number, version=1, quarantine=Quarantine.NONE)
    )
    assert house.scanning is not None
    assert house.scanning.scan_all() >= 1
    do_chores(guarded)
    assert state(Api(guarded), file.uid) == "infected"


def test_what_is_too_large_for_the_scanner_stays_withheld_and_says_so(guarded: World) -> None:
    api = Api(guarded)
    file = guarded.file(bytes(9 * 1024 * 1024), name="large.bin")
    assert do_chores(guarded) == [ChoreState.FAILED]
    assert state(api, file.uid) == "waiting"
    (step,) = api.get(f"/files/{file.uid}/processing").json()["items"]
    assert step["reason"] == "too_large"
