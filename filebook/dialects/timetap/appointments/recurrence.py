"""Rules of series in TimeTap's words, and back.

Source: the project's TimeTap reference (section 6), read 2026-11-21; the properties are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from msgspec import UnsetType

from filebook.core.errors import Invalid, Missing
from filebook.core.members import MEMBER_LIMIT
from filebook.core.recurrence.days import first_match
from filebook.core.recurrence.parts import BY_DAY_NAME, BY_MONTH_DAY, PARTS, beyond_days, numbers_in
from filebook.core.recurrence.rule import SUB_DAILY, ByDay, Frequency, Rule, is_plain
from filebook.dialects.timetap.appointments.wire import RecurringChange
from filebook.dialects.timetap.clock import date_in
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.weekdays import weekdays_in
from filebook.dialects.timetap.wire import Text

_FREQUENCIES = {"WEEKLY": Frequency.WEEKLY, "MONTHLY": Frequency.MONTHLY}
_WEEKS = frozenset({1, 2, 3, 4, -1})
_LAST_DAY_OF_MONTH = 31
_EXCEPTION_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a series happens. `week` counts weeks of a month, -1 is the last."""

    frequency: Frequency
    starts_on: date
    interval: int = 1
    days: tuple[int, ...] = ()
    day_of_month: int | None = None
    week: int | None = None
    ends_on: date | None = None
    occurrences: int | None = None


def pattern_of(rule: Rule, first_day: date) -> Pattern:
    """A rule as TimeTap tells it; what it has no property for is left out."""
    days = tuple(sorted({day.weekday for day in rule.by_day}))
    weekly, monthly = rule.frequency is Frequency.WEEKLY, rule.frequency is Frequency.MONTHLY
    week = rule.by_day[0].ordinal if monthly and len(rule.by_day) == 1 else None
    day = (rule.by_month_day[0] if rule.by_month_day else rule.anchor.day) if monthly and not rule.by_day else None
    return Pattern(
        frequency=rule.frequency,
        starts_on=first_day,
        interval=rule.interval,
        days=days or ((rule.anchor.weekday(),) if weekly else ()),
        day_of_month=day,
        week=week,
        ends_on=rule.until,
        occurrences=None if rule.count is None else rule.count + (first_match(rule) != first_day),
    )


def wanted_pattern(body: RecurringChange, present: Pattern | None = None) -> Pattern:
    """What a body asks for; what it leaves out stays as it is, or is the plainest. Raises: Missing, Invalid."""
    starts_on = date_in(body.startDate, field="startDate") or (present.starts_on if present else None)
    if starts_on is None:
        raise Missing("startDate")
    plain = Pattern(Frequency.WEEKLY, starts_on)
    before = present or plain
    frequency = _frequency(body.frequency, before=present)
    if frequency is not before.frequency:
        before = plain
    pattern = Pattern(
        frequency=frequency,
        starts_on=starts_on,
        interval=_interval(body.interval, before=before.interval),
        days=before.days if isinstance(body.daysOfWeek, UnsetType) else weekdays_in(body.daysOfWeek),
        day_of_month=_number(body.dayOfMonth, field="dayOfMonth", before=before.day_of_month),
        week=_number(body.weekOfMonth, field="weekOfMonth", before=before.week),
        ends_on=before.ends_on if isinstance(body.endDate, UnsetType) else date_in(body.endDate, field="endDate"),
        occurrences=_number(body.occurrences, field="occurrences", before=before.occurrences),
    )
    if pattern != present:
        _require_sound(pattern)
    return pattern


def rule_of(pattern: Pattern) -> Rule:
    """The rule of a pattern, anchored at the first day that it matches. Raises: Invalid("endDate") for none."""
    by_day: tuple[ByDay, ...] = ()
    by_month_day: tuple[int, ...] = ()
    if pattern.frequency is Frequency.WEEKLY:
        by_day = tuple(ByDay(day) for day in pattern.days or (pattern.starts_on.weekday(),))
    elif pattern.frequency is Frequency.MONTHLY and pattern.week is not None:
        by_day = (ByDay((pattern.days or (pattern.starts_on.weekday(),))[0], pattern.week),)
    elif pattern.frequency is Frequency.MONTHLY:
        by_month_day = (pattern.day_of_month or pattern.starts_on.day,)
    rule = Rule(
        pattern.frequency,
        pattern.starts_on,
        interval=pattern.interval,
        count=pattern.occurrences,
        until=pattern.ends_on,
        by_day=by_day,
        by_month_day=by_month_day,
    )
    first = first_match(rule) if is_plain(rule) else None
    if first is None:
        raise Invalid("endDate", "no_day")
    return replace(rule, anchor=first)


def losses(rule: Rule) -> tuple[str, ...]:
    """What the properties of a series cannot say of its rule, in RFC 5545's names; () if they say it all.

    Its members are shown each for itself all the same.
    """
    weekly, monthly = rule.frequency is Frequency.WEEKLY, rule.frequency is Frequency.MONTHLY
    found = ["FREQ"] if rule.frequency in SUB_DAILY else []
    found += [part.name for part in PARTS if part is not BY_MONTH_DAY and numbers_in(rule, part)]
    weeks = {day.ordinal for day in rule.by_day}
    one_weekday = monthly and len(rule.by_day) == 1 and weeks <= _WEEKS and not rule.by_month_day
    if rule.by_day and not (one_weekday or (weekly and weeks == {None})):
        found.append(BY_DAY_NAME)
    if rule.by_month_day and not (monthly and len(rule.by_month_day) == 1 and rule.by_month_day[0] > 0):
        found.append(BY_MONTH_DAY.name)
    return (*found, *beyond_days(rule))


def exceptions_in(said: Sequence[str] | None) -> frozenset[date]:
    """The days on which a series does not happen. Raises: Invalid("exceptionDates")."""
    if said is not None and len(said) > _EXCEPTION_LIMIT:
        raise Invalid("exceptionDates", "too_many")
    days = (date_in(text, field="exceptionDates") for text in said or ())
    return frozenset(day for day in days if day is not None)


def _frequency(said: Text, *, before: Pattern | None) -> Frequency:
    word = "" if said is None else str(said).strip().upper()
    if before is not None and word in {"", before.frequency.value}:
        return before.frequency
    if not word:
        raise Missing("frequency")
    if word not in _FREQUENCIES:
        raise Invalid("frequency", "word")
    return _FREQUENCIES[word]


def _interval(said: int | str | None, *, before: int) -> int:
    return number_of(said, field="interval") or before


def _number(said: int | str | UnsetType | None, *, field: str, before: int | None) -> int | None:
    if isinstance(said, UnsetType):
        return before
    if said in {-1, "-1"} and field == "weekOfMonth":
        return -1
    return number_of(said, field=field)


def _require_sound(pattern: Pattern) -> None:
    if pattern.ends_on is not None and pattern.occurrences is not None:
        raise Invalid("occurrences", "not_together")
    if pattern.occurrences is not None and pattern.occurrences > MEMBER_LIMIT:
        raise Invalid("occurrences", "too_many")
    if pattern.day_of_month is not None and pattern.day_of_month > _LAST_DAY_OF_MONTH:
        raise Invalid("dayOfMonth", "range")
    if pattern.week is not None and (pattern.week not in _WEEKS or len(pattern.days) > 1):
        raise Invalid("weekOfMonth", "range")
