"""The outbox: changes of appointments become deliveries, deliveries become messages, each told once or given up.

A webhook's cursor moves in the unit that adds the deliveries, and a delivery goes in the unit that notes its success,
so a restart loses nothing and repeats nothing; only a crash between an answer and that unit repeats one message.
A webhook has one delivery under way at most, wherever it is made: what arrives last was rendered last.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Status
from filebook.core.changes import Change, Verb
from filebook.core.errors import Damaged, NotFound
from filebook.core.ids import BusinessNumber, Door, Number, Ref, Uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.outgoing import Answer
from filebook.core.webhooks import SWITCHED_OFF_AFTER, Delivery, Webhook, after_failure, is_told
from filebook.services.accounts import NOBODY
from filebook.services.webhooks import Webhooks

LEASE = timedelta(minutes=1)
"""How long whoever takes a delivery has for it; much longer than a request may last."""
GIVEN_UP_MEMORY = timedelta(days=30)
"""How long deliveries that were given up are shown."""
UNREADABLE, INTERNAL_ERROR = "secret sealed with another key", "internal error"
_BATCH = 500

Render = Callable[[Actor, Appointment], bytes]
"""An appointment as the body of a message, in the words of the language that webhooks speak."""


class End(StrEnum):
    """How an attempt at a delivery ended."""

    DELIVERED = "delivered"
    POSTPONED = "postponed"
    GIVEN_UP = "given_up"
    SWITCHED_OFF = "switched_off"
    NOTHING_TO_TELL = "nothing_to_tell"
    REPLACED = "replaced"
    """The webhook was set anew or removed meanwhile."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery and the right to make it, until the webhook's lease ends."""

    webhook: Webhook
    delivery: Delivery

    def given_back(self, current: Webhook) -> Webhook:
        """The webhook as it is now without this lease; one that somebody took after it ended stays."""
        return replace(current, leased_until=None) if current.leased_until == self.webhook.leased_until else current


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it."""

    end: End
    outcome: str = ""


class Outbox:
    """Works for all businesses; any number of processes may do so at once."""

    def __init__(
        self, catalogue: Catalogue, webhooks: Webhooks, *, render: Render, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._webhooks = webhooks
        self._render = render
        self._now = now

    def collect(self) -> int:
        """Turn what changed since into deliveries; how many."""
        with self._catalogue.glance() as tables:
            behind = tables.webhooks.behind()
        return sum(self._collect(webhook) for webhook in behind)

    def claim(self, *, limit: int, failing: int) -> list[Claimed]:
        """Deliveries to make now, one of each webhook; at most so many of them of webhooks that failed last."""
        now = self._now()
        with self._catalogue.glance() as tables:
            waiting = tables.webhooks.waiting(now, limit=limit)
        sound = [webhook for webhook in waiting if webhook.failing_since is None]
        failed = [webhook for webhook in waiting if webhook.failing_since is not None]
        claimed = (self._claim(webhook, now) for webhook in (*sound, *failed[:failing]))
        return [one for one in claimed if one is not None]

    def deliver(self, claimed: Claimed) -> Told:
        """Make a delivery with the appointment as it is by now, and note what came of it."""
        body = self._body(claimed.delivery)
        if body is None:
            return self._settle(claimed, None)
        try:
            answer = self._webhooks.post(claimed.webhook, body)
        except Damaged:
            return self.fail(claimed, UNREADABLE)
        return self._settle(claimed, answer) if answer.is_success else self.fail(claimed, answer.outcome)

    def fail(self, claimed: Claimed, outcome: str) -> Told:
        """Note that a delivery could not be made."""
        at = self._now()

        def unit(tables: Tables) -> End:
            webhook = tables.webhooks.lock(claimed.webhook)
            if webhook is None:
                return End.REPLACED
            tried = after_failure(claimed.delivery, at=at, outcome=outcome)
            tables.webhooks.update_delivery(tried)
            since = webhook.failing_since or at
            is_off = tried.given_up_at is not None and at - since >= SWITCHED_OFF_AFTER
            off_at = at if is_off else webhook.switched_off_at
            free = claimed.given_back(webhook)
            tables.webhooks.update(
                replace(free, failing_since=since, switched_off_at=off_at, last_at=at, last_outcome=outcome)
            )
            if is_off:
                tables.webhooks.give_up(webhook.business, at=at)
                return End.SWITCHED_OFF
            if tried.given_up_at is None:
                return End.POSTPONED
            tables.webhooks.forget(webhook.business, given_up_before=at - GIVEN_UP_MEMORY)
            return End.GIVEN_UP

        return Told(self._catalogue.write(unit), outcome)

    def try_newest(self, business: BusinessNumber) -> Answer:
        """Send the appointment that changed last, whatever waits; nothing is noted of it.

        Raises: NotFound("webhook" | "appointment"), Damaged("secret").
        """
        webhook = self._webhooks.get(business)
        with self._catalogue.read() as tables:
            number = tables.webhooks.newest_appointment(business)
            appointment = None if number is None else tables.appointments.get(business, number)
        if appointment is None:
            raise NotFound("appointment")
        return self._webhooks.post(webhook, self._render(_reader(business), appointment))

    def _collect(self, webhook: Webhook) -> int:
        now = self._now()

        def unit(tables: Tables) -> tuple[int, int]:
            current = tables.webhooks.lock(webhook)
            if current is None or current.switched_off_at is not None:
                return 0, 0
            changes = tables.changes.since(current.business, current.cursor, limit=_BATCH)
            new = [_delivery(change, now) for change in changes if is_told(change)]
            tables.webhooks.add_deliveries(new)
            if changes:
                tables.webhooks.update(replace(current, cursor=changes[-1].sequence))
            return len(changes), len(new)

        added = 0
        seen = _BATCH
        while seen == _BATCH:
            seen, new = self._catalogue.write(unit)
            added += new
        return added

    def _claim(self, webhook: Webhook, now: datetime) -> Claimed | None:
        leased = replace(webhook, leased_until=now + LEASE)

        def unit(tables: Tables) -> Claimed | None:
            if not tables.webhooks.lease(webhook, now=now, until=now + LEASE):
                return None
            # Only now: whoever had the right before may just have made the delivery that was due.
            delivery = tables.webhooks.due(webhook.business, now)
            if delivery is not None:
                return Claimed(leased, delivery)
            if (current := tables.webhooks.lock(webhook)) is not None:
                tables.webhooks.update(replace(current, leased_until=None))
            return None

        return self._catalogue.write(unit)

    def _settle(self, claimed: Claimed, answer: Answer | None) -> Told:
        """Note a success, or, without an answer, that there was nothing to tell."""
        at = self._now()

        def unit(tables: Tables) -> End:
            webhook = tables.webhooks.lock(claimed.webhook)
            if webhook is None:
                return End.REPLACED
            tables.webhooks.remove_delivery(claimed.delivery)
            free = claimed.given_back(webhook)
            if answer is None:
                tables.webhooks.update(free)
                return End.NOTHING_TO_TELL
            tables.webhooks.update(replace(free, failing_since=None, last_at=at, last_outcome=answer.outcome))
            return End.DELIVERED

        return Told(self._catalogue.write(unit), "" if answer is None else answer.outcome)

    def _body(self, delivery: Delivery) -> bytes | None:
        """The message; None for a private appointment, one gone for good, and a change before it went to the trash.

        One in the trash is told as cancelled, and only by the change that put it there.
        """
        with self._catalogue.read() as tables:
            appointment = tables.appointments.get(delivery.business, delivery.appointment)
        if appointment is None or appointment.private:
            return None
        if appointment.trashed_at is not None:
            if delivery.verb is not Verb.TRASHED:
                return None
            appointment = replace(appointment, status=Status.CANCELLED)
        return self._render(_reader(delivery.business), appointment)


def _delivery(change: Change, now: datetime) -> Delivery:
    return Delivery(change.business, change.sequence, change.number, change.verb, created_at=now, next_at=now)


def _reader(business: BusinessNumber) -> Actor:
    """Somebody who may read all of a business's ordinary things and is none of its users."""
    nobody = Ref(Number(0), Uid(""))
    return Actor(business, NOBODY, "", Role.VIEWER, Door.TIMETAP, nobody)
