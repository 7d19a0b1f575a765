"""What every catalogue promises of what webhooks are and were told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from filebook.core.access import Visibility
from filebook.core.changes import Change, Verb
from filebook.core.files import File, Folder
from filebook.core.ids import Door, Kind, Number, new_uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.webhooks import Delivery, DeliveryState, Form, Webhook
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import ANNA, NOW, a_business, a_file, a_folder, an_appointment, at

LATER = NOW + timedelta(minutes=1)
EVERY = frozenset(DeliveryState)


def a_delivery(
    catalogue: Catalogue,
    webhook: Webhook,
    sequence: int,
    *,
    number: int = 0,
    next_at: datetime = NOW,
    delivered_at: datetime | None = None,
    given_up_at: datetime | None = None,
) -> Delivery:
    """One about an object of its own unless a number is told."""
    about = Number(number or sequence + 100)
    told = Change(webhook.business, about, Kind.FILE, Verb.CHANGED, at(7), ANNA, Door.DAV, sequence, new_uid())
    delivery = Delivery(webhook.number, told, NOW, next_at, delivered_at=delivered_at, given_up_at=given_up_at)
    catalogue.write(lambda tables: tables.deliveries.add([delivery]))
    return delivery


def numbers_of(things: Sequence[File | Folder]) -> list[Number]:
    return [thing.number for thing in things]


class DeliverySuite:
    @pytest.fixture
    def webhooks(self, catalogue: Catalogue) -> list[Webhook]:
        """Two of one business."""
        business = a_business(catalogue)

        def unit(tables: Tables) -> Webhook:
            ref = tables.numbers.allocate(business.number, Kind.WEBHOOK)
            webhook = Webhook(business.number, ref.number, ref.uid, Form.STANDARD, "address", "secret", NOW, 0)
            tables.webhooks.add(webhook)
            return webhook

        return [catalogue.write(unit) for _ in range(2)]

    @pytest.fixture
    def webhook(self, webhooks: list[Webhook]) -> Webhook:
        return webhooks[0]

    def due(self, catalogue: Catalogue, webhook: Webhook, now: datetime) -> Delivery | None:
        with catalogue.read() as tables:
            return tables.deliveries.due(webhook, now)

    def listed(
        self, catalogue: Catalogue, webhook: Webhook, states: Collection[DeliveryState] = EVERY
    ) -> list[Delivery]:
        with catalogue.read() as tables:
            return tables.deliveries.listing(webhook, states=states, limit=9)

    def test_the_delivery_due_first_is_made_first(self, catalogue: Catalogue, webhooks: list[Webhook]) -> None:
        webhook, other = webhooks
        second, third, first = (
            a_delivery(catalogue, webhook, sequence, next_at=next_at)
            for sequence, next_at in ((1, LATER), (3, LATER), (2, NOW))
        )
        assert self.due(catalogue, webhook, NOW - timedelta(microseconds=1)) is None
        assert self.due(catalogue, other, LATER) is None
        assert self.due(catalogue, webhook, LATER) == first
        catalogue.write(lambda tables: tables.deliveries.remove(first))
        assert self.due(catalogue, webhook, NOW) is None
        assert self.due(catalogue, webhook, LATER) == second
        catalogue.write(lambda tables: tables.deliveries.update(replace(second, given_up_at=NOW)))
        assert self.due(catalogue, webhook, LATER) == third

    @pytest.mark.parametrize("end", ["delivered_at", "given_up_at"])
    def test_one_that_waits_holds_back_later_ones_of_its_object_and_of_no_other(
        self, catalogue: Catalogue, webhooks: list[Webhook], end: str
    ) -> None:
        webhook, other = webhooks
        failing = a_delivery(catalogue, webhook, 1, number=5, next_at=LATER)
        held_back = a_delivery(catalogue, webhook, 2, number=5)
        assert self.due(catalogue, webhook, NOW) is None
        elsewhere = a_delivery(catalogue, webhook, 3, number=6)
        others = a_delivery(catalogue, other, 2, number=5)
        assert self.due(catalogue, webhook, NOW) == elsewhere
        assert self.due(catalogue, other, NOW) == others
        over = replace(failing, **{end: NOW})  # type: ignore[arg-type] # a test's own words
        catalogue.write(lambda tables: tables.deliveries.update(over))
        assert self.due(catalogue, webhook, NOW) == held_back

    def test_the_log_tells_newest_first_what_came_of_each(self, catalogue: Catalogue, webhook: Webhook) -> None:
        waiting, delivered, given_up = (a_delivery(catalogue, webhook, sequence) for sequence in (1, 2, 3))
        tried = {"attempts": 3, "outcome": "500", "duration_ms": 12, "tried_at": at(9), "next_at": LATER}
        delivered = replace(delivered, delivered_at=at(9), **tried)  # type: ignore[arg-type] # a test's own words
        given_up = replace(given_up, given_up_at=at(9), **tried)  # type: ignore[arg-type] # the same
        for delivery in (delivered, given_up):
            catalogue.write(lambda tables, over=delivery: tables.deliveries.update(over))  # type: ignore[misc]
        assert self.listed(catalogue, webhook) == [given_up, delivered, waiting]
        for one in (waiting, delivered, given_up):
            assert self.listed(catalogue, webhook, {one.state}) == [one]
        with catalogue.read() as tables:
            assert tables.deliveries.listing(webhook, states=EVERY, limit=1) == [given_up]
            assert tables.deliveries.listing(webhook, states=EVERY, before=3, limit=9) == [delivered, waiting]
            assert tables.deliveries.get(webhook, 2) == delivered
            assert tables.deliveries.get(webhook, 4) is None

    def test_added_again_what_is_over_is_to_be_made_once_more_and_what_waits_stays(
        self, catalogue: Catalogue, webhook: Webhook
    ) -> None:
        waiting = a_delivery(catalogue, webhook, 1, next_at=LATER)
        over = [
            a_delivery(catalogue, webhook, 2, delivered_at=NOW),
            a_delivery(catalogue, webhook, 3, given_up_at=NOW),
        ]
        again = [replace(one, next_at=at(1)).again(at=at(1)) for one in (waiting, *over)]
        catalogue.write(lambda tables: tables.deliveries.add(again))
        assert self.listed(catalogue, webhook) == [again[2], again[1], waiting]

    def test_what_came_late_of_one_that_is_over_says_nothing(self, catalogue: Catalogue, webhook: Webhook) -> None:
        made = a_delivery(catalogue, webhook, 1, delivered_at=NOW)
        late = replace(made, delivered_at=None, outcome="too late")
        catalogue.write(lambda tables: tables.deliveries.update(late))
        assert self.listed(catalogue, webhook) == [made]

    def test_so_many_wait_or_fewer(self, catalogue: Catalogue, webhooks: list[Webhook]) -> None:
        webhook, other = webhooks
        for sequence in (1, 2):
            a_delivery(catalogue, webhook, sequence)
        a_delivery(catalogue, webhook, 3, delivered_at=NOW)
        a_delivery(catalogue, webhook, 4, given_up_at=NOW)
        with catalogue.read() as tables:
            assert [tables.deliveries.are_waiting(webhook, count) for count in (1, 2, 3)] == [True, True, False]
            assert not tables.deliveries.are_waiting(other, 1)

    def test_what_waits_for_longer_is_due_at_once_where_that_is_wanted(
        self, catalogue: Catalogue, webhooks: list[Webhook]
    ) -> None:
        webhook, other = webhooks
        early, before, after = (
            a_delivery(catalogue, webhook, sequence, next_at=next_at)
            for sequence, next_at in ((3, at(-1)), (1, LATER), (2, LATER))
        )
        made, others = (
            a_delivery(catalogue, webhook, 4, delivered_at=NOW),
            a_delivery(catalogue, other, 2, next_at=LATER),
        )
        catalogue.write(lambda tables: tables.deliveries.hasten(webhook, after=1, at=NOW))
        assert self.listed(catalogue, webhook) == [made, early, replace(after, next_at=NOW), before]
        assert self.listed(catalogue, other) == [others]

    def test_all_that_waits_is_given_up_at_once(self, catalogue: Catalogue, webhooks: list[Webhook]) -> None:
        webhook, other = webhooks
        early = a_delivery(catalogue, webhook, 1, given_up_at=NOW)
        waiting, others = a_delivery(catalogue, webhook, 2), a_delivery(catalogue, other, 2)
        made = a_delivery(catalogue, webhook, 3, delivered_at=NOW)
        catalogue.write(lambda tables: tables.deliveries.give_up(webhook, at=LATER))
        assert self.listed(catalogue, webhook) == [made, replace(waiting, given_up_at=LATER), early]
        assert self.listed(catalogue, other) == [others]

    def test_what_is_over_is_forgotten_by_age_and_beyond_a_number_of_each(
        self, catalogue: Catalogue, webhooks: list[Webhook]
    ) -> None:
        webhook, other = webhooks
        for sequence in range(1, 5):
            a_delivery(catalogue, webhook, sequence, given_up_at=NOW)
        for sequence in range(5, 8):
            a_delivery(catalogue, webhook, sequence, delivered_at=at(sequence))
        a_delivery(catalogue, webhook, 8)
        a_delivery(catalogue, other, 1, delivered_at=NOW)

        def forget(before: datetime, keep: int) -> list[int]:
            catalogue.write(
                lambda tables: tables.deliveries.forget(
                    webhook, delivered_before=before, given_up_before=NOW, keep=keep
                )
            )
            return [delivery.sequence for delivery in self.listed(catalogue, webhook)]

        assert forget(NOW, 4) == [8, 7, 6, 5, 4, 3, 2, 1]
        assert forget(at(6), 4) == [8, 7, 6, 4, 3, 2, 1]
        assert forget(NOW, 2) == [8, 7, 6, 4, 3]
        assert len(self.listed(catalogue, other)) == 1

    def test_hidden_is_what_not_everybody_in_the_business_may_know_of(self, catalogue: Catalogue) -> None:
        business, elsewhere = a_business(catalogue), a_business(catalogue)
        when = span("2026-03-02T10:00", "2026-03-02T11:00")
        files = [a_file(catalogue, business, visibility=visibility) for visibility in Visibility]
        folders = [a_folder(catalogue, business, visibility=visibility) for visibility in Visibility]
        appointments = [an_appointment(catalogue, business, when) for _ in range(2)]
        private = replace(appointments[1], private=True)
        catalogue.write(lambda tables: tables.appointments.update(private))
        numbers = [*numbers_of(files), *numbers_of(folders), *(one.number for one in appointments)]
        hidden = {*numbers_of(files[2:]), *numbers_of(folders[2:]), private.number}
        with catalogue.read() as tables:
            assert tables.deliveries.hidden(business.number, [*numbers, Number(4711)]) == hidden
            assert tables.deliveries.hidden(business.number, []) == set()
            assert tables.deliveries.hidden(elsewhere.number, numbers) == set()
