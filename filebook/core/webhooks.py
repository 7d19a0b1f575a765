"""Webhook: where a business wants to hear of its appointments, what it was not told yet, how a message is signed."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from filebook.core.changes import Change, Verb
from filebook.core.ids import BusinessNumber, Kind, Number, Uid

SIGNATURE_HEADER = "X-Filebook-Signature"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60))
"""How long to wait after the first failure, the second, …; the last one from then on."""
GIVEN_UP_AFTER = timedelta(days=1)
"""A delivery that could not be made for so long is not tried again."""
SWITCHED_OFF_AFTER = timedelta(days=3)
"""A webhook is switched off when a delivery is given up and nothing reached it for so long."""
_TOLD = frozenset({Verb.CREATED, Verb.CHANGED, Verb.TRASHED, Verb.RESTORED})


@dataclass(frozen=True, slots=True)
class Webhook:
    """A business's webhook. Its address is sealed as its secret is: it may hold tokens."""

    business: BusinessNumber
    uid: Uid
    """Another one each time an address is set."""
    sealed_url: str
    sealed_secret: str
    created_at: datetime
    cursor: int
    """The sequence number of the last change that was looked at."""
    leased_until: datetime | None = None
    """Until then somebody is making a delivery; there is never more than one under way."""
    failing_since: datetime | None = None
    """The first failure after the last success."""
    switched_off_at: datetime | None = None
    last_at: datetime | None = None
    last_outcome: str = ""
    """What came of the last delivery: an HTTP status, or a word for why there was none."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One change that a webhook is to be told of; `outcome` is that of its last attempt."""

    business: BusinessNumber
    sequence: int
    appointment: Number
    verb: Verb
    created_at: datetime
    next_at: datetime
    attempts: int = 0
    outcome: str = ""
    given_up_at: datetime | None = None


def is_told(change: Change) -> bool:
    """Whether a webhook hears of a change: of appointments themselves, not of what is attached to them."""
    return change.kind is Kind.APPOINTMENT and change.verb in _TOLD


def after_failure(delivery: Delivery, *, at: datetime, outcome: str) -> Delivery:
    """The delivery after one more attempt failed: waiting for its next one, or given up."""
    pause = PAUSES[min(delivery.attempts, len(PAUSES) - 1)]
    tried = replace(delivery, attempts=delivery.attempts + 1, outcome=outcome, next_at=at + pause)
    return tried if tried.next_at <= delivery.created_at + GIVEN_UP_AFTER else replace(tried, given_up_at=at)


def signature(secret: str, body: bytes, *, at: datetime) -> str:
    """The value of `SIGNATURE_HEADER`: when it was signed, and the HMAC-SHA256 of that second, a dot and the body."""
    seconds = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"
