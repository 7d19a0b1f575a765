"""One occurrence of a series as an appointment of its own: shown, changed and left out.

What it does not share with its series, and can be changed here, are its times, subject, comment and place.
Source: the project's Xelion reference, 7 and 10.5, read 2026-11-22; the form is ours.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from filebook.core.appointments import Appointment, ChangedOccurrence, Status
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import Number, Ref
from filebook.core.members import MEMBER_LIMIT, Member, member_on, members_on, span_on, with_change, without
from filebook.dialects.xelion.patch import Changes, edit_of, rewrite_of

_OF_SERIES = "series_only"
_OWN = ("span", "subject", "comment", "place")


def mutations_in(series: Appointment) -> list[Member]:
    """The occurrences that take place otherwise than the series says, by their day there.

    Raises: Unsupported("recurrence").
    """
    members = members_on(series, sorted(entry.original_on for entry in series.changed))
    return list(islice((one for one in members if takes_place(one)), MEMBER_LIMIT))


def takes_place(member: Member) -> bool:
    """Whether it is neither left out of its series nor cancelled on its own."""
    own = None if member.change is None else member.change.status
    return not member.is_left_out and own is not Status.CANCELLED


def single_of(member: Member) -> Appointment:
    """The occurrence as if it were an appointment by itself. Raises: NotFound where it does not take place."""
    if member.ref is None or not takes_place(member):
        raise NotFound("appointment", member.number)
    return _single(member, member.ref)


def edit_of_day(changes: Changes, day: date, ref: Ref, *, zone: str) -> Callable[[Appointment], Appointment]:
    """What the changes do to the occurrence of a series on a day; the business is in `zone`.

    The edit raises: NotFound("appointment") where it takes place no more, Invalid (a member, or "path" for what all
        occurrences share).
    """
    edit = edit_of(changes, zone=zone)

    def edit_day(series: Appointment) -> Appointment:
        member = _taking_place(series, day, ref)
        before = _single(member, ref)
        after = edit(before)
        if replace(before, **{name: getattr(after, name) for name in _OWN}) != after or changes.files:
            raise Invalid("path", _OF_SERIES)
        if after.span.ends < after.span.starts:
            raise Invalid("endtime", "order")
        _require_same(changes, before)
        return series if after == before else _changed(series, member, after, day=day)

    return edit_day


def without_day(day: date, ref: Ref) -> Callable[[Appointment], Appointment]:
    """What takes the occurrence on a day out of its series. The edit raises: NotFound("appointment")."""

    def leave_out(series: Appointment) -> Appointment:
        _taking_place(series, day, ref)
        return without(series, day)

    return leave_out


def _taking_place(series: Appointment, day: date, ref: Ref) -> Member:
    member = member_on(series, day, ref)
    if member is None or not takes_place(member):
        raise NotFound("appointment", ref.number)
    return member


def _single(member: Member, ref: Ref) -> Appointment:
    place = None if member.change is None else member.change.place
    return replace(
        member.whole,
        number=ref.number,
        uid=ref.uid,
        span=member.span,
        subject=member.subject,
        comment=member.comment,
        place=member.whole.place if place is None else place,
        rule=None,
        cancelled_on=frozenset(),
        changed=(),
    )


def _changed(series: Appointment, member: Member, after: Appointment, *, day: date) -> Appointment:
    """What is as in the series again is no change any more."""
    before = member.change or ChangedOccurrence(day, None)
    change = replace(
        before,
        span=after.span,
        subject=None if after.subject == series.subject else after.subject,
        comment=None if after.comment == series.comment else after.comment,
        place=None if after.place == series.place else after.place,
    )
    if change != ChangedOccurrence(day, span_on(series, day)):
        return with_change(series, change, left_out=False)
    return replace(series, changed=tuple(one for one in series.changed if one.original_on != day))


def _require_same(changes: Changes, single: Appointment) -> None:
    """Raises: Invalid("path") for people and calendars that the series does not have, or would lose."""
    lists: dict[str, tuple[Sequence[Number], str]] = {
        "participants": ([one.record.number for one in single.participants], "person"),
        "calendars": ([one.number for one in single.calendars], "calendar"),
    }
    for name, (present, what) in lists.items():
        rewrite = rewrite_of(getattr(changes, name), what)
        if rewrite is not None and list(rewrite(present)) != list(present):
            raise Invalid("path", _OF_SERIES)
