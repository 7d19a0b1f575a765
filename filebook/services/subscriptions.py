"""Subscriptions: the webhooks of a business as whoever administers it has them, and what they were told."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Expired, Invalid, NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.webhooks import (
    ALL_EVENTS,
    FORMER_SECRET_LIFETIME,
    Delivery,
    DeliveryState,
    Form,
    Webhook,
    checked_events,
)
from filebook.services.webhooks import NewWebhook, Webhooks, add_webhook, note_webhook, remove_webhook

_ANY_STATE = frozenset(DeliveryState)


@dataclass(frozen=True, slots=True)
class WebhookChange:
    """What is to be another way; None stays."""

    url: str | None = None
    events: Sequence[str] | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What is told again: the changes after the sequence number `after`, up to `last`."""

    after: int
    last: int


class Subscriptions:
    """All of it asks for the role of an owner: a webhook hears of everything."""

    def __init__(self, catalogue: Catalogue, *, webhooks: Webhooks, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._webhooks = webhooks
        self._now = now

    def all(self, actor: Actor) -> list[Webhook]:
        """In the order in which they were made. Raises: AccessDenied."""
        _require(actor)
        with self._catalogue.read() as tables:
            return tables.webhooks.of_business(actor.business)

    def get(self, actor: Actor, number: Number) -> Webhook:
        """Raises: AccessDenied, NotFound("webhook")."""
        _require(actor)
        with self._catalogue.read() as tables:
            found = tables.webhooks.get(actor.business, number)
        if found is None:
            raise NotFound("webhook", number)
        return found

    def url_of(self, actor: Actor, webhook: Webhook) -> str:
        """Where it sends to. Raises: AccessDenied, Damaged("secret") where it was sealed with another key."""
        _require(actor)
        return self._webhooks.url_of(webhook)

    def add(
        self, actor: Actor, url: str, *, form: Form = Form.STANDARD, events: Sequence[str] = ALL_EVENTS
    ) -> NewWebhook:
        """A webhook that hears of what changes from now on.

        Raises: AccessDenied, Invalid("url" | "events"), Conflict("webhook_limit").
        """
        _require(actor)
        at, draft = self._now(), self._webhooks.draft(url, form=form, events=events)

        def unit(tables: Tables) -> Webhook:
            tables.numbers.lock(actor.business)
            return add_webhook(tables, actor, draft, at=at)

        return NewWebhook(self._catalogue.write(unit), draft.secret)

    def change(self, actor: Actor, number: Number, change: WebhookChange) -> Webhook:
        """Another address, other events; switched off, what waits is given up; on, it hears of what comes from then on.

        Raises: AccessDenied, NotFound("webhook"), Invalid("url" | "events").
        """
        _require(actor)
        at = self._now()
        sealed_url = None if change.url is None else self._webhooks.sealed_url(change.url)
        events = None if change.events is None else checked_events(change.events)

        def unit(tables: Tables) -> Webhook:
            webhook = _locked(tables, actor, number)
            note_webhook(tables, actor, webhook, verb=Verb.CHANGED, at=at)
            changed = replace(webhook, sealed_url=sealed_url or webhook.sealed_url, events=events or webhook.events)
            if change.enabled is True and webhook.switched_off_at is not None:
                changed = changed.switched_on(cursor=tables.changes.last(actor.business))
            if change.enabled is False and webhook.switched_off_at is None:
                changed = replace(changed, switched_off_at=at, failing_since=None)
                tables.deliveries.give_up(webhook, at=at)
            tables.webhooks.update(changed)
            return changed

        return self._catalogue.write(unit)

    def rotate(self, actor: Actor, number: Number) -> NewWebhook:
        """A new secret. In the form `standard` the former one signs too for a day; in the other its time is over.

        Raises: AccessDenied, NotFound("webhook").
        """
        _require(actor)
        at, form = self._now(), self.get(actor, number).form
        secret, sealed = self._webhooks.new_secret(form)

        def unit(tables: Tables) -> Webhook:
            webhook = _locked(tables, actor, number)
            note_webhook(tables, actor, webhook, verb=Verb.CHANGED, at=at)
            changed = replace(webhook, sealed_secret=sealed)
            if form is Form.STANDARD:
                former_until = at + FORMER_SECRET_LIFETIME
                changed = replace(changed, former_secret=webhook.sealed_secret, former_until=former_until)
            tables.webhooks.update(changed)
            return changed

        return NewWebhook(self._catalogue.write(unit), secret)

    def remove(self, actor: Actor, number: Number) -> None:
        """With what it was still to be told. Raises: AccessDenied, NotFound("webhook")."""
        _require(actor)
        at = self._now()

        def unit(tables: Tables) -> None:
            remove_webhook(tables, actor, _locked(tables, actor, number), at=at)

        self._catalogue.write(unit)

    def deliveries(
        self,
        actor: Actor,
        number: Number,
        *,
        states: Collection[DeliveryState] = _ANY_STATE,
        before: int | None = None,
        limit: int,
    ) -> list[Delivery]:
        """What it is to be told, was told and was not, newest first. Raises: AccessDenied, NotFound("webhook")."""
        webhook = self.get(actor, number)
        with self._catalogue.read() as tables:
            return tables.deliveries.listing(webhook, states=states, before=before, limit=limit)

    def retry(self, actor: Actor, number: Number, *, sequence: int) -> Delivery:
        """Queue one delivery again, or have the next attempt at it now.

        Raises: AccessDenied, NotFound("webhook" | "delivery"), Conflict("webhook_off").
        """
        _require(actor)
        at = self._now()

        def unit(tables: Tables) -> Delivery:
            webhook = _locked(tables, actor, number)
            found = tables.deliveries.get(webhook, sequence)
            if found is None:
                raise NotFound("delivery", sequence)
            if webhook.switched_off_at is not None:
                raise Conflict("webhook_off")
            again = found.again(at=at)
            tables.deliveries.remove(found)
            tables.deliveries.add([again])
            note_webhook(tables, actor, webhook, verb=Verb.CHANGED, at=at)
            return again

        return self._catalogue.write(unit)

    def replay(
        self, actor: Actor, number: Number, *, since_sequence: int | None = None, since: datetime | None = None
    ) -> Replayed:
        """Let a webhook hear again of every change after a sequence number, or since a time, under the same ids as
        before. They are told in their order, before what changes from now on; what waits for its next attempt is due.

        Raises: AccessDenied, NotFound("webhook"), Conflict("webhook_off"), Invalid("since_sequence") beyond the last;
            Expired("changes") where some of them are not kept any longer.
        """
        _require(actor)
        at = self._now()

        def unit(tables: Tables) -> Replayed:
            webhook = _locked(tables, actor, number)
            if webhook.switched_off_at is not None:
                raise Conflict("webhook_off")
            last = tables.changes.last(actor.business)
            after = _beginning(tables, actor.business, since_sequence, since, last=last)
            note_webhook(tables, actor, webhook, verb=Verb.CHANGED, at=at)
            tables.webhooks.update(replace(webhook, cursor=min(after, webhook.cursor)))
            tables.deliveries.hasten(webhook, after=after, at=at)
            return Replayed(after, last)

        return self._catalogue.write(unit)


def _require(actor: Actor) -> None:
    require(actor, Action.ADMINISTER, kind=Kind.WEBHOOK)


def _locked(tables: Tables, actor: Actor, number: Number) -> Webhook:
    """The webhook, with other writers of its business kept out until the unit ends. Raises: NotFound("webhook")."""
    tables.numbers.lock(actor.business)
    there = tables.webhooks.get(actor.business, number)
    webhook = None if there is None else tables.webhooks.lock(there)
    if webhook is None:
        raise NotFound("webhook", number)
    return webhook


def _beginning(
    tables: Tables, business: BusinessNumber, after: int | None, since: datetime | None, *, last: int
) -> int:
    """The sequence number after which to begin. Raises: Invalid("since_sequence"), Expired("changes")."""
    oldest = tables.feed.oldest(business)
    if since is not None:
        after = tables.feed.first_at(business, since) - 1
        is_kept = oldest <= 1 or after >= oldest  # of the oldest one nobody knows what came before it
    else:
        after = after or 0
        is_kept = after + 1 >= oldest
    if not 0 <= after <= last:
        raise Invalid("since_sequence", "range")
    if not is_kept:
        raise Expired("changes")
    return after
