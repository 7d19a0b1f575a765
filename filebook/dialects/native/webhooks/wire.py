"""Webhooks on the wire of the native API, and the messages that they carry.

Source: Standard Webhooks specification 1.0.0, read 2026-11-22.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from filebook.dialects.native.wire import Logged, Moment

Form = Literal["standard", "timetap"]
State = Literal["works", "fails", "off"]
DeliveryState = Literal["waiting", "delivered", "given_up"]
Url = Annotated[str, Meta(min_length=1, max_length=2000)]
Pattern = Annotated[str, Meta(max_length=50, description="`*`, `file.*`, `*.deleted` or `file.created`.")]
Patterns = Annotated[list[Pattern], Meta(min_length=1, max_length=100)]
Sequence = Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Webhook(Struct, frozen=True, kw_only=True):
    """Where a business hears of its changes. `looked_at_sequence`: the last change that was looked at for it.

    `former_secret_until`: until then the secret before the present one signs too.
    """

    id: str
    number: int
    kind: Literal["webhook"] = "webhook"
    url: str
    form: Form
    events: list[str]
    enabled: bool
    state: State
    created_at: datetime
    former_secret_until: datetime | None
    looked_at_sequence: int
    failing_since: datetime | None
    switched_off_at: datetime | None
    last_at: datetime | None
    last_outcome: str


class WebhookWithSecret(Webhook, frozen=True, kw_only=True):
    """The same with the secret, which is told this once."""

    secret: str


class NewWebhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A webhook to be made. `events`: what it hears of."""

    url: Url
    form: Form = "standard"
    events: Patterns = field(default_factory=lambda: ["*"])


class WebhookChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay."""

    url: Url | UnsetType = UNSET
    events: Patterns | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class Trial(Struct, frozen=True, kw_only=True):
    """What came of a trial. `outcome`: the receiver's HTTP status, or a word for why there was none."""

    taken: bool
    outcome: str
    duration_ms: int


class DeliveryQuery(Logged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `Logged`. `state`: which ones; without any, all."""

    state: list[DeliveryState] = field(default_factory=list)


class Delivery(Struct, frozen=True, kw_only=True):
    """One change that a webhook is told of. `id` is its sequence number; `message_id` the header `webhook-id`.

    `outcome`, `duration_ms` and `tried_at` are of the last attempt; `next_at` is null unless it waits.
    """

    id: str
    sequence: int
    message_id: str
    type: str
    number: int
    state: DeliveryState
    attempt_count: int
    outcome: str
    duration_ms: int
    queued_at: datetime
    tried_at: datetime | None
    next_at: datetime | None
    delivered_at: datetime | None
    given_up_at: datetime | None


class DeliveryPage(Struct, frozen=True, kw_only=True):
    """A page of a log, newest first."""

    items: list[Delivery]
    next_cursor: str | None


class WebhookPage(Struct, frozen=True, kw_only=True):
    """A business's webhooks in the order in which they were made."""

    items: list[Webhook]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Replay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where on to tell again: after a sequence number, or since a time; one of both."""

    since_sequence: Sequence | UnsetType = UNSET
    since: Moment | UnsetType = UNSET


class Replayed(Struct, frozen=True, kw_only=True):
    """Changes after this sequence number, up to the last, are told again."""

    since_sequence: int
    last_sequence: int


class EventActor(Struct, frozen=True, kw_only=True):
    """The user who did it."""

    id: str
    number: int
    kind: Literal["user"] = "user"
    label: str


class EventData(Struct, frozen=True, kw_only=True):
    """What happened to which object. `id` null: not known any more. `actor` null: the operator, the server itself, or
    somebody of another business.
    """

    id: str | None
    number: int
    kind: str
    verb: str
    door: str
    actor: EventActor | None


class Event(Struct, frozen=True, kw_only=True):
    """A message of the form `standard`. `sequence` null: a trial, which is no change."""

    type: str
    timestamp: datetime
    business_number: int
    sequence: int | None
    data: EventData
