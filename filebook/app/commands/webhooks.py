"""`filebook webhook`: where a business's appointments are told of, how that goes, what was not told."""

from datetime import datetime
from pathlib import Path

from filebook.app.build import House
from filebook.app.commands.opened import opened
from filebook.app.commands.output import tell, tell_one
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber
from filebook.core.webhooks import SIGNATURE_HEADER, Delivery, Webhook

FOUND_SOMETHING = 1


def webhook_set(
    business: int, url: str, *, data: str | None = None, config: Path | None = None, json: bool = False
) -> None:
    """Set where changes of appointments are told of, from now on, in place of any earlier webhook.

    Parameters
    ----------
    business: Number of the business.
    url: Address of http or https that takes a POST of JSON. It may hold a token, but no user name.
    json: Print JSON.
    """
    with opened(data, config) as house:
        made = house.services.webhooks.set(BusinessNumber(business), url)
        tell_one({"business": business, "header": SIGNATURE_HEADER, "secret": made.secret}, as_json=json)


def webhook_show(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Show the webhook of a business: its address, how it does, what came of the last message."""
    with opened(data, config) as house:
        tell_one(_webhook(house, house.services.webhooks.get(BusinessNumber(business))), as_json=json)


def webhook_remove(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Remove the webhook of a business, with what it was still to be told."""
    with opened(data, config) as house:
        house.services.webhooks.remove(BusinessNumber(business))
        tell_one({"removed": business}, as_json=json)


def webhook_test(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> int:
    """Send the appointment that changed last, once, and tell what came of it; exit code 1 unless it was taken."""
    with opened(data, config) as house:
        answer = house.outbox.try_newest(BusinessNumber(business))
        tell_one({"taken": answer.is_success, "outcome": answer.outcome}, as_json=json)
        return 0 if answer.is_success else FOUND_SOMETHING


def webhook_deliveries(
    business: int, *, limit: int = 100, data: str | None = None, config: Path | None = None, json: bool = False
) -> None:
    """List what a webhook was not told, newest first: what waits for its next attempt, and what was given up.

    Parameters
    ----------
    business: Number of the business.
    limit: How many to list.
    json: Print JSON.
    """
    if limit < 1:
        raise Invalid("limit", "range")
    with opened(data, config) as house:
        listed = house.services.webhooks.deliveries(BusinessNumber(business), limit=limit)
        tell(map(_delivery, listed), as_json=json)


def _webhook(house: House, webhook: Webhook) -> dict[str, object]:
    return {
        "business": webhook.business,
        "url": house.services.webhooks.url_of(webhook),
        "created_at": str(webhook.created_at),
        "state": _state(webhook),
        "failing_since": _when(webhook.failing_since),
        "switched_off_at": _when(webhook.switched_off_at),
        "last_at": _when(webhook.last_at),
        "last_outcome": webhook.last_outcome,
    }


def _state(webhook: Webhook) -> str:
    if webhook.switched_off_at is not None:
        return "switched off"
    return "works" if webhook.failing_since is None else "fails"


def _delivery(delivery: Delivery) -> dict[str, object]:
    given_up = delivery.given_up_at is not None
    return {
        "sequence": delivery.sequence,
        "appointment": delivery.appointment,
        "what": delivery.verb.value,
        "state": "given up" if given_up else "waits",
        "attempts": delivery.attempts,
        "outcome": delivery.outcome,
        "created_at": str(delivery.created_at),
        "next_at": "" if given_up else str(delivery.next_at),
    }


def _when(moment: datetime | None) -> str:
    return "" if moment is None else str(moment)
