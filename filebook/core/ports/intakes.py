"""The catalogue's rows about request links and what arrived through them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber, Number
from filebook.core.intake import Arrival, Intake


@dataclass(frozen=True, slots=True)
class IntakeFilter:
    """Which requests a list holds; None: not filtered by it."""

    maker: Number | None = None
    within: Number | None = None
    """Only those made with a token that is good for this folder."""
    into: Number | None = None
    """Only those whose files go to this thing itself."""
    open_at: datetime | None = None
    """Only those that are neither revoked nor expired at this time."""


class Intakes(Protocol):
    """The request links of a business."""

    def add(self, intake: Intake) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Intake | None: ...
    def by_token(self, token_sha256: str) -> Intake | None: ...
    def page(self, business: BusinessNumber, where: IntakeFilter, *, before: Number | None, limit: int) -> list[Intake]:
        """Newest first; those of smaller numbers than `before`, if one is given."""

    def count(self, business: BusinessNumber, where: IntakeFilter) -> int:
        """How many there are for `page`."""

    def update(self, intake: Intake) -> None:
        """What is said of it and whether it is revoked; not what arrivals change."""

    def remove(self, intake: Intake) -> None:
        """With what is remembered of its arrivals; their files stay."""

    def note_arrival(self, intake: Intake, arrival: Arrival) -> None:
        """Count a file and its bytes, and remember it, at the next position whatever its own."""

    def arrivals(
        self, intake: Intake, *, visitor: str | None = None, before: int | None = None, limit: int
    ) -> list[Arrival]:
        """Newest first; those of one visitor, and at smaller positions than `before`, if these are given."""

    def roles(self, intake: Intake) -> frozenset[str]:
        """The roles in which something arrived."""

    def forget_arrivals(self, *, before: datetime, limit: int) -> int:
        """Of every request; how many."""
