"""A shop whose appointments are told of to a receiver, for tests of webhooks and their outbox."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from filebook.backends.outgoing import HttpSender
from filebook.backends.vault import AesVault
from filebook.core.access import Actor
from filebook.core.appointments import Appointment, Span
from filebook.core.businesses import Business
from filebook.core.webhooks import Delivery, Webhook
from filebook.dialects.native.webhooks.translate import event_body
from filebook.services.booking import NewAppointment
from filebook.services.outbox import End, Outbox
from filebook.services.webhooks import Webhooks
from tests.receiver import Receiver
from tests.services.conftest import Shop

NOON = datetime(2026, 4, 7, 12)
HOUR = timedelta(hours=1)


def rendered(actor: Actor, appointment: Appointment) -> bytes:
    """The least that tells an appointment from another, in place of a dialect's words."""
    told = {"number": appointment.number, "subject": appointment.subject, "status": appointment.status.value}
    return json.dumps({**told, "reader": actor.user}).encode()


@dataclass
class Post:
    """A shop whose appointments are told of to a receiver."""

    shop: Shop
    receiver: Receiver
    vault: AesVault = field(default_factory=lambda: AesVault(b"v" * 32))

    def __post_init__(self) -> None:
        self.webhooks = self.office(allow_private=True)
        self.outbox = self.another_outbox()
        self.hook = self.webhooks.set(self.shop.business.number, self.receiver.url)

    def office(self, *, allow_private: bool, timeout_seconds: float = 30) -> Webhooks:
        sender = HttpSender(allow_private=allow_private, timeout_seconds=timeout_seconds)
        return Webhooks(self.shop.catalogue, vault=self.vault, outgoing=sender, now=self.shop.clock)

    def another_outbox(self, webhooks: Webhooks | None = None) -> Outbox:
        """As another process has it."""
        known = webhooks or self.webhooks
        return Outbox(self.shop.catalogue, known, render=rendered, tell=event_body, now=self.shop.clock)

    def book(self, subject: str = "Viewing", business: Business | None = None, **said: Any) -> Appointment:
        new = NewAppointment(subject=subject, span=Span(NOON, NOON + HOUR, "UTC"), **said)
        return self.shop.booking.add(self.shop.actor(business=business), new)

    def rename(self, appointment: Appointment, subject: str, **said: Any) -> None:
        """Change it."""
        self.shop.booking.change(
            self.shop.actor(), appointment.number, edit=lambda current: replace(current, subject=subject, **said)
        )

    def trash(self, appointment: Appointment) -> None:
        self.shop.booking.trash(self.shop.actor(), appointment.number)

    def run(self, outbox: Outbox | None = None) -> list[End]:
        """Everything that is due now; how each ended."""
        outbox = outbox or self.outbox
        outbox.collect()
        ends = []
        while claimed := outbox.claim(limit=9, failing=9):
            ends += [outbox.deliver(one).end for one in claimed]
        return ends

    @property
    def told(self) -> list[tuple[str, str]]:
        """Subject and status of each message, in order."""
        return [(message.told["subject"], message.told["status"]) for message in self.receiver.received]

    @property
    def now(self) -> Webhook:
        """The webhook as it stands."""
        return self.webhooks.get(self.shop.business.number)

    @property
    def untold(self) -> list[Delivery]:
        return self.webhooks.deliveries(self.shop.business.number)
