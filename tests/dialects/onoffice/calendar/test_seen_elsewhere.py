"""One book: what is written through this door is the same in Xelion, and what another door made reads right here."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from filebook.core.appointments import ParticipantStatus
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from tests.dialects.onoffice.calendar.calls import book, create, found, listed, modify, one, span
from tests.dialects.onoffice.client import Client, Json
from tests.dialects.xelion.client import BASE, session
from tests.world import World

VIEWING: Json = {
    "description": "Bezichtiging",
    "note": "Sleutel bij de buren",
    "start_dt": "2026-10-20 11:10:00",
    "end_dt": "2026-10-20 11:55:00",
}
"""A Tuesday in summer time; the series crosses into winter time."""


def in_xelion(world: World, number: int, name: str = "owner") -> Json:
    """The appointment as Xelion tells it."""
    response = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, name))
    assert response.status_code == 200, response.text
    shown: dict[str, Any] = response.json()["object"]
    return shown


def weekdays(shown: Json) -> list[str]:
    """The days that are ticked."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return [day for day in days if shown[day]]


def test_a_single_appointment_is_the_same_in_xelion(world: World, client: Client) -> None:
    staff, contact = world.records["staff"].number, world.records["contact"].number
    people: Json = {"subscribers": {"users": [staff], "groups": []}, "relatedAddressIds": [contact]}
    number = create(client, VIEWING, **people, location={"sonstiges": "Marktplatz 3"})
    shown = in_xelion(world, number)
    assert (shown["oid"], shown["subject"]) == (str(number), "Bezichtiging")
    assert (shown["starttime"], shown["endtime"]) == ("2026-10-20 09:10:00", "2026-10-20 09:55:00")
    assert shown["comment"]["content"] == "Sleutel bij de buren"
    assert [one["oid"] for one in shown["participants"]] == [str(staff), str(contact)]
    assert (shown["locationString"], shown["isRecurrence"], shown["allStartDay"]) == ("Marktplatz 3", False, False)


def test_a_weekly_series_is_the_same_in_xelion(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    weekly: Json = {
        "rp_flag": True,
        "rp_type": "w",
        "rp_tage": 2,
        "rp_beginn_datum": "2026-10-20",
        "rp_ende_datum": "2026-12-15",
        "rp_ende_status": 1,
    }
    number = create(client, {**VIEWING, **weekly}, subscribers={"users": [staff], "groups": []})
    shown = in_xelion(world, number)
    assert shown["isRecurrence"] is True
    assert (shown["recurrenceType"], shown["recurrenceInterval"], weekdays(shown)) == ("weekly", 2, ["tuesday"])
    assert shown["recurrenceTerminationType"] == "recurrenceTerminationDate"
    # Local midnights: the first in summer time, the last in winter time.
    assert shown["firstRecurrenceDate"] == "2026-10-19 22:00:00"
    assert shown["recurrenceTerminationDate"] == shown["lastRecurrenceDate"] == "2026-12-14 23:00:00"


@pytest.mark.parametrize(("letter", "word"), [("t", "daily"), ("w", "weekly"), ("m", "monthly"), ("j", "yearly")])
def test_every_kind_of_series_is_told_by_xelion(world: World, client: Client, letter: str, word: str) -> None:
    shown = in_xelion(world, create(client, {**VIEWING, "rp_type": letter, "rp_ende_status": 2}))
    assert (shown["recurrenceType"], shown["recurrenceInterval"]) == (word, 1)
    assert shown["recurrenceTerminationType"] == "never"


def test_all_day_is_all_day_in_xelion(world: World, client: Client) -> None:
    shown = in_xelion(world, create(client, {**VIEWING, "ganztags": True}))
    assert (shown["allStartDay"], shown["allEndDay"]) == (True, True)
    assert (shown["starttime"], shown["endtime"]) == ("2026-10-20 00:00:00", "2026-10-20 23:59:59")


def test_what_is_changed_here_is_changed_in_xelion(world: World, client: Client) -> None:
    number = create(client, VIEWING, subscribers={"users": [world.records["staff"].number]})
    modify(client, number, {"start_dt": "2026-10-27 11:10:00", "end_dt": "2026-10-27 11:55:00", "note": "Moved"})
    shown = in_xelion(world, number)
    assert (shown["starttime"], shown["comment"]["content"]) == ("2026-10-27 10:10:00", "Moved")
    client.call("delete", "calendar", {}, resourceid=number)
    response = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner"))
    assert response.status_code == 404


def test_a_private_appointment_is_private_in_xelion(world: World, client: Client) -> None:
    number = create(client, {**VIEWING, "private": True}, subscribers={"users": [world.records["staff"].number]})
    assert in_xelion(world, number)["oid"] == str(number)
    response = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "viewer"))
    assert response.status_code == 404


def test_a_series_as_xelion_makes_it_reads_right_here(world: World, client: Client) -> None:
    """Its repetitions are counted from a first date of their own, and have weekdays."""
    staff, contact = world.records["staff"].number, world.records["contact"].number
    rule = Rule(Frequency.WEEKLY, date(2026, 10, 27), count=4, by_day=(ByDay(1),))
    made = book(
        world,
        span("2026-10-20 11:10", "2026-10-20 11:55"),
        comment="Sleutel bij de buren",
        rule=rule,
        participants=(staff, contact),
        statuses={contact: ParticipantStatus.ACCEPTED},
    )
    shown = one(client, made.number, showConfirmationStatus=1)
    assert (shown["start_dt"], shown["note"]) == ("2026-10-20 11:10:00", "Sleutel bij de buren")
    assert (shown["rp_flag"], shown["rp_type"], shown["rp_tage"]) == (True, "w", 1)
    assert (shown["rp_beginn_datum"], shown["rp_ende_datum"]) == ("2026-10-27", "2026-11-17")
    assert (shown["user_ids"], shown["assignedaddressids"]) == ([staff], [contact])
    assert shown["confirmationStatus"] == "confirmed"
    (record,) = listed(client, resourceid=made.number, data=["recurrence", "date"])
    assert record["elements"]["recurrence"] == {"interval": 1, "start": "2026-10-27", "end": "2026-11-17"}
    for day in ("2026-10-20", "2026-10-27", "2026-11-17"):
        assert found(client, datestart=day, dateend=day) == [made.number]
    assert found(client, datestart="2026-11-24", dateend="2026-11-24") == []


def test_a_count_and_weekdays_from_xelion_outlive_a_change_here(world: World, client: Client) -> None:
    rule = Rule(Frequency.WEEKLY, date(2026, 10, 22), count=5, by_day=(ByDay(1), ByDay(3)))
    made = book(world, span("2026-10-20 11:10", "2026-10-20 11:55"), rule=rule)
    before = in_xelion(world, made.number)
    shown = one(client, made.number)
    modify(client, made.number, {name: shown[name] for name in shown if name.startswith("rp_")} | {"note": "Changed"})
    after = in_xelion(world, made.number)
    assert after.pop("comment")["content"] == "Changed"
    before.pop("comment")
    assert after == before
    assert (weekdays(after), after["recurrenceCount"]) == (["tuesday", "thursday"], 5)


def test_both_doors_agree_on_every_start_of_a_day(world: World, client: Client) -> None:
    """Also where a clock change skips or doubles an hour: onOffice tells the wall, Xelion the instant."""
    start = datetime(2027, 3, 28)
    for quarter in range(0, 24 * 4, 3):
        wall = start + timedelta(minutes=15 * quarter)
        number = create(client, {"start_dt": str(wall), "end_dt": str(wall)})
        told = datetime.fromisoformat(in_xelion(world, number)["starttime"])
        assert one(client, number)["start_dt"] == str(wall)
        hours_ahead = 1 if wall.hour < 3 else 2
        assert told + timedelta(hours=hours_ahead) == wall
