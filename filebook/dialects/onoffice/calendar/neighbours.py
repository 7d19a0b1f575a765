"""What is needed to show appointments besides themselves, fetched for all of them at once."""

from collections.abc import Sequence

from filebook.core.appointments import Appointment
from filebook.core.ids import Number
from filebook.dialects.onoffice.asked import Asked
from filebook.dialects.onoffice.calendar import wire
from filebook.dialects.onoffice.calendar.around import Around
from filebook.dialects.onoffice.calendar.translate import hints_of
from filebook.services.conflicts import OCCURRENCE_COUNT, Plan


def around_of(asked: Asked, appointments: Sequence[Appointment]) -> Around:
    """People, things and resources of appointments."""
    book = asked.services.book
    return Around(
        business=asked.business(),
        people=book.people(appointments),
        concerns=book.concerns(appointments),
        resources={calendar.number: calendar.name for calendar in book.resources(asked.actor)},
    )


def group_of(asked: Asked) -> Number:
    """The id of the one group there is: the business."""
    return Number(asked.actor.business)


def hints_for(
    asked: Asked, appointments: Sequence[Appointment], around: Around, *, occurrence_count: int = OCCURRENCE_COUNT
) -> list[wire.Hints]:
    """The conflicts of each of them."""
    plans = [Plan(one, _wants(one, around)) for one in appointments]
    found = asked.services.conflicts.of(asked.actor, plans, occurrence_count=occurrence_count)
    return [hints_of(one, around, taken=taken) for one, taken in zip(appointments, found, strict=True)]


def _wants(appointment: Appointment, around: Around) -> frozenset[Number]:
    people = [participant.record.number for participant in appointment.participants]
    return frozenset({*people, *(ref.number for ref in appointment.calendars), *around.concerns[appointment.number]})
