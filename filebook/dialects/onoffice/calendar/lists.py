"""`get`/`appointmentList`: the newer list of appointments, of which one asks for single elements.

Source: apidoc.onoffice.de, appointmentList; onoffice.md 8.4, read 2026-11-22.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from filebook.core.appointments import Appointment, Status
from filebook.core.selection import Reader
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice import wire as envelope
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.calendar import around as near
from filebook.dialects.onoffice.calendar import moments, wire
from filebook.dialects.onoffice.calendar.listed import listed
from filebook.dialects.onoffice.calendar.neighbours import around_of, hints_for
from filebook.dialects.onoffice.calendar.reading import (
    Whose,
    appointment_of,
    calendar_page_in,
    compared,
    holding,
    in_days,
    whose_in,
)
from filebook.dialects.onoffice.calendar.words import COMPLETED
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.conditions import conditions_in
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, object_in, texts_in
from filebook.services.conflicts import OCCURRENCE_COUNT

_ELEMENTS = frozenset(wire.ListedAppointment.__struct_fields__)
_CONFLICTS = "conflicts"
_PLAIN = frozenset(wire.ListFilter.__struct_fields__)
_READERS: Mapping[str, Reader[Appointment]] = {
    "notes": lambda one: one.comment,
    "createdBy": near.author,
    "type": lambda one: one.type,
    "subject": lambda one: one.subject,
}


def appointment_list(asked: Asked) -> Outcome:
    """The wanted elements of one appointment, or of those of some days; all elements where none are named.

    Raises: Refused, NotFound("appointment"), Invalid.
    """
    said = msgspec.convert(asked.parameters, wire.ListParameters)
    wanted = _elements_in(said, strict=is_strict(asked.business()))
    limit, offset = calendar_page_in(asked.parameters)
    found = [appointment_of(asked)] if asked.resourceid else _several(asked, said)
    page = found[offset : offset + limit]
    around = around_of(asked, page)
    hints: list[wire.Hints] | list[None] = [None] * len(page)
    if _CONFLICTS in wanted:
        # In a list the first occurrence stands for its series, or one page would look at thousands.
        count = OCCURRENCE_COUNT if asked.resourceid else 1
        hints = hints_for(asked, page, around, occurrence_count=count)
    with_follow_up = flag_in(said.showFollowUpStatus, "showFollowUpStatus")
    records = []
    for one, hint in zip(page, hints, strict=True):
        elements = msgspec.to_builtins(listed(one, around, with_follow_up=with_follow_up, hints=hint))
        chosen = {name: value for name, value in elements.items() if name in wanted}
        records.append(envelope.Record(one.number, "calendar", chosen))
    return Outcome(records, len(found))


def _elements_in(said: wire.ListParameters, *, strict: bool) -> frozenset[str]:
    names = frozenset(texts_in(said.data, "data"))
    unknown = sorted(names - _ELEMENTS)
    if unknown and strict:
        raise Refused(codes.INVALID_FIELD, unknown[0])
    return names or _ELEMENTS


def _several(asked: Asked, said: wire.ListParameters) -> list[Appointment]:
    members: dict[str, Any] = object_in(said.filter, "filter")
    plain = msgspec.convert({name: members[name] for name in members.keys() & _PLAIN}, wire.ListFilter)
    conditions = conditions_in({name: members[name] for name in members.keys() - _PLAIN}, compared(_READERS))
    whose = whose_in(asked, users=plain.userIds, groups=plain.groupIds) or Whose()
    found = in_days(
        asked,
        first=moments.day_in(plain.startDate, "startDate"),
        last=moments.day_in(plain.endDate, "endDate"),
        whose=whose,
    )
    return [one for one in holding(found, conditions) if _is_as_said(one, plain)]


def _is_as_said(appointment: Appointment, plain: wire.ListFilter) -> bool:
    """Whether those flags which are set fit."""
    flags = (
        ("isCancelled", plain.isCancelled, appointment.status is Status.CANCELLED),
        ("isDone", plain.isDone, near.status_of(appointment) == COMPLETED),
        ("isRecurrent", plain.isRecurrent, appointment.rule is not None),
    )
    return all(said in NOTHING or flag_in(said, name) is holds for name, said, holds in flags)
