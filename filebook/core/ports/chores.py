"""The catalogue's rows about what is to be done for versions of files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from filebook.core.chores import Chore, ChoreState, Task
from filebook.core.ids import BusinessNumber, Number


class Chores(Protocol):
    """Chores, which go with their file; those of a version that was replaced go with the first of its successor's."""

    def put(self, chore: Chore) -> None:
        """Add it, or put it in the place of what its version had for the task."""

    def current(self, business: BusinessNumber, *, after: Number, limit: int) -> list[tuple[Number, int]]:
        """Files from behind `after` on, by number, each with its current version's number; links are left out."""

    def of_file(self, business: BusinessNumber, file: Number) -> list[Chore]:
        """Those of the version that has any, by task."""

    def due(self, now: datetime, *, tasks: Sequence[Task], limit: int) -> list[Chore]:
        """Those that may be done and that nobody does, whichever waited longest first."""

    def take(self, chore: Chore, *, now: datetime, lease: str, until: datetime) -> Chore | None:
        """The chore, taken by one conditional UPDATE; of many callers one gets it."""

    def settle(self, chore: Chore, *, lease: str) -> bool:
        """Write down what became of a chore that was taken with this lease; False where it is not held any more."""

    def page(
        self,
        business: BusinessNumber,
        *,
        task: Task | None,
        state: ChoreState,
        after: tuple[Number, Task] | None,
        limit: int,
    ) -> list[Chore]:
        """Those in this state, by file and task, from the ones after `after` on."""

    def counts(self, business: BusinessNumber) -> dict[tuple[Task, ChoreState], int]:
        """How many there are of each task in each state; none is left out."""
