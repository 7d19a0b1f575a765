"""The periods of a rule, and the days that the rule's parts leave of each, before anchor, count and end are looked at.

Every kind of period can be reached by its index, so a window far from the anchor costs no walk. Numbers of days are
ordinals. Parts that RFC 5545 forbids with a frequency limit its days all the same, one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import gcd
from typing import Protocol

from filebook.core.recurrence import ordinals
from filebook.core.recurrence.ordinals import counted, month_start, new_year, weekdays_in
from filebook.core.recurrence.rule import SUB_DAILY, ByDay, Frequency, Rule

_YEAR = range(1, 13)


class Periods(Protocol):
    """One rule's periods, numbered from the anchor's own, which is 0."""

    @property
    def cycle(self) -> int:
        """When so many in a row have no days, none ever has again."""

    def index_of(self, day: int) -> int:
        """The last period that begins at or before a day, at least 0."""

    def start_of(self, index: int) -> int:
        """The day before which none of a period lies."""

    def days_of(self, index: int) -> Sequence[int]:
        """The days of a period, ascending; some may lie outside the calendar."""


def periods_of(rule: Rule) -> Periods:
    """The periods of a rule. Those of a rule that comes daily or more often are the months."""
    if rule.frequency in SUB_DAILY:
        return _MonthsOfDays(rule, 1, _limits(rule, weekdays=True, days=True))
    match rule.frequency:
        case Frequency.DAILY:
            return _MonthsOfDays(rule, rule.interval, _limits(rule, weekdays=True, days=True))
        case Frequency.WEEKLY:
            return _Weeks(rule, _limits(rule, months=True, days=True))
        case Frequency.MONTHLY:
            return _Months(rule, _limits(rule))
        case _ if rule.by_week_number:
            return _WeekYears(rule, _limits(rule, months=True, days=True))
        case _:
            return _Years(rule)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Parts that are asked of each day by itself; an empty one keeps every day."""

    weekdays: frozenset[int]
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    weeks: frozenset[int]
    week_start: int

    def kept(self, days: Sequence[int]) -> Sequence[int]:
        if not (self.weekdays or self.months or self.month_days or self.year_days or self.weeks):
            return days
        return [day for day in days if ordinals.FIRST_DAY <= day <= ordinals.LAST_DAY and self._keeps(day)]

    def _keeps(self, day: int) -> bool:
        if self.weekdays and ordinals.weekday_of(day) not in self.weekdays:
            return False
        if not (self.months or self.month_days or self.year_days or self.weeks):
            return True
        on = date.fromordinal(day)
        if self.months and on.month not in self.months:
            return False
        first, end = month_start(on.year, on.month), month_start(on.year, on.month + 1)
        if self.month_days and self.month_days.isdisjoint((day - first + 1, day - end)):
            return False
        if self.year_days and self.year_days.isdisjoint((day - new_year(on.year) + 1, day - new_year(on.year + 1))):
            return False
        return not self.weeks or self._is_in_week(day)

    def _is_in_week(self, day: int) -> bool:
        year = ordinals.week_year_of(day, self.week_start)
        first, end = (ordinals.week_one(one, self.week_start) for one in (year, year + 1))
        return not self.weeks.isdisjoint(((day - first) // 7 + 1, (day - end) // 7))


def _limits(rule: Rule, *, weekdays: bool = False, months: bool = False, days: bool = False) -> _Limits:
    """The parts that a kind of period does not list by itself. A week of a year is always one of them."""
    is_of_week_years = rule.frequency is Frequency.YEARLY
    return _Limits(
        frozenset(entry.weekday for entry in rule.by_day) if weekdays else frozenset(),
        frozenset(rule.by_month) if months else frozenset(),
        frozenset(rule.by_month_day) if days else frozenset(),
        frozenset(rule.by_year_day),
        frozenset() if is_of_week_years else frozenset(rule.by_week_number),
        rule.week_start,
    )


class _Years:
    """YEARLY without numbered weeks."""

    def __init__(self, rule: Rule) -> None:
        self._first, self._interval = rule.anchor.year, rule.interval
        self._has_months = bool(rule.by_month)
        self._months: Iterable[int] = sorted({month for month in rule.by_month if month in _YEAR})
        self._by_day, self._year_days, self._month_days = rule.by_day, rule.by_year_day, rule.by_month_day
        if not (rule.by_day or rule.by_year_day or rule.by_month_day):
            self._month_days = (rule.anchor.day,)
            self._months = self._months if self._has_months else (rule.anchor.month,)
        elif not self._has_months:
            self._months = _YEAR
        self.cycle = ordinals.YEARS_IN_CYCLE // gcd(ordinals.YEARS_IN_CYCLE, rule.interval)

    def index_of(self, day: int) -> int:
        return max(0, (date.fromordinal(day).year - self._first) // self._interval)

    def start_of(self, index: int) -> int:
        return new_year(self._first + index * self._interval)

    def days_of(self, index: int) -> Sequence[int]:
        year = self._first + index * self._interval
        whole = (new_year(year), new_year(year + 1))
        months = [(month_start(year, month), month_start(year, month + 1)) for month in self._months]
        wanted: list[set[int]] = []
        if self._month_days:
            wanted.append({day for first, end in months for day in counted(self._month_days, first=first, end=end)})
        if self._by_day:
            spans = months if self._has_months else [whole]
            wanted.append({day for first, end in spans for day in weekdays_in(self._by_day, first=first, end=end)})
        if self._year_days:
            days = counted(self._year_days, first=whole[0], end=whole[1])
            wanted.append({day for first, end in months for day in days if first <= day < end})
        return sorted(set.intersection(*wanted))


class _WeekYears:
    """YEARLY by numbered weeks: a week that lies in two years belongs to the one that numbers it."""

    def __init__(self, rule: Rule, limits: _Limits) -> None:
        self._week_start, self._interval, self._limits = rule.week_start, rule.interval, limits
        self._first = ordinals.week_year_of(rule.anchor.toordinal(), rule.week_start)
        self._weeks = rule.by_week_number
        listed = bool(rule.by_month_day or rule.by_year_day)
        self._offsets = _offsets(rule, default=range(7) if listed else (rule.anchor.weekday(),))
        self.cycle = ordinals.YEARS_IN_CYCLE // gcd(ordinals.YEARS_IN_CYCLE, rule.interval)

    def index_of(self, day: int) -> int:
        return max(0, (ordinals.week_year_of(day, self._week_start) - self._first) // self._interval)

    def start_of(self, index: int) -> int:
        return ordinals.week_one(self._first + index * self._interval, self._week_start)

    def days_of(self, index: int) -> Sequence[int]:
        year = self._first + index * self._interval
        first, end = (ordinals.week_one(one, self._week_start) for one in (year, year + 1))
        weeks = sorted(counted(self._weeks, first=0, end=(end - first) // 7))
        return self._limits.kept([first + 7 * week + offset for week in weeks for offset in self._offsets])


class _Months:
    """MONTHLY."""

    def __init__(self, rule: Rule, limits: _Limits) -> None:
        self._first, self._interval, self._limits = _month_number(rule.anchor), rule.interval, limits
        self._months, self._by_day, self._month_days = frozenset(rule.by_month), rule.by_day, rule.by_month_day
        if not (rule.by_day or rule.by_month_day or rule.by_year_day or rule.by_week_number):
            self._month_days = (rule.anchor.day,)
        self.cycle = ordinals.MONTHS_IN_CYCLE // gcd(ordinals.MONTHS_IN_CYCLE, rule.interval)

    def index_of(self, day: int) -> int:
        return max(0, (_month_number(date.fromordinal(day)) - self._first) // self._interval)

    def start_of(self, index: int) -> int:
        return _month_start(self._first + index * self._interval)

    def days_of(self, index: int) -> Sequence[int]:
        number = self._first + index * self._interval
        if self._months and number % 12 + 1 not in self._months:
            return ()
        first, end = _month_start(number), _month_start(number + 1)
        return self._limits.kept(_days_in_month(self._by_day, self._month_days, first=first, end=end))


class _MonthsOfDays:
    """DAILY and below: month after month, of which every so many days from the anchor are looked at."""

    def __init__(self, rule: Rule, interval: int, limits: _Limits) -> None:
        self._first, self._interval, self._limits = _month_number(rule.anchor), interval, limits
        self._anchor, self._months = rule.anchor.toordinal(), frozenset(rule.by_month)
        self.cycle = ordinals.MONTHS_IN_CYCLE * interval // gcd(ordinals.DAYS_IN_CYCLE, interval)

    def index_of(self, day: int) -> int:
        return max(0, _month_number(date.fromordinal(day)) - self._first)

    def start_of(self, index: int) -> int:
        return _month_start(self._first + index)

    def days_of(self, index: int) -> Sequence[int]:
        number = self._first + index
        if self._months and number % 12 + 1 not in self._months:
            return ()
        first = _month_start(number)
        first += (self._anchor - first) % self._interval
        return self._limits.kept(range(first, _month_start(number + 1), self._interval))


class _Weeks:
    """WEEKLY; a week begins on the rule's own first weekday."""

    def __init__(self, rule: Rule, limits: _Limits) -> None:
        self._first = ordinals.week_start_of(rule.anchor.toordinal(), rule.week_start)
        self._stride, self._limits = 7 * rule.interval, limits
        listed = bool(rule.by_month_day or rule.by_year_day or rule.by_week_number)
        self._offsets = _offsets(rule, default=range(7) if listed else (rule.anchor.weekday(),))
        self.cycle = ordinals.WEEKS_IN_CYCLE // gcd(ordinals.WEEKS_IN_CYCLE, rule.interval)

    def index_of(self, day: int) -> int:
        return max(0, (day - self._first) // self._stride)

    def start_of(self, index: int) -> int:
        return self._first + index * self._stride

    def days_of(self, index: int) -> Sequence[int]:
        start = self.start_of(index)
        return self._limits.kept([start + offset for offset in self._offsets])


def _days_in_month(by_day: tuple[ByDay, ...], month_days: tuple[int, ...], *, first: int, end: int) -> Sequence[int]:
    if not (by_day or month_days):
        return range(first, end)
    if not by_day:
        return sorted(counted(month_days, first=first, end=end))
    days = weekdays_in(by_day, first=first, end=end)
    return sorted(days & counted(month_days, first=first, end=end) if month_days else days)


def _offsets(rule: Rule, *, default: Iterable[int]) -> list[int]:
    """How many days after the start of a week the rule's weekdays, or else the default ones, come."""
    weekdays = {entry.weekday for entry in rule.by_day} or default
    return sorted((weekday - rule.week_start) % 7 for weekday in weekdays)


def _month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> int:
    return month_start(number // 12, number % 12 + 1)
