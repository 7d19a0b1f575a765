"""`read`/`calendar`: which appointments are found, and what is shown of them."""

from datetime import date, timedelta

import pytest

from filebook.core.appointments import ParticipantStatus, Status
from filebook.core.ids import Kind
from filebook.core.recurrence.rule import Frequency, Rule
from tests.dialects.onoffice.calendar.calls import TIMES, book, create, found, modify, one, span
from tests.dialects.onoffice.client import Client, Json, as_user, client_of
from tests.world import World

OCTOBER = {"datestart": "2026-10-01", "dateend": "2026-10-31"}
DAY = span("2026-10-22 13:30", "2026-10-22 14:00")


def test_an_appointment_of_another_door_is_shown_whole(world: World, client: Client) -> None:
    room = world.services.booking.add_resource(world.actor("owner"), "Konferenzraum")
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    made = book(
        world,
        DAY,
        comment="Key at the neighbours",
        place="Hauptstr. 1, 52062 Aachen",
        participants=(staff, contact),
        statuses={contact: ParticipantStatus.SENT},
        concerns=(estate,),
        calendars=(room.number,),
        reminder_minutes=15,
    )
    assert one(client, made.number, showConfirmationStatus=True) == {
        "start_dt": "2026-10-22 13:30:00",
        "end_dt": "2026-10-22 14:00:00",
        "description": "Meeting",
        "note": "Key at the neighbours",
        "ort": "Hauptstr. 1, 52062 Aachen",
        "art": [],
        "fuer": ["Test, Owner (owner)"],
        "groups": [],
        "emails": {"owner": "owner@main.example"},
        "user_ids": [staff],
        "ressources": ["Konferenzraum"],
        "ressourcesWithKeys": {"Konferenzraum": "Konferenzraum"},
        "erinnerung": "15 minutes",
        "ganztags": False,
        "rp_flag": False,
        "abgesagt": False,
        "status": "active",
        "assignedaddressids": [contact],
        "assignedobjectids": [estate],
        "rp_type": "",
        "rp_tage": 0,
        "rp_beginn_datum": "0000-00-00",
        "rp_ende_datum": "0000-00-00",
        "rp_ende_status": "0",
        "allowTransitTime": False,
        "transitTime": None,
        "transitTimePre": "00:00:00",
        "transitTimePost": "00:00:00",
        "rp_exception": [],
        "ProjektNr": None,
        "von": "owner",
        "private": "0",
        "modified": "2026-03-30 07:00:00",
        "users": [
            {
                "id": str(staff),
                "username": "owner",
                "firstName": "Owner",
                "lastName": "Test",
                "email": "owner@main.example",
            }
        ],
        "confirmationStatus": "sent",
        "addresses": [{"id": contact, "confirmationStatus": "sent"}],
    }


def test_what_is_an_object_elsewhere_is_an_empty_array_where_there_is_nothing(world: World, client: Client) -> None:
    shown = one(client, book(world, DAY).number)
    for name in ("art", "emails", "ressourcesWithKeys", "rp_exception", "users", "fuer"):
        assert shown[name] == [], name
    assert "hints" not in shown
    assert "confirmationStatus" not in shown


def test_a_time_in_another_zone_is_shown_on_the_clock_of_the_business(world: World, client: Client) -> None:
    made = book(world, span("2026-10-22 23:30", "2026-10-23 00:30", "America/New_York"))
    shown = one(client, made.number)
    assert (shown["start_dt"], shown["end_dt"]) == ("2026-10-23 05:30:00", "2026-10-23 06:30:00")
    weekly = book(
        world,
        span("2026-10-22 23:30", "2026-10-23 00:30", "America/New_York"),
        rule=Rule(Frequency.WEEKLY, date(2026, 10, 22), until=date(2026, 11, 5)),
        cancelled_on=frozenset({date(2026, 10, 29)}),
    )
    shown = one(client, weekly.number)
    assert (shown["rp_beginn_datum"], shown["rp_ende_datum"]) == ("2026-10-23", "2026-11-06")
    assert shown["rp_exception"] == ["2026-10-30"]


def test_days_are_never_shifted_between_zones(world: World, client: Client) -> None:
    day = span("2026-10-22 00:00", "2026-10-23 23:59:59", "Asia/Tokyo", start_all_day=True, end_all_day=True)
    shown = one(client, book(world, day).number)
    assert (shown["start_dt"], shown["end_dt"]) == ("2026-10-22 00:00:00", "2026-10-23 23:59:59")
    assert shown["ganztags"] is True


def test_a_period_finds_what_touches_its_days(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    overnight = book(world, span("2026-10-22 23:00", "2026-10-23 01:00"), participants=(staff,))
    morning = book(world, span("2026-10-23 00:00", "2026-10-23 01:00"), participants=(staff,))
    assert found(client, datestart="2026-10-22", dateend="2026-10-22") == [overnight.number]
    assert found(client, datestart="2026-10-22 23:59:00", dateend="2026-10-22 00:00:00") == [overnight.number]
    assert found(client, datestart="2026-10-23", dateend="2026-10-23") == [overnight.number, morning.number]
    assert found(client, datestart="2026-10-24", dateend="2026-10-24") == []
    assert found(client, datestart="0001-01-01", dateend="9999-12-31")[-2:] == [overnight.number, morning.number]


def test_a_series_is_found_once_wherever_one_of_its_days_lies(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    rule = Rule(Frequency.WEEKLY, date(2026, 10, 22))
    made = book(world, DAY, rule=rule, participants=(staff,), cancelled_on=frozenset({date(2026, 11, 5)}))
    assert found(client, datestart="2026-10-01", dateend="2030-12-31") == [made.number]
    assert found(client, datestart="2026-11-12", dateend="2026-11-12") == [made.number]
    assert found(client, datestart="2026-11-05", dateend="2026-11-05") == []
    assert found(client, datestart="2026-11-13", dateend="2026-11-18") == []


def test_without_users_one_finds_what_one_and_ones_group_take_part_in(world: World, client: Client) -> None:
    mine, viewers = world.records["staff"].number, world.users["viewer"].staff.number
    own = book(world, DAY, participants=(mine,)).number
    other = book(world, DAY, participants=(viewers,)).number
    nobodys = book(world, DAY).number
    assert found(client, **OCTOBER) == [own, other]
    assert found(client, **OCTOBER, users=[], groups=[]) == [own, other]
    assert found(client, **OCTOBER, users=[mine]) == [own]
    assert found(client, **OCTOBER, users=[viewers]) == [other]
    assert found(client, **OCTOBER, users=[str(viewers), mine]) == [own, other]
    assert found(client, **OCTOBER, users=[999_999]) == []
    assert found(client, **OCTOBER, users=[viewers], allusers=1) == [own, other, nobodys]


def test_the_group_is_the_business_and_what_is_for_it_is_for_everybody_in_it(world: World, client: Client) -> None:
    viewers = world.users["viewer"].staff.number
    group = world.business.number
    number = create(client, subscribers={"users": [], "groups": [group]})
    own = book(world, DAY, participants=(viewers,)).number
    assert one(client, number)["groups"] == ["Main"]
    assert set(one(client, number)["user_ids"]) == {
        user.staff.number for user in world.users.values() if user.business == world.business.number
    }
    nobodys = book(world, DAY).number
    assert found(client, **OCTOBER, groups=[group]) == [number, own]
    assert found(client, **OCTOBER, groups=[str(group)], users=[viewers]) == [number, own]
    assert found(client, **OCTOBER, groups=[999_999]) == []
    assert found(as_user(world, "viewer"), **OCTOBER) == [number, own]
    assert found(as_user(world, "personal"), **OCTOBER) == [number]
    assert found(client, **OCTOBER, allusers=True) == [number, own, nobodys]


def test_cancelled_ones_are_shown_where_they_are_asked_for(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    number = book(world, DAY, participants=(staff,), status=Status.CANCELLED).number
    assert found(client, **OCTOBER) == []
    assert found(client, **OCTOBER, showcancelled="1") == [number]
    shown = one(client, number)
    assert (shown["abgesagt"], shown["status"]) == (True, "canceled")


def test_changes_are_found_by_when_they_were_made_in_utc(world: World) -> None:
    staff = world.records["staff"].number
    world.clock.advance(hours=5)  # 2026-03-30 12:00:00 UTC
    number = book(world, DAY, participants=(staff,)).number
    late = client_of(world)
    assert one(late, number)["modified"] == "2026-03-30 12:00:00"
    assert found(late, modifiedstart="2026-03-30 12:00:00", modifiedend="2026-03-30 12:00:00") == [number]
    assert found(late, modifiedstart="2026-03-30 12:00:01", modifiedend="2026-03-31 12:00:00") == []
    assert number not in found(late, modifiedend="2026-03-30 11:59:59")
    assert found(late, modifiedstart="2026-03-30 11:59:59") == [number]
    assert found(late, modifiedstart="2026-03-30 12:00:00", datestart="2026-01-01", dateend="2026-01-02") == []
    world.clock.advance(hours=1)
    changed = client_of(world)
    modify(changed, number, {"note": "new"})
    assert found(changed, modifiedstart="2026-03-30 13:00:00") == [number]


@pytest.mark.parametrize(
    ("filter_", "is_found"),
    [
        ({}, True),
        ([], True),
        ({"description": [{"op": "=", "val": "kundenbesuch"}]}, True),
        ({"description": [{"op": "LIKE", "val": "%besuch"}]}, True),
        ({"description": [{"op": "not like", "val": "%besuch"}]}, False),
        ({"art": [{"op": "in", "val": ["Besichtigung", "Beratung"]}]}, True),
        ({"art": [{"op": "is", "val": "Beratung"}]}, False),
        ({"note": {"op": "=", "val": ""}}, True),
        ({"start_dt": [{"op": ">=", "val": "2026-10-22 13:30:00"}]}, True),
        ({"start_dt": [{"op": ">", "val": "2026-10-22 13:30:00"}]}, False),
        ({"end_dt": [{"op": "between", "val": ["2026-10-22 13:00:00", "2026-10-22 15:00:00"]}]}, True),
        ({"rp_flag": [{"op": "=", "val": 0}]}, True),
        ({"rp_flag": [{"op": "=", "val": True}]}, False),
        ({"erledigt": [{"op": "=", "val": "1"}]}, False),
        ({"von": [{"op": "=", "val": "owner"}]}, True),
        ({"von": [{"op": "!=", "val": "owner"}], "art": [{"op": "=", "val": "Besichtigung"}]}, False),
    ],
)
def test_a_filter_compares_what_the_vendor_lets_compare(client: Client, filter_: object, is_found: bool) -> None:
    create(client, {"description": "Kundenbesuch", "art": "Besichtigung"})
    assert bool(found(client, **OCTOBER, allusers=True, filter=filter_)) is is_found


def test_no_more_than_500_come_at_once_and_the_rest_on_the_next_page(world: World, client: Client) -> None:
    staff = world.records["staff"].number
    start = DAY.starts
    for minute in range(502):
        at = start + timedelta(minutes=minute)
        book(world, span(str(at), str(at)), participants=(staff,))
    result = client.call("read", "calendar", OCTOBER)["data"]
    assert (len(result["records"]), result["meta"]["cntabsolute"]) == (500, 502)
    rest = found(client, **OCTOBER, listlimit=500, listoffset=500)
    assert len(rest) == 2
    assert not set(rest) & {record["id"] for record in result["records"]}
    assert len(found(client, **OCTOBER, listlimit="7")) == 7


def test_conflicts_are_told_of_one_appointment_on_request(world: World, client: Client) -> None:
    contact, estate, staff = (world.records[name].number for name in ("contact", "estate", "staff"))
    room = world.services.booking.add_resource(world.actor("owner"), "Konferenzraum").number
    all_of_it = {"participants": (staff, contact), "concerns": (estate,), "calendars": (room,)}
    made = book(world, DAY, **all_of_it)
    nothing: Json = {f"conflicted{what}": [] for what in ("Users", "Resources", "Addresses", "Estates")}
    assert one(client, made.number, showConflicts=True)["hints"] == nothing
    book(world, span("2026-10-22 13:45", "2026-10-22 15:00"), **all_of_it)
    assert one(client, made.number, showConflicts="1")["hints"] == {
        "conflictedUsers": [{"id": str(staff)}],
        "conflictedResources": [{"id": "Konferenzraum"}],
        "conflictedAddresses": [{"id": str(contact)}],
        "conflictedEstates": [{"id": str(estate)}],
    }
    several = client.call("read", "calendar", {**OCTOBER, "showConflicts": True})["data"]["records"]
    assert len(several) == 2
    assert all("hints" not in record["elements"] for record in several)


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ((), "not-set"),
        (("unset",), "not-set"),
        (("sent", "unset"), "sent"),
        (("tentative",), "sent"),
        (("accepted", "sent"), "confirmed"),
        (("declined", "sent"), "canceled"),
        (("declined", "accepted"), "confirmed and canceled"),
    ],
)
def test_the_answers_of_all_contacts_make_one_word(
    world: World, client: Client, answers: tuple[str, ...], word: str
) -> None:
    owner = world.actor("owner")
    contacts = [world.services.records.add(owner, Kind.CONTACT, label="A contact").number for _ in answers]
    statuses = {number: ParticipantStatus(answer) for number, answer in zip(contacts, answers, strict=True)}
    made = book(world, DAY, participants=contacts, statuses=statuses)
    assert one(client, made.number, showConfirmationStatus=1)["confirmationStatus"] == word


def test_private_appointments_of_colleagues_are_not_there(world: World, client: Client) -> None:
    number = create(client, {"private": "1"}, subscribers={"users": [world.records["staff"].number]})
    assert one(client, number)["private"] == "1"
    viewer = as_user(world, "viewer")
    assert found(viewer, **OCTOBER, allusers=True) == []
    assert viewer.error("read", "calendar", {}, resourceid=number) == 169


def test_personal_users_read_what_they_take_part_in_and_nothing_else(world: World) -> None:
    personal = as_user(world, "personal")
    own = book(world, DAY, participants=(world.users["personal"].staff.number, world.records["contact"].number))
    other = book(world, DAY, participants=(world.records["staff"].number,))
    assert found(personal, **OCTOBER, allusers=1) == [own.number]
    assert one(personal, own.number, showConflicts=1)["assignedaddressids"] == [world.records["contact"].number]
    assert personal.error("read", "calendar", {}, resourceid=other.number) == 169


def test_people_and_things_in_the_trash_are_left_out(world: World, client: Client) -> None:
    contact, estate = world.records["contact"].number, world.records["estate"].number
    made = book(world, DAY, participants=(contact,), concerns=(estate,))
    world.services.records.trash(world.actor("owner"), contact, kind=Kind.CONTACT)
    world.services.records.trash(world.actor("owner"), estate, kind=Kind.ESTATE)
    shown = one(client, made.number)
    assert (shown["assignedaddressids"], shown["assignedobjectids"]) == ([], [])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, 289),
        ({"datestart": "", "dateend": None}, 289),
        ({"dateend": "2026-10-22"}, 91),
        ({"datestart": "2026-10-22"}, 92),
        ({"datestart": "2026-10-23", "dateend": "2026-10-22"}, 93),
        ({"datestart": "tomorrow", "dateend": "2026-10-22"}, 255),
        ({"datestart": ["2026-10-22"], "dateend": "2026-10-22"}, 255),
        ({"modifiedstart": "soon"}, 255),
        ({**OCTOBER, "users": 5}, 301),
        ({**OCTOBER, "users": ["anna"]}, 301),
        ({**OCTOBER, "users": list(range(1, 600))}, 301),
        ({**OCTOBER, "groups": "5"}, 295),
        ({**OCTOBER, "filter": {"color": [{"op": "=", "val": 1}]}}, 154),
        ({**OCTOBER, "filter": {"art": [{"op": "resembles", "val": 1}]}}, 255),
        ({**OCTOBER, "filter": {"art": [{"op": "between", "val": [1]}]}}, 255),
        ({**OCTOBER, "filter": {"art": ["Besichtigung"]}}, 255),
        ({**OCTOBER, "filter": {"art": [{"op": "=", "val": {"a": 1}}]}}, 255),
        ({**OCTOBER, "filter": {"art": [{"op": "=", "val": 1}] * 101}}, 255),
        ({**OCTOBER, "filter": "art"}, 255),
        ({**OCTOBER, "showcancelled": "perhaps"}, 255),
    ],
)
def test_a_search_that_cannot_be_meant_is_refused(client: Client, said: dict[str, object], code: int) -> None:
    assert client.error("read", "calendar", said) == code


@pytest.mark.parametrize(("resourceid", "code"), [("999999", 169), (0, 169), ("-3", 169), ("x", 121), (2**40, 169)])
def test_an_id_that_names_no_appointment_is_refused(client: Client, resourceid: object, code: int) -> None:
    assert client.error("read", "calendar", {}, resourceid=resourceid) == code


def test_another_businesses_appointment_is_as_unknown(world: World, foreign_client: Client, client: Client) -> None:
    for _ in range(30):
        number = create(client)
    assert foreign_client.error("read", "calendar", {}, resourceid=number) == 169
    assert found(foreign_client, **OCTOBER, allusers=1) == []
    assert TIMES["start_dt"] == one(client, number)["start_dt"]
