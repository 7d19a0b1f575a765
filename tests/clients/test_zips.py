"""ZIP archives from a real server: in little memory, and never whole where they are wrong."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from filebook.core.files import Folder
from filebook.core.ids import Ref
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from tests.clients.installed import Installed, installed
from tests.stores import memory_folder

pytestmark = pytest.mark.slow

MIB = 1 << 20
LARGE_COUNT, SMALL_COUNT = 12, 1500
GROWTH_LIMIT_KIB = 32 * 1024


@pytest.fixture
def main() -> Iterator[Installed]:
    with memory_folder() as folder:
        made = installed(folder / "data")
        yield made
        made.house.close()


@pytest.fixture
def served(main: Installed) -> Iterator[tuple[httpx2.Client, Path]]:
    """A client with the owner's token, and what the kernel tells of the server's memory."""
    program, base_url = main.start("serve", "--port", "0")
    headers = {"Authorization": f"Bearer {main.token}"}
    with httpx2.Client(base_url=f"{base_url}/api/v1", timeout=60, headers=headers) as client:
        yield client, Path(f"/proc/{program.pid}/status")
    program.kill()
    program.communicate()


def folder(main: Installed, name: str) -> Ref:
    made: Folder = main.house.services.folders.create(main.owner, NewFolder(name))
    return Ref(made.number, made.uid)


def kib(status: Path, name: str) -> int:
    (line,) = [line for line in status.read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1])


def fetched(client: httpx2.Client, path: str, to: Path) -> int:
    """The archive in a file; how long it is."""
    with client.stream("GET", path) as answer, to.open("wb") as file:
        assert answer.status_code == 200
        for block in answer.iter_bytes(MIB):
            file.write(block)
    return to.stat().st_size


def test_a_large_archive_takes_little_memory_and_is_whole(main: Installed, served: tuple[httpx2.Client, Path]) -> None:
    client, status = served
    warm, large = folder(main, "Warm"), folder(main, "Large")
    main.file(b"x", NewFile("x", folder=warm))
    for number in range(LARGE_COUNT):
        main.file(bytes([0, number]) * (8 * MIB), NewFile(f"large {number}.bin", folder=large))
    for number in range(SMALL_COUNT):
        main.file(b"%d" % number, NewFile("same.txt", folder=large))
    to = main.folder / "archive.zip"
    fetched(client, f"/folders/{warm.uid}/zip", to)  # what any first archive loads does not depend on its size
    status.with_name("clear_refs").write_text("5")  # forget the peak, which starting up had
    before = kib(status, "VmRSS")
    assert fetched(client, f"/folders/{large.uid}/zip", to) > LARGE_COUNT * 16 * MIB
    assert kib(status, "VmHWM") - before <= GROWTH_LIMIT_KIB
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == LARGE_COUNT + SMALL_COUNT
        assert archive.read(f"same ({SMALL_COUNT}).txt") == b"%d" % (SMALL_COUNT - 1)


def test_an_archive_that_would_be_wrong_does_not_end_cleanly(
    main: Installed, served: tuple[httpx2.Client, Path]
) -> None:
    client, _ = served
    place = folder(main, "Damaged")
    main.file(b"good" * 100_000, NewFile("a.txt", folder=place))
    bad = main.file(b"bad" * 1000, NewFile("b.txt", folder=place))
    assert bad.version is not None
    (key,) = (segment.key for segment in bad.version.content.segments)
    (blob,) = main.folder.glob(f"blobs/*/{key}*")
    blob.chmod(0o600)
    for damage in ("altered", "gone"):
        if damage == "altered":
            blob.write_bytes(b"BAD" * 1000)
        else:
            blob.unlink()
        to = main.folder / "archive.zip"
        with pytest.raises(httpx2.RemoteProtocolError):
            fetched(client, f"/folders/{place.uid}/zip", to)
        assert not zipfile.is_zipfile(to)
