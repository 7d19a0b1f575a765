"""Webhooks: set, shown, removed, and one message sent. What is to be told, and when, is the outbox's."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import BusinessNumber, new_uid
from filebook.core.outgoing import target_of
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.outgoing import Answer, Outgoing
from filebook.core.ports.secrets import Vault
from filebook.core.webhooks import SIGNATURE_HEADER, Delivery, Webhook, signature

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """A webhook just set; `secret` is shown this once."""

    webhook: Webhook
    secret: str


class Webhooks:
    """The webhook of each business. They are the operator's (command line), who needs no credential."""

    def __init__(self, catalogue: Catalogue, *, vault: Vault, outgoing: Outgoing, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._vault = vault
        self._outgoing = outgoing
        self._now = now

    def set(self, business: BusinessNumber, url: str) -> NewWebhook:
        """A webhook in place of any earlier one. It hears of what changes from now on, and of nothing before.

        Raises: Invalid("url"), NotFound("business").
        """
        if self._outgoing.refuses(target_of(url, field="url")):
            raise Invalid("url", "address not public: see the setting webhook_private_addresses")
        at, secret = self._now(), secrets.token_hex(_SECRET_BYTES)
        sealed_url, sealed_secret = self._vault.seal(url), self._vault.seal(secret)

        def unit(tables: Tables) -> Webhook:
            tables.numbers.lock(business)
            cursor = tables.changes.last(business)
            webhook = Webhook(business, new_uid(), sealed_url, sealed_secret, at, cursor)
            tables.webhooks.put(webhook)
            return webhook

        return NewWebhook(self._catalogue.write(unit), secret)

    def get(self, business: BusinessNumber) -> Webhook:
        """Raises: NotFound("webhook")."""
        with self._catalogue.read() as tables:
            found = tables.webhooks.get(business)
        if found is None:
            raise NotFound("webhook", business)
        return found

    def all(self) -> list[Webhook]:
        """Every business's, by its number."""
        with self._catalogue.read() as tables:
            return tables.webhooks.all()

    def url_of(self, webhook: Webhook) -> str:
        """Where it sends to. Raises: Damaged("secret") where it was sealed with another key."""
        return self._vault.open(webhook.sealed_url)

    def remove(self, business: BusinessNumber) -> None:
        """Take a webhook away, with what it was still to be told. Raises: NotFound("webhook")."""
        if not self._catalogue.write(lambda tables: tables.webhooks.remove(business)):
            raise NotFound("webhook", business)

    def deliveries(self, business: BusinessNumber, *, limit: int = 100) -> list[Delivery]:
        """What it was not told, newest first: waiting, or given up. Raises: NotFound("webhook")."""
        webhook = self.get(business)
        with self._catalogue.read() as tables:
            return tables.webhooks.deliveries(webhook.business, limit=limit)

    def post(self, webhook: Webhook, body: bytes) -> Answer:
        """Send one signed message. Raises: Damaged("secret")."""
        target = target_of(self.url_of(webhook), field="url")
        signed = signature(self._vault.open(webhook.sealed_secret), body, at=self._now())
        return self._outgoing.post(target, body=body, headers={SIGNATURE_HEADER: signed})
