"""Wishes put into effect: the span that is meant, and an appointment or one occurrence with a change applied.

Source: the project's TimeTap reference (section 5.4), read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import UnsetType

from filebook.core.appointments import Appointment, ChangedOccurrence, Span, Status
from filebook.core.errors import Invalid, Missing
from filebook.core.members import Member, with_change
from filebook.core.records import Record
from filebook.dialects.timetap.appointments.translate import MEMBERS, Times, client_zone_of, own_of, times_of
from filebook.dialects.timetap.appointments.wishes import Group, SaidTimes, Wish
from filebook.dialects.timetap.clock import instant_of, midnight, wall_in
from filebook.dialects.timetap.values import API_USER_NAME, OWN, milliseconds

_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a change is judged against: the business's zone, the client as it was, the time it is, and the place's name
    before and after, where the location changes.
    """

    zone: str
    client: Record | None
    at: datetime
    place: tuple[str, str] | None = None


def new_span(times: SaidTimes, *, zone: str, client_zone: str) -> Span:
    """When a new appointment is: by the first way to say it that is complete. Raises: Missing, Invalid("endTime")."""
    times.require()
    if times.staff.is_complete:
        return _span(*_walls(times.staff), zone=zone, said_in=zone)
    if times.client.is_complete:
        return _span(*_walls(times.client), zone=zone, said_in=client_zone)
    if times.first is None or times.last is None:
        raise Missing("startDate")
    there = ZoneInfo(zone)
    return _ordered(Span(wall_in(times.first, there), wall_in(times.last, there), zone))


def changed_span(times: SaidTimes, present: Times, *, zone: str, client_zone: str) -> Span | None:
    """The new time, by the first way of saying it that differs from what is shown; None where none does.

    Raises: Invalid("endTime").
    """
    shown = (_to_minute(present.starts), _to_minute(present.ends))
    wanted = _walls(times.staff, *shown)
    if wanted != shown:
        return _span(*wanted, zone=zone, said_in=zone)
    shown = (_to_minute(present.client_starts), _to_minute(present.client_ends))
    wanted = _walls(times.client, *shown)
    if wanted != shown:
        return _span(*wanted, zone=zone, said_in=client_zone)
    first, last = times.first or present.first, times.last or present.last
    if abs(first - present.first) < _MILLISECOND and abs(last - present.last) < _MILLISECOND:
        return None
    there = ZoneInfo(zone)
    return _ordered(Span(wall_in(first, there), wall_in(last, there), zone))


def edited(member: Member, wish: Wish, scene: Scene) -> Appointment:
    """The appointment, or the series, with a wish applied to it or to one of its days; references aside.

    Raises: Invalid.
    """
    own = own_of(member)
    client_zone = client_zone_of(own, scene.client, scene.zone)
    present = times_of(member, zone=scene.zone, client_zone=client_zone)
    span = changed_span(wish.times, present, zone=scene.zone, client_zone=client_zone)
    said = {**wish.own, **_status_words(member, wish, scene.at)}
    if member.day is not None:
        return _edited_day(member, member.day, wish, span=span, said=said)
    whole = member.whole
    changed = replace(
        whole,
        subject=whole.subject if isinstance(wish.subject, UnsetType) else wish.subject,
        comment=whole.comment if isinstance(wish.note, UnsetType) else wish.note,
        status=whole.status if wish.status is None else wish.status.status,
        place=_place(whole.place, scene.place),
        fields=with_own(whole, said),
    )
    return changed if span is None else _moved(changed, span)


def with_own(whole: Appointment, said: Mapping[str, object], *, day: date | None = None) -> Mapping[str, object]:
    """The vendor fields of an appointment with what TimeTap alone knows changed: of the whole, or of one day."""
    found = whole.fields.get(OWN)
    own = dict(found) if isinstance(found, dict) else {}
    if day is None:
        own |= said
        own = {name: value for name, value in own.items() if value is not None}
    else:
        days = own.get(MEMBERS)
        days = dict(days) if isinstance(days, dict) else {}
        before = days.get(day.isoformat())
        days[day.isoformat()] = {**(before if isinstance(before, dict) else {}), **said}
        own[MEMBERS] = days
    return {**whole.fields, OWN: own}


def _edited_day(member: Member, day: date, wish: Wish, *, span: Span | None, said: Mapping[str, object]) -> Appointment:
    """The series with one of its days changed. A status that is said is that day's own from then on."""
    whole, status = member.whole, member.status if wish.status is None else wish.status.status
    if whole.status is Status.CANCELLED and status is not Status.CANCELLED:
        raise Invalid("status", "the series is cancelled")
    change = ChangedOccurrence(
        original_on=day,
        span=span or member.span,
        subject=_differing(wish.subject, member.subject, of_series=whole.subject),
        comment=_differing(wish.note, member.comment, of_series=whole.comment),
        place=None if member.change is None else member.change.place,
        status=None if status in {whole.status, Status.CANCELLED} else status,
    )
    own = replace(whole, fields=with_own(whole, said, day=day))
    left_out = status is Status.CANCELLED and whole.status is not Status.CANCELLED
    plain = ChangedOccurrence(day, Member(whole, day).span)
    if change == plain and left_out is member.is_left_out and (member.change is None or member.change == plain):
        return own  # nothing that other doors could see
    return with_change(own, change, left_out=left_out)


def _moved(whole: Appointment, span: Span) -> Appointment:
    """A rule cannot begin before its series does."""
    rule = whole.rule
    if rule is not None and rule.anchor < span.starts.date():
        rule = replace(rule, anchor=span.starts.date())
    return replace(whole, span=span, rule=rule)


def _status_words(member: Member, wish: Wish, at: datetime) -> dict[str, object]:
    """What is kept of a status that other doors have no word for."""
    said = wish.status
    if said is None:
        return {}
    words: dict[str, object] = {"status": said.word or None}
    if not isinstance(said.sub, UnsetType):
        words["subStatus"] = said.sub
    if said.status is Status.CANCELLED and member.status is not Status.CANCELLED:
        words |= {"cancelUser": API_USER_NAME, "cancelDate": milliseconds(at)}
    elif said.status is not Status.CANCELLED:
        words |= {"cancelReason": None, "cancelUser": None, "cancelDate": None}
    return words


def _differing(said: str | UnsetType, present: str, *, of_series: str) -> str | None:
    text = present if isinstance(said, UnsetType) else said
    return None if text == of_series else text


def _place(present: str, names: tuple[str, str] | None) -> str:
    """The place is named after the location, unless somebody named it otherwise."""
    return names[1] if names is not None and present in {"", names[0]} else present


def _walls(
    group: Group, starts: datetime | None = None, ends: datetime | None = None
) -> tuple[datetime | None, datetime | None]:
    """A group with what it leaves out filled in."""
    start_on = group.start_on or (starts.date() if starts else None)
    end_on = group.end_on or (ends.date() if ends else start_on)
    start_at = _since_midnight(starts) if group.start_at is None else group.start_at
    end_at = _since_midnight(ends) if group.end_at is None else group.end_at
    return (midnight(start_on) + start_at if start_on else None), (midnight(end_on) + end_at if end_on else None)


def _span(starts: datetime | None, ends: datetime | None, *, zone: str, said_in: str) -> Span:
    if starts is None or ends is None:
        raise Missing("startDate")
    if said_in == zone:
        return _ordered(Span(starts, ends, zone))
    there = ZoneInfo(zone)
    return _ordered(Span(wall_in(instant_of(starts, said_in), there), wall_in(instant_of(ends, said_in), there), zone))


def _ordered(span: Span) -> Span:
    if span.ends < span.starts:
        raise Invalid("endTime", "order")
    return span


def _since_midnight(wall: datetime | None) -> timedelta:
    return timedelta() if wall is None else timedelta(hours=wall.hour, minutes=wall.minute)


def _to_minute(wall: datetime) -> datetime:
    return wall.replace(second=0, microsecond=0)
