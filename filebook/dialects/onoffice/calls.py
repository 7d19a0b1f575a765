"""Which action does what: the dispatch table as data, and the way of one action through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from filebook.core.errors import FilebookError
from filebook.dialects.onoffice import codes, envelope, ids, wire
from filebook.dialects.onoffice.asked import Asked, Handler, Row
from filebook.dialects.onoffice.auth import Gate
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import Order
from filebook.dialects.onoffice.errors import refusal_for
from filebook.dialects.onoffice.files.of_appointment import files_of_appointment
from filebook.dialects.onoffice.files.uploading import upload_file
from filebook.dialects.onoffice.intake import Arrival
from filebook.services.bundle import Services

ANY = "*"
"""Whatever the resourceid."""


CALLS: Mapping[tuple[str, str], Row] = {
    ("do", "uploadfile"): Row({ANY: upload_file}, cacheable=False),
    ("get", "file"): Row({"appointment": files_of_appointment}, cacheable=True),
}
"""(action, resourcetype) → what it does."""


def handler_for(order: Order) -> tuple[Row, Handler]:
    """The row of an action and its handler.

    Raises: Refused, worded as the live service words it.
    """
    action = ids.action_of(order.actionid)
    if action is None:
        raise Refused(codes.UNKNOWN_ACTION_ID, order.actionid)
    row = CALLS.get((action, order.resourcetype))
    if row is None:
        raise Refused(codes.UNKNOWN_RESOURCE_TYPE, order.resourcetype)
    handler = row.handlers.get(order.resourceid.lower()) or row.handlers.get(ANY)
    if handler is None:
        raise Refused(codes.UNKNOWN_RESOURCE_ID, order.resourceid)
    return row, handler


@dataclass(frozen=True, slots=True)
class Desk:
    """Carries out the actions of one request, one after another."""

    services: Services
    gate: Gate
    token: str
    arrived_at: datetime
    door_url: str

    def result_of(self, order: Order, arrival: Arrival | None) -> wire.Result:
        """Judge, carry out and answer one action. Bytes it did not come to keep are dropped."""
        try:
            return self._carried_out(order, arrival)
        except Refused as refusal:
            return envelope.failed(order, refusal)
        except FilebookError as error:
            return envelope.failed(order, refusal_for(error))
        finally:
            if arrival is not None:
                arrival.discard()

    def _carried_out(self, order: Order, arrival: Arrival | None) -> wire.Result:
        if order.fault is not None:
            raise order.fault
        actor = self.gate.actor(order, token=self.token, arrived_at=self.arrived_at, arrival=arrival)
        row, handler = handler_for(order)
        asked = Asked(self.services, actor, order.resourceid, order.parameters, arrival, self.door_url)
        outcome = handler(asked)
        return envelope.succeeded(order, outcome.records, count=outcome.count, cacheable=row.cacheable)
