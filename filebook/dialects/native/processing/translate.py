"""The processing of files between the wire of the native API and ours."""

from collections.abc import Mapping

from filebook.core.chores import Chore, ChoreState, Task
from filebook.core.ids import Uid
from filebook.dialects.native.processing import wire


def step_shown(chore: Chore, file: Uid) -> wire.Step:
    """A step, with the uid of its file."""
    return wire.Step(
        file=file,
        number=chore.file,
        version=chore.version,
        task=chore.task.value,
        state=chore.state.value,
        reason=chore.reason,
        attempts=chore.attempts,
        next_at=chore.next_at,
    )


def counts_shown(counts: Mapping[tuple[Task, ChoreState], int]) -> wire.Counts:
    """How many steps are in each state."""
    return wire.Counts(
        items=[wire.Count(task=task.value, state=state.value, count=count) for (task, state), count in counts.items()]
    )
