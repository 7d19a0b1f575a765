"""What `since` and `until` mean, wherever a list is bounded by time.

What is at `since` counts, what is at `until` does not; a day counts whole.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber
from filebook.dialects.native.appointments.times import require_year
from filebook.services.accounts import Accounts

_DAY_LENGTH = 10
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moments:
    """Instants, and days as the caller's business has them."""

    accounts: Accounts
    business: BusinessNumber

    def since(self, text: str, field: str = "since") -> datetime:
        """The first instant that counts. Raises: Invalid(field)."""
        return self._meant(text, field, is_end=False)

    def until(self, text: str, field: str = "until") -> datetime:
        """The first instant that counts no more. Raises: Invalid(field)."""
        return self._meant(text, field, is_end=True)

    def since_or_none(self, text: str | UnsetType, field: str = "since") -> datetime | None:
        """As `since`; None for what was not told."""
        return None if text is UNSET else self.since(text, field)

    def until_or_none(self, text: str | UnsetType, field: str = "until") -> datetime | None:
        """As `until`; None for what was not told."""
        return None if text is UNSET else self.until(text, field)

    def _meant(self, text: str, field: str, *, is_end: bool) -> datetime:
        try:
            if len(text) == _DAY_LENGTH:
                day = date.fromisoformat(text) + (_ONE_DAY if is_end else timedelta())
                require_year(day.year, field)
                zone = ZoneInfo(self.accounts.business(self.business).zone)
                return datetime.combine(day, time(), zone).astimezone(UTC)
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            raise Invalid(field, "value") from None
        return aware(moment, field)


def aware(moment: datetime, field: str) -> datetime:
    """An instant in UTC. Raises: Invalid(field) without an offset, or at the ends of the calendar."""
    require_year(moment.year, field)
    if moment.tzinfo is None:
        raise Invalid(field, "offset")
    return moment.astimezone(UTC)
