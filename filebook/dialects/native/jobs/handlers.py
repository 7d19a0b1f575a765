"""What the native door does with jobs."""

from datetime import datetime

from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Ref, Uid
from filebook.core.jobs import Operation, Report
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.jobs import wire
from filebook.dialects.native.jobs.translate import job_shown, row_shown, wish_of
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Id, Paged, Sparse
from filebook.services.bundle import Services
from filebook.services.jobs import JobMark
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.urls import url

_FOLDER = (Kind.FOLDER,)
_UID_LENGTH = 36


class JobHandlers:
    """Jobs: asked for, looked at, cancelled, undone, tried again."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def start(self, call: Call) -> BytesAnswer:
        """Ask for one."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewJob)
        wish = wish_of(new, into=self._place(call, new.into), everything_in=self._place(call, new.everything_in))
        job = self._services.jobs.start(writer(call), Operation(new.operation), wish)
        return self._asked_for(call, Report(job))

    def job(self, call: Call) -> BytesAnswer:
        """Look at one."""
        query_of(call, Sparse)
        return self._shown(call, self._services.jobs.get(call.actor, _uid(call)))

    def jobs(self, call: Call) -> BytesAnswer:
        """List them."""
        asked = query_of(call, Paged)
        position = position_in(call, asked.cursor, tuple[datetime, str])
        after = None if position is None else JobMark(position[0], Uid(position[1]))
        found = self._services.jobs.page(call.actor, after=after, limit=asked.limit + 1)
        page = found[: asked.limit]
        next_cursor = cursor_for(call, (page[-1].created_at, page[-1].uid)) if len(found) > asked.limit else None
        total = self._services.jobs.count(call.actor) if asked.count else None
        return listed(call, [row_shown(job) for job in page], next_cursor=next_cursor, total=total)

    def cancel(self, call: Call) -> BytesAnswer:
        """End one."""
        query_of(call, Sparse)
        return self._shown(call, self._services.jobs.cancel(writer(call), _uid(call)))

    def retry(self, call: Call) -> BytesAnswer:
        """Go on with one."""
        query_of(call, Sparse)
        return self._shown(call, self._services.jobs.retry(writer(call), _uid(call)), status=202)

    def undo(self, call: Call) -> BytesAnswer:
        """Put back what one changed."""
        query_of(call, Sparse)
        return self._asked_for(call, Report(self._services.jobs.undo(writer(call), _uid(call))))

    def _place(self, call: Call, name: Id | None) -> Ref | None:
        """Raises: NotFound("folder")."""
        if name is None:
            return None
        named = self._services.naming.one(call.actor, name, kinds=_FOLDER)
        return Ref(named.number, named.uid)

    def _asked_for(self, call: Call, report: Report) -> BytesAnswer:
        answer = self._shown(call, report, status=202)
        answer.raw_headers.append((b"location", url(call.door_url, "jobs", report.job.uid).encode("ascii")))
        return answer

    def _shown(self, call: Call, report: Report, *, status: int = 200) -> BytesAnswer:
        """A job is no object whose changes are noted: how far it is stands for its revision."""
        return shown(call, job_shown(report), revision=report.job.done + report.job.failed, status=status)


def _uid(call: Call) -> Uid:
    """Raises: NotFound("job") for what cannot be one."""
    name = call.path_params["job"]
    if len(name) != _UID_LENGTH or not name.isascii():
        raise NotFound("job")
    return Uid(name.lower())
