"""Four weeks of the demo business around the day it is made on, so that its calendar shows an office at work.

They stand in the calendars of resources, with contacts taking part and no staff: all of them can still be booked.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from filebook.core.access import Actor
from filebook.core.appointments import ParticipantStatus, Span, Status
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.requirements import NeededDocument, Requirement
from filebook.services.booking import NewAppointment
from filebook.services.bundle import Services

CALENDARS = (("Bezichtigingen", "#1f6f78"), ("Kantoor", "#8a4f9e"), ("Fotografie", "#b4541a"))
"""Name and colour."""

VIEWING = "Bezichtiging"
DAYS = (
    (0, "09:30", 30, "Weekstart", "", 1),
    (0, "11:00", 45, VIEWING, VIEWING, 0),
    (0, "14:00", 60, "Taxatie", "Taxatie", 0),
    (1, "10:00", 45, VIEWING, VIEWING, 0),
    (1, "11:00", 45, VIEWING, VIEWING, 0),
    (1, "15:30", 30, "Adviesgesprek hypotheek", "Adviesgesprek", 1),
    (2, "09:00", 120, "Foto's maken", "", 2),
    (2, "13:30", 45, VIEWING, VIEWING, 0),
    (2, "16:00", 30, "Sleuteloverdracht", "Overdracht", 1),
    (3, "10:30", 60, "Ondertekening koopakte", "Overdracht", 1),
    (3, "14:00", 90, "Plattegrond opmeten", "", 2),
    (4, "09:30", 45, VIEWING, VIEWING, 0),
    (4, "11:30", 30, "Biedingen bespreken", "", 1),
    (4, "15:00", 60, "Open huis", VIEWING, 0),
)
"""Weekday (0 is Monday), wall time, minutes, subject, type, and which of the calendars."""

WEEKS = range(-1, 3)
LUNCH_WEEKS = 20
NEEDED = (
    Requirement(Kind.APPOINTMENT, VIEWING, (NeededDocument("identiteitsbewijs"), NeededDocument("energielabel"))),
)
"""What a viewing needs."""


def book_weeks(
    services: Services,
    actor: Actor,
    *,
    contacts: Sequence[Number],
    estates: Sequence[tuple[Number, str]],
    today: date,
    zone: str,
) -> None:
    """`estates` are numbers and addresses; `today` is a day of the second of the weeks."""
    calendars = [services.booking.add_resource(actor, name, colour=colour).number for name, colour in CALENDARS]
    monday = today - timedelta(days=today.weekday())
    for index, (week, row) in enumerate((week, row) for week in WEEKS for row in DAYS):
        weekday, clock, minutes, subject, kind, calendar = row
        estate, address = estates[index % len(estates)]
        contact = contacts[index % len(contacts)]
        about = calendar == 0
        starts = datetime.combine(monday + timedelta(weeks=week, days=weekday), time.fromisoformat(clock))
        new = NewAppointment(
            subject=f"{subject} {address.partition(',')[0]}" if about else subject,
            span=Span(starts, starts + timedelta(minutes=minutes), zone),
            place=address if about else "",
            type=kind,
            status=Status.PENDING if not index % 9 else Status.ACTIVE,
            participants=[contact] if about else [],
            statuses={contact: ParticipantStatus.ACCEPTED if index % 3 else ParticipantStatus.SENT} if about else {},
            concerns=[estate] if about else [],
            calendars=[calendars[calendar]],
        )
        services.booking.add(actor, new)
    first_lunch = datetime.combine(monday - timedelta(weeks=1), time(12, 30))
    lunch = NewAppointment(
        subject="Gezamenlijke lunch",
        span=Span(first_lunch, first_lunch + timedelta(minutes=45), zone),
        place="Keuken",
        rule=Rule(Frequency.WEEKLY, first_lunch.date(), count=LUNCH_WEEKS, by_day=(ByDay(0),)),
        calendars=[calendars[1]],
    )
    services.booking.add(actor, lunch)
    services.requirements.put(actor, NEEDED)
