"""What is said of appointments put into effect: one made, one changed, one of its days changed; pure functions."""

from collections.abc import Mapping
from dataclasses import replace

from msgspec import UNSET, UnsetType

from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Presence, Span, Status
from filebook.core.errors import Invalid, NotFound, Unsupported
from filebook.core.members import Member, span_on, with_change
from filebook.core.recurrence.moving import moved
from filebook.core.recurrence.rule import Rule
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.rules import rule_meant
from filebook.dialects.native.appointments.times import Times, span_meant
from filebook.services.booking import NewAppointment

_OF_A_DAY = frozenset({"starts", "ends", "zone", "all_day", "subject", "comment", "place", "status", "buffer"})
"""What one occurrence can have of its own."""


def made(said: wire.NewAppointment, *, zone: str) -> NewAppointment:
    """What is to be made, but for whom and what it names. Raises: Invalid, Missing("ends")."""
    span = span_meant(_times(said), None, zone=zone)
    rule = rule_meant(said.rrule, said.rule, said.anchor, span)
    return NewAppointment(
        subject=said.subject,
        span=span,
        comment=said.comment,
        place=said.place,
        internal=said.internal,
        status=Status(said.status),
        presence=Presence(said.presence),
        rule=rule if isinstance(rule, Rule) else None,
        cancelled_on=frozenset(said.cancelled_on) if isinstance(rule, Rule) else frozenset(),
        reminder_minutes=said.reminder_minutes,
        buffer=_buffer(said.buffer),
        private=said.private,
        fields=said.fields,
        type=said.type,
    )


def edited(appointment: Appointment, said: wire.AppointmentChange) -> Appointment:
    """An appointment, or a whole series, with a change, but for whom and what it names. Raises: Invalid, Missing."""
    span = span_meant(_times(said), appointment.span, zone=appointment.span.zone)
    return replace(
        appointment,
        span=span,
        rule=_rule(appointment, said, span),
        subject=_or(said.subject, appointment.subject),
        comment=_or(said.comment, appointment.comment),
        place=_or(said.place, appointment.place),
        internal=appointment.internal if said.internal is UNSET else said.internal,
        private=appointment.private if said.private is UNSET else said.private,
        status=appointment.status if said.status is UNSET else Status(said.status),
        presence=appointment.presence if said.presence is UNSET else Presence(said.presence),
        type=_or(said.type, appointment.type),
        reminder_minutes=(appointment.reminder_minutes if said.reminder_minutes is UNSET else said.reminder_minutes),
        buffer=appointment.buffer if said.buffer is UNSET else _buffer(said.buffer),
        fields=appointment.fields if said.fields is UNSET else _merged(appointment.fields, said.fields),
    )


def edited_day(member: Member, said: wire.AppointmentChange) -> Appointment:
    """A series with one of its days changed. A status takes it back into the series, or leaves it out.

    Raises: NotFound("occurrence") for one that does not take place, Invalid, Missing.
    """
    series, day, before = member.whole, member.day, member.change
    if day is None:
        return edited(series, said)
    if member.is_left_out and said.status is UNSET:
        raise NotFound("occurrence", day)
    status = member.status if said.status is UNSET else Status(said.status)
    if series.status is Status.CANCELLED and status is not Status.CANCELLED:
        raise Invalid("status", "series_cancelled")
    own_place = None if before is None else before.place
    change = ChangedOccurrence(
        original_on=day,
        span=span_meant(_times(said), member.span, zone=member.span.zone),
        subject=_differing(said.subject, member.subject, series.subject),
        comment=_differing(said.comment, member.comment, series.comment),
        place=_differing(said.place, series.place if own_place is None else own_place, series.place),
        status=None if status in {series.status, Status.CANCELLED} else status,
        buffer=_differing_buffer(member.buffer if said.buffer is UNSET else _buffer(said.buffer), series.buffer),
    )
    left_out = status is Status.CANCELLED and series.status is not Status.CANCELLED
    changed = with_change(series, change, left_out=left_out)
    if left_out or change != ChangedOccurrence(day, span_on(series, day)):
        return changed
    return replace(changed, changed=tuple(one for one in changed.changed if one.original_on != day))


def beyond_a_day(said: wire.AppointmentChange) -> str:
    """The first member that is said and that one occurrence cannot have of its own; "" for none."""
    told = (name for name in said.__struct_fields__ if getattr(said, name) is not UNSET)
    return next((name for name in told if name not in _OF_A_DAY), "")


def _times(said: wire.NewAppointment | wire.AppointmentChange) -> Times:
    return Times(said.starts, said.ends, said.zone, said.all_day)


def _rule(appointment: Appointment, said: wire.AppointmentChange, span: Span) -> Rule | None:
    """The rule that is said; else the present one, moved along with its series.

    Raises: Invalid("rrule") for one that cannot be moved: what is meant has to be said.
    """
    anchor = appointment.rule.anchor if appointment.rule is not None else UNSET
    by = span.starts.date() - appointment.span.starts.date()
    wanted = rule_meant(said.rrule, said.rule, said.anchor, span)
    if not isinstance(wanted, UnsetType):
        return wanted
    rule = appointment.rule
    if rule is None:
        if said.anchor is not UNSET:
            raise Invalid("anchor", "no_series")
        return None
    if said.anchor is not UNSET and said.anchor != anchor:
        return replace(rule, anchor=said.anchor)
    try:
        return moved(rule, by) if by else rule
    except Unsupported:
        raise Invalid("rrule", "rule_needed") from None
    except OverflowError:
        raise Invalid("starts", "range") from None


def _or(said: str | UnsetType, present: str) -> str:
    return present if isinstance(said, UnsetType) else said


def _differing(said: str | UnsetType, present: str, of_series: str) -> str | None:
    text = _or(said, present)
    return None if text == of_series else text


def _differing_buffer(buffer: Buffer, of_series: Buffer) -> Buffer | None:
    return None if buffer == of_series else buffer


def _buffer(said: wire.Buffer) -> Buffer:
    return Buffer(said.before_minutes, said.after_minutes)


def _merged(present: Mapping[str, object], said: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**present, **said}.items() if value is not None}
