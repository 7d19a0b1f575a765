"""Labour: jobs worked on, step by step. Any number of workers on any number of nodes may do so at once.

A step is one write unit: it deals with some things and moves the job's place past them, so a crash repeats nothing and
skips nothing. Whoever works on a job holds a lease, which every step renews; when it has run out, another goes on.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from filebook.core.access import Actor, Request
from filebook.core.errors import (
    AccessDenied,
    Conflict,
    Damaged,
    FilebookError,
    NoSpace,
    NotFound,
    TooLarge,
    Unavailable,
)
from filebook.core.ids import new_uid
from filebook.core.jobs import PAUSES, Item, ItemState, Job, JobState, Planned, ended
from filebook.core.ports.blobs import BlobKey, Blobs
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import actor_of

LEASE = timedelta(minutes=1)
"""How long whoever works on a job has for its next step."""
_RENEWED_EVERY = timedelta(seconds=15)
"""How often the lease is renewed while something that takes long is prepared."""
STEPS_IN_A_ROW = 50
"""After so many the job waits until the others that are due have had their turn."""
THINGS_AT_ONCE = 20
"""So many are dealt with in one unit, during which nobody else writes."""
_FORGOTTEN_AT_ONCE = 20


class Prepared(Protocol):
    """What was made ready for the next thing before its unit, such as bytes that are durable already."""

    def drop(self) -> None:
        """Take back what no row came to name."""


class Work(Protocol):
    """What jobs do. All but `prepare` happens within a unit."""

    def one_by_one(self, job: Job) -> bool:
        """Whether each of its things may need to be prepared, and has a unit of its own."""

    def plan(self, tables: Tables, actor: Actor, job: Job) -> Planned:
        """The next of the things that the job is about, numbered on. Raises: Conflict: the job fails."""

    def prepare(self, actor: Actor, job: Job, item: Item, *, hold_on: Callable[[], None]) -> Prepared | None:
        """What takes long, outside any unit; `hold_on` is called every few hundred milliseconds meanwhile, and what it
        raises goes through. None: nothing is needed.
        """

    def perform(
        self, tables: Tables, actor: Actor, job: Job, item: Item, *, prepared: Prepared | None
    ) -> tuple[Item, Sequence[BlobKey]]:
        """Deal with one thing: what came of it, and bytes that may go when that is durable. Raises: FilebookError."""


@dataclass(frozen=True, slots=True)
class _Failure:
    position: int
    error: FilebookError


class _Failing(Exception):
    """Ends a unit in which a thing could not be dealt with."""

    def __init__(self, failure: _Failure) -> None:
        super().__init__()
        self.failure = failure


class _Stopping(Exception):
    """What is being prepared is given up: the server stops, and the next one prepares it anew."""


class LeaseLost(Exception):
    """The job was taken over, cancelled or forgotten."""


class Labour:
    """Takes jobs and works on them."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        work: Work,
        *,
        now: Callable[[], datetime],
        memory: timedelta,
        things_at_once: int = THINGS_AT_ONCE,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._work = work
        self._now = now
        self._memory = memory
        self._things_at_once = things_at_once

    def take(self) -> Job | None:
        """A job to work on, of those that are due the one that waited longest."""
        now = self._now()
        with self._catalogue.glance() as tables:
            due = tables.jobs.due(now, limit=4)
        return next((taken for job in due if (taken := self._taken(job, now)) is not None), None)

    def work(self, job: Job, *, stopping: Callable[[], bool] = lambda: False) -> JobState | None:
        """Work on a taken job until it has ended, others are due, or it is time to stop; how it ended, if it did.

        Raises: LeaseLost.
        """
        for _ in range(STEPS_IN_A_ROW):
            if stopping():
                break
            try:
                state = self._step(job, stopping=stopping)
            except _Stopping:
                break
            except (Unavailable, NoSpace) as error:
                return self._postpone(job, error)
            if state is not None:
                return state
        self._give_back(job)
        return None

    def fail(self, job: Job, reason: str) -> None:
        """Note that a taken job cannot go on. Raises: LeaseLost."""

        def unit(tables: Tables) -> None:
            tables.jobs.update(ended(self._held(tables, job), JobState.FAILED, at=self._now(), reason=reason))

        self._catalogue.write(unit)

    def forget(self) -> int:
        """Remove jobs that ended long ago; how many."""
        before, total = self._now() - self._memory, 0
        while count := self._catalogue.write(lambda tables: tables.jobs.forget(before, limit=_FORGOTTEN_AT_ONCE)):
            total += count
        return total

    def _step(self, job: Job, *, stopping: Callable[[], bool]) -> JobState | None:
        """Plan the job, or deal with its next things. Raises: LeaseLost, _Stopping, Unavailable, NoSpace."""
        try:
            prepared = self._prepared(job, stopping=stopping)
        except _Failing as failing:
            return self._deal(job, prepared=None, failure=failing.failure)
        failure: _Failure | None = None
        while True:
            try:
                return self._deal(job, prepared=prepared, failure=failure)
            except _Failing as failing:
                failure = failing.failure
            except Conflict as error:
                self.fail(job, error.what)
                return JobState.FAILED

    def _prepared(self, job: Job, *, stopping: Callable[[], bool]) -> Prepared | None:
        """Raises: _Failing, LeaseLost, _Stopping, Unavailable, NoSpace."""
        with self._catalogue.read() as tables:
            current = tables.jobs.get(job.uid)
            if current is None or current.total is None:
                return None
            items = tables.jobs.items(job.uid, after=current.position, limit=1, state=ItemState.WAITING)
            actor = _actor(tables, current)
        if not items or actor is None:
            return None
        try:
            return self._work.prepare(actor, current, items[0], hold_on=self._holding(job, stopping))
        except (Unavailable, NoSpace):
            raise
        except FilebookError as error:
            raise _Failing(_Failure(items[0].position, error)) from error

    def _deal(self, job: Job, *, prepared: Prepared | None, failure: _Failure | None) -> JobState | None:
        """One unit. With a failure, the thing that is known to fail is the last one it deals with."""
        dropped: list[BlobKey] = []

        def unit(tables: Tables) -> JobState | None:
            dropped.clear()
            tables.numbers.lock(job.business)
            current = self._held(tables, job)
            actor = _actor(tables, current)
            if actor is None:
                tables.jobs.update(ended(current, JobState.FAILED, at=self._now(), reason="access_denied"))
                return JobState.FAILED
            if current.total is None:
                self._plan(tables, actor, current)
                return None
            return self._go_on(tables, actor, current, prepared=prepared, failure=failure, dropped=dropped)

        try:
            state = self._catalogue.write(unit)
        except (FilebookError, _Failing, LeaseLost) as error:
            # If the store was lost, the unit may yet have been committed: what it may name is housekeeping's to judge.
            if prepared is not None and not isinstance(error, Unavailable):
                prepared.drop()
            raise
        for key in dropped:
            with suppress(NoSpace, Unavailable):  # the rows are gone all the same; housekeeping takes what stays
                self._blobs.delete(key)
        return state

    def _plan(self, tables: Tables, actor: Actor, job: Job) -> None:
        planned = self._work.plan(tables, actor, job)
        tables.jobs.add_items(job.uid, planned.items)
        failed = job.failed + sum(item.state is ItemState.FAILED for item in planned.items)
        tables.jobs.update(replace(job, total=planned.total, mark=planned.mark, failed=failed, attempts=0))

    def _go_on(
        self,
        tables: Tables,
        actor: Actor,
        job: Job,
        *,
        prepared: Prepared | None,
        failure: _Failure | None,
        dropped: list[BlobKey],
    ) -> JobState | None:
        """Deal with the next things; how the job ended, if these were the last. Raises: _Failing."""
        limit = 1 if self._work.one_by_one(job) else self._things_at_once
        items = tables.jobs.items(job.uid, after=job.position, limit=limit, state=ItemState.WAITING)
        is_last, done, failed, position = len(items) < limit, job.done, job.failed, job.position
        for item in items:
            position = item.position
            if failure is not None and failure.position == position:
                tables.jobs.update_item(job.uid, replace(item, state=ItemState.FAILED, reason=word_of(failure.error)))
                failed, is_last = failed + 1, is_last and item is items[-1]
                break
            dealt, keys = self._performed(tables, actor, job, item, prepared=prepared)
            tables.jobs.update_item(job.uid, replace(dealt, state=ItemState.DONE, reason=""))
            dropped += keys
            done += 1
        gone_on = replace(job, done=done, failed=failed, position=position, attempts=0)
        if is_last:
            state = JobState.FAILED if failed else JobState.DONE
            gone_on = ended(gone_on, state, at=self._now(), reason="items" if failed else "")
        tables.jobs.update(gone_on)
        return gone_on.state if is_last else None

    def _performed(
        self, tables: Tables, actor: Actor, job: Job, item: Item, *, prepared: Prepared | None
    ) -> tuple[Item, Sequence[BlobKey]]:
        """Raises: _Failing, Unavailable, NoSpace."""
        try:
            return self._work.perform(tables, actor, job, item, prepared=prepared)
        except (Unavailable, NoSpace):
            raise
        except FilebookError as error:
            raise _Failing(_Failure(item.position, error)) from error

    def _taken(self, job: Job, now: datetime) -> Job | None:
        lease = new_uid()
        return self._catalogue.write(lambda tables: tables.jobs.take(job, now=now, lease=lease, until=now + LEASE))

    def _held(self, tables: Tables, job: Job) -> Job:
        """The job as it is now, with the lease renewed. Raises: LeaseLost."""
        held = tables.jobs.hold(job.uid, lease=job.lease, until=self._now() + LEASE)
        if held is None:
            raise LeaseLost
        return held

    def _holding(self, job: Job, stopping: Callable[[], bool]) -> Callable[[], None]:
        """Renews the lease when it is time to. Raises, when called, LeaseLost and _Stopping."""
        held_at = self._now()

        def hold_on() -> None:
            nonlocal held_at
            if stopping():
                raise _Stopping
            if (now := self._now()) - held_at > _RENEWED_EVERY:
                held_at = now
                self._catalogue.write(lambda tables: self._held(tables, job))

        return hold_on

    def _give_back(self, job: Job) -> None:
        """Let the others that are due have their turn first."""

        def unit(tables: Tables) -> None:
            held = self._held(tables, job)
            tables.jobs.update(replace(held, next_at=self._now(), lease="", leased_until=None))

        self._catalogue.write(unit)

    def _postpone(self, job: Job, error: FilebookError) -> JobState | None:
        """Wait longer each time in a row that the stores fail; after the last time the job has failed."""
        at = self._now()

        def unit(tables: Tables) -> JobState | None:
            held = self._held(tables, job)
            if held.attempts >= len(PAUSES):
                tables.jobs.update(ended(held, JobState.FAILED, at=at, reason=word_of(error)))
                return JobState.FAILED
            waiting = replace(
                held,
                state=JobState.QUEUED,
                attempts=held.attempts + 1,
                next_at=at + PAUSES[held.attempts],
                lease="",
                leased_until=None,
            )
            tables.jobs.update(waiting)
            return None

        return self._catalogue.write(unit)


_WORDS = {
    NotFound: "not_found",
    AccessDenied: "access_denied",
    TooLarge: "too_large",
    Damaged: "damaged",
    NoSpace: "no_space",
    Unavailable: "unavailable",
}


def word_of(error: FilebookError) -> str:
    """Why something could not be done, in one word for programs."""
    return error.what if isinstance(error, Conflict) else _WORDS.get(type(error), "invalid")


def _actor(tables: Tables, job: Job) -> Actor | None:
    """Who asked for the job, with the rights of today and the scope of then; None for somebody shut out since.

    The changes that a job makes are noted as of one request, which has the job's id.
    """
    user = tables.users.get(job.business, job.user)
    business = tables.businesses.get(job.business)
    if user is None or business is None or not user.enabled:
        return None
    return replace(actor_of(user, business, door=job.door), scope=job.scope, request=Request(job.uid))
