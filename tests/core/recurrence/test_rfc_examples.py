"""The examples of RFC 5545, section 3.8.5.3, all of them, in the section's order."""

from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from filebook.core.recurrence.expansion import expand
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.reading import rule_from_lines

ZONE = ZoneInfo("America/New_York")
EVERY_DAY_FROM_2_SEP = "1997-09: 2-30 | 1997-10: 1-31 | 1997-11: 1-30 | 1997-12: 1-23"
TUESDAYS_AND_THURSDAYS = "1997-09: 2 4 9 11 16 18 23 25 30 | 1997-10: 2"
OTHER_WEEKS = (
    "1997-09: 1 3 5 15 17 19 29 | 1997-10: 1 3 13 15 17 27 29 31 | 1997-11: 10 12 14 24 26 28 | 1997-12: 8 10 12 22"
)
JANUARIES = "1998-01: 1-31 | 1999-01: 1-31 | 2000-01: 1-31"

EXAMPLES = [
    ("19970902", "FREQ=DAILY;COUNT=10", "1997-09: 2-11"),
    ("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", EVERY_DAY_FROM_2_SEP),
    ("19970902", "FREQ=DAILY;INTERVAL=2", "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 | 1997-10: 2 4 6 8 …"),
    ("19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09: 2 12 22 | 1997-10: 2 12"),
    ("19980101", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", JANUARIES),
    ("19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", JANUARIES),
    ("19970902", "FREQ=WEEKLY;COUNT=10", "1997-09: 2 9 16 23 30 | 1997-10: 7 14 21 28 | 1997-11: 4"),
    (
        "19970902",
        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "1997-09: 2 9 16 23 30 | 1997-10: 7 14 21 28 | 1997-11: 4 11 18 25 | 1997-12: 2 9 16 23",
    ),
    (
        "19970902",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "1997-09: 2 16 30 | 1997-10: 14 28 | 1997-11: 11 25 | 1997-12: 9 23 | 1998-01: 6 20 | 1998-02: 3 17 …",
    ),
    ("19970902", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", TUESDAYS_AND_THURSDAYS),
    ("19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", TUESDAYS_AND_THURSDAYS),
    (
        "19970901",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        OTHER_WEEKS,
    ),
    (
        "19970902",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "1997-09: 2 4 16 18 30 | 1997-10: 2 14 16",
    ),
    (
        "19970905",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        (
            "1997-09: 5 | 1997-10: 3 | 1997-11: 7 | 1997-12: 5 | 1998-01: 2 | 1998-02: 6 | 1998-03: 6 | 1998-04: 3"
            " | 1998-05: 1 | 1998-06: 5"
        ),
    ),
    (
        "19970905",
        "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
        "1997-09: 5 | 1997-10: 3 | 1997-11: 7 | 1997-12: 5",
    ),
    (
        "19970907",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997-09: 7 28 | 1997-11: 2 30 | 1998-01: 4 25 | 1998-03: 1 29 | 1998-05: 3 31",
    ),
    (
        "19970922",
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "1997-09: 22 | 1997-10: 20 | 1997-11: 17 | 1997-12: 22 | 1998-01: 19 | 1998-02: 16",
    ),
    (
        "19970928",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "1997-09: 28 | 1997-10: 29 | 1997-11: 28 | 1997-12: 29 | 1998-01: 29 | 1998-02: 26 …",
    ),
    (
        "19970902",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
        "1997-09: 2 15 | 1997-10: 2 15 | 1997-11: 2 15 | 1997-12: 2 15 | 1998-01: 2 15",
    ),
    (
        "19970930",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "1997-09: 30 | 1997-10: 1 31 | 1997-11: 1 30 | 1997-12: 1 31 | 1998-01: 1 31 | 1998-02: 1",
    ),
    ("19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09: 10-15 | 1999-03: 10-13"),
    (
        "19970902",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "1997-09: 2 9 16 23 30 | 1997-11: 4 11 18 25 | 1998-01: 6 13 20 27 | 1998-03: 3 10 17 24 31 …",
    ),
    (
        "19970610",
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        (
            "1997-06: 10 | 1997-07: 10 | 1998-06: 10 | 1998-07: 10 | 1999-06: 10 | 1999-07: 10 | 2000-06: 10"
            " | 2000-07: 10 | 2001-06: 10 | 2001-07: 10"
        ),
    ),
    (
        "19970310",
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        (
            "1997-03: 10 | 1999-01: 10 | 1999-02: 10 | 1999-03: 10 | 2001-01: 10 | 2001-02: 10 | 2001-03: 10"
            " | 2003-01: 10 | 2003-02: 10 | 2003-03: 10"
        ),
    ),
    (
        "19970101",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        (
            "1997-01: 1 | 1997-04: 10 | 1997-07: 19 | 2000-01: 1 | 2000-04: 9 | 2000-07: 18 | 2003-01: 1 | 2003-04: 10"
            " | 2003-07: 19 | 2006-01: 1"
        ),
    ),
    ("19970519", "FREQ=YEARLY;BYDAY=20MO", "1997-05: 19 | 1998-05: 18 | 1999-05: 17 …"),
    ("19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05: 12 | 1998-05: 11 | 1999-05: 17 …"),
    (
        "19970313",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "1997-03: 13 20 27 | 1998-03: 5 12 19 26 | 1999-03: 4 11 18 25 …",
    ),
    (
        "19970605",
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
        (
            "1997-06: 5 12 19 26 | 1997-07: 3 10 17 24 31 | 1997-08: 7 14 21 28 | 1998-06: 4 11 18 25"
            " | 1998-07: 2 9 16 23 30 | 1998-08: 6 13 20 27 | 1999-06: 3 10 17 24 | 1999-07: 1 8 15 22 29"
            " | 1999-08: 5 12 19 26 …"
        ),
    ),
    (
        "19970902",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "1998-02: 13 | 1998-03: 13 | 1998-11: 13 | 1999-08: 13 | 2000-10: 13 …",
    ),
    (
        "19970913",
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        (
            "1997-09: 13 | 1997-10: 11 | 1997-11: 8 | 1997-12: 13 | 1998-01: 10 | 1998-02: 7 | 1998-03: 7 | 1998-04: 11"
            " | 1998-05: 9 | 1998-06: 13 …"
        ),
    ),
    (
        "19961105",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11: 5 | 2000-11: 7 | 2004-11: 2 …",
    ),
    ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09: 4 | 1997-10: 7 | 1997-11: 6"),
    (
        "19970929",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "1997-09: 29 | 1997-10: 30 | 1997-11: 27 | 1997-12: 30 | 1998-01: 29 | 1998-02: 26 | 1998-03: 30 …",
    ),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08: 5 10 19 24"),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08: 5 17 19 31"),
    ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01: 15 30 | 2007-02: 15 | 2007-03: 15 30"),
]
"""First day, rule, days; an ellipsis where the RFC has one, too. All begin at nine."""

CLOCK_EXAMPLES = [
    # The RFC's UNTIL, 17:00 UTC, is an erratum (3883): its own list goes to three in the afternoon in New York.
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", ["9:00", "12:00", "15:00"]),
    ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", ["9:00", "9:15", "9:30", "9:45", "10:00", "10:15"]),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", ["9:00", "10:30", "12:00", "13:30"]),
]
EVERY_TWENTY_MINUTES = [
    "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
]


def walls(begins: datetime, lines: list[str], *, limit: int = 1_000) -> list[datetime]:
    start = Start(begins.time(), ZONE)
    rule = rule_from_lines(lines, anchor=begins.date(), start=start, zone_named=ZoneInfo)
    assert rule is not None
    return list(islice(expand(rule, at=begins.time()), limit))


def days_in(text: str) -> list[datetime]:
    """What a row of the table says."""
    found = []
    for month in text.removesuffix(" …").split(" | "):
        name, _, days = month.partition(": ")
        for day in days.split():
            first, _, last = day.partition("-")
            numbers = range(int(first), int(last or first) + 1)
            found += [datetime.fromisoformat(f"{name}-{number:02}T09:00:00") for number in numbers]
    return found


@pytest.mark.parametrize(("first_day", "rule", "days"), EXAMPLES)
def test_a_rule_of_days_comes_when_the_rfc_says(first_day: str, rule: str, days: str) -> None:
    begins = datetime.fromisoformat(f"{first_day}T090000")
    expected = days_in(days)
    found = walls(begins, [f"RRULE:{rule}"], limit=len(expected) if days.endswith("…") else 1_000)
    assert found == expected


@pytest.mark.parametrize(("rule", "times"), CLOCK_EXAMPLES)
def test_a_rule_of_hours_comes_when_the_rfc_says(rule: str, times: list[str]) -> None:
    found = walls(datetime(1997, 9, 2, 9), [f"RRULE:{rule}"])
    assert [f"{wall:%d %-H:%M}" for wall in found] == [f"02 {one}" for one in times]


@pytest.mark.parametrize("rule", EVERY_TWENTY_MINUTES)
def test_every_twenty_minutes_of_the_working_day_comes_when_the_rfc_says(rule: str) -> None:
    found = walls(datetime(1997, 9, 2, 9), [f"RRULE:{rule}"], limit=72)
    first = datetime(1997, 9, 2, 9)
    days = [first + timedelta(days=number) for number in range(3)]
    assert found == [day + timedelta(minutes=20 * number) for day in days for number in range(24)]


def test_an_excluded_first_day_is_not_there() -> None:
    lines = ["EXDATE;TZID=America/New_York:19970902T090000", "RRULE:FREQ=DAILY;COUNT=3"]
    assert walls(datetime(1997, 9, 2, 9), lines) == [datetime(1997, 9, 3, 9), datetime(1997, 9, 4, 9)]
