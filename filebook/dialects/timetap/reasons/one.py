"""Handlers of single services: shown, made, changed; and who offers one.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.ids import Kind
from filebook.core.offers import locations_of, staff_of
from filebook.core.records import Record
from filebook.dialects.timetap.reasons.translate import (
    SaidReason,
    edited_reason,
    new_reason,
    reason_details,
    reason_said,
)
from filebook.dialects.timetap.reasons.wire import ReasonChange
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.required import named_record, require_own_business, require_records
from filebook.dialects.timetap.staff.listed import StaffNoun
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class OneReason:
    """Shows, makes and changes a service."""

    services: Services

    def get_one(self, call: Call) -> Answer:
        """A service."""
        return json_answer(reason_details(self._named(call)))

    def create(self, call: Call) -> Answer:
        """A new one."""
        said = _said(call)
        label, fields = new_reason(said)
        self._require_offerers(call.actor, said, before=None)
        made = self.services.records.add(call.actor, Kind.SERVICE, label=label, fields=fields)
        return json_answer(reason_details(made))

    def change(self, call: Call) -> Answer:
        """What is named changes, the rest stays."""
        said, record = _said(call), self._named(call)
        self._require_offerers(call.actor, said, before=record)
        changed = self.services.records.change(
            call.actor, record.number, kind=Kind.SERVICE, edit=lambda current: edited_reason(current, said)
        )
        return json_answer(reason_details(changed))

    def staff(self, call: Call) -> Answer:
        """The staff who offer it."""
        return RecordLists(self.services, StaffNoun(self.services, service=self._named(call))).all(call)

    def _named(self, call: Call) -> Record:
        return named_record(self.services.records, call.actor, call.path_params["reasonId"], kind=Kind.SERVICE)

    def _require_offerers(self, actor: Actor, said: SaidReason, *, before: Record | None) -> None:
        """Who offers it and where must be there, unless that was kept already."""
        staff = () if before is None else staff_of(before) or ()
        locations = () if before is None else locations_of(before) or ()
        for kind, wanted, known in ((Kind.STAFF, said.staff, staff), (Kind.LOCATION, said.locations, locations)):
            new = [number for number in wanted if number not in known]
            require_records(self.services.records, actor, new, kind=kind)


def _said(call: Call) -> SaidReason:
    body = read_json(call.body, ReasonChange)
    require_own_business(call.actor, body.businessId)
    return reason_said(body)
