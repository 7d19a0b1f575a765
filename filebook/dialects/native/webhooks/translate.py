"""Webhooks between the wire of the native API and ours, and the message of the form `standard`."""

import msgspec

from filebook.core import webhooks as core
from filebook.dialects.native.webhooks import wire


def webhook_shown(webhook: core.Webhook, *, url: str) -> wire.Webhook:
    """A webhook as the API shows it."""
    is_on = webhook.switched_off_at is None
    return wire.Webhook(
        id=webhook.uid,
        number=webhook.number,
        url=url,
        form=webhook.form.value,
        events=list(webhook.events),
        enabled=is_on,
        state="off" if not is_on else "works" if webhook.failing_since is None else "fails",
        created_at=webhook.created_at,
        former_secret_until=webhook.former_until,
        looked_at_sequence=webhook.cursor,
        failing_since=webhook.failing_since,
        switched_off_at=webhook.switched_off_at,
        last_at=webhook.last_at,
        last_outcome=webhook.last_outcome,
    )


def new_webhook_shown(webhook: core.Webhook, *, url: str, secret: str) -> wire.WebhookWithSecret:
    """The same with the secret that it has from now on."""
    return wire.WebhookWithSecret(**msgspec.structs.asdict(webhook_shown(webhook, url=url)), secret=secret)


def delivery_shown(webhook: core.Webhook, delivery: core.Delivery) -> wire.Delivery:
    """An entry of a webhook's log."""
    change, state = delivery.change, delivery.state
    return wire.Delivery(
        id=str(change.sequence),
        sequence=change.sequence,
        message_id=core.message_id(webhook, change.sequence),
        type=f"{change.kind.value}.{change.verb.value}",
        number=change.number,
        state=state.value,
        attempt_count=delivery.attempts,
        outcome=delivery.outcome,
        duration_ms=delivery.duration_ms,
        queued_at=delivery.created_at,
        tried_at=delivery.tried_at,
        next_at=delivery.next_at if state is core.DeliveryState.WAITING else None,
        delivered_at=delivery.delivered_at,
        given_up_at=delivery.given_up_at,
    )


def event_body(event: core.Event) -> bytes:
    """The body of a message."""
    actor = event.actor
    data = wire.EventData(
        id=event.uid,
        number=event.number,
        kind=event.kind.value,
        verb=event.verb,
        door=event.door.value,
        actor=None if actor is None else wire.EventActor(id=actor.uid, number=actor.number, label=actor.label),
    )
    told = wire.Event(
        type=f"{event.kind.value}.{event.verb}",
        timestamp=event.at,
        business_number=event.business,
        sequence=event.sequence,
        data=data,
    )
    return msgspec.json.encode(told)
