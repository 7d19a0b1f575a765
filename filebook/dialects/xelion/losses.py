"""What Xelion cannot say of a series: a pure function, by whose answer a series is told or shown as a single one.

Xelion's series come every so many days, weeks, months or years; the weekdays of a week can be told, all else follows
from the appointment's own day. Source: the project's Xelion reference, 10.2, 10.3 and 10.5, read 2026-11-22.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from filebook.core.appointments import Span
from filebook.core.recurrence.parts import BY_DAY_NAME, BY_MONTH, BY_MONTH_DAY, PARTS, beyond_days, numbers_in
from filebook.core.recurrence.rule import SUB_DAILY, ByDay, Frequency, Rule

OWN_DAY = "DTSTART"
"""The appointment's own day is another one where the business is."""

_LAST = 5
"""The ordinal that means the last such weekday of a month."""


def losses(rule: Rule, span: Span, *, zone: str) -> tuple[str, ...]:
    """What is lost of the rule of an appointment in a business in `zone`, in RFC 5545's names; () if nothing is.

    Left out days (EXDATE) and changed occurrences are no loss: lists leave them out, or show what is changed.
    """
    found = [*_rare(rule), *_beyond_pattern(rule, span.starts.date())]
    if not is_same_day(span, zone):
        found.append(OWN_DAY)
    return tuple(dict.fromkeys(found))


def ordinal_day(day: date) -> ByDay:
    """Which weekday of its month a day is; the fifth is the last."""
    ordinal = (day.day - 1) // 7 + 1
    return ByDay(day.weekday(), -1 if ordinal == _LAST else ordinal)


def is_same_day(span: Span, zone: str) -> bool:
    """Whether the appointment's own day is the same in the business's zone, where Xelion reckons."""
    if span.start_all_day or span.zone == zone:
        return True
    try:
        there = span.starts.replace(tzinfo=ZoneInfo(span.zone)).astimezone(ZoneInfo(zone))
    except OverflowError:
        return False
    return there.date() == span.starts.date()


def _rare(rule: Rule) -> Iterator[str]:
    """Parts for which there is no member, whatever they say."""
    if rule.frequency in SUB_DAILY:
        yield "FREQ"
    yield from (part.name for part in PARTS if part not in {BY_MONTH, BY_MONTH_DAY} and numbers_in(rule, part))
    # A whole day left out is no loss here: lists leave it out, too.
    yield from beyond_days(replace(rule, excluded_days=()))


def _beyond_pattern(rule: Rule, own_day: date) -> Iterator[str]:
    """Days that do not follow from the appointment's own day."""
    months, days = rule.by_month, rule.by_month_day
    match rule.frequency:
        case Frequency.WEEKLY:
            if months:
                yield BY_MONTH.name
            if days:
                yield BY_MONTH_DAY.name
            if any(entry.ordinal is not None for entry in rule.by_day):
                yield BY_DAY_NAME
        case Frequency.MONTHLY:
            if months:
                yield BY_MONTH.name
            if rule.by_day and rule.by_day != (ordinal_day(own_day),):
                yield BY_DAY_NAME
            if days if rule.by_day else (days or (rule.anchor.day,)) != (own_day.day,):
                yield BY_MONTH_DAY.name
        case Frequency.YEARLY:
            if rule.by_day:
                yield BY_DAY_NAME
            every_month = bool(days) and not months
            if every_month or (months or (rule.anchor.month,)) != (own_day.month,):
                yield BY_MONTH.name
            if (days or (rule.anchor.day,)) != (own_day.day,):
                yield BY_MONTH_DAY.name
        case _:
            yield from _narrowed(rule)


def _narrowed(rule: Rule) -> Iterator[str]:
    """Which of the days are kept."""
    if rule.by_month:
        yield BY_MONTH.name
    if rule.by_day:
        yield BY_DAY_NAME
    if rule.by_month_day:
        yield BY_MONTH_DAY.name
