"""The byte store on disk keeps the contract, and is safe against links, leftovers and a folder that goes away."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from filebook.backends.blobs.disk import DiskBlobs
from filebook.core.errors import NotFound, Unavailable
from filebook.core.ports.blobs import BlobKey, Blobs
from tests.backends.blob_suite import UNKNOWN_KEY, BlobSuite, keys, load, noise, store

SOON = datetime.now(UTC) + timedelta(days=1)


class TestDiskBlobs(BlobSuite):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> Blobs:
        return DiskBlobs(tmp_path / "blobs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(folder: Path) -> DiskBlobs:
    return DiskBlobs(folder)


def files(folder: Path) -> list[str]:
    """Everything in the store that is not one of its own folders."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_a_blob_lies_in_the_folder_of_its_first_two_digits_and_nothing_else_remains(
    folder: Path, blobs: DiskBlobs
) -> None:
    segment = store(blobs, b"x")
    assert files(folder) == [f"{segment.key[:2]}/{segment.key}"]


def test_a_store_opened_again_has_its_blobs(folder: Path, blobs: DiskBlobs) -> None:
    segment = store(blobs, b"still here")
    again = DiskBlobs(folder)
    assert load(again, segment.key) == b"still here"
    assert keys(again) == {segment.key}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_enter_or_read_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        segment = store(DiskBlobs(tmp_path / "new" / "blobs"), b"private")
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert modes.pop(tmp_path / "new" / "blobs" / segment.key[:2] / segment.key) == 0o600
    assert len(modes) == 258
    assert set(modes.values()) == {0o700}


def test_a_link_in_the_place_of_a_blob_is_not_followed(tmp_path: Path, folder: Path, blobs: DiskBlobs) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"not yours")
    link = folder / UNKNOWN_KEY[:2] / UNKNOWN_KEY
    link.symlink_to(secret)
    with pytest.raises(NotFound):
        blobs.open(UNKNOWN_KEY)
    assert keys(blobs) == set()
    blobs.delete(UNKNOWN_KEY)
    assert not link.is_symlink()
    assert secret.read_bytes() == b"not yours"


def test_a_pipe_or_a_folder_in_the_place_of_a_blob_is_not_found(folder: Path, blobs: DiskBlobs) -> None:
    pipe_key, folder_key = BlobKey("a" * 32), BlobKey("b" * 32)
    os.mkfifo(folder / "aa" / pipe_key)
    (folder / "bb" / folder_key).mkdir()
    for key in (pipe_key, folder_key):
        with pytest.raises(NotFound):
            blobs.open(key)
    assert keys(blobs) == set()


def test_a_key_with_a_path_in_it_deletes_nothing_outside(tmp_path: Path, blobs: DiskBlobs) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"safe")
    for key in ("../outside", "../../outside", f"{outside}", f"aa/../../{'outside'}", "../" * 8 + str(outside)):
        blobs.delete(BlobKey(key))
    assert outside.read_bytes() == b"safe"


def test_files_that_are_no_blobs_are_not_listed(folder: Path, blobs: DiskBlobs) -> None:
    (folder / "aa" / "readme.txt").write_text("not a blob")
    (folder / "aa" / ("b" * 32)).write_text("in the wrong folder")
    (folder / "aa" / ("a" * 32 + ".part")).write_text("not a blob either")
    assert keys(blobs) == set()


def test_a_reader_goes_on_when_the_blob_is_deleted_under_it(blobs: DiskBlobs) -> None:
    data = noise(300_000)
    segment = store(blobs, data)
    reader = blobs.open(segment.key)
    blobs.delete(segment.key)
    assert reader.read(0, 300_000) == data
    reader.close()


def test_a_closed_reader_reads_nothing(blobs: DiskBlobs) -> None:
    reader = blobs.open(store(blobs, b"x").key)
    reader.close()
    assert reader.read_now(0, 1) is None
    with pytest.raises(Unavailable):
        reader.read(0, 1)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open handles are counted in /proc")
def test_forgotten_readers_and_writers_keep_no_handles(folder: Path, blobs: DiskBlobs) -> None:
    segment = store(blobs, b"x")
    handles = [blobs.open(segment.key), blobs.create(), blobs.open(segment.key), blobs.create()]
    open_count = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a count is all that is asked
    del handles
    assert len(os.listdir("/proc/self/fd")) <= open_count - 4  # noqa: PTH208
    assert files(folder) == [f"{segment.key[:2]}/{segment.key}"]


def test_a_blob_cut_short_behind_our_back_is_never_read_as_whole(folder: Path, blobs: DiskBlobs) -> None:
    segment = store(blobs, b"0123456789")
    reader = blobs.open(segment.key)
    os.truncate(folder / segment.key[:2] / segment.key, 4)
    assert reader.read(0, 4) == b"0123"
    assert reader.read_now(0, 10) is None
    with pytest.raises(Unavailable):
        reader.read(0, 10)
    reader.close()


def test_the_sweep_removes_only_unfinished_files_older_than_asked(folder: Path, blobs: DiskBlobs) -> None:
    segment = store(blobs, b"committed")
    old, young = blobs.create(), blobs.create()
    old.write(b"from a process that died")
    (folder / "tmp" / "note.txt").write_text("somebody's own")
    (old_file,) = [path for path in (folder / "tmp").glob("*.part") if path.stat().st_size]
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    os.utime(old_file, (0, an_hour_ago.timestamp() - 60))
    os.utime(folder / "tmp" / "note.txt", (0, 0))
    os.utime(folder / segment.key[:2] / segment.key, (0, 0))

    assert blobs.sweep(an_hour_ago) == 1

    assert not old_file.exists()
    assert young.commit().key in keys(blobs)
    assert load(blobs, segment.key) == b"committed"
    assert (folder / "tmp" / "note.txt").exists()


def test_a_writer_whose_file_was_swept_cannot_commit(folder: Path, blobs: DiskBlobs) -> None:
    writer = blobs.create()
    writer.write(b"slow")
    assert blobs.sweep(SOON) == 1
    with pytest.raises(Unavailable):
        writer.commit()
    assert files(folder) == []


def test_when_the_disk_is_away_blobs_are_unavailable_and_not_absent(folder: Path, blobs: DiskBlobs) -> None:
    segment = store(blobs, b"elsewhere")
    writer = blobs.create()
    folder.rename(folder.with_name("unmounted"))
    folder.mkdir()
    for attempt in (
        lambda: blobs.open(segment.key),
        lambda: list(blobs.blobs()),
        lambda: blobs.sweep(SOON),
        blobs.create,
        blobs.check,
        writer.commit,
    ):
        with pytest.raises(Unavailable):
            attempt()


def test_a_commit_that_cannot_reach_its_folder_leaves_nothing(folder: Path, blobs: DiskBlobs) -> None:
    writer = blobs.create()
    writer.write(b"homeless")
    for shard in folder.glob("[0-9a-f][0-9a-f]"):
        shard.rmdir()
    with pytest.raises(Unavailable):
        writer.commit()
    assert files(folder) == []


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable):
        DiskBlobs(tmp_path / "file" / "blobs")
