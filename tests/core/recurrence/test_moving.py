"""A series that moves by days keeps its rhythm, or says that it cannot."""

from datetime import date, timedelta
from itertools import islice

import pytest

from filebook.core.errors import Unsupported
from filebook.core.recurrence.days import matches
from filebook.core.recurrence.moving import moved
from filebook.core.recurrence.rule import ByDay, Frequency, Rule

MONDAY = date(2027, 3, 15)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.DAILY, MONDAY, interval=3, count=7),
        Rule(Frequency.WEEKLY, MONDAY, until=date(2027, 6, 7)),
        Rule(Frequency.WEEKLY, MONDAY, by_day=(ByDay(0), ByDay(2)), excluded_days=(date(2027, 3, 17),)),
        Rule(Frequency.WEEKLY, MONDAY, interval=2, by_day=(ByDay(0), ByDay(2)), extra_days=(date(2027, 3, 20),)),
    ],
)
@pytest.mark.parametrize("days", [1, 3, -2])
def test_every_day_moves_alike(rule: Rule, days: int) -> None:
    by = timedelta(days=days)
    try:
        later = moved(rule, by)
    except Unsupported:
        assert rule.interval > 1  # days of one week would end up in two
        return
    assert list(islice(matches(later), 20)) == [day + by for day in islice(matches(rule), 20)]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.MONTHLY, MONDAY, by_day=(ByDay(0, 1),)),
        Rule(Frequency.MONTHLY, MONDAY, by_month_day=(15,)),
        Rule(Frequency.YEARLY, MONDAY, by_month=(3,)),
        Rule(Frequency.DAILY, MONDAY, by_day=(ByDay(0),)),
    ],
)
def test_what_names_days_of_a_month_or_year_cannot_be_moved(rule: Rule) -> None:
    with pytest.raises(Unsupported):
        moved(rule, timedelta(days=1))
