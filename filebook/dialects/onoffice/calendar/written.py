"""An appointment with what is said of it; pure functions.

What is absent or null stays as it is; so does what is written back just as it is shown, which keeps things that
onOffice has no word for.
Source: apidoc.onoffice.de, create and modify calendar; onoffice.md 8.2 and 8.3, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

from filebook.core.appointments import Appointment, Span, Status
from filebook.core.businesses import Business
from filebook.core.errors import Invalid
from filebook.core.ids import Number, Uid
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.calendar import around, moments, places, words
from filebook.dialects.onoffice.calendar.places import Place
from filebook.dialects.onoffice.calendar.repeating import moved, repeated, require_occurrence
from filebook.dialects.onoffice.calendar.said import Said
from filebook.dialects.onoffice.codes import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = time(23, 59, 59)


def unborn(business: Business) -> Appointment:
    """An appointment of which nothing is said yet."""
    span = Span(_EPOCH.replace(tzinfo=None), _EPOCH.replace(tzinfo=None), business.zone)
    return Appointment(business.number, ids.NOTHING, Uid(""), "", "", span, _EPOCH, _EPOCH)


def edited(appointment: Appointment, said: Said, *, zone: str, strict: bool) -> Appointment:
    """The appointment with what is said, but for its place and links. `zone` is the business's.

    Raises: Refused, Invalid(parameter).
    """
    later = around.days_later(appointment, zone) if appointment.number else 0
    series = said.repeat.beyond(around.shown_repeat(appointment, zone)) if appointment.number else said.repeat
    from_day = appointment.span.starts.date()
    changed = _timed(appointment, said, zone)
    if appointment.number:
        changed = moved(changed, from_day)
    changed = repeated(changed, series, days_later=later)
    if (changed.rule, changed.span) != (appointment.rule, appointment.span):
        require_occurrence(changed.rule)
    status, own = _status(appointment, said), dict(said.own)
    kind = own.pop(around.ART, appointment.type)
    if said.status is not None:
        own[around.STATUS] = said.status if said.status == words.ALL_AVAILABLE else None
    return replace(
        changed,
        subject=appointment.subject if said.subject is None else said.subject,
        comment=appointment.comment if said.comment is None else said.comment,
        private=appointment.private if said.private is None else said.private,
        status=status,
        reminder_minutes=_reminder(appointment, said, strict=strict),
        fields=with_own(appointment.fields, own),
        type=str(kind),
    )


def placed(appointment: Appointment, place: Place, *, text: str) -> Appointment:
    """The appointment at a place."""
    own = {around.LOCATION: places.kept(place, text)}
    return replace(appointment, place=text, fields=with_own(appointment.fields, own))


def for_groups(appointment: Appointment, groups: list[Number] | None) -> Appointment:
    """The appointment for these groups; None: for those that it is for."""
    if groups is None:
        return appointment
    return replace(appointment, fields=with_own(appointment.fields, {around.GROUPS: groups}))


def with_own(fields: Mapping[str, object], new: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of an appointment with new ones of this door's; empty ones are taken out."""
    kept = fields.get(around.OWN_FIELDS)
    merged = {**(kept if isinstance(kept, dict) else {}), **new}
    merged = {name: value for name, value in merged.items() if value not in (None, "", [], False)}
    rest = {name: value for name, value in fields.items() if name != around.OWN_FIELDS}
    return {**rest, around.OWN_FIELDS: merged} if merged else rest


def _timed(appointment: Appointment, said: Said, zone: str) -> Appointment:
    """With the times that differ from those shown; the rest of the span keeps its own zone and all-day days."""
    span = appointment.span
    shown_starts, shown_ends = around.walls(appointment, zone) if appointment.number else (None, None)
    starts, ends = said.starts or shown_starts, said.ends or shown_ends
    if starts is None:
        raise Refused(codes.NO_START)
    if ends is None:
        raise Refused(codes.NO_END)
    was_all_day = around.is_all_day(appointment)
    all_day = was_all_day if said.all_day is None else said.all_day
    if (starts, ends, all_day) == (shown_starts, shown_ends, was_all_day):
        return appointment
    if all_day:
        starts, ends = datetime.combine(starts.date(), time()), datetime.combine(ends.date(), _LAST_SECOND)
        new = replace(span, starts=starts, ends=ends, start_all_day=True, end_all_day=True)
    else:
        new = span
        if starts != shown_starts or was_all_day:
            new = replace(new, starts=_in_span(starts, span, zone, "start_dt"), start_all_day=False)
        if ends != shown_ends or was_all_day:
            new = replace(new, ends=_in_span(ends, span, zone, "end_dt"), end_all_day=False)
    for wall, name in ((starts, "start_dt"), (ends, "end_dt")):
        if not moments.EARLIEST <= wall.date() <= moments.LATEST:
            raise Invalid(name)
    if new.ends < new.starts:
        raise Refused(codes.WRONG_ORDER)
    return replace(appointment, span=new)


def _in_span(wall: datetime, span: Span, zone: str, parameter: str) -> datetime:
    try:
        return moments.in_zone(wall, told_in=zone, zone=span.zone)
    except OverflowError:
        raise Invalid(parameter) from None


def _status(appointment: Appointment, said: Said) -> Status:
    """`status` wins over `abgesagt`."""
    if said.status is not None:
        status = words.status_in(said.status)
        is_as_shown = appointment.number and words.status_word(status, said.status) == around.status_of(appointment)
        return appointment.status if is_as_shown else status
    if said.is_cancelled is None or said.is_cancelled is (appointment.status is Status.CANCELLED):
        return appointment.status
    return Status.CANCELLED if said.is_cancelled else Status.ACTIVE


def _reminder(appointment: Appointment, said: Said, *, strict: bool) -> int | None:
    if said.reminder is None or said.reminder == words.reminder_text(appointment.reminder_minutes):
        return appointment.reminder_minutes
    return words.reminder_in(said.reminder, strict=strict) if said.reminder else None
