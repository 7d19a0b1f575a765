"""Appointments changed and removed through the Xelion door: all operations of a PATCH, or none."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from filebook.core.appointments import Appointment, ChangedOccurrence, Presence, Span
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.booking import NewAppointment
from tests.dialects.xelion.book import Caller, calendar_of, caller, replaced, staff, stored
from tests.dialects.xelion.client import BASE, refusal
from tests.world import ZONE, World

OPERATION = replaced("subject", "Anders")


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _booked(world: World, starts: str, ends: str, *, zone: str = ZONE, **members: Any) -> Appointment:
    span = Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends), zone)
    return world.services.booking.add(world.actor("owner"), NewAppointment("Made elsewhere", span, **members))


def _weekly(owner: Caller, **members: object) -> dict[str, Any]:
    """The series of the source document."""
    times = {"starttime": "2017-03-13 10:10:00", "endtime": "2017-03-13 10:20:00"}
    ends = {"recurrenceTerminationType": "recurrenceCount", "recurrenceCount": 6}
    return owner.made(**{**times, "recurrenceType": "weekly", "monday": True, **ends, **members})


def test_every_plain_member_can_be_replaced(owner: Caller) -> None:
    oid = owner.made(subject="Eerst", comment="Een")["oid"]
    said = {
        "subject": "Anders",
        "internal": True,
        "userStatus": "unavailable",
        "starttime": "2026-04-08 09:00:00",
        "endtime": "2026-04-08 10:00:00",
        "locationString": "Parkweg 9",
        "commonName": "Afspraak",
    }
    shown = owner.changed(oid, **said, comment="Twee")
    assert {name: shown[name] for name in said} == said
    assert shown["comment"] == {"content": "Twee", "oid": oid, "objectType": "Comment"}


def test_the_operations_may_be_the_bare_array(owner: Caller) -> None:
    oid = owner.made(subject="Eerst")["oid"]
    response = owner.patch(oid, [OPERATION])
    assert (response.status_code, response.content, response.headers["content-length"]) == (200, b"", "0")
    assert owner.shown(oid)["subject"] == "Anders"


def test_the_later_of_two_operations_wins(owner: Caller) -> None:
    oid = owner.made()["oid"]
    assert owner.patch(oid, [OPERATION, replaced("subject", "Toch weer")]).status_code == 200
    assert owner.shown(oid)["subject"] == "Toch weer"


def test_people_come_and_go(world: World, owner: Caller) -> None:
    oid = owner.made(participants=[{"oid": staff(world, "viewer")}])["oid"]
    contact = world.records["contact"].number
    operations = [
        {"op": "add", "path": "/participants/1", "value": str(contact)},
        {"op": "add", "path": "/participants/2", "value": contact},
        {"op": "add", "path": "/participants/3", "value": staff(world, "viewer")},
        {"op": "remove", "path": f"/participants/{staff(world, 'viewer')}"},
    ]
    assert owner.patch(oid, {"operations": operations}).status_code == 200
    assert [person["oid"] for person in owner.shown(oid)["participants"]] == [str(contact)]


def test_calendars_come_and_go(world: World, owner: Caller) -> None:
    oid = owner.made()["oid"]
    operations = [
        {"op": "add", "path": "/calendars", "value": calendar_of(world, "viewer")},
        {"op": "add", "path": "/calendars/7", "value": {"oid": calendar_of(world, "personal")}},
        {"op": "remove", "path": f"/calendars/{calendar_of(world, 'owner')}"},
    ]
    assert owner.patch(oid, operations).status_code == 200
    assert [one["commonName"] for one in owner.shown(oid)["calendars"]] == ["Viewer Test", "Personal Test"]


def test_a_day_becomes_whole_and_gets_a_time_again(owner: Caller) -> None:
    oid = owner.made()["oid"]
    whole = owner.changed(oid, allStartDay=True, allEndDay=True)
    assert (whole["starttime"], whole["endtime"]) == ("2026-04-07 00:00:00", "2026-04-07 23:59:59")
    moved = owner.changed(oid, starttime="2026-04-06 15:00:00")
    assert (moved["starttime"], moved["endtime"]) == ("2026-04-06 00:00:00", "2026-04-07 23:59:59")
    timed = owner.changed(oid, allStartDay=False, starttime="2026-04-07 08:00:00", allEndDay=False)
    assert (timed["starttime"], timed["endtime"]) == ("2026-04-07 08:00:00", "2026-04-07 21:59:59")


def test_a_status_of_another_door_supersedes_the_kept_word(world: World, owner: Caller) -> None:
    oid = owner.made(userStatus="dont_disturb")["oid"]
    number = stored(world, oid).number
    world.services.booking.change(
        world.actor("owner"), number, edit=lambda current: replace(current, presence=Presence.FREE)
    )
    assert owner.shown(oid)["userStatus"] == "available"
    assert owner.changed(oid, userStatus="dont_disturb")["userStatus"] == "dont_disturb"


def test_what_other_doors_keep_at_the_appointment_stays(world: World, owner: Caller) -> None:
    fields = {"onoffice": {"x": 1}, "xelion": {"unknown": "kept"}}
    oid = _booked(world, "2026-04-07 14:00", "2026-04-07 15:00", fields=fields).number
    owner.changed(oid, commonName="Afspraak")
    assert stored(world, oid).fields == {"onoffice": {"x": 1}, "xelion": {"unknown": "kept", "commonName": "Afspraak"}}


# Series


def test_an_appointment_becomes_a_series_and_single_again(owner: Caller) -> None:
    oid = owner.made()["oid"]
    series = owner.changed(oid, recurrenceType="daily", recurrenceTerminationType="count", recurrenceCount=3)
    assert (series["firstRecurrenceDate"], series["lastRecurrenceDate"]) == (
        "2026-04-07 22:00:00",
        "2026-04-09 22:00:00",
    )
    single = owner.changed(oid, isRecurrence=False)
    assert single["isRecurrence"] is False
    assert "recurrenceType" not in single


def test_a_series_that_ends_loses_its_exceptions(world: World, owner: Caller) -> None:
    oid = _weekly(owner)["oid"]
    moved = Span(datetime(2017, 5, 1, 9, 0), datetime(2017, 5, 1, 10, 0), ZONE)
    world.services.booking.change(
        world.actor("owner"),
        stored(world, oid).number,
        edit=lambda current: replace(
            current,
            cancelled_on=frozenset({date(2017, 3, 20)}),
            changed=(ChangedOccurrence(date(2017, 3, 27), moved),),
        ),
    )
    owner.changed(oid, subject="Anders", recurrenceCount=7)
    kept = stored(world, oid)
    assert (len(kept.cancelled_on), len(kept.changed)) == (1, 1)
    owner.changed(oid, isRecurrence=False)
    ended = stored(world, oid)
    assert (ended.rule, ended.cancelled_on, ended.changed) == (None, frozenset(), ())


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ({"recurrenceCount": 7}, "2017-03-19 23:00:00", "2017-04-30 22:00:00"),
        ({"recurrenceInterval": 2}, "2017-03-26 22:00:00", "2017-06-04 22:00:00"),
        ({"monday": False, "tuesday": True}, "2017-03-13 23:00:00", "2017-04-17 22:00:00"),
        ({"recurrenceTerminationType": "never"}, "2017-03-19 23:00:00", ""),
        (
            {"recurrenceTerminationType": "endDate", "recurrenceTerminationDate": "2017-04-02 22:00:00"},
            "2017-03-19 23:00:00",
            "2017-04-02 22:00:00",
        ),
        (
            {"starttime": "2017-03-20 10:10:00", "endtime": "2017-03-20 10:20:00"},
            "2017-03-26 22:00:00",
            "2017-04-30 22:00:00",
        ),
        ({"firstRecurrenceDate": "2017-03-13 10:10:00"}, "2017-03-12 23:00:00", "2017-04-16 22:00:00"),
        (
            {"starttime": "2017-03-06 10:10:00", "firstRecurrenceDate": "2017-03-26 22:00:00"},
            "2017-03-26 22:00:00",
            "2017-04-30 22:00:00",
        ),
        ({"lastRecurrenceDate": "2030-01-01 00:00:00"}, "2017-03-19 23:00:00", "2017-04-23 22:00:00"),
    ],
)
def test_the_dates_of_a_series_are_reckoned_anew(owner: Caller, said: dict[str, Any], first: str, last: str) -> None:
    shown = owner.changed(_weekly(owner)["oid"], **said)
    assert (shown["firstRecurrenceDate"], shown["lastRecurrenceDate"]) == (first, last)


def test_another_hour_on_the_same_day_leaves_the_days_of_a_series(world: World, owner: Caller) -> None:
    shown = _weekly(owner, firstRecurrenceDate="2017-03-13 10:10:00")
    rule = stored(world, shown["oid"]).rule
    later = owner.changed(shown["oid"], starttime="2017-03-13 12:10:00", endtime="2017-03-13 12:20:00")
    assert stored(world, shown["oid"]).rule == rule
    assert later["firstRecurrenceDate"] == shown["firstRecurrenceDate"]


UNTOLD = Rule(Frequency.MONTHLY, date(2026, 4, 7), by_month_day=(7, 21), count=6)


@pytest.mark.parametrize(
    "said",
    [
        {"subject": "Anders"},
        {"isRecurrence": False},
        {"endtime": "2026-04-07 14:00:00"},
        {"starttime": "2026-04-07 11:00:00"},
        {"userStatus": "available"},
    ],
)
def test_a_series_that_xelion_has_no_words_for_survives_a_change(
    world: World, owner: Caller, said: dict[str, Any]
) -> None:
    oid = _booked(world, "2026-04-07 14:00", "2026-04-07 15:00", rule=UNTOLD).number
    shown = owner.changed(oid, **said)
    assert {name: shown[name] for name in said} == said
    assert stored(world, oid).rule == UNTOLD


def test_a_series_that_xelion_has_no_words_for_moves_with_its_day(world: World, owner: Caller) -> None:
    oid = _booked(world, "2026-04-07 14:00", "2026-04-07 15:00", rule=UNTOLD).number
    owner.changed(oid, starttime="2026-04-09 12:00:00", endtime="2026-04-09 13:00:00")
    assert stored(world, oid).rule == replace(UNTOLD, anchor=date(2026, 4, 9))


def test_a_series_that_xelion_has_no_words_for_is_replaced_on_request(world: World, owner: Caller) -> None:
    oid = _booked(world, "2026-04-07 14:00", "2026-04-07 15:00", rule=UNTOLD).number
    shown = owner.changed(oid, recurrenceType="weekly", recurrenceTerminationType="never")
    assert (shown["isRecurrence"], shown["tuesday"], shown["lastRecurrenceDate"]) == (True, True, "")


def test_a_series_of_another_zone_keeps_its_clock(world: World, owner: Caller) -> None:
    rule = Rule(Frequency.WEEKLY, date(2026, 4, 7), by_day=(ByDay(1),))
    oid = _booked(world, "2026-04-07 09:00", "2026-04-07 10:00", zone="America/New_York", rule=rule).number
    owner.changed(oid, endtime="2026-04-07 15:00:00")
    kept = stored(world, oid)
    assert (kept.span.zone, kept.span.ends.isoformat(), kept.rule) == ("America/New_York", "2026-04-07T11:00:00", rule)
    owner.changed(oid, recurrenceInterval=2)
    moved = stored(world, oid)
    assert (moved.span.zone, moved.span.starts.isoformat()) == (ZONE, "2026-04-07T15:00:00")


# Refusals

REFUSED = [
    pytest.param([], (400, 10200), id="no operation"),
    pytest.param({}, (400, 10200), id="no operations"),
    pytest.param({"operations": "x"}, (400, 10202), id="text for operations"),
    pytest.param("x", (400, 10202), id="text"),
    pytest.param([{"op": "replace"}], (400, 10202), id="no path"),
    pytest.param([OPERATION, {"op": "replace", "path": "/subject"}], (400, 10200), id="no value"),
    pytest.param([OPERATION, replaced("subject", None)], (400, 10200), id="null"),
    pytest.param([OPERATION, replaced("subject", 7)], (400, 10202), id="number for text"),
    pytest.param([OPERATION, replaced("subject", "a\0b")], (400, 10203), id="NUL"),
    pytest.param([OPERATION, replaced("internal", "true")], (400, 10202), id="text for flag"),
    pytest.param([OPERATION, replaced("recurrenceCount", "6")], (400, 10202), id="text for number"),
    pytest.param(
        [OPERATION, {"op": "replace", "path": "/recurrenceCount", "value": True}], (400, 10202), id="flag for number"
    ),
    pytest.param([OPERATION, replaced("nothing", "x")], (400, 10203), id="unknown path"),
    pytest.param([OPERATION, replaced("oid", "1")], (400, 10203), id="identity"),
    pytest.param([OPERATION, replaced("subject/1", "x")], (400, 10203), id="path too deep"),
    pytest.param(
        [OPERATION, {"op": "replace", "path": "subject", "value": "x"}], (400, 10203), id="path without slash"
    ),
    pytest.param([OPERATION, {"op": "remove", "path": "/subject"}], (400, 10203), id="remove a scalar"),
    pytest.param([OPERATION, {"op": "test", "path": "/subject", "value": "x"}], (400, 10203), id="unknown op"),
    pytest.param([OPERATION, replaced("participants/1", "1")], (400, 10203), id="replace a participant"),
    pytest.param([OPERATION, {"op": "add", "path": "/participants/x", "value": "1"}], (400, 10203), id="no place"),
    pytest.param([OPERATION, {"op": "add", "path": "/participants/1"}], (400, 10200), id="nobody"),
    pytest.param([OPERATION, {"op": "add", "path": "/participants/1", "value": 1.5}], (400, 10202), id="fraction"),
    pytest.param(
        [OPERATION, {"op": "add", "path": "/participants/1", "value": "999999"}], (404, 10100), id="unknown person"
    ),
    pytest.param(
        [OPERATION, {"op": "add", "path": "/calendars/1", "value": "999999"}], (404, 10100), id="unknown calendar"
    ),
    pytest.param([OPERATION, {"op": "remove", "path": "/participants/999999"}], (404, 10100), id="nobody to remove"),
    pytest.param([OPERATION, {"op": "remove", "path": "/calendars/x"}], (404, 10100), id="no calendar to remove"),
    pytest.param([OPERATION, replaced("userStatus", "asleep")], (400, 10203), id="unknown status"),
    pytest.param([OPERATION, replaced("starttime", "soon")], (400, 10203), id="no date"),
    pytest.param([OPERATION, replaced("endtime", "2017-03-13 10:00:00")], (400, 10203), id="end before start"),
    pytest.param([OPERATION, replaced("recurrenceType", "hourly")], (400, 10203), id="unknown type"),
    pytest.param([OPERATION, replaced("recurrenceInterval", 0)], (400, 10203), id="no interval"),
    pytest.param([OPERATION, replaced("recurrenceTerminationType", "date")], (400, 10203), id="no last day"),
    pytest.param([OPERATION] * 1001, (400, 10203), id="too many operations"),
]


@pytest.mark.parametrize(("operations", "expected"), REFUSED)
def test_one_bad_operation_changes_nothing(
    world: World, owner: Caller, operations: object, expected: tuple[int, int]
) -> None:
    oid = _weekly(owner)["oid"]
    before, shown = world.stored(), owner.shown(oid)
    assert refusal(owner.patch(oid, operations)) == expected
    assert (world.stored(), owner.shown(oid)) == (before, shown)


def test_a_recurrence_member_alone_makes_no_series(world: World, owner: Caller) -> None:
    oid = owner.made()["oid"]
    before = world.stored()
    for said in ({"recurrenceCount": 3}, {"isRecurrence": True}, {"monday": True}):
        assert refusal(owner.patch(oid, [replaced(*one) for one in said.items()])) == (400, 10203)
    assert world.stored() == before


@pytest.mark.parametrize("body", [b"", b"{", b"[", b'[{"op":"replace","op":"add"}]'])
def test_what_is_no_json_changes_nothing(world: World, owner: Caller, body: bytes) -> None:
    oid = owner.made()["oid"]
    before = world.stored()
    response = world.http.patch(f"{BASE}/appointments/{oid}", content=body, headers=owner.headers)
    assert refusal(response) == (400, 10202 if body else 10200)
    assert world.stored() == before


def test_who_only_reads_may_neither_change_nor_remove(world: World, owner: Caller) -> None:
    oid, viewer = owner.made()["oid"], caller(world, "viewer")
    before = world.stored()
    assert refusal(viewer.patch(oid, [OPERATION])) == (403, 10101)
    assert refusal(viewer.delete(oid)) == (403, 10101)
    assert world.stored() == before


def test_who_takes_part_may_change_and_remove(world: World, owner: Caller) -> None:
    oid, personal = owner.made(participants=[{"oid": staff(world, "personal")}])["oid"], caller(world, "personal")
    assert personal.changed(oid, subject="Anders")["permissions"] == "ReadWriteRemove"
    assert personal.delete(oid).status_code == 200


def test_absent_private_trashed_and_other_things_are_neither_changed_nor_removed(world: World, owner: Caller) -> None:
    private = _booked(world, "2026-04-07 14:00", "2026-04-07 15:00", private=True).number
    trashed = owner.made()["oid"]
    assert owner.delete(trashed).status_code == 200
    viewer = caller(world, "viewer")
    before = world.stored()
    for oid in (private, trashed, world.records["contact"].number, 999_999, 0, "x", "9" * 400):
        assert refusal(viewer.patch(oid, [OPERATION])) == (404, 10100)
        assert refusal(viewer.delete(oid)) == (404, 10100)
    assert world.stored() == before


def test_a_removed_series_is_gone_whole_and_its_files_stay(world: World, owner: Caller) -> None:
    file = world.file(on=[world.on_appointment("recurring")])
    oid = world.appointments["recurring"].number
    response = owner.delete(oid)
    assert (response.status_code, response.content) == (200, b"")
    assert refusal(owner.get(f"/appointments/{oid}")) == (404, 10100)
    assert refusal(owner.get(f"/calendars/{oid}")) == (404, 10100)
    assert owner.listed(f"/calendars/{calendar_of(world, 'owner')}", after="2017-03-01", before="2017-06-01") == []
    assert world.services.library.file(world.actor("owner"), file.number) == file
