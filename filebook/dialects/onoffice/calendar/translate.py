"""An appointment in onOffice's words, as `read`/`calendar` shows it; pure functions.

Source: apidoc.onoffice.de, calendar; onoffice.md 8.1, read 2026-11-22.
"""

from collections.abc import Iterable

from msgspec import UNSET

from filebook.core.appointments import Appointment, Status
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import wire as envelope
from filebook.dialects.onoffice.calendar import around as near
from filebook.dialects.onoffice.calendar import moments, wire, words
from filebook.dialects.onoffice.calendar.around import Around, own, own_text
from filebook.dialects.onoffice.calendar.repeating import day_text
from filebook.dialects.onoffice.calendar.words import confirmation, confirmation_of_all


def calendar_record(
    appointment: Appointment, around: Around, *, with_confirmation: bool = False, hints: wire.Hints | None = None
) -> envelope.Record:
    """An appointment in `read`/`calendar`."""
    zone = around.business.zone
    starts, ends = near.walls(appointment, zone)
    repeat = near.shown_repeat(appointment, zone)
    staff, contacts = around.staff(appointment), around.contacts(appointment)
    resources, kind = around.resources_of(appointment), appointment.type
    project = next(iter(around.related(appointment, Kind.PROJECT)), None)
    told = [wire.CalendarAddress(one.record.number, confirmation(one.status)) for one in contacts]
    elements = wire.Calendar(
        start_dt=moments.wall_text(starts),
        end_dt=moments.wall_text(ends),
        description=appointment.subject,
        note=appointment.comment,
        ort=appointment.place,
        art={kind: kind} if kind else [],
        fuer=[_full_name(record) for record in staff],
        groups=[group.name for group in around.groups(appointment)],
        emails={user_name(record): record.text("email") for record in staff} or [],
        user_ids=[record.number for record in staff],
        ressources=resources,
        ressourcesWithKeys={name: name for name in resources} or [],
        erinnerung=words.reminder_text(appointment.reminder_minutes),
        ganztags=near.is_all_day(appointment),
        rp_flag=bool(repeat.flag),
        abgesagt=appointment.status is Status.CANCELLED,
        status=near.status_of(appointment),
        assignedaddressids=[one.record.number for one in contacts],
        assignedobjectids=list(around.related(appointment, Kind.ESTATE)),
        rp_type=repeat.letter or "",
        rp_tage=repeat.interval or 0,
        rp_beginn_datum=day_text(repeat.begins),
        rp_ende_datum=day_text(repeat.ends),
        rp_ende_status=str(repeat.end_status or 0),
        allowTransitTime=bool(own(appointment, near.TRANSIT_ALLOWED)),
        transitTime=own_text(appointment, near.TRANSIT) or None,
        transitTimePre=own_text(appointment, near.TRANSIT_BEFORE) or moments.NO_LENGTH,
        transitTimePost=own_text(appointment, near.TRANSIT_AFTER) or moments.NO_LENGTH,
        rp_exception=[day.isoformat() for day in sorted(repeat.exceptions or ())],
        ProjektNr=None if project is None else str(project),
        von=near.author(appointment),
        private=str(int(appointment.private)),
        modified=moments.utc_text(appointment.modified_at),
        users=[_calendar_user(record) for record in staff],
        confirmationStatus=confirmation_of_all([one.status for one in contacts]) if with_confirmation else UNSET,
        addresses=told if with_confirmation else UNSET,
        hints=UNSET if hints is None else hints,
    )
    return envelope.Record(appointment.number, "calendar", elements)


def hints_of(appointment: Appointment, around: Around, *, taken: frozenset[Number]) -> wire.Hints:
    """Which of its people and things are wanted elsewhere too, each under its id."""
    resources = [one.number for one in appointment.calendars if one.number in around.resources]
    return wire.Hints(
        conflictedUsers=_entries(record.number for record in around.staff(appointment) if record.number in taken),
        conflictedResources=_entries(around.resources[number] for number in resources if number in taken),
        conflictedAddresses=_entries(
            one.record.number for one in around.contacts(appointment) if one.record.number in taken
        ),
        conflictedEstates=_entries(number for number in around.related(appointment, Kind.ESTATE) if number in taken),
    )


def user_name(staff: Record) -> str:
    """What a member of staff logs in by; the name of one who never does."""
    return staff.text("user_name") or staff.label


def _full_name(staff: Record) -> str:
    names = [name for name in (staff.text("last_name"), staff.text("first_name")) if name]
    return f"{', '.join(names) or staff.label} ({user_name(staff)})"


def _calendar_user(staff: Record) -> wire.CalendarUser:
    return wire.CalendarUser(
        id=str(staff.number),
        username=user_name(staff),
        firstName=staff.text("first_name"),
        lastName=staff.text("last_name"),
        email=staff.text("email"),
    )


def _entries(ids: Iterable[Number | str]) -> list[wire.Entry]:
    return [wire.Entry(str(one)) for one in ids]
