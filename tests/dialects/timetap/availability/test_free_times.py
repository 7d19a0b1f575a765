"""Free times: shown as booking programs read them, sent back as they are, and gone once they are booked."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from filebook.core.ids import Kind, Number
from filebook.dialects.timetap.clock import time_string
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, TIMES, Desk, Shown, times
from tests.dialects.timetap.client import Client

BUFFERED = {"duration_minutes": 45, "buffer_before_minutes": 10, "buffer_after_minutes": 5}


def place(desk: Desk, *, staff: int | None = None) -> str:
    """The end of an address: staff, location and service."""
    return f"{staff or desk.number('staff')}/{desk.number('location')}/{desk.number('service')}"


def day(desk: Desk, date: str = "2031/03/05", **query: object) -> list[Shown]:
    """The free times of the member of staff."""
    found: list[Shown] = desk.client.told("GET", f"/availability/{date}/{place(desk)}", **query)
    return found


def whoever(desk: Desk, **query: object) -> list[dict[str, Any]]:
    """The free times at the location, by day."""
    path = f"/availability/location/{desk.number('location')}/service/{desk.number('service')}"
    found: list[dict[str, Any]] = desk.client.told("GET", path, **query)
    return found


def change(desk: Desk, name: str, kind: Kind, **fields: object) -> None:
    desk.world.services.records.change(
        desk.world.actor("owner"),
        desk.number(name),
        kind=kind,
        edit=lambda record: replace(record, fields={**record.fields, **fields}),
    )


def begins(slots: list[Shown]) -> list[int]:
    return [slot["clientStartTime"] for slot in slots]


def test_a_slot_has_the_keys_that_booking_programs_read(desk: Desk) -> None:
    change(desk, "service", Kind.SERVICE, **BUFFERED)
    assert day(desk)[0] == {
        "startDate": "2031-03-05",
        "startTime": 900,
        "endDate": "2031-03-05",
        "endTime": 1000,
        "clientStartDate": "2031-03-05",
        "clientStartTime": 910,
        "clientEndDate": "2031-03-05",
        "clientEndTime": 955,
        "timeString": "9:10 AM",
        "staffIdList": [desk.number("staff")],
    }


@pytest.mark.parametrize("fields", [{}, BUFFERED, {**BUFFERED, "slot_minutes": 60}], ids=["plain", "buffer", "step"])
@pytest.mark.parametrize("names", [TIMES + CLIENT_TIMES, TIMES], ids=["all times", "the staff's"])
def test_a_slot_that_is_sent_back_is_booked_then_gone_and_its_neighbours_stay(
    desk: Desk, fields: dict[str, object], names: tuple[str, ...]
) -> None:
    change(desk, "service", Kind.SERVICE, **fields)
    before = day(desk)
    slot = before[2]
    body = {**desk.references(), **{name: slot[name] for name in names}, "status": "OPEN"}
    made = desk.client.told("POST", "/appointments", body)
    assert times(made, names) == times(slot, names)
    assert day(desk) == [free for free in before if free != slot]
    assert desk.refused("POST", "/appointments", body) == "The selected time is no longer available"
    desk.client.told("PUT", f"/appointments/{made['calendarId']}/cancel/false/false")
    assert day(desk) == before


def test_every_slot_of_a_day_can_be_booked_and_then_none_is_left(desk: Desk) -> None:
    change(desk, "service", Kind.SERVICE, **BUFFERED)
    for slot in day(desk):
        desk.client.told("POST", "/appointments", {**desk.references(), **slot})
    assert day(desk) == []


def test_a_slot_across_a_change_of_clocks_is_as_long_as_the_others(desk: Desk) -> None:
    change(desk, "staff", Kind.STAFF, working_hours={"weekdays": [6], "from": "00:00", "to": "06:00"})
    slots = day(desk, "2031/03/30")
    assert begins(slots) == [0, 100, 300, 400, 500]
    made = desk.client.told("POST", "/appointments", {**desk.references(), **slots[1]})
    assert made["endDateTimeUTC"] - made["startDateTimeUTC"] == 3600 * 1000
    assert begins(day(desk, "2031/03/30")) == [0, 300, 400, 500]


def test_a_duration_may_be_asked_for_and_a_wrong_one_is_refused(desk: Desk) -> None:
    assert begins(day(desk, duration=90)) == [900, 1030, 1200, 1330, 1500]
    assert begins(day(desk, duration="")) == begins(day(desk))
    for wrong in ("0", "1441", "half"):
        answer = desk.refused("GET", f"/availability/2031/03/05/{place(desk)}", duration=wrong)
        assert answer == "duration: invalid value"


@pytest.mark.parametrize(
    "date", ["2031/02/29", "2031/13/01", "2031/3/0", "0000/01/01", "9999/12/31", "31/3/5", "a/b/c"]
)
def test_a_date_that_does_not_exist_is_refused(desk: Desk, date: str) -> None:
    assert desk.refused("GET", f"/availability/{date}/{place(desk)}") == "date: invalid value"


def test_days_and_months_may_be_written_without_zeros(desk: Desk) -> None:
    assert day(desk, "2031/3/5") == day(desk)


def test_a_day_on_which_nobody_works_and_one_that_is_over_have_no_slots(desk: Desk) -> None:
    assert day(desk, "2031/03/08") == []
    assert day(desk, "2026/03/27") == []
    assert begins(day(desk, "2026/03/30"))[0] == 1000  # it is nine o'clock


def test_the_days_of_a_month_with_a_free_time_are_told(desk: Desk) -> None:
    change(desk, "staff", Kind.STAFF, working_hours={"weekdays": [2], "from": "09:00", "to": "10:00"})
    month = f"/availability/2031/03/{place(desk)}"
    wednesdays = ["2031-03-05", "2031-03-12", "2031-03-19", "2031-03-26"]
    assert desk.client.told("GET", month) == dict.fromkeys(wednesdays, True)
    desk.make(startTime=930)
    assert desk.client.told("GET", month) == dict.fromkeys(wednesdays[1:], True)
    assert desk.refused("GET", f"/availability/2031/13/{place(desk)}") == "date: invalid value"


def test_a_shop_sees_each_day_with_its_slots_and_who_is_free(desk: Desk) -> None:
    colleague = desk.record(Kind.STAFF, "Bert").number
    change(desk, "service", Kind.SERVICE, staff=[desk.number("staff"), colleague])
    desk.make()
    found = whoever(desk, startDate="2031-03-05", endDate="2031-03-09")
    assert [entry["date"] for entry in found] == ["2031-03-05", "2031-03-06", "2031-03-07"]
    slots = {slot["clientStartTime"]: slot["staffIdList"] for slot in found[0]["timeSlots"]}
    assert slots[900] == slots[1000] == [colleague]
    assert slots[1100] == [desk.number("staff"), colleague]
    assert found[0]["timeSlots"][0]["timeString"] == "9:00 AM"


def test_a_shop_that_names_no_days_sees_thirty_from_today_on(desk: Desk) -> None:
    found = whoever(desk)
    assert (found[0]["date"], found[-1]["date"]) == ("2026-03-30", "2026-04-29")
    later = whoever(desk, startDate="\n 2031-03-05 endDate=2031-03-04")
    assert (later[0]["date"], later[-1]["date"]) == ("2031-03-05", "2031-04-04")
    assert whoever(desk, startDate="2031-03-05", endDate="2031-03-04") == []


@pytest.mark.parametrize(("index", "label"), [(0, "Staff"), (1, "Location"), (2, "Service")])
@pytest.mark.parametrize("unknown", ["999999", "x", "0", "99999999999"])
def test_an_id_of_nothing_is_not_found(desk: Desk, index: int, label: str, unknown: str) -> None:
    ids = place(desk).split("/")
    ids[index] = unknown
    refused = desk.refused("GET", f"/availability/2031/03/05/{'/'.join(ids)}")
    assert refused == f"{label} for Id {unknown} not found!"


def test_a_client_who_knows_the_list_is_told_so_until_a_time_is_booked_or_has_begun(desk: Desk) -> None:
    path = f"/timetap/live/availability/2026/03/30/{place(desk)}"

    def ask(etag: str = "") -> Any:
        return desk.world.http.get(path, headers={**desk.client.headers, "If-None-Match": etag})

    known = ask().headers["etag"]
    assert ask(known).status_code == 304
    desk.world.clock.advance(hours=1)
    begun = ask(known)
    assert (begun.status_code, begins(begun.json())[0]) == (200, 1100)
    desk.make(startDate="2026-03-30", endDate="2026-03-30", startTime=1100, endTime=1200)
    booked = ask(begun.headers["etag"])
    assert (booked.status_code, begins(booked.json())[0]) == (200, 1200)


def test_who_may_only_read_sees_free_times_but_not_what_takes_the_others(desk: Desk, viewer_client: Client) -> None:
    made = desk.make()
    desk.world.services.booking.change(
        desk.world.actor("owner"), Number(made["calendarId"]), edit=lambda one: replace(one, private=True)
    )
    found = viewer_client.told("GET", f"/availability/2031/03/05/{place(desk)}")
    assert begins(found) == [1100, 1200, 1300, 1400, 1500, 1600]


@pytest.mark.parametrize(
    ("hour", "minute", "told"),
    [(0, 5, "12:05 AM"), (9, 30, "9:30 AM"), (11, 59, "11:59 AM"), (12, 0, "12:00 PM"), (23, 5, "11:05 PM")],
)
def test_a_time_of_day_is_told_on_a_clock_of_twelve_hours(hour: int, minute: int, told: str) -> None:
    assert time_string(datetime(2031, 3, 5, hour, minute, tzinfo=UTC)) == told
