"""What clock changes do to the occurrences of a series is marked, on both clocks."""

from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from filebook.core.recurrence.preview import ClockMark, Seen, seen
from filebook.core.recurrence.rule import Frequency, Rule

AMSTERDAM, NEW_YORK = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/New_York")


def weekly(starts: datetime, ends: datetime, count: int, *, other: ZoneInfo | None = None) -> list[Seen]:
    rule = Rule(Frequency.WEEKLY, starts.date())
    return list(islice(seen(starts, ends, zone=AMSTERDAM, rule=rule, other=other), count))


def test_a_time_that_a_clock_skips_or_shows_twice_is_marked() -> None:
    spring = weekly(datetime(2027, 3, 21, 2, 30), datetime(2027, 3, 21, 3, 15), 2)
    assert spring[0].marks == ()
    assert spring[1].marks == (ClockMark.STARTS_SKIPPED, ClockMark.OFFSET_CHANGED)
    assert spring[1].starts_at == spring[1].ends_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    autumn = weekly(datetime(2027, 10, 24, 1, 30), datetime(2027, 10, 24, 2, 30), 3)
    assert [one.marks for one in autumn] == [(), (ClockMark.ENDS_DOUBLED,), (ClockMark.OFFSET_CHANGED,)]


def test_a_night_in_which_the_clock_is_changed_is_marked() -> None:
    night = weekly(datetime(2027, 10, 23, 22), datetime(2027, 10, 24, 6), 2)[1]
    assert night.marks == (ClockMark.CHANGES_DURING,)
    assert (night.ends_at - night.starts_at).total_seconds() == 9 * 3600


def test_where_the_other_clock_is_changed_on_another_day_the_time_moves_there() -> None:
    told = weekly(datetime(2027, 3, 1, 15), datetime(2027, 3, 1, 16), 6, other=NEW_YORK)
    assert [one.other_starts.hour for one in told if one.other_starts] == [9, 9, 10, 10, 9, 9]
    moved = [one.starts.date() for one in told if ClockMark.MOVED_ELSEWHERE in one.marks]
    assert moved == [date(2027, 3, 15), date(2027, 3, 29)]


def test_times_of_day_in_a_rule_can_be_looked_at_too() -> None:
    starts = datetime(2027, 3, 15, 9)
    rule = Rule(Frequency.DAILY, starts.date(), by_hour=(9, 15), count=3)
    told = seen(starts, datetime(2027, 3, 15, 10), zone=AMSTERDAM, rule=rule)
    assert [one.starts.hour for one in told] == [9, 15, 9]
