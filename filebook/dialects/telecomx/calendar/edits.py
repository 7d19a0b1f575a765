"""Wishes put into effect: an appointment made or changed, or one occurrence of a series, attendees aside.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from filebook.core.appointments import Appointment, ChangedOccurrence, Presence, Status
from filebook.core.errors import Invalid
from filebook.core.members import Member, span_on, with_change
from filebook.dialects.telecomx.calendar.guests import Guests
from filebook.dialects.telecomx.calendar.moments import span_from
from filebook.dialects.telecomx.calendar.translate import place_of, with_own
from filebook.dialects.telecomx.calendar.wishes import Wish
from filebook.dialects.telecomx.values import OWN
from filebook.services.booking import NewAppointment, Numbers

_OF_SERIES = "series_only"


def made(wish: Wish, guests: Guests, *, people: Numbers, zone: str) -> NewAppointment:
    """What is to be made; `people` take part. Raises: Missing("start" | "end"), Invalid."""
    own = {name: value for name, value in {**wish.own, **guests.own}.items() if value is not None}
    return NewAppointment(
        subject=wish.subject or "",
        span=span_from(wish.times, None, zone=zone),
        comment=wish.comment or "",
        place=wish.place or "",
        status=Status.CANCELLED if wish.cancelled else Status.ACTIVE,
        presence=wish.presence or Presence.BUSY,
        private=wish.private or False,
        reminder_minutes=wish.reminder.after(None),
        participants=people,
        statuses=guests.statuses,
        fields={OWN: own},
    )


def edited(member: Member, wish: Wish, guests: Guests, *, zone: str) -> Appointment:
    """The appointment, or the series, with a wish applied to it or to one of its days. Raises: Invalid."""
    if member.day is not None:
        return _edited_day(member, member.day, wish, zone=zone)
    whole = member.whole
    span = whole.span
    if not wish.times.is_silent:
        span = span_from(wish.times, span, zone=zone, repeats=whole.rule is not None)
        if whole.rule is not None and span.starts.date() != whole.span.starts.date():
            raise Invalid("start", _OF_SERIES)  # its rule says on which days it happens
    return replace(
        whole,
        span=span,
        subject=whole.subject if wish.subject is None else wish.subject,
        comment=whole.comment if wish.comment is None else wish.comment,
        place=whole.place if wish.place is None else wish.place,
        status=_status(whole.status, cancelled=wish.cancelled),
        presence=wish.presence or whole.presence,
        private=whole.private if wish.private is None else wish.private,
        reminder_minutes=wish.reminder.after(whole.reminder_minutes),
        fields=with_own(whole, {**wish.own, **guests.own}),
    )


def _edited_day(member: Member, day: date, wish: Wish, *, zone: str) -> Appointment:
    """The series with one of its days changed. What all its days share cannot differ on one of them."""
    whole, before = member.whole, member.change
    for field, differs in _shared(whole, wish).items():
        if differs:
            raise Invalid(field, _OF_SERIES)
    status = None if before is None else before.status
    change = ChangedOccurrence(
        original_on=day,
        span=member.span if wish.times.is_silent else span_from(wish.times, member.span, zone=zone),
        subject=_differing(wish.subject, member.subject, whole.subject),
        comment=_differing(wish.comment, member.comment, whole.comment),
        place=_differing(wish.place, place_of(member), whole.place),
        status=None if status is Status.CANCELLED and wish.cancelled is False else status,
        buffer=None if before is None else before.buffer,
    )
    own = replace(whole, fields=with_own(whole, wish.own, day=day))
    left_out = member.is_left_out if wish.cancelled is None else wish.cancelled
    plain = ChangedOccurrence(day, span_on(whole, day))
    if change == (before or plain) and left_out is member.is_left_out:
        return own  # nothing that other doors could see
    return with_change(own, change, left_out=left_out)


def _shared(whole: Appointment, wish: Wish) -> Mapping[str, bool]:
    """What is said otherwise than for the whole series, of that which holds for all of it."""
    return {
        "showAs": wish.presence not in {None, whole.presence},
        "sensitivity": wish.private not in {None, whole.private},
        "isReminderOn": wish.reminder.after(whole.reminder_minutes) != whole.reminder_minutes,
        "isCancelled": wish.cancelled is False and whole.status is Status.CANCELLED,
    }


def _status(before: Status, *, cancelled: bool | None) -> Status:
    if cancelled:
        return Status.CANCELLED
    return Status.ACTIVE if cancelled is False and before is Status.CANCELLED else before


def _differing(said: str | None, present: str, of_series: str) -> str | None:
    text = present if said is None else said
    return None if text == of_series else text
