"""The chore runner: does what new versions of files have before them, one after another, beside the server."""

import threading
from contextlib import suppress

import structlog

from filebook.core.chores import Chore
from filebook.core.errors import FilebookError
from filebook.services.chores import Chores

_LOOK_SECONDS = 0.5
_AFTER_TROUBLE_SECONDS = 5


class ChoreRunner:
    """One thread: what is read or looked through at a time takes memory and a processor of its own."""

    def __init__(self, chores: Chores) -> None:
        self._chores = chores
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="filebook-chores")
        self._log = structlog.get_logger("filebook.chores")

    def start(self) -> None:
        """Begin with whatever was left to be done."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the current one and end; the rest keeps."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                chore = self._chores.take()
                if chore is None:
                    self._stopping.wait(_LOOK_SECONDS)
                else:
                    self._do(chore)
            except FilebookError as error:
                self._log.warning("chores.delayed", cause=type(error).__name__)
                self._stopping.wait(_AFTER_TROUBLE_SECONDS)
            except Exception:  # noqa: BLE001 - the runner's boundary: a failed round must not end the thread
                self._log.exception("chores.failed")
                self._stopping.wait(_AFTER_TROUBLE_SECONDS)

    def _do(self, chore: Chore) -> None:
        told = {"business": chore.business, "file": chore.file, "task": chore.task.value}
        try:
            state = self._chores.do(chore)
        except FilebookError:
            raise
        except Exception:  # noqa: BLE001 - the same boundary: what cannot be done must not be tried for ever
            self._log.exception("chore.failed", **told)
            with suppress(FilebookError):
                self._chores.give_up(chore, "internal_error")
        else:
            if state is not None:
                self._log.info("chore.ended", state=state.value, **told)
