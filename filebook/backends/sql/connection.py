"""What the rows' modules see of a database: three calls, whichever engine answers."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]
"""A row as the driver gives it. Any: what a column holds is known by the statement, not by Python."""

Value = str | int | None
"""What is stored: text, whole numbers, nothing."""

Params = Mapping[str, Value]
"""Values for a statement's `:name` places."""

NO_PARAMS: Params = {}


class Connection(Protocol):
    """One connection inside a unit or snapshot. Driver errors surface as the port's errors."""

    @property
    def for_update(self) -> str:
        """What a SELECT ends with to keep other writers off its rows; nothing where there is one writer."""

    @property
    def full_text(self) -> str:
        """What the engine looks words up with: `fts5` or `tsvector`."""

    def rows(self, sql: str, params: Params = NO_PARAMS) -> list[Row]:
        """All rows of a query."""

    def row(self, sql: str, params: Params = NO_PARAMS) -> Row | None:
        """The first row of a query, or of a statement that returns rows."""

    def execute(self, sql: str, params: Params = NO_PARAMS) -> int:
        """Run a statement; the number of rows it inserted, changed or deleted."""

    def execute_many(self, sql: str, many: Sequence[Params]) -> None:
        """Run a statement once for each of many sets of values, at less cost than one after the other."""


class Unfit(Exception):
    """The database must not be used as it is; the text tells the operator why."""
