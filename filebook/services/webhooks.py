"""Webhooks as the operator has them, and one message sent. What is to be told, and when, is the outbox's.

Whoever may administer a business has its webhooks through `subscriptions.py`.
"""

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Actor, Role
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Invalid, Missing, NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid
from filebook.core.outgoing import target_of
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.outgoing import Answer, Outgoing
from filebook.core.ports.secrets import Vault
from filebook.core.webhooks import (
    ALL_EVENTS,
    SECRET_PREFIX,
    SIGNATURE_HEADER,
    WEBHOOK_LIMIT,
    Delivery,
    DeliveryState,
    Form,
    Webhook,
    checked_events,
    signature,
    standard_headers,
)
from filebook.services.accounts import NOBODY
from filebook.services.changelog import note

_SECRET_BYTES = 32
_NOT_MADE = frozenset({DeliveryState.WAITING, DeliveryState.GIVEN_UP})


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """A webhook just set; `secret` is shown this once."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A webhook that is not made yet: everything judged and sealed."""

    form: Form
    sealed_url: str
    sealed_secret: str
    secret: str
    events: tuple[str, ...]


class Webhooks:
    """The webhooks of each business. Here they are the operator's (command line), who needs no credential."""

    def __init__(self, catalogue: Catalogue, *, vault: Vault, outgoing: Outgoing, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._vault = vault
        self._outgoing = outgoing
        self._now = now

    def set(
        self,
        business: BusinessNumber,
        url: str,
        *,
        form: Form = Form.TIMETAP,
        events: Sequence[str] = ALL_EVENTS,
        replaces: Number | None = None,
    ) -> NewWebhook:
        """A webhook that hears of what changes from now on, and of nothing before.

        It takes the place of `replaces`; one of the form `timetap` of the only other one of its form, if there is one.

        Raises: Invalid("url" | "events"), NotFound("business" | "webhook"), Missing("number") where several may be
            meant, Conflict("webhook_limit").
        """
        at, draft = self._now(), self.draft(url, form=form, events=events)
        by = operator(business)

        def unit(tables: Tables) -> Webhook:
            tables.numbers.lock(business)
            former = _replaced(tables, business, form=form, number=replaces)
            if former is not None:
                remove_webhook(tables, by, former, at=at)
            return add_webhook(tables, by, draft, at=at)

        return NewWebhook(self._catalogue.write(unit), draft.secret)

    def get(self, business: BusinessNumber, number: Number | None = None) -> Webhook:
        """One of the business's; without a number its only one, or the only one of the form `timetap`.

        Raises: NotFound("webhook"), Missing("number") where several may be meant.
        """
        with self._catalogue.read() as tables:
            return _chosen(tables.webhooks.of_business(business), business, number=number)

    def all(self) -> list[Webhook]:
        """Every business's, by its number and theirs."""
        with self._catalogue.read() as tables:
            return tables.webhooks.all()

    def of(self, business: BusinessNumber) -> list[Webhook]:
        """A business's, in the order in which they were made."""
        with self._catalogue.read() as tables:
            return tables.webhooks.of_business(business)

    def url_of(self, webhook: Webhook) -> str:
        """Where it sends to. Raises: Damaged("secret") where it was sealed with another key."""
        return self._vault.open(webhook.sealed_url)

    def remove(self, business: BusinessNumber, number: Number | None = None) -> None:
        """Take a webhook away, with what it was still to be told. Raises: as `get`."""
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(business)
            webhook = _chosen(tables.webhooks.of_business(business), business, number=number)
            remove_webhook(tables, operator(business), webhook, at=at)

        self._catalogue.write(unit)

    def deliveries(self, business: BusinessNumber, number: Number | None = None, *, limit: int = 100) -> list[Delivery]:
        """What it was not told, newest first: waiting, or given up. Raises: as `get`."""
        webhook = self.get(business, number)
        with self._catalogue.read() as tables:
            return tables.deliveries.listing(webhook, states=_NOT_MADE, limit=limit)

    def post(self, webhook: Webhook, body: bytes, *, name: str = "") -> Answer:
        """Send one signed message; `name` is its id where the form has one. Raises: Damaged("secret")."""
        at = self._now()
        target = target_of(self.url_of(webhook), field="url")
        secret = self._vault.open(webhook.sealed_secret)
        if webhook.form is Form.TIMETAP:
            return self._outgoing.post(target, body=body, headers={SIGNATURE_HEADER: signature(secret, body, at=at)})
        signing = [secret]
        if webhook.former_until is not None and at < webhook.former_until:
            signing.append(self._vault.open(webhook.former_secret))
        return self._outgoing.post(target, body=body, headers=standard_headers(signing, body, name=name, at=at))

    def draft(self, url: str, *, form: Form, events: Sequence[str]) -> Draft:
        """What is needed of a new webhook, with a secret of its own. Raises: Invalid("url" | "events")."""
        secret, sealed_secret = self.new_secret(form)
        return Draft(form, self.sealed_url(url), sealed_secret, secret, checked_events(events))

    def sealed_url(self, url: str) -> str:
        """An address that may be sent to, as it is kept. Raises: Invalid("url")."""
        if self._outgoing.refuses(target_of(url, field="url")):
            raise Invalid("url", "not_public")
        return self._vault.seal(url)

    def new_secret(self, form: Form) -> tuple[str, str]:
        """A fresh secret, and the same as it is kept."""
        drawn = secrets.token_bytes(_SECRET_BYTES)
        secret = drawn.hex() if form is Form.TIMETAP else SECRET_PREFIX + base64.b64encode(drawn).decode()
        return secret, self._vault.seal(secret)


def operator(business: BusinessNumber) -> Actor:
    """Who sets webhooks by the command line, and switches off what failed for long."""
    return Actor(business, NOBODY, "", Role.ADMIN, Door.COMMAND_LINE, Ref(Number(0), Uid("")))


def add_webhook(tables: Tables, actor: Actor, draft: Draft, *, at: datetime) -> Webhook:
    """Make and note a webhook, in a unit that has locked the business. Raises: Conflict("webhook_limit")."""
    business = actor.business
    if len(tables.webhooks.of_business(business)) >= WEBHOOK_LIMIT:
        raise Conflict("webhook_limit")
    ref = tables.numbers.allocate(business, Kind.WEBHOOK)
    made = Webhook(
        business, ref.number, ref.uid, draft.form, draft.sealed_url, draft.sealed_secret, at, 0, events=draft.events
    )
    note_webhook(tables, actor, made, verb=Verb.CREATED, at=at)
    webhook = replace(made, cursor=tables.changes.last(business))
    tables.webhooks.add(webhook)
    return webhook


def remove_webhook(tables: Tables, actor: Actor, webhook: Webhook, *, at: datetime) -> None:
    """Take it and its deliveries away, in a unit that has locked the business."""
    note_webhook(tables, actor, webhook, verb=Verb.DELETED, at=at)
    tables.webhooks.remove(webhook)
    tables.numbers.forget(webhook.business, webhook.number)


def note_webhook(tables: Tables, actor: Actor, webhook: Webhook, *, verb: Verb, at: datetime) -> None:
    """Note a change of a webhook."""
    note(tables, actor, business=webhook.business, number=webhook.number, kind=Kind.WEBHOOK, verb=verb, at=at)


def _replaced(tables: Tables, business: BusinessNumber, *, form: Form, number: Number | None) -> Webhook | None:
    there = tables.webhooks.of_business(business)
    if number is not None:
        return _chosen(there, business, number=number)
    same = [webhook for webhook in there if webhook.form is Form.TIMETAP] if form is Form.TIMETAP else []
    if len(same) > 1:
        raise Missing("number")
    return same[0] if same else None


def _chosen(there: Sequence[Webhook], business: BusinessNumber, *, number: Number | None) -> Webhook:
    if number is not None:
        fitting = [webhook for webhook in there if webhook.number == number]
    else:
        fitting = [webhook for webhook in there if webhook.form is Form.TIMETAP] or list(there)
    if not fitting:
        raise NotFound("webhook", business if number is None else number)
    if len(fitting) > 1:
        raise Missing("number")
    return fitting[0]
