"""Jobs on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import Id

Operation = Literal["move", "copy", "trash", "restore", "delete_forever", "tag"]
Tag = Annotated[str, Meta(min_length=1, max_length=60)]


class NewJob(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be done with many files and folders at once.

    One of `items`, `everything_in` (all that lies directly in a folder) and `everything_in_trash` says with which.
    `into`: the folder for `move` and `copy`; null is the top level. `add_tags` and `remove_tags` are for `tag`.
    """

    operation: Operation
    items: Annotated[list[Id], Meta(max_length=1000)] = []
    everything_in: Id | None = None
    everything_in_trash: bool = False
    into: Id | None = None
    add_tags: Annotated[list[Tag], Meta(max_length=30)] = []
    remove_tags: Annotated[list[Tag], Meta(max_length=30)] = []


class Failure(Struct, frozen=True, kw_only=True):
    """A thing that could not be dealt with. `id` is what it was named by where there is nothing of that name."""

    id: str
    number: int | None
    kind: Literal["file", "folder"] | None
    reason: str


class Made(Struct, frozen=True, kw_only=True):
    """A copy, and what it is a copy of."""

    id: str
    number: int
    kind: Literal["file", "folder"]
    copy_of: str


class JobRow(Struct, frozen=True, kw_only=True):
    """A job listed. `item_count` null: not counted yet. `reason`: why it failed; "items": because of some of its
    things.
    """

    id: str
    kind: Literal["job"] = "job"
    operation: Operation | Literal["undo"]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    item_count: int | None
    done_count: int
    failed_count: int
    reason: str
    into: str | None
    user_number: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    undo_of: str | None
    undone_by: str | None


class Job(JobRow, frozen=True, kw_only=True):
    """A job: of its failures and of what it made at the top the first hundred each."""

    failures: list[Failure]
    made: list[Made]


class JobPage(Struct, frozen=True, kw_only=True):
    """A page of jobs, newest first."""

    items: list[JobRow]
    next_cursor: str | None
    total: int | UnsetType = UNSET
