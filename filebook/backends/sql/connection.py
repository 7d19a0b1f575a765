"""What the rows' modules see of a database: three calls, whichever engine answers."""

from collections.abc import Hashable, Mapping, Sequence
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

    def known(self, key: Hashable) -> Any | None:  # noqa: ANN401 - as with a row, who remembered it knows what it is
        """What was remembered under a key, as long as nobody has committed anything since; None: look it up."""

    def remember(self, key: Hashable, value: object) -> None:
        """Keep what was looked up, where it can be told cheaply that nobody has committed since; else do nothing.

        `key` holds all that the value depends on besides the rows.
        """


class Unfit(Exception):
    """The database must not be used as it is; the text tells the operator why."""
