"""The catalogue's rows about shares and what is remembered of their use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber, Number
from filebook.core.sharing import Share, Use


@dataclass(frozen=True, slots=True)
class ShareFilter:
    """Which shares a list holds; None: not filtered by it."""

    maker: Number | None = None
    within: Number | None = None
    """Only those made with a token that is good for this folder."""
    item: Number | None = None
    """Only those that name this thing itself."""
    open_at: datetime | None = None
    """Only those that are neither revoked nor expired at this time."""


class Shares(Protocol):
    """The shares of a business."""

    def add(self, share: Share) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Share | None: ...
    def by_token(self, token_sha256: str) -> Share | None: ...
    def page(self, business: BusinessNumber, where: ShareFilter, *, before: Number | None, limit: int) -> list[Share]:
        """Newest first; those of smaller numbers than `before`, if one is given. Two statements at most."""

    def count(self, business: BusinessNumber, where: ShareFilter) -> int:
        """How many there are for `page`."""

    def update(self, share: Share) -> None:
        """What is said of it and whether it is revoked; not what its uses change."""

    def remove(self, share: Share) -> None:
        """With what is remembered of its use."""

    def claim(self, share: Share, *, at: datetime) -> bool:
        """Count a download; False, and nothing is counted, where the share does not work at this time."""

    def note_use(self, share: Share, use: Use, *, keep: int) -> None:
        """Remember a use, at the next position whatever its own, and of this share's uses the last `keep`."""

    def uses(self, share: Share, *, before: int | None, limit: int) -> list[Use]:
        """Newest first; those at smaller positions than `before`, if one is given."""

    def was_seen(self, share: Share, visitor: str, *, since: datetime) -> bool:
        """Whether this visitor's look at the page was noted at this time or later."""

    def has_begun(self, share: Share, visitor: str, *, file: Number, version: int, since: datetime) -> bool:
        """Whether this visitor began to download this version of a file at this time or later."""

    def forget_uses(self, *, before: datetime, limit: int) -> int:
        """Of every share; how many."""
