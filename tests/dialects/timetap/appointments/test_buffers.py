"""The time around an appointment that its staff need: shown on their calendar, taken there, unseen by the client."""

from datetime import datetime

import pytest

from filebook.core.appointments import NO_BUFFER, Buffer, Span
from filebook.core.ids import Kind
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, TIMES, Desk, Shown
from tests.world import ZONE

DAY = "2031-03-05"
TAKEN = "The selected time is no longer available"


@pytest.fixture
def service(desk: Desk) -> int:
    """A service with a quarter of an hour before it and ten minutes after it."""
    return desk.record(Kind.SERVICE, "Massage", buffer_before_minutes=15, buffer_after_minutes=10).number


def staffs(start: int, end: int, day: str = DAY) -> Shown:
    return dict(zip(TIMES, (day, start, day, end), strict=True))


def clients(start: int, end: int, day: str = DAY) -> Shown:
    return dict(zip(CLIENT_TIMES, (day, start, day, end), strict=True))


def instants(start: str, end: str) -> Shown:
    return {"startDateTimeUTC": f"{DAY}T{start}:00+01:00", "endDateTimeUTC": f"{DAY}T{end}:00+01:00"}


def booked(desk: Desk, service: int, said: Shown) -> Shown:
    """A new appointment with that service at that time."""
    plain = {name: value for name, value in desk.body().items() if name not in TIMES}
    made: Shown = desk.client.told("POST", "/appointments", {**plain, "reason": {"reasonId": service}, **said})
    return made


def clocks(shown: Shown) -> tuple[object, ...]:
    """From when to when for staff, and for the client."""
    return shown["startTime"], shown["endTime"], shown["clientStartTime"], shown["clientEndTime"]


@pytest.mark.parametrize(
    ("said", "expected", "buffer"),
    [
        (clients(930, 1030), (915, 1040, 930, 1030), Buffer(15, 10)),
        (instants("09:30", "10:30"), (915, 1040, 930, 1030), Buffer(15, 10)),
        (staffs(915, 1040), (915, 1040, 930, 1030), Buffer(15, 10)),
        (staffs(915, 940), (915, 940, 915, 940), NO_BUFFER),
        ({**staffs(930, 1030), **clients(930, 1030)}, (930, 1030, 930, 1030), NO_BUFFER),
        ({**staffs(900, 1045), **clients(930, 1030)}, (900, 1045, 930, 1030), Buffer(30, 15)),
        ({**staffs(915, 1040), **clients(930, 1050)}, (915, 1040, 930, 1030), Buffer(15, 10)),
        ({**staffs(915, 1040), **clients(1030, 930)}, (915, 1040, 930, 1030), Buffer(15, 10)),
        ({**clients(930, 1030), **instants("12:00", "13:00")}, (915, 1040, 930, 1030), Buffer(15, 10)),
    ],
)
def test_a_new_appointment_has_its_service_s_buffer_unless_both_times_are_told(
    desk: Desk, service: int, said: Shown, expected: tuple[object, ...], buffer: Buffer
) -> None:
    made = booked(desk, service, said)
    assert clocks(made) == expected
    kept = desk.kept(made["calendarId"])
    start, end = (datetime(2031, 3, 5, int(str(hhmm)) // 100, int(str(hhmm)) % 100) for hhmm in expected[2:])
    assert (kept.span, kept.buffer) == (Span(start, end, ZONE), buffer)
    assert (made["endDateTimeUTC"] - made["startDateTimeUTC"]) // 60_000 == (end - start).seconds // 60


def test_the_client_s_clock_may_be_in_another_zone(desk: Desk, service: int) -> None:
    made = booked(desk, service, {**clients(330, 430), "clientTimeZone": "America/New_York"})
    assert clocks(made) == (915, 1040, 330, 430)
    assert made["appointmentDateTimeClient"] == "Wednesday, March 5, 2031 at 3:30 AM EST"
    fitting = {**staffs(1100, 1300), **clients(515, 645), "clientTimeZone": "America/New_York"}
    assert desk.kept(booked(desk, service, fitting)["calendarId"]).buffer == Buffer(15, 15)


def test_a_buffer_keeps_the_time_around_an_appointment_free(desk: Desk, service: int) -> None:
    booked(desk, service, clients(930, 1030))
    plain = desk.number("service")
    for taken in (staffs(830, 916), staffs(1039, 1100), clients(830, 920)):
        body = {**desk.body(reason={"reasonId": plain}), **dict.fromkeys(TIMES), **taken}
        assert desk.refused("POST", "/appointments", body) == TAKEN
    for free in (staffs(830, 915), staffs(1040, 1055)):
        booked(desk, plain, free)
    body = {**desk.body(reason={"reasonId": service}), **dict.fromkeys(TIMES), **clients(1100, 1130)}
    assert desk.refused("POST", "/appointments", body) == TAKEN
    booked(desk, service, clients(1110, 1130))


@pytest.mark.parametrize(
    ("said", "expected", "buffer"),
    [
        ({"note": "x"}, (915, 1040, 930, 1030), Buffer(15, 10)),
        ({"startTime": 900}, (900, 1040, 915, 1030), Buffer(15, 10)),
        ({"clientEndTime": 1100}, (915, 1110, 930, 1100), Buffer(15, 10)),
        (instants("11:00", "12:00"), (1045, 1210, 1100, 1200), Buffer(15, 10)),
        ({**staffs(1100, 1200), **clients(1100, 1200)}, (1100, 1200, 1100, 1200), NO_BUFFER),
        ({"startTime": 900, "clientStartTime": 945}, (900, 1040, 945, 1030), Buffer(45, 10)),
        ({"startTime": 900, "clientStartTime": 800}, (900, 1040, 915, 1030), Buffer(15, 10)),
        ({"endTime": 935}, (915, 935, 915, 935), NO_BUFFER),
    ],
)
def test_a_buffer_stays_unless_both_times_are_changed(
    desk: Desk, service: int, said: Shown, expected: tuple[object, ...], buffer: Buffer
) -> None:
    number = booked(desk, service, clients(930, 1030))["calendarId"]
    assert clocks(desk.patch(number, **said)) == expected
    assert desk.kept(number).buffer == buffer


def test_a_whole_object_with_a_buffer_sent_back_changes_nothing(desk: Desk, service: int) -> None:
    shown = booked(desk, service, clients(930, 1030))
    kept = desk.kept(shown["calendarId"])
    desk.put(shown)
    after = desk.kept(shown["calendarId"])
    assert (after.span, after.buffer) == (kept.span, kept.buffer)
    plain = desk.put(shown, reason={"reasonId": desk.number("service")})
    assert clocks(plain) == clocks(shown)


def test_a_quick_appointment_has_no_buffer(desk: Desk, service: int) -> None:
    body = {"professionalId": desk.number("staff"), "reason": {"reasonId": service}, **staffs(930, 1030)}
    assert clocks(desk.client.told("POST", "/appointments/quickAdd", body)) == (930, 1030, 930, 1030)


def test_an_appointment_is_of_the_day_on_which_its_staff_begin(desk: Desk, service: int) -> None:
    number = booked(desk, service, clients(5, 100))["calendarId"]
    shown = desk.show(number)
    assert (shown["startDate"], shown["startTime"], shown["clientStartDate"]) == ("2031-03-04", 2350, DAY)
    (of_day_before,) = desk.report(startDate="2031-03-04", endDate="2031-03-04")
    assert of_day_before["calendarId"] == number
    assert desk.report(startDate=DAY) == []
    (latest,) = desk.report(startDate="2031-03-04", order_field="startDate", order_mode="desc")
    assert latest["calendarId"] == number


def test_buffers_are_real_minutes_where_clocks_are_changed(desk: Desk, service: int) -> None:
    spring = booked(desk, service, clients(305, 400, "2031-03-30"))
    assert clocks(spring) == (150, 410, 305, 400)
    again = booked(
        desk, service, {**staffs(130, 410, "2031-03-30"), **clients(305, 400, "2031-03-30"), "status": "NO_SHOW"}
    )
    assert desk.kept(again["calendarId"]).buffer == Buffer(35, 10)


def test_a_series_has_its_service_s_buffer_around_each_day(desk: Desk, service: int) -> None:
    series = desk.make_series(reason={"reasonId": service})
    assert (series["startTime"], series["endTime"]) == (900, 945)
    number, (first, second, _) = series["recurringAppointmentId"], series["calendarIds"]
    assert clocks(desk.show(first)) == (900, 945, 915, 935)
    assert desk.refused("POST", "/appointments", desk.body(**staffs(940, 1000, "2031-03-10"))) == TAKEN
    path = f"/recurringappointments/{number}"
    kept = desk.kept(number)
    desk.client.told("PUT", path, series)
    assert (desk.kept(number).span, desk.kept(number).buffer) == (kept.span, Buffer(15, 10))
    assert clocks(desk.patch(second, clientStartTime=920)) == (905, 945, 920, 935)
    wider = desk.patch(second, startTime=800, clientStartTime=900)
    assert clocks(wider) == (800, 945, 900, 935)
    desk.client.told("PUT", path, {"startTime": 1000, "endTime": 1100})
    assert clocks(desk.show(first)) == (1000, 1100, 1015, 1050)
    assert clocks(desk.show(second)) == (800, 945, 900, 935)
    assert desk.refused("POST", "/appointments", desk.body(**staffs(800, 830, "2031-03-10"))) == TAKEN


def test_a_buffer_does_not_move_a_series_to_another_day(desk: Desk, service: int) -> None:
    series = desk.make_series(reason={"reasonId": service}, startTime=2350, endTime=2459)
    assert (series["startDate"], series["startTime"], series["endTime"]) == ("2031-03-03", 2350, 59)
    assert desk.kept(series["recurringAppointmentId"]).buffer == NO_BUFFER


def test_a_buffer_ends_with_the_calendar(desk: Desk, service: int) -> None:
    pattern = {
        "startDate": "2031-03-03",
        "frequency": "WEEKLY",
        "occurrences": None,
        "startTime": 2200,
        "endTime": 2430,
    }
    desk.make_series(reason={"reasonId": service}, **pattern)
    assert len(desk.report(startDate="9998-12-01", pageSize=1000)) > 50
