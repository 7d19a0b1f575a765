"""What public programs do with answers, done with ours: they take texts apart, and index without looking.

Source: the programs of section 13 of the project's TimeTap reference, read 2026-11-21. The code is ours.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from filebook.core.ids import Kind
from filebook.dialects.timetap.appointments.wire import AppointmentObject
from filebook.dialects.timetap.clients.wire import ClientObject
from filebook.dialects.timetap.locations.wire import LocationObject
from filebook.dialects.timetap.reasons.wire import ReasonObject
from filebook.dialects.timetap.staff.wire import StaffObject
from tests.dialects.timetap.appointments.desk import CLIENT_TIMES, TIMES, Desk, Shown
from tests.dialects.timetap.client import Client, log_in
from tests.world import World

MAY_BE_NULL = {"subStatus", "dateOfBirth"}
"""Texts that are told as null when there is none."""


@pytest.fixture
def desk(world: World, client: Client) -> Desk:
    return Desk(world, client)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Amsterdam", "Asia/Kolkata", "America/Sao_Paulo"])
def test_wpcrm_takes_the_clients_time_apart_at_two_commas_and_at(desk: Desk, zone: str) -> None:
    made = desk.make(clientTimeZone=zone, endDate="2031-03-07")
    for start in (0, 30, 930, 1200, 1230, 2330):
        _take_apart(desk.patch(made["calendarId"], startTime=start), zone)


def _take_apart(shown: Shown, zone: str) -> None:
    weekday, day, rest = shown["appointmentDateTimeClient"].split(",")
    year, time = rest.split(" at ")
    clock, half, abbreviation = time.split(" ")
    assert weekday == weekday.strip()
    read = datetime.strptime(f"{day.strip()} {year.strip()} {clock} {half}", "%B %d %Y %I:%M %p")  # noqa: DTZ007 - a wall time
    instant = datetime.fromtimestamp(shown["startDateTimeUTC"] / 1000, ZoneInfo(zone))
    assert read == instant.replace(tzinfo=None)
    assert (weekday, abbreviation) == (f"{instant:%A}", f"{instant:%Z}")
    assert f"{read:%Y-%m-%d}" == shown["clientStartDate"]
    assert read.hour * 100 + read.minute == shown["clientStartTime"]
    assert not clock.startswith("0")


def _texts(kind: type[msgspec.Struct], shown: Shown, where: str = "") -> Iterator[tuple[str, object]]:
    """Every property that is documented as a text, with its value, inner objects' too."""
    for field in msgspec.structs.fields(kind):
        value: Any = shown[field.encode_name]
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from _texts(field.type, value, f"{where}{field.encode_name}.")
        elif str in getattr(field.type, "__args__", (field.type,)) and not isinstance(value, list):
            yield f"{where}{field.encode_name}", value


def test_csharp_has_a_string_for_every_text(desk: Desk) -> None:
    """Also of an appointment with nothing in it, and of things with nothing but a name."""
    bare = desk.show(desk.world.appointments["single"].number)
    for shown in (bare, desk.make()):
        texts = dict(_texts(AppointmentObject, shown))
        assert len(texts) > 60
        none = {name.rpartition(".")[2] for name, value in texts.items() if value is None}
        assert none <= MAY_BE_NULL
        assert all(isinstance(value, str) for value in texts.values() if value is not None)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/clients", ClientObject), ("/staff", StaffObject), ("/locations", LocationObject), ("/services", ReasonObject)],
)
def test_lists_of_things_have_a_string_for_every_text(desk: Desk, path: str, kind: type[msgspec.Struct]) -> None:
    things = desk.client.told("GET", path)
    assert things
    for shown in things:
        none = {name for name, value in _texts(kind, shown) if not isinstance(value, str)}
        assert none <= MAY_BE_NULL


def test_labels_are_printed_for_whoever_has_come_in(desk: Desk) -> None:
    """One page of 100; what is open and checked in; the date of birth split at its dashes."""
    born = {"firstName": "Aino", "lastName": "Salo", "dateOfBirth": "1980-03-12"}
    here = desk.make(client=born)
    away = desk.make(startTime=1100, endTime=1200)
    desk.patch(here["calendarId"], status="CHECKEDIN")
    page = desk.client.told("GET", "/appointments/report?statusList=OPEN&pageSize=100&pageNumber=1")
    assert {here["calendarId"], away["calendarId"]} <= {shown["calendarId"] for shown in page}
    (come,) = [shown for shown in page if shown["subStatus"] == "CHECKEDIN"]
    again = desk.show(come["calendarId"])
    year, month, day = again["client"]["dateOfBirth"].split("-")
    label = f"{again['client']['lastName'].upper()} {month}/{day}/{year} {again['reason']['reasonDesc']}"
    assert label == f"SALO 03/12/1980 {desk.world.records['service'].label}"


def test_one_program_ends_an_hour_later_by_adding_100(desk: Desk) -> None:
    shown = desk.make(startTime=2330, endTime=2330 + 100)
    assert (shown["endDate"], shown["endTime"]) == ("2031-03-06", 30)


def test_a_shop_logs_in_below_live_asks_below_test_and_books_what_is_free(desk: Desk) -> None:
    token = log_in(desk.world.http, desk.world.timetap, prefix="/timetap/live")
    service = desk.record(Kind.SERVICE, "Fitting", staff=[desk.number("staff")], duration_minutes=60).number
    path = f"/timetap/test/availability/location/{desk.number('location')}/service/{service}"
    query = {"startDate": "2031-03-05", "endDate": "2031-03-06", "sessionToken": token}

    def free() -> dict[str, list[str]]:
        days = desk.world.http.get(path, params=query).json()
        return {day["date"]: [slot["timeString"] for slot in day["timeSlots"]] for day in days}

    before = free()
    assert list(before) == ["2031-03-05", "2031-03-06"]
    (slot,) = [
        slot
        for slot in desk.world.http.get(path, params=query).json()[0]["timeSlots"]
        if slot["timeString"] == "9:00 AM"
    ]
    desk.make(reason={"reasonId": service}, **{name: slot[name] for name in (*TIMES, *CLIENT_TIMES)})
    after = free()
    assert after["2031-03-06"] == before["2031-03-06"]
    assert "9:00 AM" in before["2031-03-05"]
    assert "9:00 AM" not in after["2031-03-05"]
