"""The catalogue's rows about requests that are carried out once."""

from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber, Number
from filebook.core.repeats import Repeat


class Repeats(Protocol):
    """Claimed keys of users."""

    def claim(self, repeat: Repeat) -> Repeat:
        """The claim that stands under the key: the given one, or one that came first."""

    def get(self, business: BusinessNumber, user: Number, *, key: str) -> Repeat | None: ...
    def answer(self, repeat: Repeat) -> None:
        """Keep what the request of a claim was answered."""

    def forget(self, before: datetime, *, limit: int) -> int:
        """Remove claims older than this; how many."""
