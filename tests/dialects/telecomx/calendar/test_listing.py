"""Lists of events: their window, their pages, what narrows them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from filebook.core.appointments import Span
from filebook.services.booking import NewAppointment
from tests.dialects.telecomx.calendar.events import CALENDAR, create, delete, employee, listed, served
from tests.dialects.telecomx.client import bearer, refusal
from tests.world import ZONE, World

NOON = datetime(2026, 3, 30, 12)
"""Three hours after the clock of the tests."""


def booked(world: World, subject: str, *, days: int, by: str = "owner") -> None:
    """An appointment made through another door."""
    span = Span(NOON + timedelta(days=days), NOON + timedelta(days=days, minutes=30), ZONE)
    world.services.booking.add(world.actor(by), NewAppointment(subject, span))


def subjects(world: World, **query: Any) -> list[str]:
    return [event["subject"] for event in listed(world, **query)]


def test_the_window_is_seven_days_back_and_thirty_one_ahead(world: World) -> None:
    for subject, days in (("too early", -8), ("earliest", -6), ("latest", 30), ("too late", 32)):
        booked(world, subject, days=days)
    assert subjects(world) == ["earliest", "Viewing", "latest"]


def test_a_filter_looks_everywhere_and_without_regard_to_case(world: World) -> None:
    for subject, days in (("Nøgle hentes", -400), ("NØGLE bringes", 400), ("Andet", 1)):
        booked(world, subject, days=days)
    assert subjects(world, filter="nøgle") == ["Nøgle hentes", "NØGLE bringes"]
    assert subjects(world, filter="%") == []


def test_dates_that_are_named_are_the_window(world: World) -> None:
    booked(world, "next year", days=400)
    assert subjects(world, start="2027-05-01", end="2027-06-01") == ["next year"]
    assert subjects(world, filter="year", end="2027-01-01T00:00:00.000Z") == []


def test_pages_are_cut_out_of_all_and_count_them(world: World) -> None:
    for number in range(5):
        booked(world, f"visit {number}", days=number)
    first = served(world.http.get(f"{CALENDAR}?filter=visit&limit=2&offset=1", headers=bearer(world, "owner")))
    assert [event["subject"] for event in first.pop("events")] == ["visit 1", "visit 2"]
    assert first == {"offset": 1, "limit": 2, "total": 5}


@pytest.mark.parametrize(
    ("asked", "taken"),
    [({}, (0, 50)), ({"limit": 0}, (0, 1)), ({"limit": 99999, "offset": -3}, (0, 10_000))],
)
def test_limits_out_of_range_are_clamped(world: World, asked: dict[str, int], taken: tuple[int, int]) -> None:
    answer = served(world.http.get(CALENDAR, params=asked, headers=bearer(world, "owner")))
    assert (answer["offset"], answer["limit"]) == taken


@pytest.mark.parametrize("query", ["limit=many", "offset=1.5", "start=soon", "end=2026-99-01", f"filter={'x' * 300}"])
def test_a_query_that_cannot_be_meant_is_refused_with_its_path(world: World, query: str) -> None:
    response = world.http.get(f"{CALENDAR}?{query}", headers=bearer(world, "owner"))
    assert refusal(response) == (422, query.partition("=")[0])


def test_an_employees_events_are_those_they_own_or_take_part_in(world: World) -> None:
    create(world, subject="with the viewer", attendees=[{"emailAddress": "viewer@main.example"}])
    create(world, subject="the viewer's", employee=employee(world, "viewer"))
    booked(world, "nobody takes part", days=1)
    assert subjects(world, employee=employee(world, "viewer")) == ["with the viewer", "the viewer's"]
    assert subjects(world, employee=employee(world, "owner")) == ["nobody takes part", "Viewing", "with the viewer"]
    for unknown in ("0" * 24, "x", employee(world, "foreign_owner"), employee(world, "reseller")):
        response = world.http.get(f"{CALENDAR}?employee={unknown}", headers=bearer(world, "owner"))
        assert refusal(response) == (404, "employee")


def test_a_deleted_event_is_not_listed(world: World) -> None:
    event = create(world)
    assert event in listed(world)
    assert served(delete(world, event["_id"])) == {"success": True}
    assert event not in listed(world)


def test_what_an_employee_may_not_know_is_neither_listed_nor_counted(world: World) -> None:
    create(world, subject="secret", sensitivity="private")
    answer = served(world.http.get(f"{CALENDAR}?filter=secret", headers=bearer(world, "viewer")))
    assert (answer["total"], answer["events"]) == (0, [])
    assert [event["subject"] for event in listed(world, by="personal")] == []


def test_what_was_made_here_is_listed_wherever_it_lies(world: World) -> None:
    booked(world, "elsewhere", days=500)
    far = create(world, subject="far", start="2027-09-01T08:00:00.000Z", end="2027-09-01T09:00:00.000Z")
    create(world, subject="near")
    create(world, subject="long ago", start="2020-09-01T08:00:00.000Z", end="2020-09-01T09:00:00.000Z")
    secret = create(world, subject="secret", start=far["start"], end=far["end"], sensitivity="private")
    assert subjects(world) == ["long ago", "Viewing", "near", "far", "secret"]
    assert [event["subject"] for event in listed(world, by="viewer")] == ["long ago", "Viewing", "near", "far"]
    assert [event["subject"] for event in listed(world, by="personal")] == []
    served(delete(world, secret["_id"]))
    assert subjects(world, limit=2, offset=2) == ["near", "far"]
    assert subjects(world, employee=employee(world, "viewer")) == []
    assert subjects(world, start="2026-04-01", end="2026-05-01") == ["Viewing", "near"]
