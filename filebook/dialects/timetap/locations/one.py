"""Handlers of single locations: shown, made, changed.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.dialects.timetap.locations.translate import (
    SaidLocation,
    edited_location,
    location_details,
    location_said,
    new_location,
)
from filebook.dialects.timetap.locations.wire import LocationChange
from filebook.dialects.timetap.required import named_record, require_own_business
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json
from filebook.serving.routes import Answer


@dataclass(frozen=True, slots=True)
class OneLocation:
    """Shows, makes and changes a location."""

    services: Services

    def get_one(self, call: Call) -> Answer:
        """A location."""
        return json_answer(location_details(self._named(call)))

    def create(self, call: Call) -> Answer:
        """A new one."""
        label, fields = new_location(_said(call))
        made = self.services.records.add(call.actor, Kind.LOCATION, label=label, fields=fields)
        return json_answer(location_details(made))

    def change(self, call: Call) -> Answer:
        """What is named changes, the rest stays."""
        said = _said(call)
        changed = self.services.records.change(
            call.actor,
            self._named(call).number,
            kind=Kind.LOCATION,
            edit=lambda current: edited_location(current, said),
        )
        return json_answer(location_details(changed))

    def _named(self, call: Call) -> Record:
        return named_record(self.services.records, call.actor, call.path_params["locationId"], kind=Kind.LOCATION)


def _said(call: Call) -> SaidLocation:
    body = read_json(call.body, LocationChange)
    require_own_business(call.actor, body.businessId)
    return location_said(body)
