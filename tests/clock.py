"""A clock for tests: it stands still until it is moved."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """The injected `now`."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **amount: float) -> None:
        """Move on by a timedelta's keyword arguments."""
        self.at += timedelta(**amount)
