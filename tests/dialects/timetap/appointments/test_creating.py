"""New appointments: what has to be said, how the time may be said, whose time must be free, who becomes a client."""

from datetime import datetime

import pytest

from filebook.core.appointments import Span, Status
from filebook.core.ids import Kind
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, TIMES, Desk, times
from tests.dialects.timetap.client import Client
from tests.world import ZONE

TAKEN = "The selected time is no longer available"


def test_what_a_booking_program_sends_becomes_an_appointment_for_every_door(desk: Desk) -> None:
    made = desk.make(
        note="Second visit",
        clientReminderHours=24,
        staffReminderHours="24",
        remindClientSmsHrs=2,
        remindStaffSmsHrs=0,
        sendConfirmationToClient=True,
        sendConfirmationToStaff=False,
        joinURL="https://meet.example/7",
    )
    kept = desk.kept(made["calendarId"])
    assert kept.span == Span(datetime(2031, 3, 5, 9, 30), datetime(2031, 3, 5, 10, 30), ZONE)
    assert (kept.comment, kept.status, kept.place) == ("Second visit", Status.ACTIVE, "A location")
    assert [one.record.number for one in kept.participants] == [desk.number("staff"), desk.number("contact")]
    concerns = desk.world.services.book.concerns([kept])[kept.number]
    assert concerns == {desk.number("location"): Kind.LOCATION, desk.number("service"): Kind.SERVICE}
    shown = desk.show(made["calendarId"])
    assert shown == made
    assert (shown["clientReminderHours"], shown["staffReminderHours"]) == (24, 24)
    assert (shown["remindClientSmsHrs"], shown["remindStaffSmsHrs"]) == (2, 0)
    assert (shown["sendConfirmationToClient"], shown["sendConfirmationToStaff"]) == (True, False)
    assert (shown["joinURL"], shown["createdUser"], shown["modifiedUser"]) == ("https://meet.example/7", "api", "api")


@pytest.mark.parametrize("missing", ["staff", "reason", "location", "startDate", "startTime", "endTime"])
def test_what_is_needed_must_be_there(desk: Desk, missing: str) -> None:
    body = desk.body()
    del body[missing]
    assert desk.refused("POST", "/appointments", body) == f"{missing}: field required"
    assert desk.refused("POST", "/appointments", {**body, missing: None}) == f"{missing}: field required"


def test_the_end_date_may_be_left_out_and_the_status(desk: Desk) -> None:
    body = desk.body()
    del body["endDate"], body["status"]
    made = desk.client.told("POST", "/appointments", body)
    assert (made["endDate"], made["status"]) == ("2031-03-05", "OPEN")


def test_bare_numbers_do_as_references(desk: Desk) -> None:
    body = {name: value for name, value in desk.body().items() if name not in desk.references()}
    bare = {
        "clientId": str(desk.number("contact")),
        "professionalId": desk.number("staff"),
        "locationId": desk.number("location"),
        "reasonId": desk.number("service"),
    }
    made = desk.client.told("POST", "/appointments", {**body, **bare})
    assert made["client"]["clientId"] == desk.number("contact")
    assert made["reason"]["reasonId"] == desk.number("service")


def test_the_time_may_be_said_on_the_client_s_clock_or_as_instants(desk: Desk) -> None:
    plain = {name: value for name, value in desk.body().items() if name not in TIMES}
    abroad = dict(zip(CLIENT_TIMES, ("2031-03-05", 330, "2031-03-05", 430), strict=True))
    made = desk.client.told("POST", "/appointments", {**plain, **abroad, "clientTimeZone": "America/New_York"})
    assert times(made) == ("2031-03-05", 930, "2031-03-05", 1030)
    instants = {"startDateTimeUTC": 1930487400000, "endDateTimeUTC": "2031-03-05T15:30:00Z"}
    made = desk.client.told("POST", "/appointments", {**plain, **instants})
    assert times(made) == ("2031-03-05", 1530, "2031-03-05", 1630)


def test_of_several_ways_to_say_the_time_the_business_s_clock_counts(desk: Desk) -> None:
    made = desk.make(clientStartDate="2031-03-09", clientStartTime=100, clientEndDate="2031-03-09", clientEndTime=200)
    assert times(made) == times(made, CLIENT_TIMES) == ("2031-03-05", 930, "2031-03-05", 1030)


def test_an_end_of_2430_is_half_past_midnight(desk: Desk) -> None:
    made = desk.make(startTime=2330, endTime=2430)
    assert times(made) == ("2031-03-05", 2330, "2031-03-06", 30)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"endTime": 900}, "endTime: invalid value"),
        ({"endDate": "2031-03-04"}, "endTime: invalid value"),
        # The clock goes from 2 to 3 that night, so that half past two is half past three.
        (
            {"startDate": "2031-03-30", "endDate": "2031-03-30", "startTime": 230, "endTime": 315},
            "endTime: invalid value",
        ),
        ({"startTime": 961}, "startTime: invalid value"),
        ({"startDate": "5 March"}, "startDate: invalid value"),
        ({"status": "GONE"}, "status: invalid value"),
        ({"clientTimeZone": "Middle/Earth"}, "clientTimeZone: invalid value"),
        ({"clientReminderHours": "soon"}, "clientReminderHours: invalid value"),
        ({"sendConfirmationToClient": "perhaps"}, "sendConfirmationToClient: invalid value"),
        ({"note": "a\0b"}, "note: invalid value"),
        ({"client": {"clientId": 999_999}}, "Client for Id 999999 not found!"),
        ({"staff": {"professionalId": 999_999}}, "Staff for Id 999999 not found!"),
        ({"location": {"locationId": 999_999}}, "Location for Id 999999 not found!"),
        ({"reason": {"reasonId": 999_999}}, "Service for Id 999999 not found!"),
        ({"client": {"clientId": "x"}}, "clientId: invalid value"),
        ({"client": {"notes": "nobody in particular"}}, "clientId: field required"),
        ({"client": 7}, "client: invalid value"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, said: dict[str, object], told: str) -> None:
    assert desk.refused("POST", "/appointments", desk.body(**said)) == told


def test_a_record_of_another_kind_is_not_found(desk: Desk) -> None:
    body = desk.body(staff={"professionalId": desk.number("contact")})
    assert desk.refused("POST", "/appointments", body) == f"Staff for Id {desk.number('contact')} not found!"


@pytest.mark.parametrize("body", [b"", b"[]", b'"x"', b"{", b'{"note": 1, "note": 2}'])
def test_what_is_no_object_is_refused(desk: Desk, body: bytes) -> None:
    before = desk.world.stored()
    for path in ("/appointments", "/appointments/quickAdd", "/recurringappointments"):
        response = desk.world.http.post("/timetap/live" + path, content=body, headers=desk.client.headers)
        assert (response.status_code, type(response.json())) == (400, str)
    assert desk.world.stored() == before


def test_a_time_that_is_taken_is_refused_unless_it_is_overridden(desk: Desk) -> None:
    desk.make()
    body = desk.body(startTime=1000, endTime=1100, client={"firstName": "Aino"})
    assert desk.refused("POST", "/appointments", body) == TAKEN
    assert desk.refused("POST", "/appointments", body, override=0) == TAKEN
    for override in (1, "true"):
        desk.client.told("POST", "/appointments", body, override=override)
    next_door = desk.body(startTime=1100, endTime=1200)
    desk.client.told("POST", "/appointments", next_door)


@pytest.mark.parametrize("word", ["cancel/true/true", "noshow/false"])
def test_the_time_of_one_that_was_cancelled_or_missed_is_free(desk: Desk, word: str) -> None:
    number = desk.make()["calendarId"]
    desk.client.told("PUT", f"/appointments/{number}/{word}")
    desk.make()


def test_an_appointment_of_another_door_takes_the_time_too(desk: Desk) -> None:
    body = desk.body(startDate="2026-04-07", endDate="2026-04-07", startTime=1500, endTime=1600)
    assert desk.refused("POST", "/appointments", body) == TAKEN


def test_only_creation_asks_whether_the_time_is_free(desk: Desk) -> None:
    desk.make()
    later = desk.make(startTime=1100, endTime=1200)
    assert desk.patch(later["calendarId"], startTime=1000)["startTime"] == 1000


def test_a_client_without_an_id_is_made(desk: Desk) -> None:
    said = {"firstName": "Aino", "lastName": "Salo", "cellPhone": 358405550100, "address": "1 Long Rd", "state": "FI"}
    fields = [
        {"code": "referrer", "label": "Referring doctor", "value": "Dr Aho"},
        {"code": "emailAddress", "value": "aino@example.org"},
        {"code": "firstName", "value": "not hers"},
    ]
    made = desk.make(client=said, fields=fields)
    client = made["client"]
    assert (client["firstName"], client["fullName"], client["cellPhone"]) == ("Aino", "Aino Salo", "358405550100")
    assert (client["emailAddress"], client["address1"], client["state"]) == ("aino@example.org", "1 Long Rd", "FI")
    record = desk.world.services.records.get(desk.world.actor("owner"), client["clientId"], kind=Kind.CONTACT)
    assert (record.label, record.fields["mobile"]) == ("Aino Salo", "358405550100")
    shown = made["fields"][0]
    assert (shown["code"], shown["value"], shown["schedulerPreferenceFieldDefnId"]) == ("referrer", "Dr Aho", None)
    assert (shown["required"], shown["userDefinedField"], shown["serviceIds"]) == (False, True, [])


def test_a_client_with_one_name_or_none_is_made_too(desk: Desk) -> None:
    one = desk.make(client={"fullName": "Aino Maria Salo"})["client"]
    assert (one["firstName"], one["lastName"], one["fullName"]) == ("Aino", "Maria Salo", "Aino Maria Salo")
    other = desk.make(startTime=1200, endTime=1230, client={"emailAddress": "aino@example.org"})["client"]
    assert (other["fullName"], other["emailAddress"]) == ("aino@example.org", "aino@example.org")


def test_an_empty_client_is_none(desk: Desk) -> None:
    assert desk.make(client={"clientId": None, "firstName": "", "status": ""})["client"]["clientId"] is None


def test_quick_add_needs_staff_and_times_only(desk: Desk) -> None:
    times_ = {"startDate": "2031-03-05", "startTime": 930, "endDate": "2031-03-05", "endTime": 1030}
    said = {"businessId": desk.client.business, "professionalId": desk.number("staff"), **times_}
    made = desk.client.told("POST", "/appointments/quickAdd", said)
    assert made["staff"]["professionalId"] == desk.number("staff")
    assert (made["client"]["clientId"], made["reason"]["reasonId"]) == (None, None)
    assert desk.refused("POST", "/appointments/quickAdd", said) == TAKEN
    del said["professionalId"]
    assert desk.refused("POST", "/appointments/quickAdd", said) == "professionalId: field required"


def test_another_business_is_forbidden(desk: Desk) -> None:
    before = desk.world.stored()
    for number in (desk.world.unrelated.number, 999_999):
        for path in ("/appointments", "/appointments/quickAdd", "/recurringappointments"):
            response = desk.client.send("POST", path, desk.body(businessId=number))
            assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert desk.world.stored() == before


def test_who_may_only_read_makes_no_appointment(desk: Desk, viewer_client: Client) -> None:
    before = desk.world.stored()
    for path in ("/appointments", "/appointments/quickAdd", "/recurringappointments"):
        body = {**desk.body(), "frequency": "WEEKLY", "professionalId": desk.number("staff")}
        response = viewer_client.send("POST", path, body)
        assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert desk.world.stored() == before


@pytest.mark.parametrize(
    ("word", "status", "sub_status", "kept"),
    [
        ("CONFIRMED", "OPEN", "CONFIRMED", Status.ACTIVE),
        ("checkedin", "OPEN", "CHECKEDIN", Status.ACTIVE),
        ("INPROGRESS", "OPEN", "INPROGRESS", Status.ACTIVE),
        ("PENDING_CONFIRMATION", "PENDING_CONFIRMATION", None, Status.PENDING),
        ("PENDING_WAITLIST", "PENDING_WAITLIST", None, Status.PENDING),
        ("COMPLETED", "COMPLETED", None, Status.COMPLETED),
    ],
)
def test_finer_words_for_a_status_are_kept(
    desk: Desk, word: str, status: str, sub_status: str | None, kept: Status
) -> None:
    made = desk.make(status=word)
    assert (made["status"], made["subStatus"], made["displayStatus"]) == (status, sub_status, sub_status or status)
    assert desk.kept(made["calendarId"]).status is kept
