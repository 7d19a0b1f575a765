"""Many series at once happen when each of them does one by one."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filebook.backends.expansion.bulk import BulkExpansion
from filebook.backends.expansion.clocks import offsets
from filebook.backends.expansion.keys import wall_at
from filebook.core.appointments import Appointment, Span
from filebook.core.errors import Unsupported
from filebook.core.ids import BusinessNumber, Number, new_uid
from filebook.core.ports.expansion import Series
from filebook.core.recurrence.days import ended
from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.occurrences import instant, occurrences, touches
from tests.core.recurrence.drawing import Choices, drawn

FIRST = date(2025, 3, 1)
ZONES = ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"]
TIMES = [time(0), time(1, 30), time(2), time(2, 15), time(2, 45), time(9), time(23, 59, 58), time(2, 30, 0, 7)]
LENGTHS = [
    timedelta(hours=1),
    timedelta(),
    timedelta(minutes=30),
    timedelta(hours=23, minutes=59, seconds=59),
    timedelta(hours=25),
    timedelta(days=3, microseconds=999_999),
    timedelta(days=40),
]
CLOCK_CHANGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
]
"""Both of 2026 in each of the zones."""
WIDTHS = [timedelta(hours=1), timedelta(), timedelta(days=1), timedelta(days=31), timedelta(days=31), timedelta(800)]
MANY = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Happening = tuple[int, int, int, int]


def usual_rule(choices: Choices) -> Rule:
    """Daily, weekly, monthly or yearly, by what the columns know."""
    anchor = FIRST + timedelta(days=choices.below(600))
    frequency = choices.of([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY])
    rule = Rule(frequency, anchor, interval=choices.of([1, 1, 1, 2, 3, 7, 14]), week_start=choices.of([0, 0, 6, 3]))
    weekdays = tuple(ByDay(weekday) for weekday in choices.few(0, 6))
    if frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        return replace(rule, by_day=weekdays) if choices.below(2) else rule
    if choices.below(2):
        rule = replace(rule, by_month=choices.few(1, 12))
    by_weekday = frequency is Frequency.MONTHLY or rule.by_month
    match choices.below(4):
        case 0:
            return replace(rule, by_month_day=choices.few(1, 31, back=True))
        case 1 if by_weekday:
            return replace(rule, by_day=weekdays)
        case 2 if by_weekday:
            return replace(rule, by_day=tuple(ByDay(choices.below(7), place) for place in choices.few(1, 5, back=True)))
        case _:
            return rule


def with_end(rule: Rule, choices: Choices) -> Rule:
    """Until a day, after a number, or never; now and then with days named one by one."""
    match choices.below(4):
        case 0:
            rule = replace(rule, until=rule.anchor + timedelta(days=choices.below(700) - 10))
        case 1:
            rule = replace(rule, count=1 + choices.below(300))
    if choices.below(4) == 0:
        days = tuple(rule.anchor + timedelta(days=number) for number in choices.few(0, 200))
        rule = replace(rule, extra_days=days, excluded_days=(days[-1], rule.anchor, *days_of(rule, 3)))
    return rule


def days_of(rule: Rule, size: int) -> list[date]:
    """A few of the days it has late in March 2026."""
    walls = expand(rule, at=time(), since=datetime(2026, 3, 20), before=datetime(2026, 5, 1))
    return [wall.date() for wall, _ in zip(walls, range(size), strict=False)]


def usual_series(drawn_bytes: bytes) -> Series:
    choices = Choices(drawn_bytes)
    rule = with_end(usual_rule(choices), choices)
    first = rule.anchor + timedelta(days=choices.of([0, 0, 0, -3, 1, 12, 400]))
    starts = datetime.combine(first, choices.of(TIMES))
    left_out = frozenset({*days_of(rule, 2), first}) if choices.below(3) == 0 else frozenset()
    return Series(rule, starts, choices.of(LENGTHS), choices.of(ZONES), left_out)


USUAL = st.binary(min_size=30, max_size=30).map(usual_series)
RARE = drawn(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY, Frequency.HOURLY).map(
    lambda one: Series(one.rule, one.begins, LENGTHS[0], str(one.start.zone), frozenset({date(2026, 3, 29)}))
)
WINDOWS = st.builds(
    lambda change, aside, width: (change + aside, change + aside + width),
    st.sampled_from(CLOCK_CHANGES),
    st.timedeltas(timedelta(days=-40), timedelta(days=2)) | st.sampled_from([timedelta(), timedelta(hours=-1)]),
    st.sampled_from(WIDTHS),
)


def at_once(series: list[Series], starts: datetime, ends: datetime) -> list[Happening]:
    found = BulkExpansion().prepared(series).between(starts=starts, ends=ends, limit=MANY)
    assert not found.given_up
    return list(zip(found.series, found.days, found.starts, found.ends, strict=True))


def one_by_one(series: list[Series], starts: datetime, ends: datetime) -> list[Happening]:
    """What the core has of each, looked at from far enough before the window, and judged occurrence by occurrence."""
    since, before = (moment.replace(tzinfo=None) for moment in (starts - timedelta(days=45), ends + timedelta(days=2)))
    return [
        happening(index, span)
        for index, one in enumerate(series)
        for wall in sorted({one.starts, *expand(one.rule, at=one.starts.time(), since=since, before=before)})
        if wall >= one.starts and wall.date() not in one.left_out
        for span in [Span(wall, wall + one.length, one.zone)]
        if touches(span, starts, ends)
    ]


def happening(index: int, span: Span) -> Happening:
    begins, finishes = (
        (instant(wall, span.zone) - EPOCH) // timedelta(microseconds=1) for wall in (span.starts, span.ends)
    )
    return index, span.starts.toordinal(), begins, finishes


@given(st.lists(USUAL, min_size=1, max_size=12), WINDOWS)
@settings(max_examples=150)
def test_usual_series_happen_together_as_each_does_alone(
    series: list[Series], window: tuple[datetime, datetime]
) -> None:
    assert at_once(series, *window) == one_by_one(series, *window)


@given(st.lists(RARE | USUAL, min_size=1, max_size=4), WINDOWS)
def test_rare_rules_among_them_are_expanded_as_well(series: list[Series], window: tuple[datetime, datetime]) -> None:
    assert at_once(series, *window) == one_by_one(series, *window)


@given(st.lists(USUAL, min_size=1, max_size=4), WINDOWS)
def test_series_with_their_counts_turned_into_last_days_happen_as_before(
    series: list[Series], window: tuple[datetime, datetime]
) -> None:
    turned = [replace(one, rule=ended(one.rule)) for one in series]
    assert all(one.rule.count is None for one in turned)
    assert at_once(turned, *window) == at_once(series, *window)


@given(USUAL, WINDOWS)
def test_the_services_say_the_same_of_appointments(one: Series, window: tuple[datetime, datetime]) -> None:
    starts, ends = window
    span = Span(one.starts, one.starts + one.length, one.zone)
    appointment = Appointment(
        BusinessNumber(1), Number(1), new_uid(), "", "", span, EPOCH, EPOCH, rule=one.rule, cancelled_on=one.left_out
    )
    expected = [happening(0, span) for span in occurrences(appointment, starts=starts, ends=ends)]
    assert sorted(at_once([one], starts, ends)) == sorted(expected)


def test_windows_begin_with_their_first_moment_and_end_before_their_last() -> None:
    daily = Rule(Frequency.DAILY, date(2026, 6, 1))
    hour, day = timedelta(hours=1), timedelta(days=1)
    series = [Series(daily, datetime(2026, 6, 1, 9), length, "UTC") for length in (hour, timedelta())]
    nine = datetime(2026, 6, 5, 9, tzinfo=UTC)
    windows = [(nine, nine + day), (nine + hour, nine + day), (nine - hour, nine), (nine, nine + hour)]
    shown = [[(index, day - nine.toordinal()) for index, day, *_ in at_once(series, *window)] for window in windows]
    assert shown == [[(0, 0), (1, 0)], [], [], [(0, 0), (1, 0)]]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.MONTHLY, date(2024, 1, 31), by_month_day=(29, 30, 31, -29, -31)),
        Rule(Frequency.MONTHLY, date(2024, 1, 31), by_day=(ByDay(0, 5), ByDay(3, -5), ByDay(6))),
        Rule(Frequency.MONTHLY, date(2024, 1, 31), by_day=(ByDay(0, 5),), by_month=(3, 4, 6)),
        Rule(Frequency.YEARLY, date(2024, 2, 29)),
        Rule(Frequency.YEARLY, date(2024, 5, 31), by_month=(2, 5), interval=2),
        Rule(Frequency.YEARLY, date(2024, 5, 31), by_month_day=(-1, 31)),
        Rule(Frequency.WEEKLY, date(2024, 5, 31), by_day=tuple(ByDay(day) for day in range(7)), interval=2),
        Rule(Frequency.DAILY, date(2024, 5, 31), by_day=(ByDay(5), ByDay(6)), interval=3),
        Rule(Frequency.DAILY, date(2024, 5, 31), by_month_day=(1, -2)),
        Rule(Frequency.WEEKLY, date(2024, 5, 31), by_month=(3,)),
        Rule(Frequency.MONTHLY, date(2024, 5, 31), by_day=(ByDay(4),), by_month_day=(13,)),
        Rule(Frequency.YEARLY, date(2024, 5, 31), by_day=(ByDay(4),), by_month_day=(13,), by_month=(3, 5)),
        Rule(Frequency.YEARLY, date(2024, 5, 31), by_day=(ByDay(0, 20), ByDay(2, -1))),
        Rule(Frequency.YEARLY, date(2024, 5, 31), by_day=(ByDay(0, 2), ByDay(2, -1)), by_month=(5, 12)),
        Rule(Frequency.MONTHLY, date(2024, 5, 31), by_day=(ByDay(0), ByDay(1)), by_set_position=(-1,)),
        Rule(Frequency.HOURLY, date(2024, 5, 31), interval=37),
    ],
)
@pytest.mark.parametrize("days_aside", [-9, -1, 0, 1, 9])
def test_all_of_four_years_is_there(rule: Rule, days_aside: int) -> None:
    starts = datetime.combine(rule.anchor, time(9)) + timedelta(days=days_aside)
    rules = (rule, replace(rule, excluded_days=(starts.date(), date(2026, 5, 31))))
    series = [Series(one, starts, timedelta(hours=1), ZONES[0]) for one in rules]
    window = (datetime(2024, 2, 15, tzinfo=UTC), datetime(2028, 3, 15, tzinfo=UTC))
    assert at_once(series, *window) == one_by_one(series, *window)


@pytest.mark.parametrize("name", ZONES)
def test_clocks_change_at_the_very_second(name: str) -> None:
    zone, new_year = ZoneInfo(name), date(2026, 1, 1).toordinal()
    (_, winter), *changes = offsets(zone, range(new_year, new_year + 365))
    assert len(changes) == 2
    before = winter
    for second, after in changes:
        walls = [wall_at(second - 1), wall_at(second)]
        assert [zone.utcoffset(wall) for wall in walls] == [timedelta(seconds=ahead) for ahead in (before, after)]
        before = after


@pytest.mark.parametrize("by_set_position", [(), (1,)])
def test_what_began_long_before_where_it_is_still_the_day_before_is_there(by_set_position: tuple[int, ...]) -> None:
    rule = Rule(Frequency.WEEKLY, date(2026, 1, 1), by_set_position=by_set_position)
    series = [Series(rule, datetime(2026, 1, 1, 23, 30), timedelta(hours=47, minutes=59), ZONES[1])]
    window = (datetime(2026, 1, 11, 4, 0, tzinfo=UTC), datetime(2026, 1, 11, 5, tzinfo=UTC))
    assert [date.fromordinal(day) for _, day, *_ in at_once(series, *window)] == [date(2026, 1, 8)]


def test_fractions_of_a_second_are_kept_and_carried() -> None:
    begins = datetime(2026, 6, 1, 9, 0, 0, 7, tzinfo=UTC)
    rule, length = Rule(Frequency.DAILY, begins.date()), timedelta(microseconds=999_999)
    one = Series(rule, begins.replace(tzinfo=None), length, "UTC")
    micros = (begins - EPOCH) // timedelta(microseconds=1)
    expected = [(0, begins.toordinal(), micros, micros + 999_999)]
    assert at_once([one], begins, begins + length) == expected


def test_a_skipped_time_moves_forward_and_of_a_doubled_one_the_first_is_meant() -> None:
    daily = Rule(Frequency.DAILY, date(2015, 1, 1))
    series = [Series(daily, datetime(2015, 1, 1, 2, 30), timedelta(hours=1), ZONES[0])]
    in_march = at_once(series, datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC))
    in_october = at_once(series, datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC))
    moments = [EPOCH + timedelta(microseconds=micros) for micros in (*in_march[0][2:], *in_october[0][2:])]
    assert [f"{moment:%d %H:%M}" for moment in moments] == ["29 01:30", "29 01:30", "25 00:30", "25 02:30"]


@pytest.mark.parametrize(
    "window",
    [
        (datetime(1, 1, 3, tzinfo=UTC), datetime(1, 2, 20, tzinfo=UTC)),
        (datetime(9999, 11, 20, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)),
    ],
)
def test_the_calendar_s_ends_are_windows_as_any_other(window: tuple[datetime, datetime]) -> None:
    rule = Rule(Frequency.MONTHLY, date(1, 1, 4), by_month_day=(4, -3))
    series = [
        Series(rule, datetime(1, 1, 4, 9), timedelta(hours=30), "UTC"),
        Series(replace(rule, by_set_position=(1,)), datetime(1, 1, 4, 9), timedelta(hours=30), "UTC"),
        Series(Rule(Frequency.WEEKLY, date(1, 1, 4)), datetime(1, 1, 4, 9), timedelta(hours=1), "UTC"),
    ]
    found = at_once(series, *window)
    assert {index for index, *_ in found} == {0, 1, 2}
    since, before = (moment.replace(tzinfo=None) for moment in (window[0] - timedelta(days=2), window[1]))
    assert found == [
        happening(index, span)
        for index, one in enumerate(series)
        for wall in expand(one.rule, at=time(9), since=since, before=before)
        for span in [Span(wall, wall + one.length, "UTC")]
        if touches(span, *window)
    ]


def test_what_would_last_beyond_the_calendar_is_not_there() -> None:
    rule = Rule(Frequency.DAILY, date(9999, 12, 20), extra_days=(date(9999, 12, 31),))
    rare = replace(rule, by_set_position=(1,))
    series = [Series(one, datetime(9999, 12, 20), timedelta(days=2), "UTC") for one in (rule, rare)]
    found = at_once(series, datetime(9999, 12, 25, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))
    last_day = date(9999, 12, 29).toordinal()
    assert [max(day for index, day, *_ in found if index == number) for number in (0, 1)] == [last_day, last_day]


def test_nothing_comes_of_no_series() -> None:
    assert at_once([], datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.DAILY, date(2015, 1, 1)),
        Rule(Frequency.MONTHLY, date(2015, 1, 1), by_month_day=tuple(range(1, 32))),
        Rule(Frequency.DAILY, date(2015, 1, 1), by_set_position=(1,)),
        Rule(Frequency.DAILY, date(2015, 1, 1), extra_days=tuple(date(2026, 3, day) for day in range(1, 31))),
    ],
)
def test_more_than_was_asked_for_is_refused_before_it_is_there(rule: Rule) -> None:
    prepared = BulkExpansion().prepared([Series(rule, datetime(2015, 1, 1, 9), timedelta(hours=1), ZONES[0])])
    starts = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(Unsupported):
        prepared.between(starts=starts, ends=datetime(2126, 3, 1, tzinfo=UTC), limit=1_000)
    assert len(prepared.between(starts=starts, ends=datetime(2026, 3, 8, tzinfo=UTC), limit=1_000).series) == 7


def test_a_rule_that_takes_too_many_steps_is_named_and_the_others_are_told() -> None:
    starts = datetime(2026, 3, 1, 9)
    each_second = Rule(Frequency.SECONDLY, starts.date())
    daily = Rule(Frequency.DAILY, starts.date())
    series = [Series(rule, starts, timedelta(hours=1), ZONES[0]) for rule in (daily, each_second, daily)]
    since = datetime(2026, 3, 1, tzinfo=UTC)
    found = BulkExpansion().prepared(series).between(starts=since, ends=since + timedelta(days=2), limit=MANY)
    assert (list(found.series), list(found.given_up)) == ([0, 0, 2, 2], [1])


def test_the_program_runs_without_loading_numpy() -> None:
    code = "import sys; import filebook.app.build, filebook.backends.expansion.bulk; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
