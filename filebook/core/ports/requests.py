"""The catalogue's rows about the requests that were made."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber
from filebook.core.requests import LeftOut, LoggedRequest, RequestFilter


class Requests(Protocol):
    """The newest requests of each business."""

    def add(
        self, business: BusinessNumber, requests: Sequence[LoggedRequest], *, left_out: int, at: datetime, keep: int
    ) -> None:
        """Write down some more, in this order, and that so many others were left out by `at`; all but the newest `keep`
        are forgotten.
        """

    def before(
        self, business: BusinessNumber, where: RequestFilter, *, position: int | None, limit: int
    ) -> list[LoggedRequest]:
        """Those written down before a position, or of all, newest first."""

    def after(self, business: BusinessNumber, position: int, *, limit: int) -> list[LoggedRequest]:
        """Those written down after a position, oldest first."""

    def last(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        """The newest position of each that has any."""

    def left_out(self, business: BusinessNumber) -> LeftOut: ...
    def forget(self, business: BusinessNumber, *, before: datetime, limit: int) -> int:
        """Forget some of the oldest, if they were made before a time; how many."""
