"""The byte store on disk tells the truth when the disk fails, and asks the system for the right things in order.

The faults are real to the store: limits and full file systems of the kernel, or errors that strace has the kernel
answer. Each runs in a child process.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from filebook.backends.blobs.disk import DiskBlobs
from tests.backends.blob_suite import keys, load, store
from tests.backends.conftest import MountSmall

ROOT = Path(__file__).resolve().parents[2]

PROLOGUE = """
import os, resource, sys
from contextlib import suppress
from pathlib import Path
from filebook.backends.blobs.disk import DiskBlobs
from filebook.core.errors import FilebookError

folder = Path(sys.argv[1])
blobs = DiskBlobs(folder)

def attempt(action, *arguments):
    try:
        action(*arguments)
    except FilebookError as error:
        print(type(error).__name__)
    else:
        print("done")

def left_over():
    print(sorted(path.name for path in folder.rglob("*") if path.is_file()))

def say(text):
    os.write(1, text.encode() + b"\\n")
"""


def run(program: str, *, folder: Path, under: tuple[str, ...] = ()) -> list[str]:
    """What a Python program prints, run in a child process below the given command."""
    command = [*under, sys.executable, "-c", PROLOGUE + program, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_full_disk_is_no_space_keeps_what_was_there_and_recovers_without_restart(
    tmp_path: Path, small_file_system: MountSmall
) -> None:
    program = """
writer = blobs.create()
writer.write(bytes(100_000))
first = writer.commit()

full = blobs.create()
attempt(full.write, bytes(1_000_000))
attempt(full.commit)
left_over()

with suppress(OSError), open(folder / "filler", "wb", 0) as filler:
    while filler.write(bytes(4096)):
        pass
attempt(blobs.check)
(folder / "filler").unlink()
left_over()

blobs.delete(first.key)
again = blobs.create()
attempt(again.write, bytes(150_000))
attempt(again.commit)
attempt(blobs.check)
print(first.key)
"""
    *printed, key = run(program, folder=tmp_path / "small", under=small_file_system("256k"))
    listing = f"['{key}']"
    assert printed == ["NoSpace", "Unavailable", listing, "NoSpace", listing, "done", "done", "done"]


def test_a_file_larger_than_the_system_allows_is_unavailable_and_leaves_nothing(tmp_path: Path) -> None:
    program = """
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
writer = blobs.create()
attempt(writer.write, bytes(60_000))
attempt(writer.write, bytes(60_000))
attempt(writer.commit)
left_over()
small = blobs.create()
attempt(small.write, bytes(60_000))
attempt(small.commit)
"""
    assert run(program, folder=tmp_path) == ["done", "Unavailable", "Unavailable", "[]", "done", "done"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("fdatasync:error=EIO:when=1", "Unavailable"),
        ("fdatasync:error=ENOSPC:when=1", "NoSpace"),
        ("fdatasync:error=EDQUOT:when=1", "NoSpace"),
        ("/^rename:error=EIO:when=1", "Unavailable"),
        ("/^rename:error=EROFS:when=1", "Unavailable"),
        ("fsync:error=EIO:when=2", "Unavailable"),  # the first was of the store's folder, when it was opened
        ("fsync:error=ENOSPC:when=2", "NoSpace"),
    ],
)
def test_a_step_of_the_commit_that_fails_once_fails_the_upload_for_good(
    tmp_path: Path, strace: str, fault: str, error: str
) -> None:
    folder = tmp_path / "blobs"
    segment = store(DiskBlobs(folder), b"old")
    program = """
writer = blobs.create()
writer.write(b"new")
attempt(writer.commit)
attempt(writer.commit)
left_over()
"""
    printed = run(program, folder=folder, under=(strace, "-o", "/dev/null", "-e", f"inject={fault}"))
    assert printed == [error, "Unavailable", f"['{segment.key}']"]
    blobs = DiskBlobs(folder)
    assert keys(blobs) == {segment.key}
    assert load(blobs, segment.key) == b"old"


def test_a_failing_read_is_unavailable_and_not_an_end(tmp_path: Path, strace: str) -> None:
    key = store(DiskBlobs(tmp_path), b"data").key
    program = f"""
reader = blobs.open("{key}")
attempt(reader.read, 0, 4)
print(reader.read_now(0, 4))
print(reader.read(0, 4))
"""
    faults = ("-e", "inject=pread64:error=EIO:when=1", "-e", "inject=preadv2:error=EIO:when=1")
    under = (strace, "-o", "/dev/null", "-P", str(tmp_path / key[:2] / key), *faults)
    assert run(program, folder=tmp_path, under=under) == ["Unavailable", "None", "b'data'"]


def test_a_commit_syncs_the_file_then_renames_it_then_syncs_the_folder_and_then_answers(
    tmp_path: Path, strace: str
) -> None:
    program = """
say("begin")
writer = blobs.create()
writer.write(bytes(4096))
segment = writer.commit()
say(segment.key)
"""
    folder, trace = tmp_path / "blobs", tmp_path / "trace"
    DiskBlobs(folder)
    calls = "trace=openat,write,pwrite64,fdatasync,fsync,close,/^rename,/^unlink,fchmod,ftruncate,/^fadvise"
    _, key = run(program, folder=folder, under=(strace, "-y", "-o", str(trace), "-e", calls))
    _, _, after = trace.read_text().partition('"begin\\n"')
    lines = after.splitlines()[1:]
    part, shard = f"{folder}/tmp/{key}.part", f"{folder}/{key[:2]}"
    expected = [
        ("openat", part),
        ("write", part),
        ("fdatasync", part),
        ("close", part),
        ("rename", f"{shard}/{key}"),
        ("openat", shard),
        ("fsync", shard),
        ("close", shard),
        ("write", key),
    ]
    assert len(lines) >= len(expected)
    for line, (call, path) in zip(lines, expected, strict=False):
        assert line.startswith(call)
        assert path in line


def test_opening_a_new_store_syncs_every_folder_that_got_a_new_name_in_it(tmp_path: Path, strace: str) -> None:
    trace = tmp_path / "trace"
    folder = tmp_path / "new" / "deeper" / "blobs"
    run("", folder=folder, under=(strace, "-y", "-o", str(trace), "-e", "trace=fsync,/^mkdir"))
    text = trace.read_text()
    synced = re.findall(r"^fsync\(\d+<(.*?)>\) += 0$", text, re.MULTILINE)
    assert synced == [str(tmp_path), str(tmp_path / "new"), str(tmp_path / "new" / "deeper"), str(folder)]
    assert text.index(f"{folder}/ff") < text.index(f"<{folder}>")
