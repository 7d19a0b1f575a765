"""The job runner: works as long as it is not stopped, whatever a job does."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest

from filebook.app.job_runner import JobRunner
from filebook.core.access import Actor
from filebook.core.ids import Uid
from filebook.core.jobs import Item, Job, JobState, Operation, Planned, Wish
from filebook.core.ports.blobs import BlobKey
from filebook.core.ports.catalogue import Tables
from filebook.services.labour import Labour, Prepared
from tests.stores import memory_folder
from tests.world import World, make_world

PATIENCE_SECONDS = 20


@pytest.fixture
def world() -> Iterator[World]:
    with memory_folder() as folder:
        made = make_world(folder / "data")
        yield made
        made.close()


class Broken:
    """Work with a mistake in it."""

    def one_by_one(self, job: Job) -> bool:
        return True

    def plan(self, tables: Tables, actor: Actor, job: Job) -> Planned:
        raise ZeroDivisionError

    def prepare(self, actor: Actor, job: Job, item: Item, *, hold_on: Callable[[], None]) -> Prepared | None:
        raise NotImplementedError

    def perform(
        self, tables: Tables, actor: Actor, job: Job, item: Item, *, prepared: Prepared | None
    ) -> tuple[Item, Sequence[BlobKey]]:
        raise NotImplementedError


def ended(world: World, uid: Uid) -> Job:
    """The job, once it has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (job := world.services.jobs.get(world.actor("owner"), uid).job).state.is_end:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return job


@contextmanager
def running(runner: JobRunner) -> Iterator[None]:
    runner.start()
    try:
        yield
    finally:
        runner.stop()


def test_what_is_asked_for_is_done_while_the_runner_runs(world: World) -> None:
    owner, wish = world.actor("owner"), Wish((world.file().uid,))
    with running(JobRunner(world.house.labour, world.services.jobs)):
        job = world.services.jobs.start(owner, Operation.TRASH, wish)
        assert ended(world, job.uid).state is JobState.DONE
    later = world.services.jobs.start(owner, Operation.RESTORE, wish)
    assert world.services.jobs.get(owner, later.uid).job.state is JobState.QUEUED


def test_a_mistake_of_ours_ends_the_job_and_not_the_runner(world: World) -> None:
    house = world.house
    broken = Labour(house.catalogue, house.blobs, Broken(), now=world.clock, memory=timedelta(days=1))
    owner, wish = world.actor("owner"), Wish((world.file().uid,))
    with running(JobRunner(broken, world.services.jobs)):
        for _ in range(3):
            job = world.services.jobs.start(owner, Operation.TRASH, wish)
            found = ended(world, job.uid)
            assert (found.state, found.reason) == (JobState.FAILED, "internal_error")
