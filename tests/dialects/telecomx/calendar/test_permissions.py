"""Who may do what with whose events; refusals leave everything as it was."""

from dataclasses import replace

import pytest
from httpx2 import Response

from tests.dialects.telecomx.calendar.events import (
    CALENDAR,
    MEETING,
    change,
    create,
    delete,
    employee,
    get,
    id_of,
    listed,
)
from tests.dialects.telecomx.client import bearer, refusal
from tests.world import World

ABSENT, DENIED = (404, "not_found"), (403, "access_denied")
REDUCED = {"_id", "employee", "start", "end", "isAllDay", "showAs"}


def outcome(response: Response) -> object:
    return 200 if response.status_code == 200 else refusal(response)


@pytest.mark.parametrize(
    ("who", "shown", "changed", "deleted"),
    [
        ("owner", 200, 200, 200),
        ("viewer", 200, DENIED, DENIED),
        ("personal", ABSENT, ABSENT, ABSENT),
        ("reseller", DENIED, DENIED, DENIED),
        ("other", ABSENT, ABSENT, ABSENT),
        ("foreign_owner", ABSENT, ABSENT, ABSENT),
    ],
)
def test_a_colleagues_event(world: World, who: str, shown: object, changed: object, deleted: object) -> None:
    event, before = id_of(world, "single"), world.stored()
    assert outcome(get(world, event, by=who)) == shown
    if changed != 200:
        assert outcome(change(world, event, by=who, subject="Mit")) == changed
        assert outcome(delete(world, event, by=who)) == deleted
        assert world.stored() == before
        return
    assert outcome(change(world, event, by=who, subject="Mit")) == changed
    assert outcome(delete(world, event, by=who)) == deleted


@pytest.mark.parametrize("who", ["personal", "viewer", "owner"])
def test_everybody_makes_changes_and_deletes_events_of_their_own(world: World, who: str) -> None:
    event = create(world, who)
    assert event["employee"] == employee(world, who)
    assert outcome(get(world, event["_id"], by=who)) == 200
    assert outcome(change(world, event["_id"], by=who, subject="Mit")) == 200
    assert outcome(delete(world, event["_id"], by=who)) == 200


@pytest.mark.parametrize(("who", "refused"), [("personal", DENIED), ("viewer", DENIED), ("reseller", DENIED)])
def test_only_who_may_write_the_customers_events_makes_one_for_a_colleague(
    world: World, who: str, refused: object
) -> None:
    body, headers, before = {**MEETING, "employee": employee(world, "owner")}, bearer(world, who), world.stored()
    assert outcome(world.http.post(CALENDAR, json=body, headers=headers)) == refused
    assert world.stored() == before


@pytest.mark.parametrize("sensitivity", ["private", "confidential"])
def test_colleagues_know_of_a_private_event_only_when_it_is(world: World, sensitivity: str) -> None:
    event = create(world, sensitivity=sensitivity, showAs="oof", body="Lægen")
    reduced = get(world, event["_id"], by="viewer").json()
    assert reduced == {name: event[name] for name in REDUCED}
    before = world.stored()
    assert outcome(change(world, event["_id"], by="viewer", subject="Mit")) == DENIED
    assert outcome(delete(world, event["_id"], by="viewer")) == DENIED
    assert outcome(get(world, event["_id"], by="personal")) == ABSENT
    assert outcome(get(world, event["_id"], by="foreign_owner")) == ABSENT
    assert world.stored() == before


def test_a_personal_user_invites_nobody_by_address_and_learns_of_nobody(world: World) -> None:
    event = create(world, "personal", attendees=[{"emailAddress": "owner@main.example"}])
    assert event["attendees"] == [{"emailAddress": "owner@main.example", "type": "required", "status": "none"}]
    found = world.services.diary.find(world.actor("personal"), event["_id"]).member.whole
    assert [one.record.number for one in found.participants] == [world.users["personal"].staff.number]


def test_resellers_have_no_access_to_calendars_at_all(world: World) -> None:
    headers, before = bearer(world, "reseller"), world.stored()
    assert outcome(world.http.get(CALENDAR, headers=headers)) == DENIED
    assert outcome(world.http.post(CALENDAR, json=MEETING, headers=headers)) == DENIED
    assert outcome(get(world, "0" * 24, by="reseller")) == DENIED
    assert world.stored() == before


@pytest.mark.parametrize(("granted", "changed"), [("read", DENIED), ("write", 200)])
@pytest.mark.parametrize("who", ["viewer", "personal"])
def test_who_was_granted_a_right_to_a_private_event_has_it(
    world: World, who: str, granted: str, changed: object
) -> None:
    event = create(world, sensitivity="private")
    owner, staff = world.actor("owner"), world.users[who].staff.number
    number = world.services.diary.find(owner, event["_id"]).member.whole.number
    world.services.booking.change(
        owner, number, edit=lambda current: replace(current, permissions={str(staff): granted})
    )
    assert get(world, event["_id"], by=who).json() == event
    assert outcome(change(world, event["_id"], by=who, subject="Vores")) == changed
    assert outcome(delete(world, event["_id"], by=who)) == DENIED


def test_what_is_in_the_trash_or_of_a_day_that_its_series_lost_is_absent(world: World) -> None:
    series = world.appointments["recurring"]
    last = listed(world, filter="weekly")[-1]["_id"]
    owner, rule = world.actor("owner"), series.rule
    assert rule is not None
    world.services.booking.change(
        owner, series.number, edit=lambda current: replace(current, rule=replace(rule, count=3))
    )
    event = id_of(world, "single")
    world.services.booking.trash(owner, world.appointments["single"].number)
    before = world.stored()
    for gone in (last, event):
        assert outcome(get(world, gone)) == ABSENT
        assert outcome(change(world, gone, subject="?")) == ABSENT
        assert outcome(delete(world, gone)) == ABSENT
    assert world.stored() == before
