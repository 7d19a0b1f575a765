"""Job: work that lasts longer than a request, done step by step by whichever worker has it, told about as it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from filebook.core.access import EVERYTHING, Scope
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid

ITEM_LIMIT = 10_000
"""So many files and folders one job may be about where they are named, those inside its folders counted; and so many
folders in any case.
"""
EVERYTHING_LIMIT = 100_000
"""So many where all that lies in one place is meant."""
NAMED_LIMIT = 1_000
"""So many of them one request may name."""
OPEN_JOBS_LIMIT = 1_000
"""So many jobs of a business may wait or run."""
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900, 1800, 3600))
"""How long a job waits after each time in a row that the stores failed it; after the last one it has failed."""


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """Not all of it could be done."""
    CANCELLED = "cancelled"

    @property
    def is_end(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class Operation(StrEnum):
    """What is done with each of the things."""

    MOVE = "move"
    COPY = "copy"
    TRASH = "trash"
    RESTORE = "restore"
    DELETE_FOREVER = "delete_forever"
    TAG = "tag"
    UNDO = "undo"
    """Put back what another job changed."""


UNDOABLE = frozenset({Operation.MOVE, Operation.COPY, Operation.TRASH, Operation.RESTORE, Operation.TAG})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a job is asked for.

    `items` are uids or numbers, as they were named; `everything_in` stands for all that lies directly in a folder,
    `everything_in_trash` for the whole trash. `into` None is the top level.
    """

    items: tuple[str, ...] = ()
    everything_in: Ref | None = None
    everything_in_trash: bool = False
    into: Ref | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    undo_of: Uid | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `total` None: not counted yet. `position` is the last item that was dealt with, `lease` who has it.

    `next_at` None: nothing is to be done, it has ended. `attempts` counts failures of the stores in a row. `mark` is
    where counting goes on, "" at its beginning.
    """

    uid: Uid
    business: BusinessNumber
    user: Number
    door: Door
    operation: Operation
    wish: Wish
    created_at: datetime
    next_at: datetime | None
    scope: Scope = EVERYTHING
    state: JobState = JobState.QUEUED
    started_at: datetime | None = None
    ended_at: datetime | None = None
    total: int | None = None
    mark: str = ""
    done: int = 0
    failed: int = 0
    position: int = 0
    attempts: int = 0
    reason: str = ""
    """Why it failed, in a word; "items": because of some of its things."""
    undone_by: Uid | None = None
    lease: str = ""
    leased_until: datetime | None = None


def ended(job: Job, state: JobState, *, at: datetime, reason: str = "") -> Job:
    """The job at its end. What it is told by then stays."""
    return replace(job, state=state, ended_at=at, next_at=None, lease="", leased_until=None, reason=reason)


NO_NUMBER = Number(0)
"""Stands where there is no such thing."""


class ItemState(StrEnum):
    """What became of a thing."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a job, at its place in it, from 1 on.

    `id` is its uid, or what it was named by where there is nothing of that name. `inside` is the place of the folder
    whose copy this one is copied into. `before` is what undoing needs to know; None: nothing was changed.
    """

    position: int
    id: str
    kind: Kind | None = None
    number: Number = NO_NUMBER
    inside: int | None = None
    state: ItemState = ItemState.WAITING
    reason: str = ""
    before: Mapping[str, object] | None = None
    made: Ref | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """Some of the things that a job is about, at their places. `total`: how many there are, if these are the last ones;
    else `mark` is where the plan goes on.
    """

    items: tuple[Item, ...]
    total: int | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A job with what of its things is told: some that could not be dealt with, some that were made."""

    job: Job
    failures: tuple[Item, ...] = field(default=())
    made: tuple[Item, ...] = field(default=())
