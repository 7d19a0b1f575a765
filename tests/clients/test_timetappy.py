"""The package `timetappy` from the Python Package Index, as it is, against a real server: every method of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import httpx2
import pytest
from starlette.testclient import TestClient

from filebook.core.ids import Uid
from filebook.services.credentials import Issued
from tests.clients.timetappy_program import Failed, Json, Package, blocks_of, write_hook
from tests.dialects.timetap.client import Client, log_in

UNKNOWN = 2**31 - 1
NOT_CALLS = {"api_get_request"}
"""What the methods are made of."""


@pytest.fixture(scope="module")
def package(demo: Json, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with Package(tmp_path_factory.mktemp("timetappy"), demo) as running:
        yield running


@pytest.fixture(scope="module")
def desk(demo: Json) -> Iterator[Client]:
    """Another program, which also writes."""
    key = Issued(Uid(""), demo["timetap"]["api_key"], demo["timetap"]["private_key"])
    with httpx2.Client(base_url=demo["base_url"], timeout=60) as http:
        as_test_client = cast(TestClient, http)  # it gets and posts, and no more is asked of it
        yield Client(as_test_client, log_in(as_test_client, key), int(key.key))


@pytest.fixture(scope="module")
def booked(desk: Client) -> Json:
    """An appointment a week from now, with everything that one is about."""
    day = str(datetime.now(UTC).date() + timedelta(days=7))
    person = {"firstName": "Aino", "lastName": f"Salo-{uuid4()}", "cellPhone": "358405550100"}
    booked: Json = desk.told(
        "POST",
        "/appointments",
        {
            "client": person,
            "staff": {"professionalId": desk.told("GET", "/staff")[0]["professionalId"]},
            "location": {"locationId": desk.told("GET", "/locations")[0]["locationId"]},
            "reason": {"reasonId": desk.told("GET", "/services")[0]["reasonId"]},
            "startDate": day,
            "startTime": 930,
            "endDate": day,
            "endTime": 1030,
            "note": "Second visit",
        },
        override=1,
    )
    return booked


def called(package: Package, booked: Json, *, testing: bool) -> dict[str, Any]:
    """What every method gives about what was booked."""
    client, staff = booked["client"]["clientId"], booked["staff"]["professionalId"]
    said: dict[str, Json] = {
        "get_appointments_report": {"pageSize": 1000},
        "get_appointment_by_id": {"calendarId": booked["calendarId"]},
        "get_locations": {},
        "get_staff": {},
        "get_staff_by_professionalId": {"professionalId": staff},
        "get_service_staff": {"professionalId": staff},
        "get_calendar_events_range": {"staffIdList": [staff]},
        "get_calendar_event": {"eventType": "APPOINTMENT", "eventId": booked["calendarId"]},
        "get_clients": {"clientId": client},
        "get_clients_by_id": {"clientId": client},
        "get_clients_count": {},
        "get_services": {},
    }
    methods = {name for name in package.call("__dir__") if name.startswith(("get_", "api_"))}
    assert methods == said.keys() | NOT_CALLS
    return {name: package.call(name, of={"Testing": testing}, **arguments) for name, arguments in said.items()}


@pytest.mark.parametrize("testing", [False, True], ids=["live", "test"])
def test_every_method_gives_what_there_is(package: Package, booked: Json, testing: bool) -> None:
    gave = called(package, booked, testing=testing)
    staff, client, location, service = (booked[name] for name in ("staff", "client", "location", "reason"))
    assert gave["get_appointment_by_id"] == booked
    assert booked in gave["get_appointments_report"]
    for method, thing, name in (
        ("get_staff", staff, "professionalId"),
        ("get_locations", location, "locationId"),
        ("get_services", service, "reasonId"),
        ("get_service_staff", service, "reasonId"),
    ):
        (found,) = [one for one in gave[method] if one[name] == thing[name]]
        assert thing.items() <= found.items(), method  # an appointment shows a part
    assert staff.items() <= gave["get_staff_by_professionalId"].items()
    assert gave["get_clients"] == [client]
    assert gave["get_clients_by_id"] == client
    assert gave["get_clients_count"] >= 25
    assert len(gave["get_service_staff"]) == len(gave["get_services"])
    event = {**booked, "eventType": "APPOINTMENT", "eventId": booked["calendarId"]}
    assert gave["get_calendar_event"] == [event]
    (in_range,) = [found for found in gave["get_calendar_events_range"] if found["eventId"] == booked["calendarId"]]
    assert in_range == event


def test_its_pages_of_one_bring_every_appointment_once(package: Package, booked: Json) -> None:
    count = len(package.call("get_appointments_report", pageSize=1000))
    pages = [package.call("get_appointments_report", pageNumber=number) for number in range(1, count + 2)]
    assert [len(page) for page in pages] == [*[1] * count, 0]
    assert len({page[0]["calendarId"] for page in pages[:-1]}) == count


def test_its_list_of_statuses_is_any_of_them(package: Package, desk: Client, booked: Json) -> None:
    times = {name: booked[name] for name in ("startDate", "endDate", "endTime")}
    other = desk.told(
        "POST",
        "/appointments/quickAdd",
        {**times, "professionalId": booked["staff"]["professionalId"], "startTime": 1000},
        override=1,
    )
    desk.told("PATCH", f"/appointments/{other['calendarId']}", {"status": "CHECKEDIN"})
    desk.told("PUT", f"/appointments/{other['calendarId']}/noshow/false")

    def listed(*statuses: str) -> set[int]:
        found = package.call("get_appointments_report", statusList=list(statuses), pageSize=1000)
        return {appointment["calendarId"] for appointment in found} & {other["calendarId"], booked["calendarId"]}

    assert listed("OPEN") == {booked["calendarId"]}
    assert listed("NO_SHOW", "PENDING") == {other["calendarId"]}
    assert listed("OPEN", "NO_SHOW") == {other["calendarId"], booked["calendarId"]}
    assert listed("COMPLETED") == set()


def test_its_lists_of_clients_are_put_in_order_and_cut_into_pages(package: Package) -> None:
    ordered: Any = {"order_field": "lastName", "order_mode": "DESC"}
    everybody = package.call("get_clients", pageSize=1000, **ordered)
    names = [client["lastName"].casefold() for client in everybody]
    assert names == sorted(names, reverse=True)
    second = package.call("get_clients", pageSize=5, pageNumber=2, **ordered)
    assert second == everybody[5:10]
    assert package.call("get_clients", pageSize=5, pageNumber=1_000_000) == []


def test_unknown_things_are_given_back_as_what_the_server_says(package: Package) -> None:
    said: dict[str, tuple[Json, str]] = {
        "get_appointment_by_id": ({"calendarId": UNKNOWN}, "Appointment"),
        "get_clients_by_id": ({"clientId": UNKNOWN}, "Client"),
        "get_staff_by_professionalId": ({"professionalId": UNKNOWN}, "Staff"),
        "get_service_staff": ({"professionalId": UNKNOWN}, "Staff"),
        "get_calendar_event": ({"eventType": "APPOINTMENT", "eventId": UNKNOWN}, "Appointment"),
    }
    for method, (arguments, what) in said.items():
        assert package.call(method, **arguments) == f"{what} for Id {UNKNOWN} not found!", method


def test_a_refused_login_is_an_error_of_the_packages(package: Package) -> None:
    with pytest.raises(Failed, match="KeyError: 'sessionToken'"):
        package.call("get_staff", of={"PrivateKey": "0" * 32})


def test_the_program_in_the_documentation_runs_as_it_stands(demo: Json, booked: Json, tmp_path: Path) -> None:
    _, program = blocks_of("python")
    for argument, key in (("APIKey", "api_key"), ("PrivateKey", "private_key")):
        assert program.count(f'{argument}="…"') == 1
        program = program.replace(f'{argument}="…"', f'{argument}="{demo["timetap"][key]}"')
    write_hook(tmp_path, demo["timetap"]["url"])
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{booked['appointmentDateTimeClient']} {booked['client']['fullName']}\n" in done.stdout


def test_the_login_by_hand_in_the_documentation_runs_as_it_stands(demo: Json, tmp_path: Path) -> None:
    script, *_ = blocks_of("bash")
    mine = {
        "https://files.example.org/timetap/live": f"{demo['timetap']['url']}/live",
        'API_KEY="…"': f"API_KEY={demo['timetap']['api_key']}",
        'PRIVATE_KEY="…"': f"PRIVATE_KEY={demo['timetap']['private_key']}",
    }
    for theirs, ours in mine.items():
        assert theirs in script
        script = script.replace(theirs, ours)
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)
