"""Rules written as iCalendar text: RRULE, RDATE and EXDATE, as `reading` reads them. Source: RFC 5545, 3.3.10."""

from collections.abc import Sequence
from datetime import date, datetime, time

from filebook.core.recurrence.moments import Start, day_text, instant_text, wall_text
from filebook.core.recurrence.parts import BY_DAY_NAME, BY_HOUR, PARTS, WEEKDAYS, numbers_in
from filebook.core.recurrence.rule import ByDay, Rule

_LAST_SECOND = time(23, 59, 59)


def rule_text(rule: Rule, *, start: Start) -> str:
    """The value of the RRULE of an appointment whose first day is the rule's anchor."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={_until_text(rule, rule.until, start)}")
    if rule.week_start:
        parts.append(f"WKST={WEEKDAYS[rule.week_start]}")
    for part in PARTS:
        if part is BY_HOUR and rule.by_day:
            parts.append(f"{BY_DAY_NAME}={','.join(map(_entry_text, rule.by_day))}")
        numbers = numbers_in(rule, part)
        if numbers:
            parts.append(f"{part.name}={','.join(map(str, numbers))}")
    return ";".join(parts)


def rule_lines(rule: Rule, *, start: Start) -> list[str]:
    """The RRULE, RDATE and EXDATE lines of such an appointment, not folded.

    Excluded days of a rule that says times of day are written as dates, which not every program reads.
    """
    lines = [f"RRULE:{rule_text(rule, start=start)}"]
    lines += _date_lines("RDATE", rule.extra_days, rule.extra_times, start=start, as_dates=start.all_day)
    as_dates = start.all_day or rule.ticks
    lines += _date_lines("EXDATE", rule.excluded_days, rule.excluded_times, start=start, as_dates=as_dates)
    return lines


def _until_text(rule: Rule, until: date, start: Start) -> str:
    """With a zone an instant; a rule that speaks of days ends with the start of its last appointment."""
    if start.all_day:
        return day_text(until)
    last = rule.until_time or (_LAST_SECOND if rule.ticks else start.at)
    wall = datetime.combine(until, last)
    return wall_text(wall) if start.zone is None else instant_text(wall, start.zone)


def _entry_text(entry: ByDay) -> str:
    return f"{'' if entry.ordinal is None else entry.ordinal}{WEEKDAYS[entry.weekday]}"


def _date_lines(
    name: str, days: Sequence[date], times: Sequence[datetime], *, start: Start, as_dates: bool
) -> list[str]:
    walls = [] if as_dates else [wall_text(datetime.combine(day, start.at)) for day in days]
    walls += [wall_text(wall) for wall in times]
    zone = "" if start.zone is None else f";TZID={start.zone.key}"
    lines = []
    if as_dates and days:
        lines.append(f"{name};VALUE=DATE:{','.join(map(day_text, days))}")
    if walls:
        lines.append(f"{name}{zone}:{','.join(walls)}")
    return lines
