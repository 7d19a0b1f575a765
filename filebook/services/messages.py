"""Messages: what a webhook's receiver reads of a change, by now, or nothing where not everybody may know of it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Status
from filebook.core.audience import LINK_KINDS, covers
from filebook.core.changes import Change, Verb
from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.webhooks import Delivery, Event, Form, Person, Webhook, hears
from filebook.services.accounts import NOBODY

Render = Callable[[Actor, Appointment], bytes]
"""An appointment as the body of a message, in the words of the language of the form `timetap`."""
Tell = Callable[[Event], bytes]
"""An event as the body of a message of the form `standard`."""

TRIAL = "test"
"""The verb of an event that is no change."""


class Messages:
    """Bodies of both forms."""

    def __init__(self, catalogue: Catalogue, *, render: Render, tell: Tell) -> None:
        self._catalogue = catalogue
        self._render = render
        self._tell = tell

    def of(self, webhook: Webhook, delivery: Delivery) -> bytes | None:
        """The message; None where by now there is nothing to tell."""
        change = delivery.change
        return self._event(change) if webhook.form is Form.STANDARD else self._appointment(change)

    def trial(self, webhook: Webhook, *, at: datetime) -> bytes:
        """The appointment that changed last, or an event of its own. Raises: NotFound("appointment")."""
        if webhook.form is Form.STANDARD:
            about = (webhook.number, webhook.uid)
            return self._tell(Event(webhook.business, Kind.WEBHOOK, TRIAL, *about, at, Door.NATIVE, None))
        with self._catalogue.read() as tables:
            number = tables.webhooks.newest_appointment(webhook.business)
            appointment = None if number is None else tables.appointments.get(webhook.business, number)
        if appointment is None:
            raise NotFound("appointment")
        return self._render(_reader(webhook.business), appointment)

    def _event(self, change: Change) -> bytes | None:
        with self._catalogue.read() as tables:
            if tables.deliveries.hidden(change.business, [change.number]):
                return None
            actor = _person(tables, change)
        return self._tell(
            Event(
                change.business,
                change.kind,
                change.verb.value,
                change.number,
                change.uid,
                change.at,
                change.door,
                actor,
                change.sequence,
            )
        )

    def _appointment(self, change: Change) -> bytes | None:
        """None for a private appointment, one gone for good, and a change before it went to the trash.

        One in the trash is told as cancelled, and only by the change that put it there.
        """
        with self._catalogue.read() as tables:
            appointment = tables.appointments.get(change.business, change.number)
        if appointment is None or appointment.private:
            return None
        if appointment.trashed_at is not None:
            if change.verb is not Verb.TRASHED:
                return None
            appointment = replace(appointment, status=Status.CANCELLED)
        return self._render(_reader(change.business), appointment)


def worth_telling(tables: Tables, webhook: Webhook, changes: Collection[Change]) -> list[Change]:
    """Those of a business's changes that a webhook hears of: about things that everybody in the business could know of
    when they happened, and may still know of.
    """
    heard = [change for change in changes if hears(webhook, change)]
    if webhook.form is Form.TIMETAP or not heard:
        return heard
    hidden = tables.deliveries.hidden(webhook.business, {change.number for change in heard})
    reader = _reader(webhook.business)
    return [change for change in heard if change.number not in hidden and _is_for_all(reader, change)]


def _is_for_all(reader: Actor, change: Change) -> bool:
    """Whether everybody could know of the object. Owners know of webhooks and links, and every receiver is theirs."""
    if change.kind is Kind.WEBHOOK or change.kind in LINK_KINDS:
        return True
    return covers(reader, change.kind, change.number, audience=change.audience, inside=())


def _person(tables: Tables, change: Change) -> Person | None:
    """Who did it; None for nobody, and for somebody of another business, who is not known here."""
    is_here = change.actor != NOBODY and change.actor_business in {None, change.business}
    user = tables.users.get(change.business, change.actor) if is_here else None
    return None if user is None else Person(user.number, user.uid, user.full_name)


def _reader(business: BusinessNumber) -> Actor:
    """Somebody who may read all of a business's ordinary things and is none of its users."""
    nobody = Ref(Number(0), Uid(""))
    return Actor(business, NOBODY, "", Role.VIEWER, Door.TIMETAP, nobody)
