"""Working hours: read from what a record keeps and written again, and when they are open."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.core.working_hours import (
    ENTRY_LIMIT,
    FIELD,
    OFFICE_HOURS,
    WorkingHours,
    read_working_hours,
    working_hours_of,
    written_working_hours,
)

NINE_TO_FIVE = {"weekdays": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"}
MONDAY = date(2031, 3, 3)
DAY = timedelta(days=1)
MINUTES_OF_A_DAY = 24 * 60


@st.composite
def entries(draw: st.DrawFn) -> WorkingHours:
    starts = draw(st.integers(0, MINUTES_OF_A_DAY - 1))
    ends = draw(st.integers(starts + 1, MINUTES_OF_A_DAY))
    numbers = st.none() | st.integers(1, 2**31 - 1).map(Number)
    days = st.none() | st.dates()
    return WorkingHours(
        draw(st.frozensets(st.integers(0, 6))),
        timedelta(minutes=starts),
        timedelta(minutes=ends),
        location=draw(numbers),
        service=draw(numbers),
        since=draw(days),
        until=draw(days),
    )


@given(st.lists(entries(), max_size=5).map(tuple))
def test_hours_that_are_written_are_read_as_they_were(hours: tuple[WorkingHours, ...]) -> None:
    assert read_working_hours(written_working_hours(hours)) == hours
    assert working_hours_of({FIELD: written_working_hours(hours)}) == hours


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*NINE_TO_FIVE, "since", "x"]), inner),
    max_leaves=12,
)


@given(JSON)
def test_whatever_a_record_keeps_is_read_or_refused(kept: object) -> None:
    try:
        hours = read_working_hours(kept)
    except Invalid as error:
        assert error.field == FIELD
        assert working_hours_of({FIELD: kept}) == OFFICE_HOURS
    else:
        assert read_working_hours(written_working_hours(hours)) == hours


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": [7]},
        {"weekdays": "01"},
        {"weekdays": None},
        {"from": "9"},
        {"from": "25:00"},
        {"from": None},
        {"from": "17:00"},
        {"to": "08:59"},
        {"to": "24:01"},
        {"location": 0},
        {"location": "7"},
        {"service": True},
        {"since": "2031-02-30"},
        {"until": 7},
    ],
    ids=str,
)
def test_an_entry_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        read_working_hours({**NINE_TO_FIVE, **wrong})


def test_more_entries_than_anybody_has_are_refused() -> None:
    assert len(read_working_hours([NINE_TO_FIVE] * ENTRY_LIMIT)) == ENTRY_LIMIT
    with pytest.raises(Invalid):
        read_working_hours([NINE_TO_FIVE] * (ENTRY_LIMIT + 1))


def test_who_says_nothing_keeps_office_hours() -> None:
    assert working_hours_of({}) == read_working_hours(NINE_TO_FIVE)
    assert working_hours_of({FIELD: []}) == ()


def test_a_day_is_open_from_and_to_the_hours_of_its_weekday_and_season() -> None:
    (entry,) = read_working_hours(
        {"weekdays": [0], "from": "20:00", "to": "24:00", "since": "2031-03-03", "until": "2031-03-10"}
    )
    assert entry.opens_on(MONDAY) == (datetime(2031, 3, 3, 20), datetime(2031, 3, 4))
    assert entry.opens_on(MONDAY + 7 * DAY) is not None
    for closed in (MONDAY - 7 * DAY, MONDAY + DAY, MONDAY + 14 * DAY):
        assert entry.opens_on(closed) is None


def test_an_entry_may_hold_at_one_location_or_for_one_service_alone() -> None:
    (entry,) = read_working_hours({**NINE_TO_FIVE, "location": 7, "service": 8})
    assert entry.serves(location=Number(7), service=Number(8))
    assert not entry.serves(location=Number(8), service=Number(8))
    assert not entry.serves(location=Number(7), service=Number(7))
    assert OFFICE_HOURS[0].serves(location=Number(7), service=Number(8))
