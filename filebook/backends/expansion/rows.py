"""Rules as rows of whole numbers, from which windows are reckoned. A rule that has no rows is kept as it is.

Three kinds say all but the rarer rules: every so many days from one on; a date, and a weekday, of every so many months.
"""

from array import array
from dataclasses import dataclass, field

from filebook.backends.expansion.keys import (
    DAY_MICROSECONDS,
    LAST_WALL_MICROSECONDS,
    MICROSECONDS,
    WALL_BITS,
    microseconds,
)
from filebook.core.ports.expansion import Series
from filebook.core.recurrence.clock import DAY_SECONDS
from filebook.core.recurrence.ordinals import week_start_of, weekday_of
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.recurrence.stamps import second_of

_YEAR = range(1, 13)
_ALL_MONTHS = (1 << 12) - 1
_ORDINALS = (1, 2, 3, 4, 5)
DAYS_WIDTH, DATES_WIDTH, WEEKDAYS_WIDTH = 5, 7, 8
"""How many numbers a row of each kind has."""


def _column() -> "array[int]":
    return array("q")


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of 64-bit numbers. Those of one kind are as long as each other.

    `base` is the key of a series' time of day on day 0. A row matches days in [low, until].
    """

    zones: dict[str, int] = field(default_factory=dict)
    """Each zone's place, in the order in which they came."""
    series_zone: "array[int]" = field(default_factory=_column)
    series_fraction: "array[int]" = field(default_factory=_column)
    """Of a second, in microseconds."""
    series_length: "array[int]" = field(default_factory=_column)
    """In microseconds."""

    days: "array[int]" = field(default_factory=_column)
    """Five numbers a row: base, low, until, first, stride."""
    dates: "array[int]" = field(default_factory=_column)
    """Seven numbers a row: base, low, until, first month, stride in months, months allowed as bits, date."""
    weekdays: "array[int]" = field(default_factory=_column)
    """Eight numbers a row: as `dates`, but with weekday and ordinal."""
    singles: "array[int]" = field(default_factory=_column)
    """Keys of occurrences that no rule gives."""
    left_out: "array[int]" = field(default_factory=_column)
    """Keys of occurrences that do not happen."""
    rare: list[tuple[int, Series]] = field(default_factory=list)
    """Series to be expanded one by one."""

    def add(self, index: int, series: Series) -> None:
        """The next series."""
        length = microseconds(series.length)
        begins = series.starts
        self.series_zone.append(self.zones.setdefault(series.zone, len(self.zones)))
        self.series_fraction.append(begins.microsecond)
        self.series_length.append(length)
        rule = series.rule
        if not _is_of_columns(rule):
            self.rare.append((index, series))
            return
        second, start = second_of(begins.time()), begins.toordinal()
        base = (index << WALL_BITS) + second
        time_of_day = second * MICROSECONDS + begins.microsecond
        last = (LAST_WALL_MICROSECONDS - time_of_day - length) // DAY_MICROSECONDS
        low = max(start + 1, rule.anchor.toordinal())
        until = last if rule.until is None else min(last, rule.until.toordinal())
        self._add_rule(rule, (base, low, until))
        if rule.extra_days or rule.excluded_days or series.left_out:
            self._add_days(rule, series, base=base, last=last)
        elif start <= last:
            self.singles.append(base + start * DAY_SECONDS)

    def _add_rule(self, rule: Rule, head: tuple[int, int, int]) -> None:
        if rule.frequency is Frequency.DAILY or rule.frequency is Frequency.WEEKLY:
            for first, stride in _every_so_many_days(rule):
                self.days.extend((*head, first, stride))
            return
        for months in _every_so_many_months(rule):
            for entry in rule.by_day:
                for ordinal in _ORDINALS if entry.ordinal is None else (entry.ordinal,):
                    self.weekdays.extend((*head, *months, entry.weekday, ordinal))
            for number in () if rule.by_day else rule.by_month_day or (rule.anchor.day,):
                self.dates.extend((*head, *months, number))

    def _add_days(self, rule: Rule, series: Series, *, base: int, last: int) -> None:
        """The days that are named one by one. The first occurrence is not the rule's to exclude."""
        start = series.starts.toordinal()
        left_out = {day.toordinal() for day in rule.excluded_days} - {start}
        left_out.update(day.toordinal() for day in series.left_out)
        further = {day.toordinal() for day in rule.extra_days}
        singles = {start, *(day for day in further if day > start)} - left_out
        self.singles.extend(base + day * DAY_SECONDS for day in singles if day <= last)
        self.left_out.extend(base + day * DAY_SECONDS for day in left_out)


def _is_of_columns(rule: Rule) -> bool:
    """Whether rows can say when a rule matches."""
    if rule.by_set_position or rule.by_week_number or rule.by_year_day or rule.count is not None or not rule.of_days:
        return False
    match rule.frequency:
        case Frequency.DAILY | Frequency.WEEKLY:
            return not (rule.by_month or rule.by_month_day)
        case Frequency.MONTHLY:
            return not (rule.by_day and rule.by_month_day)
        case _:
            return not rule.by_day or (bool(rule.by_month) and not rule.by_month_day)


def _every_so_many_days(rule: Rule) -> list[tuple[int, int]]:
    """A first day, perhaps before the anchor, and a stride in days; of weekdays each has its own."""
    anchor = rule.anchor.toordinal()
    if rule.frequency is Frequency.WEEKLY:
        week = week_start_of(anchor, rule.week_start)
        weekdays = {entry.weekday for entry in rule.by_day} or {weekday_of(anchor)}
        return [(week + (weekday - rule.week_start) % 7, 7 * rule.interval) for weekday in weekdays]
    if not rule.by_day:
        return [(anchor, rule.interval)]
    # after seven of its strides a daily rule is on the weekday of its first day again
    weekdays = {entry.weekday for entry in rule.by_day}
    first_days = (anchor + number * rule.interval for number in range(7))
    return [(day, 7 * rule.interval) for day in first_days if weekday_of(day) in weekdays]


def _every_so_many_months(rule: Rule) -> list[tuple[int, int, int]]:
    """A month in which the rule may match, a stride in months, and the months of the year it may be, as bits."""
    allowed = {month for month in rule.by_month if month in _YEAR}
    if rule.frequency is Frequency.MONTHLY:
        months = sum(1 << (month - 1) for month in allowed) if rule.by_month else _ALL_MONTHS
        return [(rule.anchor.year * 12 + rule.anchor.month - 1, rule.interval, months)]
    if not rule.by_month:
        allowed = set(_YEAR) if rule.by_month_day else {rule.anchor.month}
    return [(rule.anchor.year * 12 + month - 1, 12 * rule.interval, _ALL_MONTHS) for month in allowed]
