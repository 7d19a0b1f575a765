"""Dates, times of day and instants, as public programs write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.dialects.timetap.clock import (
    clock_in,
    date_in,
    date_in_query,
    hhmm,
    instant_of,
    moment_in,
    sentence,
    wall_in,
    zone_of,
)

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-03-04", date(2031, 3, 4)),
        ("\n   2031-03-04", date(2031, 3, 4)),
        ("2031-03-04endDate=2031-03-04", date(2031, 3, 4)),
        ("2031-03-04T10:00:00Z", date(2031, 3, 4)),
        ("1930487400000", date(2031, 3, 5)),
        ("1930453100000", date(2031, 3, 4)),  # the evening before in New York
        ("", None),
        ("tomorrow", None),
        ("2031-13-44", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
    ],
)
def test_a_date_in_a_query_is_read_as_leniently_as_clients_need_it(text: str, expected: date | None) -> None:
    assert date_in_query(text, zone=NEW_YORK) == expected


@pytest.mark.parametrize(
    ("value", "hours", "minutes"),
    [(0, 0, 0), (800, 8, 0), (1430, 14, 30), ("0900", 9, 0), ("09:30", 9, 30), (930.0, 9, 30), (2430, 24, 30)],
)
def test_a_time_of_day_is_hours_and_minutes_in_one_number(value: float | str, hours: int, minutes: int) -> None:
    assert clock_in(value, field="startTime") == timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize("value", [960, 2500, -1, "half past", "9" * 5000, "٣", 9.5])
def test_what_is_no_time_of_day_is_refused(value: float | str) -> None:
    with pytest.raises(Invalid):
        clock_in(value, field="startTime")


@pytest.mark.parametrize(
    "value", [1930487400000, "1930487400000", 1930487400000.0, "2031-03-05T14:30:00Z", "2031-03-05T09:30:00-05:00"]
)
def test_an_instant_is_milliseconds_or_iso_8601(value: float | str) -> None:
    assert moment_in(value, field="startDateTimeUTC") == datetime(2031, 3, 5, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2031-03-05T14:30:00", "soon", 10**17, "9" * 5000, -(10**14)])
def test_what_is_no_instant_is_refused(value: float | str) -> None:
    with pytest.raises(Invalid):
        moment_in(value, field="startDateTimeUTC")


@pytest.mark.parametrize("value", ["5 March", "2031-02-30", "1899-12-31", "9999-01-01", 5])
def test_what_is_no_date_in_a_body_is_refused(value: int | str) -> None:
    with pytest.raises(Invalid):
        date_in(value, field="startDate")


@pytest.mark.parametrize("name", ["Middle/Earth", "../etc/passwd", "", "a\0b"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        zone_of(name, field="clientTimeZone")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2031, 3, 5, 14, 30, tzinfo=UTC), "Wednesday, March 5, 2031 at 9:30 AM EST"),
        (datetime(2031, 7, 5, 4, 5, tzinfo=UTC), "Saturday, July 5, 2031 at 12:05 AM EDT"),
        (datetime(2031, 7, 5, 16, 0, tzinfo=UTC), "Saturday, July 5, 2031 at 12:00 PM EDT"),
    ],
)
def test_the_sentence_has_the_form_that_programs_parse(moment: datetime, expected: str) -> None:
    assert sentence(moment, NEW_YORK) == expected


@given(st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC)))
def test_every_instant_has_two_commas_and_one_at(moment: datetime) -> None:
    told = sentence(moment, NEW_YORK)
    assert (told.count(","), told.count(" at ")) == (2, 1)


@given(st.times())
def test_every_time_of_day_is_read_back(time: object) -> None:
    wall = datetime.combine(date(2031, 3, 5), time)  # type: ignore[arg-type] # hypothesis draws times
    assert clock_in(hhmm(wall), field="startTime") == timedelta(hours=wall.hour, minutes=wall.minute)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_an_instant_on_a_clock_is_that_instant_but_for_a_doubled_hour(moment: datetime) -> None:
    again = instant_of(wall_in(moment, NEW_YORK), NEW_YORK.key)
    assert moment - again in {timedelta(), timedelta(hours=1)}


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    assert instant_of(datetime(9999, 12, 31, 23, 59), "America/New_York").year == 9999
    assert wall_in(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), ZoneInfo("Asia/Tokyo")).year == 9999
    assert sentence(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), ZoneInfo("Asia/Tokyo")).startswith("Friday")
