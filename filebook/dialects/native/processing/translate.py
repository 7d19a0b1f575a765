"""The processing of files between the wire of the native API and ours."""

from collections.abc import Mapping

from filebook.core.chores import Chore, ChoreState, Task
from filebook.core.ids import Kind, Ref
from filebook.dialects.native.processing import wire
from filebook.dialects.native.wire import Reference


def step_shown(chore: Chore, file: Ref, *, name: str) -> wire.Step:
    """A step, with its file."""
    return wire.Step(
        file=Reference(id=file.uid, number=file.number, kind=Kind.FILE.value, label=name),
        version=chore.version,
        task=chore.task.value,
        state=chore.state.value,
        reason=chore.reason,
        attempt_count=chore.attempts,
        next_at=chore.next_at,
    )


def counts_shown(counts: Mapping[tuple[Task, ChoreState], int]) -> wire.Counts:
    """How many steps are in each state."""
    return wire.Counts(
        items=[wire.Count(task=task.value, state=state.value, count=count) for (task, state), count in counts.items()]
    )
