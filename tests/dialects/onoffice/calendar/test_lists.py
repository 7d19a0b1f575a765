"""`appointmentList`: its elements, its filter, its pages."""

from datetime import timedelta

import pytest

from filebook.core.appointments import ParticipantStatus, Status
from filebook.core.ids import Kind
from tests.dialects.onoffice.calendar.calls import book, create, listed, one, span, stored
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.world import World

DAY = span("2026-10-22 13:30", "2026-10-22 14:00")
OCTOBER = {"startDate": "2026-10-01", "endDate": "2026-10-31"}
ELEMENTS = {
    *("id", "createdBy", "modified", "subject", "notes", "type", "status", "confirmationStatus", "private", "date"),
    *("travelTime", "location", "recurrence", "reminder", "groups", "users", "resources", "contacts", "estate"),
    *("project", "conflicts"),
}

OWNER: Json = {"userName": "owner", "firstName": "Owner", "lastName": "Test", "email": "owner@main.example"}
WHOLE: Json = {
    "createdBy": "owner",
    "modified": "2026-03-30T07:00:00+00:00",
    "subject": "Kundenbesuch",
    "notes": "Key",
    "type": {"value": "Besichtigung", "label": "Besichtigung"},
    "status": {"value": "active", "label": "active"},
    "confirmationStatus": "sent",
    "private": False,
    "date": {"start": "2026-10-22T11:30:00+00:00", "end": "2026-10-22T12:00:00+00:00", "allDay": False},
    "travelTime": {"outward": 20, "return": None},
    "recurrence": {"interval": 1, "start": "2026-10-22", "end": "2026-12-31"},
    "reminder": {"timeBefore": "15 minutes", "confirmedOnly": False, "types": ["popup"]},
    "groups": [],
    "resources": [{"id": "Konferenzraum", "name": "Konferenzraum"}],
    "conflicts": {f"conflicted{what}": [] for what in ("Users", "Resources", "Addresses", "Estates")},
}
"""What is shown of the appointment that the first test makes, beside ids."""


def ids(client: Client, **said: object) -> list[int]:
    return [record["id"] for record in listed(client, **said)]


def test_every_element_is_shown_where_none_is_named(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    owner = world.actor("owner")
    project = world.services.records.add(owner, Kind.PROJECT, label="A project").number
    world.services.booking.add_resource(owner, "Konferenzraum")
    number = create(
        client,
        {
            "description": "Kundenbesuch",
            "note": "Key",
            "art": "Besichtigung",
            "erinnerung": "15 minutes",
            "ressources": ["Konferenzraum"],
            "rp_type": "w",
            "rp_ende_datum": "2026-12-31",
            "allowTransitTime": 1,
            "transitTimePre": 20,
        },
        subscribers={"users": [staff], "groups": []},
        relatedAddressIds=[contact],
        relatedEstateId=estate,
        location={"estate": estate},
        reminderTypes=["popup"],
    )
    world.services.booking.change(
        owner,
        stored(world, number).number,
        statuses={contact: ParticipantStatus.SENT},
        concerns=lambda now: [*now, project],
    )
    (record,) = listed(client, resourceid=number, data=[])
    (staff_text, contact_text, estate_text) = map(str, (staff, contact, estate))
    assert (record["id"], record["type"]) == (number, "calendar")
    assert record["elements"] == {
        **WHOLE,
        "id": str(number),
        "location": {"type": "estate", "value": estate_text},
        "reminder": {**WHOLE["reminder"], "recipients": [staff_text]},
        "users": [{**OWNER, "id": staff_text}],
        "contacts": [{"id": contact_text, "confirmationStatus": "sent"}],
        "estate": {"id": estate_text},
        "project": {"id": str(project)},
    }
    assert record["elements"].keys() == ELEMENTS
    assert one(client, number)["ProjektNr"] == str(project)


def test_nothing_is_null_or_empty_where_there_is_nothing(client: Client) -> None:
    (record,) = listed(client, resourceid=create(client))
    shown = record["elements"]
    assert (shown["recurrence"], shown["reminder"], shown["estate"], shown["project"]) == (None, None, None, None)
    assert (shown["groups"], shown["users"], shown["resources"], shown["contacts"]) == ([], [], [], [])
    assert shown["location"] == {"type": "keine Angaben", "value": None}
    assert shown["travelTime"] == {"outward": None, "return": None}
    assert shown["type"] == {"value": "", "label": ""}


def test_only_the_elements_that_are_named_are_shown(client: Client) -> None:
    number = create(client, {"description": "Kundenbesuch"})
    (record,) = listed(client, resourceid=str(number), data=["subject", "status", "no such element"])
    assert record["elements"] == {"subject": "Kundenbesuch", "status": {"value": "active", "label": "active"}}


def test_a_strict_business_refuses_an_element_that_there_is_not(strict_client: Client) -> None:
    number = create(strict_client)
    result = strict_client.call("get", "appointmentList", {"data": ["subject", "color"]}, resourceid=number)
    assert result["status"] == {"errorcode": 144, "message": 'Invalid field in input data: "color"'}


def test_follow_ups_are_told_on_request(world: World, client: Client) -> None:
    contact = world.records["contact"].number
    number = create(client, relatedAddressIds=[contact])
    (record,) = listed(client, resourceid=number, data=["contacts"], showFollowUpStatus=True)
    answered = {"id": str(contact), "confirmationStatus": "not-set"}
    assert record["elements"]["contacts"] == [{**answered, "followUpAvailable": False, "followUpStatus": None}]


def test_days_are_days_in_every_zone(world: World, client: Client) -> None:
    day = span("2026-10-22 00:00", "2026-10-23 23:59:59", "Asia/Tokyo", start_all_day=True, end_all_day=True)
    (record,) = listed(client, resourceid=book(world, day).number, data=["date"])
    assert record["elements"]["date"] == {
        "start": "2026-10-22T00:00:00+00:00",
        "end": "2026-10-23T23:59:59+00:00",
        "allDay": True,
    }


def test_a_period_finds_everybodys_and_users_and_groups_narrow_it(world: World, client: Client) -> None:
    staff, viewer = world.records["staff"].number, world.users["viewer"].staff.number
    own, other = book(world, DAY, participants=(staff,)).number, book(world, DAY, participants=(viewer,)).number
    nobodys, group = book(world, DAY).number, world.business.number
    everybodys = create(client, subscribers={"users": [], "groups": [group]})
    assert ids(client, filter=OCTOBER) == [own, other, nobodys, everybodys]
    assert ids(client, filter={**OCTOBER, "userIds": [str(viewer)]}) == [other, everybodys]
    assert ids(client, filter={**OCTOBER, "groupIds": [group]}) == [own, other, everybodys]
    assert ids(client, filter={"startDate": "2026-10-23", "endDate": "2026-10-23"}) == []
    assert ids(as_user(world, "personal"), filter=OCTOBER) == [everybodys]


@pytest.mark.parametrize(
    ("filter_", "which"),
    [
        ({"isCancelled": True}, ["cancelled"]),
        ({"isCancelled": False}, ["done", "weekly"]),
        ({"isDone": "1"}, ["done"]),
        ({"isDone": 0, "isCancelled": 0}, ["weekly"]),
        ({"isRecurrent": True}, ["weekly"]),
        ({"isRecurrent": False}, ["cancelled", "done"]),
        ({"isRecurrent": None}, ["cancelled", "done", "weekly"]),
        ({"subject": [{"op": "like", "val": "WEEK%"}]}, ["weekly"]),
        ({"notes": [{"op": "!=", "val": ""}]}, ["done"]),
        ({"type": [{"op": "in", "val": ["Beratung"]}]}, ["weekly"]),
        ({"createdBy": [{"op": "=", "val": "owner"}], "type": [{"op": "=", "val": ""}]}, ["cancelled", "done"]),
    ],
)
def test_flags_and_comparisons_narrow_the_list(world: World, client: Client, filter_: Json, which: list[str]) -> None:
    made = {
        "cancelled": book(world, DAY, status=Status.CANCELLED).number,
        "done": book(world, DAY, status=Status.COMPLETED, comment="well done").number,
        "weekly": create(client, {"rp_type": "w", "description": "weekly", "art": "Beratung"}),
    }
    assert ids(client, filter={**OCTOBER, **filter_}) == [made[name] for name in which]


def test_pages_make_up_the_whole_list(world: World, client: Client) -> None:
    made = [
        book(world, span(str(at), str(at))).number
        for at in (DAY.starts + timedelta(minutes=minute) for minute in range(25))
    ]
    assert ids(client, filter=OCTOBER) == made
    pages = [ids(client, filter=OCTOBER, listlimit=10, listoffset=offset) for offset in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [number for page in pages for number in page] == made
    result = client.call("get", "appointmentList", {"filter": OCTOBER, "listlimit": 10, "data": ["id"]})
    assert result["data"]["meta"] == {"cntabsolute": 25}
    assert result["cacheable"] is True


def test_conflicts_of_a_list_are_told_where_they_are_asked_for(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    for _ in range(2):
        book(world, DAY, participants=(staff,))
    shown = [record["elements"] for record in listed(client, filter=OCTOBER, data=["conflicts"])]
    assert [elements["conflicts"]["conflictedUsers"] for elements in shown] == [[{"id": str(staff)}]] * 2
    assert all(record["elements"].keys() == {"id"} for record in listed(client, filter=OCTOBER, data=["id"]))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, 289),
        ({"filter": []}, 289),
        ({"filter": {"endDate": "2026-10-31"}}, 91),
        ({"filter": {"startDate": "2026-10-31"}}, 92),
        ({"filter": {"startDate": "2026-10-31", "endDate": "2026-10-01"}}, 93),
        ({"filter": {"startDate": "soon", "endDate": "2026-10-01"}}, 255),
        ({"filter": {**OCTOBER, "userIds": 5}}, 301),
        ({"filter": {**OCTOBER, "groupIds": {"a": 1}}}, 295),
        ({"filter": {**OCTOBER, "color": [{"op": "=", "val": "red"}]}}, 154),
        ({"filter": {**OCTOBER, "isDone": "nearly"}}, 255),
        ({"filter": OCTOBER, "data": {"subject": ["x"]}}, 255),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(world: World, client: Client, said: Json, code: int) -> None:
    book(world, DAY)
    assert client.error("get", "appointmentList", said) == code


@pytest.mark.parametrize(("resourceid", "code"), [(999_999, 169), ("x", 121)])
def test_an_unknown_appointment_is_refused(client: Client, resourceid: object, code: int) -> None:
    assert client.error("get", "appointmentList", {"data": []}, resourceid=resourceid) == code
