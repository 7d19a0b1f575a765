"""The reference's thirteen series, booked over the wire: the dates that are told, the occurrences, and written back."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.dialects.xelion.book import Caller, caller, staff, stored
from tests.world import ZONE, World


def _weekly(*days: str, **more: object) -> dict[str, Any]:
    return {"recurrenceType": "weekly", **dict.fromkeys(days, True), **more}


def _times(count: int) -> dict[str, Any]:
    return {"recurrenceTerminationType": "recurrenceCount", "recurrenceCount": count}


_UNTIL = {"recurrenceTerminationType": "recurrenceTerminationDate", "recurrenceTerminationDate": "2024-04-08 22:00:00"}
_MONDAYS = _weekly("monday") | _times(6)
_THIRD_DAYS = {"recurrenceType": "daily", "recurrenceInterval": 3} | _UNTIL
_SECOND_WEEKS = _weekly("monday", "wednesday", recurrenceInterval=2) | _times(5)
_DAILY = {"recurrenceType": "daily"} | _times(4)
_SAME_DAY = {"recurrenceType": "monthly", "monthRecurrenceType": "dayOfMonth"} | _times(4)
_SAME_WEEKDAY = {"recurrenceType": "monthly", "monthRecurrenceType": "weekDay"} | _times(3)
_YEARLY = {"recurrenceType": "yearly"} | _times(2)
_ENDLESS = _weekly("monday", recurrenceTerminationType="never")
_TUESDAYS = _weekly("tuesday") | _times(2)

VECTORS = [
    (
        "2017-03-13 10:10",
        _MONDAYS,
        "2017-03-19 23:00",
        "2017-03-19 23:00",
        "2017-04-23 22:00",
        "20/3 27/3 3/4 10/4 17/4 24/4",
    ),
    ("2017-03-13 10:10", _MONDAYS, "", "2017-03-19 23:00", "2017-04-23 22:00", "20/3 27/3 3/4 10/4 17/4 24/4"),
    (
        "2017-03-13 10:10",
        _MONDAYS,
        "2017-03-13 10:10",
        "2017-03-12 23:00",
        "2017-04-16 22:00",
        "13/3 20/3 27/3 3/4 10/4 17/4",
    ),
    (
        "2017-02-25 11:50",
        _MONDAYS,
        "2017-02-25 11:50",
        "2017-02-26 23:00",
        "2017-04-02 22:00",
        "27/2 6/3 13/3 20/3 27/3 3/4",
    ),
    ("2024-10-16 07:00", _SECOND_WEEKS, "", "2024-10-27 23:00", "2024-11-24 23:00", "28/10 30/10 11/11 13/11 25/11"),
    ("2024-10-25 07:00", _DAILY, "", "2024-10-25 22:00", "2024-10-28 23:00", "26/10 27/10 28/10 29/10"),
    ("2024-03-28 08:00", _THIRD_DAYS, "", "2024-03-30 23:00", "2024-04-08 22:00", "31/3 3/4 6/4 9/4"),
    ("2024-01-31 09:00", _SAME_DAY, "", "2024-03-30 23:00", "2024-08-30 22:00", "31/3 31/5 31/7 31/8"),
    ("2024-01-15 09:00", _SAME_WEEKDAY, "", "2024-02-18 23:00", "2024-04-14 22:00", "19/2 18/3 15/4"),
    ("2024-03-29 09:00", _SAME_WEEKDAY, "", "2024-04-25 22:00", "2024-06-27 22:00", "26/4 31/5 28/6"),
    ("2024-02-29 09:00", _YEARLY, "", "2028-02-28 23:00", "2032-02-28 23:00", "29/2 29/2"),
    ("2024-06-03 07:00", _ENDLESS, "", "2024-06-09 22:00", "", "10/6 17/6 24/6"),
    ("2024-06-03 22:30", _TUESDAYS, "", "2024-06-10 22:00", "2024-06-17 22:00", "11/6 18/6"),
]
"""Start in UTC, rule, first recurrence date as sent; first and last as told, local days of the recurrences.

Of the endless one these are the first three.
"""


@pytest.mark.parametrize(("start", "rule", "given", "first", "last", "days"), VECTORS)
def test_a_series_is_told_as_in_the_reference_and_is_the_same_when_written_back(
    world: World, *, start: str, rule: dict[str, Any], given: str, first: str, last: str, days: str
) -> None:
    owner = caller(world)
    body = {
        "starttime": f"{start}:00",
        "endtime": f"{start}:00",
        **rule,
        "firstRecurrenceDate": given and f"{given}:00",
    }
    shown = owner.made(**body)
    told = {"firstRecurrenceDate": f"{first}:00", "lastRecurrenceDate": last and f"{last}:00"}
    assert {name: shown[name] for name in told} == told
    assert _days_of(owner, world, shown["oid"], own=start, endless=not last) == days.split()
    kept = stored(world, shown["oid"])

    again = owner.made(**{**body, **told})
    assert stored(world, again["oid"]).rule == kept.rule
    assert {name: again[name] for name in told} == told
    patched = owner.changed(shown["oid"], **told, **rule)
    assert patched == shown
    assert stored(world, shown["oid"]).rule == kept.rule


def _days_of(owner: Caller, world: World, oid: str, *, own: str, endless: bool) -> list[str]:
    """The local days of the recurrences: of all occurrences but the appointment's own, unless it is one of them."""
    query = {"after": own[:10], "limit": 4} if endless else {"after": own[:10], "before": "2032-12-31"}
    items = owner.listed("/calendars/" + staff(world, "owner"), **query)
    starts = [item["starttime"] for item in items if item["oid"] == oid]
    assert starts[0] == f"{own}:00"
    anchor = stored(world, oid).rule
    assert anchor is not None
    series = [day for day in map(_local_day, starts) if day >= anchor.anchor.isoformat()]
    return [f"{int(day[8:])}/{int(day[5:7])}" for day in series]


def _local_day(text: str) -> str:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(ZONE)).date().isoformat()
