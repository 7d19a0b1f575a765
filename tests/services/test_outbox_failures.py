"""Webhooks that fail: what is tried again and how often, what is given up, switched off, refused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from filebook.backends.vault import AesVault
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import BusinessNumber
from filebook.core.webhooks import PAUSES
from filebook.services.outbox import End
from tests.receiver import NEVER, receiving
from tests.services.conftest import Shop
from tests.services.post import Post


@pytest.fixture
def post(shop: Shop) -> Iterator[Post]:
    with receiving() as receiver:
        yield Post(shop, receiver)


def test_neither_address_nor_secret_lies_readable_in_a_row(post: Post) -> None:
    row = repr(post.now)
    assert post.hook.secret not in row
    assert "canary" not in row
    assert "hooks" not in row
    assert post.webhooks.url_of(post.now) == post.receiver.url


@pytest.mark.parametrize("status", [500, 302, 404])
def test_what_is_not_taken_is_tried_again_until_it_is(post: Post, status: int) -> None:
    post.receiver.answers.extend([status, status])
    post.book()
    assert post.run() == [End.POSTPONED]
    (waiting,) = post.untold
    assert (waiting.attempts, waiting.outcome, waiting.next_at) == (1, str(status), post.shop.clock() + PAUSES[0])
    assert (post.now.failing_since, post.now.last_outcome) == (post.shop.clock(), str(status))
    assert post.run() == [], "not before its time"
    post.shop.clock.advance(minutes=1)
    assert post.run() == [End.POSTPONED]
    post.shop.clock.advance(minutes=2)
    assert post.run() == [End.DELIVERED]
    assert (post.untold, post.now.failing_since, post.now.last_outcome) == ([], None, "200")
    assert len(post.receiver.received) == 3


def test_no_answer_in_time_and_nobody_there_are_tried_again(post: Post) -> None:
    impatient = post.another_outbox(post.office(allow_private=True, timeout_seconds=0.1))
    post.receiver.answers.append(NEVER)
    post.book()
    assert post.run(impatient) == [End.POSTPONED]
    assert post.now.last_outcome == "no answer in time"
    with receiving() as gone:
        url = gone.url
    post.webhooks.set(post.shop.business.number, url)
    post.book()
    assert post.run() == [End.POSTPONED]
    assert post.now.last_outcome == "no connection"
    with receiving(gone.port) as back:
        post.shop.clock.advance(minutes=1)
        assert post.run() == [End.DELIVERED]
        assert len(back.received) == 1


def test_pauses_grow_and_after_a_day_a_delivery_is_given_up(post: Post) -> None:
    post.receiver.status = 500
    post.book()
    began, attempts = post.shop.clock(), []
    while End.GIVEN_UP not in (ends := post.run()):
        if ends:
            attempts.append(post.shop.clock() - began)
        post.shop.clock.advance(minutes=1)
    assert [int(attempt.total_seconds() / 60) for attempt in attempts[:8]] == [0, 1, 3, 8, 18, 48, 108, 168]
    assert timedelta(hours=23) < post.shop.clock() - began <= timedelta(days=1)
    (given_up,) = post.untold
    assert (given_up.given_up_at, given_up.attempts) == (post.shop.clock(), len(attempts) + 1)
    post.shop.clock.advance(days=1)
    assert post.run() == []
    assert post.now.switched_off_at is None, "one failure is not long failure"


def test_after_three_days_without_a_success_a_webhook_is_switched_off(post: Post) -> None:
    post.receiver.status = 500
    while post.now.switched_off_at is None:
        post.book()
        post.run()
        post.shop.clock.advance(hours=6)
    since = post.now.failing_since
    assert since is not None
    assert timedelta(days=3) <= post.now.switched_off_at - since < timedelta(days=3, hours=12)
    assert {delivery.given_up_at is None for delivery in post.untold} == {False}
    sent = len(post.receiver.received)
    post.book("Not told")
    post.shop.clock.advance(days=1)
    assert post.run() == []
    assert len(post.receiver.received) == sent
    post.receiver.status = 200
    post.webhooks.set(post.shop.business.number, post.receiver.url)
    post.book("Told again")
    assert post.run() == [End.DELIVERED]
    assert post.told[sent:] == [("Told again", "active")]


def test_a_success_in_between_keeps_it_on(post: Post) -> None:
    for day in range(5):
        post.receiver.status = 200 if day == 2 else 500
        post.book()
        for _ in range(8):
            post.run()
            post.shop.clock.advance(hours=3)
        if day == 2:
            assert post.now.failing_since is None
    assert post.now.switched_off_at is None


def test_given_up_deliveries_are_forgotten_after_a_month(post: Post) -> None:
    for _ in range(2):
        post.receiver.status = 500
        post.book()
        while End.GIVEN_UP not in post.run():
            post.shop.clock.advance(minutes=30)
        post.receiver.status = 200
        post.book("In between, well")
        post.run()
        assert len(post.untold) == 1
        post.shop.clock.advance(days=31)


def test_failing_webhooks_wait_for_sound_ones_and_leave_them_room(post: Post) -> None:
    post.receiver.answers.append(500)
    post.book("Fails")
    post.run()
    post.webhooks.set(post.shop.elsewhere.number, post.receiver.url)
    post.shop.clock.advance(minutes=1)
    post.book("Sound", post.shop.elsewhere)
    post.outbox.collect()
    (first,) = post.outbox.claim(limit=1, failing=1)
    assert first.webhook.business == post.shop.elsewhere.number
    assert post.outbox.claim(limit=1, failing=0) == []
    (second,) = post.outbox.claim(limit=1, failing=1)
    assert second.webhook.business == post.shop.business.number


def test_a_secret_sealed_with_another_key_is_a_failure_that_is_told(post: Post) -> None:
    post.vault = AesVault(b"w" * 32)
    post.book()
    assert post.run(post.another_outbox(post.office(allow_private=True))) == [End.POSTPONED]
    assert post.now.last_outcome == "secret sealed with another key"
    assert post.receiver.received == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:8080/", "https://[::1]/", "ftp://a.example/", "http://a@127.0.0.1/"]
)
def test_an_address_where_nothing_may_be_sent_is_not_even_kept(post: Post, url: str) -> None:
    before = post.now
    with pytest.raises(Invalid) as refused:
        post.office(allow_private=False).set(post.shop.business.number, url)
    assert refused.value.field == "url"
    assert post.now == before


def test_a_private_address_that_was_allowed_once_is_refused_when_it_no_longer_is(post: Post) -> None:
    post.book()
    assert post.run(post.another_outbox(post.office(allow_private=False))) == [End.POSTPONED]
    assert post.now.last_outcome == "address refused"
    assert post.receiver.received == []


def test_webhooks_of_nobody_and_none_at_all_are_told_apart_from_others(post: Post) -> None:
    assert [webhook.business for webhook in post.webhooks.all()] == [post.shop.business.number]
    with pytest.raises(NotFound):
        post.webhooks.set(BusinessNumber(7), post.receiver.url)
    post.webhooks.remove(post.shop.business.number)
    for act in (post.webhooks.get, post.webhooks.remove, post.webhooks.deliveries):
        with pytest.raises(NotFound):
            act(post.shop.business.number)
    post.book()
    assert post.run() == []
