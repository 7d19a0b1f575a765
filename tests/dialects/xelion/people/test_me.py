"""What a caller of the Xelion door asks of itself and says of itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.dialects.xelion.book import Caller, caller, staff
from tests.dialects.xelion.client import BASE, refusal
from tests.dialects.xelion.people.office import put, shown
from tests.world import World


@pytest.fixture
def me(world: World) -> Caller:
    return caller(world, "personal")


def _until(world: World, *, minutes: int) -> str:
    return (world.clock() + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S")


def test_the_caller_is_told_who_it_is(world: World, me: Caller) -> None:
    info = shown(me, "/me/info")
    assert info["userId"] == str(world.users["personal"].number)
    assert info["person"] == shown(me, f"/addressables/{staff(world, 'personal')}")
    assert info["presenceInfo"] == {"status": "online", "statusIcon": "", "message": "", "busy": False}


def test_a_status_and_a_message_are_the_callers_own_whatever_its_role_and_everybody_sees_them(
    world: World, me: Caller
) -> None:
    for path, body in (("/me/status", "dont_disturb"), ("/me/message", "Terug om één uur")):
        answer = put(me, path, body)
        assert (answer.status_code, answer.content) == (200, b"")
    assert shown(me, "/me/info")["presenceInfo"]["message"] == "Terug om één uur"
    assert me.get("/me/status").json()["object"] == "dont_disturb"
    owner = caller(world)
    words = {item["oid"]: item.get("status") for item in owner.listed("/addressables", include="keywords,status")}
    assert words == {
        staff(world, "owner"): "online",
        staff(world, "viewer"): "online",
        staff(world, "personal"): "dont_disturb",
        str(world.records["contact"].number): None,
    }
    assert shown(owner, f"/addressables/{staff(world, 'personal')}", include="status")["busy"] is False
    assert "status" not in owner.listed("/addressables", include="employment")[0]


def test_online_takes_the_choice_back_and_may_come_as_a_bare_word(world: World, me: Caller) -> None:
    put(me, "/me/status", "unavailable")
    form = {"content-type": "application/x-www-form-urlencoded", **me.headers}
    assert world.http.put(f"{BASE}/me/status", content=b"online", headers=form).status_code == 200
    assert me.get("/me/status").json()["object"] == "online"


def test_staff_without_a_login_are_offline(world: World) -> None:
    hired = world.services.colleagues.hire(world.actor("owner"), label="Ona Berg", fields={}).number
    assert shown(caller(world), f"/addressables/{hired}", include="status")["status"] == "offline"


def test_a_temporary_status_lasts_until_its_end_and_gives_way_to_what_was_chosen(world: World, me: Caller) -> None:
    put(me, "/me/status", "available")
    body = {"temporaryUserStatus": "at_appointment", "temporaryUserStatusUntil": _until(world, minutes=30)}
    assert put(me, "/me/temporary_status", body).status_code == 200
    world.clock.advance(minutes=29)
    assert me.get("/me/status").json()["object"] == "at_appointment"
    world.clock.advance(minutes=1)
    assert me.get("/me/status").json()["object"] == "available"


def test_choosing_a_status_ends_a_temporary_one_as_does_an_empty_one(world: World, me: Caller) -> None:
    body = {"temporaryUserStatus": "at_appointment", "temporaryUserStatusUntil": _until(world, minutes=30)}
    put(me, "/me/temporary_status", body)
    put(me, "/me/status", "available")
    assert me.get("/me/status").json()["object"] == "available"
    put(me, "/me/temporary_status", body)
    put(me, "/me/temporary_status", {"temporaryUserStatus": ""})
    assert me.get("/me/status").json()["object"] == "available"


def test_every_status_that_is_offered_can_be_chosen(me: Caller) -> None:
    offered = shown_list(me)
    assert len(offered) == 7
    for word in offered:
        assert put(me, "/me/status", word).status_code == 200
        assert me.get("/me/status").json()["object"] == word


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("status", "", (400, 10200)),
        ("status", "away", (400, 10202)),
        ("status", '"away"', (400, 10203)),
        ("status", '"offline"', (400, 10203)),
        ("status", "null", (400, 10202)),
        ("message", "", (400, 10200)),
        ("message", "7", (400, 10202)),
        ("message", '"' + "x" * 4001 + '"', (400, 10203)),
        ("temporary_status", "", (400, 10200)),
        ("temporary_status", "{}", (400, 10200)),
        ("temporary_status", '{"temporaryUserStatus": "available"}', (400, 10200)),
        ("temporary_status", '{"temporaryUserStatus": "available", "temporaryUserStatusUntil": "soon"}', (400, 10203)),
        ("temporary_status", '{"temporaryUserStatus": "x", "temporaryUserStatusUntil": "2026-04-07"}', (400, 10203)),
        ("temporary_status", '{"temporaryUserStatus": 7}', (400, 10202)),
    ],
)
def test_what_is_refused_changes_nothing(
    world: World, me: Caller, path: str, text: str, expected: tuple[int, int]
) -> None:
    put(me, "/me/status", "unavailable")
    before = world.stored(), shown(me, "/me/info")
    answer = world.http.put(f"{BASE}/me/{path}", content=text.encode(), headers=me.headers)
    assert refusal(answer) == expected
    assert (world.stored(), shown(me, "/me/info")) == before


def test_saying_the_same_again_is_no_change(world: World, me: Caller) -> None:
    put(me, "/me/message", "Terug")
    before = world.stored()
    put(me, "/me/message", "Terug")
    assert world.stored() == before


def test_what_a_caller_says_survives_a_change_of_its_record_elsewhere(world: World, me: Caller) -> None:
    put(me, "/me/status", "unavailable")
    world.services.colleagues.change(
        world.actor("owner"),
        world.users["personal"].staff.number,
        edit=lambda record: replace(record, label="Pia", fields={**record.fields, "first_name": "Pia"}),
    )
    info = shown(me, "/me/info")
    assert (info["person"]["commonName"], info["presenceInfo"]["status"]) == ("Pia", "unavailable")


def shown_list(me: Caller) -> list[str]:
    words: list[str] = me.get("/me/selectable_statuses").json()["object"]
    return words
