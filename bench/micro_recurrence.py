"""How fast rules are expanded: hostile ones one by one, and many usual ones over a month against python-dateutil.

Run: `python -m bench.micro_recurrence [SERIES]`. Processor time is what is told, so that a busy machine says the same
as an idle one; dateutil, which walks from each series' start, is asked a sample. What is done once when a series is
saved, finding the last day of a count, is measured apart, as is what is done once for many windows.
"""

import random
import sys
import time as clock
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped] # it has no types of its own

from filebook.backends.expansion.bulk import BulkExpansion
from filebook.core.errors import Invalid, Unsupported
from filebook.core.ports import expansion
from filebook.core.ports.expansion import Occurrences
from filebook.core.recurrence.days import ended
from filebook.core.recurrence.expansion import expand, first_time, last_time
from filebook.core.recurrence.moments import Start, instant
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.reading import rule_from_lines
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.recurrence.writing import rule_text

ZONE = ZoneInfo("Europe/Berlin")
MONTH = datetime.fromisoformat("2026-03-01"), datetime.fromisoformat("2026-04-01")
WINDOW = instant(MONTH[0], ZONE), instant(MONTH[1], ZONE)
SAMPLE_SIZE = 500
ROUND_COUNT = 3
LENGTH = timedelta(0)
"""Nothing lasts, so that a window has what begins in it, which is what dateutil can be asked."""
MANY = 10_000_000
EPOCH = datetime.fromtimestamp(0, UTC)
GOAL_MS, GOAL_RATIO = 250, 100
EVERY_TIME = ";".join(
    f"{name}={','.join(map(str, range(end)))}" for name, end in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)
BOMBS = {
    "SECONDLY": "RRULE:FREQ=SECONDLY",
    "SECONDLY on 30 February": "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "YEARLY on 30 February": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "week 53 in February": "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=2",
    "INTERVAL=0": "RRULE:FREQ=DAILY;INTERVAL=0",
    "COUNT=999999999": "RRULE:FREQ=MINUTELY;COUNT=999999999",
    "every second by parts": f"RRULE:FREQ=DAILY;{EVERY_TIME}",
    "BYDAY=6MO": "RRULE:FREQ=MONTHLY;BYDAY=6MO",
    "BYSETPOS=300 of a day": "RRULE:FREQ=DAILY;BYHOUR=9;BYSETPOS=300",
    "31st of short months, every 998 days": "RRULE:FREQ=DAILY;INTERVAL=998;BYMONTH=2,4,6,9,11;BYMONTHDAY=31",
    "odd seconds, every two": "RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
    "UNTIL in the year 9999": "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
    "HOURLY by parts until 9999": f"RRULE:FREQ=HOURLY;{EVERY_TIME};UNTIL=99991231T235959Z",
    "EXRULE": "EXRULE:FREQ=DAILY",
    "100,000 RDATE": "RDATE:" + ",".join(["20260302T100000"] * 100_000),
}


@dataclass(frozen=True, slots=True)
class Series:
    """A rule of an appointment that begins at this time of day."""

    rule: Rule
    at: time


def main() -> None:
    """Print both tables."""
    bombs()
    month(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)


def bombs() -> None:
    """Each bomb read, and asked for its first, its last, and a month of it; the slowest answer is told."""
    print(f"| bomb | slowest answer, ms (goal {GOAL_MS}) | accepted by G5 |\n| --- | --- | --- |")
    start = Start(time(10), ZONE)
    for name, line in BOMBS.items():
        asked: list[Callable[[], object]] = [partial(read, line, start)]
        accepted = "no"
        with suppress(Invalid):
            rule = read(line, start)
            accepted = is_acceptable(rule)
            asked += [
                partial(first_time, rule, at=start.at),
                partial(last_time, rule, at=start.at),
                partial(month_of, Series(rule, start.at)),
            ]
        print(f"| {name} | {max(milliseconds(ask) for ask in asked):.1f} | {accepted} |")


def read(line: str, start: Start) -> Rule:
    """The rule of one line."""
    rule = rule_from_lines([line], anchor=date(2026, 3, 2), start=start, zone_named=ZoneInfo)
    if rule is None:
        raise Invalid("rule")
    return rule


def month_of(one: Series) -> int:
    """How often it comes in the month, whatever that takes."""
    return sum(1 for _ in expand(one.rule, at=one.at, since=MONTH[0], before=MONTH[1]))


def is_acceptable(rule: Rule) -> str:
    """Whether the rule may come in."""
    try:
        require_acceptable(rule)
    except Invalid:
        return "no"
    return "yes"


def milliseconds(ask: Callable[[], object]) -> float:
    """The least processor time of some rounds; a refusal counts as an answer."""
    took = []
    for _ in range(ROUND_COUNT):
        began = clock.process_time()
        with suppress(Invalid, Unsupported):
            ask()
        took.append(clock.process_time() - began)
    return min(took) * 1e3


def month(series_count: int) -> None:
    """Many series over March 2026, in which clocks go forward, with times in the hour that is skipped."""
    chance = random.Random(5)  # noqa: S311 - the same series each time
    series = [drawn(chance) for _ in range(series_count)]
    sample = series[:: max(1, series_count // SAMPLE_SIZE)][:SAMPLE_SIZE]
    if [ours(one) for one in sample] != [theirs(one) for one in sample]:
        raise SystemExit("dateutil finds other occurrences")
    alone, by_core = timed(lambda: [ours(one) for one in series])
    counts, rules = timed(lambda: [ended(one.rule) for one in series])
    many = [in_bulk(rule, one.at) for rule, one in zip(rules, series, strict=True)]
    BulkExpansion().prepared(many[:1]).between(starts=WINDOW[0], ends=WINDOW[1], limit=MANY)  # loads numpy
    preparation, prepared = timed(lambda: BulkExpansion().prepared(many))
    rounds = [timed(lambda: prepared.between(starts=WINDOW[0], ends=WINDOW[1], limit=MANY)) for _ in range(ROUND_COUNT)]
    raw = [in_bulk(one.rule, one.at) for one in series]
    unprepared, _ = timed(lambda: BulkExpansion().prepared(raw).between(starts=WINDOW[0], ends=WINDOW[1], limit=MANY))
    window, found = rounds[0][0], rounds[0][1]
    again = min(seconds for seconds, _ in rounds[1:])
    if as_instants(found, len(series)) != by_core:
        raise SystemExit("in bulk there are other occurrences than one by one")
    taken, _ = timed(lambda: [theirs(one) for one in sample])
    dateutil = taken * len(series) / len(sample)
    print(f"\n{len(series):,} series, {len(found.series):,} occurrences: all equal in bulk and one by one, and")
    print(f"{len(sample)} series in python-dateutil, from which its time is scaled; goal {GOAL_RATIO} ×\n")
    print("| March 2026 in Europe/Berlin | s | × as fast as dateutil |\n| --- | --- | --- |")
    ways = {
        "python-dateutil": dateutil,
        "core, one by one, nothing prepared": alone,
        "bulk, a window": again,
        "bulk, the first window": window,
        "bulk, columns made for one window": preparation + window,
        "bulk, nothing prepared, counts included": unprepared,
    }
    for name, seconds in ways.items():
        print(f"| {name} | {seconds:.3f} | {dateutil / seconds:.0f} |")
    print(f"\nOnce, when a series is saved: the last days of counts {counts:.1f} s; once for many windows: the columns")
    print(f"{preparation:.2f} s.")


Thing = TypeVar("Thing")


def timed(ask: Callable[[], Thing]) -> tuple[float, Thing]:
    """The processor time of one answer, in seconds, and the answer."""
    began = clock.process_time()
    answer = ask()
    return clock.process_time() - began, answer


def in_bulk(rule: Rule, at: time) -> expansion.Series:
    """A series as the port has it, which begins on the first day that its rule matches."""
    first = first_time(rule, at=at)
    if first is not None:
        return expansion.Series(rule, first, LENGTH, ZONE.key)
    return expansion.Series(rule, datetime.combine(rule.anchor, at), LENGTH, ZONE.key, frozenset({rule.anchor}))


def as_instants(found: Occurrences, series_count: int) -> list[list[datetime]]:
    """What the port told, series by series."""
    told: list[list[datetime]] = [[] for _ in range(series_count)]
    for index, micros in zip(found.series, found.starts, strict=True):
        told[index].append(EPOCH + timedelta(microseconds=micros))
    return told


def drawn(chance: random.Random) -> Series:
    """Daily, weekly, monthly by date and by weekday, yearly; since 2015; four of ten end, two of ten count."""
    anchor = date(2015, 1, 1) + timedelta(days=chance.randrange(4_100))
    at = time(chance.choice([2, 2, 8, 9, 10, 14, 17]), chance.choice([0, 15, 30]))
    match chance.randrange(5):
        case 0:
            rule = Rule(Frequency.DAILY, anchor, interval=chance.randint(1, 5))
        case 1:
            days = tuple(ByDay(day) for day in sorted(chance.sample(range(7), chance.randint(1, 3))))
            rule = Rule(Frequency.WEEKLY, anchor, interval=chance.randint(1, 3), by_day=days)
        case 2:
            rule = Rule(Frequency.MONTHLY, anchor, by_month_day=(anchor.day,))
        case 3:
            entry = ByDay(anchor.weekday(), chance.choice([1, 2, 3, -1]))
            rule = Rule(Frequency.MONTHLY, anchor, interval=chance.randint(1, 2), by_day=(entry,))
        case _:
            rule = Rule(Frequency.YEARLY, anchor, by_month=(anchor.month,), by_month_day=(anchor.day,))
    ending = chance.randrange(10)
    if ending < 4:
        rule = replace(rule, until=anchor + timedelta(days=chance.randrange(8_000)))
    elif ending < 6:
        rule = replace(rule, count=chance.randint(1, 500))
    return Series(rule, at)


def ours(one: Series) -> list[datetime]:
    """The instants of the month by the core."""
    return [instant(wall, ZONE) for wall in expand(one.rule, at=one.at, since=MONTH[0], before=MONTH[1])]


def theirs(one: Series) -> list[datetime]:
    """The instants of the month by dateutil."""
    begins = datetime.combine(one.rule.anchor, one.at, tzinfo=ZONE)
    rule = rrulestr(rule_text(one.rule, start=Start(one.at, ZONE)), dtstart=begins)
    since, before = (wall.replace(tzinfo=ZONE) for wall in MONTH)
    return [wall.astimezone(UTC) for wall in rule.between(since, before, inc=True) if wall < before]


if __name__ == "__main__":
    main()
