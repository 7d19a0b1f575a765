"""Calendars as Xelion lists them: by which a client finds the OIDs of appointments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Appointment, ChangedOccurrence, Span, Status
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.booking import NewAppointment
from tests.dialects.xelion.book import Caller, calendar_of, caller, staff
from tests.dialects.xelion.client import BASE, refusal
from tests.world import ZONE, World


@pytest.fixture
def owner(world: World) -> Caller:
    return caller(world)


def _booked(world: World, starts: str, ends: str, *, by: str = "owner", **members: Any) -> Appointment:
    span = Span(
        datetime.fromisoformat(starts),
        datetime.fromisoformat(ends),
        members.pop("zone", ZONE),
        members.pop("start_all_day", False),
        members.pop("end_all_day", False),
    )
    subject = members.pop("subject", "Bezichtiging")
    return world.services.booking.add(world.actor(by), NewAppointment(subject, span, **members))


def _oids(items: list[dict[str, Any]]) -> list[int]:
    return [int(item["oid"]) for item in items]


def test_a_persons_calendar_has_what_it_owns_what_it_takes_part_in_and_what_lies_in_its_calendar(world: World) -> None:
    owner, viewer = caller(world), world.users["viewer"].staff.number
    with_viewer = _booked(world, "2026-04-07 09:00", "2026-04-07 10:00", participants=(viewer,))
    in_book = _booked(world, "2026-04-07 10:00", "2026-04-07 11:00", calendars=(int(calendar_of(world, "viewer")),))
    others = _booked(world, "2026-04-07 11:00", "2026-04-07 12:00", participants=(world.records["contact"].number,))
    span = {"after": "2026-04-07", "before": "2026-04-07"}
    expected = [with_viewer.number, in_book.number]
    paths = (f"/addressables/{viewer}/calendar", f"/calendars/{viewer}", f"/calendars/{calendar_of(world, 'viewer')}")
    for path in (*paths, f"/calendars/{world.users['viewer'].number}"):
        assert _oids(owner.listed(path, **span)) == expected, path
    owned = _oids(owner.listed(f"/addressables/{staff(world, 'owner')}/calendar", **span))
    assert owned == [*expected, others.number, world.appointments["single"].number]
    contact = world.records["contact"].number
    assert _oids(owner.listed(f"/addressables/{contact}/calendar", **span)) == [others.number]


def test_a_calendar_of_nobody_has_what_lies_in_it(world: World, owner: Caller) -> None:
    room = world.services.booking.add_resource(world.actor("owner"), "Vergaderzaal")
    there = _booked(world, "2026-04-07 09:00", "2026-04-07 10:00", calendars=(room.number,))
    assert _oids(owner.listed(f"/calendars/{room.number}", after="2026-04-07")) == [there.number]


def test_an_item_has_the_short_form(world: World, owner: Caller) -> None:
    response = owner.get("/calendars/" + staff(world, "owner"), after="2017-03-20", before="2017-03-20")
    number = world.appointments["recurring"].number
    assert response.json() == {
        "data": [
            {
                "object": {
                    "subject": "Weekly meeting",
                    "starttime": "2017-03-20 10:10:00",
                    "endtime": "2017-03-20 10:20:00",
                    "allStartDay": False,
                    "allEndDay": False,
                    "internal": False,
                    "isAppointmentOf": {
                        "commonName": "Owner Test",
                        "oid": staff(world, "owner"),
                        "objectType": "Person",
                    },
                    "isRecurrence": True,
                    "commonName": "Weekly meeting: 11:10 - 11:20, 13 mrt 2017",
                    "oid": str(number),
                    "objectType": "XCCAppointment",
                },
                "links": [{"rel": "self", "href": f"http://filebook.test{BASE}/calendars/{number}", "method": "GET"}],
            }
        ],
        "meta": {
            "links": [
                {
                    "rel": "refresh",
                    "href": f"http://filebook.test{BASE}/calendars/{staff(world, 'owner')}",
                    "method": "GET",
                }
            ]
        },
    }


def test_each_occurrence_is_an_item_of_its_own_across_the_clock_change(world: World, owner: Caller) -> None:
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2017-03-01", before="2017-05-01")
    assert [item["starttime"] for item in items] == [
        "2017-03-13 10:10:00",
        "2017-03-20 10:10:00",
        "2017-03-27 09:10:00",
        "2017-04-03 09:10:00",
        "2017-04-10 09:10:00",
        "2017-04-17 09:10:00",
        "2017-04-24 09:10:00",
    ]
    assert {item["oid"] for item in items} == {str(world.appointments["recurring"].number)}


def test_left_out_and_changed_occurrences_are_left_out_and_replaced(world: World, owner: Caller) -> None:
    moved = Span(datetime(2017, 3, 28, 9, 0), datetime(2017, 3, 28, 10, 0), ZONE)
    off = Span(datetime(2017, 4, 3, 11, 10), datetime(2017, 4, 3, 11, 20), ZONE)
    world.services.booking.change(
        world.actor("owner"),
        world.appointments["recurring"].number,
        edit=lambda current: replace(
            current,
            cancelled_on=frozenset({date(2017, 3, 20)}),
            changed=(
                ChangedOccurrence(date(2017, 3, 27), moved, subject="Verzet"),
                ChangedOccurrence(date(2017, 4, 3), off, status=Status.CANCELLED),
            ),
        ),
    )
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2017-03-14", before="2017-04-10")
    assert [(item["subject"], item["starttime"]) for item in items] == [
        ("Verzet", "2017-03-28 07:00:00"),
        ("Weekly meeting", "2017-04-10 09:10:00"),
    ]


def test_a_cancelled_appointment_is_shown_by_its_oid_only(world: World, owner: Caller) -> None:
    off = _booked(world, "2026-04-07 09:00", "2026-04-07 10:00", status=Status.CANCELLED)
    listed = owner.listed("/calendars/" + staff(world, "owner"), after="2026-04-07", before="2026-04-07")
    assert off.number not in _oids(listed)
    assert owner.shown(off.number)["subject"] == "Bezichtiging"


def test_a_series_without_xelion_words_is_listed_with_every_occurrence(world: World, owner: Caller) -> None:
    rule = Rule(Frequency.MONTHLY, date(2026, 7, 7), by_month_day=(7, 21), count=4)
    _booked(world, "2026-07-07 14:30", "2026-07-07 15:15", rule=rule)
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2026-07-01", before="2026-08-31")
    assert [item["starttime"][:10] for item in items] == ["2026-07-07", "2026-07-21", "2026-08-07", "2026-08-21"]
    assert not any(item["isRecurrence"] for item in items)


# Which days, and how many


@pytest.fixture
def filled(world: World) -> World:
    """Thirty days with an appointment each, one of a week, and one that is far away."""
    for day in range(30):
        start = datetime(2026, 5, 1, 9, 0) + timedelta(days=day)
        _booked(world, str(start), str(start + timedelta(hours=1)), subject=f"day {day + 1}")
    _booked(world, "2026-04-29 08:00", "2026-05-05 20:00", subject="long")
    _booked(world, "2199-01-01 08:00", "2199-01-01 20:00", subject="far")
    return world


def _subjects(world: World, **query: str | int) -> list[str]:
    items = caller(world).listed("/calendars/" + staff(world, "owner"), **query)
    return [item["subject"] for item in items]


def _days(first: int, last: int) -> Iterator[str]:
    return (f"day {day}" for day in range(first, last + 1))


def test_between_two_days_lies_all_that_touches_them(filled: World) -> None:
    assert _subjects(filled, after="2026-05-01", before="2026-05-30") == ["long", *_days(1, 30)]
    assert _subjects(filled, after="2026-05-05", before="2026-05-06") == ["long", *_days(5, 6)]
    assert _subjects(filled, after="2026-05-06", before="2026-05-05") == []
    assert _subjects(filled, after="2026-05-01", before="2026-05-30", limit=3) == ["long", *_days(1, 2)]


def test_from_a_day_on_come_the_first_fifteen_or_as_many_as_are_asked_for(filled: World) -> None:
    assert _subjects(filled, after="2026-05-06") == [*_days(6, 20)]
    assert _subjects(filled, after="2026-05-28", limit=100) == [*_days(28, 30), "far"]
    assert _subjects(filled, after="2026-05-29", limit=2) == [*_days(29, 30)]


def test_up_to_a_day_come_the_last_fifteen_or_as_many_as_are_asked_for(filled: World) -> None:
    assert _subjects(filled, before="2026-05-20") == [*_days(6, 20)]
    assert _subjects(filled, before="2026-05-06", limit=3) == [*_days(4, 6)]
    assert _subjects(filled, before="2026-05-02", limit=4) == ["Viewing", "long", *_days(1, 2)]
    assert _subjects(filled, before="2017-03-20", limit=5) == ["Weekly meeting"] * 2


def test_without_days_it_is_today(filled: World) -> None:
    assert _subjects(filled) == []
    filled.clock.at = datetime.fromisoformat("2026-05-06 22:30+00:00")  # half past midnight on the 7th in Amsterdam
    assert _subjects(filled) == ["day 7"]


def test_a_whole_date_is_utc_and_means_its_local_day(filled: World) -> None:
    assert _subjects(filled, after="2026-05-06 22:30:00", before="2026-05-07 10:00:00") == ["day 7"]


def test_the_ends_of_the_calendar_mean_no_end(filled: World) -> None:
    everything = _subjects(filled, after="0001-01-01", before="9999-12-31")
    assert everything == ["Weekly meeting"] * 7 + ["Viewing", "long", *_days(1, 30), "far"]
    assert _subjects(filled, after="0001-01-01", limit=8) == everything[:8]
    assert _subjects(filled, before="9999-12-31", limit=2) == ["day 30", "far"]
    assert _subjects(filled, after="9999-12-31") == _subjects(filled, before="0001-01-01") == []


def test_an_endless_series_gives_as_many_as_are_asked_for_and_no_more_than_a_thousand(world: World) -> None:
    _booked(
        world, "2026-05-01 09:00", "2026-05-01 10:00", subject="daily", rule=Rule(Frequency.DAILY, date(2026, 5, 1))
    )
    assert len(_subjects(world, after="2026-05-01")) == 15
    assert len(_subjects(world, after="2026-05-01", limit=40)) == 40
    assert len(_subjects(world, after="2026-05-01", limit=10**9)) == 1000
    assert len(_subjects(world, after="2026-05-01", before="9999-12-31", limit=999)) == 999


def test_whole_days_and_other_zones_are_told_on_the_clocks_of_the_business(world: World, owner: Caller) -> None:
    whole = _booked(world, "2026-07-07 00:00", "2026-07-07 23:59:59", start_all_day=True, end_all_day=True)
    there = _booked(world, "2026-07-07 20:00", "2026-07-07 21:00", zone="America/New_York")
    items = owner.listed("/calendars/" + staff(world, "owner"), after="2026-07-07", before="2026-07-08")
    assert [(item["oid"], item["starttime"], item["commonName"]) for item in items] == [
        (str(whole.number), "2026-07-07 00:00:00", "Bezichtiging: 00:00 - 23:59, 7 jul 2026"),
        (str(there.number), "2026-07-08 00:00:00", "Bezichtiging: 02:00 - 03:00, 8 jul 2026"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"after": "soon"},
        {"before": "2026-13-01"},
        {"after": "2026-04-07", "limit": "x"},
        {"limit": "0"},
        {"limit": "-1"},
    ],
)
def test_what_is_no_day_or_number_is_refused(world: World, owner: Caller, query: dict[str, str]) -> None:
    assert refusal(owner.get("/calendars/" + staff(world, "owner"), **query)) == (400, 10203)


# Who sees what


def test_absent_and_other_things_have_no_calendar(world: World, owner: Caller) -> None:
    estate, single = world.records["estate"].number, world.appointments["single"].number
    answers = [owner.get(f"/calendars/{oid}") for oid in (estate, 999_999, 0, "x", 2**31, "9" * 400)]
    answers += [owner.get(f"/addressables/{oid}/calendar") for oid in (estate, 999_999, "x", single)]
    answers.append(owner.get(f"/addressables/{calendar_of(world, 'owner')}/calendar"))
    assert [refusal(answer) for answer in answers] == [(404, 10100)] * len(answers)
    assert len({answer.content for answer in answers}) == 1


def test_private_and_trashed_appointments_are_not_listed(world: World) -> None:
    _booked(world, "2026-04-08 09:00", "2026-04-08 10:00", private=True)
    trashed = _booked(world, "2026-04-08 09:00", "2026-04-08 10:00")
    world.services.booking.trash(world.actor("owner"), trashed.number)
    path, day = "/calendars/" + staff(world, "owner"), {"after": "2026-04-08", "before": "2026-04-08"}
    assert caller(world, "viewer").listed(path, **day) == []
    assert len(caller(world).listed(path, **day)) == 1


def test_a_personal_user_knows_of_its_own_calendar_and_of_what_is_nobodys(world: World) -> None:
    room = world.services.booking.add_resource(world.actor("owner"), "Vergaderzaal")
    _booked(world, "2026-04-08 09:00", "2026-04-08 10:00", calendars=(room.number,))
    own = _booked(world, "2026-04-08 09:00", "2026-04-08 10:00", participants=(world.users["personal"].staff.number,))
    personal, day = caller(world, "personal"), {"after": "2026-04-08", "before": "2026-04-08"}
    assert [one["commonName"] for one in personal.listed("/calendars")] == ["Personal Test", "Vergaderzaal"]
    assert personal.listed(f"/calendars/{room.number}", **day) == []
    assert _oids(personal.listed("/calendars/" + staff(world, "personal"), **day)) == [own.number]
    for path in ("/calendars/" + staff(world, "owner"), "/calendars/" + calendar_of(world, "owner")):
        assert refusal(personal.get(path, **day)) == (404, 10100)
    assert refusal(personal.get(f"/addressables/{world.records['contact'].number}/calendar")) == (404, 10100)


def test_a_role_of_nothing_sees_nothing(world: World) -> None:
    asker = caller(world, "viewer")
    user = replace(world.users["viewer"], role=Role.NONE)
    world.house.catalogue.write(lambda tables: tables.users.update(user))
    assert refusal(asker.get("/calendars")) == (403, 10101)
    assert refusal(asker.get("/calendars/" + staff(world, "owner"))) == (403, 10101)


# The list of calendars, page by page


@pytest.fixture
def rooms(world: World) -> World:
    """Forty rooms beside the calendars of people."""
    for number in range(40):
        world.services.booking.add_resource(world.actor("owner"), f"Zaal {39 - number:02}")
    return world


def test_a_calendar_tells_whose_it_is(world: World, owner: Caller) -> None:
    world.services.booking.add_resource(world.actor("owner"), "Vergaderzaal")
    user = world.users["owner"]
    mine, *_, room = owner.get("/calendars").json()["data"]
    oid = calendar_of(world, "owner")
    assert mine == {
        "object": {
            "commonName": "Owner Test",
            "oid": oid,
            "objectType": "XCCCalendar",
            "isCalendarOf": {"commonName": "Owner Test", "oid": str(user.number), "objectType": "UserProfile"},
        },
        "links": [{"rel": "self", "href": f"http://filebook.test{BASE}/calendars/{oid}", "method": "GET"}],
    }
    assert room["object"].keys() == {"commonName", "oid", "objectType"}


def _walked(asker: Caller, relation: str, **query: str | int) -> list[list[str]]:
    """The pages that a client sees who follows a link until a page is empty."""
    pages: list[list[str]] = []
    response = asker.get("/calendars", **query)
    while (body := response.json())["data"]:
        names = [item["object"]["commonName"] for item in body["data"]]
        oids = [item["object"]["oid"] for item in body["data"]]
        assert body["meta"]["paging"] == {"previousId": oids[0], "nextId": oids[-1]}
        links = {link["rel"]: link["href"] for link in body["meta"]["links"]}
        assert links.keys() == {"refresh", "next", "previous"}
        assert all(href.count("?") == (name != "refresh") for name, href in links.items())
        assert links["next"].partition("?")[2].startswith(f"after={oids[-1]}")
        pages.append(names)
        response = asker.world.http.get(links[relation], headers=asker.headers)
    assert response.status_code == 200
    assert [link["rel"] for link in body["meta"]["links"]] == ["refresh"]
    assert "paging" not in body["meta"]
    return pages


def test_pages_follow_each_other_until_an_empty_one(rooms: World) -> None:
    asker = caller(rooms)
    pages = _walked(asker, "next")
    assert [len(page) for page in pages] == [15, 15, 13]
    assert [len(page) for page in _walked(asker, "next", limit=43)] == [43]
    assert [len(page) for page in _walked(asker, "next", limit=20)] == [20, 20, 3]
    names = [name for page in pages for name in page]
    assert names[:3] == ["Owner Test", "Viewer Test", "Personal Test"]
    assert names[3:] == [f"Zaal {number:02}" for number in range(39, -1, -1)]


def test_the_page_before_is_in_the_order_of_the_list(rooms: World) -> None:
    asker = caller(rooms)
    third = asker.get("/calendars", name="zaal", order_by="Name", limit=10, after=_oid(asker, "Zaal 19")).json()
    first = third["data"][0]["object"]["oid"]
    before = asker.listed("/calendars", name="zaal", order_by="Name", limit=10, before=first)
    assert [item["commonName"] for item in before] == [f"Zaal {number}" for number in range(10, 20)]
    assert len(_walked(asker, "previous", limit=10)) == 1


def _oid(asker: Caller, name: str) -> str:
    (found,) = asker.listed("/calendars", name=name)
    oid: str = found["oid"]
    return oid


def test_calendars_are_found_by_part_of_a_name_and_sorted_either_way(rooms: World) -> None:
    asker = caller(rooms)
    for way in ({"order": "descending"}, {"sort": "decending"}):
        items = asker.listed("/calendars", name="ZAAL 3", order_by="name", limit=3, **way)
        assert [item["commonName"] for item in items] == ["Zaal 39", "Zaal 38", "Zaal 37"]
    assert asker.listed("/calendars", name="niets") == []


def test_what_follows_an_unknown_item_is_nothing(rooms: World) -> None:
    asker = caller(rooms)
    assert asker.listed("/calendars", after=999_999) == asker.listed("/calendars", before=999_999) == []
    assert refusal(asker.get("/calendars", after="x")) == (404, 10100)
    assert refusal(asker.get("/calendars", limit="x")) == (400, 10203)
