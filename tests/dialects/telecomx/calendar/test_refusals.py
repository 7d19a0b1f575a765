"""What cannot be meant is refused with the path of what is wrong, and nothing is stored."""

from typing import Any

import pytest

from filebook.core.ids import short_of
from tests.dialects.telecomx.calendar.events import CALENDAR, MEETING, change, id_of
from tests.dialects.telecomx.client import bearer, refusal
from tests.world import World

REFUSED: list[tuple[str, Any, str]] = [
    ("start", None, "start"),
    ("end", "", "end"),
    ("start", "tomorrow", "start"),
    ("start", 1775565000000, "start"),
    ("end", "2026-04-31T10:00:00.000Z", "end"),
    ("end", "2026-04-07T12:29:59.000Z", "end"),
    ("start", "0001-01-01T00:00:00.000Z", "start"),
    ("end", "9999-12-31T23:59:59.000Z", "end"),
    ("isAllDay", "perhaps", "isAllDay"),
    ("isCancelled", 2, "isCancelled"),
    ("showAs", "BUSY", "showAs"),
    ("sensitivity", "secret", "sensitivity"),
    ("importance", "urgent", "importance"),
    ("type", "series", "type"),
    ("body", {"content": "x", "type": "markdown"}, "body.type"),
    ("body", {"content": "a\0b"}, "body.content"),
    ("subject", "x" * 100_001, "subject"),
    ("reminderMinutesBeforeStart", -1, "reminderMinutesBeforeStart"),
    ("reminderMinutesBeforeStart", 1.5, "reminderMinutesBeforeStart"),
    ("location", 7, "location"),
    ("attendees", [{"name": "Bo"}, {"status": "accepted"}], "attendees[1]"),
    ("attendees", [{"name": "Bo", "status": "maybe"}], "attendees[0].status"),
    ("attendees", [{"name": "Bo", "type": "guest"}], "attendees[0].type"),
    ("attendees", [{"name": "Bo"}] * 1001, "attendees"),
]


@pytest.mark.parametrize(("member", "value", "path"), REFUSED)
def test_a_member_that_cannot_be_meant_is_refused_with_its_path(
    world: World, member: str, value: Any, path: str
) -> None:
    before = world.stored()
    response = world.http.post(CALENDAR, json={**MEETING, member: value}, headers=bearer(world, "owner"))
    assert refusal(response) == (422, path)
    assert response.json()["path"] == path
    assert world.stored() == before


@pytest.mark.parametrize("member", ["start", "end"])
def test_without_a_start_or_an_end_there_is_no_event(world: World, member: str) -> None:
    before = world.stored()
    body = {name: value for name, value in MEETING.items() if name != member}
    response = world.http.post(CALENDAR, json=body, headers=bearer(world, "owner"))
    assert refusal(response) == (422, member)
    assert (response.json()["path"], response.json()["check"]) == (member, "required")
    assert world.stored() == before


@pytest.mark.parametrize(("member", "value", "path"), REFUSED[2:14])
def test_a_change_that_cannot_be_meant_is_refused_too(world: World, member: str, value: Any, path: str) -> None:
    before = world.stored()
    assert refusal(change(world, id_of(world, "single"), **{member: value})) == (422, path)
    assert world.stored() == before


@pytest.mark.parametrize("customer", ["0" * 24, "x", "parent", "unrelated"])
def test_an_event_is_made_for_ones_own_customer_only(world: World, customer: str) -> None:
    businesses = {"parent": world.parent, "unrelated": world.unrelated}
    named = short_of(businesses[customer].uid) if customer in businesses else customer
    before = world.stored()
    response = world.http.post(CALENDAR, json={**MEETING, "customer": named}, headers=bearer(world, "owner"))
    assert refusal(response) == (404, "customer")
    assert world.stored() == before


@pytest.mark.parametrize("event", ["0" * 24, "x", "247", "single's owner"])
def test_what_is_no_event_is_not_found(world: World, event: str) -> None:
    named = short_of(world.users["owner"].staff.uid) if event == "single's owner" else event
    headers, path = bearer(world, "owner"), f"{CALENDAR}/{named}"
    for response in (
        world.http.get(path, headers=headers),
        world.http.post(path, json={}, headers=headers),
        world.http.delete(path, headers=headers),
    ):
        assert refusal(response) == (404, "not_found")
        assert response.json()["message"] == "Event not found"
