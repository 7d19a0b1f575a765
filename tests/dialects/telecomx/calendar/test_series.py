"""Series: their occurrences, the master by its id, one day changed or deleted."""

from typing import Any

import pytest

from filebook.core.appointments import Status
from filebook.core.ids import short_of
from tests.dialects.telecomx.calendar.events import Event, change, delete, get, id_of, listed, served
from tests.dialects.telecomx.client import refusal
from tests.world import World


@pytest.fixture
def weeks(world: World) -> list[Event]:
    """The seven Mondays of the known series, over a clock change."""
    return listed(world, filter="weekly")


def again(world: World) -> list[Event]:
    return listed(world, start="2017-03-01", end="2017-05-01")


def test_a_series_is_listed_by_its_occurrences_under_ids_that_stay(world: World, weeks: list[Event]) -> None:
    assert [event["start"] for event in weeks] == [
        *("2017-03-13T10:10:00.000Z", "2017-03-20T10:10:00.000Z", "2017-03-27T09:10:00.000Z"),
        *("2017-04-03T09:10:00.000Z", "2017-04-10T09:10:00.000Z", "2017-04-17T09:10:00.000Z"),
        "2017-04-24T09:10:00.000Z",
    ]
    assert {(event["type"], event["seriesMasterId"]) for event in weeks} == {("occurrence", id_of(world, "recurring"))}
    assert len({event["_id"] for event in weeks}) == 7
    assert listed(world, filter="WEEKLY") == weeks
    assert get(world, weeks[2]["_id"]).json() == weeks[2]


def test_the_master_is_shown_by_its_id_alone(world: World, weeks: list[Event]) -> None:
    master = get(world, id_of(world, "recurring")).json()
    assert (master["type"], master["start"]) == ("seriesMaster", weeks[0]["start"])
    assert "seriesMasterId" not in master
    assert master["_id"] not in {event["_id"] for event in weeks}


def test_a_changed_occurrence_is_an_exception_and_the_others_stay(world: World, weeks: list[Event]) -> None:
    said: Event = {
        "subject": "Flyttet",
        "start": "2017-03-28T08:00:00.000Z",
        "end": "2017-03-28T08:30:00.000Z",
        "location": {"displayName": "Kantinen"},
        "body": {"content": "Ét døgn senere"},
        "importance": "high",
    }
    changed = served(change(world, weeks[2]["_id"], **said))
    preview = {"type": "text", "preview": "Ét døgn senere"}
    expected = {**weeks[2], **said, "type": "exception", "body": {"content": "Ét døgn senere", **preview}}
    assert changed == expected
    assert again(world) == [*weeks[:2], expected, *weeks[3:]]
    kept = world.services.book.get(world.actor("owner"), world.appointments["recurring"].number)
    (only,) = kept.changed
    assert (only.subject, only.place, only.comment) == ("Flyttet", "Kantinen", "Ét døgn senere")


def test_an_occurrence_sent_back_as_it_was_shown_stays_an_occurrence(world: World, weeks: list[Event]) -> None:
    assert served(change(world, weeks[3]["_id"], **weeks[3])) == weeks[3]
    assert again(world) == weeks


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("showAs", "free"),
        ("sensitivity", "private"),
        ("isReminderOn", True),
        ("attendees", [{"name": "Ukendt"}]),
        ("employee", "viewer"),
    ],
)
def test_what_a_series_shares_cannot_differ_on_one_day(
    world: World, weeks: list[Event], member: str, value: Any
) -> None:
    before = world.stored()
    if member == "employee":
        value = short_of(world.users[value].staff.uid)
    response = change(world, weeks[1]["_id"], **{member: value})
    assert refusal(response) == (422, member)
    assert world.stored() == before
    assert again(world) == weeks


def test_a_cancelled_occurrence_is_told_as_cancelled_and_can_be_brought_back(world: World, weeks: list[Event]) -> None:
    gone = served(change(world, weeks[1]["_id"], isCancelled=True))
    assert (gone["isCancelled"], gone["type"]) == (True, "exception")
    assert [event["isCancelled"] for event in again(world)] == [False, True, *[False] * 5]
    assert served(change(world, weeks[1]["_id"], isCancelled=False))["isCancelled"] is False


def test_a_deleted_occurrence_is_gone_and_its_series_happens_without_that_day(world: World, weeks: list[Event]) -> None:
    served(change(world, weeks[4]["_id"], subject="Før"))
    assert served(delete(world, weeks[4]["_id"])) == {"success": True}
    assert refusal(get(world, weeks[4]["_id"])) == (404, "not_found")
    assert again(world) == [*weeks[:4], *weeks[5:]]
    kept = world.services.book.get(world.actor("owner"), world.appointments["recurring"].number)
    assert len(kept.cancelled_on) == 1
    assert kept.status is Status.ACTIVE


@pytest.mark.parametrize("named", ["occurrence", "master"])
def test_apply_to_master_deletes_the_whole_series(world: World, weeks: list[Event], named: str) -> None:
    event = weeks[4]["_id"] if named == "occurrence" else id_of(world, "recurring")
    assert served(delete(world, event, query="?applyToMaster=true")) == {"success": True}
    assert again(world) == []
    for gone in (weeks[0]["_id"], id_of(world, "recurring")):
        assert refusal(get(world, gone)) == (404, "not_found")


def test_the_master_moves_all_its_days_but_not_to_other_weekdays(world: World, weeks: list[Event]) -> None:
    master = id_of(world, "recurring")
    tuesday = {"start": "2017-03-14T10:10:00Z", "end": "2017-03-14T10:20:00Z"}
    before = world.stored()
    assert refusal(change(world, master, **tuesday)) == (422, "start")
    assert world.stored() == before
    served(change(world, master, start="2017-03-13T11:00:00Z", end="2017-03-13T12:00:00Z", subject="Senere"))
    assert [event["start"][11:16] for event in again(world)] == ["11:00"] * 2 + ["10:00"] * 5
    assert {event["subject"] for event in again(world)} == {"Senere"}
