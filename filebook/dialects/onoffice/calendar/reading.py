"""`read`/`calendar`: one appointment by its id, or those of some days, or those that were changed lately.

Source: apidoc.onoffice.de, read calendar; onoffice.md 8.1, read 2026-11-22.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from filebook.core.access import Action, may
from filebook.core.appointments import Appointment, Status
from filebook.core.errors import AccessDenied
from filebook.core.ids import Number
from filebook.core.selection import Condition, Reader
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.calendar import around as near
from filebook.dialects.onoffice.calendar import moments, wire
from filebook.dialects.onoffice.calendar.neighbours import around_of, group_of, hints_for
from filebook.dialects.onoffice.calendar.said import ids_in
from filebook.dialects.onoffice.calendar.translate import calendar_record
from filebook.dialects.onoffice.calendar.words import COMPLETED
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.conditions import conditions_in
from filebook.dialects.onoffice.parameters import HIGHEST_LIMIT, NOTHING, flag_in, page_in
from filebook.services.book import MEMBER_LIMIT

_ALMOST_A_SECOND = timedelta(microseconds=999_999)
"""Moments are told in whole seconds, and kept finer."""
_EARLIEST, _LATEST = (datetime.combine(day, time(), tzinfo=UTC) for day in (moments.EARLIEST, moments.LATEST))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose appointments are wanted: these members of staff's and, with `of_group`, the group's; None: everybody's."""

    users: frozenset[Number] | None = None
    of_group: bool = False

    def covers(self, appointment: Appointment) -> bool:
        """Whether the appointment is one of these; who only made it has no part in it."""
        if self.users is None or (self.of_group and near.is_for_group(appointment)):
            return True
        return any(one.record.number in self.users for one in appointment.participants)


def whose_in(asked: Asked, *, users: object, groups: object) -> Whose | None:
    """Whose appointments the ids of users and groups ask for; None without any. Raises: Refused."""
    staff, wanted = ids_in(users, codes.WRONG_USERS) or [], ids_in(groups, codes.WRONG_GROUPS) or []
    if len(staff) > MEMBER_LIMIT:
        raise Refused(codes.WRONG_USERS)
    if group_of(asked) in wanted:
        return _of_group(asked, and_of=staff)
    return Whose(frozenset(staff)) if staff or wanted else None


def _of_group(asked: Asked, *, and_of: Iterable[Number]) -> Whose:
    """The group is the business: what is for all of it, and what its members take part in. Who may see nothing but the
    own appointments is told of those.
    """
    if not may(asked.actor, Action.READ):
        return Whose(frozenset(and_of), of_group=True)
    members = (colleague.number for colleague in asked.services.colleagues.all(asked.actor))
    return Whose(frozenset((*and_of, *members)), of_group=True)


def read_calendar(asked: Asked) -> Outcome:
    """Raises: Refused, NotFound("appointment"), Invalid."""
    said = msgspec.convert(asked.parameters, wire.ReadParameters)
    with_confirmation = flag_in(said.showConfirmationStatus, "showConfirmationStatus")
    if asked.resourceid:
        found = [appointment_of(asked)]
        with_hints = flag_in(said.showConflicts, "showConflicts")
    else:
        found, with_hints = _several(asked, said), False
    limit, offset = calendar_page_in(asked.parameters)
    shown = found[offset : offset + limit]
    around = around_of(asked, shown)
    hints = hints_for(asked, shown, around) if with_hints else [None] * len(shown)
    records = [
        calendar_record(one, around, with_confirmation=with_confirmation, hints=hint)
        for one, hint in zip(shown, hints, strict=True)
    ]
    return Outcome(records, len(found))


def calendar_page_in(parameters: Mapping[str, Any]) -> tuple[int, int]:
    """Limit and offset; without a limit so many as there may be, since not every client of these calls pages."""
    limit, offset = page_in(parameters)
    return HIGHEST_LIMIT if parameters.get("listlimit") in NOTHING else limit, offset


def appointment_of(asked: Asked) -> Appointment:
    """The appointment that the resourceid names.

    Raises: Refused for what is no id, and for one who may see no appointment; NotFound("appointment").
    """
    return appointment_with(asked, asked.resourceid)


def appointment_with(asked: Asked, value: object) -> Appointment:
    """The appointment with this id; raises as `appointment_of`."""
    number = ids.number_of(value)
    if number is None:
        raise Refused(codes.INVALID_APPOINTMENT_ID)
    try:
        return asked.services.book.get(asked.actor, number)
    except AccessDenied:
        raise Refused(codes.UNKNOWN_APPOINTMENT) from None


def in_days(asked: Asked, *, first: date | None, last: date | None, whose: Whose) -> list[Appointment]:
    """Appointments that touch the days from first to last.

    Raises: Refused where a day is missing, or they stand the wrong way round.
    """
    if first is None:
        raise Refused(codes.NO_PERIOD if last is None else codes.NO_START)
    if last is None:
        raise Refused(codes.NO_END)
    if last < first:
        raise Refused(codes.WRONG_ORDER)
    starts, ends = moments.days_as_moments(first, last, zone=asked.business().zone)
    members = None if whose.of_group or whose.users is None else sorted(whose.users)
    found = asked.services.book.touching(asked.actor, starts=starts, ends=ends, members=members)
    return [one for one in found if whose.covers(one)]


def _several(asked: Asked, said: wire.ReadParameters) -> list[Appointment]:
    conditions = conditions_in(said.filter, compared(_readers(asked.business().zone)))
    if flag_in(said.allusers, "allusers"):
        whose = Whose()
    else:
        own = _of_group(asked, and_of=[asked.actor.staff.number])
        whose = whose_in(asked, users=said.users, groups=said.groups) or own
    found = _in_time(asked, said, whose)
    if not flag_in(said.showcancelled, "showcancelled"):
        found = [one for one in found if one.status is not Status.CANCELLED]
    return holding(found, conditions)


def _in_time(asked: Asked, said: wire.ReadParameters, whose: Whose) -> list[Appointment]:
    """By the days, if there are any, else by when they were changed."""
    first, last = moments.day_in(said.datestart, "datestart"), moments.day_in(said.dateend, "dateend")
    since = moments.moment_in(said.modifiedstart, "modifiedstart")
    until = moments.moment_in(said.modifiedend, "modifiedend")
    if first or last or not (since or until):
        return in_days(asked, first=first, last=last, whose=whose)
    until = _LATEST if until is None else until + _ALMOST_A_SECOND
    found = asked.services.book.changed_between(asked.actor, since=since or _EARLIEST, until=until)
    return [one for one in found if whose.covers(one)]


def compared(readers: Mapping[str, Reader[Appointment]]) -> Callable[[str], Reader[Appointment]]:
    """Finds a field's reader. What it makes raises: Refused for a field that cannot be compared."""

    def reader_of(name: str) -> Reader[Appointment]:
        if name not in readers:
            raise Refused(codes.UNKNOWN_CALENDAR_FIELD)
        return readers[name]

    return reader_of


def holding(appointments: Sequence[Appointment], conditions: Sequence[Condition[Appointment]]) -> list[Appointment]:
    """Those for which all conditions hold."""
    return [one for one in appointments if all(condition.holds(one) for condition in conditions)]


def _readers(zone: str) -> Mapping[str, Reader[Appointment]]:
    return {
        "start_dt": lambda one: moments.wall_text(near.walls(one, zone)[0]),
        "end_dt": lambda one: moments.wall_text(near.walls(one, zone)[1]),
        "rp_flag": lambda one: one.rule is not None,
        "description": lambda one: one.subject,
        "note": lambda one: one.comment,
        "von": near.author,
        "art": lambda one: one.type,
        "erledigt": lambda one: near.status_of(one) == COMPLETED,
    }
