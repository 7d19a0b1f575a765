"""Jobs between the wire of the native API and ours."""

from collections.abc import Mapping
from typing import Any, Literal

from filebook.core.ids import Kind, Ref
from filebook.core.jobs import Item, Job, Report, Wish
from filebook.dialects.native.jobs import wire

_KINDS: Mapping[Kind | None, Literal["file", "folder"]] = {Kind.FILE: "file", Kind.FOLDER: "folder"}


def wish_of(new: wire.NewJob, *, into: Ref | None, everything_in: Ref | None) -> Wish:
    """What a job is asked for; the references are what `into` and `everything_in` name."""
    return Wish(
        items=tuple(map(str, new.items)),
        everything_in=everything_in,
        everything_in_trash=new.everything_in_trash,
        into=into,
        add_tags=tuple(new.add_tags),
        remove_tags=tuple(new.remove_tags),
    )


def row_shown(job: Job) -> wire.JobRow:
    """A job in a list."""
    return wire.JobRow(**_told(job))


def job_shown(report: Report) -> wire.Job:
    """A job with what is told of its things."""
    return wire.Job(
        **_told(report.job),
        failures=[_failure(item) for item in report.failures],
        made=[made for made in map(_made, report.made) if made is not None],
    )


def _told(job: Job) -> dict[str, Any]:
    return {
        "id": job.uid,
        "operation": job.operation.value,
        "state": job.state.value,
        "item_count": job.total,
        "done_count": job.done,
        "failed_count": job.failed,
        "reason": job.reason,
        "into": None if job.wish.into is None else job.wish.into.uid,
        "user_number": job.user,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
        "undo_of": job.wish.undo_of,
        "undone_by": job.undone_by,
    }


def _failure(item: Item) -> wire.Failure:
    return wire.Failure(id=item.id, number=item.number or None, kind=_KINDS.get(item.kind), reason=item.reason)


def _made(item: Item) -> wire.Made | None:
    kind = _KINDS.get(item.kind)
    if item.made is None or kind is None:
        return None
    return wire.Made(id=item.made.uid, number=item.made.number, kind=kind, copy_of=item.id)
