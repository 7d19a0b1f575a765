"""The courier: looks twice a second for changes that webhooks are to be told of, and tells them, beside the server."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import structlog

from filebook.core.errors import FilebookError
from filebook.services.outbox import INTERNAL_ERROR, Claimed, Outbox

_LOOK_SECONDS = 0.5
_AT_ONCE = 8
"""So many deliveries are under way at most."""
_FAILING_AT_ONCE = 4
"""So many of them to webhooks that failed last: dead receivers leave room for the others."""


class Courier:
    """One thread that looks, and a few, made when needed, that each wait for one receiver."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._wake = threading.Event()
        self._stopping = False
        self._lock = threading.Lock()
        self._under_way = 0
        self._failing_under_way = 0
        self._hands = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="filebook-webhook")
        self._thread = threading.Thread(target=self._run, name="filebook-courier")
        self._log = structlog.get_logger("filebook.courier")

    def start(self) -> None:
        """Begin with whatever was left to be told."""
        self._thread.start()

    def stop(self) -> None:
        """Wait for deliveries under way, which take a few seconds at most, and end; the others keep."""
        self._stopping = True
        self._wake.set()
        self._thread.join()
        self._hands.shutdown()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                self._outbox.collect()
                self._begin()
            except FilebookError as error:
                self._log.warning("courier.delayed", cause=type(error).__name__)
            except Exception:  # noqa: BLE001 - the courier's boundary: a failed round must not end the thread
                self._log.exception("courier.failed")
            self._wake.wait(_LOOK_SECONDS)

    def _begin(self) -> None:
        """Hand out what is due, as far as hands are free."""
        with self._lock:
            free = _AT_ONCE - self._under_way
            free_for_failing = min(free, _FAILING_AT_ONCE - self._failing_under_way)
        if not free or self._stopping:
            return
        for claimed in self._outbox.claim(limit=free, failing=free_for_failing):
            self._count(claimed, 1)
            self._hands.submit(self._deliver, claimed)

    def _deliver(self, claimed: Claimed) -> None:
        try:
            self._attempt(claimed)
        finally:
            self._count(claimed, -1)
            self._wake.set()  # the next one may be due

    def _attempt(self, claimed: Claimed) -> None:
        log = self._log.bind(business=claimed.webhook.business, webhook=claimed.webhook.number)
        try:
            told = self._outbox.deliver(claimed)
            attempt = claimed.delivery.attempts + 1
            log.info("webhook.told", attempt=attempt, end=told.end.value, outcome=told.outcome)
        except FilebookError as error:
            log.warning("webhook.delayed", cause=type(error).__name__)
        except Exception:  # the same boundary: what cannot be told must not be tried for ever
            log.exception("webhook.failed")
            with suppress(FilebookError):
                self._outbox.fail(claimed, INTERNAL_ERROR)

    def _count(self, claimed: Claimed, change: int) -> None:
        with self._lock:
            self._under_way += change
            if claimed.webhook.failing_since is not None:
                self._failing_under_way += change
