"""The job runner: takes jobs that are due, of any node's making, and works on them, beside the server."""

import threading
from contextlib import suppress

import structlog

from filebook.core.errors import FilebookError
from filebook.core.jobs import Job
from filebook.services.jobs import Jobs
from filebook.services.labour import Labour, LeaseLost

_LOOK_SECONDS = 0.5
"""How soon a job that another process was asked for is begun; one of our own is at once."""
_AFTER_TROUBLE_SECONDS = 5
_AT_ONCE = 2
"""So many jobs are worked on: one that copies much leaves room for a short one."""


class JobRunner:
    """A few threads. What fails is logged; the job is tried again, here or elsewhere, when its lease has run out."""

    def __init__(self, labour: Labour, jobs: Jobs) -> None:
        self._labour = labour
        self._jobs = jobs
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"filebook-jobs-{number}") for number in range(1, _AT_ONCE + 1)
        ]
        self._log = structlog.get_logger("filebook.jobs")

    def start(self) -> None:
        """Begin with whatever was left to be done."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the current steps and end; the rest is done by whoever looks next."""
        self._stopping.set()
        for thread in self._threads:
            self._jobs.wake()
            thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                job = self._labour.take()
                if job is None:
                    self._jobs.wait(_LOOK_SECONDS)
                else:
                    self._work(job)
            except FilebookError as error:
                self._log.warning("jobs.delayed", cause=type(error).__name__)
                self._stopping.wait(_AFTER_TROUBLE_SECONDS)
            except Exception:  # noqa: BLE001 - the runner's boundary: a failed round must not end the thread
                self._log.exception("jobs.failed")
                self._stopping.wait(_AFTER_TROUBLE_SECONDS)

    def _work(self, job: Job) -> None:
        told = {"job": job.uid, "business": job.business, "operation": job.operation.value}
        try:
            state = self._labour.work(job, stopping=self._stopping.is_set)
        except LeaseLost:
            self._log.info("job.let_go", **told)
        except FilebookError:
            raise
        except Exception:  # noqa: BLE001 - the same boundary: what cannot be done must not be tried for ever
            self._log.exception("job.failed", **told)
            with suppress(FilebookError, LeaseLost):
                self._labour.fail(job, "internal_error")
        else:
            if state is not None:
                self._log.info("job.ended", state=state.value, **told)
