"""Appointments made through the Xelion door: what is kept, where they go, and what is refused."""

from typing import Any

import pytest

from filebook.core.appointments import Presence
from tests.dialects.xelion.book import Caller, calendar_of, caller, object_of, replaced, staff, stored
from tests.dialects.xelion.client import BASE, refusal
from tests.world import ZONE, World

TIMES = {"starttime": "2026-04-07 12:30:00", "endtime": "2026-04-07 13:15:00"}


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def test_an_appointment_is_answered_as_it_is_read(world: World, owner: Caller) -> None:
    response = owner.post(
        {
            "subject": "Bezichtiging Parkweg 9",
            **TIMES,
            "internal": True,
            "userStatus": "short_out_of_office",
            "participants": [{"person": {"oid": staff(world, "viewer"), "objectType": "Person"}}],
            "calendars": [{"oid": calendar_of(world, "personal"), "objectType": "XCCCalendar"}],
            "comment": {"objectType": "Comment", "content": "Sleutel bij de buren"},
            "locationString": "Parkweg 9",
            "oid": "1",
            "permissions": "Read",
            "links": [],
        }
    )
    shown = object_of(response)
    assert shown == {
        "calendars": [
            {"commonName": "Personal Test", "oid": calendar_of(world, "personal"), "objectType": "XCCCalendar"}
        ],
        "subject": "Bezichtiging Parkweg 9",
        **TIMES,
        "allStartDay": False,
        "allEndDay": False,
        "internal": True,
        "userStatus": "short_out_of_office",
        "participants": [{"commonName": "Viewer Test", "oid": staff(world, "viewer"), "objectType": "Person"}],
        "isRecurrence": False,
        "permissions": "ReadWriteRemove",
        "commonName": "",
        "comment": {"content": "Sleutel bij de buren", "oid": shown["oid"], "objectType": "Comment"},
        "oid": shown["oid"],
        "objectType": "XCCAppointment",
        "locationString": "Parkweg 9",
    }
    assert owner.get(f"/appointments/{shown['oid']}").content == response.content
    kept = stored(world, shown["oid"])
    assert (kept.owner, kept.presence) == (world.users["owner"].staff, Presence.OUT_OF_OFFICE)
    assert (kept.span.starts.isoformat(), kept.span.zone) == ("2026-04-07T14:30:00", ZONE)


def test_what_is_not_said_has_the_documented_defaults(owner: Caller) -> None:
    shown = object_of(owner.post({**TIMES, "subject": None, "comment": None, "isRecurrence": None}))
    assert (shown["subject"], shown["comment"]["content"], shown["userStatus"]) == ("", "", "at_appointment")
    assert [shown[name] for name in ("allStartDay", "allEndDay", "internal", "isRecurrence")] == [False] * 4


def test_people_and_comment_are_understood_flattened_and_as_text(world: World, owner: Caller) -> None:
    contact = world.records["contact"].number
    people = [{"oid": staff(world, "viewer"), "objectType": "Person"}, {"oid": contact}, {"person": {"oid": contact}}]
    shown = owner.made(participants=people, comment="Sleutel")
    assert [person["oid"] for person in shown["participants"]] == [staff(world, "viewer"), str(contact)]
    assert shown["comment"]["content"] == "Sleutel"


def test_what_is_put_nowhere_goes_to_ones_own_calendar(world: World, owner: Caller) -> None:
    nowhere = owner.made(participants=[], calendars=[])
    assert [one["oid"] for one in nowhere["calendars"]] == [calendar_of(world, "owner")]
    with_people = owner.made(participants=[{"oid": staff(world, "viewer")}])
    assert with_people["calendars"] == []


def test_texts_that_only_xelion_knows_are_kept_and_left_out_where_empty(owner: Caller) -> None:
    words = {
        "commonName": "Afspraak",
        "eventType": "visit",
        "welcomeMessage": "Hallo",
        "departureUrl": "https://a.example",
    }
    shown = owner.made(**words, welcomeUrl="")
    assert {name: shown[name] for name in words} == words
    assert "welcomeUrl" not in shown
    assert owner.changed(shown["oid"], welcomeMessage="", eventType="talk").keys() == shown.keys() - {"welcomeMessage"}


@pytest.mark.parametrize("status", ["available", "online", "dont_disturb", "unavailable", "long_out_of_office"])
def test_a_user_status_is_told_as_it_was_written(owner: Caller, status: str) -> None:
    assert owner.made(userStatus=status)["userStatus"] == status


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"starttime": "2026-04-07T12:00:00"}, {"starttime": "2026-04-07 12:00:00"}),
        ({"starttime": "2026-04-07T14:00:00+02:00"}, {"starttime": "2026-04-07 12:00:00"}),
        ({"starttime": "2026-04-07"}, {"starttime": "2026-04-06 22:00:00"}),
        (
            {
                "allStartDay": True,
                "allEndDay": True,
                "starttime": "2026-04-07 10:00:00",
                "endtime": "2026-04-08 11:00:00",
            },
            {"starttime": "2026-04-07 00:00:00", "endtime": "2026-04-08 23:59:59"},
        ),
        (
            {"allStartDay": True, "starttime": "2026-04-07", "endtime": "2026-04-08 11:00:00"},
            {"starttime": "2026-04-07 00:00:00", "endtime": "2026-04-08 11:00:00"},
        ),
        (
            {"starttime": "2026-10-25 00:30:00", "endtime": "2026-10-25 01:30:00"},
            {"starttime": "2026-10-25 00:30:00", "endtime": "2026-10-25 01:30:00"},
        ),
    ],
)
def test_times_are_read_in_every_form(owner: Caller, said: dict[str, Any], told: dict[str, str]) -> None:
    shown = owner.made(**said)
    assert {name: shown[name] for name in told} == told


SERIES = {
    "starttime": "2017-03-13 10:10:00",
    "endtime": "2017-03-13 10:20:00",
    "recurrenceType": "weekly",
    "monday": True,
    "recurrenceInterval": 1,
    "recurrenceCount": 6,
    "recurrenceTerminationType": "recurrenceCount",
}


def test_a_series_is_reckoned_as_the_source_document_has_it(owner: Caller) -> None:
    shown = owner.made(**SERIES, lastRecurrenceDate="2030-01-01 00:00:00")
    assert shown["isRecurrence"] is True
    assert (shown["firstRecurrenceDate"], shown["lastRecurrenceDate"]) == ("2017-03-19 23:00:00", "2017-04-23 22:00:00")
    assert (shown["recurrenceCount"], shown["recurrenceTerminationDate"]) == (6, "")


def test_a_series_may_begin_with_the_start_itself_as_the_guides_example_does(owner: Caller) -> None:
    shown = owner.made(**SERIES, isRecurrence=True, firstRecurrenceDate="2017-03-13 10:10:00")
    assert (shown["firstRecurrenceDate"], shown["lastRecurrenceDate"]) == ("2017-03-12 23:00:00", "2017-04-16 22:00:00")


def test_what_is_said_not_to_repeat_does_not(owner: Caller) -> None:
    assert owner.made(**SERIES, isRecurrence=False)["isRecurrence"] is False


REFUSED = [
    pytest.param({}, (400, 10200), id="no times"),
    pytest.param({"starttime": TIMES["starttime"]}, (400, 10200), id="no end"),
    pytest.param({"endtime": TIMES["endtime"]}, (400, 10200), id="no start"),
    pytest.param({**TIMES, "endtime": "2026-04-07 12:00:00"}, (400, 10203), id="end before start"),
    pytest.param({**TIMES, "starttime": "soon"}, (400, 10203), id="no date"),
    pytest.param({**TIMES, "starttime": ""}, (400, 10203), id="empty date"),
    pytest.param({**TIMES, "starttime": "0001-01-01 00:00:00"}, (400, 10203), id="first day of the calendar"),
    pytest.param({**TIMES, "endtime": "9999-12-31 23:59:59"}, (400, 10203), id="last day of the calendar"),
    pytest.param({**TIMES, "allEndDay": True, "endtime": "9999-12-31"}, (400, 10203), id="whole last day"),
    pytest.param({**TIMES, "userStatus": "offline"}, (400, 10203), id="status of the system"),
    pytest.param({**TIMES, "userStatus": ""}, (400, 10203), id="empty status"),
    pytest.param({**TIMES, "subject": "a\0b"}, (400, 10203), id="NUL"),
    pytest.param({**TIMES, "welcomeMessage": "a\0b"}, (400, 10203), id="NUL in a word of Xelion's own"),
    pytest.param({**TIMES, "subject": 7}, (400, 10202), id="number for text"),
    pytest.param({**TIMES, "internal": "yes"}, (400, 10202), id="text for flag"),
    pytest.param({**TIMES, "recurrenceInterval": True}, (400, 10202), id="flag for number"),
    pytest.param({**TIMES, "participants": {"oid": "1"}}, (400, 10202), id="object for list"),
    pytest.param({**TIMES, "participants": [{}]}, (400, 10200), id="nameless person"),
    pytest.param({**TIMES, "participants": [{"oid": "999999"}]}, (404, 10100), id="unknown person"),
    pytest.param({**TIMES, "participants": [{"oid": "x"}]}, (404, 10100), id="no OID"),
    pytest.param({**TIMES, "calendars": [{"oid": "999999"}]}, (404, 10100), id="unknown calendar"),
    pytest.param({**TIMES, "calendars": [{"oid": "1"}] * 1001}, (400, 10203), id="too many calendars"),
    pytest.param({**TIMES, "isRecurrence": True}, (400, 10200), id="repeats, but how"),
    pytest.param({**TIMES, "recurrenceType": "hourly"}, (400, 10203), id="unknown type"),
    pytest.param({**TIMES, "recurrenceType": "daily", "recurrenceInterval": 0}, (400, 10203), id="no interval"),
    pytest.param(
        {
            **TIMES,
            "recurrenceType": "daily",
            "recurrenceTerminationType": "date",
            "recurrenceTerminationDate": "2026-04-07",
        },
        (400, 10203),
        id="no repetition",
    ),
    pytest.param([], (400, 10202), id="array"),
    pytest.param("text", (400, 10202), id="text"),
]


@pytest.mark.parametrize(("body", "expected"), REFUSED)
def test_a_refusal_stores_nothing(world: World, owner: Caller, body: object, expected: tuple[int, int]) -> None:
    before = world.stored()
    assert refusal(owner.post(body)) == expected
    assert world.stored() == before


@pytest.mark.parametrize(
    ("body", "expected"), [(b"", (400, 10200)), (b"{", (400, 10202)), (b'{"subject":"a","subject":"b"}', (400, 10202))]
)
def test_what_is_no_json_is_refused(world: World, owner: Caller, body: bytes, expected: tuple[int, int]) -> None:
    before = world.stored()
    response = world.http.post(f"{BASE}/appointments", content=body, headers=owner.headers)
    assert refusal(response) == expected
    assert world.stored() == before


def test_a_body_of_more_than_a_mebibyte_is_refused(world: World, owner: Caller) -> None:
    before = world.stored()
    assert refusal(owner.post({**TIMES, "subject": "x" * 1024 * 1024})) == (413, 10202)
    assert world.stored() == before


def test_the_documented_length_of_a_text_is_held_to_where_the_business_is_strict(
    world: World, strict_world: World
) -> None:
    assert caller(world).made(subject="x" * 4001)["subject"] == "x" * 4001
    owner = caller(strict_world)
    oid = owner.made(subject="x" * 4000)["oid"]
    before = strict_world.stored()
    assert refusal(owner.post({**TIMES, "comment": "x" * 4001})) == (400, 10203)
    assert refusal(owner.patch(oid, [replaced("comment", "x" * 4001)])) == (400, 10203)
    assert strict_world.stored() == before


@pytest.mark.parametrize("name", ["viewer", "personal"])
def test_who_may_not_write_is_refused_and_nothing_is_stored(world: World, name: str) -> None:
    asker = caller(world, name)
    before = world.stored()
    assert refusal(asker.post(TIMES)) == (403, 10101)
    assert world.stored() == before


def test_without_a_token_nothing_is_made(world: World) -> None:
    before = world.stored()
    assert refusal(world.http.post(f"{BASE}/appointments", json=TIMES)) == (403, 10000)
    assert world.stored() == before
