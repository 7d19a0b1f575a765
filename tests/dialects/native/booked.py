"""Appointments booked by tests of the native door."""

from typing import Any

from tests.dialects.native.api import Api

Json = dict[str, Any]
MONDAY = {"subject": "Round", "starts": "2027-03-15T11:10", "ends": "2027-03-15T11:55"}


def made(api: Api, **said: object) -> Json:
    """One on a Monday, with what is said of it."""
    response = api.post("/appointments", MONDAY | said)
    assert response.status_code == 201, response.text
    answer: Json = response.json()
    return answer


def path_of(appointment: Json) -> str:
    """Its address."""
    return f"/appointments/{appointment['id']}"


def days_of(api: Api, appointment: Json) -> list[tuple[str, str]]:
    """The days that take place, and when they start."""
    told = api.get(f"{path_of(appointment)}/occurrences").json()["items"]
    return [(one["day"], one["starts"]) for one in told if one["takes_place"]]
