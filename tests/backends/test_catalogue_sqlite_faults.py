"""The catalogue in SQLite tells the truth when the disk fails, and answers only after the disk has the rows.

The faults are real to SQLite: a full file system of the kernel, or errors that strace has the kernel answer. Each
runs in a child process.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.backends.conftest import MountSmall

ROOT = Path(__file__).resolve().parents[2]

PROLOGUE = """
import os, sys, threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.errors import FilebookError
from tests.backends.catalogue_suite.made import a_business, a_change

folder = Path(sys.argv[1])
catalogue = SqliteCatalogue(folder / "catalogue.db")
business = a_business(catalogue)

def append():
    try:
        return catalogue.write(lambda tables: tables.changes.append(a_change(business)))
    except FilebookError as error:
        return type(error).__name__

def say(*words):
    os.write(1, " ".join(map(str, words)).encode() + b"\\n")

def stored():
    with catalogue.read() as tables:
        return len(tables.changes.since(business.number, 0, limit=10**6))
"""


def run(program: str, *, folder: Path, under: tuple[str, ...] = ()) -> list[str]:
    """What a Python program says, run in a child process below the given command."""
    command = [*under, sys.executable, "-c", PROLOGUE + program, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_full_disk_is_no_space_and_writing_goes_on_without_restart_when_there_is_space_again(
    tmp_path: Path, small_file_system: MountSmall
) -> None:
    program = """
filler = folder / "filler"
with suppress(OSError), open(filler, "wb", 0) as full:
    while full.write(bytes(4096)):
        pass
acknowledged, outcome = 0, 1
while isinstance(outcome, int):
    acknowledged += 1
    outcome = append()
say(outcome, append(), append(), stored() == acknowledged - 1)
filler.unlink()
say(append() == acknowledged, stored() == acknowledged)
catalogue.close()
"""
    assert run(program, folder=tmp_path / "small", under=small_file_system("2m")) == [
        "NoSpace NoSpace NoSpace True",
        "True True",
    ]


def test_a_commit_that_fails_fails_all_units_that_share_it_and_the_writer_goes_on(tmp_path: Path, strace: str) -> None:
    program = """
for _ in range(20):
    append()
together = threading.Barrier(8)
def one(_):
    together.wait()
    return append()
say("armed")
with ThreadPoolExecutor(8) as threads:
    outcomes = list(threads.map(one, range(8)))
written = [outcome for outcome in outcomes if isinstance(outcome, int)]
say("Unavailable" in outcomes, set(outcomes) - {*written} == {"Unavailable"}, stored() == 20 + len(written))
say(append() == stored())
catalogue.close()
"""
    syncs = sync_count(program, folder=tmp_path / "counted", strace=strace)
    (tmp_path / "failing").mkdir()
    fault = (strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject=fsync,fdatasync:error=EIO:when={syncs + 1}")
    assert run(program, folder=tmp_path / "failing", under=fault) == ["armed", "True True True", "True"]


def test_a_unit_is_answered_after_its_rows_are_synced(tmp_path: Path, strace: str) -> None:
    program = """
say("armed")
append()
say("answered")
catalogue.close()
"""
    calls = traced(program, folder=tmp_path, strace=strace)
    between = [call for _, call in calls[said_at(calls, "armed") + 1 : said_at(calls, "answered")]]
    assert "write catalogue.db-wal" in between
    assert between[-1] == "sync catalogue.db-wal"


def sync_count(program: str, *, folder: Path, strace: str) -> int:
    """How many syncs the writer asks for before the program says that it is armed; strace counts by thread."""
    folder.mkdir()
    calls = traced(program, folder=folder, strace=strace)
    by_thread = Counter(thread for thread, call in calls[: said_at(calls, "armed")] if call.startswith("sync "))
    return max(by_thread.values())


def said_at(calls: list[tuple[str, str]], word: str) -> int:
    """Where in the calls the program said the word."""
    return [call for _, call in calls].index(word)


def traced(program: str, *, folder: Path, strace: str) -> list[tuple[str, str]]:
    """The writes and syncs of files in the folder by thread, in order, and between them what the program said."""
    log = folder / "calls.log"
    under = (strace, "-f", "-y", "-qq", "-o", str(log), "-e", "trace=write,pwrite64,fsync,fdatasync")
    run(program, folder=folder, under=under)
    calls = []
    for line in log.read_text().splitlines():
        thread = line.split(maxsplit=1)[0]
        if said := re.search(r'write\(1<.*?>, "(\w+)\\n"', line):
            calls.append((thread, said[1]))
        elif call := re.search(rf"(write|pwrite64|fsync|fdatasync)\(\d+<{re.escape(str(folder))}/?([^>]*)>", line):
            calls.append((thread, f"{'sync' if 'sync' in call[1] else 'write'} {call[2]}"))
    return calls
