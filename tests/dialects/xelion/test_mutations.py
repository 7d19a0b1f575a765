"""One occurrence of a series as an appointment of its own: in `recurrenceMutations` and under its own OID."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from filebook.core.appointments import Appointment, ChangedOccurrence, Span, Status
from filebook.core.ids import Number
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.booking import NewAppointment
from tests.dialects.xelion.book import Caller, Json, calendar_of, caller, replaced, staff, stored
from tests.dialects.xelion.client import BASE, refusal
from tests.world import ZONE, World

SECOND, THIRD, FOURTH = date(2017, 3, 27), date(2017, 4, 3), date(2017, 4, 10)
MOVED = ChangedOccurrence(
    SECOND, Span(datetime(2017, 3, 28, 9, 0), datetime(2017, 3, 28, 10, 0), ZONE), subject="Verzet"
)
RECURRENCE = {"recurrenceType", "recurrenceCount", "firstRecurrenceDate", "monday", "recurrenceMutations"}


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _series(world: World) -> Appointment:
    return stored(world, world.appointments["recurring"].number)


def _differing(world: World, *changes: ChangedOccurrence, **members: Any) -> Number:
    """The known series with days that differ from it."""
    number = world.appointments["recurring"].number
    world.services.booking.change(
        world.actor("owner"), number, edit=lambda current: replace(current, changed=changes, **members)
    )
    return number


def _mutation(owner: Caller, world: World) -> Json:
    found = owner.shown(_differing(world, MOVED))["recurrenceMutations"]
    assert len(found) == 1
    mutation: Json = found[0]
    return mutation


def _listed(owner: Caller, world: World) -> list[tuple[str, str]]:
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2017-03-01", before="2017-05-01")
    return [(item["starttime"], item["subject"]) for item in items]


def test_changed_occurrences_are_appointments_with_oids_of_their_own(world: World, owner: Caller) -> None:
    mutation = _mutation(owner, world)
    number = world.appointments["recurring"].number
    series = owner.shown(number)
    assert not RECURRENCE & mutation.keys()
    assert mutation["isRecurrence"] is False
    assert (mutation["starttime"], mutation["endtime"]) == ("2017-03-28 07:00:00", "2017-03-28 08:00:00")
    assert mutation["subject"] == "Verzet"
    assert mutation["oid"] not in {str(number), ""}
    assert mutation["comment"]["oid"] == mutation["oid"]
    for shared in ("participants", "calendars", "userStatus", "internal", "permissions", "commonName"):
        assert mutation[shared] == series[shared], shared
    assert series["starttime"] == "2017-03-13 10:10:00"


def test_an_occurrence_is_read_under_its_oid_and_where_its_link_leads(world: World, owner: Caller) -> None:
    mutation = _mutation(owner, world)
    response = owner.get(f"/appointments/{mutation['oid']}")
    href = f"http://filebook.test{BASE}/calendars/{mutation['oid']}"
    assert response.json() == {"object": mutation, "links": [{"rel": "self", "href": href, "method": "GET"}]}
    assert owner.get(f"/calendars/{mutation['oid']}").content == response.content


def test_the_oid_of_an_occurrence_stays_and_reading_again_stores_nothing(world: World, owner: Caller) -> None:
    mutation = _mutation(owner, world)
    before = world.stored()
    assert owner.shown(world.appointments["recurring"].number)["recurrenceMutations"] == [mutation]
    assert world.stored() == before


def test_days_left_out_or_cancelled_are_no_mutations(world: World, owner: Caller) -> None:
    elsewhere = ChangedOccurrence(date(2017, 3, 21), MOVED.span)
    cancelled = ChangedOccurrence(FOURTH, MOVED.span, status=Status.CANCELLED)
    number = _differing(
        world, MOVED, ChangedOccurrence(THIRD, None), elsewhere, cancelled, cancelled_on=frozenset({SECOND})
    )
    assert "recurrenceMutations" not in owner.shown(number)


def test_a_series_that_xelion_has_no_words_for_tells_no_mutations(world: World, owner: Caller) -> None:
    untold = Rule(Frequency.MONTHLY, date(2017, 3, 13), by_month_day=(13, 27), count=6)
    shown = owner.shown(_differing(world, MOVED, rule=untold))
    assert shown["isRecurrence"] is False
    assert "recurrenceMutations" not in shown
    assert ("2017-03-28 07:00:00", "Verzet") in _listed(owner, world)


def test_one_occurrence_is_changed_and_the_others_stay(world: World, owner: Caller) -> None:
    oid = _mutation(owner, world)["oid"]
    before = _listed(owner, world)
    said = {"subject": "Toch", "locationString": "Parkweg 9", "starttime": "2017-03-29 08:00:00"}
    shown = owner.changed(oid, **said, endtime="2017-03-29 09:00:00", comment="Later")
    assert {name: shown[name] for name in said} == said
    assert shown["comment"]["content"] == "Later"
    series = _series(world)
    wanted = Span(datetime(2017, 3, 29, 10, 0), datetime(2017, 3, 29, 11, 0), ZONE)
    assert series.changed == (ChangedOccurrence(SECOND, wanted, subject="Toch", comment="Later", place="Parkweg 9"),)
    assert (series.subject, series.comment, series.place) == ("Weekly meeting", "", "")
    assert _listed(owner, world) == [
        ("2017-03-29 08:00:00", "Toch") if entry == ("2017-03-28 07:00:00", "Verzet") else entry for entry in before
    ]


def test_an_occurrence_that_another_door_numbered_is_changed_too(world: World, owner: Caller) -> None:
    actor = world.actor("owner")
    member = world.services.numbered_occurrences.of_series(actor, _series(world))[2]
    assert owner.shown(member.number)["starttime"] == "2017-03-27 09:10:00"
    owner.changed(member.number, allStartDay=True, allEndDay=True)
    assert owner.shown(member.number)["starttime"] == "2017-03-27 00:00:00"
    assert [one["oid"] for one in owner.shown(_series(world).number)["recurrenceMutations"]] == [str(member.number)]


def test_an_occurrence_that_is_as_its_series_says_again_is_no_mutation(world: World, owner: Caller) -> None:
    oid = _mutation(owner, world)["oid"]
    shown = owner.changed(oid, subject="Weekly meeting", starttime="2017-03-27 09:10:00", endtime="2017-03-27 09:20:00")
    assert _series(world).changed == ()
    assert "recurrenceMutations" not in owner.shown(_series(world).number)
    assert owner.shown(oid) == shown


def test_an_occurrence_written_back_as_it_is_read_changes_nothing(world: World, owner: Caller) -> None:
    mutation = _mutation(owner, world)
    before = _series(world)
    same = {name: mutation[name] for name in mutation.keys() - {"calendars", "participants", "permissions", "oid"}}
    del same["objectType"]
    assert owner.changed(mutation["oid"], **same) == mutation
    assert replace(_series(world), modified_at=before.modified_at) == before


def test_a_series_that_moves_to_another_weekday_keeps_its_mutations(world: World, owner: Caller) -> None:
    mutation = _mutation(owner, world)
    said = {"starttime": "2017-03-15 10:10:00", "endtime": "2017-03-15 10:20:00", "monday": False, "wednesday": True}
    series = owner.changed(_series(world).number, **said)
    assert series["firstRecurrenceDate"] == "2017-03-21 23:00:00"
    assert series["recurrenceMutations"] == [mutation]
    assert _series(world).changed[0].original_on == date(2017, 3, 29)
    assert owner.delete(mutation["oid"]).status_code == 200
    assert "2017-03-29" not in [starts[:10] for starts, _ in _listed(owner, world)]


def test_a_removed_occurrence_is_left_out_of_its_series(world: World, owner: Caller) -> None:
    oid = _mutation(owner, world)["oid"]
    before = _listed(owner, world)
    response = owner.delete(oid)
    assert (response.status_code, response.content) == (200, b"")
    assert _listed(owner, world) == [entry for entry in before if entry[1] != "Verzet"]
    assert len(before) - len(_listed(owner, world)) == 1
    for answer in (owner.get(f"/appointments/{oid}"), owner.get(f"/calendars/{oid}"), owner.delete(oid)):
        assert refusal(answer) == (404, 10100)
    assert refusal(owner.patch(oid, [replaced("subject", "Anders")])) == (404, 10100)
    assert "recurrenceMutations" not in owner.shown(_series(world).number)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "replace", "path": "/internal", "value": True}, (400, 10203)),
        (replaced("userStatus", "unavailable"), (400, 10203)),
        (replaced("commonName", "Anders"), (400, 10203)),
        (replaced("welcomeMessage", "Hallo"), (400, 10203)),
        (replaced("reminders", [{"minutes": 5}]), (400, 10203)),
        (replaced("recurrenceType", "daily"), (400, 10203)),
        ({"op": "replace", "path": "/isRecurrence", "value": True}, (400, 10203)),
        ({"op": "remove", "path": "/welcomeAttachment"}, (400, 10203)),
        ({"op": "add", "path": "/participants/1", "value": "${contact}"}, (400, 10203)),
        ({"op": "add", "path": "/calendars", "value": "${calendar}"}, (400, 10203)),
        ({"op": "remove", "path": "/participants/999999"}, (404, 10100)),
        (replaced("endtime", "2017-01-01 10:00:00"), (400, 10203)),
    ],
)
def test_what_all_occurrences_share_is_not_changed_in_one(
    world: World, owner: Caller, operation: Json, expected: tuple[int, int]
) -> None:
    oid = _mutation(owner, world)["oid"]
    before, shown = world.stored(), owner.shown(oid)
    known = {"${contact}": str(world.records["contact"].number), "${calendar}": calendar_of(world, "viewer")}
    operation = {**operation, "value": known.get(str(operation.get("value")), operation.get("value"))}
    assert refusal(owner.patch(oid, [replaced("subject", "Anders"), operation])) == expected
    assert (world.stored(), owner.shown(oid)) == (before, shown)


def test_who_only_reads_may_neither_change_nor_remove_an_occurrence(world: World, owner: Caller) -> None:
    oid, viewer = _mutation(owner, world)["oid"], caller(world, "viewer")
    before = world.stored()
    assert viewer.shown(oid)["permissions"] == "Read"
    assert refusal(viewer.patch(oid, [replaced("subject", "Anders")])) == (403, 10101)
    assert refusal(viewer.delete(oid)) == (403, 10101)
    assert world.stored() == before


def test_who_may_write_but_not_remove_changes_an_occurrence_and_leaves_it_in(world: World, owner: Caller) -> None:
    oid = _mutation(owner, world)["oid"]
    guest = str(world.users["personal"].staff.number)
    with world.house.catalogue.read() as tables:
        series = tables.appointments.get(world.business.number, _series(world).number)
    assert series is not None
    world.house.catalogue.write(
        lambda tables: tables.appointments.update(replace(series, permissions={guest: "write"}))
    )
    personal = caller(world, "personal")
    assert personal.changed(oid, subject="Anders")["permissions"] == "ReadWrite"
    before = world.stored()
    assert refusal(personal.delete(oid)) == (403, 10101)
    assert world.stored() == before


def test_occurrences_of_hidden_and_removed_series_are_not_there(world: World, owner: Caller) -> None:
    rule = Rule(Frequency.WEEKLY, date(2017, 3, 20), count=6)
    span = world.appointments["recurring"].span
    private = world.services.booking.add(world.actor("owner"), NewAppointment("Private", span, rule=rule, private=True))
    hidden = world.services.numbered_occurrences.of_series(world.actor("owner"), private)[1].number
    gone = _mutation(owner, world)["oid"]
    assert owner.delete(_series(world).number).status_code == 200
    viewer = caller(world, "viewer")
    before = world.stored()
    for oid in (hidden, gone):
        assert refusal(viewer.get(f"/appointments/{oid}")) == (404, 10100)
        assert refusal(viewer.get(f"/appointments/{oid}/attachments")) == (404, 10100)
        assert refusal(viewer.patch(oid, [replaced("subject", "Anders")])) == (404, 10100)
        assert refusal(viewer.delete(oid)) == (404, 10100)
    assert world.stored() == before
