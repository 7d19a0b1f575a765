"""The catalogue's rows about webhooks and what they are and were told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber, Number
from filebook.core.webhooks import Delivery, DeliveryState, Webhook


class Webhooks(Protocol):
    """The webhooks of a business."""

    def add(self, webhook: Webhook) -> None: ...
    def remove(self, webhook: Webhook) -> None:
        """With its deliveries."""

    def get(self, business: BusinessNumber, number: Number) -> Webhook | None: ...
    def of_business(self, business: BusinessNumber) -> list[Webhook]:
        """By number: in the order in which they were made."""

    def lock(self, webhook: Webhook) -> Webhook | None:
        """The webhook as it is now, kept from other writers until commit; None where it is gone."""

    def update(self, webhook: Webhook) -> None:
        """All that may change of one that this unit has locked."""

    def lease(self, webhook: Webhook, *, now: datetime, until: datetime) -> bool:
        """Take the right to make its deliveries; False where it is somebody else's, or the webhook is off."""

    def all(self) -> list[Webhook]:
        """By business and number."""

    def behind(self, *, room: int) -> list[Webhook]:
        """Those switched on whose business has changes after their cursor, and of whose deliveries fewer than `room`
        wait; by business and number.
        """

    def waiting(self, now: datetime, *, limit: int, of_each: int) -> list[Webhook]:
        """Those that are free and have a delivery due: sound ones first; of these first such of businesses of which
        fewer are under way, then whoever was told longest ago. Of a business `of_each` at most, with what is under way.
        """

    def oldest_needed(self, business: BusinessNumber) -> int | None:
        """The first change that some webhook switched on has not looked at; None where there is no such webhook."""

    def newest_appointment(self, business: BusinessNumber) -> Number | None:
        """The appointment changed last that is neither private nor in the trash."""


class Deliveries(Protocol):
    """What each webhook is to be told, and what it was told, or not, of late."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """To be made. One that was made or given up is to be made again; one that waits stays."""

    def due(self, webhook: Webhook, now: datetime) -> Delivery | None:
        """The one to be made next; none while an earlier one of the same object waits."""

    def are_waiting(self, webhook: Webhook, count: int) -> bool:
        """Whether so many wait, or more."""

    def get(self, webhook: Webhook, sequence: int) -> Delivery | None: ...
    def listing(
        self, webhook: Webhook, *, states: Collection[DeliveryState], limit: int, before: int | None = None
    ) -> list[Delivery]:
        """Newest first; `before`: of smaller sequence numbers only."""

    def update(self, delivery: Delivery) -> None:
        """How one stands that waits until now; any other stays."""

    def remove(self, delivery: Delivery) -> None: ...
    def hasten(self, webhook: Webhook, *, after: int, at: datetime) -> None:
        """Those that wait, of greater sequence numbers than `after`, are due at a time, where they were due later."""

    def give_up(self, webhook: Webhook, *, at: datetime) -> None:
        """All that wait."""

    def forget(self, webhook: Webhook, *, delivered_before: datetime, given_up_before: datetime, keep: int) -> None:
        """Those that were made or given up before a time, and all but the last so many of each."""

    def hidden(self, business: BusinessNumber, numbers: Collection[Number]) -> set[Number]:
        """Those of the numbers of which not everybody in the business may know: private appointments and their
        occurrences, files and folders that are not for all.
        """
