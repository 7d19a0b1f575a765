"""Wishes put into effect: an appointment or one occurrence with a change applied.

Source: the project's TimeTap reference (section 5.4), read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from msgspec import UnsetType

from filebook.core.appointments import Appointment, Buffer, ChangedOccurrence, Status
from filebook.core.errors import Invalid
from filebook.core.members import Member, with_change
from filebook.core.records import Record
from filebook.dialects.timetap.appointments.placing import Placed, changed_time
from filebook.dialects.timetap.appointments.translate import MEMBERS, client_zone_of, own_of, times_of
from filebook.dialects.timetap.appointments.wishes import Wish
from filebook.dialects.timetap.values import API_USER_NAME, OWN, milliseconds


@dataclass(frozen=True, slots=True)
class Scene:
    """What a change is judged against: the business's zone, the client as it was, the time it is, and the place's name
    before and after, where the location changes.
    """

    zone: str
    client: Record | None
    at: datetime
    place: tuple[str, str] | None = None


def edited(member: Member, wish: Wish, scene: Scene) -> Appointment:
    """The appointment, or the series, with a wish applied to it or to one of its days; references aside.

    Raises: Invalid.
    """
    own = own_of(member)
    client_zone = client_zone_of(own, scene.client, scene.zone)
    present = times_of(member, zone=scene.zone, client_zone=client_zone)
    time = changed_time(wish.times, present, zone=scene.zone, client_zone=client_zone, buffer=member.buffer)
    said = {**wish.own, **_status_words(member, wish, scene.at)}
    if member.day is not None:
        return _edited_day(member, member.day, wish, time=time, said=said)
    whole = member.whole
    changed = replace(
        whole,
        subject=whole.subject if isinstance(wish.subject, UnsetType) else wish.subject,
        comment=whole.comment if isinstance(wish.note, UnsetType) else wish.note,
        status=whole.status if wish.status is None else wish.status.status,
        place=_place(whole.place, scene.place),
        fields=with_own(whole, said),
    )
    return changed if time is None else _moved(changed, time)


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


def _edited_day(
    member: Member, day: date, wish: Wish, *, time: Placed | None, said: Mapping[str, object]
) -> Appointment:
    """The series with one of its days changed. A status that is said is that day's own from then on."""
    whole, status = member.whole, member.status if wish.status is None else wish.status.status
    if whole.status is Status.CANCELLED and status is not Status.CANCELLED:
        raise Invalid("status", "series_cancelled")
    change = ChangedOccurrence(
        original_on=day,
        span=member.span if time is None else time.span,
        subject=_differing(wish.subject, member.subject, of_series=whole.subject),
        comment=_differing(wish.note, member.comment, of_series=whole.comment),
        place=None if member.change is None else member.change.place,
        status=None if status in {whole.status, Status.CANCELLED} else status,
        buffer=_other(member.buffer if time is None else time.buffer, whole.buffer),
    )
    own = replace(whole, fields=with_own(whole, said, day=day))
    left_out = status is Status.CANCELLED and whole.status is not Status.CANCELLED
    plain = ChangedOccurrence(day, Member(whole, day).span)
    if change == plain and left_out is member.is_left_out and (member.change is None or member.change == plain):
        return own  # nothing that other doors could see
    return with_change(own, change, left_out=left_out)


def _other(buffer: Buffer, of_series: Buffer) -> Buffer | None:
    return None if buffer == of_series else buffer


def _moved(whole: Appointment, time: Placed) -> Appointment:
    """A rule cannot begin before its series does."""
    rule, starts_on = whole.rule, time.span.starts.date()
    if rule is not None and rule.anchor < starts_on:
        rule = replace(rule, anchor=starts_on)
    return replace(whole, span=time.span, buffer=time.buffer, rule=rule)


def _status_words(member: Member, wish: Wish, at: datetime) -> dict[str, object]:
    """What is kept of a status that other doors have no word for."""
    said = wish.status
    if said is None:
        return {}
    words: dict[str, object] = {"status": said.word or None}
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
