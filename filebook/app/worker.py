"""The worker: notes uses of sessions and credentials, and requests, every few seconds; keeps house every hour."""

import threading
from datetime import timedelta

import structlog

from filebook.app.settings import Settings
from filebook.core.errors import FilebookError
from filebook.services.bundle import Services
from filebook.services.labour import Labour


class Worker:
    """One thread. What fails is logged and tried again at its next turn. Without `labour` it keeps no house."""

    def __init__(self, services: Services, settings: Settings, *, labour: Labour | None) -> None:
        self._services = services
        self._labour = labour
        self._flush_seconds = settings.session_flush_seconds
        self._sweep_every = timedelta(seconds=settings.housekeeping_seconds)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="filebook-worker")
        self._log = structlog.get_logger("filebook.worker")

    def start(self) -> None:
        """Begin with a round of housekeeping."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the current step and end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        until_sweep = timedelta()
        while not self._stopping.is_set():
            try:
                self._services.sessions.flush()
                self._services.credentials.flush()
                self._services.request_log.flush()
                self._services.previews.cache.flush()
                if self._labour is not None:
                    self._services.search_upkeep.catch_up()
                if self._labour is not None and until_sweep <= timedelta():
                    until_sweep = self._sweep_every
                    forgotten_jobs = self._labour.forget()
                    swept = self._services.housekeeping.sweep()
                    self._log.info(
                        "housekeeping.finished",
                        orphaned_blobs=swept.orphaned_blobs,
                        expired_uploads=swept.expired_uploads,
                        trashed_files=swept.trashed_files,
                        old_versions=swept.old_versions,
                        old_previews=swept.old_previews,
                        extended_series=swept.extended_series,
                        forgotten_changes=swept.forgotten_changes,
                        forgotten_jobs=forgotten_jobs,
                    )
            except FilebookError as error:
                self._log.warning("worker.delayed", cause=type(error).__name__)
            except Exception:  # noqa: BLE001 - the worker's boundary: a failed round must not end the thread
                self._log.exception("worker.failed")
            until_sweep -= timedelta(seconds=self._flush_seconds)
            self._stopping.wait(self._flush_seconds)
