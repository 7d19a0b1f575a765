"""Retention rules, what they let go, and holds at the native door; and every door's final deletion of what is held."""

from datetime import timedelta
from typing import Any

from filebook.core.access import Action, Scope, Visibility
from filebook.core.ids import Kind, Uid, hex_of
from filebook.services.filing import Hang
from tests.clock import START
from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import Browser
from tests.dialects.timetap.client import Client as TimeTap
from tests.dialects.timetap.client import log_in
from tests.world import World

RULES = "/retention"
TEXT = {"Content-Type": "text/plain"}
WHY = {"reason": "Claim 17"}


def _versions(api: Api, path: str) -> list[int]:
    return [one["number"] for one in api.get(f"{path}/versions").json()["items"]]


def _aged(api: Api, world: World, *contents: bytes) -> str:
    """A file with these contents, each ten days after the one before; its path."""
    made = api.post("/files", content=contents[0], params={"name": "lease.txt"}, headers=TEXT).json()
    for content in contents[1:]:
        world.clock.advance(days=10)
        api.put(f"/files/{made['id']}/content", content=content, headers=TEXT)
    return f"/files/{made['id']}"


def _told(page: Any) -> list[tuple[str, int | None, list[str], int]]:
    return [(one["kind"], one["version"], one["rules"], one["freed_bytes"]) for one in page["items"]]


def test_a_business_keeps_everything_but_the_trash_until_it_sets_a_rule(api: Api, world: World) -> None:
    in_force = {"trash_days": 30, "versions_kept": 0, "version_days": 0}
    unset = dict.fromkeys(in_force)
    shown = api.get(RULES)
    assert shown.json() == {**unset, "in_force": in_force}
    path = _aged(api, world, *(b"%d" % number for number in range(5)))
    world.clock.advance(days=3000)
    assert world.services.housekeeping.sweep().old_versions == 0
    changed = api.patch(RULES, {"versions_kept": 2, "trash_days": 0}, headers={"If-Match": shown.headers["etag"]})
    assert changed.json()["in_force"] == {"trash_days": 0, "versions_kept": 2, "version_days": 0}
    assert api.get(RULES).headers["etag"] == changed.headers["etag"]
    viewer, reader = Api(world, "viewer"), Api(world, scope=Scope(frozenset({Action.READ})))
    before = world.stored()
    for refused, status in (
        (api.patch(RULES, {"versions_kept": 3}, headers={"If-Match": shown.headers["etag"]}), 412),
        (api.patch(RULES, {"versions_kept": -1}), 422),
        (api.patch(RULES, {"version_days": 36_501}), 422),
        (api.patch(RULES, {"version_days": True}), 422),
        (api.patch(RULES, {"days": 1}), 422),
        (api.get("/retention/preview?versions_kept=1&at=9999-12-31T23:59:59Z"), 422),
        (api.get("/retention/totals?trash_days=36500&at=0001-01-01T00:00:00Z"), 422),
        (viewer.patch(RULES, {"versions_kept": 1}), 403),
        (reader.get(RULES), 403),
    ):
        assert refused.status_code == status
    assert world.stored() == before
    assert world.services.housekeeping.sweep().old_versions == 3
    assert _versions(api, path) == [5, 4]
    api.patch(RULES, {"versions_kept": None, "trash_days": None})
    assert api.get(RULES).json() == {**unset, "in_force": in_force}


def test_a_version_goes_only_when_both_rules_let_it_go(api: Api, world: World) -> None:
    path = _aged(api, world, b"one", b"second", b"the third", b"fourth")
    both = "versions_kept=2&version_days=15"
    page = api.get(f"/retention/preview?{both}&count=true").json()
    assert (_told(page), page["total"]) == ([("version", 1, ["versions_kept", "version_days"], 3)], 1)
    assert page["items"][0]["object"] == {
        "id": path.removeprefix("/files/"),
        "number": api.get(path).json()["number"],
        "kind": "file",
        "label": "lease.txt",
    }
    assert page["items"][0]["since"] == (START + timedelta(days=10)).isoformat().replace("+00:00", "Z")
    assert page["items"][0]["due_at"] == (START + timedelta(days=25)).isoformat().replace("+00:00", "Z")
    later = (world.clock() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    totals = api.get(f"/retention/totals?{both}&at={later}").json()
    assert totals == {"file_count": 0, "version_count": 2, "folder_count": 0, "freed_bytes": 9}
    assert api.get("/retention/preview").json() == {"items": [], "next_cursor": None}
    first = api.get("/retention/preview?versions_kept=1&limit=2").json()
    second = api.get(f"/retention/preview?versions_kept=1&limit=2&cursor={first['next_cursor']}").json()
    assert [one["version"] for one in (*first["items"], *second["items"])] == [1, 2, 3]
    api.patch(RULES, {"versions_kept": 2, "version_days": 15})
    assert world.services.housekeeping.sweep().old_versions == 1
    assert _versions(api, path) == [4, 3, 2]
    assert api.get(f"{path}/versions/1/content").status_code == 404
    assert api.get("/retention/preview").json()["items"] == []


def test_the_trash_of_each_business_is_emptied_by_its_own_days(api: Api, world: World) -> None:
    folder = api.post("/folders", {"name": "Old"}).json()
    inside = api.post("/files", content=b"x", params={"name": "a.txt", "folder": folder["id"]}, headers=TEXT).json()
    api.delete(f"/folders/{folder['id']}")
    api.patch(RULES, {"trash_days": 5})
    (shown,) = api.get("/trash").json()["items"]
    assert shown["expires_at"] == (START + timedelta(days=5)).isoformat().replace("+00:00", "Z")
    world.clock.advance(days=5, seconds=1)
    page = api.get("/retention/preview").json()
    assert _told(page) == [("file", None, ["trash_days"], 1), ("folder", None, ["trash_days"], 0)]
    assert [one["object"]["id"] for one in page["items"]] == [inside["id"], folder["id"]]
    api.patch(RULES, {"trash_days": 0})
    assert api.get("/trash").json()["items"][0]["expires_at"] is None
    assert world.services.housekeeping.sweep().trashed_files == 0
    api.patch(RULES, {"trash_days": 5})
    swept = world.services.housekeeping.sweep()
    assert (swept.trashed_files, swept.trashed_folders) == (1, 1)
    assert api.get("/trash").json()["items"] == []


def test_what_one_may_not_see_is_in_no_preview_and_no_total(api: Api, world: World) -> None:
    world.services.accounts.set_settings(world.business, {"viewers_may_edit": True})
    seen = world.file(b"seen")
    hidden = world.file(b"seen by few", by="viewer", name="secret.txt", visibility=Visibility.EMPLOYEE)
    for name, file in (("owner", seen), ("viewer", hidden)):
        world.services.filing.trash(world.actor(name), file)
    world.clock.advance(days=31)
    answer = api.get("/retention/preview?count=true")
    assert ([one["object"]["id"] for one in answer.json()["items"]], answer.json()["total"]) == ([seen.uid], 1)
    assert "secret" not in answer.text
    assert world.services.housekeeping.sweep().trashed_files == 2


def test_nothing_that_is_held_goes_by_any_door(api: Api, world: World) -> None:
    api.patch(RULES, {"trash_days": 1, "versions_kept": 1})
    path = _aged(api, world, b"one", b"second")
    uid = Uid(path.removeprefix("/files/"))
    single = world.appointments["single"]
    api.put(f"/appointments/{single.uid}{path}", json={})
    held = api.put(f"/holds/{single.uid}", json=WHY)
    assert (held.status_code, held.json()["object"]["kind"], held.json()["held_by"]) == (200, "appointment", "owner")
    before = world.stored()
    for refused in (
        api.delete(f"{path}?forever=true"),
        api.delete(f"{path}/versions/1"),
    ):
        assert (refused.status_code, problem(refused)) == (409, "held")
    timetap = TimeTap(world.http, log_in(world.http, world.timetap), world.business.number)
    answer = timetap.delete(hex_of(uid))
    assert (answer.status_code, answer.json()) == (400, "It is held and cannot be deleted")
    assert world.services.housekeeping.sweep().old_versions == 0
    assert world.stored() == before
    assert api.delete(path).status_code == 204
    assert api.get("/trash").json()["items"][0]["expires_at"] is None
    refused = api.delete(f"/trash/{uid}")
    assert (refused.status_code, problem(refused)) == (409, "held")
    world.clock.advance(days=9)
    assert world.services.housekeeping.sweep().trashed_files == 0
    job = api.delete("/trash").json()["job"]
    while (taken := world.house.labour.take()) is not None:
        world.house.labour.work(taken)
    (failure,) = api.get(f"/jobs/{job}").json()["failures"]
    assert (failure["id"], failure["reason"]) == (uid, "held")
    assert api.post(f"/trash/{uid}/restore").status_code == 200
    assert api.get(f"{path}/content").content == b"second"


def test_holds_are_put_listed_and_lifted(api: Api, world: World) -> None:
    folder = api.post("/folders", {"name": "Claim"}).json()
    estate = world.records["estate"]
    file = world.file(on=(Hang(Kind.ESTATE, estate.number),))
    for thing in (folder["id"], estate.uid, file.uid):
        assert api.get(f"/holds/{thing}").status_code == 404
        assert api.put(f"/holds/{thing}", json=WHY).status_code == 200
    shown = api.get(f"/holds/{file.number}")
    assert shown.json() == {
        "object": {"id": file.uid, "number": file.number, "kind": "file", "label": "note.txt"},
        "reason": "Claim 17",
        "held_at": START.isoformat().replace("+00:00", "Z"),
        "held_by": "owner",
    }
    listed = api.get("/holds?count=true&limit=2").json()
    rest = api.get(f"/holds?limit=2&cursor={listed['next_cursor']}").json()
    told = [one["object"]["kind"] for one in (*listed["items"], *rest["items"])]
    assert (sorted(told), listed["total"]) == (["estate", "file", "folder"], 3)
    over = api.get(f"/holds?over={file.uid}&count=true").json()
    assert ([one["object"]["kind"] for one in over["items"]], over["total"]) == (["estate", "file"], 2)
    assert [one["object"]["id"] for one in api.get("/holds?kind=folder").json()["items"]] == [folder["id"]]
    anew = api.put(f"/holds/{file.uid}", json={"reason": "Claim 18"}, headers={"If-Match": shown.headers["etag"]})
    assert anew.json()["reason"] == "Claim 18"
    viewer, foreign = Api(world, "viewer"), Api(world, "foreign_owner")
    before = world.stored()
    for refused, status in (
        (api.delete(f"/holds/{file.uid}", headers={"If-Match": shown.headers["etag"]}), 412),
        (api.put(f"/holds/{file.uid}", json={"reason": ""}), 422),
        (api.put(f"/holds/{world.users['owner'].number}", json=WHY), 404),
        (viewer.delete(f"/holds/{file.uid}"), 403),
        (viewer.get("/holds"), 403),
        (foreign.delete(f"/holds/{file.uid}"), 404),
        (foreign.put(f"/holds/{file.uid}", json=WHY), 404),
    ):
        assert refused.status_code == status
    assert world.stored() == before
    assert foreign.get("/holds?count=true").json() == {"items": [], "next_cursor": None, "total": 0}
    assert api.delete(f"/holds/{file.uid}").status_code == 204
    assert api.delete(f"/holds/{file.uid}").status_code == 404
    for verb, reason in (("released", "Claim 18"), ("held", "Claim 18")):
        deed = api.get(f"/activity?verb={verb}").json()["items"][0]
        assert (deed["detail"]["object"], deed["detail"]["reason"]) == (file.uid, reason)
    refused = api.delete(f"/files/{file.uid}?forever=true")
    assert (refused.status_code, problem(refused)) == (409, "held")


def test_what_lies_in_the_trash_is_held_when_that_is_asked_for(api: Api, world: World) -> None:
    file = world.services.filing.trash(world.actor("owner"), world.file())
    assert api.put(f"/holds/{file.uid}", json=WHY).status_code == 404
    assert api.put(f"/holds/{file.uid}?trashed=true", json=WHY).status_code == 200
    world.clock.advance(days=99)
    assert world.services.housekeeping.sweep().trashed_files == 0


def test_a_browser_gives_the_password_again_before_less_is_kept(api: Api, world: World) -> None:
    file, browser = world.file(), Browser(world)
    api.put(f"/holds/{file.uid}", json=WHY)
    browser.log_in()
    world.clock.advance(minutes=11)
    before = world.stored()
    for refused in (
        browser("PATCH", RULES, json={"versions_kept": 1}),
        browser("DELETE", f"/holds/{file.uid}"),
    ):
        assert (refused.status_code, problem(refused)) == (403, "confirmation-needed")
    assert world.stored() == before
    assert browser("PUT", f"/holds/{file.uid}", json={"reason": "Claim 18"}).status_code == 200
