"""The catalogue's rows about an installation that nobody uses yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber


@dataclass(frozen=True, slots=True)
class Offered:
    """The token with which the first owner is made, by its SHA-256, and until when it works."""

    token_sha256: str
    until: datetime


class FirstRun(Protocol):
    """What is known before anybody can log in."""

    def has_users(self) -> bool:
        """Whether there is a user in any business."""

    def offer(self, offered: Offered | None) -> None:
        """Let this token be the one that works, and no other; None: none does."""

    def offered(self) -> Offered | None: ...
    def is_untouched(self, business: BusinessNumber) -> bool:
        """Whether nothing was ever made in a business but users, staff and calendars."""
