"""Handlers that show clients: one, lists of them, those that a search finds, and their tags.

Source: the project's TimeTap reference (section 7), read 2026-11-21.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import msgspec
from starlette.datastructures import QueryParams

from filebook.core.access import Actor
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.timetap.clients.queries import (
    Sought,
    client_in,
    email_in_body,
    searched_text,
    sought_in,
    sought_in_body,
)
from filebook.dialects.timetap.clients.translate import client_object, tags_of
from filebook.dialects.timetap.clients.wire import ClientObject
from filebook.dialects.timetap.record_lists import Conditions, RecordLists
from filebook.dialects.timetap.required import named_record
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

_BATCH = 500
_SORTABLE = frozenset(
    field.name
    for field in msgspec.structs.fields(ClientObject)
    if field.type in {int, str, bool, int | None, str | None}
)


class Clients:
    """Contacts, as TimeTap's lists have them."""

    kind = Kind.CONTACT
    sortable = _SORTABLE

    def shower(self, actor: Actor) -> Callable[[Record], ClientObject]:
        """Shows contacts."""
        return lambda record: client_object(record, actor.business)

    def searched(self, record: Record) -> str:
        """Names, e-mail and telephone numbers."""
        return searched_text(record)

    def conditions(self, actor: Actor, query: QueryParams) -> Conditions:  # noqa: ARG002 - as the others have it
        """`cellPhone` and `emailAddress`."""
        return sought_in(query).conditions


def named_clients(query: QueryParams) -> Collection[Number] | None:
    """The one client that a list is to be of, if one is named. Raises: Invalid("clientId")."""
    number = client_in(query)
    return None if number is None else (number,)


@dataclass(frozen=True, slots=True)
class Reads:
    """Shows clients to TimeTap's clients."""

    services: Services
    lists: RecordLists[ClientObject]

    def get_one(self, call: Call) -> Answer:
        """One client."""
        record = named_record(self.services.records, call.actor, call.path_params["clientId"], kind=Kind.CONTACT)
        return json_answer(client_object(record, call.actor.business))

    def search(self, call: Call) -> Answer:
        """Those that fit what the body says."""
        return self._found(call, sought_in_body(call.body))

    def with_email(self, call: Call) -> Answer:
        """Those who have just this e-mail."""
        return self._found(call, email_in_body(call.body))

    def tags(self, call: Call) -> Answer:
        """Every tag that some client has."""
        found: set[str] = set()
        last: Number | None = None
        while batch := self.services.records.page(call.actor, Kind.CONTACT, after=last, limit=_BATCH):
            found.update(tag for record in batch for tag in tags_of(record))
            last = batch[-1].number
        return json_answer(sorted(found))

    def _found(self, call: Call, sought: Sought) -> Answer:
        """Of a search for nothing, nobody."""
        conditions = sought.conditions
        return self.lists.found(call, conditions) if conditions else json_answer([])
