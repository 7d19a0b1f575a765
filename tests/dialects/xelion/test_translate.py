"""Appointments and logins in Xelion's words, without a server around them."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from filebook.core.appointments import Appointment, Calendar, Participant, Presence, Span
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.dialects.xelion import translate, wire

AT = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
BUSINESS = BusinessNumber(1)
UID = Uid("6b9f5d2e-6c1a-4f0e-9a52-3d8a1c7e4b60")
ZONE = "Europe/Amsterdam"
SPAN = Span(datetime.fromisoformat("2026-04-07 14:30"), datetime.fromisoformat("2026-04-07 15:15"), ZONE)
APPOINTMENT = Appointment(BUSINESS, Number(40310), UID, "x", "Bezichtiging", SPAN, AT, AT)


def _told(appointment: Appointment, **more: list[Calendar]) -> wire.Appointment:
    return translate.appointment_object(
        appointment, translate.Beside(calendars=more.get("calendars", []), people={}, permissions="Read"), zone=ZONE
    )


def test_an_appointment_with_nothing_in_it_has_every_member_that_is_always_there() -> None:
    assert msgspec.to_builtins(_told(APPOINTMENT)) == {
        "calendars": [],
        "subject": "Bezichtiging",
        "starttime": "2026-04-07 12:30:00",
        "endtime": "2026-04-07 13:15:00",
        "allStartDay": False,
        "allEndDay": False,
        "internal": False,
        "userStatus": "at_appointment",
        "participants": [],
        "isRecurrence": False,
        "permissions": "Read",
        "commonName": "",
        "comment": {"content": "", "oid": "40310", "objectType": "Comment"},
        "oid": "40310",
        "objectType": "XCCAppointment",
    }


def test_people_and_calendars_are_references() -> None:
    calendar = Calendar(BUSINESS, Number(40200), UID, "Feestdagen", AT)
    person = Participant(Ref(Number(40012), UID), "Vries Karin de")
    told = _told(replace(APPOINTMENT, participants=(person,)), calendars=[calendar])
    assert told.participants == [wire.Reference(commonName="Vries Karin de", oid="40012", objectType="Person")]
    assert told.calendars == [wire.Reference(commonName="Feestdagen", oid="40200", objectType="XCCCalendar")]


def test_all_day_clock_times_are_those_of_whole_days_whatever_was_stored() -> None:
    told = _told(replace(APPOINTMENT, span=replace(SPAN, start_all_day=True, end_all_day=True)))
    assert (told.starttime, told.endtime) == ("2026-04-07 00:00:00", "2026-04-07 23:59:59")


@pytest.mark.parametrize(
    ("presence", "fields", "word"),
    [
        (Presence.FREE, {}, "available"),
        (Presence.BUSY, {}, "at_appointment"),
        (Presence.OUT_OF_OFFICE, {}, "long_out_of_office"),
        (Presence.OUT_OF_OFFICE, {"xelion": {"userStatus": "short_out_of_office"}}, "short_out_of_office"),
        (Presence.BUSY, {"xelion": {"userStatus": "dont_disturb"}}, "dont_disturb"),
        (Presence.BUSY, {"xelion": {"userStatus": "asleep"}}, "at_appointment"),
        (Presence.BUSY, {"xelion": {"userStatus": 7}}, "at_appointment"),
        (Presence.BUSY, {"xelion": "asleep"}, "at_appointment"),
    ],
)
def test_the_user_status_is_the_kept_word_or_the_nearest(
    presence: Presence, fields: dict[str, object], word: str
) -> None:
    assert _told(replace(APPOINTMENT, presence=presence, fields=fields)).userStatus == word
