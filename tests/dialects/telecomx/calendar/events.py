"""Events as a client of the TelecomX door sees them, for the tests of the calendar."""

from typing import Any

from httpx2 import Response

from filebook.core.ids import short_of
from tests.dialects.telecomx.client import DOOR, bearer
from tests.world import World

CALENDAR = f"{DOOR}/pbx/calendar"
Event = dict[str, Any]

MEETING: Event = {
    "subject": "Fremvisning",
    "start": "2026-04-07T12:30:00.000Z",
    "end": "2026-04-07T13:15:00.000Z",
}
"""Half past two in Amsterdam."""


def create(world: World, by: str = "owner", **members: Any) -> Event:
    """A new event of `MEETING`'s, with other members."""
    event: Event = served(world.http.post(CALENDAR, json={**MEETING, **members}, headers=bearer(world, by)))
    return event


def change(world: World, event: str, *, by: str = "owner", **members: Any) -> Response:
    return world.http.post(f"{CALENDAR}/{event}", json=members, headers=bearer(world, by))


def get(world: World, event: str, *, by: str = "owner") -> Response:
    return world.http.get(f"{CALENDAR}/{event}", headers=bearer(world, by))


def delete(world: World, event: str, *, by: str = "owner", query: str = "") -> Response:
    return world.http.delete(f"{CALENDAR}/{event}{query}", headers=bearer(world, by))


def listed(world: World, *, by: str = "owner", **query: Any) -> list[Event]:
    """The events of a list that must be served."""
    answer = served(world.http.get(CALENDAR, params=query, headers=bearer(world, by)))
    events: list[Event] = answer["events"]
    return events


def served(response: Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def id_of(world: World, name: str) -> str:
    """The id of a known appointment."""
    return short_of(world.appointments[name].uid)


def employee(world: World, name: str) -> str:
    """The id of a user's staff record."""
    return short_of(world.users[name].staff.uid)
