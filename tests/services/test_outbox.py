"""The outbox: what is told of appointments, what is not, and that it is told once, by however many processes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.core.changes import Change, Verb
from filebook.core.errors import NotFound
from filebook.core.ids import Door, Kind, Number
from filebook.core.webhooks import SIGNATURE_HEADER, signature
from filebook.dialects.native.webhooks.translate import event_body
from filebook.services.accounts import NOBODY
from filebook.services.filing import Hang
from filebook.services.outbox import INTERNAL_ERROR, End, Outbox
from tests.receiver import receiving
from tests.services.conftest import Shop
from tests.services.post import Post, rendered


@pytest.fixture
def post(shop: Shop) -> Iterator[Post]:
    with receiving() as receiver:
        yield Post(shop, receiver)


def test_each_change_of_an_appointment_is_told_once_as_the_appointment_is_by_then(post: Post) -> None:
    appointment = post.book("Made")
    assert post.run() == [End.DELIVERED]
    post.rename(appointment, "Moved")
    post.rename(appointment, "Moved again")
    assert post.run() == [End.DELIVERED] * 2
    post.trash(appointment)
    assert post.run() == [End.DELIVERED]
    assert post.run() == []
    assert post.told == [
        ("Made", "active"),
        ("Moved again", "active"),
        ("Moved again", "active"),
        ("Moved again", "cancelled"),
    ]
    assert post.untold == []


def test_a_message_is_signed_with_the_secret_that_was_shown_once(post: Post) -> None:
    post.book()
    post.run()
    (message,) = post.receiver.received
    assert message.headers[SIGNATURE_HEADER] == signature(post.hook.secret, message.body, at=post.shop.clock())
    assert message.headers[SIGNATURE_HEADER].startswith(f"t={int(post.shop.clock().timestamp())},v1=")
    assert message.told["reader"] == 0, "no user of the business"


def test_nothing_from_before_it_was_set_is_told(post: Post) -> None:
    post.book("Before")
    post.webhooks.set(post.shop.business.number, post.receiver.url)
    post.book("After")
    assert post.run() == [End.DELIVERED]
    assert post.told == [("After", "active")]


def test_private_appointments_are_never_told_nor_those_that_became_private(post: Post) -> None:
    post.book("Doctor", private=True)
    became = post.book("Dentist")
    post.rename(became, "Dentist", private=True)
    gone = post.book("Notary")
    post.rename(gone, "Notary", private=True)
    post.trash(gone)
    assert set(post.run()) == {End.NOTHING_TO_TELL}
    assert post.receiver.received == []
    assert (post.untold, post.now.last_at) == ([], None)


def test_what_is_no_change_of_an_appointment_itself_is_not_told(post: Post) -> None:
    appointment = post.book()
    post.run()
    contact = post.shop.record(Kind.CONTACT)
    post.shop.records.change(
        post.shop.actor(), contact.number, kind=Kind.CONTACT, edit=lambda record: replace(record, label="Renamed")
    )
    post.shop.file(on=(Hang(Kind.APPOINTMENT, appointment.number),))
    assert post.run() == []
    assert len(post.receiver.received) == 1


def test_one_removed_before_it_was_told_of_is_told_once_as_cancelled(post: Post) -> None:
    appointment = post.book("Made")
    post.rename(appointment, "Moved")
    post.trash(appointment)
    assert post.run() == [End.NOTHING_TO_TELL, End.NOTHING_TO_TELL, End.DELIVERED]
    assert post.told == [("Moved", "cancelled")]


def test_of_one_that_is_gone_for_good_there_is_nothing_to_tell(post: Post) -> None:
    gone = Change(
        post.shop.business.number, Number(77), Kind.APPOINTMENT, Verb.CHANGED, post.shop.clock(), NOBODY, Door.NATIVE
    )
    post.shop.catalogue.write(lambda tables: tables.changes.append(gone))
    assert post.run() == [End.NOTHING_TO_TELL]
    assert post.receiver.received == []


def test_another_business_hears_nothing(post: Post) -> None:
    post.book("Elsewhere", post.shop.elsewhere)
    assert post.run() == []


def test_a_restart_loses_nothing_and_repeats_nothing(post: Post) -> None:
    post.book("Not even looked at")
    post.outbox.collect()
    post.book("Looked at by the next one")
    assert post.run(post.another_outbox()) == [End.DELIVERED] * 2
    assert post.run(post.another_outbox()) == []
    assert sorted(post.told) == [("Looked at by the next one", "active"), ("Not even looked at", "active")]


def test_of_two_processes_one_makes_a_delivery_and_the_other_after_the_first_one_died(post: Post) -> None:
    post.book()
    post.book()
    post.outbox.collect()
    other = post.another_outbox()
    assert other.collect() == 0
    (taken,) = post.outbox.claim(limit=9, failing=9)
    assert other.claim(limit=9, failing=9) == [], "there is one under way of a webhook at most"
    post.shop.clock.advance(minutes=1)
    (again,) = other.claim(limit=9, failing=9)
    assert again.delivery == taken.delivery
    post.outbox.fail(taken, "too late")
    assert post.outbox.claim(limit=9, failing=9) == [], "the right is the other's now"
    assert other.deliver(again).end is End.DELIVERED
    assert len(post.outbox.claim(limit=9, failing=9)) == 1


@pytest.mark.slow
def test_nodes_on_one_postgresql_share_the_work_and_tell_each_change_once(postgres_database: str) -> None:
    catalogues = [PostgresCatalogue(postgres_database, pool_size=6) for _ in range(3)]
    with receiving() as receiver:
        post = Post(Shop(catalogues[0]), receiver)
        clock = post.shop.clock
        outboxes = [Outbox(one, post.webhooks, render=rendered, tell=event_body, now=clock) for one in catalogues]
        with ThreadPoolExecutor(4) as threads:
            booked = threads.submit(lambda: [post.book(str(index)).number for index in range(40)])

            def work(outbox: Outbox) -> int:
                told = 0
                while not booked.done() or post.untold or post.now.cursor < last(post):
                    told += post.run(outbox).count(End.DELIVERED)
                return told

            assert sum(threads.map(work, outboxes)) == 40
        assert sorted(message.told["number"] for message in receiver.received) == booked.result()
    for catalogue in catalogues:
        catalogue.close()


def last(post: Post) -> int:
    """The newest change of the business."""
    with post.shop.catalogue.read() as tables:
        return tables.changes.last(post.shop.business.number)


def test_thousands_of_changes_are_looked_at_in_one_go(post: Post) -> None:
    for index in range(600):
        post.book(str(index))
    assert post.outbox.collect() == 600
    assert post.outbox.collect() == 0


def test_what_was_under_way_when_a_webhook_was_set_anew_says_nothing_of_the_new_one(post: Post) -> None:
    post.book()
    post.outbox.collect()
    (taken,) = post.outbox.claim(limit=1, failing=1)
    anew = post.webhooks.set(post.shop.business.number, post.receiver.url).webhook
    assert post.outbox.deliver(taken).end is End.REPLACED
    assert post.outbox.fail(taken, INTERNAL_ERROR).end is End.REPLACED
    assert (post.now, post.untold) == (anew, [])


def test_the_newest_appointment_is_sent_on_request_and_nothing_is_noted(post: Post) -> None:
    here = post.shop.business.number
    with pytest.raises(NotFound):
        post.outbox.try_newest(here)
    post.book("Older")
    post.shop.clock.advance(seconds=1)
    post.book("Newest")
    post.receiver.answers.append(503)
    before = post.now
    assert not post.outbox.try_newest(here).is_success
    assert post.outbox.try_newest(here).is_success
    assert post.told == [("Newest", "active")] * 2
    assert post.now == before
    with pytest.raises(NotFound):
        post.outbox.try_newest(post.shop.elsewhere.number)
