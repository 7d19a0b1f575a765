"""The parts of RFC 5545's rules as a table, and what is asked of a rule that comes in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from filebook.core.errors import Invalid
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT, ByDay, Frequency, Rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS_IN_YEAR = 53
"""The largest ordinal of a weekday, and the largest number of a week."""
DATES_LIMIT = OCCURRENCE_LIMIT
"""How many dates all RDATE, or all EXDATE, of one series may list."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that lists numbers: its name in text, its field, its range, whether it counts back from the end too."""

    name: str
    field: str
    least: int
    greatest: int
    counts_back: bool = False

    def allows(self, number: int) -> bool:
        """Whether a number is in range."""
        return self.least <= (-number if self.counts_back and number < 0 else number) <= self.greatest

    @property
    def limit(self) -> int:
        """How many numbers may be listed: each once."""
        return (self.greatest - self.least + 1) * (2 if self.counts_back else 1)


BY_MONTH = Part("BYMONTH", "by_month", 1, 12)
BY_WEEK_NUMBER = Part("BYWEEKNO", "by_week_number", 1, WEEKS_IN_YEAR, counts_back=True)
BY_YEAR_DAY = Part("BYYEARDAY", "by_year_day", 1, 366, counts_back=True)
BY_MONTH_DAY = Part("BYMONTHDAY", "by_month_day", 1, 31, counts_back=True)
BY_HOUR = Part("BYHOUR", "by_hour", 0, 23)
BY_MINUTE = Part("BYMINUTE", "by_minute", 0, 59)
BY_SECOND = Part("BYSECOND", "by_second", 0, 60)
BY_SET_POSITION = Part("BYSETPOS", "by_set_position", 1, 366, counts_back=True)
BY_DAY_NAME, BY_DAY_LIMIT = "BYDAY", 7 * (2 * WEEKS_IN_YEAR + 1)

PARTS = (
    BY_MONTH,
    BY_WEEK_NUMBER,
    BY_YEAR_DAY,
    BY_MONTH_DAY,
    BY_HOUR,
    BY_MINUTE,
    BY_SECOND,
    BY_SET_POSITION,
)
"""In the order in which they are written; BYDAY stands before BYHOUR."""

TIMES_LIMIT = 24 * 60
"""How many times of day the parts of a rule may make of one: every minute of a day."""

_FORBIDDEN: dict[Part, frozenset[Frequency]] = {
    BY_WEEK_NUMBER: frozenset(Frequency) - {Frequency.YEARLY},
    BY_YEAR_DAY: frozenset({Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY}),
    BY_MONTH_DAY: frozenset({Frequency.WEEKLY}),
}
"""With which frequencies RFC 5545 does not let a part go."""


def numbers_in(rule: Rule, part: Part) -> tuple[int, ...]:
    """The numbers that a rule lists in a part."""
    numbers: tuple[int, ...] = getattr(rule, part.field)
    return numbers


def beyond_days(rule: Rule) -> Iterator[str]:
    """What a rule says besides days that repeat, in RFC 5545's names: no vendor has words for it."""
    if rule.week_start != 0 and rule.frequency is Frequency.WEEKLY and rule.interval > 1:
        yield "WKST"
    if rule.extra_days or rule.extra_times:
        yield "RDATE"
    if rule.excluded_days or rule.excluded_times:
        yield "EXDATE"
    if rule.until is not None and rule.until_time is not None:
        yield "UNTIL"


def require_acceptable(rule: Rule) -> None:
    """What is asked of a rule that comes in from outside; the engine itself can expand every rule.

    Source: security.md G5; RFC 5545, 3.3.10.

    Raises: Invalid("rule", part) for parts out of range, too long or not with this frequency, and for rules that come
        every second, or every minute without end, also by their parts.
    """
    if rule.frequency is Frequency.SECONDLY or (rule.frequency is Frequency.MINUTELY and rule.endless):
        raise Invalid("rule", "FREQ")
    for part in PARTS:
        numbers = numbers_in(rule, part)
        is_sound = len(numbers) <= part.limit and all(part.allows(number) for number in numbers)
        if not is_sound or (numbers and rule.frequency in _FORBIDDEN.get(part, ())):
            raise Invalid("rule", part.name)
    if not _is_sound_by_day(rule):
        raise Invalid("rule", BY_DAY_NAME)
    if prod(max(1, len(numbers_in(rule, part))) for part in (BY_HOUR, BY_MINUTE, BY_SECOND)) > TIMES_LIMIT:
        raise Invalid("rule", BY_SECOND.name)
    if rule.by_set_position and not (rule.by_day or any(numbers_in(rule, part) for part in PARTS[:-1])):
        raise Invalid("rule", BY_SET_POSITION.name)
    if not 0 <= rule.week_start < len(WEEKDAYS):
        raise Invalid("rule", "WKST")
    _require_few(rule.extra_days, rule.extra_times, name="RDATE")
    _require_few(rule.excluded_days, rule.excluded_times, name="EXDATE")


def _is_sound_by_day(rule: Rule) -> bool:
    counts = rule.frequency is Frequency.MONTHLY or (rule.frequency is Frequency.YEARLY and not rule.by_week_number)
    return len(rule.by_day) <= BY_DAY_LIMIT and all(_is_sound_entry(entry, counts=counts) for entry in rule.by_day)


def _is_sound_entry(entry: ByDay, *, counts: bool) -> bool:
    if not 0 <= entry.weekday < len(WEEKDAYS):
        return False
    return entry.ordinal is None or (counts and 1 <= abs(entry.ordinal) <= WEEKS_IN_YEAR)


def _require_few(days: Sequence[object], times: Sequence[object], *, name: str) -> None:
    if len(days) + len(times) > DATES_LIMIT:
        raise Invalid("rule", name)
