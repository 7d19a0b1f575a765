"""Which action does what: the dispatch table as data, and the way of one action through it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from filebook.core.errors import FilebookError
from filebook.dialects.onoffice import codes, envelope, ids, wire
from filebook.dialects.onoffice.asked import Asked, Handler, Row
from filebook.dialects.onoffice.auth import Caller
from filebook.dialects.onoffice.calendar.changing import create_calendar, delete_calendar, modify_calendar
from filebook.dialects.onoffice.calendar.lists import appointment_list
from filebook.dialects.onoffice.calendar.reading import read_calendar
from filebook.dialects.onoffice.calendar.small import (
    appointment_affirmation,
    appointment_conflicts,
    calendar_resources,
)
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import Order
from filebook.dialects.onoffice.errors import refusal_for
from filebook.dialects.onoffice.files.changes import delete_file, modify_file
from filebook.dialects.onoffice.files.download_page import link_to_page
from filebook.dialects.onoffice.files.of_appointment import files_of_appointment
from filebook.dialects.onoffice.files.of_record import (
    files_of_address,
    files_of_estate,
    files_of_log_entry,
    files_of_task,
)
from filebook.dialects.onoffice.files.pictures import pictures_of_estates
from filebook.dialects.onoffice.files.uploading import upload_file
from filebook.dialects.onoffice.intake import Arrival
from filebook.dialects.onoffice.records import configuration, people, reading, searching, writing
from filebook.dialects.onoffice.relations.reading import related_ids
from filebook.dialects.onoffice.relations.writing import create_relation, delete_relation, modify_relation
from filebook.services.bundle import Services

ANY = "*"
"""Whatever the resourceid."""
RECORD_LIMIT = 100_000
"""Records in one answer: a list has 500 at most, but a request may ask for a thousand lists."""


CALLS: Mapping[tuple[str, str], Row] = {
    ("do", "uploadfile"): Row({ANY: upload_file}, cacheable=False),
    ("get", "file"): Row(
        {
            "appointment": files_of_appointment,
            "estate": files_of_estate,
            "address": files_of_address,
            "task": files_of_task,
            "agentslog": files_of_log_entry,
        },
        cacheable=True,
    ),
    ("get", "estatepictures"): Row({ANY: pictures_of_estates}, cacheable=True),
    ("get", "downloadFiles"): Row({"address": link_to_page}, cacheable=True),
    ("modify", "fileRelation"): Row({ANY: modify_file}, cacheable=False),
    ("modify", "file"): Row({ANY: modify_file}, cacheable=False),
    ("delete", "fileRelation"): Row({ANY: delete_file}, cacheable=False),
    ("delete", "file"): Row({ANY: delete_file}, cacheable=False),
    ("get", "idsfromrelation"): Row({ANY: related_ids}, cacheable=True),
    ("create", "relation"): Row({ANY: create_relation}, cacheable=False),
    ("modify", "relation"): Row({ANY: modify_relation}, cacheable=False),
    ("delete", "relation"): Row({ANY: delete_relation}, cacheable=False),
    ("read", "estate"): Row({ANY: reading.read_estates}, cacheable=True),
    ("read", "address"): Row({ANY: reading.read_addresses}, cacheable=True),
    ("read", "task"): Row({ANY: reading.read_tasks}, cacheable=False),
    ("read", "agentslog"): Row({ANY: reading.read_agents_log}, cacheable=True),
    ("read", "agentsLog"): Row({ANY: reading.read_agents_log}, cacheable=True),
    ("read", "user"): Row({ANY: reading.read_users}, cacheable=True),
    ("create", "estate"): Row({ANY: writing.create_estate}, cacheable=False),
    ("create", "address"): Row({ANY: writing.create_address}, cacheable=False),
    ("create", "task"): Row({ANY: writing.create_task}, cacheable=False),
    ("create", "agentslog"): Row({ANY: writing.create_agents_log}, cacheable=False),
    ("create", "agentsLog"): Row({ANY: writing.create_agents_log}, cacheable=False),
    ("modify", "estate"): Row({ANY: writing.modify_estate}, cacheable=False),
    ("modify", "address"): Row({ANY: writing.modify_address}, cacheable=False),
    ("modify", "task"): Row({ANY: writing.modify_task}, cacheable=False),
    ("modify", "agentslog"): Row({ANY: writing.modify_agents_log}, cacheable=False),
    ("modify", "agentsLog"): Row({ANY: writing.modify_agents_log}, cacheable=False),
    ("delete", "estate"): Row({ANY: writing.delete_estate}, cacheable=False),
    ("delete", "address"): Row({ANY: writing.delete_address}, cacheable=False),
    ("delete", "task"): Row({ANY: writing.delete_task}, cacheable=False),
    ("delete", "agentslog"): Row({ANY: writing.delete_agents_log}, cacheable=False),
    ("delete", "agentsLog"): Row({ANY: writing.delete_agents_log}, cacheable=False),
    ("get", "users"): Row({ANY: people.users}, cacheable=True),
    ("get", "groups"): Row({ANY: people.groups}, cacheable=True),
    ("get", "checkuserrecordsright"): Row({ANY: people.check_rights}, cacheable=False),
    ("get", "search"): Row({"address": searching.search_addresses, "estate": searching.search_estates}, cacheable=True),
    ("get", "fields"): Row({ANY: configuration.fields}, cacheable=True),
    ("get", "actionkindtypes"): Row({ANY: configuration.action_kinds}, cacheable=True),
    ("get", "estateCategories"): Row({ANY: configuration.estate_categories}, cacheable=True),
    ("get", "searchCriteriaFields"): Row({ANY: configuration.search_criteria_fields}, cacheable=True),
    ("get", "filters"): Row({ANY: configuration.nothing}, cacheable=True),
    ("get", "regions"): Row({ANY: configuration.nothing}, cacheable=True),
    ("get", "recordsLastSeen"): Row({ANY: configuration.nothing}, cacheable=True),
    ("get", "userphoto"): Row({ANY: configuration.nothing}, cacheable=True),
    ("read", "impressum"): Row({ANY: configuration.imprint}, cacheable=True),
    ("read", "basicsettings"): Row({ANY: configuration.basic_settings}, cacheable=False),
    ("do", "unlockProvider"): Row({ANY: configuration.unlock_provider}, cacheable=False),
    ("read", "calendar"): Row({ANY: read_calendar}, cacheable=True),
    ("create", "calendar"): Row({ANY: create_calendar}, cacheable=False),
    ("modify", "calendar"): Row({ANY: modify_calendar}, cacheable=False),
    ("delete", "calendar"): Row({ANY: delete_calendar}, cacheable=False),
    ("delete", "appointment"): Row({ANY: delete_calendar}, cacheable=False),
    ("delete", "appointments"): Row({ANY: delete_calendar}, cacheable=False),
    ("get", "appointmentList"): Row({ANY: appointment_list}, cacheable=True),
    ("get", "calendarResources"): Row({ANY: calendar_resources}, cacheable=True),
    ("get", "appointmentConflicts"): Row({ANY: appointment_conflicts}, cacheable=False),
    ("do", "appointmentAffirmation"): Row({ANY: appointment_affirmation}, cacheable=False),
}
"""(action, resourcetype) → what it does."""


def handler_for(order: Order, calls: Mapping[tuple[str, str], Row]) -> tuple[Row, Handler]:
    """The row of an action and its handler.

    Raises: Refused, worded as the live service words it.
    """
    action = ids.action_of(order.actionid)
    if action is None:
        raise Refused(codes.UNKNOWN_ACTION_ID, order.actionid)
    row = calls.get((action, order.resourcetype))
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
    caller: Caller
    door_url: str
    record_limit: int = RECORD_LIMIT
    calls: Mapping[tuple[str, str], Row] = field(default_factory=lambda: CALLS)

    def results_of(self, orders: Sequence[Order], arrival_of: Callable[[int], Arrival | None]) -> list[wire.Result]:
        """One result for each action, in order. Once they hold `record_limit` records, the others are refused."""
        results: list[wire.Result] = []
        left = self.record_limit
        for place, order in enumerate(orders):
            if left > 0:
                result = self.result_of(order, arrival_of(place))
            else:
                result = envelope.failed(order, order.fault or Refused(codes.ERROR_IN_ACTION))
            left -= len(result.data.records) if isinstance(result.data, wire.Data) else 0
            results.append(result)
        return results

    def result_of(self, order: Order, arrival: Arrival | None) -> wire.Result:
        """Judge, carry out and answer one action. Bytes it did not come to keep are dropped."""
        try:
            return self._carried_out(order, arrival)
        except Refused as refusal:
            return envelope.failed(order, refusal)
        except FilebookError as error:
            return envelope.failed(order, refusal_for(error))
        except Exception:  # noqa: BLE001 - a boundary: what the actions before it did is done, and has to be answered
            structlog.get_logger("filebook.onoffice").exception("action.failed")
            return envelope.failed(order, Refused(codes.ERROR_IN_ACTION))
        finally:
            if arrival is not None:
                arrival.discard()

    def _carried_out(self, order: Order, arrival: Arrival | None) -> wire.Result:
        if order.fault is not None:
            raise order.fault
        actor = self.caller.actor(order, arrival)
        row, handler = handler_for(order, self.calls)
        asked = Asked(self.services, actor, order.resourceid, order.parameters, arrival, self.door_url)
        outcome = handler(asked)
        return envelope.succeeded(order, outcome.records, count=outcome.count, cacheable=row.cacheable)
