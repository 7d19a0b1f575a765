"""Series between Xelion and RFC 5545: the three forms of the reference, and events as calendar programs make them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped] # it has no types of its own

from filebook.core.appointments import Span
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.reading import rule_from_lines
from filebook.services.booking import NewAppointment
from filebook.services.occurrences import each_occurrence
from tests.dialects.xelion.book import Json, caller, stored
from tests.world import ZONE, World

AMSTERDAM = ZoneInfo(ZONE)
MONDAYS = {
    "recurrenceType": "weekly",
    "monday": True,
    "recurrenceTerminationType": "recurrenceCount",
    "recurrenceCount": 6,
}
ENDLESS = {**MONDAYS, "recurrenceTerminationType": "never", "recurrenceCount": 0}
_RDATES = ("20170225", "20170227", "20170306", "20170313", "20170320", "20170327", "20170403")
SERIES = [
    pytest.param(
        {"starttime": "2017-03-13 10:10:00", "firstRecurrenceDate": "2017-03-13 10:10:00", **MONDAYS},
        ["DTSTART:20170313T111000\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6"],
        id="A: the original is the first recurrence",
    ),
    pytest.param(
        {"starttime": "2017-03-13 10:10:00", **MONDAYS},
        ["DTSTART:20170313T111000\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=7"],
        id="B: the source document",
    ),
    pytest.param(
        {"starttime": "2017-02-25 11:50:00", **MONDAYS},
        ["DTSTART:20170225T125000\n" + "\n".join(f"RDATE:{day}T125000" for day in _RDATES)],
        id="C: the original is off the pattern",
    ),
    pytest.param(
        {"starttime": "2017-02-25 11:50:00", **ENDLESS},
        ["DTSTART:20170225T125000\nRRULE:FREQ=DAILY;COUNT=1", "DTSTART:20170227T125000\nRRULE:FREQ=WEEKLY;BYDAY=MO"],
        id="C: the same without an end",
    ),
    pytest.param(
        {
            "starttime": "2024-03-29 09:00:00",
            "recurrenceType": "monthly",
            "monthRecurrenceType": "weekDay",
            "recurrenceTerminationType": "recurrenceTerminationDate",
            "recurrenceTerminationDate": "2024-06-27 22:00:00",
        },
        ["DTSTART:20240329T100000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20240628T100000"],
        id="a last day, and the fifth Friday",
    ),
    pytest.param(
        {"starttime": "2024-02-29 09:00:00", "recurrenceType": "yearly", "recurrenceTerminationType": "never"},
        ["DTSTART:20240229T100000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"],
        id="the leap day",
    ),
]


@pytest.mark.parametrize(("said", "texts"), SERIES)
def test_a_series_happens_when_its_rfc_form_does(world: World, said: Json, texts: list[str]) -> None:
    shown = caller(world).made(**{**said, "endtime": said["starttime"]})
    series = stored(world, shown["oid"])
    starts, ends = datetime(2017, 1, 1, tzinfo=AMSTERDAM), datetime(2033, 1, 1, tzinfo=AMSTERDAM)
    found = [span.starts for span in each_occurrence(series, starts=starts, ends=ends)]
    expected: set[datetime] = set()
    for text in texts:
        expected |= set(rrulestr(text, forceset=True).between(datetime(2017, 1, 1), datetime(2033, 1, 1)))
    assert found == sorted(expected)


EVENTS = [
    pytest.param(
        ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6"],
        {"firstRecurrenceDate": "2017-03-12 23:00:00", "lastRecurrenceDate": "2017-04-16 22:00:00", **MONDAYS},
        id="count",
    ),
    pytest.param(
        ["RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;UNTIL=20170410T091000Z"],
        {
            "recurrenceTerminationType": "recurrenceTerminationDate",
            "recurrenceTerminationDate": "2017-04-09 22:00:00",
            "lastRecurrenceDate": "2017-04-09 22:00:00",
            "recurrenceInterval": 2,
            "recurrenceCount": 0,
            "monday": True,
        },
        id="until",
    ),
    pytest.param(
        ["RRULE:FREQ=MONTHLY;BYDAY=2MO", "EXDATE;TZID=Europe/Amsterdam:20170410T111000"],
        {"recurrenceTerminationType": "never", "monthRecurrenceType": "weekDay", "lastRecurrenceDate": ""},
        id="a day left out",
    ),
    pytest.param(["RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2"], None, id="BYSETPOS"),
    pytest.param(["RRULE:FREQ=MONTHLY;BYMONTHDAY=13,27"], None, id="two days of the month"),
    pytest.param(["RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;TZID=Europe/Amsterdam:20170315T111000"], None, id="RDATE"),
]


@pytest.mark.parametrize(("lines", "told"), EVENTS)
def test_an_event_of_a_calendar_program_is_told_from_its_own_day_on_or_as_single(
    world: World, lines: list[str], told: Json | None
) -> None:
    starts = datetime(2017, 3, 13, 11, 10)
    rule = rule_from_lines(
        lines, anchor=starts.date(), start=Start(starts.time(), AMSTERDAM), zone_named=lambda _: AMSTERDAM
    )
    made = world.services.booking.add(world.actor("owner"), NewAppointment("Elders", Span(starts, starts, ZONE)))
    world.house.catalogue.write(lambda tables: tables.appointments.update(replace(made, rule=rule)))
    shown = caller(world).shown(made.number)
    assert shown["isRecurrence"] is (told is not None)
    expected: dict[str, Any] = told or {}
    assert {name: shown[name] for name in expected} == expected
    assert shown["starttime"] == "2017-03-13 10:10:00"
    assert told is not None or "recurrenceType" not in shown
