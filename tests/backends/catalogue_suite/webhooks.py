"""What every catalogue promises of webhooks and what they are to be told."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from filebook.core.businesses import Business
from filebook.core.changes import Verb
from filebook.core.ids import Number, new_uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.webhooks import Delivery, Webhook
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import NOW, a_business, a_change, an_appointment, at

LATER = NOW + timedelta(minutes=1)


def a_webhook(catalogue: Catalogue, business: Business) -> Webhook:
    """A webhook that has heard of everything."""
    webhook = Webhook(business.number, new_uid(), "sealed address", "sealed secret", NOW, 0)
    catalogue.write(lambda tables: tables.webhooks.put(webhook))
    return webhook


def a_delivery(catalogue: Catalogue, webhook: Webhook, sequence: int, *, next_at: datetime = NOW) -> Delivery:
    delivery = Delivery(webhook.business, sequence, Number(sequence + 100), Verb.CHANGED, NOW, next_at)
    catalogue.write(lambda tables: tables.webhooks.add_deliveries([delivery]))
    return delivery


def change(catalogue: Catalogue, webhook: Webhook, **said: object) -> Webhook:
    """The webhook with something else said of it."""
    changed = replace(webhook, **said)  # type: ignore[arg-type] # a test's own words
    catalogue.write(lambda tables: tables.webhooks.update(changed))
    return changed


class WebhookSuite:
    @pytest.fixture
    def webhook(self, catalogue: Catalogue) -> Webhook:
        return a_webhook(catalogue, a_business(catalogue))

    def test_a_webhook_is_found_by_its_business(self, catalogue: Catalogue, webhook: Webhook) -> None:
        other = a_business(catalogue)
        with catalogue.read() as tables:
            assert tables.webhooks.get(webhook.business) == webhook
            assert tables.webhooks.get(other.number) is None
            assert tables.webhooks.all() == [webhook]

    def test_its_standing_is_kept_and_its_address_stays(self, catalogue: Catalogue, webhook: Webhook) -> None:
        standing = {
            "cursor": 7,
            "leased_until": at(1),
            "failing_since": at(2),
            "switched_off_at": at(3),
            "last_at": at(4),
            "last_outcome": "no connection",
        }
        changed = change(catalogue, webhook, **standing)
        change(catalogue, replace(changed, uid=new_uid()), cursor=9)
        change(catalogue, changed, sealed_url="another")
        with catalogue.read() as tables:
            assert tables.webhooks.get(webhook.business) == changed

    def test_a_new_one_takes_the_place_of_the_old_and_of_what_that_was_to_be_told(
        self, catalogue: Catalogue, webhook: Webhook
    ) -> None:
        a_delivery(catalogue, webhook, 1)
        new = replace(webhook, uid=new_uid(), cursor=3)
        catalogue.write(lambda tables: tables.webhooks.put(new))
        assert catalogue.write(lambda tables: tables.webhooks.lock(webhook)) is None
        assert catalogue.write(lambda tables: tables.webhooks.lock(new)) == new
        with catalogue.read() as tables:
            assert tables.webhooks.all() == [new]
            assert tables.webhooks.deliveries(webhook.business, limit=9) == []

    def test_removed_it_is_gone_with_what_it_was_to_be_told(self, catalogue: Catalogue, webhook: Webhook) -> None:
        a_delivery(catalogue, webhook, 1)
        assert catalogue.write(lambda tables: tables.webhooks.remove(webhook.business))
        assert not catalogue.write(lambda tables: tables.webhooks.remove(webhook.business))
        with catalogue.read() as tables:
            assert tables.webhooks.all() == []
            assert tables.webhooks.deliveries(webhook.business, limit=9) == []

    def test_it_is_behind_while_changes_come_after_its_cursor(self, catalogue: Catalogue) -> None:
        first, second = (a_business(catalogue) for _ in range(2))
        webhooks = [a_webhook(catalogue, business) for business in (first, second)]

        def behind() -> list[Webhook]:
            with catalogue.read() as tables:
                return tables.webhooks.behind()

        assert behind() == []
        last = catalogue.write(lambda tables: tables.changes.append(a_change(first)))
        assert behind() == [webhooks[0]]
        change(catalogue, webhooks[0], cursor=last)
        assert behind() == []
        catalogue.write(lambda tables: tables.changes.append(a_change(second)))
        change(catalogue, webhooks[1], switched_off_at=NOW)
        assert behind() == []

    def test_a_lease_is_given_to_one_until_it_ends(self, catalogue: Catalogue, webhook: Webhook) -> None:
        def lease(now: datetime, webhook: Webhook = webhook) -> bool:
            until = now + timedelta(minutes=1)
            return catalogue.write(lambda tables: tables.webhooks.lease(webhook, now=now, until=until))

        assert [lease(NOW), lease(NOW), lease(NOW + timedelta(seconds=59)), lease(LATER)] == [True, False, False, True]
        assert not lease(at(60), replace(webhook, uid=new_uid()))
        change(catalogue, webhook, switched_off_at=NOW)
        assert not lease(at(60))

    def test_of_many_who_want_a_lease_at_once_one_gets_it(self, catalogue: Catalogue, webhook: Webhook) -> None:
        barrier, leased = Barrier(8), []

        def want() -> None:
            barrier.wait()
            leased.append(catalogue.write(lambda tables: tables.webhooks.lease(webhook, now=NOW, until=LATER)))

        threads = [Thread(target=want) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(leased) == [False] * 7 + [True]

    def test_those_wait_that_are_free_and_have_something_due_sound_and_long_silent_ones_first(
        self, catalogue: Catalogue
    ) -> None:
        names = ("failing", "told just now", "silent", "leased", "off", "nothing due", "nothing at all")
        webhooks = {name: a_webhook(catalogue, a_business(catalogue)) for name in names}
        for name in names[:-1]:
            a_delivery(catalogue, webhooks[name], 1, next_at=LATER if name == "nothing due" else NOW)
        changes: dict[str, dict[str, object]] = {
            "failing": {"failing_since": NOW},
            "told just now": {"last_at": NOW},
            "leased": {"leased_until": LATER},
            "off": {"switched_off_at": NOW},
        }
        for name, said in changes.items():
            webhooks[name] = change(catalogue, webhooks[name], **said)

        def waiting(now: datetime, *, limit: int = 9) -> list[str]:
            with catalogue.read() as tables:
                found = tables.webhooks.waiting(now, limit=limit)
            return [name for one in found for name, webhook in webhooks.items() if webhook == one]

        assert waiting(NOW) == ["silent", "told just now", "failing"]
        assert waiting(NOW, limit=2) == ["silent", "told just now"]
        assert waiting(LATER) == ["silent", "leased", "nothing due", "told just now", "failing"]

    def test_the_delivery_due_first_is_made_first(self, catalogue: Catalogue, webhook: Webhook) -> None:
        second, third, first = (
            a_delivery(catalogue, webhook, sequence, next_at=next_at)
            for sequence, next_at in ((1, LATER), (3, LATER), (2, NOW))
        )

        def due(now: datetime) -> Delivery | None:
            with catalogue.read() as tables:
                return tables.webhooks.due(webhook.business, now)

        assert due(NOW - timedelta(microseconds=1)) is None
        assert due(LATER) == first
        catalogue.write(lambda tables: tables.webhooks.remove_delivery(first))
        assert due(NOW) is None
        assert due(LATER) == second
        catalogue.write(lambda tables: tables.webhooks.update_delivery(replace(second, given_up_at=NOW)))
        assert due(LATER) == third

    def test_deliveries_are_listed_newest_first_with_what_came_of_them(
        self, catalogue: Catalogue, webhook: Webhook
    ) -> None:
        deliveries = [a_delivery(catalogue, webhook, sequence) for sequence in (1, 2, 3)]
        tried = replace(deliveries[0], attempts=3, outcome="500", next_at=LATER, given_up_at=LATER)
        catalogue.write(lambda tables: tables.webhooks.update_delivery(tried))
        catalogue.write(lambda tables: tables.webhooks.add_deliveries([deliveries[0]]))  # it is there already
        with catalogue.read() as tables:
            assert tables.webhooks.deliveries(webhook.business, limit=9) == [deliveries[2], deliveries[1], tried]
            assert tables.webhooks.deliveries(webhook.business, limit=1) == [deliveries[2]]

    def test_all_that_waits_is_given_up_at_once_and_forgotten_later(
        self, catalogue: Catalogue, webhook: Webhook
    ) -> None:
        other = a_webhook(catalogue, a_business(catalogue))
        first, second, others = (
            a_delivery(catalogue, whose, sequence) for whose, sequence in ((webhook, 1), (webhook, 2), (other, 1))
        )
        early = replace(first, given_up_at=NOW)
        catalogue.write(lambda tables: tables.webhooks.update_delivery(early))
        catalogue.write(lambda tables: tables.webhooks.give_up(webhook.business, at=LATER))

        def listed(whose: Webhook) -> list[Delivery]:
            with catalogue.read() as tables:
                return tables.webhooks.deliveries(whose.business, limit=9)

        assert listed(webhook) == [replace(second, given_up_at=LATER), early]
        catalogue.write(lambda tables: tables.webhooks.forget(webhook.business, given_up_before=LATER))
        assert listed(webhook) == [replace(second, given_up_at=LATER)]
        assert listed(other) == [others]

    def test_the_newest_appointment_is_the_one_changed_last_that_is_not_private_or_in_the_trash(
        self, catalogue: Catalogue
    ) -> None:
        business = a_business(catalogue)
        when = span("2026-03-02T10:00", "2026-03-02T11:00")
        made = [an_appointment(catalogue, business, when) for _ in range(4)]

        def newest() -> Number | None:
            with catalogue.read() as tables:
                return tables.webhooks.newest_appointment(business.number)

        assert newest() == made[3].number
        changed = [
            replace(made[0], modified_at=at(90)),
            replace(made[1], modified_at=at(91), private=True),
            replace(made[2], modified_at=at(92), trashed_at=at(92)),
        ]

        def unit(tables: Tables) -> None:
            for appointment in changed:
                tables.appointments.update(appointment)

        catalogue.write(unit)
        assert newest() == made[0].number
        business = a_business(catalogue)
        assert newest() is None
