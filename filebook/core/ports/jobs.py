"""The catalogue's rows about jobs and the things they deal with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.access import Scope
from filebook.core.ids import BusinessNumber, Number, Uid
from filebook.core.jobs import Item, ItemState, Job


@dataclass(frozen=True, slots=True)
class JobFilter:
    """Which jobs of a business a list holds. None: not filtered by it."""

    user: Number | None = None
    scope: Scope | None = None
    before: tuple[datetime, Uid] | None = None
    """Only those made before this one."""


class Jobs(Protocol):
    """Jobs, and their items, which go with them."""

    def add(self, job: Job) -> None: ...
    def update(self, job: Job) -> None:
        """Everything but who asked for what."""

    def get(self, uid: Uid) -> Job | None: ...
    def lock(self, uid: Uid) -> Job | None:
        """The job as it is now, kept from other writers until commit."""

    def page(self, business: BusinessNumber, *, where: JobFilter, limit: int) -> list[Job]:
        """Newest first."""

    def count(self, business: BusinessNumber, *, where: JobFilter) -> int: ...
    def open_count(self, business: BusinessNumber) -> int:
        """How many have not ended."""

    def due(self, now: datetime, *, limit: int) -> list[Job]:
        """Those that may be worked on and that nobody has, whichever waited longest first."""

    def take(self, job: Job, *, now: datetime, lease: str, until: datetime) -> Job | None:
        """The job, taken by one conditional UPDATE; of many callers one gets it."""

    def hold(self, uid: Uid, *, lease: str, until: datetime) -> Job | None:
        """The job as it is now, held on to and kept from other writers until commit; None where it was taken over,
        cancelled or forgotten.
        """

    def add_items(self, uid: Uid, items: Sequence[Item]) -> None: ...
    def items(
        self, uid: Uid, *, after: int = 0, limit: int, state: ItemState | None = None, making: bool = False
    ) -> list[Item]:
        """By place, from the one after `after` on; `making`: those alone that something was made of at the top."""

    def changed_items(self, uid: Uid, *, before: int | None = None, limit: int) -> list[Item]:
        """Those that were done and changed something, the last one first, from the place before `before` on."""

    def item(self, uid: Uid, position: int) -> Item | None: ...
    def update_item(self, uid: Uid, item: Item) -> None:
        """What became of it."""

    def wait_again(self, uid: Uid) -> int:
        """Let those that failed wait for another try; how many."""

    def forget(self, before: datetime, *, limit: int) -> int:
        """Remove jobs that ended before this; how many."""
