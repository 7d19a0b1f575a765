"""Appointments and their occurrences as TelecomX's events.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import UNSET, UnsetType

from filebook.core.appointments import Appointment, Status
from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number, Ref, Uid, short_of
from filebook.core.members import Member
from filebook.core.records import Record
from filebook.dialects.telecomx.calendar import wire, words
from filebook.dialects.telecomx.calendar.attendees import attendee_objects
from filebook.dialects.telecomx.calendar.bodies import body_object
from filebook.dialects.telecomx.calendar.moments import end_text, lasts_all_day, start_text
from filebook.dialects.telecomx.values import OWN

DAYS = "days"
"""Where a series keeps what only TelecomX knows of single days."""


@dataclass(frozen=True, slots=True)
class Around:
    """What events need besides: the business's uid, and the records that take part."""

    customer: Uid
    people: Mapping[Number, Record]


def event_object(member: Member, around: Around) -> wire.EventObject:
    """A single appointment, a series as its master, or one occurrence that has a name of its own."""
    whole, span, own = member.whole, member.span, own_of(member)
    employee = employee_of(whole, around.people)
    reminder, location = whole.reminder_minutes, _location(member, own)
    return wire.EventObject(
        id=_id(member),
        customer=short_of(around.customer),
        employee=UNSET if employee is None else short_of(employee.uid),
        externalId=_text(own, "externalId") or UNSET,
        subject=member.subject or UNSET,
        body=body_object(member.comment, own.get("body")) or UNSET,
        start=start_text(span),
        end=end_text(span),
        isAllDay=lasts_all_day(span),
        importance=_text(own, "importance") or UNSET,
        type=_type(member),
        seriesMasterId=UNSET if member.day is None else short_of(whole.uid),
        showAs=words.show_as(whole.presence, member.status, kept=own.get("showAs")),
        sensitivity=words.sensitivity(private=whole.private, kept=own.get("sensitivity")),
        isCancelled=member.status is Status.CANCELLED,
        isOnlineMeeting=_flag(own, "isOnlineMeeting"),
        isOrganizer=_flag(own, "isOrganizer", otherwise=employee is not None and employee == whole.owner),
        isReminderOn=reminder is not None,
        onlineMeetingJoinUrl=_text(own, "onlineMeetingJoinUrl") or UNSET,
        reminderMinutesBeforeStart=UNSET if reminder is None else reminder,
        location=location or UNSET,
        attendees=attendee_objects(whole, around.people, own, but=employee) or UNSET,
    )


def outline(member: Member, around: Around) -> wire.EventObject:
    """What a colleague without permission may know: when, and whether the employee is there."""
    employee = employee_of(member.whole, around.people)
    return wire.EventObject(
        id=_id(member),
        employee=UNSET if employee is None else short_of(employee.uid),
        start=start_text(member.span),
        end=end_text(member.span),
        isAllDay=lasts_all_day(member.span),
        showAs=words.show_as(member.whole.presence, member.status, kept=own_of(member).get("showAs")),
    )


def is_deleted(member: Member) -> bool:
    """Whether this day was taken out of its series; a cancelled one is still told, as cancelled."""
    return member.is_left_out and (member.change is None or member.change.span is None)


def employee_of(whole: Appointment, people: Mapping[Number, Record]) -> Ref | None:
    """Whose event it is: the owner's, unless others of the staff take part and the owner does not."""
    staff = [
        participant.record
        for participant in whole.participants
        if (record := people.get(participant.record.number)) is not None and record.kind is Kind.STAFF
    ]
    if whole.owner is not None and (not staff or whole.owner in staff):
        return whole.owner
    return staff[0] if staff else None


def place_of(member: Member) -> str:
    """Its own place, or the series'."""
    own = None if member.change is None else member.change.place
    return member.whole.place if own is None else own


def own_of(member: Member) -> Mapping[str, object]:
    """What TelecomX alone knows of it."""
    own = member.whole.fields.get(OWN)
    own = own if isinstance(own, Mapping) else {}
    return own if member.day is None else {**own, **_of_day(own, member.day)}


def with_own(whole: Appointment, said: Mapping[str, object], *, day: date | None = None) -> Mapping[str, object]:
    """The fields of an appointment with what TelecomX alone knows changed, of the whole or of one day; None removes."""
    if not said:
        return whole.fields
    found = whole.fields.get(OWN)
    own = dict(found) if isinstance(found, Mapping) else {}
    if day is None:
        own = {name: value for name, value in {**own, **said}.items() if value is not None}
    else:
        days = own.get(DAYS)
        own[DAYS] = {**(days if isinstance(days, Mapping) else {}), day.isoformat(): {**_of_day(own, day), **said}}
    return {**whole.fields, OWN: own}


def _of_day(own: Mapping[str, object], day: date) -> Mapping[str, object]:
    days = own.get(DAYS)
    found = days.get(day.isoformat()) if isinstance(days, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _id(member: Member) -> str:
    """Raises: NotFound("appointment") for an occurrence that was not given a name."""
    if member.day is None:
        return short_of(member.whole.uid)
    if member.ref is None:
        raise NotFound("appointment")
    return short_of(member.ref.uid)


def _type(member: Member) -> str:
    if member.day is None:
        return words.SINGLE if member.whole.rule is None else words.MASTER
    return words.OCCURRENCE if member.change is None else words.EXCEPTION


def _location(member: Member, own: Mapping[str, object]) -> wire.LocationObject | None:
    place, address = place_of(member), _text(own, "address")
    if not (place or address):
        return None
    return wire.LocationObject(displayName=place or UNSET, address=address or UNSET)


def _text(own: Mapping[str, object], name: str) -> str:
    value = own.get(name)
    return value if isinstance(value, str) else ""


def _flag(own: Mapping[str, object], name: str, *, otherwise: bool | None = None) -> bool | UnsetType:
    value = own.get(name)
    if isinstance(value, bool):
        return value
    return UNSET if otherwise is None else otherwise
