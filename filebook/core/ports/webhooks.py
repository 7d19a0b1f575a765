"""The catalogue's rows about webhooks and what they are still to be told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from filebook.core.ids import BusinessNumber, Number
from filebook.core.webhooks import Delivery, Webhook


class Webhooks(Protocol):
    """One webhook of a business at most, and its deliveries, which go when it goes."""

    def put(self, webhook: Webhook) -> None:
        """In place of the business's earlier one."""

    def remove(self, business: BusinessNumber) -> bool:
        """Whether there was one."""

    def get(self, business: BusinessNumber) -> Webhook | None: ...
    def lock(self, webhook: Webhook) -> Webhook | None:
        """The webhook as it is now, kept from other writers until commit; None where another one took its place."""

    def update(self, webhook: Webhook) -> None:
        """Its cursor, lease and standing."""

    def lease(self, webhook: Webhook, *, now: datetime, until: datetime) -> bool:
        """Take the right to make its deliveries; False where it is somebody else's, or the webhook is off."""

    def all(self) -> list[Webhook]:
        """By business."""

    def behind(self) -> list[Webhook]:
        """Those switched on whose business has changes after their cursor."""

    def waiting(self, now: datetime, *, limit: int) -> list[Webhook]:
        """Those that are free and have a delivery due: sound ones first, and first whoever was told longest ago."""

    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None: ...
    def due(self, business: BusinessNumber, now: datetime) -> Delivery | None:
        """The delivery to be made next."""

    def deliveries(self, business: BusinessNumber, *, limit: int) -> list[Delivery]:
        """Those not made, waiting or given up, newest first."""

    def update_delivery(self, delivery: Delivery) -> None: ...
    def remove_delivery(self, delivery: Delivery) -> None: ...
    def give_up(self, business: BusinessNumber, *, at: datetime) -> None:
        """All that wait."""

    def forget(self, business: BusinessNumber, *, given_up_before: datetime) -> None: ...
    def newest_appointment(self, business: BusinessNumber) -> Number | None:
        """The appointment changed last that is neither private nor in the trash."""
