"""Handlers of single members of staff: shown, made, changed; and which services one offers.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UnsetType

from filebook.core.access import Actor
from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.core.working_hours import WorkingHours, working_hours_of
from filebook.dialects.timetap.reasons.listed import ReasonNoun
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.required import named_record, require_own_business, require_records
from filebook.dialects.timetap.staff.listed import StaffNoun
from filebook.dialects.timetap.staff.translate import SaidStaff, edited_staff, new_staff, staff_said
from filebook.dialects.timetap.staff.wire import StaffChange
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class OneOfStaff:
    """Shows, makes and changes a member of staff."""

    services: Services

    def get_one(self, call: Call) -> Answer:
        """A member of staff."""
        return self._shown(call.actor, self._named(call))

    def create(self, call: Call) -> Answer:
        """A new one, with a calendar and without a login."""
        said = self._said(call)
        label, fields = new_staff(said)
        self._require_places(call.actor, said, before=())
        return self._shown(call.actor, self.services.colleagues.hire(call.actor, label=label, fields=fields))

    def change(self, call: Call) -> Answer:
        """What is named changes, the rest stays."""
        said, record = self._said(call), self._named(call)
        self._require_places(call.actor, said, before=working_hours_of(record.fields))
        changed = self.services.colleagues.change(
            call.actor, record.number, edit=lambda current: edited_staff(current, said)
        )
        return self._shown(call.actor, changed)

    def offered(self, call: Call) -> Answer:
        """All services, each active if this member of staff offers it."""
        noun = ReasonNoun(self.services, staff=self._named(call).number)
        return RecordLists(self.services, noun).all(call)

    def _said(self, call: Call) -> SaidStaff:
        body = read_json(call.body, StaffChange)
        require_own_business(call.actor, body.businessId)
        return staff_said(body)

    def _named(self, call: Call) -> Record:
        return named_record(self.services.records, call.actor, call.path_params["professionalId"], kind=Kind.STAFF)

    def _require_places(self, actor: Actor, said: SaidStaff, *, before: Sequence[WorkingHours]) -> None:
        """Where and for what somebody works must be there, unless it is what was kept already."""
        if isinstance(said.hours, UnsetType) or said.hours is None:
            return
        locations = {one.location for one in said.hours} - {one.location for one in before}
        services = {one.service for one in said.hours} - {one.service for one in before}
        for kind, numbers in ((Kind.LOCATION, locations), (Kind.SERVICE, services)):
            wanted = sorted(number for number in numbers if number is not None)
            require_records(self.services.records, actor, wanted, kind=kind)

    def _shown(self, actor: Actor, record: Record) -> Answer:
        return json_answer(StaffNoun(self.services).shower(actor)(record))
