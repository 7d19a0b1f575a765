"""Every occurrence is the one that python-dateutil finds, but where that is wrong, which is named here."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped] # it has no types of its own
from hypothesis import HealthCheck, Phase, assume, given, settings

from filebook.core.errors import Unsupported
from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.moments import instant
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.core.recurrence.writing import rule_text
from tests.core.recurrence.drawing import Drawn, drawn

EXAMPLES = dict.fromkeys(Frequency, 810) | {Frequency.SECONDLY: 200}
"""5,060 in all. Seconds say little that minutes do not, and dateutil looks at each of them."""
COMPARED = 60
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
HORIZON_DAYS = {
    Frequency.YEARLY: 7_300,
    Frequency.MONTHLY: 2_900,
    Frequency.WEEKLY: 1_500,
    Frequency.DAILY: 500,
    Frequency.HOURLY: 40,
    Frequency.MINUTELY: 3,
    Frequency.SECONDLY: 0.1,
}
"""How far it is compared."""
PATIENCE_DAYS = {
    Frequency.YEARLY: 36_500,
    Frequency.MONTHLY: 11_000,
    Frequency.WEEKLY: 1_100,
    Frequency.DAILY: 1_100,
    Frequency.HOURLY: 400,
    Frequency.MINUTELY: 40,
    Frequency.SECONDLY: 5,
}
"""How far beyond that the next occurrence may lie. dateutil has to find it before it can stop, and where there is none
it looks for minutes; such rules are compared with `test_by_hand`."""


def is_wrong_in_dateutil(rule: Rule) -> str:
    """Why dateutil cannot be asked, or nothing."""
    if rule.by_week_number and not (rule.by_day or rule.by_month_day or rule.by_year_day):
        return "a week without weekdays has the start's: what is missing comes from DTSTART (3.3.10)"
    if rule.by_week_number and (rule.interval > 1 or rule.by_set_position):
        return "weeks belong to the year that numbers them, not to the one in which their days lie"
    if any(number <= -51 for number in rule.by_week_number):
        return "week -52 or -53 may be the first one, which begins in the old year; there it is forgotten"
    if rule.frequency is Frequency.WEEKLY and rule.by_set_position:
        return "the set of the first week is the whole week, not what is left of it"
    if rule.by_month and any(abs(entry.ordinal or 1) > 5 for entry in rule.by_day):
        return "the sixth Monday of a month is none; there it may be an IndexError"
    return ""


def ends_soon(one: Drawn, *, before: datetime) -> bool:
    """Whether dateutil comes to an end."""
    endless = replace(one.rule, count=None, until=None)
    later = before + timedelta(days=PATIENCE_DAYS[one.rule.frequency])
    try:
        return next(expand(endless, at=one.start.at, since=before, before=later), None) is not None
    except Unsupported:
        return False


def theirs(one: Drawn, *, before: datetime) -> list[datetime]:
    """What dateutil finds, as instants, of the rule's text."""
    zone = one.start.zone
    rule: Any = rrulestr(rule_text(one.rule, start=one.start), dtstart=one.begins.replace(tzinfo=zone))
    walls = itertools.takewhile(lambda wall: wall.replace(tzinfo=None) < before, rule)
    return [wall.astimezone(UTC) for wall in itertools.islice(walls, COMPARED)]


@pytest.mark.slow
@pytest.mark.parametrize("frequency", list(Frequency))
def test_every_occurrence_is_where_dateutil_has_it(frequency: Frequency) -> None:
    @given(drawn(frequency))
    @settings(max_examples=EXAMPLES[frequency], suppress_health_check=list(HealthCheck), phases=PHASES)
    def compare(one: Drawn) -> None:
        assume(not is_wrong_in_dateutil(one.rule))
        zone = one.start.zone
        assert zone is not None
        before = min(one.begins + timedelta(days=HORIZON_DAYS[frequency]), datetime(2036, 1, 1))
        assume(ends_soon(one, before=before))
        try:
            expected = theirs(one, before=before)
        except ValueError:  # dateutil says so of a rule whose interval never meets its hours, minutes or seconds
            expected = []
        found = list(itertools.islice(expand(one.rule, at=one.start.at, before=before), COMPARED))
        assert [instant(wall, zone) for wall in found] == expected

    compare()
