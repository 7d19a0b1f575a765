"""The processing of files on the wire of the native API."""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.native.wire import Paged, Reference

Task = Literal["text", "scan"]
State = Literal["queued", "done", "failed"]


class StepsQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which steps to list."""

    state: State = "failed"
    task: Task | UnsetType = UNSET


class Step(Struct, frozen=True, kw_only=True):
    """What is done with a file once it has arrived. `reason`: why the last try came to nothing; `next_at`: when the
    next one is due, null when there is none.
    """

    file: Reference
    version: int
    task: Task
    state: State
    reason: str
    attempt_count: int
    next_at: datetime | None


class StepPage(Struct, frozen=True, kw_only=True):
    """A page of steps, by file."""

    items: list[Step]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class FileSteps(Struct, frozen=True, kw_only=True):
    """What is done with one file's current version."""

    items: list[Step]


class Count(Struct, frozen=True, kw_only=True):
    """How many steps of a task are in a state."""

    task: Task
    state: State
    count: int


class Counts(Struct, frozen=True, kw_only=True):
    """How far the processing is."""

    items: list[Count]


class Retry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the failed steps to try again; all of them where no task is named."""

    task: Task | UnsetType = UNSET


class Retried(Struct, frozen=True, kw_only=True):
    """How many steps were queued again."""

    retried_count: int
