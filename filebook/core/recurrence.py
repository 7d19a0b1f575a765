"""Recurrence: one rule type with RFC 5545 meaning, and its days, always bounded.

A rule speaks of local days; an appointment puts its wall times on them. The rule has an anchor of its
own: interval phases and COUNT are reckoned from it, and the appointment's own day always belongs to the
series (design 3, "Time"). Source: RFC 5545 section 3.3.10.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from filebook.core.errors import Invalid, Unsupported

STEP_LIMIT = 100_000
"""Periods looked at before an expansion is given up (security G6)."""
OCCURRENCE_LIMIT = 10_000
INTERVAL_LIMIT = 999
"""The largest INTERVAL accepted (security G5)."""


class Frequency(StrEnum):
    """RFC 5545 FREQ."""

    SECONDLY = "SECONDLY"
    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class ByDay:
    """One BYDAY entry: `weekday` 0 is Monday; `ordinal` counts within the period, negative from its end."""

    weekday: int
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One RRULE. `until` is the last local day that may match; neither it nor `count`: endless."""

    frequency: Frequency
    anchor: date
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_day: tuple[ByDay, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_week_number: tuple[int, ...] = ()
    by_hour: tuple[int, ...] = ()
    by_minute: tuple[int, ...] = ()
    by_second: tuple[int, ...] = ()
    by_set_position: tuple[int, ...] = ()
    week_start: int = 0
    extra_days: tuple[date, ...] = ()
    """RDATE."""

    def __post_init__(self) -> None:
        if not 1 <= self.interval <= INTERVAL_LIMIT:
            raise Invalid("interval", "range")
        if self.count is not None and not 1 <= self.count <= OCCURRENCE_LIMIT:
            raise Invalid("count", "range")
        if self.count is not None and self.until is not None:
            raise Invalid("until", "count given too")

    @property
    def endless(self) -> bool:
        """Whether the rule has neither a count nor a last day."""
        return self.count is None and self.until is None


def is_plain(rule: Rule) -> bool:
    """Whether `matches` can expand the rule: daily to yearly, without the rarer parts."""
    rare = rule.by_year_day or rule.by_week_number or rule.by_set_position or rule.extra_days
    timed = rule.by_hour or rule.by_minute or rule.by_second
    if rare or timed or rule.week_start != 0:
        return False
    match rule.frequency:
        case Frequency.DAILY:
            return not (rule.by_day or rule.by_month_day or rule.by_month)
        case Frequency.WEEKLY:
            return not (rule.by_month_day or rule.by_month) and all(day.ordinal is None for day in rule.by_day)
        case Frequency.MONTHLY:
            return not (rule.by_month or (rule.by_day and rule.by_month_day))
        case Frequency.YEARLY:
            return not rule.by_day
        case _:
            return False


def matches(rule: Rule, *, since: date | None = None) -> Iterator[date]:
    """The days the rule matches from its anchor on, ascending; those before `since` are left out.

    Raises: Unsupported("recurrence") for a rule that is not plain, or past the step budget.
    """
    if not is_plain(rule):
        raise Unsupported("recurrence")
    found = 0
    index = _first_period(rule, since) if rule.count is None and since else 0
    for _ in range(STEP_LIMIT):
        try:
            if rule.until is not None and _period_start(rule, index) > rule.until:
                return
            days = _days_in_period(rule, index)
        except (OverflowError, ValueError):
            return
        index += 1
        for day in days:
            if day < rule.anchor:
                continue
            if rule.until is not None and day > rule.until:
                return
            found += 1
            if since is None or day >= since:
                yield day
            if found == rule.count:
                return
    raise Unsupported("recurrence")


def first_match(rule: Rule) -> date | None:
    """The first day the rule matches."""
    return next(matches(rule), None)


def last_match(rule: Rule) -> date | None:
    """The last day the rule matches; None where it is endless or matches nothing."""
    if rule.until is not None:
        return _last_until(rule, rule.until)
    if rule.count is None:
        return None
    last = None
    for last in matches(rule):  # noqa: B007 - the last value is what is wanted
        pass
    return last


def _last_until(rule: Rule, until: date) -> date | None:
    """Looks back from the end in growing strides: the way from the anchor may be centuries long."""
    stride_days = 31
    while True:
        reaches_anchor = (until - rule.anchor).days <= stride_days
        since = rule.anchor if reaches_anchor else until - timedelta(days=stride_days)
        last = max(matches(rule, since=since), default=None)
        if last is not None or reaches_anchor:
            return last
        stride_days *= 8


def _first_period(rule: Rule, since: date) -> int:
    """The index of a period at or before `since`, so that expansion need not walk from the anchor."""
    if since <= rule.anchor:
        return 0
    days = (since - rule.anchor).days
    months = (since.year - rule.anchor.year) * 12 + since.month - rule.anchor.month
    period = {Frequency.DAILY: days, Frequency.WEEKLY: days // 7, Frequency.MONTHLY: months}
    return max(0, period.get(rule.frequency, since.year - rule.anchor.year) // rule.interval - 1)


def _period_start(rule: Rule, index: int) -> date:
    """The first day of a rule's period; raises OverflowError or ValueError beyond year 9999."""
    steps = index * rule.interval
    match rule.frequency:
        case Frequency.DAILY:
            return rule.anchor + timedelta(days=steps)
        case Frequency.WEEKLY:
            return rule.anchor - timedelta(days=rule.anchor.weekday()) + timedelta(weeks=steps)
        case Frequency.MONTHLY:
            years, month = divmod(rule.anchor.month - 1 + steps, 12)
            return date(rule.anchor.year + years, month + 1, 1)
        case _:
            return date(rule.anchor.year + steps, 1, 1)


def _days_in_period(rule: Rule, index: int) -> list[date]:
    start = _period_start(rule, index)
    match rule.frequency:
        case Frequency.DAILY:
            return [start]
        case Frequency.WEEKLY:
            weekdays = sorted({day.weekday for day in rule.by_day} or {rule.anchor.weekday()})
            return [start + timedelta(days=weekday) for weekday in weekdays]
        case Frequency.MONTHLY:
            return _days_in_month(rule, start.year, start.month)
        case _:
            months = sorted(rule.by_month or {rule.anchor.month})
            return [day for month in months for day in _days_in_month(rule, start.year, month)]


def _days_in_month(rule: Rule, year: int, month: int) -> list[date]:
    length = monthrange(year, month)[1]
    if rule.by_day:
        numbers = {number for entry in rule.by_day for number in _weekdays_in_month(entry, year, month, length)}
    else:
        wanted = rule.by_month_day or (rule.anchor.day,)
        numbers = {number if number > 0 else length + 1 + number for number in wanted}
    return [date(year, month, number) for number in sorted(numbers) if 1 <= number <= length]


def _weekdays_in_month(entry: ByDay, year: int, month: int, length: int) -> list[int]:
    first = 1 + (entry.weekday - date(year, month, 1).weekday()) % 7
    numbers = list(range(first, length + 1, 7))
    if entry.ordinal is None:
        return numbers
    index = entry.ordinal - 1 if entry.ordinal > 0 else entry.ordinal
    return numbers[index : index + 1 or None] if -len(numbers) <= index < len(numbers) else []
