"""Chore: what is to be done once for a version of a file that was acknowledged, such as reading its text."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from filebook.core.ids import BusinessNumber, Number

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 300, 1800, 7200))
"""How long a chore waits after each try in a row that may turn out better; after the last one it has failed."""


class Task(StrEnum):
    """What is done."""

    TEXT = "text"
    """Read the text in it, so that it is found by what it says."""
    SCAN = "scan"
    """Look for malware in it; nobody gets its bytes before."""


class ChoreState(StrEnum):
    """How far a chore is. A failed one is left alone until somebody asks for another try."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


_NEVER_GIVEN_UP = frozenset({Task.SCAN})
"""Tasks that are tried again for as long as it takes: nobody gets the file before."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One task for one version. `next_at`: when it may be done, None when it has ended; `reason`: why the last try came
    to nothing, a word; `lease`: who does it, until `leased_until`.
    """

    business: BusinessNumber
    file: Number
    version: int
    task: Task
    next_at: datetime | None
    state: ChoreState = ChoreState.QUEUED
    attempts: int = 0
    reason: str = ""
    lease: str = ""
    leased_until: datetime | None = None


def done(chore: Chore) -> Chore:
    """The chore when it was done."""
    return replace(chore, state=ChoreState.DONE, next_at=None, reason="", lease="", leased_until=None)


def failed(chore: Chore, reason: str) -> Chore:
    """The chore when it cannot be done."""
    return replace(chore, state=ChoreState.FAILED, next_at=None, reason=reason, lease="", leased_until=None)


def postponed(chore: Chore, reason: str, *, at: datetime) -> Chore:
    """The chore after a try that may turn out better next time; failed when it had enough of them."""
    if chore.attempts >= len(PAUSES) and chore.task not in _NEVER_GIVEN_UP:
        return failed(chore, reason)
    next_at = at + PAUSES[min(chore.attempts, len(PAUSES) - 1)]
    return replace(chore, next_at=next_at, attempts=chore.attempts + 1, reason=reason, lease="", leased_until=None)


def again(chore: Chore, *, at: datetime) -> Chore:
    """The chore from its beginning."""
    return Chore(chore.business, chore.file, chore.version, chore.task, at)
