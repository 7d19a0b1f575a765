"""Appointments and occurrences as the native API shows them."""

from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Participant, Span, Status
from filebook.core.ids import Kind, Ref
from filebook.core.members import Member, changes_of
from filebook.core.records import Record
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.rules import rule_shown, text_shown
from filebook.dialects.native.appointments.times import instants_shown, wall_shown
from filebook.dialects.native.wire import Reference
from filebook.services.book import Right
from filebook.services.requirements import Hung
from filebook.services.surroundings import Around


def appointment_shown(appointment: Appointment, around: Around, right: Right, hung: Hung | None) -> wire.Appointment:
    """An appointment, or a whole series."""
    span, rule = appointment.span, appointment.rule
    starts_at, ends_at = instants_shown(span)
    return wire.Appointment(
        id=appointment.uid,
        number=appointment.number,
        subject=appointment.subject,
        comment=appointment.comment,
        place=appointment.place,
        starts=wall_shown(span.starts, all_day=span.start_all_day),
        ends=wall_shown(span.ends, all_day=span.end_all_day),
        zone=span.zone,
        all_day=span.start_all_day and span.end_all_day,
        start_all_day=span.start_all_day,
        end_all_day=span.end_all_day,
        starts_at=starts_at,
        ends_at=ends_at,
        internal=appointment.internal,
        private=appointment.private,
        status=appointment.status.value,
        presence=appointment.presence.value,
        type=around.type_of(appointment),
        owner=None if appointment.owner is None else _staff_shown(appointment.owner, around),
        participants=[_participant_shown(one, around) for one in appointment.participants],
        concerns=[record_shown(one) for one in around.concerns.get(appointment.number, ())],
        calendars=[_calendar_shown(one, around) for one in appointment.calendars],
        reminder_minutes=appointment.reminder_minutes,
        buffer=_buffer_shown(appointment.buffer),
        rrule=None if rule is None else text_shown(rule, span),
        anchor=None if rule is None else rule.anchor,
        rule=None if rule is None else rule_shown(rule),
        cancelled_on=sorted(appointment.cancelled_on),
        changed=[_changed_shown(one) for _, one in sorted(changes_of(appointment).items())],
        created_at=appointment.created_at,
        modified_at=appointment.modified_at,
        created_by=appointment.created_by,
        trashed_at=appointment.trashed_at,
        right=right.value,
        file_count=None if hung is None else hung.file_count,
        missing_document_count=None if hung is None else hung.missing_count,
        fields=dict(appointment.fields),
    )


def occurrence_shown(member: Member, around: Around, right: Right, hung: Hung | None) -> wire.Occurrence:
    """One occurrence of a series, or a single appointment."""
    whole, span, change = member.whole, member.span, member.change
    ref = Ref(whole.number, whole.uid) if member.day is None else member.ref
    own_place = None if change is None else change.place
    starts_at, ends_at = instants_shown(span)
    return wire.Occurrence(
        id=None if ref is None else ref.uid,
        number=None if ref is None else ref.number,
        appointment=whole.uid,
        appointment_number=whole.number,
        day=member.day,
        starts=wall_shown(span.starts, all_day=span.start_all_day),
        ends=wall_shown(span.ends, all_day=span.end_all_day),
        zone=span.zone,
        all_day=span.start_all_day and span.end_all_day,
        start_all_day=span.start_all_day,
        end_all_day=span.end_all_day,
        starts_at=starts_at,
        ends_at=ends_at,
        subject=member.subject,
        place=whole.place if own_place is None else own_place,
        type=around.type_of(whole),
        status=member.status.value,
        presence=whole.presence.value,
        internal=whole.internal,
        private=whole.private,
        takes_place=member.status is not Status.CANCELLED,
        differs=change is not None and not member.is_left_out,
        owner=None if whole.owner is None else whole.owner.uid,
        participants=[one.record.uid for one in whole.participants],
        calendars=[one.uid for one in whole.calendars],
        right=right.value,
        file_count=None if hung is None else hung.file_count,
        missing_document_count=None if hung is None else hung.missing_count,
    )


def record_shown(record: Record) -> Reference:
    """A record that something names."""
    return Reference(id=record.uid, number=record.number, kind=record.kind.value, label=record.label)


def _staff_shown(ref: Ref, around: Around) -> Reference:
    record = around.records.get(ref.number)
    label = "" if record is None else record.label
    return Reference(id=ref.uid, number=ref.number, kind=Kind.STAFF.value, label=label)


def _participant_shown(one: Participant, around: Around) -> wire.Participant:
    record = around.records.get(one.record.number)
    return wire.Participant(
        id=one.record.uid,
        number=one.record.number,
        kind=None if record is None else "staff" if record.kind is Kind.STAFF else "contact",
        label=one.label if record is None else record.label,
        status=one.status.value,
        role=one.role,
    )


def _calendar_shown(ref: Ref, around: Around) -> Reference:
    calendar = around.calendars.get(ref.number)
    label = "" if calendar is None else calendar.name
    return Reference(id=ref.uid, number=ref.number, kind=Kind.CALENDAR.value, label=label)


def _changed_shown(one: ChangedOccurrence) -> wire.ChangedOccurrence:
    span: Span | None = one.span
    return wire.ChangedOccurrence(
        day=one.original_on,
        starts=None if span is None else wall_shown(span.starts, all_day=span.start_all_day),
        ends=None if span is None else wall_shown(span.ends, all_day=span.end_all_day),
        zone=None if span is None else span.zone,
        subject=one.subject,
        comment=one.comment,
        place=one.place,
        status=None if one.status is None else one.status.value,
        buffer=None if one.buffer is None else _buffer_shown(one.buffer),
    )


def _buffer_shown(buffer: Buffer) -> wire.Buffer:
    return wire.Buffer(before_minutes=buffer.before_minutes, after_minutes=buffer.after_minutes)
