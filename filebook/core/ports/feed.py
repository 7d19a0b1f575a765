"""The catalogue's side of following a business: what there is, what changed, whom each thing is for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from filebook.core.changes import Change
from filebook.core.feed import Standing, Trail
from filebook.core.ids import BusinessNumber, Kind, Number


class Feed(Protocol):
    """Reads the registry and the change sequence together, and forgets what is too old."""

    def objects(
        self, business: BusinessNumber, *, after: Number, until: Number, kinds: Collection[Kind], limit: int
    ) -> list[Standing]:
        """Objects of these kinds with a number in (after, until], ascending."""

    def standing(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, Standing]:
        """Those of the numbers that are still given to an object."""

    def highest(self, business: BusinessNumber) -> Number:
        """No object of the business has a larger number."""

    def inside(self, business: BusinessNumber, folders: Collection[Number], *, ancestor: Number) -> set[Number]:
        """Those of the folders that are `ancestor` or lie anywhere below it, trashed or not."""

    def last_audiences(self, business: BusinessNumber, numbers: Collection[Number]) -> dict[Number, str]:
        """The audience of the last change of each of these, which may be gone."""

    def labels(self, business: BusinessNumber, numbers: Sequence[Number]) -> dict[Number, str]:
        """What people call those that are there: a name, a subject, a label. An occurrence and a webhook have none."""

    def oldest(self, business: BusinessNumber) -> int:
        """The first sequence number that is kept; 0 where there are no changes."""

    def newest(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        """The last sequence number of each."""

    def backwards(
        self, business: BusinessNumber, where: Trail, *, before: int, window: int, limit: int
    ) -> tuple[list[Change], int]:
        """Changes with smaller sequence numbers than `before`, newest first, and where to go on: the sequence number
        before which nothing was looked at; 0 at the end. Without a number in `where` only `window` of them are looked
        at, so that a filter that fits little takes no longer. Of its instants only `since` is heeded.
        """

    def first_at(self, business: BusinessNumber, at: datetime) -> int:
        """The sequence number from which on changes were made at that time or later; the next one if none was."""

    def marked_in(
        self, business: BusinessNumber, folders: Collection[Number], *, trashed_at: datetime | None
    ) -> list[Number]:
        """Files and folders that lie right in one of these folders and have this trash mark."""

    def waiting(self) -> dict[str, int]:
        """How many jobs and deliveries to webhooks wait or are under way, in all businesses."""

    def prune(self, business: BusinessNumber, *, before: datetime, below: int, limit: int) -> int:
        """Forget at most so many of the oldest changes: made before a time, with sequence numbers smaller than `below`,
        and none after one that stays. Never the newest. How many.
        """
