"""The outbox: changes become deliveries, deliveries become messages, each told once or given up.

A webhook's cursor moves in the unit that adds the deliveries, and a delivery is over in the unit that notes its
success, so a restart loses nothing and repeats nothing; only a crash between an answer and that unit repeats one
message. A webhook has one delivery under way at most, wherever it is made; one that failed holds back later ones of its
object.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from threading import BoundedSemaphore

from filebook.core.changes import Verb
from filebook.core.errors import Damaged, Throttled
from filebook.core.ids import BusinessNumber, new_uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.outgoing import Answer
from filebook.core.webhooks import (
    SWITCHED_OFF_AFTER,
    Delivery,
    Webhook,
    after_failure,
    after_success,
    given_up,
    message_id,
)
from filebook.services.messages import TRIAL, Messages, Render, Tell, worth_telling
from filebook.services.webhooks import Webhooks, note_webhook, operator

LEASE = timedelta(minutes=1)
"""How long whoever takes a delivery has for it; much longer than a request may last."""
GIVEN_UP_MEMORY, DELIVERED_MEMORY = timedelta(days=30), timedelta(days=7)
"""How long deliveries that were given up, or made, are shown."""
LOG_LIMIT = 1000
"""So many of each are kept at most."""
WAITING_LIMIT = 1000
"""While so many deliveries of a webhook wait, no further changes are looked at for it."""
AT_ONCE_OF_EACH = 4
"""So many deliveries of one business are under way at most: there is room for others."""
TRIALS_AT_ONCE = 4
"""So many trials may run in a process: each keeps a caller waiting for a receiver."""
UNREADABLE, INTERNAL_ERROR = "secret sealed with another key", "internal error"
_BATCH = 500
_TRIAL_SECONDS = 10


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
        self, catalogue: Catalogue, webhooks: Webhooks, *, render: Render, tell: Tell, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._webhooks = webhooks
        self._messages = Messages(catalogue, render=render, tell=tell)
        self._now = now
        self._trials = BoundedSemaphore(TRIALS_AT_ONCE)

    def collect(self) -> int:
        """Turn what changed since into deliveries; how many."""
        with self._catalogue.glance() as tables:
            behind = tables.webhooks.behind(room=WAITING_LIMIT)
        return sum(self._collect(list(group)) for _, group in groupby(behind, lambda webhook: webhook.business))

    def claim(self, *, limit: int, failing: int) -> list[Claimed]:
        """Deliveries to make now, one of each webhook; at most so many of them of webhooks that failed last."""
        now = self._now()
        with self._catalogue.glance() as tables:
            waiting = tables.webhooks.waiting(now, limit=limit, of_each=AT_ONCE_OF_EACH)
        sound = [webhook for webhook in waiting if webhook.failing_since is None]
        failed = [webhook for webhook in waiting if webhook.failing_since is not None]
        claimed = (self._claim(webhook, now) for webhook in (*sound, *failed[:failing]))
        return [one for one in claimed if one is not None]

    def deliver(self, claimed: Claimed) -> Told:
        """Make a delivery with what there is to tell by now, and note what came of it."""
        webhook, delivery = claimed.webhook, claimed.delivery
        body = self._messages.of(webhook, delivery)
        if body is None:
            return self._settle(claimed, None)
        try:
            answer = self._webhooks.post(webhook, body, name=message_id(webhook, delivery.sequence))
        except Damaged:
            return self.fail(claimed, UNREADABLE)
        if answer.is_success:
            return self._settle(claimed, answer)
        return self.fail(claimed, answer.outcome, duration_ms=answer.duration_ms)

    def fail(self, claimed: Claimed, outcome: str, *, duration_ms: int = 0) -> Told:
        """Note that a delivery could not be made."""
        at = self._now()
        tried = after_failure(claimed.delivery, at=at, outcome=outcome, duration_ms=duration_ms)
        since = claimed.webhook.failing_since or at
        is_long = tried.given_up_at is not None and at - since >= SWITCHED_OFF_AFTER

        def unit(tables: Tables) -> End:
            if is_long:
                tables.numbers.lock(claimed.webhook.business)  # before the webhook, as whoever changes one does
            webhook = tables.webhooks.lock(claimed.webhook)
            if webhook is None:
                return End.REPLACED
            free = replace(claimed.given_back(webhook), last_at=at, last_outcome=outcome)
            if webhook.switched_off_at is not None:
                tables.deliveries.update(given_up(tried, at=at))
                tables.webhooks.update(free)
                return End.GIVEN_UP
            tables.deliveries.update(tried)
            failing = replace(free, failing_since=webhook.failing_since or at)
            if is_long and webhook.failing_since == claimed.webhook.failing_since:
                tables.webhooks.update(replace(failing, switched_off_at=at))
                tables.deliveries.give_up(webhook, at=at)
                note_webhook(tables, operator(webhook.business), webhook, verb=Verb.CHANGED, at=at)
                return End.SWITCHED_OFF
            tables.webhooks.update(failing)
            if tried.given_up_at is None:
                return End.POSTPONED
            _forget(tables, webhook, at=at)
            return End.GIVEN_UP

        return Told(self._catalogue.write(unit), outcome)

    def try_newest(self, business: BusinessNumber) -> Answer:
        """As `try_out`, of the only webhook of a business that may be meant. Raises: also NotFound("webhook")."""
        return self.try_out(self._webhooks.get(business))

    def try_out(self, webhook: Webhook) -> Answer:
        """Send one message, whatever waits: the appointment that changed last, or an event of its own that says it is
        a trial. Nothing is noted of it.

        Raises: NotFound("appointment"), Damaged("secret"), Throttled where too many do so at once.
        """
        if not self._trials.acquire(blocking=False):
            raise Throttled(_TRIAL_SECONDS)
        try:
            body = self._messages.trial(webhook, at=self._now())
            return self._webhooks.post(webhook, body, name=f"msg_{TRIAL}_{new_uid()}")
        finally:
            self._trials.release()

    def _collect(self, behind: list[Webhook]) -> int:
        """The webhooks of one business, together."""
        now = self._now()

        def unit(tables: Tables) -> tuple[int, int]:
            left, added = _BATCH, 0
            for webhook in behind:
                if left > 0:
                    looked, new = _look(tables, webhook, limit=left, now=now)
                    left, added = left - looked, added + new
            return left, added

        total, left = 0, 0
        while left <= 0:
            left, added = self._catalogue.write(unit)
            total += added
        return total

    def _claim(self, webhook: Webhook, now: datetime) -> Claimed | None:
        leased = replace(webhook, leased_until=now + LEASE)

        def unit(tables: Tables) -> Claimed | None:
            if not tables.webhooks.lease(webhook, now=now, until=now + LEASE):
                return None
            # Only now: whoever had the right before may just have made the delivery that was due.
            delivery = tables.deliveries.due(webhook, now)
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
            free = claimed.given_back(webhook)
            if answer is None:
                tables.deliveries.remove(claimed.delivery)
                tables.webhooks.update(free)
                return End.NOTHING_TO_TELL
            made = after_success(claimed.delivery, at=at, outcome=answer.outcome, duration_ms=answer.duration_ms)
            tables.deliveries.update(made)
            since = None if webhook.switched_off_at is None else webhook.failing_since
            tables.webhooks.update(replace(free, failing_since=since, last_at=at, last_outcome=answer.outcome))
            _forget(tables, webhook, at=at)
            return End.DELIVERED

        return Told(self._catalogue.write(unit), "" if answer is None else answer.outcome)


def _look(tables: Tables, webhook: Webhook, *, limit: int, now: datetime) -> tuple[int, int]:
    """Queue what comes after a webhook's cursor; how many changes were looked at, and how many queued."""
    current = tables.webhooks.lock(webhook)
    if current is None or current.switched_off_at is not None:
        return 0, 0
    if tables.deliveries.are_waiting(current, WAITING_LIMIT):
        return 0, 0
    changes = tables.changes.since(current.business, current.cursor, limit=limit)
    if not changes:
        return 0, 0
    heard = worth_telling(tables, current, changes)
    tables.deliveries.add([Delivery(current.number, change, now, now) for change in heard])
    tables.webhooks.update(replace(current, cursor=changes[-1].sequence))
    return len(changes), len(heard)


def _forget(tables: Tables, webhook: Webhook, *, at: datetime) -> None:
    tables.deliveries.forget(
        webhook, delivered_before=at - DELIVERED_MEMORY, given_up_before=at - GIVEN_UP_MEMORY, keep=LOG_LIMIT
    )
