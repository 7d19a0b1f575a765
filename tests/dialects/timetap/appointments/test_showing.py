"""How an appointment looks in TimeTap's words, whichever door it came through."""

from dataclasses import replace
from datetime import datetime

import pytest

from filebook.core.appointments import Span, Status
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, Desk, times
from tests.dialects.timetap.client import LIVE, Client
from tests.world import ZONE


def test_an_appointment_of_another_door_has_every_key_and_empty_objects(desk: Desk) -> None:
    shown = desk.show(desk.world.appointments["single"].number)
    assert times(shown) == ("2026-04-07", 1430, "2026-04-07", 1515)
    assert (shown["subject"], shown["note"], shown["status"]) == ("Viewing", "Key at the neighbours", "OPEN")
    assert shown["client"]["clientId"] is None
    assert {shown["client"][name] for name in ("firstName", "fullName", "cellPhone", "status")} == {""}
    assert (shown["location"]["locationId"], shown["location"]["locationName"]) == (None, "")
    assert (shown["reason"]["reasonId"], shown["reason"]["reasonDesc"]) == (None, "")
    assert shown["staff"] == shown["professional"]
    assert shown["staff"]["professionalId"] == desk.number("staff")
    assert shown.keys() == desk.make().keys()
    assert shown["createdUser"] == "owner"


def test_both_spellings_of_id_and_confirmation_code_are_there(desk: Desk) -> None:
    shown, other = desk.make(), desk.make(startDate="2031-03-06", endDate="2031-03-06")
    assert shown["calendarId"] == shown["calendarid"]
    code = shown["appointementIdHash"]
    assert code == shown["appointmentIdHash"] == desk.show(shown["calendarId"])["appointementIdHash"]
    assert len(code) == 12
    assert code.isalnum()
    assert code != other["appointementIdHash"]


def test_client_staff_location_and_service_are_shown_whole(desk: Desk) -> None:
    contact = desk.record(
        Kind.CONTACT,
        "Aino Salo",
        first_name="Aino",
        last_name="Salo",
        email="aino@example.org",
        mobile="358405550100",
        street="1 Long Rd",
        zip="00100",
        company="Salo Oy",
    )
    service = desk.record(Kind.SERVICE, "Consultation", duration_minutes=60)
    location = desk.record(Kind.LOCATION, "Main office", street="2 Short Rd", phone="123")
    shown = desk.make(
        client={"clientId": contact.number, "firstName": "ignored"},
        reason={"reasonId": str(service.number)},
        location={"locationId": location.number},
    )
    client = shown["client"]
    assert (client["clientId"], client["businessId"]) == (contact.number, desk.client.business)
    assert (client["firstName"], client["lastName"], client["fullName"]) == ("Aino", "Salo", "Aino Salo")
    assert (client["cellPhone"], client["emailAddress"]) == ("358405550100", "aino@example.org")
    assert (client["address1"], client["zip"], client["companyName"]) == ("1 Long Rd", "00100", "Salo Oy")
    assert (client["status"], client["dateOfBirth"], client["fields"], client["tags"]) == ("Active", None, [], [])
    assert (shown["reason"]["reasonDesc"], shown["reason"]["visitMinutes"]) == ("Consultation", 60)
    assert (shown["location"]["locationName"], shown["location"]["address1"]) == ("Main office", "2 Short Rd")
    assert shown["location"]["phone"] == "123"
    assert shown["staff"]["timeZoneCode"]["timeZoneCode"] == ZONE


def test_a_client_is_told_the_time_in_a_zone_of_its_own_if_one_is_known(desk: Desk) -> None:
    here = desk.make()
    assert times(here, CLIENT_TIMES) == times(here)
    contact = desk.record(Kind.CONTACT, "Aino", time_zone="America/New_York")
    abroad = desk.patch(here["calendarId"], client={"clientId": contact.number})
    assert times(abroad) == times(here)
    assert times(abroad, CLIENT_TIMES) == ("2031-03-05", 330, "2031-03-05", 430)
    assert (abroad["clientTimeZone"], abroad["staffTimeZone"]) == ("America/New_York", ZONE)
    assert abroad["appointmentDateTimeClient"] == "Wednesday, March 5, 2031 at 3:30 AM EST"
    asked_for = desk.patch(here["calendarId"], clientTimeZone="Asia/Tokyo")
    assert times(asked_for, CLIENT_TIMES) == ("2031-03-05", 1730, "2031-03-05", 1830)
    nonsense = desk.record(Kind.CONTACT, "Mika", time_zone="Middle/Earth")
    desk.patch(here["calendarId"], client={"clientId": nonsense.number}, clientTimeZone="")
    assert desk.show(here["calendarId"])["clientTimeZone"] == ZONE


def test_times_are_the_business_s_wherever_the_appointment_was_written(desk: Desk) -> None:
    span = Span(datetime(2031, 3, 5, 9, 30), datetime(2031, 3, 5, 10, 30), "America/New_York")
    made = desk.world.services.booking.add(desk.world.actor("owner"), NewAppointment("Abroad", span))
    shown = desk.show(made.number)
    assert times(shown) == ("2031-03-05", 1530, "2031-03-05", 1630)
    assert (shown["startDateTimeUTC"], shown["endDateTimeUTC"]) == (1930487400000, 1930491000000)
    desk.put(shown, note="Changed")
    assert desk.kept(made.number).span == span


def test_whole_days_are_the_same_dates_in_every_zone(desk: Desk) -> None:
    span = Span(datetime(2031, 3, 5), datetime(2031, 3, 6, 23, 59, 59), "Asia/Tokyo", True, True)  # noqa: FBT003 - both
    made = desk.world.services.booking.add(desk.world.actor("owner"), NewAppointment("Fair", span))
    shown = desk.show(made.number)
    assert times(shown) == ("2031-03-05", 0, "2031-03-06", 2359)
    abroad = desk.patch(made.number, clientTimeZone="America/New_York")
    assert times(abroad, CLIENT_TIMES) == times(shown)
    assert desk.kept(made.number).span == span


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.ACTIVE, "OPEN"),
        (Status.PENDING, "PENDING"),
        (Status.COMPLETED, "COMPLETED"),
        (Status.CANCELLED, "CANCELLED"),
        (Status.NO_SHOW, "NO_SHOW"),
    ],
)
def test_every_status_has_its_word(desk: Desk, status: Status, word: str) -> None:
    number = desk.world.appointments["single"].number
    owner = desk.world.actor("owner")
    desk.world.services.booking.change(owner, number, edit=lambda one: replace(one, status=status))
    shown = desk.show(number)
    assert (shown["status"], shown["subStatus"], shown["displayStatus"]) == (word, None, word)


@pytest.mark.parametrize("text", ["999999", "0", "abc", "1.5", "99999999999"])
def test_an_unknown_id_is_a_400_with_a_sentence(desk: Desk, text: str) -> None:
    for rest in ("", "/checkWaitList"):
        assert desk.refused("GET", f"/appointments/{text}{rest}") == f"Appointment for Id {text} not found!"
    assert desk.refused("PATCH", f"/appointments/{text}", {}) == f"Appointment for Id {text} not found!"
    told = f"Recurring appointment for Id {text} not found!"
    assert desk.refused("GET", f"/recurringappointments/{text}") == told


def test_private_trashed_and_foreign_appointments_were_never_there(
    desk: Desk, viewer_client: Client, foreign_client: Client
) -> None:
    services, owner = desk.world.services, desk.world.actor("owner")
    span = desk.world.appointments["single"].span
    private = services.booking.add(owner, NewAppointment("Nobody's business", span, private=True)).number
    trashed = services.booking.add(owner, NewAppointment("Gone", span)).number
    services.booking.trash(owner, trashed)
    series = desk.make_series()["recurringAppointmentId"]
    cases = ((viewer_client, private), (desk.client, trashed), (foreign_client, desk.make()["calendarId"]))
    for client, number in cases:
        response = client.send("GET", f"/appointments/{number}")
        assert (response.status_code, response.json()) == (400, f"Appointment for Id {number} not found!")
    listed = viewer_client.told("GET", "/appointments", pageSize=1000)
    assert private not in {shown["calendarId"] for shown in listed}
    assert foreign_client.send("GET", f"/recurringappointments/{series}").status_code == 400
    assert desk.show(private)["subject"] == "Nobody's business"


def test_nobody_waits_for_an_appointment(desk: Desk) -> None:
    number = desk.world.appointments["single"].number
    assert desk.client.told("GET", f"/appointments/{number}/checkWaitList") == []


def test_without_a_token_there_are_no_appointments(desk: Desk) -> None:
    number = desk.world.appointments["single"].number
    for method, path in (("GET", "/appointments"), ("GET", f"/appointments/{number}"), ("POST", "/appointments")):
        response = desk.world.http.request(method, LIVE + path)
        assert (response.status_code, response.json()) == (401, {"message": "Unauthorized"})
