"""The promise for appointments, pair by pair: what one language books, each other one reads, single or weekly.

Four languages write appointments: onOffice in wall time of the business, Xelion and TelecomX in UTC, TimeTap in both;
and the native API, in wall time of any zone.
Each must read the same moment, the same people and the same repetition, under the same number. TelecomX books no
series, and reads those of others by their occurrences.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from filebook.core.ids import Kind, Number, short_of
from tests.dialects.native.api import Api
from tests.dialects.onoffice.client import Json, client_of
from tests.dialects.telecomx.calendar import events as telecomx
from tests.dialects.test_pairs import timetap
from tests.dialects.timetap.client import LIVE
from tests.dialects.xelion.client import BASE, session
from tests.world import ZONE, World

MONDAY = datetime(2027, 3, 15, 11, 10)
"""In winter time; the second Monday after it is in summer time."""
MINUTES = 45
MONDAYS = [MONDAY.date() + timedelta(weeks=week) for week in range(4)]
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


def booked_by_telecomx(world: World, *, weekly: bool) -> int:
    assert not weekly
    _, contact = people_of(world)
    address = {"email": "contact@main.example"}
    world.services.records.change(
        world.actor("owner"),
        contact,
        kind=Kind.CONTACT,
        edit=lambda one: replace(one, fields={**one.fields, **address}),
    )
    event = telecomx.create(
        world,
        body={"content": NOTE},
        start=iso_text(MONDAY),
        end=iso_text(MONDAY + timedelta(minutes=MINUTES)),
        attendees=[{"emailAddress": address["email"]}],
    )
    return world.services.diary.find(world.actor("owner"), event["_id"]).member.whole.number


def booked_natively(world: World, *, weekly: bool) -> int:
    """In another zone than the business's; it changes its clock on the same night."""
    starts, ends = (moment.astimezone(ZoneInfo("Europe/Berlin")) for moment in moments_of(MONDAY))
    body: Json = {
        "subject": "Bezichtiging",
        "comment": NOTE,
        "starts": starts.strftime("%Y-%m-%dT%H:%M"),
        "ends": ends.strftime("%Y-%m-%dT%H:%M"),
        "zone": "Europe/Berlin",
        "participants": list(map(str, people_of(world))),
        "rrule": f"FREQ=WEEKLY;COUNT={len(MONDAYS)}" if weekly else None,
    }
    response = Api(world).post("/appointments", body)
    assert response.status_code == 201, response.text
    return int(response.json()["number"])


def moments_of(wall: datetime) -> tuple[datetime, datetime]:
    starts = wall.replace(tzinfo=ZoneInfo(ZONE))
    return starts, starts + timedelta(minutes=MINUTES)


def iso_text(wall: datetime) -> str:
    return utc_text(wall).replace(" ", "T") + ".000Z"


def event_id(world: World, number: int) -> str:
    return short_of(world.services.book.get(world.actor("owner"), Number(number)).uid)


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


def timetap_members(world: World, number: int) -> list[dict[str, Any]]:
    """The members of a series; of a single appointment, none."""
    response = timetap(world).get(f"/appointments/recurringappointments/{number}")
    members: list[dict[str, Any]] = response.json() if response.status_code == 200 else []
    return members


def read_by_timetap(world: World, number: int) -> Seen:
    """A series is read by its members."""
    client = timetap(world)
    members = timetap_members(world, number)
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


def read_by_telecomx(world: World, number: int) -> Seen:
    """A series is read by its master and by its occurrences."""
    staff, contact = people_of(world)
    named = {telecomx.employee(world, "owner"): staff, "A contact": contact}
    said = telecomx.served(telecomx.get(world, event_id(world, number)))
    starts, ends = wall_of(said["start"][:19]), wall_of(said["end"][:19])
    days = [starts.date()]
    if said["type"] == "seriesMaster":
        listed = telecomx.listed(world, start="2027-01-01", end="2028-01-01")
        occurrences = [one for one in listed if one.get("seriesMasterId") == said["_id"]]
        begins = [wall_of(one["start"][:19]) for one in occurrences]
        assert {begin.time() for begin in begins} == {starts.time()}
        days = [begin.date() for begin in begins]
    people = frozenset(map(int, (named[said["employee"]], *(named[one["name"]] for one in said["attendees"]))))
    return Seen(starts, ends, said["body"]["content"], people, tuple(map(str, days)))


def read_natively(world: World, number: int) -> Seen:
    """A series is read by its occurrences."""
    api = Api(world)
    said = api.get(f"/appointments/{number}").json()
    starts, ends = (wall_of(said[name][:19]) for name in ("starts_at", "ends_at"))
    occurrences = api.get(f"/appointments/{number}/occurrences").json()["items"]
    begins = [wall_of(one["starts_at"][:19]) for one in occurrences if one["takes_place"]]
    assert {begin.time() for begin in begins} == {starts.time()}
    people = frozenset(one["number"] for one in said["participants"])
    return Seen(starts, ends, said["comment"], people, tuple(str(begin.date()) for begin in begins))


WRITERS: dict[str, Callable[..., int]] = {
    "onoffice": booked_by_onoffice,
    "xelion": booked_by_xelion,
    "timetap": booked_by_timetap,
    "telecomx": booked_by_telecomx,
    "native": booked_natively,
}
READERS: dict[str, Callable[[World, int], Seen]] = {
    "onoffice": read_by_onoffice,
    "xelion": read_by_xelion,
    "timetap": read_by_timetap,
    "telecomx": read_by_telecomx,
    "native": read_natively,
}
REPETITIONS = dict.fromkeys(WRITERS, ("single", "weekly")) | {"telecomx": ("single",)}
PAIRS = [(writer, reader, repetition) for writer in WRITERS for reader in READERS for repetition in REPETITIONS[writer]]


@pytest.mark.parametrize(("writer", "reader", "repetition"), PAIRS)
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


@pytest.mark.parametrize("reader", READERS)
def test_what_telecomx_moves_has_moved_everywhere(world: World, reader: str) -> None:
    number = booked_by_onoffice(world, weekly=False)
    later = MONDAY + timedelta(days=1)
    times = {"start": iso_text(later), "end": iso_text(later + timedelta(minutes=MINUTES))}
    telecomx.served(telecomx.change(world, event_id(world, number), **times))
    seen = READERS[reader](world, number)
    assert (seen.starts, seen.ends) == (later, later + timedelta(minutes=MINUTES))


@pytest.mark.parametrize("writer", [writer for writer in WRITERS if "weekly" in REPETITIONS[writer]])
def test_one_day_that_telecomx_moves_or_deletes_is_so_in_every_series(world: World, writer: str) -> None:
    number = WRITERS[writer](world, weekly=True)
    second, third = telecomx.listed(world, start="2027-03-20", end="2027-03-31")
    moved = {"start": second["start"].replace("T10:", "T12:"), "end": second["end"].replace("T10:", "T12:")}
    assert telecomx.served(telecomx.change(world, second["_id"], **moved))["type"] == "exception"
    telecomx.served(telecomx.delete(world, third["_id"]))
    starts = [(one["startDate"], one["startTime"], one["status"]) for one in timetap_members(world, number)]
    mondays = list(map(str, MONDAYS))
    assert starts[:2] == [(mondays[0], 1110, "OPEN"), (mondays[1], 1310, "OPEN")]
    assert [one for one in starts if one[0] == mondays[2] and one[2] == "OPEN"] == []
    assert starts[-1] == (mondays[3], 1110, "OPEN")
    said = {"since": "2027-03-14 00:00:00", "before": "2027-04-10 00:00:00"}
    told = world.services.agenda.entries(
        world.actor("owner"),
        people_of(world)[0],
        since=datetime.fromisoformat(said["since"]).replace(tzinfo=UTC),
        until=datetime.fromisoformat(said["before"]).replace(tzinfo=UTC),
        limit=10,
    )
    assert [entry.span.starts.hour for entry in told] == [11, 13, 11]


def test_a_day_is_the_same_day_everywhere(world: World) -> None:
    """Whole days are told as dates that nothing shifts; this one has 23 hours."""
    event = telecomx.create(world, start="2027-03-28T00:00:00.000Z", end="2027-03-29T00:00:00.000Z", isAllDay=True)
    number = world.services.diary.find(world.actor("owner"), event["_id"]).member.whole.number
    xelion = world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner")).json()["object"]
    assert (xelion["starttime"], xelion["endtime"]) == ("2027-03-28 00:00:00", "2027-03-28 23:59:59")
    assert (xelion["allStartDay"], xelion["allEndDay"]) == (True, True)
    onoffice = client_of(world).call("read", "calendar", {}, resourceid=str(number))["data"]["records"][0]["elements"]
    assert (onoffice["start_dt"][:10], onoffice["end_dt"][:10]) == ("2027-03-28", "2027-03-28")
    member = timetap(world).get(f"/appointments/{number}").json()
    assert (member["startDate"], member["endDate"]) == ("2027-03-28", "2027-03-28")
    body = {
        "subject": "Fri",
        "starttime": "2027-03-28 00:00:00",
        "endtime": "2027-03-28 23:59:59",
        "allStartDay": True,
        "allEndDay": True,
    }
    made = world.http.post(f"{BASE}/appointments", json=body, headers=session(world, "owner")).json()["object"]
    shown = telecomx.served(telecomx.get(world, event_id(world, int(made["oid"]))))
    assert {name: shown[name] for name in ("start", "end", "isAllDay")} == {
        name: event[name] for name in ("start", "end", "isAllDay")
    }
