"""An appointment and what is around it: its people and things, and what only onOffice has a word for; pure functions.

Source: apidoc.onoffice.de, calendar and appointmentList; onoffice.md 8, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from filebook.core.appointments import Appointment, Participant
from filebook.core.businesses import Business
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice.calendar import moments, words
from filebook.dialects.onoffice.calendar.repeating import Repeat, repeat_of

OWN_FIELDS = "onoffice"
"""Where an appointment keeps what only onOffice has a word for."""
ART, ORIGIN, AUTHOR, STATUS, GROUPS = "art", "origin", "von", "status", "groups"
REMINDER_TYPES, LOCATION = "reminderTypes", "location"
TRANSIT_ALLOWED, TRANSIT, TRANSIT_BEFORE, TRANSIT_AFTER = (
    "allowTransitTime",
    "transitTime",
    "transitTimePre",
    "transitTimePost",
)


@dataclass(frozen=True, slots=True)
class Around:
    """What is shown of appointments beside themselves: people and things by number, names of resources."""

    business: Business
    people: Mapping[Number, Record]
    concerns: Mapping[Number, Mapping[Number, Kind]]
    resources: Mapping[Number, str]

    def staff(self, appointment: Appointment) -> list[Record]:
        """Members of staff who take part."""
        found = (self.people.get(one.record.number) for one in appointment.participants)
        return [record for record in found if record is not None and record.kind is Kind.STAFF]

    def contacts(self, appointment: Appointment) -> list[Participant]:
        """Contacts who take part."""
        return [one for one in appointment.participants if self._kind(one) is Kind.CONTACT]

    def related(self, appointment: Appointment, kind: Kind) -> list[Number]:
        """Estates, or projects, that it is about."""
        return [number for number, one in self.concerns[appointment.number].items() if one is kind]

    def resources_of(self, appointment: Appointment) -> list[str]:
        """Names of the resources it needs."""
        return [self.resources[one.number] for one in appointment.calendars if one.number in self.resources]

    def groups(self, appointment: Appointment) -> list[Business]:
        """The one group there is, if the appointment is for it."""
        return [self.business] if is_for_group(appointment) else []

    def _kind(self, participant: Participant) -> Kind | None:
        record = self.people.get(participant.record.number)
        return None if record is None else record.kind


def own(appointment: Appointment, name: str) -> object:
    """What was written through this door under a name; None where nothing was."""
    kept = appointment.fields.get(OWN_FIELDS)
    return kept.get(name) if isinstance(kept, dict) else None


def own_text(appointment: Appointment, name: str) -> str:
    """The same as text."""
    value = own(appointment, name)
    return value if isinstance(value, str) else ""


def is_for_group(appointment: Appointment) -> bool:
    """Whether it was written for everybody."""
    return bool(own(appointment, GROUPS))


def author(appointment: Appointment) -> str:
    """Who is said to have made it; else the user who did."""
    return own_text(appointment, AUTHOR) or appointment.created_by


def status_of(appointment: Appointment) -> str:
    """The word for where it stands."""
    return words.status_word(appointment.status, own(appointment, STATUS))


def walls(appointment: Appointment, zone: str) -> tuple[datetime, datetime]:
    """Start and end on the clock of the business; days are never shifted."""
    span = appointment.span
    starts = span.starts if span.start_all_day else moments.in_zone(span.starts, told_in=span.zone, zone=zone)
    ends = span.ends if span.end_all_day else moments.in_zone(span.ends, told_in=span.zone, zone=zone)
    return starts, ends


def is_all_day(appointment: Appointment) -> bool:
    """Whether it lasts all day at both ends, which is the only way that onOffice knows."""
    return appointment.span.start_all_day and appointment.span.end_all_day


def shown_repeat(appointment: Appointment, zone: str) -> Repeat:
    """What is shown of its series, in days of the business's zone."""
    return repeat_of(appointment, days_later=days_later(appointment, zone))


def days_later(appointment: Appointment, zone: str) -> int:
    """How many days later it begins by the clock of the business than by its own."""
    return (walls(appointment, zone)[0].date() - appointment.span.starts.date()).days
