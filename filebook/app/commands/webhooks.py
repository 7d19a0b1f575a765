"""`filebook webhook`: where a business's changes are told of, how that goes, what was not told."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from filebook.app.build import House
from filebook.app.commands.opened import opened
from filebook.app.commands.output import tell, tell_one
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Number
from filebook.core.webhooks import ALL_EVENTS, SIGNATURE_HEADER, Delivery, Form, Webhook

FOUND_SOMETHING = 1
_STANDARD_HEADER = "webhook-signature"


def webhook_set(
    business: int,
    url: str,
    *,
    form: Literal["timetap", "standard"] = "timetap",
    event: Sequence[str] = ALL_EVENTS,
    number: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Set where changes are told of, from now on: in place of the one of the form `timetap`, or one more of `standard`.

    Parameters
    ----------
    business: Number of the business.
    url: Address of http or https that takes a POST of JSON. It may hold a token, but no user name.
    form: `timetap` tells of appointments as TimeTap does, `standard` of every change.
    event: What it hears of, such as `file.*` or `appointment.created`; may be given several times.
    number: Number of the webhook whose place it takes.
    json: Print JSON.
    """
    with opened(data, config) as house:
        made = house.services.webhooks.set(
            BusinessNumber(business), url, form=Form(form), events=event, replaces=_number(number)
        )
        header = SIGNATURE_HEADER if made.webhook.form is Form.TIMETAP else _STANDARD_HEADER
        told = {"business": business, "number": made.webhook.number, "header": header, "secret": made.secret}
        tell_one(told, as_json=json)


def webhook_list(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """List the webhooks of a business: addresses, how they do, what came of their last messages."""
    with opened(data, config) as house:
        tell(
            (_webhook(house, webhook) for webhook in house.services.webhooks.of(BusinessNumber(business))), as_json=json
        )


def webhook_show(
    business: int,
    *,
    number: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Show a webhook: its address, how it does, what came of the last message.

    Parameters
    ----------
    business: Number of the business.
    number: Number of the webhook; needed where several may be meant.
    json: Print JSON.
    """
    with opened(data, config) as house:
        webhook = house.services.webhooks.get(BusinessNumber(business), _number(number))
        tell_one(_webhook(house, webhook), as_json=json)


def webhook_remove(
    business: int,
    *,
    number: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Remove a webhook, with what it was still to be told.

    Parameters
    ----------
    business: Number of the business.
    number: Number of the webhook; needed where several may be meant.
    json: Print JSON.
    """
    with opened(data, config) as house:
        house.services.webhooks.remove(BusinessNumber(business), _number(number))
        tell_one({"removed": business if number is None else number}, as_json=json)


def webhook_test(
    business: int,
    *,
    number: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> int:
    """Send one message and tell what came of it; exit code 1 unless it was taken.

    In the form `timetap` it is the appointment that changed last, in the form `standard` the event `webhook.test`.

    Parameters
    ----------
    business: Number of the business.
    number: Number of the webhook; needed where several may be meant.
    json: Print JSON.
    """
    with opened(data, config) as house:
        answer = house.outbox.try_out(house.services.webhooks.get(BusinessNumber(business), _number(number)))
        tell_one({"taken": answer.is_success, "outcome": answer.outcome}, as_json=json)
        return 0 if answer.is_success else FOUND_SOMETHING


def webhook_deliveries(
    business: int,
    *,
    number: int | None = None,
    limit: int = 100,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """List what a webhook was not told, newest first: what waits for its next attempt, and what was given up.

    Parameters
    ----------
    business: Number of the business.
    number: Number of the webhook; needed where several may be meant.
    limit: How many to list.
    json: Print JSON.
    """
    if limit < 1:
        raise Invalid("limit", "range")
    with opened(data, config) as house:
        listed = house.services.webhooks.deliveries(BusinessNumber(business), _number(number), limit=limit)
        tell(map(_delivery, listed), as_json=json)


def _number(said: int | None) -> Number | None:
    return None if said is None else Number(said)


def _webhook(house: House, webhook: Webhook) -> dict[str, object]:
    return {
        "business": webhook.business,
        "number": webhook.number,
        "form": webhook.form.value,
        "events": ", ".join(webhook.events),
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
        "kind": delivery.change.kind.value,
        "number": delivery.change.number,
        "what": delivery.change.verb.value,
        "state": "given up" if given_up else "waits",
        "attempt_count": delivery.attempts,
        "outcome": delivery.outcome,
        "created_at": str(delivery.created_at),
        "next_at": "" if given_up else str(delivery.next_at),
    }


def _when(moment: datetime | None) -> str:
    return "" if moment is None else str(moment)
