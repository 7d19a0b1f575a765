"""The workforce: all that is at work beside serving, or without it as `filebook worker`."""

import signal
import threading
from collections.abc import Callable

from filebook.app.build import House
from filebook.app.chore_runner import ChoreRunner
from filebook.app.courier import Courier
from filebook.app.job_runner import JobRunner
from filebook.app.worker import Worker
from filebook.serving.logs import configure_logs


class Workforce:
    """Housekeeping, jobs, chores and webhooks. Any number may be at work on the same stores.

    Without the setting `worker`, serving notes just its own uses of sessions and credentials.
    """

    def __init__(self, house: House, *, everything: bool) -> None:
        self._worker = Worker(house.services, house.settings, labour=house.labour if everything else None)
        self._others: tuple[Courier | JobRunner | ChoreRunner, ...] = ()
        if everything:
            self._others = (
                Courier(house.outbox),
                JobRunner(house.labour, house.services.jobs),
                ChoreRunner(house.chores),
            )

    def start(self) -> None:
        """Begin with whatever was left to be done."""
        self._worker.start()
        for other in self._others:
            other.start()

    def stop(self) -> None:
        """Finish what is under way, in order."""
        for other in reversed(self._others):
            other.stop()
        self._worker.stop()


def work(house: House, *, on_ready: Callable[[], None]) -> None:
    """Work until SIGINT or SIGTERM, without serving."""
    configure_logs()
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    workforce = Workforce(house, everything=True)
    workforce.start()
    on_ready()
    ending.wait()
    workforce.stop()
    house.close()
