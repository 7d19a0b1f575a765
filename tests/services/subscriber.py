"""A shop with a webhook of the form `standard`, and a receiver that keeps each event once, as receivers are told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from filebook.core.access import Actor
from filebook.core.webhooks import ALL_EVENTS, Delivery, DeliveryState, Form, Webhook
from filebook.services.outbox import End, Outbox
from filebook.services.subscriptions import Subscriptions
from filebook.services.webhooks import NewWebhook
from tests.receiver import Received, Receiver
from tests.services.conftest import Shop
from tests.services.post import Post


@dataclass
class Subscriber:
    """Changes come from the shop; `run` tells them."""

    shop: Shop
    receiver: Receiver
    events: Sequence[str] = ALL_EVENTS
    hook: NewWebhook = field(init=False)

    def __post_init__(self) -> None:
        self.owner: Actor = self.shop.actor()
        self.post = Post(self.shop, self.receiver)
        self.post.webhooks.remove(self.shop.business.number)
        self.subscriptions = Subscriptions(self.shop.catalogue, webhooks=self.post.webhooks, now=self.shop.clock)
        self.hook = self.hear(self.events)

    def hear(self, events: Sequence[str] = ALL_EVENTS, *, form: Form = Form.STANDARD, url: str = "") -> NewWebhook:
        """One more webhook."""
        return self.subscriptions.add(self.owner, url or self.receiver.url, form=form, events=events)

    def run(self, outbox: Outbox | None = None) -> list[End]:
        """Everything that is due now; how each ended."""
        return self.post.run(outbox)

    @property
    def now(self) -> Webhook:
        """The webhook as it stands."""
        return self.subscriptions.get(self.owner, self.hook.webhook.number)

    @property
    def types(self) -> list[str]:
        """What each message told, in order."""
        return [message.told["type"] for message in self.receiver.received]

    @property
    def sequences(self) -> list[int]:
        """The sequence number of each message, in order."""
        return [message.told["sequence"] for message in self.receiver.received]

    def log(self, *states: DeliveryState) -> list[Delivery]:
        """The webhook's log, newest first."""
        number = self.hook.webhook.number
        return self.subscriptions.deliveries(self.owner, number, states=states or frozenset(DeliveryState), limit=999)

    def heard(self) -> list[int]:
        """The sequence numbers of the changes that this webhook is to hear of, by the change sequence itself."""
        with self.shop.catalogue.read() as tables:
            first = self.hook.webhook.cursor
            return [one.sequence for one in tables.changes.since(self.shop.business.number, first, limit=9999)]


def name_of(message: Received) -> str:
    """The id of a message."""
    return message.headers["webhook-id"]


def once(messages: Sequence[Received]) -> dict[str, Any]:
    """What a receiver keeps that drops what it has: each id's message."""
    return {name_of(message): message.told for message in reversed(messages)}
