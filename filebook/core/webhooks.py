"""Webhook: where a business wants to hear of its changes, what it is and was told, how a message is signed.

Source of the form `standard`: the Standard Webhooks specification, 1.0.0, read 2026-11-22.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from filebook.core.changes import ADMINISTRATIVE, Change, Verb
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid, hex_of

SIGNATURE_HEADER = "X-Filebook-Signature"
"""What signs a message of the form `timetap`."""
SECRET_PREFIX = "whsec_"
"""What a secret of the form `standard` begins with; base64 follows."""
WEBHOOK_LIMIT = 50
"""So many webhooks a business may have."""
EVENTS_LIMIT = 100
"""So many patterns a webhook may name."""
ALL_EVENTS = ("*",)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60))
"""How long to wait after the first failure, the second, …; the last one from then on."""
GIVEN_UP_AFTER = timedelta(days=1)
"""A delivery that could not be made for so long is not tried again."""
SWITCHED_OFF_AFTER = timedelta(days=3)
"""A webhook is switched off when a delivery is given up and nothing reached it for so long."""
FORMER_SECRET_LIFETIME = timedelta(hours=24)
"""How long a secret signs beside the one that took its place."""
_TOLD = frozenset({Verb.CREATED, Verb.CHANGED, Verb.TRASHED, Verb.RESTORED})


class Form(StrEnum):
    """What a webhook is told, in which words."""

    TIMETAP = "timetap"
    """Of appointments alone: the object of TimeTap's interface."""
    STANDARD = "standard"
    """Of every change: what happened to which object."""


class DeliveryState(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Webhook:
    """One of a business's webhooks. Its address is sealed as its secrets are: it may hold tokens."""

    business: BusinessNumber
    number: Number
    uid: Uid
    form: Form
    sealed_url: str
    sealed_secret: str
    created_at: datetime
    cursor: int
    """The sequence number of the last change that was looked at."""
    events: tuple[str, ...] = ALL_EVENTS
    """Patterns of what it wants to hear of: `*`, `file.*`, `*.deleted`, `file.created`."""
    former_secret: str = ""
    """Sealed; signs too until `former_until`."""
    former_until: datetime | None = None
    leased_until: datetime | None = None
    """Until then somebody is making a delivery; there is never more than one under way."""
    failing_since: datetime | None = None
    """The first failure after the last success."""
    switched_off_at: datetime | None = None
    """By long failure where `failing_since` is told, else by somebody."""
    last_at: datetime | None = None
    last_outcome: str = ""
    """What came of the last delivery: an HTTP status, or a word for why there was none."""

    def switched_on(self, *, cursor: int) -> "Webhook":
        """To hear of what comes after `cursor`."""
        return replace(self, switched_off_at=None, failing_since=None, cursor=cursor)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One change that a webhook is told of; `outcome`, `tried_at` and `duration_ms` are of its last attempt."""

    webhook: Number
    change: Change
    created_at: datetime
    """When it was queued, for the first time or again."""
    next_at: datetime
    attempts: int = 0
    outcome: str = ""
    duration_ms: int = 0
    tried_at: datetime | None = None
    delivered_at: datetime | None = None
    given_up_at: datetime | None = None

    @property
    def business(self) -> BusinessNumber:
        return self.change.business

    @property
    def sequence(self) -> int:
        return self.change.sequence

    @property
    def state(self) -> DeliveryState:
        if self.delivered_at is not None:
            return DeliveryState.DELIVERED
        return DeliveryState.WAITING if self.given_up_at is None else DeliveryState.GIVEN_UP

    def again(self, *, at: datetime) -> "Delivery":
        """To be made once more, as if it had not been."""
        return replace(self, created_at=at, next_at=at, attempts=0, delivered_at=None, given_up_at=None)


@dataclass(frozen=True, slots=True)
class Person:
    """The user who did something."""

    number: Number
    uid: Uid
    label: str


@dataclass(frozen=True, slots=True)
class Event:
    """What a message of the form `standard` says. `verb` and `sequence` are no change's where it is a trial."""

    business: BusinessNumber
    kind: Kind
    verb: str
    number: Number
    uid: Uid | None
    at: datetime
    door: Door
    actor: Person | None
    sequence: int | None = None


def is_told(change: Change) -> bool:
    """Whether the form `timetap` tells a change: of appointments themselves, not of what is attached to them."""
    return change.kind is Kind.APPOINTMENT and change.verb in _TOLD


def hears(webhook: Webhook, change: Change) -> bool:
    """Whether a webhook is to be told of a change."""
    if change.verb in ADMINISTRATIVE or (webhook.form is Form.TIMETAP and not is_told(change)):
        return False
    kind, verb = change.kind.value, change.verb.value
    return any(pattern in webhook.events for pattern in ("*", f"{kind}.*", f"*.{verb}", f"{kind}.{verb}"))


def checked_events(patterns: Sequence[str]) -> tuple[str, ...]:
    """Patterns that can be meant, each once. Raises: Invalid("events")."""
    chosen = tuple(dict.fromkeys(patterns))
    if not chosen or len(chosen) > EVENTS_LIMIT:
        raise Invalid("events", "count")
    kinds, verbs = {"*", *(kind.value for kind in Kind)}, {"*", *(verb.value for verb in set(Verb) - ADMINISTRATIVE)}
    for pattern in chosen:
        kind, _, verb = pattern.partition(".")
        if pattern != "*" and (kind not in kinds or verb not in verbs):
            raise Invalid("events", "unknown")
    return chosen


def after_failure(delivery: Delivery, *, at: datetime, outcome: str, duration_ms: int = 0) -> Delivery:
    """The delivery after one more attempt failed: waiting for its next one, or given up."""
    pause = PAUSES[min(delivery.attempts, len(PAUSES) - 1)]
    tried = replace(delivery, attempts=delivery.attempts + 1, outcome=outcome, duration_ms=duration_ms, tried_at=at)
    waiting = replace(tried, next_at=at + pause)
    return waiting if waiting.next_at <= delivery.created_at + GIVEN_UP_AFTER else replace(waiting, given_up_at=at)


def given_up(delivery: Delivery, *, at: datetime) -> Delivery:
    """The delivery when it is tried no more."""
    return replace(delivery, given_up_at=delivery.given_up_at or at)


def after_success(delivery: Delivery, *, at: datetime, outcome: str, duration_ms: int = 0) -> Delivery:
    """The delivery once it is made."""
    tried = replace(delivery, attempts=delivery.attempts + 1, outcome=outcome, duration_ms=duration_ms, tried_at=at)
    return replace(tried, delivered_at=at)


def message_id(webhook: Webhook, sequence: int) -> str:
    """The name of a message: the same at each attempt and each replay."""
    return f"msg_{hex_of(webhook.uid)}_{sequence}"


def signature(secret: str, body: bytes, *, at: datetime) -> str:
    """The value of `SIGNATURE_HEADER`: when it was signed, and the HMAC-SHA256 of that second, a dot and the body."""
    seconds = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def standard_headers(secrets: Sequence[str], body: bytes, *, name: str, at: datetime) -> dict[str, str]:
    """The headers of a message of the form `standard`, signed with each of the secrets, which begin as they should."""
    seconds = int(at.timestamp())
    signed = f"{name}.{seconds}.".encode() + body
    digests = [hmac.digest(base64.b64decode(one.removeprefix(SECRET_PREFIX)), signed, "sha256") for one in secrets]
    signatures = " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
    return {"webhook-id": name, "webhook-timestamp": str(seconds), "webhook-signature": signatures}
