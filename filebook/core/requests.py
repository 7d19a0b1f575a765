"""LoggedRequest: one line of a business's request log. It holds no body, no address asked for, and no secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from filebook.core.ids import BusinessNumber, Door, Number

FIRST_FAILING_STATUS = 400


class LoggedRequest(NamedTuple):
    """A request that somebody of the business made. `route` is the route's template, `status` None where nobody was
    left to be answered.
    """

    business: BusinessNumber
    at: datetime
    door: Door
    method: str
    route: str
    status: int | None
    outcome: str
    """The door's own word or number for what went wrong; "" where nothing did."""
    user: Number
    user_name: str
    credential: str
    """The uid of the credential that was shown, where the door has one to tell."""
    duration_us: int
    request: str
    client_address: str
    position: int = 0
    """Its place in the log; the catalogue sets it."""

    @property
    def is_failure(self) -> bool:
        """Whether something went wrong."""
        return is_failure(self.status, self.outcome)


def is_failure(status: int | None, outcome: str) -> bool:
    """Whether something went wrong with a request, in HTTP's words or the door's."""
    return bool(outcome) or status is None or status >= FIRST_FAILING_STATUS


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many requests were not written down, there being too many of them, and when that last was."""

    count: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests are wanted."""

    door: Door | None = None
    failed_only: bool = False
    since: datetime | None = None
