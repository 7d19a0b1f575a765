"""The routes of jobs."""

from filebook.core.access import Role
from filebook.dialects.native.jobs import wire
from filebook.dialects.native.jobs.handlers import JobHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Paged, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Jobs"
_ONE = "/jobs/{job}"


def job_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for jobs."""
    jobs, once = JobHandlers(parts.services), parts.once.buffered
    least = credential(Role.VIEWER)
    return (
        Route(
            "POST",
            "/jobs",
            once(jobs.start),
            least,
            "Do something with many files and folders",
            request=wire.NewJob,
            response=wire.Job,
            body=Body.BUFFERED,
            query=Sparse,
            status=202,
            area=_AREA,
        ),
        Route("GET", "/jobs", jobs.jobs, least, "List jobs", response=wire.JobPage, query=Paged, area=_AREA),
        Route("GET", _ONE, jobs.job, least, "Show a job", response=wire.Job, query=Sparse, area=_AREA),
        Route(
            "POST",
            f"{_ONE}/cancel",
            once(jobs.cancel),
            least,
            "End a job; what was done stays done",
            response=wire.Job,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "POST",
            f"{_ONE}/retry",
            once(jobs.retry),
            least,
            "Go on with a job that failed or was cancelled",
            response=wire.Job,
            query=Sparse,
            status=202,
            area=_AREA,
        ),
        Route(
            "POST",
            f"{_ONE}/undo",
            once(jobs.undo),
            least,
            "Put back what a job changed",
            response=wire.Job,
            query=Sparse,
            status=202,
            area=_AREA,
        ),
    )
