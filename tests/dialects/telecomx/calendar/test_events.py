"""Events made, shown and changed, member by member, against the shared appointment."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from filebook.core.appointments import Appointment, ParticipantStatus, Presence, Span, Status
from filebook.core.ids import Kind, short_of
from filebook.services.booking import NewAppointment
from tests.dialects.telecomx.calendar.events import MEETING, Event, change, create, employee, get, served
from tests.world import ZONE, World

DAY: Event = {"start": "2026-03-29T00:00:00.000Z", "end": "2026-03-30T00:00:00.000Z", "isAllDay": True}
"""The day on which clocks go forward."""


def stored(world: World, event: Event) -> Appointment:
    return world.services.diary.find(world.actor("owner"), event["_id"]).member.whole


def with_email(world: World, address: str) -> None:
    """Give the known contact an e-mail."""
    world.services.records.change(
        world.actor("owner"),
        world.records["contact"].number,
        kind=Kind.CONTACT,
        edit=lambda record: replace(record, fields={**record.fields, "email": address}),
    )


def test_an_event_has_just_the_members_that_have_a_value(world: World) -> None:
    event = create(world)
    assert event == {
        "_id": event["_id"],
        "customer": short_of(world.business.uid),
        "employee": employee(world, "owner"),
        "subject": "Fremvisning",
        "start": MEETING["start"],
        "end": MEETING["end"],
        "isAllDay": False,
        "type": "singleInstance",
        "showAs": "busy",
        "sensitivity": "normal",
        "isCancelled": False,
        "isOrganizer": True,
        "isReminderOn": False,
    }
    assert get(world, event["_id"].upper()).json() == event


def test_every_member_is_kept_and_the_shared_ones_are_the_appointments(world: World) -> None:
    with_email(world, "Kunde@Main.example")
    said: Event = {
        "externalId": "m365-17",
        "body": {"content": "Nøglen er hos naboen", "type": "text"},
        "importance": "high",
        "showAs": "workingElsewhere",
        "sensitivity": "confidential",
        "isOnlineMeeting": True,
        "isOrganizer": False,
        "onlineMeetingJoinUrl": "https://meet.example/17",
        "isReminderOn": True,
        "reminderMinutesBeforeStart": 30,
        "location": {"displayName": "Kontoret", "address": "Strandvejen 1"},
        "attendees": [
            {"name": "Kunden", "emailAddress": "kunde@main.example", "type": "optional", "status": "accepted"},
            {"name": "Ukendt", "emailAddress": "ukendt@elsewhere.example", "type": "required", "status": "declined"},
        ],
    }
    event = create(world, **said)
    preview = {"preview": "Nøglen er hos naboen"}
    kunde = {"name": "A contact", "emailAddress": "Kunde@Main.example", "type": "optional", "status": "accepted"}
    shown = {name: event[name] for name in said}
    assert shown == {**said, "body": {**said["body"], **preview}, "attendees": [kunde, said["attendees"][1]]}
    assert get(world, event["_id"]).json() == event
    kept = stored(world, event)
    assert (kept.subject, kept.comment, kept.place) == ("Fremvisning", "Nøglen er hos naboen", "Kontoret")
    assert (kept.presence, kept.private, kept.reminder_minutes) == (Presence.OUT_OF_OFFICE, True, 30)
    assert [(one.record.number, one.status) for one in kept.participants] == [
        (world.users["owner"].staff.number, ParticipantStatus.UNSET),
        (world.records["contact"].number, ParticipantStatus.ACCEPTED),
    ]
    assert kept.span == Span(datetime(2026, 4, 7, 14, 30), datetime(2026, 4, 7, 15, 15), ZONE)


@pytest.mark.parametrize(
    ("word", "presence"),
    [
        ("unknown", Presence.BUSY),
        ("free", Presence.FREE),
        ("tentative", Presence.BUSY),
        ("busy", Presence.BUSY),
        ("oof", Presence.OUT_OF_OFFICE),
        ("workingElsewhere", Presence.OUT_OF_OFFICE),
    ],
)
def test_show_as_keeps_its_word_until_another_door_changes_what_it_means(
    world: World, word: str, presence: Presence
) -> None:
    event = create(world, showAs=word)
    kept = stored(world, event)
    assert (event["showAs"], kept.presence) == (word, presence)
    other = Presence.BUSY if presence is Presence.FREE else Presence.FREE
    owner = world.actor("owner")
    world.services.booking.change(owner, kept.number, edit=lambda current: replace(current, presence=other))
    assert get(world, event["_id"]).json()["showAs"] == ("busy" if other is Presence.BUSY else "free")


@pytest.mark.parametrize(("word", "private"), [("normal", False), ("personal", False), ("private", True)])
def test_sensitivity_is_whether_an_appointment_is_private(world: World, word: str, private: bool) -> None:
    event = create(world, sensitivity=word)
    assert (event["sensitivity"], stored(world, event).private) == (word, private)


def test_what_is_changed_changes_and_the_rest_stays(world: World) -> None:
    event = create(world, importance="low", location="Kontoret", body="Før", reminderMinutesBeforeStart=10)
    changed = served(change(world, event["_id"], subject="Andet", location=None, importance=None, isCancelled=1))
    expected = {**event, "subject": "Andet", "isCancelled": True}
    assert changed == {name: value for name, value in expected.items() if name != "location"}
    assert stored(world, event).status is Status.CANCELLED
    again = served(change(world, event["_id"], isCancelled="false", isReminderOn=False))
    assert (again["isCancelled"], again["isReminderOn"]) == (False, False)
    assert "reminderMinutesBeforeStart" not in again


def test_an_event_sent_back_as_it_was_shown_stays_as_it_is(world: World) -> None:
    world.services.booking.change(
        world.actor("owner"),
        world.appointments["single"].number,
        participants=lambda there: [*there, world.records["contact"].number],
        statuses={world.records["contact"].number: ParticipantStatus.TENTATIVE},
    )
    before = get(world, short_of(world.appointments["single"].uid)).json()
    assert before["attendees"] == [{"name": "A contact", "type": "required", "status": "tentativelyAccepted"}]
    assert served(change(world, before["_id"], **before)) == before


def test_a_moved_event_moves_and_keeps_the_edge_that_is_not_said(world: World) -> None:
    event = create(world)
    changed = served(change(world, event["_id"], start="2026-04-07T14:00:00+02:00"))
    assert (changed["start"], changed["end"]) == ("2026-04-07T12:00:00.000Z", MEETING["end"])


def test_all_day_is_told_in_dates_that_no_zone_and_no_clock_change_shifts(world: World) -> None:
    event = create(world, **DAY)
    assert {name: event[name] for name in DAY} == DAY
    assert stored(world, event).span == Span(
        datetime(2026, 3, 29), datetime(2026, 3, 29, 23, 59, 59), ZONE, start_all_day=True, end_all_day=True
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-29", "2026-03-29"),
        ("2026-03-29T00:00:00.000Z", "2026-03-29T23:59:59.999Z"),
        ("2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),  # a browser's local midnights
        ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
    ],
)
def test_other_ways_to_say_the_same_day_are_understood(world: World, start: str, end: str) -> None:
    event = create(world, start=start, end=end, isAllDay=True)
    assert {name: event[name] for name in DAY} == DAY


def test_the_second_of_a_doubled_hour_is_not_mistaken_for_the_first(world: World) -> None:
    times = {"start": "2026-10-25T01:15:00.000Z", "end": "2026-10-25T01:45:00.000Z"}  # 02:15, after clocks went back
    event = create(world, **times)
    assert {name: event[name] for name in times} == times


def test_html_is_shown_as_it_was_written_and_read_as_text_everywhere_else(world: World) -> None:
    content = "<style>p {}</style><p>Hej&nbsp;<b>du</b></p><p>1 &lt; 2<br>Slut</p>"
    event = create(world, body={"content": content, "type": "html"})
    assert event["body"] == {"content": content, "type": "html", "preview": "Hej du 1 < 2 Slut"}
    kept = stored(world, event)
    assert kept.comment == "Hej du\n1 < 2\nSlut"
    owner = world.actor("owner")
    world.services.booking.change(owner, kept.number, edit=lambda current: replace(current, comment="Nyt"))
    assert get(world, event["_id"]).json()["body"] == {"content": "Nyt", "type": "text", "preview": "Nyt"}


@pytest.mark.parametrize(
    "said",
    [
        {"emailAddress": "viewer@main.example"},
        {"emailAddress": {"name": "Bo", "address": "VIEWER@main.example"}, "status": {"response": "none"}},
    ],
)
def test_an_attendee_is_known_by_the_e_mail(world: World, said: Any) -> None:
    event = create(world, attendees=[said, said])
    shown = {"name": "Viewer Test", "emailAddress": "viewer@main.example", "type": "required", "status": "none"}
    assert event["attendees"] == [shown]
    assert get(world, event["_id"], by="viewer").json() == event


def test_attendees_who_are_not_named_any_more_are_gone(world: World) -> None:
    both = [{"emailAddress": "viewer@main.example"}, {"name": "Ukendt"}]
    event = create(world, attendees=both)
    changed = served(change(world, event["_id"], attendees=[]))
    assert "attendees" not in changed
    assert [one.record.number for one in stored(world, event).participants] == [world.users["owner"].staff.number]


def test_an_event_belongs_to_the_employee_who_is_named(world: World) -> None:
    event = create(world, employee=employee(world, "viewer").upper(), customer=short_of(world.business.uid))
    assert (event["employee"], event["isOrganizer"]) == (employee(world, "viewer"), False)
    moved = served(change(world, event["_id"], employee=employee(world, "personal")))
    assert moved["employee"] == employee(world, "personal")
    assert "attendees" not in moved
    assert get(world, event["_id"], by="personal").status_code == 200


def test_an_appointment_of_another_door_belongs_to_the_staff_who_take_part(world: World) -> None:
    span = world.appointments["single"].span
    people = [world.records["contact"].number, world.users["viewer"].staff.number]
    booked = world.services.booking.add(world.actor("owner"), NewAppointment("Klip", span, participants=people))
    shown = get(world, short_of(booked.uid)).json()
    assert (shown["employee"], shown["isOrganizer"]) == (employee(world, "viewer"), False)
    assert [one["name"] for one in shown["attendees"]] == ["A contact"]
