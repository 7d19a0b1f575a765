"""An appointment as Xelion shows it: its members, its files, and to whom."""

import base64
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from httpx2 import Response

from filebook.core.appointments import Appointment, Span
from filebook.core.files import File
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.dialects.xelion.enclosed import CONTENT_LIMIT_BYTES
from filebook.services.booking import NewAppointment
from filebook.services.filing import NewFile
from tests.dialects.xelion.client import BASE, header, log_in, refusal, session
from tests.world import ZONE, World

ALWAYS = {
    "calendars",
    "subject",
    "starttime",
    "endtime",
    "allStartDay",
    "allEndDay",
    "internal",
    "userStatus",
    "participants",
    "isRecurrence",
    "permissions",
    "commonName",
    "comment",
    "oid",
    "objectType",
}
WHEN_RECURRING = {
    "recurrenceTerminationType",
    "recurrenceTerminationDate",
    "firstRecurrenceDate",
    "lastRecurrenceDate",
    "recurrenceCount",
    "recurrenceType",
    "recurrenceInterval",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
}


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _span(starts: str, ends: str, **more: Any) -> Span:
    return Span(_wall(starts), _wall(ends), ZONE, **more)


def _add(world: World, span: Span, **members: Any) -> Appointment:
    return world.services.booking.add(
        world.actor("owner"), NewAppointment(subject="Bezichtiging", span=span, **members)
    )


def _get(world: World, oid: object, name: str = "owner", *, collection: str = "appointments") -> Response:
    return world.http.get(f"{BASE}/{collection}/{oid}", headers=session(world, name))


def _shown(world: World, appointment: Appointment, name: str = "owner") -> dict[str, Any]:
    response = _get(world, appointment.number, name)
    assert response.status_code == 200, response.text
    envelope = response.json()
    assert envelope.keys() == {"object", "links"}
    shown: dict[str, Any] = envelope["object"]
    return shown


def test_a_recurring_appointment_shows_every_recurrence_member(world: World) -> None:
    shown = _shown(world, world.appointments["recurring"])
    assert shown.keys() == ALWAYS | WHEN_RECURRING
    assert shown["isRecurrence"] is True


def test_a_single_appointment_shows_no_recurrence_member(world: World) -> None:
    shown = _shown(world, world.appointments["single"])
    assert shown.keys() == ALWAYS
    assert shown["isRecurrence"] is False


def test_the_self_link_leads_to_the_same_answer(world: World) -> None:
    headers = session(world, "owner")
    number = world.appointments["recurring"].number
    first = world.http.get(f"{BASE}/appointments/{number}", headers=headers)
    href = f"http://filebook.test{BASE}/calendars/{number}"
    assert first.json()["links"] == [{"rel": "self", "href": href, "method": "GET"}]
    assert world.http.get(href, headers=headers).content == first.content


def test_times_are_utc_whatever_season_the_wall_clock_shows(world: World) -> None:
    winter = _shown(world, _add(world, _span("2026-01-07 14:30", "2026-01-07 15:15")))
    assert (winter["starttime"], winter["endtime"]) == ("2026-01-07 13:30:00", "2026-01-07 14:15:00")
    summer = _shown(world, _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15")))
    assert (summer["starttime"], summer["endtime"]) == ("2026-07-07 12:30:00", "2026-07-07 13:15:00")
    skipped = _shown(world, _add(world, _span("2026-03-29 02:30", "2026-03-29 04:00")))
    assert (skipped["starttime"], skipped["endtime"]) == ("2026-03-29 01:30:00", "2026-03-29 02:00:00")
    doubled = _shown(world, _add(world, _span("2026-10-25 02:30", "2026-10-25 04:00")))
    assert doubled["starttime"] == "2026-10-25 00:30:00"


def test_an_all_day_start_or_end_is_its_local_day(world: World) -> None:
    whole = _span("2026-07-07 00:00", "2026-07-08 23:59:59", start_all_day=True, end_all_day=True)
    shown = _shown(world, _add(world, whole))
    assert (shown["allStartDay"], shown["starttime"]) == (True, "2026-07-07 00:00:00")
    assert (shown["allEndDay"], shown["endtime"]) == (True, "2026-07-08 23:59:59")
    half = _shown(world, _add(world, _span("2026-07-07 00:00", "2026-07-08 12:00", start_all_day=True)))
    assert (half["starttime"], half["allEndDay"], half["endtime"]) == (
        "2026-07-07 00:00:00",
        False,
        "2026-07-08 10:00:00",
    )


def test_people_calendars_and_comment_are_told_by_name_and_oid(world: World) -> None:
    with world.house.catalogue.read() as tables:
        calendar = tables.calendars.all(world.business.number)[0]
    contact = world.records["contact"]
    appointment = _add(
        world,
        _span("2026-07-07 14:30", "2026-07-07 15:15"),
        participants=(contact.number, world.users["viewer"].staff.number),
        calendars=(calendar.number,),
        comment="Sleutel",
        internal=True,
        place="Parkweg 9",
    )
    shown = _shown(world, appointment)
    assert shown["participants"] == [
        {"commonName": "A contact", "oid": str(contact.number), "objectType": "Person"},
        {"commonName": "Viewer Test", "oid": str(world.users["viewer"].staff.number), "objectType": "Person"},
    ]
    assert shown["calendars"] == [
        {"commonName": calendar.name, "oid": str(calendar.number), "objectType": "XCCCalendar"}
    ]
    assert shown["comment"] == {"content": "Sleutel", "oid": shown["oid"], "objectType": "Comment"}
    assert shown["oid"] == str(appointment.number)
    assert (shown["internal"], shown["locationString"]) == (True, "Parkweg 9")


def test_permissions_are_those_of_the_caller(world: World) -> None:
    appointment = world.appointments["single"]
    assert _shown(world, appointment, "owner")["permissions"] == "ReadWriteRemove"
    assert _shown(world, appointment, "viewer")["permissions"] == "Read"


def test_a_rule_without_xelion_words_is_shown_as_its_first_instance(world: World) -> None:
    rule = Rule(Frequency.MONTHLY, date(2026, 7, 7), by_month_day=(7, 21), count=4)
    shown = _shown(world, _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15"), rule=rule))
    assert shown.keys() == ALWAYS
    assert (shown["isRecurrence"], shown["starttime"]) == (False, "2026-07-07 12:30:00")


def test_a_monthly_series_tells_how_its_day_is_meant(world: World) -> None:
    rule = Rule(Frequency.MONTHLY, date(2026, 7, 7), until=date(2026, 12, 31))
    shown = _shown(world, _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15"), rule=rule))
    assert shown.keys() == ALWAYS | WHEN_RECURRING | {"monthRecurrenceType"}
    assert shown["monthRecurrenceType"] == "dayOfMonth"
    assert shown["recurrenceTerminationDate"] == "2026-12-30 23:00:00"
    assert shown["lastRecurrenceDate"] == "2026-12-06 23:00:00"
    assert shown["recurrenceCount"] == 0


def test_absent_foreign_private_trashed_and_other_things_are_one_and_the_same(world: World) -> None:
    private = _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15"), private=True)
    trashed = _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15"))
    world.services.booking.trash(world.actor("owner"), trashed.number)
    oids = [private.number, trashed.number, world.records["estate"].number, 999_999, 0, -1, "x", 2**31, "9" * 400]
    for collection in ("appointments", "calendars"):
        answers = [_get(world, oid, "viewer", collection=collection) for oid in oids]
        assert [refusal(answer) for answer in answers] == [(404, 10100)] * len(oids)
        assert len({answer.content for answer in answers}) == 1
    number = world.appointments["single"].number
    token = log_in(world, "other", tenant="unrelated")["authentication"]
    foreign = world.http.get(f"/xelion/api/v1/unrelated/appointments/{number}", headers=header(token))
    assert refusal(foreign) == (404, 10100)


def test_a_personal_user_sees_nothing_but_its_own(world: World) -> None:
    assert refusal(_get(world, world.appointments["single"].number, "personal")) == (404, 10100)
    own = _add(
        world, _span("2026-07-07 14:30", "2026-07-07 15:15"), participants=(world.users["personal"].staff.number,)
    )
    assert _shown(world, own, "personal")["permissions"] == "ReadWriteRemove"


def _attachment(world: World, file: File, name: str = "owner", *, to: str = "single", **query: str) -> Response:
    path = f"{BASE}/appointments/{world.appointments[to].number}/attachments/{file.number}"
    return world.http.get(path, params=query, headers=session(world, name))


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"%PDF-1.7\n", bytes(range(256)) * 5000])
def test_a_file_on_an_appointment_comes_in_base64(world: World, data: bytes) -> None:
    file = world.file(data, name='plan "1".pdf', on=[world.on_appointment()], declared_type="application/pdf")
    response = _attachment(world, file)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["content-length"] == str(len(response.content))
    href = f"http://filebook.test{BASE}/appointments/{world.appointments['single'].number}/attachments/{file.number}"
    assert response.json() == {
        "object": {
            "originalLocation": 'plan "1".pdf',
            "mimeType": "application/pdf",
            "contentsB64String": base64.b64encode(data).decode(),
            "hasThumbnail": False,
            "size": len(data),
            "commonName": 'plan "1".pdf',
            "oid": str(file.number),
            "objectType": "Attachment",
        },
        "links": [{"rel": "self", "href": href, "method": "GET"}],
    }


def test_a_file_on_an_appointment_comes_raw_on_request(world: World) -> None:
    data = b"%PDF-1.7\n"
    file = world.file(data, name="plan.pdf", on=[world.on_appointment()])
    response = _attachment(world, file, response_type="stream")
    assert response.content == data
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith('attachment; filename="plan.pdf"')


def test_the_etag_of_an_embedded_file_changes_with_its_name_and_its_bytes(world: World) -> None:
    file = world.file(b"one", on=[world.on_appointment()])
    owner = world.actor("owner")
    tags = [_attachment(world, file).headers["etag"]]
    world.services.filing.change(owner, file, edit=lambda current: replace(current, name="other.txt"))
    tags.append(_attachment(world, file).headers["etag"])
    tags.append(_attachment(world, world.file(b"two", on=[world.on_appointment()])).headers["etag"])
    assert len(set(tags)) == 3


def test_what_does_not_hang_on_the_appointment_is_not_there(world: World) -> None:
    on_single = world.file(on=[world.on_appointment("single")])
    elsewhere = world.file()
    trashed = world.file(on=[world.on_appointment("single")])
    world.services.filing.trash(world.actor("owner"), trashed)
    answers = [_attachment(world, file) for file in (elsewhere, trashed)]
    answers.append(_attachment(world, on_single, to="recurring"))
    answers.append(_attachment(world, on_single, only_thumbnail="true"))
    assert [refusal(answer) for answer in answers] == [(404, 10100)] * 4
    assert _attachment(world, on_single, "viewer").status_code == 200
    assert refusal(_attachment(world, on_single, "personal")) == (404, 10100)


def test_a_link_and_a_private_appointments_files_are_not_to_be_had(world: World) -> None:
    owner = world.actor("owner")
    link = world.services.filing.add_link(
        owner, "https://example.org/", new=NewFile("site"), on=[world.on_appointment()]
    )
    assert refusal(_attachment(world, link)) == (404, 10100)
    assert refusal(_attachment(world, link, response_type="stream")) == (404, 10100)
    private = _add(world, _span("2026-07-07 14:30", "2026-07-07 15:15"), private=True)
    world.appointments["private"] = private
    file = world.file(on=[world.on_appointment("private")])
    assert refusal(_attachment(world, file, "viewer", to="private")) == (404, 10100)
    assert _attachment(world, file, "owner", to="private").status_code == 200


def test_more_than_ten_megabytes_come_raw_only(world: World) -> None:
    file = world.file(bytes(CONTENT_LIMIT_BYTES + 1), on=[world.on_appointment()])
    assert refusal(_attachment(world, file)) == (500, 11000)
    assert len(_attachment(world, file, response_type="stream").content) == CONTENT_LIMIT_BYTES + 1
    largest = world.file(bytes(CONTENT_LIMIT_BYTES), on=[world.on_appointment()])
    assert (
        len(base64.b64decode(_attachment(world, largest).json()["object"]["contentsB64String"])) == largest.size_bytes
    )
