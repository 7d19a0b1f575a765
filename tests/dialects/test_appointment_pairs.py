"""The promise for appointments, pair by pair: what one language books, each other one reads, single or weekly.

Three languages write appointments: onOffice in wall time of the business, Xelion in UTC, TimeTap in both. Each must
read the same moment, the same people and the same repetition, under the same number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from filebook.core.ids import Number
from tests.dialects.onoffice.client import Json, client_of
from tests.dialects.test_pairs import timetap
from tests.dialects.timetap.client import LIVE
from tests.dialects.xelion.client import BASE, session
from tests.world import ZONE, World

MONDAY = datetime(2027, 3, 15, 11, 10)
"""In winter time; the second Monday after it is in summer time."""
MINUTES = 45
MONDAYS = [MONDAY.date() + timedelta(weeks=week) for week in range(4)]
UNKNOWN_APPOINTMENT = 169
NOTE = "Sleutel bij de buren"
UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Seen:
    """An appointment as a door shows it. `days`: the local days it happens on."""

    starts: datetime
    ends: datetime
    note: str
    people: frozenset[int]
    days: tuple[str, ...]


def people_of(world: World) -> tuple[Number, Number]:
    """The member of staff and the contact who take part."""
    return world.users["owner"].staff.number, world.records["contact"].number


def expected(world: World, *, weekly: bool) -> Seen:
    days = MONDAYS if weekly else MONDAYS[:1]
    return Seen(MONDAY, MONDAY + timedelta(minutes=MINUTES), NOTE, frozenset(people_of(world)), tuple(map(str, days)))


def utc_text(wall: datetime) -> str:
    return wall.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def wall_of(text: str) -> datetime:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


def booked_by_onoffice(world: World, *, weekly: bool) -> int:
    staff, contact = people_of(world)
    data: Json = {
        "description": "Bezichtiging",
        "note": NOTE,
        "start_dt": str(MONDAY),
        "end_dt": str(MONDAY + timedelta(minutes=MINUTES)),
    }
    if weekly:
        data |= {
            "rp_flag": True,
            "rp_type": "w",
            "rp_tage": 1,
            "rp_beginn_datum": str(MONDAYS[0]),
            "rp_ende_datum": str(MONDAYS[-1]),
            "rp_ende_status": 1,
        }
    parameters = {"data": data, "subscribers": {"users": [staff], "groups": []}, "relatedAddressIds": [contact]}
    result = client_of(world).call("create", "calendar", parameters)
    assert result["status"]["errorcode"] == 0, result
    number: int = result["data"]["records"][0]["id"]
    return number


def booked_by_xelion(world: World, *, weekly: bool) -> int:
    body: Json = {
        "subject": "Bezichtiging",
        "comment": {"objectType": "Comment", "content": NOTE},
        "starttime": utc_text(MONDAY),
        "endtime": utc_text(MONDAY + timedelta(minutes=MINUTES)),
        "participants": [{"person": {"oid": str(number), "objectType": "Person"}} for number in people_of(world)],
    }
    if weekly:
        body |= {
            "isRecurrence": True,
            "recurrenceType": "weekly",
            "recurrenceInterval": 1,
            "monday": True,
            "recurrenceTerminationType": "recurrenceCount",
            "recurrenceCount": len(MONDAYS) - 1,  # repetitions, without the appointment's own day
        }
    response = world.http.post(f"{BASE}/appointments", json=body, headers=session(world, "owner"))
    assert response.status_code == 200, response.text
    return int(response.json()["object"]["oid"])


def booked_by_timetap(world: World, *, weekly: bool) -> int:
    """The number of the appointment, or of the series: `recurringAppointmentId` names the same object."""
    staff, contact = people_of(world)
    client = timetap(world)
    body: Json = {
        "businessId": world.business.number,
        "client": {"clientId": contact},
        "staff": {"professionalId": staff},
        "location": {"locationId": world.records["location"].number},
        "reason": {"reasonId": world.records["service"].number},
        "startDate": str(MONDAYS[0]),
        "endDate": str(MONDAYS[0]),
        "startTime": 1110,
        "endTime": 1155,
        "status": "OPEN",
        "note": NOTE,
    }
    if weekly:
        body |= {"frequency": "WEEKLY", "interval": 1, "daysOfWeek": ["MON"], "endDate": str(MONDAYS[-1])}
    path = "/recurringappointments" if weekly else "/appointments"
    response = world.http.post(LIVE + path, json=body, headers=client.headers)
    assert response.status_code == 200, response.text
    made: Json = response.json()
    return int(made["recurringAppointmentId"] if weekly else made["calendarId"])


def read_by_onoffice(world: World, number: int) -> Seen:
    result = client_of(world).call("read", "calendar", {}, resourceid=str(number))
    assert result["status"]["errorcode"] == 0, result
    (record,) = result["data"]["records"]
    assert record["id"] == number
    said = record["elements"]
    starts, ends = (datetime.fromisoformat(said[name]) for name in ("start_dt", "end_dt"))
    days = [starts.date()]
    if said["rp_flag"]:
        assert (said["rp_type"], said["rp_tage"]) == ("w", 1)
        first, last = (datetime.fromisoformat(said[name]).date() for name in ("rp_beginn_datum", "rp_ende_datum"))
        weeks = range((last - first).days // 7 + 1)
        days = sorted({starts.date(), *(first + timedelta(weeks=week) for week in weeks)})
    people = frozenset(map(int, [*said["user_ids"], *said["assignedaddressids"]]))
    return Seen(starts, ends, said["note"], people, tuple(map(str, days)))


def read_by_xelion(world: World, number: int) -> Seen:
    response = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner"))
    assert response.status_code == 200, response.text
    said = response.json()["object"]
    starts, ends = wall_of(said["starttime"]), wall_of(said["endtime"])
    days = [starts.date()]
    if said["isRecurrence"]:
        assert (said["recurrenceType"], said["recurrenceInterval"], said["monday"]) == ("weekly", 1, True)
        first, last = (wall_of(said[name]).date() for name in ("firstRecurrenceDate", "lastRecurrenceDate"))
        weeks = range((last - first).days // 7 + 1)
        days = sorted({starts.date(), *(first + timedelta(weeks=week) for week in weeks)})
    people = frozenset(int(person["oid"]) for person in said["participants"])
    return Seen(starts, ends, said["comment"]["content"], people, tuple(map(str, days)))


def read_by_timetap(world: World, number: int) -> Seen:
    """A series is read by its members."""
    client = timetap(world)
    members: list[dict[str, Any]] = []
    response = client.get(f"/appointments/recurringappointments/{number}")
    if response.status_code == 200:
        members = response.json()
    if not members:
        response = client.get(f"/appointments/{number}")
        assert response.status_code == 200, response.text
        members = [response.json()]
    for member in members:
        assert (member["startTime"], member["endTime"], member["endDate"]) == (1110, 1155, member["startDate"])
    first = members[0]
    starts = datetime.fromisoformat(first["startDate"]) + timedelta(hours=11, minutes=10)
    people = frozenset({first["staff"]["professionalId"], first["client"]["clientId"]} - {None})
    days = tuple(sorted(member["startDate"] for member in members))
    return Seen(starts, starts + timedelta(minutes=MINUTES), first["note"], people, days)


WRITERS: dict[str, Callable[..., int]] = {
    "onoffice": booked_by_onoffice,
    "xelion": booked_by_xelion,
    "timetap": booked_by_timetap,
}
READERS: dict[str, Callable[[World, int], Seen]] = {
    "onoffice": read_by_onoffice,
    "xelion": read_by_xelion,
    "timetap": read_by_timetap,
}
PAIRS = [(writer, reader) for writer in WRITERS for reader in READERS]


@pytest.mark.parametrize("repetition", ["single", "weekly"])
@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_one_language_books_each_one_reads(world: World, writer: str, reader: str, repetition: str) -> None:
    weekly = repetition == "weekly"
    number = WRITERS[writer](world, weekly=weekly)
    assert READERS[reader](world, number) == expected(world, weekly=weekly)


@pytest.mark.parametrize("reader", READERS)
def test_what_xelion_moves_has_moved_everywhere(world: World, reader: str) -> None:
    number = booked_by_onoffice(world, weekly=False)
    later = MONDAY + timedelta(days=1)
    operations = [
        {"op": "replace", "path": "/starttime", "value": utc_text(later)},
        {"op": "replace", "path": "/endtime", "value": utc_text(later + timedelta(minutes=MINUTES))},
    ]
    path = f"{BASE}/appointments/{number}"
    response = world.http.patch(path, json={"operations": operations}, headers=session(world, "owner"))
    assert response.status_code == 200, response.text
    seen = READERS[reader](world, number)
    assert (seen.starts, seen.ends) == (later, later + timedelta(minutes=MINUTES))


@pytest.mark.parametrize("reader", READERS)
def test_what_onoffice_moves_has_moved_everywhere(world: World, reader: str) -> None:
    number = booked_by_xelion(world, weekly=False)
    later = MONDAY + timedelta(days=1)
    data = {"start_dt": str(later), "end_dt": str(later + timedelta(minutes=MINUTES))}
    result = client_of(world).call("modify", "calendar", {"data": data}, resourceid=str(number))
    assert result["status"]["errorcode"] == 0, result
    seen = READERS[reader](world, number)
    assert (seen.starts, seen.ends) == (later, later + timedelta(minutes=MINUTES))


@pytest.mark.parametrize("reader", READERS)
def test_what_timetap_moves_has_moved_everywhere(world: World, reader: str) -> None:
    number = booked_by_onoffice(world, weekly=False)
    later = MONDAY + timedelta(days=1)
    body = {"startDate": str(later.date()), "endDate": str(later.date())}
    headers = timetap(world).headers
    response = world.http.patch(f"{LIVE}/appointments/{number}", json=body, headers=headers)
    assert response.status_code == 200, response.text
    seen = READERS[reader](world, number)
    assert (seen.starts, seen.ends) == (later, later + timedelta(minutes=MINUTES))


def test_what_onoffice_deletes_is_gone_everywhere(world: World) -> None:
    number = booked_by_xelion(world, weekly=False)
    assert client_of(world).error("delete", "calendar", {}, resourceid=str(number)) == 0
    assert world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner")).status_code == 404
    assert timetap(world).get(f"/appointments/{number}").status_code == 400
    assert client_of(world).error("read", "calendar", {}, resourceid=str(number)) == UNKNOWN_APPOINTMENT
