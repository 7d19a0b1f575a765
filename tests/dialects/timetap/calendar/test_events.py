"""The calendar: appointments as events of the staff who take part, by start, under a type and their own number."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from filebook.core.appointments import Buffer, Presence, Span
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from tests.dialects.timetap.appointments.desk import Desk, Shown
from tests.dialects.timetap.client import Client
from tests.world import ZONE

IN_MARCH = {"startDate": "2031-03-01", "endDate": "2031-03-31"}


def events(desk: Desk, *staff: int, **query: object) -> list[Shown]:
    """The events of some staff, of the desk's own where nobody is named."""
    ids = ",".join(str(number) for number in staff or [desk.number("staff")])
    found: list[Shown] = desk.client.told("GET", f"/calendar/range/{ids}", **{**IN_MARCH, **query})
    return found


def numbers(found: list[Shown]) -> list[int]:
    return [event["eventId"] for event in found]


def time_off(desk: Desk, **said: Any) -> int:
    """An absence as other doors write it."""
    starts = datetime(2031, 3, 6, 9)
    new = NewAppointment(
        "Dentist",
        Span(starts, starts + timedelta(hours=3), ZONE),
        presence=Presence.OUT_OF_OFFICE,
        participants=[desk.number("staff")],
    )
    return desk.world.services.booking.add(desk.world.actor("owner"), replace(new, **said)).number


def test_an_event_is_the_appointment_with_a_type_and_its_id(desk: Desk) -> None:
    made = desk.make()
    expected = {**made, "eventType": "APPOINTMENT", "eventId": made["calendarId"]}
    assert events(desk) == [expected]
    number = made["calendarId"]
    for word in ("APPOINTMENT", "appointment"):
        assert desk.client.told("GET", f"/calendar/event/{word}/{number}") == [expected]


def test_events_come_by_start_each_day_of_a_series_for_itself_the_cancelled_ones_too(desk: Desk) -> None:
    late, early = desk.make(startTime=1500, endTime=1600), desk.make()
    series = desk.make_series()
    desk.client.told("PUT", f"/appointments/{late['calendarId']}/cancel/false/false")
    found = events(desk)
    first, second, third = series["calendarIds"]
    assert numbers(found) == [first, early["calendarId"], late["calendarId"], second, third]
    assert found[2]["status"] == "CANCELLED"
    assert desk.client.told("GET", f"/calendar/event/APPOINTMENT/{second}") == [found[3]]


def test_events_touch_the_days_that_are_asked_for(desk: Desk) -> None:
    made = desk.make(startDate="2031-03-31", startTime=2300, endDate="2031-04-02", endTime=100)
    for since, until, is_there in (
        ("2031-03-30", "2031-03-30", False),
        ("2031-03-31", "2031-03-31", True),
        ("2031-04-01", "2031-04-01", True),
        ("2031-04-02", "2031-04-09", True),
        ("2031-04-03", "2031-04-09", False),
        ("2031-04-02", "2031-03-31", False),
    ):
        assert numbers(events(desk, startDate=since, endDate=until)) == [made["calendarId"]] * is_there, since


def test_a_buffer_touches_the_day_that_it_lies_on(desk: Desk) -> None:
    times = {"clientStartDate": "2031-03-06", "clientStartTime": 10, "clientEndTime": 2350}
    made = desk.make(startDate="2031-03-05", startTime=2330, endDate="2031-03-07", endTime=20, **times)
    assert (made["startDate"], made["clientStartDate"], made["endDate"]) == ("2031-03-05", "2031-03-06", "2031-03-07")
    for day, is_there in ((4, False), (5, True), (6, True), (7, True), (8, False)):
        found = events(desk, startDate=f"2031-03-0{day}", endDate=f"2031-03-0{day}")
        assert numbers(found) == [made["calendarId"]] * is_there, day


def test_who_names_no_days_sees_today_and_thirty_one_days_after_it(desk: Desk) -> None:
    last = desk.make(startDate="2026-04-30", endDate="2026-04-30")
    desk.make(startDate="2026-05-01", endDate="2026-05-01")
    desk.make(startDate="2026-03-29", endDate="2026-03-29")
    viewing = desk.world.appointments["single"].number
    found = desk.client.told("GET", f"/calendar/range/{desk.number('staff')}")
    assert numbers(found) == [viewing, last["calendarId"]]


def test_only_events_of_the_named_staff_places_and_services_are_shown(desk: Desk) -> None:
    colleague = desk.record(Kind.STAFF, "Bert").number
    elsewhere, other_service = desk.record(Kind.LOCATION).number, desk.record(Kind.SERVICE).number
    mine = desk.make()["calendarId"]
    moved = desk.make(startTime=1200, endTime=1300, location={"locationId": elsewhere})["calendarId"]
    theirs = desk.make(staff={"professionalId": colleague}, reason={"reasonId": other_service})["calendarId"]
    staff, place, service = desk.number("staff"), desk.number("location"), desk.number("service")
    assert numbers(events(desk)) == [mine, moved]
    assert numbers(events(desk, staff, colleague)) == [mine, theirs, moved]
    assert numbers(events(desk, staff, colleague, locationIdList=place)) == [mine, theirs]
    assert numbers(events(desk, staff, colleague, locationIdList=f"{elsewhere},{place}")) == [mine, theirs, moved]
    assert numbers(events(desk, staff, colleague, serviceIdList=other_service)) == [theirs]
    assert numbers(events(desk, staff, colleague, serviceIdList=service, locationIdList=elsewhere)) == [moved]
    assert events(desk, place, 999_999) == []


def test_the_buffer_is_shown_unless_it_is_not_wanted(desk: Desk) -> None:
    made = desk.make(startTime=915, endTime=1045, clientStartDate="2031-03-05", clientStartTime=930, clientEndTime=1030)
    assert (made["startTime"], made["clientStartTime"], made["clientEndTime"]) == (915, 930, 1030)
    (shown,), (bare,) = events(desk), events(desk, showBuffer="false")
    assert (shown["startTime"], shown["endTime"]) == (915, 1045)
    assert bare == {**shown, "startTime": 930, "endTime": 1030}


def test_staff_who_are_away_for_nobody_and_nothing_have_time_off(desk: Desk) -> None:
    away = time_off(desk)
    (event,) = events(desk)
    assert (event["eventType"], event["eventId"]) == ("TIME_OFF", away)
    assert desk.client.told("GET", f"/calendar/event/time_off/{away}") == [event]
    visit = time_off(desk, participants=[desk.number("staff"), desk.number("contact")])
    errand = time_off(desk, concerns=[desk.number("service")])
    busy = time_off(desk, presence=Presence.BUSY)
    kinds = {event["eventId"]: event["eventType"] for event in events(desk)}
    assert kinds == {away: "TIME_OFF", **dict.fromkeys((visit, errand, busy), "APPOINTMENT")}


def test_an_appointment_for_a_class_is_one(desk: Desk) -> None:
    lesson = desk.record(Kind.SERVICE, "Lesson", timetap={"reasonType": "CLASS"}).number
    number = desk.make(reason={"reasonId": lesson})["calendarId"]
    (event,) = events(desk)
    assert event["eventType"] == "CLASS"
    assert desk.client.told("GET", f"/calendar/event/class/{number}") == [event]


def test_time_off_takes_time(desk: Desk) -> None:
    time_off(desk, buffer=Buffer(0, 30))
    desk.refused("POST", "/appointments", desk.body(startDate="2031-03-06", endDate="2031-03-06", startTime=1215))


@pytest.mark.parametrize("word", ["CLASS", "TIME_OFF", "VACATION"])
def test_a_type_that_the_appointment_does_not_have_is_not_found(desk: Desk, word: str) -> None:
    number = desk.make()["calendarId"]
    assert desk.refused("GET", f"/calendar/event/{word}/{number}") == f"Appointment for Id {number} not found!"


@pytest.mark.parametrize("unknown", ["999999", "x", "0"])
def test_an_id_of_nothing_and_a_word_that_is_no_type_are_refused(desk: Desk, unknown: str) -> None:
    refused = desk.refused("GET", f"/calendar/event/APPOINTMENT/{unknown}")
    assert refused == f"Appointment for Id {unknown} not found!"
    number = desk.make()["calendarId"]
    assert desk.refused("GET", f"/calendar/event/PARTY/{number}") == "eventType: invalid value"


@pytest.mark.parametrize("staff", ["x", "0", "7,y", "%20", ",", "1," * 1001])
def test_a_list_of_staff_that_cannot_be_meant_is_refused(desk: Desk, staff: str) -> None:
    assert desk.refused("GET", f"/calendar/range/{staff}") == "staffIdList: invalid value"


def test_what_others_may_not_know_of_is_no_event_for_them(desk: Desk, viewer_client: Client) -> None:
    hidden = time_off(desk, private=True)
    path = f"/calendar/range/{desk.number('staff')}"
    assert numbers(desk.client.told("GET", path, **IN_MARCH)) == [hidden]
    assert viewer_client.told("GET", path, **IN_MARCH) == []
    answer = viewer_client.get(f"/calendar/event/TIME_OFF/{hidden}")
    assert (answer.status_code, answer.json()) == (400, f"Appointment for Id {hidden} not found!")


def test_a_client_who_knows_the_events_is_told_so_until_the_day_ends(desk: Desk) -> None:
    path = f"/timetap/live/calendar/range/{desk.number('staff')}"
    known = desk.world.http.get(path, headers=desk.client.headers).headers["etag"]
    again = {**desk.client.headers, "If-None-Match": known}
    for _ in range(4):
        desk.world.clock.advance(hours=3)
        assert desk.world.http.get(path, headers=again).status_code == 304
    desk.world.clock.advance(hours=3)  # midnight there
    assert desk.world.http.get(path, headers=again).status_code == 200
