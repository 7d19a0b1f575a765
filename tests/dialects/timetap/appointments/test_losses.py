"""What TimeTap's properties of a series cannot say of its rule."""

from datetime import date, time

import pytest

from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.dialects.timetap.appointments.recurrence import losses, pattern_of, rule_of

DAY = date(2031, 3, 3)
WEEKLY, MONTHLY = Frequency.WEEKLY, Frequency.MONTHLY


@pytest.mark.parametrize(
    "rule",
    [
        Rule(WEEKLY, DAY, interval=2, by_day=(ByDay(0), ByDay(3)), until=date(2031, 5, 1)),
        Rule(MONTHLY, DAY, by_month_day=(3,), count=4),
        Rule(MONTHLY, DAY, by_day=(ByDay(0, 1),), count=4),
        Rule(MONTHLY, date(2031, 3, 31), by_day=(ByDay(0, -1),)),
    ],
)
def test_a_rule_in_timetaps_words_loses_nothing_and_is_read_back(rule: Rule) -> None:
    assert losses(rule) == ()
    assert rule_of(pattern_of(rule, rule.anchor)) == rule


@pytest.mark.parametrize(
    ("rule", "lost"),
    [
        (Rule(Frequency.HOURLY, DAY), ("FREQ",)),
        (Rule(WEEKLY, DAY, by_day=(ByDay(0),), by_month=(3,)), ("BYMONTH",)),
        (Rule(WEEKLY, DAY, interval=2, week_start=6), ("WKST",)),
        (Rule(MONTHLY, DAY, by_month_day=(3, 17)), ("BYMONTHDAY",)),
        (Rule(MONTHLY, DAY, by_month_day=(-1,)), ("BYMONTHDAY",)),
        (Rule(MONTHLY, DAY, by_day=(ByDay(0),)), ("BYDAY",)),
        (Rule(MONTHLY, DAY, by_day=(ByDay(0, 5),)), ("BYDAY",)),
        (Rule(MONTHLY, DAY, by_day=(ByDay(0, 1), ByDay(1, 1)), by_set_position=(1,)), ("BYSETPOS", "BYDAY")),
        (Rule(Frequency.YEARLY, DAY, by_year_day=(100,), extra_days=(DAY,)), ("BYYEARDAY", "RDATE")),
        (Rule(WEEKLY, DAY, excluded_days=(DAY,)), ("EXDATE",)),
        (Rule(WEEKLY, DAY, until=DAY, until_time=time(9)), ("UNTIL",)),
    ],
)
def test_each_part_that_has_no_property_is_named(rule: Rule, lost: tuple[str, ...]) -> None:
    assert losses(rule) == lost
