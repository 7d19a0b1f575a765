"""Lists of appointments: filters, order, pages, counts."""

from dataclasses import replace
from typing import Any

import pytest

from filebook.core.appointments import Presence
from filebook.core.ids import Kind, Number
from filebook.services.booking import NewAppointment
from tests.dialects.timetap.appointments.desk import Desk

MONDAYS = {"frequency": "WEEKLY", "startDate": "2031-03-03", "occurrences": 2, "startTime": 900, "endTime": 945}
ARRAYS = ("/appointmentList/report", "/appointments/report", "/appointments")


def numbers(listed: list[dict[str, Any]]) -> list[int]:
    return [shown["calendarId"] for shown in listed]


@pytest.fixture
def week(desk: Desk) -> list[int]:
    """Five appointments on the days from 3 to 7 March 2031, one in the evening before the others' mornings."""
    return [
        desk.make(
            startDate=f"2031-03-0{day}", endDate=f"2031-03-0{day}", startTime=2200, endTime=2330, note=f"visit {day}"
        )["calendarId"]
        for day in range(3, 8)
    ]


@pytest.mark.parametrize("path", ARRAYS)
def test_the_list_has_several_names(desk: Desk, week: list[int], path: str) -> None:
    assert numbers(desk.client.told("GET", path, startDate="2031-03-01")) == week
    assert numbers(desk.client.told("GET", path + "/", startDate="2031-03-01")) == week


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("startDate=2031-03-04&endDate=2031-03-05", [1, 2]),
        ("startDate=2031-03-06", [3, 4]),
        ("startDate=2031-03-07&endDate=2031-03-03", []),
        ("startDate=%0A%20%20%202031-03-07", [4]),
        ("startDate=2031-03-07endDate=2031-03-07", [4]),
        ("startDate=1930660200000", [4]),
        ("startDate=2031-03-01&endDate=soon", [0, 1, 2, 3, 4]),
        ("startDate=2031-03-01&searchTerm=VISIT%205", [2]),
        ("startDate=2031-03-01&searchTerm=a%20contact", [0, 1, 2, 3, 4]),
        ("startDate=2031-03-01&searchTerm=nothing", []),
        ("startDate=2031-03-01&onlyTimeOff=true", []),
        ("startDate=2031-03-01&excludeTimeOff=true", [0, 1, 2, 3, 4]),
        ("startDate=2031-03-01&pageSize=2", [0, 1]),
        ("startDate=2031-03-01&pageSize=2&pageNumber=3", [4]),
        ("startDate=2031-03-01&pageSize=2&pageNumber=4", []),
        ("startDate=2031-03-01&order_field=startDate&order_mode=DESC", [4, 3, 2, 1, 0]),
        ("startDate=2031-03-01&order_field=note&order_mode=desc&pageSize=1", [4]),
        ("startDate=2031-03-01&order_field=client&order_mode=asc", [0, 1, 2, 3, 4]),
        ("startDate=2031-03-01&order_field=nothing", [0, 1, 2, 3, 4]),
    ],
)
def test_what_a_query_finds(desk: Desk, week: list[int], query: str, expected: list[int]) -> None:
    assert numbers(desk.client.told("GET", f"/appointmentList/report?{query}")) == [week[index] for index in expected]
    unpaged = "&".join(part for part in query.split("&") if not part.startswith("page"))
    counted = desk.client.told("GET", f"/appointmentList/reportCount?{unpaged}")
    if unpaged == query:
        assert counted == {"count": len(expected)}
    paged = desk.client.told("GET", f"/appointmentList/reportWithCount?{query}")
    assert (paged["count"], numbers(paged["results"])) == (counted["count"], [week[index] for index in expected])
    assert desk.client.told("GET", f"/appointments/reportCount?{unpaged}") == counted


def test_people_and_places_narrow_the_list(desk: Desk, week: list[int]) -> None:
    contact, staff = desk.record(Kind.CONTACT).number, desk.record(Kind.STAFF).number
    service, location = desk.record(Kind.SERVICE).number, desk.record(Kind.LOCATION).number
    desk.patch(week[1], client={"clientId": contact}, staff={"professionalId": staff})
    desk.patch(week[2], reason={"reasonId": service}, location={"locationId": location})
    desk.patch(week[3], client={"clientId": contact})

    def found(query: str) -> list[int]:
        listed = numbers(desk.client.told("GET", f"/appointments/report?startDate=2031-03-01&{query}"))
        return [week.index(number) for number in listed]

    assert found(f"clientId={contact}") == [1, 3]
    assert found(f"clientIdList={contact},{desk.number('contact')}") == [0, 1, 2, 3, 4]
    assert found(f"clientIdList={contact}&clientIdList={desk.number('contact')}") == [0, 1, 2, 3, 4]
    assert found(f"clientIdList={contact}&staffIdList={staff}") == [1]
    assert found(f"staffIdList={staff}") == [1]
    assert found(f"reasonIdList={service}") == [2]
    assert found(f"locationIdList={location}&reasonIdList={service}") == [2]
    assert found(f"locationIdList={location}&staffIdList={staff}") == []
    assert found("clientId=999999") == []
    assert found("clientId=") == [0, 1, 2, 3, 4]
    assert desk.refused("GET", "/appointments/report?clientIdList=1,x") == "clientIdList: invalid value"


def test_a_status_means_itself_or_what_is_within_open(desk: Desk, week: list[int]) -> None:
    for number, word in zip(week, ("CONFIRMED", "PENDING", "PENDING_WAITLIST", "NO_SHOW", "OPEN"), strict=True):
        desk.patch(number, status=word)

    def found(path: str) -> list[int]:
        joint = "&" if "?" in path else "?"
        listed = numbers(desk.client.told("GET", f"{path}{joint}startDate=2031-03-01"))
        return [week.index(number) for number in listed]

    assert found("/appointments/report?statusList=OPEN,CONFIRMED") == [0, 4]
    assert found("/appointments/report?statusList=CONFIRMED") == [0]
    assert found("/appointments/report?statusList=pending&statusList=NO_SHOW") == [1, 3]
    assert found("/appointments/report?statusList=PENDING_WAITLIST") == [2]
    assert found("/appointments/report") == [0, 1, 2, 3, 4]
    assert found("/appointments/status/NO_SHOW") == [3]
    assert found("/appointments/status/PENDING,NO_SHOW") == [1, 3]
    assert found("/appointments/status/nothing") == []


def test_counts_by_status_and_service_or_at_a_location(desk: Desk, week: list[int]) -> None:
    desk.patch(week[0], status="NO_SHOW")
    desk.patch(week[1], status="CONFIRMED")
    service = {"objectName": "A service", "objectType": "REASON", "objectId": desk.number("service")}
    counted = desk.client.told("GET", "/appointmentList/reportCountsByStatus", startDate="2031-03-01")
    assert counted == [{"status": "NO_SHOW", **service, "count": 1}, {"status": "OPEN", **service, "count": 4}]
    path = f"/appointments/countByStatus/location/{desk.number('location')}"
    assert desk.client.told("GET", path) == {"NO_SHOW": 1, "OPEN": 4}
    assert desk.client.told("GET", path, startDate="2031-03-05") == {"OPEN": 3}
    for unknown in ("999999", "x", desk.number("service")):
        told = desk.refused("GET", f"/appointments/countByStatus/location/{unknown}")
        assert told == f"Location for Id {unknown} not found!"


def test_appointments_without_a_service_are_counted_too(desk: Desk) -> None:
    counted = desk.client.told("GET", "/appointmentList/reportCountsByStatus", startDate="2026-01-01")
    assert counted == [{"status": "OPEN", "objectName": "", "objectType": "REASON", "objectId": None, "count": 1}]


def test_time_off_can_be_left_out_or_asked_for_alone(desk: Desk, week: list[int]) -> None:
    services, owner, staff = desk.world.services, desk.world.actor("owner"), desk.number("staff")
    span = desk.kept(week[0]).span

    def away(*people: Number) -> int:
        new = NewAppointment("Away", span, presence=Presence.OUT_OF_OFFICE, participants=people)
        return services.booking.add(owner, new).number

    holiday, visit = away(staff), away(staff, desk.number("contact"))
    services.booking.change(owner, Number(week[1]), edit=lambda one: replace(one, presence=Presence.OUT_OF_OFFICE))
    working = {*week, visit}
    assert set(numbers(desk.report(startDate="2031-03-01", excludeTimeOff="true"))) == working
    assert numbers(desk.report(startDate="2031-03-01", onlyTimeOff=1)) == [holiday]
    assert set(numbers(desk.report(startDate="2031-03-01", onlyTimeOff="false"))) == {*working, holiday}
    assert desk.client.told("GET", "/appointments/reportCount", startDate="2031-03-01", onlyTimeOff=1) == {"count": 1}


def test_equal_starts_keep_their_order_when_the_latest_come_first(desk: Desk) -> None:
    """Members get numbers while they are shown: a page must not move those on another."""
    for _ in range(3):
        desk.client.told("POST", "/recurringappointments?override=1", {**desk.references(), **MONDAYS})
    for query in (
        {"order_mode": "desc"},
        {"order_field": "startDate", "order_mode": "desc"},
        {"order_field": "calendarId"},
    ):
        pages = [desk.report(startDate="2031-03-01", pageSize=2, pageNumber=page, **query) for page in (1, 2, 3)]
        found = [number for page in pages for number in numbers(page)]
        assert len(set(found)) == 6
        assert found == numbers(desk.report(startDate="2031-03-01", **query))
        if "order_mode" in query:
            assert [shown["startDate"] for page in pages for shown in page] == ["2031-03-10"] * 3 + ["2031-03-03"] * 3


def test_a_list_that_is_known_is_not_sent_again(desk: Desk, week: list[int]) -> None:
    first = desk.client.send("GET", "/appointments/report", startDate="2031-03-01")
    headers = {**desk.client.headers, "If-None-Match": first.headers["etag"]}
    path = "/timetap/live/appointments/report?startDate=2031-03-01"
    assert desk.world.http.get(path, headers=headers).status_code == 304
    desk.patch(week[0], note="x")
    assert desk.world.http.get(path, headers=headers).status_code == 200


def test_a_location_that_is_gone_finds_nothing(desk: Desk, week: list[int]) -> None:
    location, service = desk.number("location"), desk.number("service")
    assert len(desk.report(startDate="2031-03-01", locationIdList=location)) == len(week)
    assert desk.report(startDate="2031-03-01", locationIdList=service) == []
    desk.world.services.records.trash(desk.world.actor("owner"), location, kind=Kind.LOCATION)
    assert desk.report(startDate="2031-03-01", locationIdList=location) == []


def test_without_a_page_there_are_25_and_a_page_has_1000_at_most(desk: Desk) -> None:
    services, owner = desk.world.services, desk.world.actor("owner")
    span = desk.world.appointments["single"].span
    for index in range(29):
        services.booking.add(owner, NewAppointment(f"Visit {index}", span))
    assert len(desk.report(startDate="2026-01-01")) == 25
    assert len(desk.report(startDate="2026-01-01", pageNumber=2)) == 5
    assert len(desk.report(startDate="2026-01-01", pageSize=99_999_999_999)) == 30


def test_pages_follow_each_other_while_members_get_their_numbers(desk: Desk) -> None:
    for _ in range(3):
        desk.client.told(
            "POST",
            "/recurringappointments?override=1",
            {
                **desk.references(),
                "frequency": "WEEKLY",
                "startDate": "2031-03-03",
                "occurrences": 4,
                "startTime": 900,
                "endTime": 945,
            },
        )
    pages = [numbers(desk.report(startDate="2031-03-01", pageSize=5, pageNumber=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert len({number for page in pages for number in page}) == 12
    whole = desk.report(startDate="2031-03-01", pageSize=100)
    assert numbers(whole) == [number for page in pages for number in page]
    keys = [(shown["startDate"], shown["startTime"], shown["calendarId"]) for shown in whole]
    assert keys == sorted(keys)


def test_what_began_the_day_before_is_not_of_the_day(desk: Desk) -> None:
    desk.make(startTime=2300, endDate="2031-03-06", endTime=100)
    assert desk.report(startDate="2031-03-06") == []
    assert len(desk.report(startDate="2031-03-05", endDate="2031-03-05")) == 1


def test_the_appointments_of_a_resource_are_listed(desk: Desk) -> None:
    services, owner = desk.world.services, desk.world.actor("owner")
    room = services.booking.add_resource(owner, "Room 7").number
    number = desk.make()["calendarId"]
    services.booking.change(owner, Number(number), calendars=lambda present: [*present, room])
    assert numbers(desk.client.told("GET", f"/appointments/resource/{room}/OPEN,PENDING")) == [number]
    assert desk.client.told("GET", f"/appointments/resource/{room}/CANCELLED") == []
    assert desk.client.told("GET", "/appointments/resource/999999/OPEN") == []
    assert desk.refused("GET", "/appointments/resource/all/OPEN") == "resourceId: invalid value"


def test_one_client_s_post_with_a_status_in_the_query_is_a_list(desk: Desk, week: list[int]) -> None:
    desk.patch(week[0], status="NO_SHOW")
    before = desk.world.stored()
    query = {"STATUS": "OPEN", "startDate": 1930431600000, "endDate": 1930600000000}
    assert numbers(desk.client.told("POST", "/appointments", {}, **query)) == week[2:4]
    assert desk.world.stored() == before
    assert desk.refused("POST", "/appointments", {}) == "staff: field required"
