"""Appointments and series into TimeTap's objects.

Source: the project's TimeTap reference (sections 5.3, 5.5 and 6), read 2026-11-21.

What TimeTap knows of an appointment and no other door has a word for is kept in its vendor fields under `timetap`:
`status` (a finer word for pending), `subStatus`, `clientTimeZone`, the reminders and confirmations, `fields`,
`cancelReason`, `cancelUser`, `cancelDate`, `joinURL`, `modifiedUser`. What one occurrence has otherwise lies below
`members`, by its day.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from filebook.core.appointments import Appointment, Status
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number, Uid
from filebook.core.members import Member
from filebook.core.records import Record
from filebook.dialects.timetap.appointments.wire import AppointmentObject
from filebook.dialects.timetap.clients.translate import client_object
from filebook.dialects.timetap.clock import hhmm, instant_of, sentence, wall_in, zone_of
from filebook.dialects.timetap.custom_fields import field_objects
from filebook.dialects.timetap.locations.translate import location_object
from filebook.dialects.timetap.reasons.translate import reason_object
from filebook.dialects.timetap.staff.translate import staff_object
from filebook.dialects.timetap.values import OWN, integer_of, milliseconds, text_of

MEMBERS = "members"
STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.ACTIVE: "OPEN",
        Status.PENDING: "PENDING",
        Status.COMPLETED: "COMPLETED",
        Status.CANCELLED: "CANCELLED",
        Status.NO_SHOW: "NO_SHOW",
    }
)
PENDING_WORDS = frozenset({"PENDING_CONFIRMATION", "PENDING_WAITLIST"})
"""Finer words for pending."""
_CODE_LENGTH = 12
_CODE_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around appointments: the business's zone, live records by number, and what each one concerns."""

    zone: str
    records: Mapping[Number, Record]
    concerns: Mapping[Number, Mapping[Number, Kind]]

    def person(self, whole: Appointment, kind: Kind) -> Record | None:
        """The first record of a kind that takes part."""
        found = (self.records.get(participant.record.number) for participant in whole.participants)
        return next((record for record in found if record is not None and record.kind is kind), None)

    def concerned(self, whole: Appointment, kind: Kind) -> Record | None:
        """The first record of a kind that an appointment is about."""
        numbers = sorted(one for one, its_kind in self.concerns.get(whole.number, {}).items() if its_kind is kind)
        return next((self.records[number] for number in numbers if number in self.records), None)


@dataclass(frozen=True, slots=True)
class Times:
    """When something takes place: on the business's clocks with the buffer, on the client's and as instants without."""

    starts: datetime
    ends: datetime
    client_starts: datetime
    client_ends: datetime
    first: datetime
    last: datetime


def appointment_object(member: Member, around: Around) -> AppointmentObject:
    """A single appointment, a series as one, or one of its occurrences."""
    whole, own = member.whole, own_of(member)
    client = around.person(whole, Kind.CONTACT)
    client_zone = client_zone_of(own, client, around.zone)
    times = times_of(member, zone=around.zone, client_zone=client_zone)
    number, code = member.number or 0, confirmation_code(member.ref.uid if member.ref else whole.uid)
    status, sub_status = status_word(member, own), sub_status_of(member, own)
    staff = staff_object(around.person(whole, Kind.STAFF), whole.business, zone=around.zone)
    cancelled = own if member.status is Status.CANCELLED else {}
    return AppointmentObject(
        calendarId=number,
        calendarid=number,
        appointementIdHash=code,
        appointmentIdHash=code,
        businessId=whole.business,
        status=status,
        subStatus=sub_status,
        displayStatus=sub_status or status,
        startDate=times.starts.date().isoformat(),
        startTime=hhmm(times.starts),
        endDate=times.ends.date().isoformat(),
        endTime=hhmm(times.ends),
        clientStartDate=times.client_starts.date().isoformat(),
        clientStartTime=hhmm(times.client_starts),
        clientEndDate=times.client_ends.date().isoformat(),
        clientEndTime=hhmm(times.client_ends),
        startDateTimeUTC=milliseconds(times.first),
        endDateTimeUTC=milliseconds(times.last),
        clientTimeZone=client_zone,
        staffTimeZone=around.zone,
        appointmentDateTimeClient=sentence(times.first, ZoneInfo(client_zone)),
        note=member.comment,
        subject=member.subject,
        client=client_object(client, whole.business),
        staff=staff,
        professional=staff,
        location=location_object(around.concerned(whole, Kind.LOCATION), whole.business),
        reason=reason_object(around.concerned(whole, Kind.SERVICE), whole.business),
        fields=field_objects(own.get("fields")),
        clientReminderHours=integer_of(own.get("clientReminderHours")),
        staffReminderHours=integer_of(own.get("staffReminderHours")),
        remindClientSmsHrs=integer_of(own.get("remindClientSmsHrs")),
        remindStaffSmsHrs=integer_of(own.get("remindStaffSmsHrs")),
        sendConfirmationToClient=own.get("sendConfirmationToClient") is True,
        sendConfirmationToStaff=own.get("sendConfirmationToStaff") is True,
        recurringAppointmentId=whole.number if whole.rule is not None else None,
        cancelReason=text_of(cancelled.get("cancelReason")),
        cancelUser=text_of(cancelled.get("cancelUser")),
        cancelDate=integer_of(cancelled.get("cancelDate")),
        joinURL=text_of(own.get("joinURL")),
        createdDate=milliseconds(whole.created_at),
        createdUser=whole.created_by,
        modifiedDate=milliseconds(whole.modified_at),
        modifiedUser=text_of(own.get("modifiedUser")) or whole.created_by,
    )


def times_of(member: Member, *, zone: str, client_zone: str) -> Times:
    """When a member takes place. Whole days are the same dates everywhere; buffers are real minutes."""
    span, here = member.span, ZoneInfo(zone)
    first = instant_of(span.starts, zone if span.start_all_day else span.zone)
    last = instant_of(span.ends, zone if span.end_all_day else span.zone)
    starts = span.starts if span.start_all_day or span.zone == zone else wall_in(first, here)
    ends = span.ends if span.end_all_day or span.zone == zone else wall_in(last, here)
    client_starts, client_ends = starts, ends
    if client_zone != zone and not (span.start_all_day or span.end_all_day):
        there = ZoneInfo(client_zone)
        client_starts, client_ends = wall_in(first, there), wall_in(last, there)
    if member.buffer.before_minutes:
        starts = wall_in(first - timedelta(minutes=member.buffer.before_minutes), here)
    if member.buffer.after_minutes:
        ends = wall_in(last + timedelta(minutes=member.buffer.after_minutes), here)
    return Times(starts, ends, client_starts, client_ends, first, last)


def own_of(member: Member) -> Mapping[str, object]:
    """What TimeTap alone knows: of the whole, and before that of the one day."""
    found = member.whole.fields.get(OWN)
    own = found if isinstance(found, dict) else {}
    days = own.get(MEMBERS)
    of_day = days.get(member.day.isoformat()) if isinstance(days, dict) and member.day is not None else None
    return {**own, **of_day} if isinstance(of_day, dict) else own


def client_zone_of(own: Mapping[str, object], client: Record | None, zone: str) -> str:
    """The zone in which a client is told the time: the appointment's, else the client's own, else the business's."""
    for name in (text_of(own.get("clientTimeZone")), "" if client is None else client.text("time_zone")):
        if name:
            try:
                return zone_of(name, field="clientTimeZone").key
            except Invalid:
                continue
    return zone


def status_word(member: Member, own: Mapping[str, object]) -> str:
    """TimeTap's word for where it stands."""
    kept = text_of(own.get("status"))
    return kept if member.status is Status.PENDING and kept in PENDING_WORDS else STATUS_WORDS[member.status]


def sub_status_of(member: Member, own: Mapping[str, object]) -> str | None:
    """The finer state within OPEN."""
    return (text_of(own.get("subStatus")) or None) if member.status is Status.ACTIVE else None


def confirmation_code(uid: Uid) -> str:
    """Twelve letters and digits that nobody guesses who does not know the uid."""
    rest = int.from_bytes(hashlib.sha256(f"timetap appointment {uid}".encode()).digest())
    letters = []
    for _ in range(_CODE_LENGTH):
        rest, index = divmod(rest, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[index])
    return "".join(letters)
