"""`create`, `modify` and `delete` of `calendar`.

Source: apidoc.onoffice.de, create, modify and delete calendar; onoffice.md 8.3, read 2026-11-22. The page of
`delete` is headed "appointments", its example has `calendar`; the answer of `modify` is not documented.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filebook.core.appointments import Appointment
from filebook.core.errors import AccessDenied
from filebook.core.ids import Number
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice import wire as envelope
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.calendar import around as near
from filebook.dialects.onoffice.calendar.links import kinds_of, members_of, place_text
from filebook.dialects.onoffice.calendar.reading import appointment_of
from filebook.dialects.onoffice.calendar.said import said_in
from filebook.dialects.onoffice.calendar.written import edited, for_groups, placed, unborn
from filebook.dialects.onoffice.codes import Refused
from filebook.services.booking import NewAppointment, Numbers


@dataclass(frozen=True, slots=True)
class Draft:
    """An appointment as `create` says it, checked but not kept, and those with whom and what it has to do."""

    appointment: Appointment
    addresses: frozenset[Number]
    participants: Numbers
    concerns: Numbers
    calendars: Numbers


def create_calendar(asked: Asked) -> Outcome:
    """Raises: Refused, AccessDenied, NotFound(kind), Invalid."""
    draft = drafted(asked)
    said = draft.appointment
    new = NewAppointment(
        subject=said.subject,
        span=said.span,
        comment=said.comment,
        place=said.place,
        status=said.status,
        rule=said.rule,
        cancelled_on=said.cancelled_on,
        participants=draft.participants,
        concerns=draft.concerns,
        calendars=draft.calendars,
        reminder_minutes=said.reminder_minutes,
        private=said.private,
        fields=said.fields,
        type=said.type,
    )
    made = asked.services.booking.add(asked.actor, new)
    return Outcome([envelope.Record(made.number, "calendar", [])])


def modify_calendar(asked: Asked) -> Outcome:
    """Raises: Refused, NotFound, Invalid."""
    _require_resource_id(asked)
    business = asked.business()
    said = said_in(asked.parameters, zone=business.zone)
    strict = is_strict(business)
    with _denied_as_unknown():
        present = appointment_of(asked)
        members = members_of(
            asked, said.links, present=kinds_of(asked, present), is_for_group=near.is_for_group(present)
        )
        text = place_text(asked, said)

        def edit(current: Appointment) -> Appointment:
            changed = for_groups(edited(current, said, zone=business.zone, strict=strict), said.links.groups)
            return changed if said.place is None else placed(changed, said.place, text=text)

        changed = asked.services.booking.change(
            asked.actor,
            present.number,
            edit=edit,
            participants=members.participants,
            concerns=members.concerns,
            calendars=members.calendars,
        )
    return Outcome([envelope.Record(changed.number, "calendar", envelope.Success())])


def delete_calendar(asked: Asked) -> Outcome:
    """Into the trash; the files stay in the library. Raises: Refused, NotFound."""
    _require_resource_id(asked)
    with _denied_as_unknown():
        asked.services.booking.trash(asked.actor, appointment_of(asked).number)
    return Outcome([envelope.Record(0, "", envelope.Success())])


def drafted(asked: Asked) -> Draft:
    """What `create` and `appointmentConflicts` say. Raises: Refused, AccessDenied, NotFound(kind), Invalid."""
    business = asked.business()
    said = said_in(asked.parameters, zone=business.zone)
    appointment = edited(unborn(business), said, zone=business.zone, strict=is_strict(business))
    appointment = for_groups(appointment, said.links.groups)
    if said.place is not None:
        appointment = placed(appointment, said.place, text=place_text(asked, said))
    members = members_of(asked, said.links, present={}, is_for_group=False)
    rewrites = (members.participants, members.concerns, members.calendars)
    numbers = (() if rewrite is None else rewrite(()) for rewrite in rewrites)
    return Draft(appointment, frozenset(said.links.addresses or ()), *numbers)


def _require_resource_id(asked: Asked) -> None:
    if not asked.resourceid:
        raise Refused(codes.WRONG_RESOURCE_ID)


@contextmanager
def _denied_as_unknown() -> Iterator[None]:
    """Whoever may not change an appointment is told no more than one who does not know of it."""
    try:
        yield
    except AccessDenied:
        raise Refused(codes.UNKNOWN_APPOINTMENT) from None
