"""`create`, `modify` and `delete` of `calendar`: what is kept, what stays, and what other people do not notice."""

from dataclasses import replace
from datetime import datetime

import pytest

from filebook.core.appointments import ParticipantStatus, Presence, Status
from filebook.core.ids import Kind
from tests.dialects.onoffice.calendar.calls import TIMES, book, create, found, listed, modify, one, span, stored
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.world import ZONE, World

DAY = span("2026-10-22 13:30", "2026-10-22 14:00")
EVERYTHING: Json = {
    "description": "Kundenbesuch",
    "note": "Schlüssel beim Nachbarn",
    "art": "Besichtigung",
    "status": "participantsAvailable",
    "private": "0",
    "erinnerung": "1 hours",
    "origin": "webform",
    "von": "viewer",
    "allowTransitTime": True,
    "transitTimePre": "00:20:00",
    "transitTimePost": "01:05:00",
}


def test_an_appointment_is_kept_with_all_that_is_said_of_it(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    world.services.booking.add_resource(world.actor("owner"), "Konferenzraum")
    number = create(
        client,
        {**EVERYTHING, "ressources": ["Konferenzraum"]},
        subscribers={"users": [str(staff)], "groups": []},
        relatedAddressIds=[str(contact)],
        relatedEstateId=str(estate),
        location={"sonstiges": "Marktplatz 3"},
        reminderTypes=["email", "popup"],
        extendedclaim="a marketplace's word",
    )
    shown = one(client, number)
    assert {name: shown[name] for name in ("start_dt", "end_dt", "description", "note", "status", "erinnerung")} == {
        **TIMES,
        "description": "Kundenbesuch",
        "note": "Schlüssel beim Nachbarn",
        "status": "participantsAvailable",
        "erinnerung": "1 hours",
    }
    assert (shown["art"], shown["von"], shown["private"]) == ({"Besichtigung": "Besichtigung"}, "viewer", "0")
    assert (shown["transitTimePre"], shown["transitTimePost"]) == ("00:20:00", "01:05:00")
    assert (shown["allowTransitTime"], shown["transitTime"]) == (True, None)
    assert (shown["user_ids"], shown["assignedaddressids"], shown["assignedobjectids"]) == (
        [staff],
        [contact],
        [estate],
    )
    assert (shown["ressources"], shown["ort"]) == (["Konferenzraum"], "Marktplatz 3")
    kept = stored(world, number)
    assert (kept.span, kept.reminder_minutes, kept.created_by) == (DAY, 60, "owner")
    assert (kept.owner, kept.status) == (world.users["owner"].staff, Status.ACTIVE)


def test_only_start_and_end_are_needed(client: Client) -> None:
    shown = one(client, create(client))
    assert (shown["description"], shown["user_ids"], shown["ort"], shown["erinnerung"]) == ("", [], "", "")


@pytest.mark.parametrize(
    ("starts", "ends", "kept"),
    [
        ("2026-10-22 13:30", "2026-10-22T14:00:00", ("2026-10-22 13:30:00", "2026-10-22 14:00:00")),
        ("2026-10-22T11:30:00Z", "2026-10-22T14:00:00+02:00", ("2026-10-22 13:30:00", "2026-10-22 14:00:00")),
        ("2026-10-22", "2026-10-23", ("2026-10-22 00:00:00", "2026-10-23 00:00:00")),
        ("2026-10-25 02:30:00", "2026-10-25 03:30:00", ("2026-10-25 02:30:00", "2026-10-25 03:30:00")),
        ("2026-10-22 13:30:00", "2026-10-22 13:30:00", ("2026-10-22 13:30:00", "2026-10-22 13:30:00")),
    ],
)
def test_times_are_read_in_the_forms_that_clients_send(
    client: Client, starts: str, ends: str, kept: tuple[str, str]
) -> None:
    shown = one(client, create(client, {"start_dt": starts, "end_dt": ends}))
    assert (shown["start_dt"], shown["end_dt"]) == kept


def test_all_day_is_all_day_at_both_ends(world: World, client: Client) -> None:
    number = create(client, {"ganztags": "1", "end_dt": "2026-10-23 14:00:00"})
    shown = one(client, number)
    assert (shown["start_dt"], shown["end_dt"]) == ("2026-10-22 00:00:00", "2026-10-23 23:59:59")
    assert stored(world, number).span == span(
        "2026-10-22 00:00", "2026-10-23 23:59:59", start_all_day=True, end_all_day=True
    )
    modify(client, number, {"note": "still all day", "ganztags": True})
    assert stored(world, number).span.start_all_day
    modify(client, number, {"end_dt": "2026-10-22 00:00:00"})
    assert one(client, number)["end_dt"] == "2026-10-22 23:59:59"
    modify(client, number, {"ganztags": False, "start_dt": "2026-10-22 09:00:00", "end_dt": "2026-10-22 10:00:00"})
    assert stored(world, number).span == span("2026-10-22 09:00", "2026-10-22 10:00")


def test_a_change_leaves_alone_what_it_does_not_name(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    world.services.booking.add_resource(world.actor("owner"), "Konferenzraum")
    number = create(
        client,
        {**EVERYTHING, "ressources": ["Konferenzraum"], "rp_type": "w"},
        subscribers={"users": [staff]},
        relatedAddressIds=[contact],
        relatedEstateId=estate,
        location={"estate": estate},
        reminderTypes="sms",
    )
    before = stored(world, number)
    world.clock.advance(seconds=1)
    modify(client, number, {"note": "new", "description": None, "start_dt": "", "erinnerung": None})
    assert stored(world, number) == replace(before, comment="new", modified_at=world.clock())
    modify(client, number)
    modify(client, number, {})
    assert one(client, number)["assignedobjectids"] == [estate]


def test_an_empty_text_clears_what_was_there(client: Client) -> None:
    number = create(client, EVERYTHING)
    modify(client, number, dict.fromkeys(("description", "note", "art", "erinnerung", "origin", "von"), ""))
    shown = one(client, number)
    assert (shown["description"], shown["note"], shown["art"], shown["erinnerung"]) == ("", "", [], "")
    assert shown["von"] == "owner"


def test_what_is_written_back_as_it_was_shown_changes_nothing_that_other_doors_know(
    world: World, client: Client
) -> None:
    made = book(
        world,
        span("2026-10-22 23:30", "2026-10-23 01:00", "America/New_York"),
        status=Status.PENDING,
        presence=Presence.OUT_OF_OFFICE,
        reminder_minutes=45,
        internal=True,
        fields={"xelion": {"userStatus": "unavailable"}},
    )
    shown = one(client, made.number)
    names = ("start_dt", "end_dt", "description", "note", "ganztags", "abgesagt", "status", "private", "erinnerung")
    modify(client, made.number, {name: shown[name] for name in names})
    kept = stored(world, made.number)
    assert replace(kept, modified_at=made.modified_at) == made
    for name in names:
        modify(client, made.number, {name: shown[name]})
    assert replace(stored(world, made.number), modified_at=made.modified_at) == made


def test_a_moved_time_keeps_its_own_zone(world: World, client: Client) -> None:
    made = book(world, span("2026-10-22 23:30", "2026-10-23 01:00", "America/New_York"))
    modify(client, made.number, {"end_dt": "2026-10-23 08:00:00"})
    assert stored(world, made.number).span == span("2026-10-22 23:30", "2026-10-23 02:00", "America/New_York")
    modify(client, made.number, {"start_dt": "2026-10-23 06:00:00"})
    assert stored(world, made.number).span == span("2026-10-23 00:00", "2026-10-23 02:00", "America/New_York")


@pytest.mark.parametrize(
    ("data", "status", "word"),
    [
        ({"abgesagt": True}, Status.CANCELLED, "canceled"),
        ({"abgesagt": "1", "status": "active"}, Status.ACTIVE, "active"),
        ({"abgesagt": False, "status": "canceled"}, Status.CANCELLED, "canceled"),
        ({"status": "cancelled"}, Status.CANCELLED, "canceled"),
        ({"status": "completed"}, Status.COMPLETED, "completed"),
        ({"abgesagt": "0"}, Status.ACTIVE, "active"),
    ],
)
def test_status_wins_over_cancelled(world: World, client: Client, data: Json, status: Status, word: str) -> None:
    number = create(client, data)
    changed = create(client, {"status": "participantsAvailable"})
    modify(client, changed, data)
    for one_of in (number, changed):
        assert stored(world, one_of).status is status
    assert one(client, number)["status"] == word


def test_a_cancelled_appointment_can_take_place_after_all(world: World, client: Client) -> None:
    number = create(client, {"abgesagt": True})
    modify(client, number, {"abgesagt": False})
    assert stored(world, number).status is Status.ACTIVE
    shown = book(world, DAY, status=Status.NO_SHOW)
    assert one(client, shown.number)["status"] == "completed"
    modify(client, shown.number, {"status": "completed"})
    assert stored(world, shown.number).status is Status.NO_SHOW


def test_addresses_are_added_or_replaced_and_keep_what_they_answered(world: World, client: Client) -> None:
    owner, staff = world.actor("owner"), world.records["staff"].number
    first, second, third = (world.services.records.add(owner, Kind.CONTACT, label="A contact").number for _ in range(3))
    number = create(client, relatedAddressIds=[first], subscribers={"users": [staff]})
    world.services.booking.change(owner, stored(world, number).number, statuses={first: ParticipantStatus.ACCEPTED})
    modify(client, number, relatedAddressIds=second)
    assert one(client, number)["assignedaddressids"] == [first, second]
    modify(client, number, relatedAddressIds=[third, first], replaceAddressIds=True)
    shown = one(client, number, showConfirmationStatus=True)
    assert shown["addresses"] == [
        {"id": first, "confirmationStatus": "confirmed"},
        {"id": third, "confirmationStatus": "not-set"},
    ]
    assert shown["user_ids"] == [staff]
    modify(client, number, replaceAddressIds=True)
    assert len(one(client, number)["assignedaddressids"]) == 2
    modify(client, number, relatedAddressIds=[], replaceAddressIds="1")
    assert one(client, number)["assignedaddressids"] == []


def test_subscribers_are_replaced_and_contacts_stay(world: World, client: Client) -> None:
    contact, staff, viewer = world.records["contact"].number, world.records["staff"].number, world.users["viewer"]
    number = create(client, relatedAddressIds=[contact], subscribers={"users": [staff]})
    modify(client, number, subscribers={"users": [viewer.staff.number], "groups": []})
    shown = one(client, number)
    assert (shown["user_ids"], shown["assignedaddressids"]) == ([viewer.staff.number], [contact])
    modify(client, number, subscribers=[])
    assert one(client, number)["user_ids"] == [viewer.staff.number]
    modify(client, number, subscribers={"groups": [world.business.number]})
    assert one(client, number)["groups"] == ["Main"]
    assert staff in one(client, number)["user_ids"]
    modify(client, number, subscribers={"users": [], "groups": []})
    assert (one(client, number)["user_ids"], one(client, number)["groups"]) == ([], [])


@pytest.mark.parametrize("nothing", [0, "0", None, ""])
def test_an_estate_is_linked_replaced_and_unlinked(world: World, client: Client, nothing: object) -> None:
    owner, estate, location = world.actor("owner"), world.records["estate"], world.records["location"]
    other = world.services.records.add(owner, Kind.ESTATE, label="Another")
    number = create(client, relatedEstateId=estate.number)
    world.services.booking.change(owner, stored(world, number).number, concerns=lambda now: [*now, location.number])
    modify(client, number, relatedEstateId=str(other.number))
    assert one(client, number)["assignedobjectids"] == [other.number]
    modify(client, number, relatedEstateId=nothing)
    assert one(client, number)["assignedobjectids"] == []
    concerns = world.services.book.concerns([stored(world, number)])[stored(world, number).number]
    assert set(concerns) == {location.number}


def test_resources_are_replaced_and_calendars_of_people_stay(world: World, client: Client) -> None:
    owner = world.actor("owner")
    room, car = (world.services.booking.add_resource(owner, name) for name in ("Konferenzraum", "Auto"))
    with world.house.catalogue.read() as tables:
        personal = next(one for one in tables.calendars.all(world.business.number) if one.owner is not None)
    made = book(world, DAY, calendars=(personal.number, room.number))
    modify(client, made.number, {"ressources": ["Auto"]})
    assert [one.number for one in stored(world, made.number).calendars] == [personal.number, car.number]
    assert one(client, made.number)["ressourcesWithKeys"] == {"Auto": "Auto"}
    modify(client, made.number, {"ressources": ["Auto", "Auto", "Konferenzraum"]})
    assert one(client, made.number)["ressources"] == ["Auto", "Konferenzraum"]
    modify(client, made.number, {"ressources": []})
    assert [one.number for one in stored(world, made.number).calendars] == [personal.number]


def test_a_place_is_shown_as_words_at_every_door_and_as_a_link_here(world: World, client: Client) -> None:
    owner = world.actor("owner")
    fields = {"street": "Hauptstr. 1", "zip": "52062", "city": "Aachen", "country": "Deutschland"}
    estate = world.services.records.add(owner, Kind.ESTATE, label="A house", fields=fields).number
    number = create(client, relatedEstateId=estate, location={"estate": str(estate)})
    assert stored(world, number).place == one(client, number)["ort"] == "Hauptstr. 1, 52062 Aachen, Deutschland"
    assert location(client, number) == {"type": "estate", "value": str(estate)}
    modify(client, number, relatedEstateId=0)
    assert location(client, number) == {"type": "sonstiges", "value": "Hauptstr. 1, 52062 Aachen, Deutschland"}
    modify(client, number, relatedEstateId=estate)
    assert location(client, number)["type"] == "estate"
    world.services.booking.change(owner, stored(world, number).number, edit=lambda now: replace(now, place="Elsewhere"))
    assert location(client, number) == {"type": "sonstiges", "value": "Elsewhere"}


def location(client: Client, number: int) -> Json:
    """The element `location`."""
    (record,) = listed(client, resourceid=number, data=["location"])
    shown: Json = record["elements"]["location"]
    return shown


def test_every_kind_of_place_is_kept(world: World, client: Client) -> None:
    contact, staff = world.records["contact"].number, world.records["staff"].number
    group = world.business.number
    number = create(client, relatedAddressIds=[contact], subscribers={"users": [staff], "groups": [group]})
    places: list[tuple[Json, str, Json]] = [
        ({"address": contact}, "A contact", {"type": "address", "value": str(contact)}),
        ({"user": staff}, "Owner Test", {"type": "user", "value": str(staff)}),
        ({"group": group}, "Main", {"type": "group", "value": str(group)}),
        ({"mandant": 1}, "Main", {"type": "mandant", "value": None}),
        ({"sonstiges": "Bar"}, "Bar", {"type": "sonstiges", "value": "Bar"}),
        ({"customVideoUrl": "https://v.example/1"}, "https://v.example/1", {"type": "customVideoUrl", "value": "https://v.example/1"}),
        ({"userMeetingUrl": staff}, "", {"type": "userMeetingUrl", "value": str(staff)}),
        ({"keine Angaben": ""}, "", {"type": "keine Angaben", "value": None}),
    ]  # fmt: skip
    for said, text, shown in places:
        modify(client, number, location=said)
        assert (one(client, number)["ort"], location(client, number)) == (text, shown), said


def test_a_deleted_appointment_is_gone_for_everybody_and_its_files_stay(world: World, client: Client) -> None:
    for kind in ("calendar", "appointment", "appointments"):
        number = create(client)
        result = client.call("delete", kind, {}, resourceid=number)
        assert result["data"]["records"] == [{"id": 0, "type": "", "elements": {"success": "success"}}]
        assert client.error("read", "calendar", {}, resourceid=number) == 169
        assert client.error("delete", kind, {}, resourceid=number) == 169
    file = world.file(on=(world.on_appointment(),))
    assert client.error("delete", "calendar", {}, resourceid=str(world.appointments["single"].number)) == 0
    assert world.services.library.file(world.actor("owner"), file.number) == file


def test_a_participant_may_change_and_delete_but_a_viewer_who_is_none_may_not(world: World, client: Client) -> None:
    personal = as_user(world, "personal")
    number = create(client, subscribers={"users": [world.users["personal"].staff.number]})
    modify(personal, number, {"note": "mine"})
    viewer = as_user(world, "viewer")
    before = world.stored()
    assert viewer.error("modify", "calendar", {"data": {"note": "x"}}, resourceid=number) == 169
    assert viewer.error("delete", "calendar", {}, resourceid=number) == 169
    assert viewer.error("create", "calendar", {"data": TIMES}) == 80
    assert personal.error("create", "calendar", {"data": TIMES}) == 80
    assert world.stored() == before
    assert one(client, number)["note"] == "mine"
    assert personal.error("delete", "calendar", {}, resourceid=number) == 0


def test_every_change_is_later_and_found_as_such(world: World, client: Client) -> None:
    number = create(client)
    seen = [stored(world, number).modified_at]
    for note in ("a", "b"):
        modify(client, number, {"note": note})
        seen.append(stored(world, number).modified_at)
    assert seen == sorted(set(seen))


def test_another_businesses_appointment_is_not_changed(world: World, client: Client, foreign_client: Client) -> None:
    for _ in range(30):
        number = create(client)
    before = stored(world, number)
    for verb in ("modify", "delete"):
        assert foreign_client.error(verb, "calendar", {"data": {"note": "x"}}, resourceid=number) == 169
    assert stored(world, number) == before


def test_a_strict_business_keeps_to_the_documented_reminders(strict_client: Client, client: Client) -> None:
    assert one(client, create(client, {"erinnerung": "45 minutes"}))["erinnerung"] == "45 minutes"
    assert one(strict_client, create(strict_client, {"erinnerung": "3 weeks"}))["erinnerung"] == "3 weeks"
    assert strict_client.error("create", "calendar", {"data": {**TIMES, "erinnerung": "45 minutes"}}) == 252


def test_a_batch_of_appointments_is_made_in_order(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    parameters = {"data": TIMES, "subscribers": {"users": [staff], "groups": []}}
    answer = client.send(*(client.signed("create", "calendar", parameters, identifier=str(n)) for n in range(20)))
    results = answer["response"]["results"]
    assert [result["identifier"] for result in results] == [str(n) for n in range(20)]
    numbers = [result["data"]["records"][0]["id"] for result in results]
    assert numbers == sorted(numbers) == found(client, datestart="2026-10-22", dateend="2026-10-22")


def test_times_are_kept_in_the_zone_of_the_business(world: World, client: Client) -> None:
    kept = stored(world, create(client)).span
    assert (kept.starts, kept.zone) == (datetime(2026, 10, 22, 13, 30), ZONE)
