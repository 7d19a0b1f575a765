"""Webhooks of the form `standard`: what is told, in which order, under which name, and what is told again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks

from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.access import Role, Visibility
from filebook.core.errors import AccessDenied, Conflict, Expired, Invalid, NotFound, Throttled
from filebook.core.ids import Kind
from filebook.core.webhooks import WEBHOOK_LIMIT, DeliveryState, Form
from filebook.services.filing import Hang
from filebook.services.outbox import TRIALS_AT_ONCE, WAITING_LIMIT, End
from filebook.services.subscriptions import WebhookChange
from tests.clock import Clock
from tests.receiver import NEVER, receiving
from tests.services.conftest import Shop
from tests.services.subscriber import Subscriber, name_of, once


@pytest.fixture
def subscriber(shop: Shop) -> Iterator[Subscriber]:
    with receiving() as receiver:
        yield Subscriber(shop, receiver)


def test_every_change_is_told_with_who_did_what_to_which_object(subscriber: Subscriber) -> None:
    shop, owner = subscriber.shop, subscriber.owner
    appointment = subscriber.post.book()
    file = shop.file(on=(Hang(Kind.APPOINTMENT, appointment.number),))
    shop.filing.delete_forever(owner, file)
    shop.record(Kind.CONTACT)
    subscriber.run()
    assert subscriber.types == [
        "appointment.created",
        "file.created",
        "file.deleted",
        "contact.created",
    ]
    assert subscriber.sequences == subscriber.heard()
    assert subscriber.receiver.received[1].told == {
        "type": "file.created",
        "timestamp": "2026-03-30T07:00:00Z",
        "business_number": shop.business.number,
        "sequence": subscriber.sequences[1],
        "data": {
            "id": file.uid,
            "number": file.number,
            "kind": "file",
            "verb": "created",
            "door": "native",
            "actor": {
                "id": shop.user(owner.user_name, Role.OWNER).uid,
                "number": owner.user,
                "kind": "user",
                "label": owner.user_name,
            },
        },
    }
    deleted = subscriber.receiver.received[2].told
    assert (deleted["data"]["id"], deleted["data"]["number"]) == (file.uid, file.number)


def test_what_not_everybody_may_know_of_is_not_told(subscriber: Subscriber) -> None:
    shop, owner = subscriber.shop, subscriber.owner
    reseller = shop.actor(Role.RESELLER)
    subscriber.run()
    subscriber.receiver.received.clear()
    log = subscriber.log()
    subscriber.post.book("Doctor", private=True)
    shop.filing.delete_forever(owner, shop.file(visibility=Visibility.EMPLOYEE))
    shop.file(visibility=Visibility.RESELLER, actor=reseller)
    became = subscriber.post.book("Dentist")
    shown = shop.file(visibility=Visibility.EMPLOYEE)
    subscriber.post.outbox.collect()
    assert subscriber.log()[0].change.number == became.number
    subscriber.post.rename(became, "Dentist", private=True)
    assert subscriber.run() == [End.NOTHING_TO_TELL]
    assert subscriber.log() == log
    shop.filing.change(owner, shown, edit=lambda file: replace(file, visibility=Visibility.CUSTOMER))
    assert subscriber.run() == [End.DELIVERED]
    assert subscriber.types == ["file.changed"]


def test_the_reference_library_takes_each_message_and_nothing_else() -> None:
    catalogue = SqliteCatalogue.in_memory()
    with receiving() as receiver:
        subscriber = Subscriber(Shop(catalogue, clock=Clock(datetime.now(UTC))), receiver)
        subscriber.post.book()
        subscriber.run()
        judge = standardwebhooks.Webhook(subscriber.hook.secret)
        (message,) = receiver.received
        assert judge.verify(message.body, message.headers)["type"] == "appointment.created"
        for body, headers in (
            (message.body + b" ", message.headers),
            (message.body, {**message.headers, "webhook-id": "msg_other"}),
        ):
            with pytest.raises(standardwebhooks.WebhookVerificationError):
                judge.verify(body, headers)
        assert "X-Filebook-Signature" not in message.headers
    catalogue.close()


def test_for_a_day_after_a_rotation_both_secrets_sign() -> None:
    catalogue = SqliteCatalogue.in_memory()
    with receiving() as receiver:
        subscriber = Subscriber(Shop(catalogue, clock=Clock(datetime.now(UTC) - timedelta(days=1))), receiver)
        rotated = subscriber.subscriptions.rotate(subscriber.owner, subscriber.hook.webhook.number)
        assert rotated.secret != subscriber.hook.secret
        subscriber.run()
        subscriber.shop.clock.advance(hours=23, minutes=59)
        subscriber.post.book()
        subscriber.run()
        message = receiver.received[-1]
        for secret in (rotated.secret, subscriber.hook.secret):
            standardwebhooks.Webhook(secret).verify(message.body, message.headers)
        subscriber.shop.clock.advance(minutes=1)
        subscriber.post.book()
        subscriber.run()
        message = receiver.received[-1]
        standardwebhooks.Webhook(rotated.secret).verify(message.body, message.headers)
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            standardwebhooks.Webhook(subscriber.hook.secret).verify(message.body, message.headers)
    catalogue.close()


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (["*"], ["appointment.created", "file.created", "file.trashed", "contact.created"]),
        (["file.*"], ["file.created", "file.trashed"]),
        (["*.created"], ["appointment.created", "file.created", "contact.created"]),
        (["file.trashed", "contact.created"], ["file.trashed", "contact.created"]),
        (["folder.*"], []),
    ],
)
def test_a_webhook_hears_of_what_it_asked_for(shop: Shop, events: list[str], told: list[str]) -> None:
    with receiving() as receiver:
        subscriber = Subscriber(shop, receiver, events)
        subscriber.post.book()
        shop.filing.trash(subscriber.owner, shop.file())
        shop.record(Kind.CONTACT)
        subscriber.run()
        assert subscriber.types == told


def test_several_webhooks_of_a_business_each_hear_in_their_own_form(subscriber: Subscriber) -> None:
    with receiving() as vendor:
        subscriber.hear(form=Form.TIMETAP, url=vendor.url)
        again = subscriber.hear(["appointment.*"])
        subscriber.receiver.received.clear()
        subscriber.post.book("Viewing")
        subscriber.run()
        assert [message.told["subject"] for message in vendor.received] == ["Viewing"]
        assert "webhook-id" not in vendor.received[0].headers
    told = [(name_of(message), message.told["type"]) for message in subscriber.receiver.received]
    names = {webhook.uid.replace("-", "") for webhook in (subscriber.hook.webhook, again.webhook)}
    assert {name.split("_")[1] for name, kind in told if kind == "appointment.created"} == names
    assert len(told) == 4, "the first one also heard that the others were made"


def test_a_failing_delivery_holds_back_later_ones_of_its_object_and_of_no_other(subscriber: Subscriber) -> None:
    subscriber.receiver.answers.append(500)
    first = subscriber.post.book("First")
    subscriber.post.rename(first, "First again")
    other = subscriber.post.book("Other")
    assert subscriber.run() == [End.POSTPONED, End.DELIVERED]
    subscriber.post.rename(other, "Other again")
    assert subscriber.run() == [End.DELIVERED]
    subscriber.shop.clock.advance(minutes=1)
    assert subscriber.run() == [End.DELIVERED] * 2
    told = [(one.told["data"]["number"], one.told["data"]["verb"]) for one in subscriber.receiver.received[1:]]
    assert told == [
        (other.number, "created"),
        (other.number, "changed"),
        (first.number, "created"),
        (first.number, "changed"),
    ]


def test_a_message_keeps_its_name_at_each_attempt_and_replay(subscriber: Subscriber) -> None:
    subscriber.receiver.answers.extend([500, 200])
    subscriber.post.book()
    subscriber.run()
    subscriber.shop.clock.advance(minutes=1)
    subscriber.run()
    (sequence,) = subscriber.heard()
    subscriber.subscriptions.replay(subscriber.owner, subscriber.now.number, since_sequence=sequence - 1)
    assert subscriber.run() == [End.DELIVERED] * 2
    names = [name_of(message) for message in subscriber.receiver.received]
    assert names[:3] == [names[0]] * 3
    assert names[0] == f"msg_{subscriber.now.uid.replace('-', '')}_{sequence}"
    assert subscriber.types[3:] == ["webhook.changed"], "that it was replayed is a change too"


def test_one_that_fails_recovers_and_replays_ends_with_each_event_once(subscriber: Subscriber) -> None:
    number = subscriber.now.number
    for index in range(5):
        subscriber.post.book(f"Well {index}")
    subscriber.run()
    subscriber.receiver.status = 500
    while subscriber.now.switched_off_at is None:
        subscriber.post.book("Failing")
        subscriber.run()
        subscriber.shop.clock.advance(hours=6)
    subscriber.post.book("While it was off")
    assert subscriber.run() == []
    subscriber.receiver.status = 200
    told = len(subscriber.receiver.received)
    with pytest.raises(Conflict, match="webhook_off"):
        subscriber.subscriptions.replay(subscriber.owner, number, since_sequence=0)
    subscriber.subscriptions.change(subscriber.owner, number, WebhookChange(enabled=True))
    subscriber.post.book("Again")
    subscriber.run()
    assert len(subscriber.receiver.received) == told + 1, "from then on, and nothing that was given up"
    replayed = subscriber.subscriptions.replay(subscriber.owner, number, since_sequence=subscriber.hook.webhook.cursor)
    subscriber.post.book("After the replay")
    subscriber.run()
    taken = subscriber.receiver.received[:5] + subscriber.receiver.received[told:]
    assert sorted(one["sequence"] for one in once(taken).values()) == subscriber.heard()
    assert [one.sequence for one in subscriber.log(DeliveryState.DELIVERED)] == subscriber.heard()[::-1]
    again = [message.told["sequence"] for message in subscriber.receiver.received[told + 1 :]]
    assert again == sorted(again) == subscriber.heard()
    assert replayed.last < subscriber.heard()[-1]
    assert subscriber.log(DeliveryState.WAITING, DeliveryState.GIVEN_UP) == []


def test_a_replay_begins_at_a_sequence_number_or_a_time(subscriber: Subscriber) -> None:
    number, clock = subscriber.now.number, subscriber.shop.clock
    times = []
    clock.advance(minutes=1)
    for index in range(9):
        times.append(clock())
        subscriber.post.book(str(index))
        clock.advance(minutes=1)
    subscriber.run()
    made = subscriber.heard()
    for since, first in ((times[0], 0), (times[4], 4), (times[4] + timedelta(seconds=1), 5), (times[8], 8)):
        replayed = subscriber.subscriptions.replay(subscriber.owner, number, since=since)
        assert replayed.after == made[first] - 1
    subscriber.receiver.received.clear()
    subscriber.subscriptions.replay(subscriber.owner, number, since_sequence=made[6])
    subscriber.run()
    assert subscriber.sequences[:2] != made[7:], "the one that began before this is not cut short"
    assert subscriber.sequences == subscriber.heard()
    with pytest.raises(Invalid):
        subscriber.subscriptions.replay(subscriber.owner, number, since_sequence=subscriber.heard()[-1] + 1)
    nothing = subscriber.subscriptions.replay(subscriber.owner, number, since=clock() + timedelta(days=1))
    assert nothing.after == nothing.last


def test_changes_that_are_kept_no_longer_are_not_replayed_in_part(subscriber: Subscriber) -> None:
    for index in range(4):
        subscriber.post.book(str(index))
    subscriber.run()
    made = subscriber.heard()
    remove_changes(subscriber.shop, before=made[2])
    before = subscriber.shop.stored(), subscriber.now
    for since in ({"since_sequence": made[0]}, {"since": subscriber.shop.clock() - timedelta(days=1)}):
        with pytest.raises(Expired, match="changes"):
            subscriber.subscriptions.replay(subscriber.owner, subscriber.now.number, **since)
    assert (subscriber.shop.stored(), subscriber.now) == before
    subscriber.subscriptions.replay(subscriber.owner, subscriber.now.number, since_sequence=made[2] - 1)
    subscriber.run()
    assert subscriber.sequences[4:6] == made[2:]


def test_one_delivery_is_made_again_on_request(subscriber: Subscriber) -> None:
    number = subscriber.now.number
    subscriber.receiver.answers.append(500)
    subscriber.post.book()
    subscriber.run()
    (waiting,) = subscriber.log()
    assert (waiting.state, waiting.attempts, waiting.outcome) == (DeliveryState.WAITING, 1, "500")
    subscriber.subscriptions.retry(subscriber.owner, number, sequence=waiting.sequence)
    assert subscriber.run() == [End.DELIVERED] * 2, "at once, and that it was"
    delivered = subscriber.log()[-1]
    assert (delivered.state, delivered.attempts, delivered.outcome) == (DeliveryState.DELIVERED, 1, "200")
    assert delivered.tried_at == delivered.delivered_at == subscriber.shop.clock()
    subscriber.subscriptions.retry(subscriber.owner, number, sequence=waiting.sequence)
    assert subscriber.run() == [End.DELIVERED] * 2
    names = [name_of(message) for message in subscriber.receiver.received]
    assert names.count(names[0]) == 3
    with pytest.raises(NotFound):
        subscriber.subscriptions.retry(subscriber.owner, number, sequence=4711)


def test_switched_off_by_hand_it_gives_up_what_waits_and_is_not_taken_for_a_failure(subscriber: Subscriber) -> None:
    number = subscriber.now.number
    subscriber.receiver.answers.append(500)
    subscriber.post.book()
    subscriber.run()
    subscriber.subscriptions.change(subscriber.owner, number, WebhookChange(enabled=False))
    assert (subscriber.now.switched_off_at, subscriber.now.failing_since) == (subscriber.shop.clock(), None)
    assert [one.state for one in subscriber.log()] == [DeliveryState.GIVEN_UP]
    with subscriber.shop.catalogue.read() as tables:
        assert tables.webhooks.oldest_needed(subscriber.shop.business.number) is None
    subscriber.post.book("Not told")
    assert subscriber.run() == []
    with pytest.raises(Conflict):
        subscriber.subscriptions.retry(subscriber.owner, number, sequence=subscriber.log()[0].sequence)


def test_what_a_receiver_is_behind_with_waits_in_the_change_sequence(subscriber: Subscriber) -> None:
    appointment = subscriber.post.book()
    subscriber.receiver.status = 500
    for index in range(WAITING_LIMIT + 600):
        subscriber.post.rename(appointment, str(index))
    assert subscriber.run() == [End.POSTPONED]
    waiting = subscriber.log(DeliveryState.WAITING)
    assert len(waiting) == WAITING_LIMIT - 1, "as many as the list shows"
    needed = subscriber.now.cursor + 1
    assert WAITING_LIMIT <= needed - subscriber.hook.webhook.cursor <= WAITING_LIMIT + 500
    with subscriber.shop.catalogue.read() as tables:
        assert tables.webhooks.oldest_needed(subscriber.shop.business.number) == needed
    subscriber.receiver.status = 200
    subscriber.shop.clock.advance(minutes=1)
    while subscriber.run():
        pass
    assert subscriber.sequences[1:] == subscriber.heard()


def test_trials_that_wait_for_their_receivers_are_few(subscriber: Subscriber) -> None:
    outbox, webhook = subscriber.post.outbox, subscriber.now
    with receiving() as stuck, ThreadPoolExecutor(TRIALS_AT_ONCE) as threads:
        stuck.status = NEVER
        subscriber.subscriptions.change(subscriber.owner, webhook.number, WebhookChange(url=stuck.url))
        trials = [threads.submit(outbox.try_out, subscriber.now) for _ in range(TRIALS_AT_ONCE)]
        stuck.wait_for(TRIALS_AT_ONCE)
        with pytest.raises(Throttled):
            outbox.try_out(webhook)
        stuck.release()
        assert [trial.result().outcome for trial in trials] == ["no HTTP answer"] * TRIALS_AT_ONCE
    assert outbox.try_out(webhook).is_success


def test_a_business_has_so_many_webhooks_and_no_more(subscriber: Subscriber) -> None:
    for _ in range(WEBHOOK_LIMIT - 1):
        subscriber.hear()
    before = subscriber.shop.stored()
    with pytest.raises(Conflict, match="webhook_limit"):
        subscriber.hear()
    assert subscriber.shop.stored() == before
    assert len(subscriber.subscriptions.all(subscriber.owner)) == WEBHOOK_LIMIT


def test_webhooks_are_the_owners_and_no_other_businesss(subscriber: Subscriber) -> None:
    number = subscriber.now.number
    foreign = subscriber.shop.actor(business=subscriber.shop.elsewhere)
    asked = (
        lambda who: subscriber.subscriptions.get(who, number),
        lambda who: subscriber.subscriptions.change(who, number, WebhookChange(enabled=False)),
        lambda who: subscriber.subscriptions.rotate(who, number),
        lambda who: subscriber.subscriptions.remove(who, number),
        lambda who: subscriber.subscriptions.deliveries(who, number, limit=9),
        lambda who: subscriber.subscriptions.retry(who, number, sequence=1),
        lambda who: subscriber.subscriptions.replay(who, number, since_sequence=0),
    )
    before = subscriber.now, subscriber.shop.stored()
    for ask in asked:
        with pytest.raises(NotFound):
            ask(foreign)
        with pytest.raises(AccessDenied):
            ask(subscriber.shop.actor(Role.EDITOR))
    assert (subscriber.now, subscriber.shop.stored()[0]) == (before[0], before[1][0])
    assert subscriber.subscriptions.all(foreign) == []


def test_a_webhook_has_a_number_and_a_history_as_every_object(subscriber: Subscriber) -> None:
    webhook = subscriber.now
    subscriber.subscriptions.change(subscriber.owner, webhook.number, WebhookChange(events=["file.*"]))
    subscriber.subscriptions.remove(subscriber.owner, webhook.number)
    with subscriber.shop.catalogue.read() as tables:
        told = [
            (change.verb.value, change.uid)
            for change in tables.changes.since(subscriber.shop.business.number, webhook.cursor - 1, limit=9)
        ]
        assert tables.numbers.find_uid(webhook.uid) is None
    assert told == [(verb, webhook.uid) for verb in ("created", "changed", "deleted")]


def remove_changes(shop: Shop, *, before: int) -> None:
    """As if they were too old to be kept."""

    def unit(tables: object) -> None:
        tables.changes._connection.execute(  # type: ignore[attr-defined] # noqa: SLF001 - no port for that here
            "DELETE FROM changes WHERE business = :business AND sequence < :before",
            {"business": shop.business.number, "before": before},
        )

    shop.catalogue.write(unit)
