"""Series: made, shown, changed and cancelled; and their members, which have ids of their own."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from filebook.core.appointments import Span, Status
from filebook.core.ids import Kind
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment
from tests.dialects.timetap.appointments.desk import Desk, times
from tests.dialects.timetap.client import Client
from tests.world import ZONE

PATTERN = {
    "frequency": "WEEKLY",
    "interval": 2,
    "daysOfWeek": ["MON", "THU"],
    "startDate": "2031-03-03",
    "endDate": "2031-04-20",
    "exceptionDates": ["2031-04-14"],
    "startTime": 900,
    "endTime": 945,
}
DATES = ["2031-03-03", "2031-03-06", "2031-03-17", "2031-03-20", "2031-03-31", "2031-04-03", "2031-04-17"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        (PATTERN, DATES),
        ({"frequency": "weekly", "startDate": "2031-03-05", "occurrences": 2}, ["2031-03-05", "2031-03-12"]),
        (
            {"frequency": "WEEKLY", "startDate": "2031-03-05", "daysOfWeek": "Monday, tue", "occurrences": "3"},
            ["2031-03-10", "2031-03-11", "2031-03-17"],
        ),
        ({"frequency": "MONTHLY", "startDate": "2031-01-31", "occurrences": 2}, ["2031-01-31", "2031-03-31"]),
        (
            {"frequency": "MONTHLY", "startDate": "2031-03-20", "dayOfMonth": 5, "endDate": "2031-05-05"},
            ["2031-04-05", "2031-05-05"],
        ),
        (
            {
                "frequency": "MONTHLY",
                "startDate": "2031-03-01",
                "weekOfMonth": -1,
                "daysOfWeek": ["FRI"],
                "occurrences": 2,
            },
            ["2031-03-28", "2031-04-25"],
        ),
        (
            {"frequency": "MONTHLY", "startDate": "2031-03-01", "weekOfMonth": 2, "occurrences": 2},
            ["2031-03-08", "2031-04-12"],
        ),
    ],
)
def test_the_days_of_a_series_are_told_and_nothing_is_made(
    desk: Desk, said: dict[str, object], days: list[str]
) -> None:
    before = desk.world.stored()
    assert desk.client.told("POST", "/recurringappointments/get/dates", said) == days
    assert desk.world.stored() == before
    made = desk.client.told(
        "POST", "/recurringappointments", {**desk.references(), "startTime": 900, "endTime": 945, **said}
    )
    assert made["startDate"] == days[0]
    listed = desk.client.told("GET", f"/appointments/recurringappointments/{made['recurringAppointmentId']}")
    assert [shown["startDate"] for shown in listed] == days
    assert [shown["calendarId"] for shown in listed] == made["calendarIds"]


def test_an_endless_series_tells_730_days_and_members(desk: Desk) -> None:
    said = {"frequency": "WEEKLY", "startDate": "2031-03-03", "daysOfWeek": ["MON", "TUE", "WED"]}
    assert len(desk.client.told("POST", "/recurringappointments/get/dates", said)) == 730
    assert len(desk.make_series(**said, occurrences=None)["calendarIds"]) == 730


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"frequency": None}, "frequency: field required"),
        ({"frequency": "DAILY"}, "frequency: invalid value"),
        ({"startDate": None}, "startDate: field required"),
        ({"interval": 1000}, "interval: invalid value"),
        ({"interval": 0}, "interval: invalid value"),
        ({"occurrences": 731}, "occurrences: invalid value"),
        ({"endDate": "2031-06-30"}, "occurrences: invalid value"),
        ({"endDate": "2031-03-01", "occurrences": None}, "endDate: invalid value"),
        ({"daysOfWeek": ["SOMEDAY"]}, "daysOfWeek: invalid value"),
        ({"frequency": "MONTHLY", "dayOfMonth": 32}, "dayOfMonth: invalid value"),
        ({"frequency": "MONTHLY", "weekOfMonth": 5}, "weekOfMonth: invalid value"),
        ({"frequency": "MONTHLY", "weekOfMonth": 1, "daysOfWeek": ["MON", "TUE"]}, "weekOfMonth: invalid value"),
        ({"exceptionDates": ["never"]}, "exceptionDates: invalid value"),
        ({"exceptionDates": ["2031-03-03"] * 1001}, "exceptionDates: invalid value"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(desk: Desk, said: dict[str, object], told: str) -> None:
    body = {"frequency": "WEEKLY", "startDate": "2031-03-03", "occurrences": 3, **said}
    assert desk.refused("POST", "/recurringappointments/get/dates", body) == told
    whole = {**desk.references(), "startTime": 900, "endTime": 945, **body}
    assert desk.refused("POST", "/recurringappointments", whole) == told
    made = desk.make_series()["recurringAppointmentId"]
    if None not in (said.get("frequency", ""), said.get("startDate", "")):
        assert (
            desk.refused("PUT", f"/recurringappointments/{made}", said | {"occurrences": body["occurrences"]}) == told
        )


@pytest.mark.parametrize("missing", ["staff", "reason", "location", "startTime", "endTime"])
def test_a_series_needs_what_an_appointment_needs(desk: Desk, missing: str) -> None:
    body = {**desk.references(), **PATTERN}
    del body[missing]
    assert desk.refused("POST", "/recurringappointments", body) == f"{missing}: field required"


def test_a_series_is_one_appointment_for_every_other_door(desk: Desk) -> None:
    made = desk.client.told(
        "POST", "/recurringappointments", {**desk.references(), **PATTERN, "note": "Every other week"}
    )
    kept = desk.kept(made["recurringAppointmentId"])
    assert kept.span == Span(datetime(2031, 3, 3, 9), datetime(2031, 3, 3, 9, 45), ZONE)
    assert kept.rule == Rule(
        Frequency.WEEKLY, date(2031, 3, 3), interval=2, until=date(2031, 4, 20), by_day=(ByDay(0), ByDay(3))
    )
    assert (kept.cancelled_on, kept.comment) == (frozenset({date(2031, 4, 14)}), "Every other week")
    shown = desk.client.told("GET", f"/recurringappointments/{made['recurringAppointmentId']}")
    assert shown == made
    assert {name: shown[name] for name in PATTERN} == PATTERN
    assert (shown["occurrences"], shown["dayOfMonth"], shown["weekOfMonth"]) == (None, None, None)
    assert shown["client"]["clientId"] == desk.number("contact")
    assert len(shown["calendarIds"]) == len(DATES)


def test_a_series_of_another_door_is_shown_as_its_members(desk: Desk) -> None:
    number = desk.world.appointments["recurring"].number
    series = desk.client.told("GET", f"/recurringappointments/{number}")
    assert (series["frequency"], series["startDate"], series["occurrences"]) == ("WEEKLY", "2017-03-13", 7)
    listed = desk.report(startDate="2017-03-20", endDate="2017-04-03")
    assert [shown["startDate"] for shown in listed] == ["2017-03-20", "2017-03-27", "2017-04-03"]
    assert [shown["calendarId"] for shown in listed] == series["calendarIds"][1:4]
    assert {shown["recurringAppointmentId"] for shown in listed} == {number}
    assert {shown["startTime"] for shown in listed} == {1110}
    assert [shown["startDateTimeUTC"] % 86_400_000 // 3_600_000 for shown in listed] == [10, 9, 9]
    codes = {shown["appointementIdHash"] for shown in listed}
    assert len(codes) == 3


def test_the_number_of_a_series_shows_it_as_one_appointment(desk: Desk) -> None:
    number = desk.world.appointments["recurring"].number
    shown = desk.show(number)
    assert (shown["calendarId"], shown["recurringAppointmentId"]) == (number, number)
    assert times(shown) == ("2017-03-13", 1110, "2017-03-13", 1120)


def test_a_changed_member_is_a_changed_occurrence_and_the_others_stay(desk: Desk) -> None:
    series = desk.make_series()
    first, second, third = (desk.show(number) for number in series["calendarIds"])
    changed = desk.put(second, startTime=1400, endTime=1500, note="Later today", clientReminderHours=3)
    assert times(changed) == ("2031-03-10", 1400, "2031-03-10", 1500)
    assert (changed["note"], changed["clientReminderHours"]) == ("Later today", 3)
    kept = desk.kept(series["recurringAppointmentId"])
    (change,) = kept.changed
    assert (change.original_on, change.comment, change.subject) == (date(2031, 3, 10), "Later today", None)
    assert change.span == Span(datetime(2031, 3, 10, 14), datetime(2031, 3, 10, 15), ZONE)
    assert desk.show(second["calendarId"]) == changed
    for other in (first, third):
        again = desk.show(other["calendarId"])
        assert (times(again), again["note"], again["clientReminderHours"]) == (times(other), "", None)


def test_a_member_moved_to_another_day_keeps_its_id(desk: Desk) -> None:
    series = desk.make_series()
    number = series["calendarIds"][1]
    desk.patch(number, startDate="2032-01-01", endDate="2032-01-01")
    assert [shown["calendarId"] for shown in desk.report(startDate="2032-01-01", endDate="2032-01-01")] == [number]
    assert desk.report(startDate="2031-03-10", endDate="2031-03-10") == []
    assert desk.show(number)["startDate"] == "2032-01-01"


def test_a_cancelled_member_is_a_day_left_out_for_other_doors(desk: Desk) -> None:
    series = desk.make_series()
    number = series["calendarIds"][1]
    cancelled = desk.client.told("PUT", f"/appointments/{number}/cancel/true/true", {"cancelReason": "Ill"})
    assert (cancelled["status"], cancelled["cancelReason"]) == ("CANCELLED", "Ill")
    kept = desk.kept(series["recurringAppointmentId"])
    assert (kept.cancelled_on, kept.status) == (frozenset({date(2031, 3, 10)}), Status.ACTIVE)
    listed = desk.client.told("GET", f"/appointments/recurringappointments/{series['recurringAppointmentId']}")
    assert [shown["status"] for shown in listed] == ["OPEN", "CANCELLED", "OPEN"]
    assert desk.client.told("GET", f"/recurringappointments/{kept.number}")["exceptionDates"] == ["2031-03-10"]
    desk.make(startDate="2031-03-10", endDate="2031-03-10", startTime=900, endTime=945)
    assert desk.patch(number, status="OPEN")["status"] == "OPEN"
    assert desk.kept(kept.number).cancelled_on == frozenset()


def test_a_member_may_be_completed_or_missed_alone(desk: Desk) -> None:
    series = desk.make_series()
    done, missed, open_ = series["calendarIds"]
    assert desk.client.told("PUT", f"/appointments/{done}/completed/false")["status"] == "COMPLETED"
    assert desk.client.told("PUT", f"/appointments/{missed}/noshow/false")["status"] == "NO_SHOW"
    assert desk.patch(open_, status="CHECKEDIN")["subStatus"] == "CHECKEDIN"
    assert desk.kept(series["recurringAppointmentId"]).status is Status.ACTIVE
    assert len(desk.kept(series["recurringAppointmentId"]).changed) == 2
    found = desk.report(startDate="2031-03-01", statusList="COMPLETED,CHECKEDIN")
    assert [shown["calendarId"] for shown in found] == [done, open_]


def test_a_member_cannot_have_other_people_than_its_series(desk: Desk) -> None:
    number = desk.make_series()["calendarIds"][0]
    other = {
        "staff": {"professionalId": desk.record(Kind.STAFF).number},
        "client": {"clientId": desk.record(Kind.CONTACT).number},
        "location": {"locationId": desk.record(Kind.LOCATION).number},
        "reason": {"reasonId": desk.record(Kind.SERVICE).number},
    }
    for name, reference in other.items():
        assert desk.refused("PATCH", f"/appointments/{number}", {name: reference}) == f"{name}: invalid value"
    new = {"client": {"firstName": "Aino"}}
    assert desk.refused("PATCH", f"/appointments/{number}", new) == "client: invalid value"


def test_a_series_is_cancelled_by_its_status_alone(desk: Desk) -> None:
    series = desk.make_series()
    number, member = series["recurringAppointmentId"], series["calendarIds"][0]
    cancelled = desk.client.told("PUT", f"/recurringappointments/{number}", {"status": "CANCELLED"})
    assert (cancelled["status"], cancelled["calendarIds"]) == ("CANCELLED", series["calendarIds"])
    assert {shown["status"] for shown in desk.report(startDate="2031-03-01")} == {"CANCELLED"}
    assert desk.refused("PATCH", f"/appointments/{member}", {"status": "OPEN"}) == "status: invalid value"
    desk.make_series()


def test_a_series_sent_back_whole_is_as_it_was(desk: Desk) -> None:
    recurring = desk.world.appointments["recurring"].number
    made = desk.client.told("POST", "/recurringappointments", {**desk.references(), **PATTERN})
    for number in (recurring, made["recurringAppointmentId"]):
        path = f"/recurringappointments/{number}"
        shown, kept = desk.client.told("GET", path), desk.kept(number)
        assert desk.client.told("PUT", path, shown) == shown
        after = desk.kept(number)
        assert replace(after, modified_at=kept.modified_at, fields=kept.fields) == kept


def test_what_is_named_of_a_series_changes(desk: Desk) -> None:
    series = desk.make_series()
    path = f"/recurringappointments/{series['recurringAppointmentId']}"
    colleague = desk.record(Kind.STAFF, "Ona").number
    later = desk.client.told(
        "PUT", path, {"startTime": 1000, "endTime": 1100, "note": "x", "staff": {"professionalId": colleague}}
    )
    assert (later["startTime"], later["endTime"], later["note"]) == (1000, 1100, "x")
    assert later["staff"]["professionalId"] == colleague
    assert later["calendarIds"] == series["calendarIds"]
    longer = desk.client.told("PUT", path, {"occurrences": 4, "exceptionDates": ["2031-03-24"]})
    assert longer["calendarIds"] == series["calendarIds"]
    moved = desk.client.told("PUT", path, {"daysOfWeek": ["TUE"], "exceptionDates": []})
    assert (moved["startDate"], moved["startTime"], len(moved["calendarIds"])) == ("2031-03-04", 1000, 4)
    assert moved["calendarIds"][:3] == series["calendarIds"]  # each goes along to the day after its own
    assert desk.refused("PUT", path, {"endTime": 930}) == "endTime: invalid value"
    monthly = desk.client.told("PUT", path, {"frequency": "MONTHLY", "occurrences": 2})
    assert (monthly["frequency"], monthly["dayOfMonth"], monthly["daysOfWeek"]) == ("MONTHLY", 4, [])
    gone = series["calendarIds"][1]
    assert desk.refused("GET", f"/appointments/{gone}") == f"Appointment for Id {gone} not found!"


def test_a_series_is_refused_where_one_of_its_times_is_taken(desk: Desk) -> None:
    desk.make(startDate="2031-03-17", endDate="2031-03-17", startTime=930, endTime=1000)
    body = {**desk.references(), **PATTERN, "client": {"firstName": "Aino"}}
    assert desk.refused("POST", "/recurringappointments", body) == "The selected time is no longer available"
    free = {**body, "exceptionDates": ["2031-03-17"]}
    desk.client.told("POST", "/recurringappointments", free)
    desk.client.told("POST", "/recurringappointments", body, override=1)


def test_a_single_appointment_is_no_series(desk: Desk) -> None:
    number = desk.world.appointments["single"].number
    told = f"Recurring appointment for Id {number} not found!"
    for method, path in (("GET", "/recurringappointments/"), ("PUT", "/recurringappointments/")):
        assert desk.refused(method, f"{path}{number}", {}) == told
    assert desk.refused("GET", f"/appointments/recurringappointments/{number}") == told


def test_a_member_leads_to_its_series(desk: Desk) -> None:
    series = desk.make_series()
    assert desk.client.told("GET", f"/recurringappointments/{series['calendarIds'][1]}") == series


def test_members_of_a_private_series_were_never_there_for_others(desk: Desk, viewer_client: Client) -> None:
    owner, span = desk.world.actor("owner"), Span(datetime(2031, 3, 3, 9), datetime(2031, 3, 3, 10), ZONE)
    new = NewAppointment("Secret", span, rule=Rule(Frequency.DAILY, date(2031, 3, 3), count=3), private=True)
    series = desk.world.services.booking.add(owner, new).number
    members = [shown["calendarId"] for shown in desk.report(startDate="2031-03-01")]
    assert len(members) == 3
    assert viewer_client.told("GET", "/appointments", startDate="2031-03-01") == []
    for path in (f"/appointments/{members[0]}", f"/appointments/{series}", f"/recurringappointments/{series}"):
        assert viewer_client.send("GET", path).status_code == 400
