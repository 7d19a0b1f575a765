"""One rule type with the full meaning of RFC 5545: RRULE, RDATE and EXDATE as a value.

A rule speaks of wall time: days, and times of day as a clock on the wall shows them. It has an anchor of its own, a
day; the time of day comes from the appointment, which is why expansion asks for it. Interval phases and COUNT are
reckoned from the anchor. Source: RFC 5545 section 3.3.10.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from filebook.core.errors import Invalid

OCCURRENCE_LIMIT = 10_000
"""The most that one rule may count, and that one request may be told (security G5, G6)."""
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


SUB_DAILY = frozenset({Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY})
"""The frequencies whose periods are shorter than a day."""


@dataclass(frozen=True, slots=True)
class ByDay:
    """One BYDAY entry: `weekday` 0 is Monday; `ordinal` counts within the period, negative from its end."""

    weekday: int
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One RRULE with its RDATE and EXDATE.

    `until` is the last local day that may match; neither it nor `count`: endless. What is out of range in a part
    matches nothing; `require_acceptable` refuses it where rules come in.
    """

    frequency: Frequency
    anchor: date
    interval: int = 1
    count: int | None = None
    """How often the rule matches from the anchor on; extra days and times are not counted, excluded ones are."""
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
    """RDATE: further days, at the appointment's time of day."""
    extra_times: tuple[datetime, ...] = ()
    """RDATE: further wall times that are not at the appointment's time of day."""
    excluded_days: tuple[date, ...] = ()
    """EXDATE: days on which nothing happens, whatever the time."""
    excluded_times: tuple[datetime, ...] = ()
    """EXDATE: wall times at which nothing happens."""
    until_time: time | None = None
    """The last time of day that may match on the day `until`, which alone it goes with; None: the day's last."""

    def __post_init__(self) -> None:
        if not 1 <= self.interval <= INTERVAL_LIMIT:
            raise Invalid("interval", "range")
        if self.count is not None and not 1 <= self.count <= OCCURRENCE_LIMIT:
            raise Invalid("count", "range")
        if self.count is not None and self.until is not None:
            raise Invalid("until", "not_together")

    @property
    def endless(self) -> bool:
        """Whether the rule has neither a count nor a last day."""
        return self.count is None and self.until is None

    @property
    def ticks(self) -> bool:
        """Whether the rule itself says at what time of day it matches: by its frequency or by a part."""
        return self.frequency in SUB_DAILY or bool(self.by_hour or self.by_minute or self.by_second)

    @property
    def of_days(self) -> bool:
        """Whether days say it all: whatever matches does so at the appointment's time of day."""
        cut = self.until is not None and self.until_time is not None
        return not (self.ticks or self.extra_times or self.excluded_times or cut)


def is_plain(rule: Rule) -> bool:
    """Whether the rule is one of the usual ones: daily to yearly, without the rarer parts.

    Every rule can be expanded; these are the ones that the vendors' own words come from.
    """
    rare = rule.by_year_day or rule.by_week_number or rule.by_set_position or rule.extra_days or rule.excluded_days
    if rare or not rule.of_days or rule.week_start != 0:
        return False
    match rule.frequency:
        case Frequency.DAILY:
            return not (rule.by_day or rule.by_month_day or rule.by_month)
        case Frequency.WEEKLY:
            return not (rule.by_month_day or rule.by_month) and all(day.ordinal is None for day in rule.by_day)
        case Frequency.MONTHLY:
            return not (rule.by_month or (rule.by_day and rule.by_month_day))
        case _:
            return not rule.by_day and bool(rule.by_month or not rule.by_month_day)
