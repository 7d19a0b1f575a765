"""Appointments replaced, changed in part, cancelled, completed, missed."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Span, Status
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, TIMES, Desk, times
from tests.dialects.timetap.client import Client
from tests.world import ZONE


def without_change_marks(shown: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in shown.items() if name not in {"modifiedDate", "modifiedUser"}}


def minutes(shown: dict[str, Any], names: tuple[str, ...]) -> int:
    """How long it lasts by these four properties."""
    start_day, start, end_day, end = times(shown, names)
    days = (date.fromisoformat(str(end_day)) - date.fromisoformat(str(start_day))).days
    return days * 24 * 60 + since_midnight(end) - since_midnight(start)


def since_midnight(hhmm: object) -> int:
    hours, minutes_ = divmod(int(str(hhmm)), 100)
    return hours * 60 + minutes_


def test_a_whole_object_sent_back_changes_nothing(desk: Desk) -> None:
    made = desk.make(status="CONFIRMED", fields=[{"code": "referrer", "value": "Dr Aho"}], clientReminderHours=24)
    foreign = desk.show(desk.world.appointments["single"].number)
    for shown in (made, foreign):
        kept = desk.kept(shown["calendarId"])
        desk.world.clock.advance(minutes=1)
        again = desk.put(shown)
        assert without_change_marks(again) == without_change_marks(shown)
        assert again["modifiedDate"] > shown["modifiedDate"]
        after = desk.kept(shown["calendarId"])
        assert replace(after, modified_at=kept.modified_at, fields=kept.fields) == kept


def test_replacing_needs_a_status_and_everything_that_a_creation_needs(desk: Desk) -> None:
    made = desk.make()
    path = f"/appointments/{made['calendarId']}"
    for missing in ("status", "staff", "location", "reason", "startTime"):
        body = desk.body()
        del body[missing]
        assert desk.refused("PUT", path, body) == f"{missing}: field required"


def test_replacing_clears_what_is_left_out(desk: Desk) -> None:
    made = desk.make(note="Second visit", subject="Visit", clientReminderHours=24, status="CONFIRMED")
    body = desk.body()
    del body["client"]
    again = desk.client.told("PUT", f"/appointments/{made['calendarId']}", body)
    assert (again["note"], again["subject"], again["clientReminderHours"]) == ("", "", None)
    assert (again["status"], again["subStatus"], again["client"]["clientId"]) == ("OPEN", None, None)


def test_a_partial_change_touches_only_what_is_named(desk: Desk) -> None:
    made = desk.make(note="Second visit", status="CONFIRMED", remindClientSmsHrs=2)
    changed = desk.patch(made["calendarId"], subject="Visit")
    assert without_change_marks(changed) == {**without_change_marks(made), "subject": "Visit"}
    assert desk.patch(made["calendarId"], remindClientSmsHrs=None)["remindClientSmsHrs"] is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"startTime": 945}, ("2031-03-05", 945, "2031-03-05", 1030)),
        ({"endDate": "2031-03-06"}, ("2031-03-05", 930, "2031-03-06", 1030)),
        ({"clientStartTime": 300, "clientEndTime": 330}, ("2031-03-05", 900, "2031-03-05", 930)),
        ({"startTime": 800, "clientStartTime": 100}, ("2031-03-05", 800, "2031-03-05", 1030)),
        ({"startTime": 930, "clientStartTime": 300}, ("2031-03-05", 900, "2031-03-05", 1030)),
        ({"startDateTimeUTC": "2031-03-05T08:00:00Z"}, ("2031-03-05", 900, "2031-03-05", 1030)),
        (
            {"startDateTimeUTC": 1930487400000, "endDateTimeUTC": 1930491000000},
            ("2031-03-05", 1530, "2031-03-05", 1630),
        ),
        ({"startDateTimeUTC": 1930465800000, "endDateTimeUTC": 1930469400000}, ("2031-03-05", 930, "2031-03-05", 1030)),
    ],
)
def test_the_way_of_saying_the_time_that_differs_wins_and_the_others_follow(
    desk: Desk, said: dict[str, object], expected: tuple[object, ...]
) -> None:
    made = desk.make(clientTimeZone="America/New_York")
    changed = desk.patch(made["calendarId"], **said)
    assert times(changed) == expected
    lengths = {minutes(changed, names) for names in (TIMES, CLIENT_TIMES)}
    assert lengths == {(changed["endDateTimeUTC"] - changed["startDateTimeUTC"]) // 60_000}
    assert desk.kept(made["calendarId"]).span.zone == ZONE


def test_a_time_changed_elsewhere_is_not_lost_by_a_change_of_something_else(desk: Desk) -> None:
    made = desk.make()
    span = Span(datetime(2031, 4, 1, 8), datetime(2031, 4, 1, 9), ZONE)
    owner = desk.world.actor("owner")
    desk.world.services.booking.change(owner, made["calendarId"], edit=lambda one: replace(one, span=span))
    assert times(desk.patch(made["calendarId"], note="x")) == ("2031-04-01", 800, "2031-04-01", 900)
    assert times(desk.show(made["calendarId"]), CLIENT_TIMES) == ("2031-04-01", 800, "2031-04-01", 900)


def test_other_people_and_places_take_the_place_of_those_before(desk: Desk) -> None:
    second = desk.record(Kind.STAFF, "A colleague").number
    made = desk.make()
    services, owner = desk.world.services, desk.world.actor("owner")
    estate = desk.number("estate")
    services.booking.change(
        owner,
        made["calendarId"],
        participants=lambda present: [*present, second],
        concerns=lambda present: [*present, estate],
    )
    staff, client = desk.record(Kind.STAFF, "Ona").number, desk.record(Kind.CONTACT, "Aino").number
    place, service = desk.record(Kind.LOCATION, "Branch").number, desk.record(Kind.SERVICE, "Advice").number
    changed = desk.patch(
        made["calendarId"],
        staff={"professionalId": staff},
        client={"clientId": client},
        location={"locationId": place},
        reason={"reasonId": service},
    )
    shown = (changed["staff"]["professionalId"], changed["client"]["clientId"])
    assert shown == (staff, client)
    assert (changed["location"]["locationId"], changed["reason"]["reasonId"]) == (place, service)
    kept = desk.kept(made["calendarId"])
    assert [one.record.number for one in kept.participants] == [staff, client, second]
    assert services.book.concerns([kept])[kept.number].keys() == {place, service, estate}
    assert kept.place == "Branch"
    assert desk.patch(made["calendarId"], client=None)["client"]["clientId"] is None


def test_the_place_keeps_a_name_that_somebody_gave_it(desk: Desk) -> None:
    made, owner = desk.make(), desk.world.actor("owner")
    desk.world.services.booking.change(owner, made["calendarId"], edit=lambda one: replace(one, place="Room 7"))
    branch = desk.record(Kind.LOCATION, "Branch").number
    desk.patch(made["calendarId"], location={"locationId": branch})
    assert desk.kept(made["calendarId"]).place == "Room 7"


def test_a_known_client_is_not_changed_by_what_comes_with_its_id(desk: Desk) -> None:
    made = desk.make()
    reference = {"clientId": desk.number("contact"), "firstName": "Someone else"}
    assert desk.patch(made["calendarId"], client=reference)["client"] == made["client"]


def test_a_client_without_an_id_is_made_by_a_change_too(desk: Desk) -> None:
    made = desk.make()
    changed = desk.patch(made["calendarId"], client={"firstName": "Aino", "lastName": "Salo"})
    assert changed["client"]["fullName"] == "Aino Salo"
    assert changed["client"]["clientId"] != made["client"]["clientId"]
    assert len(desk.kept(made["calendarId"]).participants) == 2


def test_a_change_that_is_refused_makes_no_client(desk: Desk) -> None:
    made = desk.make()
    path = f"/appointments/{made['calendarId']}"
    for wrong in ({"endTime": 800}, {"reason": {"reasonId": 999_999}}, {"status": "GONE"}):
        desk.refused("PATCH", path, {"client": {"firstName": "Aino"}, **wrong})
    assert "Aino" not in {
        record.label for record in desk.world.services.records.page(desk.world.actor("owner"), Kind.CONTACT)
    }


def test_cancelling_tells_why_who_and_when_and_works_without_a_body(desk: Desk) -> None:
    made = desk.make()
    path = f"/appointments/{made['calendarId']}/cancel/true/false"
    cancelled = desk.client.told("PUT", path, {"cancelReason": "Ill"})
    assert (cancelled["status"], cancelled["cancelReason"], cancelled["cancelUser"]) == ("CANCELLED", "Ill", "api")
    assert cancelled["cancelDate"] == int(desk.world.clock().timestamp() * 1000)
    assert desk.kept(made["calendarId"]).status is Status.CANCELLED
    desk.world.clock.advance(minutes=5)
    again = desk.client.told("PUT", path)
    assert (again["cancelReason"], again["cancelDate"]) == ("Ill", cancelled["cancelDate"])
    reopened = desk.patch(made["calendarId"], status="OPEN")
    assert (reopened["cancelReason"], reopened["cancelUser"], reopened["cancelDate"]) == ("", "", None)
    other = desk.make(startTime=1200, endTime=1300)["calendarId"]
    assert (
        desk.client.told("PUT", f"/appointments/{other}/cancel/False/TRUE", {"waitListIds": "1,2"})["status"]
        == "CANCELLED"
    )


def test_the_words_about_mails_must_be_yes_or_no(desk: Desk) -> None:
    number = desk.make()["calendarId"]
    told = desk.refused("PUT", f"/appointments/{number}/cancel/true/perhaps")
    assert told == "sendClientEmail: invalid value"
    assert desk.refused("PUT", f"/appointments/{number}/completed/mail") == "sendClientEmail: invalid value"


def test_what_another_door_cancelled_is_cancelled_without_a_reason(desk: Desk) -> None:
    made = desk.make()
    owner = desk.world.actor("owner")
    edit = lambda one: replace(one, status=Status.CANCELLED)  # noqa: E731 - it is a value here
    desk.world.services.booking.change(owner, made["calendarId"], edit=edit)
    shown = desk.show(made["calendarId"])
    assert (shown["status"], shown["cancelReason"], shown["cancelDate"]) == ("CANCELLED", "", None)


def test_completed_and_missed_have_calls_of_their_own(desk: Desk) -> None:
    number = desk.make(status="CONFIRMED")["calendarId"]
    done = desk.client.told("PUT", f"/appointments/{number}/completed/true")
    assert (done["status"], done["subStatus"], done["displayStatus"]) == ("COMPLETED", None, "COMPLETED")
    missed = desk.client.told("PUT", f"/appointments/{number}/noshow/false")
    assert missed["status"] == "NO_SHOW"
    assert desk.kept(number).status is Status.NO_SHOW


def test_a_status_within_open_comes_and_goes(desk: Desk) -> None:
    number = desk.make()["calendarId"]
    assert desk.patch(number, status="CHECKEDIN")["subStatus"] == "CHECKEDIN"
    assert desk.patch(number, status="OPEN", subStatus=None)["subStatus"] is None
    come = desk.patch(number, subStatus="INPROGRESS")
    assert (come["status"], come["subStatus"], come["displayStatus"]) == ("OPEN", "INPROGRESS", "INPROGRESS")
    assert desk.patch(number, note="Late")["subStatus"] == "INPROGRESS"
    assert desk.patch(number, subStatus="")["displayStatus"] == "OPEN"


def test_what_other_doors_keep_with_an_appointment_stays(desk: Desk) -> None:
    number = desk.world.appointments["single"].number
    before = desk.kept(number).fields
    desk.patch(number, clientReminderHours=2)
    assert desk.kept(number).fields == {**before, "timetap": {"clientReminderHours": 2, "modifiedUser": "api"}}


def test_a_viewer_changes_only_what_it_takes_part_in(desk: Desk, viewer_client: Client) -> None:
    made = desk.make()
    before = desk.world.stored()
    for method, path in (("PATCH", ""), ("PUT", "/cancel/true/true"), ("PUT", "/completed/true")):
        response = viewer_client.send(method, f"/appointments/{made['calendarId']}{path}", {})
        assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert desk.world.stored() == before
    viewer = desk.world.users["viewer"]
    assert viewer.role is Role.VIEWER
    span = desk.world.appointments["single"].span
    own = NewAppointment("Own", span, participants=(viewer.staff.number,))
    number = desk.world.services.booking.add(desk.world.actor("owner"), own).number
    assert viewer_client.told("PATCH", f"/appointments/{number}", {"note": "Mine"})["note"] == "Mine"


def test_a_foreign_business_changes_nothing(desk: Desk, foreign_client: Client) -> None:
    made = desk.make()
    before = desk.world.stored()
    for method, path in (("PATCH", ""), ("PUT", "/cancel/true/true"), ("PUT", "/noshow/true")):
        response = foreign_client.send(method, f"/appointments/{made['calendarId']}{path}", {})
        assert response.json() == f"Appointment for Id {made['calendarId']} not found!"
    response = desk.client.send("PATCH", f"/appointments/{made['calendarId']}", {"businessId": foreign_client.business})
    assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert desk.world.stored() == before
