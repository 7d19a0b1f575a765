"""Days as ordinals (1 is 1 January of the year 1), reckoned without bounds: the calendar's ends need no care."""

from collections.abc import Iterable
from datetime import date

from filebook.core.recurrence.rule import ByDay

FIRST_DAY, LAST_DAY = 1, 3_652_059
"""1 January of the year 1 and 31 December 9999."""
YEARS_IN_CYCLE = 400
MONTHS_IN_CYCLE = 4_800
WEEKS_IN_CYCLE = 20_871
DAYS_IN_CYCLE = 146_097
"""The Gregorian calendar repeats, weekdays included, after 400 years."""

_FOURTH_OF_JANUARY = 3  # days after the first; always in week one
_DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def new_year(year: int) -> int:
    """The first day of a year."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + 1


def month_start(year: int, month: int) -> int:
    """The first day of a month, 1 to 13; the thirteenth is the next year's first."""
    first = new_year(year)
    is_late = month > 2  # noqa: PLR2004 - after February
    leap_days = new_year(year + 1) - first - 365 if is_late else 0
    return first + _DAYS_BEFORE_MONTH[month - 1] + leap_days


def weekday_of(day: int) -> int:
    """0 is Monday."""
    return (day + 6) % 7


def week_start_of(day: int, week_start: int) -> int:
    """The first day of the week that a day lies in."""
    return day - (weekday_of(day) - week_start) % 7


def week_one(year: int, week_start: int) -> int:
    """The first day of the first week that has at least four days in a year (RFC 5545, BYWEEKNO)."""
    return week_start_of(new_year(year) + _FOURTH_OF_JANUARY, week_start)


def week_year_of(day: int, week_start: int) -> int:
    """The year whose numbered weeks a day lies in; near New Year not always its own."""
    year = date.fromordinal(day).year
    if day < week_one(year, week_start):
        return year - 1
    return year + 1 if day >= week_one(year + 1, week_start) else year


def counted(numbers: Iterable[int], *, first: int, end: int) -> set[int]:
    """The days that numbers from 1 on, or from the end back from -1 on, mean in the days [first, end)."""
    days = {first - 1 + number if number > 0 else end + number for number in numbers if number}
    return {day for day in days if first <= day < end}


def weekdays_in(entries: Iterable[ByDay], *, first: int, end: int) -> set[int]:
    """The days of [first, end) that BYDAY entries mean: each such weekday, or the nth of them."""
    days: set[int] = set()
    for entry in entries:
        ordinal = entry.ordinal
        if ordinal is None:
            days.update(range(first + (entry.weekday - weekday_of(first)) % 7, end, 7))
        elif ordinal > 0:
            days.add(first + (entry.weekday - weekday_of(first)) % 7 + 7 * (ordinal - 1))
        elif ordinal < 0:
            days.add(end - 1 - (weekday_of(end - 1) - entry.weekday) % 7 + 7 * (ordinal + 1))
    return {day for day in days if first <= day < end}
