"""A rule whose series moves by whole days: it goes on at the distance it had."""

from dataclasses import replace
from datetime import date, timedelta

from filebook.core.errors import Unsupported
from filebook.core.recurrence.rule import ByDay, Frequency, Rule

_DAYS_IN_WEEK = 7


def moved(rule: Rule, by: timedelta) -> Rule:
    """The rule so many days later, or earlier.

    Raises: Unsupported("recurrence") for one that says by its parts on which days of a month or year it matches;
        OverflowError at the ends of the calendar.
    """
    says_weekdays = rule.frequency is Frequency.WEEKLY and all(day.ordinal is None for day in rule.by_day)
    says_more = rule.by_month or rule.by_month_day or rule.by_year_day or rule.by_week_number or rule.by_set_position
    if says_more or not rule.of_days or (rule.by_day and not says_weekdays):
        raise Unsupported("recurrence")
    weekdays = tuple(ByDay((day.weekday + by.days) % _DAYS_IN_WEEK) for day in rule.by_day)
    if weekdays and rule.interval > 1:
        _require_same_weeks(rule, by)
    return replace(
        rule,
        anchor=rule.anchor + by,
        until=None if rule.until is None else rule.until + by,
        by_day=weekdays,
        extra_days=_later(rule.extra_days, by),
        excluded_days=_later(rule.excluded_days, by),
    )


def _require_same_weeks(rule: Rule, by: timedelta) -> None:
    """Days that share a week have to share one afterwards, or every other week would part them."""
    places = [(day.weekday - rule.week_start) % _DAYS_IN_WEEK + by.days for day in rule.by_day]
    if len({place // _DAYS_IN_WEEK for place in places}) > 1:
        raise Unsupported("recurrence")


def _later(days: tuple[date, ...], by: timedelta) -> tuple[date, ...]:
    return tuple(day + by for day in days)
