"""An appointment as `appointmentList` shows it; pure functions.

Source: apidoc.onoffice.de, appointmentList; onoffice.md 8.4, read 2026-11-22.
"""

from datetime import UTC

from msgspec import UNSET

from filebook.core.appointments import Appointment, Participant
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice.calendar import around as near
from filebook.dialects.onoffice.calendar import moments, places, wire, words
from filebook.dialects.onoffice.calendar.around import Around, own
from filebook.dialects.onoffice.calendar.places import Place
from filebook.dialects.onoffice.calendar.repeating import Repeat
from filebook.dialects.onoffice.calendar.translate import user_name
from filebook.dialects.onoffice.calendar.words import confirmation, confirmation_of_all


def listed(
    appointment: Appointment, around: Around, *, with_follow_up: bool = False, hints: wire.Hints | None = None
) -> wire.ListedAppointment:
    """An appointment in `appointmentList`, with every element."""
    staff, contacts = around.staff(appointment), around.contacts(appointment)
    kind, status = appointment.type, near.status_of(appointment)
    place = _place(appointment, around)
    estate, project = (next(iter(around.related(appointment, one)), None) for one in (Kind.ESTATE, Kind.PROJECT))
    group_id = str(around.business.number)
    return wire.ListedAppointment(
        id=str(appointment.number),
        createdBy=near.author(appointment),
        modified=moments.offset_text(appointment.modified_at),
        subject=appointment.subject,
        notes=appointment.comment,
        type=wire.Choice(kind, kind),
        status=wire.Choice(status, words.status_label(status, language=around.business.language)),
        confirmationStatus=confirmation_of_all([one.status for one in contacts]),
        private=appointment.private,
        date=_when(appointment),
        travelTime=wire.TravelTime(
            _travel_minutes(appointment, near.TRANSIT_BEFORE), _travel_minutes(appointment, near.TRANSIT_AFTER)
        ),
        location=wire.Location(place.kind, place.value),
        recurrence=_recurrence(near.shown_repeat(appointment, around.business.zone)),
        reminder=_reminder(appointment, staff),
        groups=[wire.Named(group_id, group.name) for group in around.groups(appointment)],
        users=[_list_user(record) for record in staff],
        resources=[wire.Named(name, name) for name in around.resources_of(appointment)],
        contacts=[_contact(one, with_follow_up=with_follow_up) for one in contacts],
        estate=None if estate is None else wire.Entry(str(estate)),
        project=None if project is None else wire.Entry(str(project)),
        conflicts=UNSET if hints is None else hints,
    )


def _when(appointment: Appointment) -> wire.When:
    """In UTC; days that are meant as days stand there as they are, never shifted."""
    span = appointment.span
    starts = span.starts.replace(tzinfo=UTC) if span.start_all_day else moments.moment_of(span.starts, span.zone)
    ends = span.ends.replace(tzinfo=UTC) if span.end_all_day else moments.moment_of(span.ends, span.zone)
    return wire.When(moments.offset_text(starts), moments.offset_text(ends), near.is_all_day(appointment))


def _travel_minutes(appointment: Appointment, name: str) -> int | None:
    return moments.minutes_in(own(appointment, name), name) if own(appointment, near.TRANSIT_ALLOWED) else None


def _place(appointment: Appointment, around: Around) -> Place:
    linked = {
        places.ADDRESS: frozenset(one.record.number for one in around.contacts(appointment)),
        places.ESTATE: frozenset(around.related(appointment, Kind.ESTATE)),
        places.USER: frozenset(record.number for record in around.staff(appointment)),
        places.GROUP: frozenset(Number(group.number) for group in around.groups(appointment)),
    }
    return places.shown(own(appointment, near.LOCATION), place=appointment.place, linked=linked)


def _recurrence(repeat: Repeat) -> wire.Recurrence | None:
    if repeat.begins is None:
        return None
    ends = None if repeat.ends is None else repeat.ends.isoformat()
    return wire.Recurrence(repeat.interval or 1, repeat.begins.isoformat(), ends)


def _reminder(appointment: Appointment, staff: list[Record]) -> wire.Reminder | None:
    if appointment.reminder_minutes is None:
        return None
    said = own(appointment, near.REMINDER_TYPES)
    types = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    recipients = [str(record.number) for record in staff]
    return wire.Reminder(words.reminder_text(appointment.reminder_minutes), recipients, False, types)  # noqa: FBT003


def _list_user(staff: Record) -> wire.ListUser:
    return wire.ListUser(
        id=str(staff.number),
        userName=user_name(staff),
        firstName=staff.text("first_name"),
        lastName=staff.text("last_name"),
        email=staff.text("email"),
    )


def _contact(one: Participant, *, with_follow_up: bool) -> wire.Contact:
    """Follow-ups are not known here; where they are asked for, there is none."""
    number, answered = str(one.record.number), confirmation(one.status)
    if not with_follow_up:
        return wire.Contact(number, answered)
    return wire.Contact(number, answered, followUpAvailable=False, followUpStatus=None)
