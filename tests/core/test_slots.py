"""Slots: on a grid inside open hours, as long as they should be on every day, and free only where nothing overlaps."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filebook.core.appointments import Buffer
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.records import Record
from filebook.core.slots import Interval, Shape, Slot, Taken, each_slot, open_times, shape_of
from filebook.core.working_hours import WorkingHours

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WEDNESDAY, SPRING, AUTUMN = date(2031, 3, 5), date(2031, 3, 30), date(2031, 10, 26)
EVERY_DAY = frozenset(range(7))

minutes = st.integers(0, 90)
shapes = st.builds(Shape, st.integers(1, 200), st.integers(5, 200), st.builds(Buffer, minutes, minutes))
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
zones = st.sampled_from([AMSTERDAM, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])


@st.composite
def hours(draw: st.DrawFn) -> WorkingHours:
    starts = draw(st.integers(0, 1439))
    ends = draw(st.integers(starts + 1, 1440))
    return WorkingHours(EVERY_DAY, starts * MINUTE, ends * MINUTE)


def service(**fields: object) -> Record:
    uid = Uid("11111111-1111-4111-8111-111111111111")
    return Record(BusinessNumber(1), Number(7), uid, Kind.SERVICE, "Cut", NOW, NOW, fields)


def slots(day: date, opens: int, closes: int, shape: Shape) -> list[Slot]:
    entry = WorkingHours(EVERY_DAY, opens * HOUR, closes * HOUR)
    return list(each_slot(open_times([entry], day), shape, AMSTERDAM))


def starts(found: Sequence[Slot]) -> list[str]:
    return [f"{slot.starts:%H:%M}" for slot in found]


def at(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


@given(st.lists(hours(), max_size=3), days, shapes, zones)
@example([WorkingHours(EVERY_DAY, timedelta(), 24 * HOUR)], SPRING, Shape(50, 20, Buffer(15, 5)), AMSTERDAM)
@example([WorkingHours(EVERY_DAY, timedelta(), 24 * HOUR)], AUTUMN, Shape(50, 20, Buffer(15, 5)), AMSTERDAM)
def test_every_slot_is_as_long_as_it_should_be_lies_inside_open_hours_and_can_be_told_by_clocks(
    entries: list[WorkingHours], day: date, shape: Shape, zone: ZoneInfo
) -> None:
    times = open_times(entries, day)
    found = list(each_slot(times, shape, zone))
    assert [slot.begins_at for slot in found] == sorted({slot.begins_at for slot in found})
    before, after = shape.buffer.before_minutes * MINUTE, shape.buffer.after_minutes * MINUTE
    for slot in found:
        assert at(slot.ends, zone) - at(slot.starts, zone) == shape.duration_minutes * MINUTE
        assert slot.starts - slot.occupied_starts == before
        assert slot.occupied_ends - slot.ends == after
        assert (at(slot.occupied_starts, zone), at(slot.occupied_ends, zone)) == (slot.begins_at, slot.finishes_at)
        assert slot.finishes_at - slot.begins_at == shape.whole_minutes * MINUTE
        ((opens, _),) = [
            (opens, closes) for opens, closes in times if opens <= slot.occupied_starts and slot.occupied_ends <= closes
        ]
        assert (slot.occupied_starts - opens) % (shape.step_minutes * MINUTE) == timedelta()


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 120)), max_size=8), st.integers(5, 90))
def test_a_slot_is_free_exactly_where_no_interval_overlaps_it(pairs: list[tuple[int, int]], duration: int) -> None:
    midnight = datetime(2031, 3, 5, tzinfo=UTC)
    intervals = [(midnight + begin * MINUTE, midnight + (begin + length) * MINUTE) for begin, length in pairs]
    taken = Taken(intervals)
    all_day: Interval = (datetime(2031, 3, 5), datetime(2031, 3, 5, 12))
    for slot in each_slot([all_day], Shape(duration, 5), ZoneInfo("UTC")):
        overlapped = any(begin < slot.finishes_at and end > slot.begins_at for begin, end in intervals)
        assert taken.leaves(slot) is not overlapped


def test_an_hour_that_is_skipped_has_no_slots_and_lengths_are_real_time() -> None:
    found = slots(SPRING, 0, 6, Shape(60, 60))
    assert starts(found) == ["00:00", "01:00", "03:00", "04:00", "05:00"]
    assert found[1].ends == datetime(2031, 3, 30, 3)
    assert starts(slots(SPRING, 0, 6, Shape(60, 30)))[2:5] == ["01:00", "01:30", "03:00"]


def test_an_hour_that_comes_twice_has_only_slots_that_a_clock_can_tell() -> None:
    assert starts(slots(AUTUMN, 0, 6, Shape(60, 60))) == ["00:00", "01:00", "03:00", "04:00", "05:00"]
    assert starts(slots(AUTUMN, 1, 4, Shape(30, 30))) == ["01:00", "01:30", "02:00", "03:00", "03:30"]


def test_buffers_lie_inside_open_hours_and_slots_follow_one_another_unless_a_step_is_named() -> None:
    buffered = shape_of(service(duration_minutes=45, buffer_before_minutes=10, buffer_after_minutes=5))
    assert starts(slots(WEDNESDAY, 9, 12, buffered)) == ["09:10", "10:10", "11:10"]
    stepped = shape_of(service(duration_minutes=45, buffer_before_minutes=10, slot_minutes=30))
    assert starts(slots(WEDNESDAY, 9, 11, stepped)) == ["09:10", "09:40", "10:10"]
    assert starts(slots(WEDNESDAY, 9, 11, shape_of(service(), duration_minutes=40))) == ["09:00", "09:40", "10:20"]


@pytest.mark.parametrize("useless", [None, "45", True, 0, -5, 1441, 1.5, [45]])
def test_what_a_service_keeps_and_nobody_can_mean_counts_as_not_said(useless: object) -> None:
    names = ("duration_minutes", "buffer_before_minutes", "buffer_after_minutes", "slot_minutes")
    assert shape_of(service(**dict.fromkeys(names, useless))) == Shape(60, 60)


def test_hours_that_overlap_or_touch_are_one_and_hours_apart_have_grids_of_their_own() -> None:
    morning, noon, evening = (WorkingHours(EVERY_DAY, a * HOUR, b * HOUR) for a, b in ((9, 12), (12, 14), (15.5, 17)))
    times = open_times([evening, noon, morning, morning], WEDNESDAY)
    assert times == (
        (datetime(2031, 3, 5, 9), datetime(2031, 3, 5, 14)),
        (datetime(2031, 3, 5, 15, 30), datetime(2031, 3, 5, 17)),
    )
    assert starts(list(each_slot(times, Shape(90, 90), AMSTERDAM))) == ["09:00", "10:30", "12:00", "15:30"]
