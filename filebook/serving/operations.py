"""What an operator's tools ask: is the process alive, is it ready for work. Asks no credential, so tells no data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from filebook.core.errors import FilebookError
from filebook.serving.answers import bytes_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer, SyncHandler

Check = Callable[[], None]
"""Passes, or raises a `FilebookError` if the part it looks at is of no use just now."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What answers at a path of its own; `inline` if it may run on the event loop."""

    handler: SyncHandler
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Operations:
    """Paths outside every door, the same under every host name.

    `checks` are what readiness depends on, by the name that is shown when one fails. `more` adds paths, such as
    `/metrics`.
    """

    checks: Mapping[str, Check] = field(default_factory=dict)
    more: Mapping[str, Operation] = field(default_factory=dict)

    def table(self) -> dict[str, Operation]:
        """Every operation by its path."""
        return {"/healthz": Operation(_alive, inline=True), "/readyz": Operation(self._ready), **self.more}

    def _ready(self, call: Call) -> Answer:  # noqa: ARG002 - a handler's shape
        failed = [name for name, check in self.checks.items() if not _passes(check)]
        if failed:
            return json_answer({"status": "unavailable", "failed": failed}, status=503)
        return json_answer({"status": "ready"})


def _alive(call: Call) -> Answer:  # noqa: ARG001 - a handler's shape
    return bytes_answer(b"ok\n", media_type="text/plain; charset=utf-8")


def _passes(check: Check) -> bool:
    try:
        check()
    except FilebookError:
        return False
    return True
