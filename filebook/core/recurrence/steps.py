"""The step budget: how much one expansion may look at before it is given up."""

from dataclasses import dataclass

from filebook.core.errors import Unsupported

STEP_LIMIT = 100_000
"""Periods and candidates looked at before an expansion is given up (security G6)."""


@dataclass(slots=True)
class Steps:
    """Counts what is looked at. One may be shared by several expansions, which then share the limit."""

    limit: int = STEP_LIMIT
    taken: int = 0

    def take(self, count: int = 1) -> None:
        """Raises: Unsupported("recurrence") past the limit."""
        self.taken += count
        if self.taken > self.limit:
            raise Unsupported("recurrence")
