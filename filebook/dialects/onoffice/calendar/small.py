"""The smaller calls around appointments: resources, conflicts, and the request to confirm.

Source: apidoc.onoffice.de, calendarResources, appointmentConflicts, appointmentAffirmation; onoffice.md 8.6, read
2026-11-22.
"""

from collections.abc import Iterable
from dataclasses import replace

from filebook.core.ids import Number
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice import wire as envelope
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.calendar import wire
from filebook.dialects.onoffice.calendar.changing import drafted
from filebook.dialects.onoffice.calendar.reading import appointment_with
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, object_in
from filebook.services.conflicts import Plan


def calendar_resources(asked: Asked) -> Outcome:
    """What can be booked, each under its name. All are active. Raises: AccessDenied, Invalid."""
    active = object_in(asked.parameters.get("filter"), "filter").get("active")
    wants_inactive = active not in NOTHING and not flag_in(active, "active")
    found = [] if wants_inactive else asked.services.book.resources(asked.actor)
    return Outcome([envelope.Record(0, "", {one.name: one.name for one in found} or [])])


def appointment_conflicts(asked: Asked) -> Outcome:
    """Who and what of an appointment that is planned is wanted elsewhere at the same time.

    A resourceid names the appointment that is to be moved, which is not in its own way.

    Raises: Refused, AccessDenied, NotFound(kind), Invalid.
    """
    draft = drafted(asked)
    kept = replace(draft.appointment, number=ids.number_of(asked.resourceid) or ids.NOTHING)
    wants = frozenset({*draft.participants, *draft.concerns, *draft.calendars})
    (taken,) = asked.services.conflicts.of(asked.actor, [Plan(kept, wants)])
    names = {one.number: one.name for one in asked.services.book.resources(asked.actor)}
    users = (number for number in draft.participants if number not in draft.addresses)
    groups: dict[str, Iterable[Number]] = {
        "conflictedUsers": users,
        "conflictedResources": draft.calendars,
        "conflictedAddresses": (number for number in draft.participants if number in draft.addresses),
        "conflictedEstates": draft.concerns,
    }
    return Outcome(
        [
            envelope.Record(
                name, "", [wire.Entry(names.get(number, str(number))) for number in numbers if number in taken]
            )
            for name, numbers in groups.items()
        ]
    )


def appointment_affirmation(asked: Asked) -> Outcome:
    """The appointment is looked up, but nobody is written to: no mail leaves this server.

    Raises: Refused, NotFound("appointment").
    """
    calendar = asked.parameters.get("calendarId")
    if calendar in NOTHING:
        raise Refused(codes.NO_APPOINTMENT_ID)
    appointment_with(asked, calendar)
    return Outcome([envelope.Record(0, "", envelope.Success())])
