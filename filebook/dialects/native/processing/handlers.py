"""What the native door does with the processing of files."""

from msgspec import UNSET, UnsetType

from filebook.core.chores import ChoreState, Task
from filebook.core.ids import Kind, Number, Ref
from filebook.dialects.native.answers import listed, told
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.processing import wire
from filebook.dialects.native.processing.translate import counts_shown, step_shown
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Nothing
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call


class ProcessingHandlers:
    """Steps: listed, counted, tried again."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def of_file(self, call: Call) -> BytesAnswer:
        """Those of one file."""
        query_of(call, Nothing)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        file = self._services.library.file_by_uid(call.actor, named.uid)
        steps = self._services.processing.of_file(call.actor, file)
        return told(
            wire.FileSteps(items=[step_shown(step, Ref(file.number, file.uid), name=file.name) for step in steps])
        )

    def steps(self, call: Call) -> BytesAnswer:
        """Those of all files that are in one state."""
        query = query_of(call, wire.StepsQuery)
        position = position_in(call, query.cursor, tuple[int, str])
        after = None if position is None else (Number(position[0]), Task(position[1]))
        state, task = ChoreState(query.state), _task(query.task)
        found = self._services.processing.page(call.actor, state=state, task=task, after=after, limit=query.limit + 1)
        page = found[: query.limit]
        is_full = len(found) > query.limit
        total = None
        if query.count:
            counts = self._services.processing.counts(call.actor)
            total = sum(count for (of, at), count in counts.items() if at is state and task in {None, of})
        return listed(
            call,
            [step_shown(chore, file, name=name) for chore, file, name in page],
            next_cursor=cursor_for(call, (page[-1][0].file, page[-1][0].task.value)) if is_full else None,
            total=total,
        )

    def counts(self, call: Call) -> BytesAnswer:
        """How many are in each state."""
        query_of(call, Nothing)
        return told(counts_shown(self._services.processing.counts(call.actor)))

    def retry(self, call: Call) -> BytesAnswer:
        """Those that failed, once more."""
        query_of(call, Nothing)
        wanted = body_of(call, wire.Retry)
        return told(wire.Retried(retried_count=self._services.processing.retry(writer(call), task=_task(wanted.task))))


def _task(word: wire.Task | UnsetType) -> Task | None:
    return None if word is UNSET else Task(word)
