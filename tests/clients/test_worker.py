"""`filebook worker` and the jobs of `filebook serve`, killed and stopped in the middle of a job."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.app.clock import utc_now
from filebook.core.files import Folder
from filebook.core.ids import Ref, Uid
from filebook.core.jobs import Job, JobState, Operation, Wish
from filebook.core.ports.catalogue import Tables
from filebook.services.filing import NewFile
from filebook.services.folders import NewFolder
from tests.clients.installed import Installed, installed, opened
from tests.stores import memory_folder

pytestmark = pytest.mark.slow

FILE_COUNT = 60
PATIENCE_SECONDS = 60


@pytest.fixture
def main() -> Iterator[Installed]:
    with memory_folder() as folder:
        made = installed(folder / "data")
        yield made
        made.house.close()


def folder(main: Installed, name: str) -> Folder:
    return main.house.services.folders.create(main.owner, NewFolder(name))


def copying(main: Installed, *, count: int = FILE_COUNT) -> tuple[Job, Folder]:
    """A job that copies a folder of many files, and where it copies to."""
    source, target = folder(main, "Source"), folder(main, "Target")
    for number in range(count):
        new = NewFile(f"{number}.bin", folder=Ref(source.number, source.uid))
        main.file(number.to_bytes(2, "big") * 2000, new)
    wish = Wish((source.uid,), into=Ref(target.number, target.uid))
    return main.house.services.jobs.start(main.owner, Operation.COPY, wish), target


@contextmanager
def running(main: Installed, *command: str) -> Iterator["subprocess.Popen[str]"]:
    program, _ = main.start(*command)
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def job(main: Installed, uid: Uid) -> Job:
    return main.house.services.jobs.get(main.owner, uid).job


def wait_for(main: Installed, uid: Uid, done: int) -> None:
    """Until so many things are done."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while job(main, uid).done < done:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def copies(main: Installed, target: Folder) -> list[str]:
    """The names of the copied files."""
    with main.house.catalogue.read() as tables:
        places = tables.folders.below(target.business, target.number)
        numbers = tables.files.inside(target.business, places, limit=9999)
        found = [tables.files.get(target.business, number) for number in numbers]
    return sorted(file.name for file in found if file is not None)


def test_a_worker_killed_at_any_moment_repeats_nothing_and_skips_nothing(main: Installed) -> None:
    asked, target = copying(main)
    for done in (1, 20, 40):
        with running(main, "worker") as worker:
            if done > 1:  # the lease of the one that was killed has not run out: nobody else goes on
                time.sleep(1.5)
                assert job(main, asked.uid).done < done
                _free(main, asked.uid)
            wait_for(main, asked.uid, done)
            worker.kill()
            assert worker.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    house = opened(main.folder, now=lambda: utc_now() + timedelta(minutes=2))
    taken = house.labour.take()
    assert taken is not None
    while taken is not None:
        house.labour.work(taken)
        taken = house.labour.take()
    ended = house.services.jobs.get(main.owner, asked.uid).job
    house.close()
    assert (ended.state, ended.total, ended.done) == (JobState.DONE, FILE_COUNT + 1, FILE_COUNT + 1)
    assert copies(main, target) == sorted(f"{number}.bin" for number in range(FILE_COUNT))


def _free(main: Installed, uid: Uid) -> None:
    """Let the lease run out now, which takes a minute otherwise."""

    def unit(tables: Tables) -> None:
        locked = tables.jobs.lock(uid)
        assert locked is not None
        tables.jobs.update(replace(locked, leased_until=utc_now()))

    main.house.catalogue.write(unit)


def test_a_worker_that_is_asked_to_stop_leaves_the_job_to_the_next(main: Installed) -> None:
    many = 4 * FILE_COUNT
    asked, target = copying(main, count=many)
    with running(main, "worker") as worker:
        wait_for(main, asked.uid, 5)
        worker.terminate()
        assert worker.wait(PATIENCE_SECONDS) == 0
    left = job(main, asked.uid)
    assert (left.state, left.lease) == (JobState.RUNNING, "")
    with running(main, "worker"):
        wait_for(main, asked.uid, many + 1)
    assert job(main, asked.uid).state is JobState.DONE
    assert len(copies(main, target)) == many


def test_serving_without_a_worker_leaves_jobs_to_a_worker(main: Installed) -> None:
    asked, _ = copying(main)
    with running(main, "serve", "--port", "0", "--no-worker") as server:
        time.sleep(1.5)
        assert job(main, asked.uid).state is JobState.QUEUED
        with running(main, "worker"):
            wait_for(main, asked.uid, FILE_COUNT + 1)
        server.terminate()
        assert server.wait(PATIENCE_SECONDS) == 0
