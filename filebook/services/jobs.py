"""Jobs: asked for, looked at, cancelled, undone, tried again. The work itself is `services/labour.py`'s."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from filebook.core.access import EVERYTHING, Action, Actor, Request, may, require
from filebook.core.errors import AlreadyUsed, Conflict, Invalid, Missing, NotFound, Throttled
from filebook.core.ids import Uid, new_uid
from filebook.core.jobs import (
    NAMED_LIMIT,
    OPEN_JOBS_LIMIT,
    UNDOABLE,
    ItemState,
    Job,
    JobState,
    Operation,
    Report,
    Wish,
    ended,
)
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.jobs import JobFilter
from filebook.core.repeats import Repeat
from filebook.core.tags import checked_tags
from filebook.services.targets import place_of, readable

TOLD_LIMIT = 100
"""So many of the things that could not be dealt with, and of those that were made, are told with a job."""
_PAUSE_SECONDS = 60
Asked = TypeVar("Asked", Job, Report)


@dataclass(frozen=True, slots=True)
class JobMark:
    """Where a list of jobs goes on: after this one."""

    created_at: datetime
    uid: Uid


class Jobs:
    """An actor's own jobs; those of everybody in the business for an owner. Others are NotFound("job").

    A scoped token reaches only jobs that were asked for with the same scope.
    """

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now
        self._asked = threading.Event()

    def start(self, actor: Actor, operation: Operation, wish: Wish) -> Job:
        """Ask for a job. What it is about is looked up when it is worked on; `into` and `everything_in` are looked up
        now too.

        Raises: AccessDenied; NotFound("folder"); Missing("items" | "tags"), Invalid("items" | "into") for a wish that
            cannot be meant; Throttled where too many jobs wait; AlreadyUsed("request").
        """
        require(actor, Action.WRITE)
        _require_sound(operation, wish)
        wish = replace(
            wish,
            add_tags=checked_tags(wish.add_tags, field="add_tags"),
            remove_tags=checked_tags(wish.remove_tags, field="remove_tags"),
        )

        def unit(tables: Tables) -> Job:
            tables.numbers.lock(actor.business)
            if operation in {Operation.MOVE, Operation.COPY}:
                place_of(tables, actor, actor.business, wish.into)
            if wish.everything_in is not None:
                folder = tables.folders.get(actor.business, wish.everything_in.number)
                readable(tables, actor, folder, what="folder")
            return self._added(tables, actor, operation, wish)

        return self._woken(self._catalogue.write(unit))

    def get(self, actor: Actor, uid: Uid) -> Report:
        """A job and what is told of its things. Raises: AccessDenied, NotFound("job")."""
        require(actor, Action.READ)
        with self._catalogue.read() as tables:
            return _report(tables, _known(actor, tables.jobs.get(uid)))

    def page(self, actor: Actor, *, after: JobMark | None = None, limit: int) -> list[Job]:
        """Newest first, after the marked one. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            return tables.jobs.page(actor.business, where=_where(actor, after), limit=limit)

    def count(self, actor: Actor) -> int:
        """How many there are. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            return tables.jobs.count(actor.business, where=_where(actor, None))

    def cancel(self, actor: Actor, uid: Uid) -> Report:
        """End a job: what was done stays done, the rest is not done. One that has ended stays as it is.

        Raises: AccessDenied, NotFound("job"), AlreadyUsed("request").
        """
        require(actor, Action.WRITE)

        def unit(tables: Tables) -> Report:
            job = self._locked(tables, actor, uid)
            if not job.state.is_end:
                job = ended(job, JobState.CANCELLED, at=self._now())
                tables.jobs.update(job)
            return _report(tables, job)

        return self._catalogue.write(unit)

    def retry(self, actor: Actor, uid: Uid) -> Report:
        """Go on with a job that failed or was cancelled: with what failed, and what was not reached.

        Raises: AccessDenied, NotFound("job"), Conflict("job_not_ended" | "job_done" | "job_undone"), Throttled,
            AlreadyUsed("request").
        """
        require(actor, Action.WRITE)

        def unit(tables: Tables) -> Report:
            job = self._locked(tables, actor, uid)
            _require_ended(job)
            if job.state is JobState.DONE:
                raise Conflict("job_done")
            _require_room(tables, actor)
            tables.jobs.wait_again(uid)
            again = replace(
                job,
                state=JobState.QUEUED,
                next_at=self._now(),
                ended_at=None,
                failed=0,
                position=0,
                attempts=0,
                reason="",
            )
            tables.jobs.update(again)
            return _report(tables, again)

        return self._woken(self._catalogue.write(unit))

    def undo(self, actor: Actor, uid: Uid) -> Job:
        """Ask for the job that puts back what another one changed, thing by thing, where it was not changed since.

        Raises: AccessDenied, NotFound("job"), Conflict("job_not_ended" | "job_undone" | "job_final"), Throttled,
            AlreadyUsed("request").
        """
        require(actor, Action.WRITE)

        def unit(tables: Tables) -> Job:
            job = self._locked(tables, actor, uid)
            _require_ended(job)
            if job.operation not in UNDOABLE:
                raise Conflict("job_final")
            undoing = self._added(tables, actor, Operation.UNDO, Wish(undo_of=uid))
            tables.jobs.update(replace(job, undone_by=undoing.uid))
            return undoing

        return self._woken(self._catalogue.write(unit))

    def wait(self, seconds: float) -> None:
        """Wait until somebody asks this process for a job, and no longer than that."""
        self._asked.wait(seconds)
        self._asked.clear()

    def wake(self) -> None:
        """End a `wait`."""
        self._asked.set()

    def _woken(self, asked: Asked) -> Asked:
        self.wake()
        return asked

    def _added(self, tables: Tables, actor: Actor, operation: Operation, wish: Wish) -> Job:
        _require_room(tables, actor)
        at = self._now()
        job = Job(new_uid(), actor.business, actor.user, actor.door, operation, wish, at, next_at=at, scope=actor.scope)
        tables.jobs.add(job)
        claim(tables, actor, at=at)
        return job

    def _locked(self, tables: Tables, actor: Actor, uid: Uid) -> Job:
        """The job, with other writers of its business kept out. Raises: NotFound("job"), AlreadyUsed("request")."""
        tables.numbers.lock(actor.business)
        job = _known(actor, tables.jobs.lock(uid))
        claim(tables, actor, at=self._now())
        return job


def _known(actor: Actor, job: Job | None) -> Job:
    """Raises: NotFound("job") for one that the actor may not know of."""
    if job is None or job.business != actor.business:
        raise NotFound("job")
    if job.user != actor.user and not may(actor, Action.ADMINISTER):
        raise NotFound("job")
    if actor.scope not in {EVERYTHING, job.scope}:
        raise NotFound("job")
    return job


def _where(actor: Actor, after: JobMark | None) -> JobFilter:
    return JobFilter(
        user=None if may(actor, Action.ADMINISTER) else actor.user,
        scope=None if actor.scope == EVERYTHING else actor.scope,
        before=None if after is None else (after.created_at, after.uid),
    )


def _report(tables: Tables, job: Job) -> Report:
    return Report(
        job,
        tuple(tables.jobs.items(job.uid, limit=TOLD_LIMIT, state=ItemState.FAILED)),
        tuple(tables.jobs.items(job.uid, limit=TOLD_LIMIT, making=True)),
    )


def _require_sound(operation: Operation, wish: Wish) -> None:
    named = (bool(wish.items), wish.everything_in is not None, wish.everything_in_trash)
    if not any(named):
        raise Missing("items")
    if sum(named) > 1 or len(wish.items) > NAMED_LIMIT or operation is Operation.UNDO:
        raise Invalid("items", "too_many")
    if wish.into is not None and operation not in {Operation.MOVE, Operation.COPY}:
        raise Invalid("into", "other_operation")
    if wish.everything_in_trash and operation not in {Operation.RESTORE, Operation.DELETE_FOREVER}:
        raise Invalid("everything_in_trash", "other_operation")
    if bool(wish.add_tags or wish.remove_tags) is not (operation is Operation.TAG):
        raise Missing("tags") if operation is Operation.TAG else Invalid("tags", "other_operation")


def _require_ended(job: Job) -> None:
    if not job.state.is_end:
        raise Conflict("job_not_ended")
    if job.undone_by is not None:
        raise Conflict("job_undone")


def _require_room(tables: Tables, actor: Actor) -> None:
    if tables.jobs.open_count(actor.business) >= OPEN_JOBS_LIMIT:
        raise Throttled(_PAUSE_SECONDS)


def claim(tables: Tables, actor: Actor, *, at: datetime) -> None:
    """Honour the key of the actor's request, as `note` does: a job is no object whose changes are noted.

    Raises: AlreadyUsed("request") for a request that was carried out before.
    """
    request: Request | None = actor.request
    if request is not None and request.key:
        own = Repeat(actor.business, actor.user, request.key, request.id, at, request.fingerprint)
        if tables.repeats.claim(own).request != request.id:
            raise AlreadyUsed("request")
