"""Handlers that make and change clients: created, replaced, changed in part, put out of use.

Source: the project's TimeTap reference (section 7), read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.dialects.timetap.clients.translate import (
    SaidClient,
    changed_client,
    client_object,
    client_said,
    made_client,
)
from filebook.dialects.timetap.clients.wire import ClientChange
from filebook.dialects.timetap.required import named_record, require_own_business
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class Writes:
    """Makes and changes clients for TimeTap's clients."""

    services: Services

    def create(self, call: Call) -> Answer:
        """A new client."""
        label, fields = made_client(_said(call))
        return _shown(self.services.records.add(call.actor, Kind.CONTACT, label=label, fields=fields))

    def replace(self, call: Call) -> Answer:
        """Everything that TimeTap has of a client, made anew from a whole object."""
        return self._changed(call, _said(call, replaces=True))

    def patch(self, call: Call) -> Answer:
        """Only what is named changes."""
        return self._changed(call, _said(call))

    def deactivate(self, call: Call) -> Answer:
        """The client is not in use any more; nothing is lost."""
        return self._changed(call, SaidClient({}, active=False))

    def _changed(self, call: Call, said: SaidClient) -> Answer:
        named = named_record(self.services.records, call.actor, call.path_params["clientId"], kind=Kind.CONTACT)
        record = self.services.records.change(
            call.actor, named.number, kind=Kind.CONTACT, edit=lambda current: changed_client(current, said)
        )
        return _shown(record)


def _said(call: Call, *, replaces: bool = False) -> SaidClient:
    body = read_json(call.body, ClientChange)
    require_own_business(call.actor, body.businessId)
    return client_said(body, replaces=replaces)


def _shown(record: Record) -> Answer:
    return json_answer(client_object(record, record.business))
