"""What every catalogue promises of webhooks and how each stands."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from filebook.core.businesses import Business
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.webhooks import Form, Webhook
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.deliveries import a_delivery
from tests.backends.catalogue_suite.made import NOW, a_business, a_change, an_appointment, at

LATER = NOW + timedelta(minutes=1)


def a_webhook(catalogue: Catalogue, business: Business, *, form: Form = Form.STANDARD) -> Webhook:
    """A webhook that has heard of everything."""

    def unit(tables: Tables) -> Webhook:
        ref = tables.numbers.allocate(business.number, Kind.WEBHOOK)
        cursor = tables.changes.last(business.number)
        names = (business.number, ref.number, ref.uid)
        webhook = Webhook(*names, form, "sealed address", "sealed secret", NOW, cursor, events=("file.*", "*.deleted"))
        tables.webhooks.add(webhook)
        return webhook

    return catalogue.write(unit)


def change(catalogue: Catalogue, webhook: Webhook, **said: object) -> Webhook:
    """The webhook with something else said of it."""
    changed = replace(webhook, **said)  # type: ignore[arg-type] # a test's own words
    catalogue.write(lambda tables: tables.webhooks.update(changed))
    return changed


class WebhookSuite:
    @pytest.fixture
    def webhook(self, catalogue: Catalogue) -> Webhook:
        return a_webhook(catalogue, a_business(catalogue))

    def test_webhooks_are_found_by_business_and_number_in_the_order_they_were_made(
        self, catalogue: Catalogue, webhook: Webhook
    ) -> None:
        other = a_business(catalogue)
        with catalogue.read() as tables:
            business = tables.businesses.get(webhook.business)
        assert business is not None
        second = a_webhook(catalogue, business, form=Form.TIMETAP)
        with catalogue.read() as tables:
            assert tables.webhooks.of_business(webhook.business) == [webhook, second]
            assert tables.webhooks.of_business(other.number) == []
            assert tables.webhooks.get(webhook.business, second.number) == second
            assert tables.webhooks.get(other.number, second.number) is None
            assert tables.webhooks.all() == [webhook, second]

    def test_what_may_change_is_kept_and_its_names_stay(self, catalogue: Catalogue, webhook: Webhook) -> None:
        standing = {
            "cursor": 7,
            "sealed_url": "another address",
            "sealed_secret": "another secret",
            "events": ("*",),
            "former_secret": "sealed secret",
            "former_until": at(0),
            "leased_until": at(1),
            "failing_since": at(2),
            "switched_off_at": at(3),
            "last_at": at(4),
            "last_outcome": "no connection",
        }
        changed = change(catalogue, webhook, **standing)
        change(catalogue, changed, created_at=at(5), form=Form.TIMETAP)
        with catalogue.read() as tables:
            assert tables.webhooks.get(webhook.business, webhook.number) == changed
        assert catalogue.write(lambda tables: tables.webhooks.lock(webhook)) == changed

    def test_removed_it_is_gone_with_what_it_was_to_be_told(self, catalogue: Catalogue, webhook: Webhook) -> None:
        a_delivery(catalogue, webhook, 1)
        catalogue.write(lambda tables: tables.webhooks.remove(webhook))
        assert catalogue.write(lambda tables: tables.webhooks.lock(webhook)) is None
        with catalogue.read() as tables:
            assert tables.webhooks.all() == []
            assert tables.deliveries.get(webhook, 1) is None

    def test_it_is_behind_while_changes_come_after_its_cursor_and_not_too_much_waits(
        self, catalogue: Catalogue
    ) -> None:
        first, second = (a_business(catalogue) for _ in range(2))
        webhooks = [a_webhook(catalogue, business) for business in (first, second)]

        def behind(*, room: int = 2) -> list[Webhook]:
            with catalogue.read() as tables:
                return tables.webhooks.behind(room=room)

        assert behind() == []
        last = catalogue.write(lambda tables: tables.changes.append(a_change(first)))
        assert behind() == [webhooks[0]]
        a_delivery(catalogue, webhooks[0], 1)
        assert (behind(), behind(room=1)) == ([webhooks[0]], [])
        a_delivery(catalogue, webhooks[0], 2, given_up_at=NOW)
        a_delivery(catalogue, webhooks[0], 3, delivered_at=NOW)
        assert behind() == [webhooks[0]]
        change(catalogue, webhooks[0], cursor=last)
        assert behind() == []
        catalogue.write(lambda tables: tables.changes.append(a_change(second)))
        change(catalogue, webhooks[1], switched_off_at=NOW)
        assert behind() == []

    def test_the_first_change_that_is_still_needed_is_what_the_slowest_one_switched_on_has_not_seen(
        self, catalogue: Catalogue
    ) -> None:
        business = a_business(catalogue)
        webhooks = [a_webhook(catalogue, business) for _ in range(3)]

        def needed() -> int | None:
            with catalogue.read() as tables:
                return tables.webhooks.oldest_needed(business.number)

        for webhook, cursor in zip(webhooks, (7, 4, 9), strict=True):
            change(catalogue, webhook, cursor=cursor)
        assert needed() == 5
        change(catalogue, webhooks[1], cursor=4, switched_off_at=NOW)
        assert needed() == 8
        for webhook in webhooks:
            catalogue.write(lambda tables, gone=webhook: tables.webhooks.remove(gone))  # type: ignore[misc]
        assert needed() is None

    def test_a_lease_is_given_to_one_until_it_ends(self, catalogue: Catalogue, webhook: Webhook) -> None:
        def lease(now: datetime, webhook: Webhook = webhook) -> bool:
            until = now + timedelta(minutes=1)
            return catalogue.write(lambda tables: tables.webhooks.lease(webhook, now=now, until=until))

        assert [lease(NOW), lease(NOW), lease(NOW + timedelta(seconds=59)), lease(LATER)] == [True, False, False, True]
        assert not lease(at(60), replace(webhook, number=Number(webhook.number + 1)))
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
        a_delivery(catalogue, webhooks["nothing at all"], 1, delivered_at=NOW)
        a_delivery(catalogue, webhooks["nothing due"], 2, number=101)  # but it comes after the one that waits
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
                found = tables.webhooks.waiting(now, limit=limit, of_each=9)
            return [name for one in found for name, webhook in webhooks.items() if webhook == one]

        assert waiting(NOW) == ["silent", "told just now", "failing"]
        assert waiting(NOW, limit=2) == ["silent", "told just now"]
        assert waiting(LATER) == ["silent", "leased", "nothing due", "told just now", "failing"]

    def test_of_one_business_only_some_are_begun_at_once_and_others_come_between(self, catalogue: Catalogue) -> None:
        many, one = a_business(catalogue), a_business(catalogue)
        of_many = [a_webhook(catalogue, many) for _ in range(4)]
        of_one = a_webhook(catalogue, one)
        for webhook in (*of_many, of_one):
            a_delivery(catalogue, webhook, 1)

        def waiting(of_each: int) -> list[Number]:
            with catalogue.read() as tables:
                found = tables.webhooks.waiting(NOW, limit=9, of_each=of_each)
            return [webhook.number if webhook.business == many.number else Number(0) for webhook in found]

        numbers = [webhook.number for webhook in of_many]
        assert waiting(3) == [numbers[0], 0, *numbers[1:3]]
        change(catalogue, of_many[0], leased_until=LATER)
        assert waiting(3) == [0, *numbers[1:3]]
        assert waiting(1) == [0]

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
