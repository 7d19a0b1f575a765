"""The promise for appointments, change by change: what one language moves or deletes is so in each other one."""

from datetime import timedelta

import pytest

from tests.dialects.native.api import Api
from tests.dialects.onoffice.client import client_of
from tests.dialects.telecomx.calendar import events as telecomx
from tests.dialects.test_appointment_pairs import (
    MINUTES,
    MONDAY,
    MONDAYS,
    NOTE,
    READERS,
    booked_by_onoffice,
    booked_by_timetap,
    booked_by_xelion,
    event_id,
)
from tests.dialects.test_pairs import timetap
from tests.dialects.xelion.client import BASE, session
from tests.world import World

UNKNOWN_APPOINTMENT = 169


@pytest.mark.parametrize("reader", READERS)
def test_what_is_moved_natively_has_moved_everywhere(world: World, reader: str) -> None:
    number = booked_by_onoffice(world, weekly=False)
    later = MONDAY + timedelta(days=1)
    response = Api(world).patch(f"/appointments/{number}", {"starts": later.isoformat()})
    assert response.status_code == 200, response.text
    seen = READERS[reader](world, number)
    assert (seen.starts, seen.ends) == (later, later + timedelta(minutes=MINUTES))


@pytest.mark.parametrize("reader", READERS)
def test_a_series_that_is_split_natively_is_two_everywhere(world: World, reader: str) -> None:
    number = booked_by_xelion(world, weekly=True)
    path = f"/appointments/{number}?scope=following&occurrence={MONDAYS[2]}"
    begun = Api(world).patch(path, {"comment": NOTE}).json()["number"]
    days = [READERS[reader](world, one).days for one in (number, begun)]
    assert days == [tuple(map(str, MONDAYS[:2])), tuple(map(str, MONDAYS[2:]))]


def test_what_telecomx_deletes_is_gone_everywhere(world: World) -> None:
    number = booked_by_xelion(world, weekly=False)
    event = event_id(world, number)
    telecomx.served(telecomx.delete(world, event))
    assert telecomx.get(world, event).status_code == 404
    assert_gone(world, number)


def test_what_onoffice_deletes_is_gone_everywhere(world: World) -> None:
    number = booked_by_xelion(world, weekly=False)
    event = event_id(world, number)
    assert client_of(world).error("delete", "calendar", {}, resourceid=str(number)) == 0
    assert telecomx.get(world, event).status_code == 404
    assert_gone(world, number)


def test_what_is_deleted_natively_is_gone_everywhere(world: World) -> None:
    number = booked_by_xelion(world, weekly=False)
    event = event_id(world, number)
    assert Api(world).delete(f"/appointments/{number}").status_code == 204
    assert telecomx.get(world, event).status_code == 404
    assert_gone(world, number)


def test_a_type_said_by_onoffice_or_natively_is_the_same_word(world: World) -> None:
    number = booked_by_onoffice(world, weekly=False)
    api, client = Api(world), client_of(world)
    changed = client.call("modify", "calendar", {"data": {"art": "Besichtigung"}}, resourceid=str(number))
    assert changed["status"]["errorcode"] == 0, changed
    assert api.get(f"/appointments/{number}").json()["type"] == "Besichtigung"
    api.patch(f"/appointments/{number}", {"type": "Termin"})
    shown = client.call("read", "calendar", {}, resourceid=str(number))["data"]["records"][0]["elements"]
    assert shown["art"] == {"Termin": "Termin"}
    api.delete(f"/appointments/{number}")
    booked = booked_by_timetap(world, weekly=False)
    assert api.get(f"/appointments/{booked}").json()["type"] == world.records["service"].label


def assert_gone(world: World, number: int) -> None:
    assert world.http.get(f"{BASE}/appointments/{number}", headers=session(world, "owner")).status_code == 404
    assert timetap(world).get(f"/appointments/{number}").status_code == 400
    assert client_of(world).error("read", "calendar", {}, resourceid=str(number)) == UNKNOWN_APPOINTMENT
    assert Api(world).get(f"/appointments/{number}").status_code == 404
