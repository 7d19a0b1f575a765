"""Files on appointments and records, at the native door."""

import pytest

from filebook.core.access import Scope, Visibility
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.pictures import photograph
from tests.world import World


def _on(world: World, name: str = "single") -> str:
    return f"/appointments/{world.appointments[name].uid}/files"


def _names(api: Api, path: str) -> list[str]:
    return [item["name"] for item in api.get(path).json()["items"]]


def test_one_file_hangs_on_many_things_in_a_role_and_place_of_its_own(api: Api, world: World) -> None:
    estate = f"/records/estate/{world.records['estate'].number}/files"
    first, second = (world.file(name=name, on=[world.on_appointment()]) for name in ("first", "second"))
    assert _names(api, _on(world)) == ["first", "second"]
    hung = api.put(f"{_on(world)}/{second.uid}", json={"role": "plan", "position": 0})
    assert (hung.status_code, hung.json()["role"], hung.json()["position"]) == (200, "plan", 0)
    assert _names(api, _on(world)) == ["second", "first"]
    assert api.put(f"{estate}/{second.number}", json={"role": "cover"}).json()["role"] == "cover"
    holders = api.get(f"/files/{second.uid}/attachments").json()["items"]
    assert {(one["kind"], one["label"], one["role"]) for one in holders} == {
        ("appointment", "Viewing", "plan"),
        ("estate", "A estate", "cover"),
    }
    assert _names(api, estate) == ["second"]
    assert api.get(f"{_on(world)}/{first.uid}").headers["etag"] != hung.headers["etag"]


def test_a_list_is_told_page_by_page_with_its_total(api: Api, world: World) -> None:
    names = [f"{number}.txt" for number in range(5)]
    for name in names:
        world.file(name=name, on=[world.on_appointment()])
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(f"{_on(world)}?limit=2&count=true&cursor={cursor}").json()
        seen += [item["name"] for item in page["items"]]
        assert page["total"] == 5
        cursor = page["next_cursor"]
    assert seen == names


def test_hanging_a_file_as_it_hangs_already_changes_nothing(api: Api, world: World) -> None:
    file = world.file(on=[world.on_appointment()])
    before = world.stored()
    assert api.put(f"{_on(world)}/{file.uid}", json={}).status_code == 200
    assert world.stored() == before


def test_a_file_taken_off_stays_in_the_library(api: Api, world: World) -> None:
    file = world.file(on=[world.on_appointment()])
    path = f"{_on(world)}/{file.uid}"
    tag = api.get(path).headers["etag"]
    assert api.delete(path, headers={"If-Match": tag}).status_code == 204
    assert _names(api, _on(world)) == []
    assert world.services.library.file(world.actor("owner"), file.number).trashed_at is None
    before = world.stored()
    assert problem(api.delete(path)) == "not-found"
    old = api.put(path, json={}, headers={"If-Match": tag})
    assert (old.status_code, problem(old)) == (412, "revision-mismatch")
    assert world.stored() == before


def test_a_whole_list_is_written_in_one_piece_or_not_at_all(api: Api, world: World) -> None:
    one, two, three = (world.file(name=name, on=[world.on_appointment()]) for name in ("one", "two", "three"))
    new = world.file(name="new")
    tag = api.get(_on(world)).headers["etag"]
    wanted = {"files": [{"id": new.uid, "role": "cover"}, {"id": three.uid}, {"id": one.uid}]}
    written = api.put(_on(world), json=wanted, headers={"If-Match": tag})
    assert [item["name"] for item in written.json()["items"]] == ["new", "three", "one"]
    assert api.get(_on(world)).headers["etag"] == written.headers["etag"]
    assert api.get(_on(world), headers={"If-None-Match": written.headers["etag"]}).status_code == 304
    before = world.stored()
    assert api.put(_on(world), json=wanted).status_code == 200
    for refused, status in (
        ({"json": {"files": []}, "headers": {"If-Match": tag}}, 412),
        ({"json": {"files": [{"id": one.uid}, {"id": str(one.number)}]}}, 422),
        ({"json": {"files": [{"id": two.uid}, {"id": "999999"}]}}, 404),
    ):
        assert api.put(_on(world), **refused).status_code == status
    assert world.stored() == before
    assert _names(api, _on(world)) == ["new", "three", "one"]


def test_what_somebody_may_not_see_keeps_its_place(api: Api, world: World) -> None:
    hidden = world.file(name="hidden", on=[world.on_appointment()], visibility=Visibility.EMPLOYEE)
    seen = world.file(name="seen", on=[world.on_appointment()])
    world.services.accounts.set_settings(world.business, {"viewers_may_edit": True})
    viewer = Api(world, "viewer")
    assert _names(viewer, _on(world)) == ["seen"]
    assert problem(viewer.delete(f"{_on(world)}/{hidden.uid}")) == "access-denied"
    assert viewer.put(_on(world), json={"files": []}).json()["items"] == []
    assert _names(api, _on(world)) == ["hidden"]
    assert viewer.get(f"/files/{seen.uid}/attachments").json()["items"] == []


def test_bytes_sent_straight_onto_a_thing_are_filed_and_hung_in_one(api: Api, world: World) -> None:
    viewer = Api(world, "viewer")
    made = api.post(
        f"{_on(world)}?name=plan.pdf&role=plan",
        content=b"%PDF-1.7 the plan",
        headers={"Content-Type": "application/pdf", "Idempotency-Key": "1"},
    )
    told = made.json()
    assert (made.status_code, told["role"], told["media_type"], told["size_bytes"]) == (
        201,
        "plan",
        "application/pdf",
        17,
    )
    assert made.headers["location"].endswith(f"/files/{told['id']}")
    before = world.stored()
    again = api.post(
        f"{_on(world)}?name=plan.pdf&role=plan",
        content=b"%PDF-1.7 the plan",
        headers={"Content-Type": "application/pdf", "Idempotency-Key": "1"},
    )
    assert again.json() == told
    for path in (f"{_on(world)}?name=a/b", "/appointments/999999/files?name=x", f"{_on(world)}?name=x&folder=77"):
        assert api.post(path, content=b"x").status_code in {404, 422}
    assert viewer.post(f"{_on(world)}?name=x", content=b"x").status_code == 403
    assert world.stored() == before


def test_things_of_another_kind_or_in_the_trash_hold_nothing(api: Api, world: World) -> None:
    file = world.file(on=[Hang(Kind.ESTATE, world.records["estate"].number)])
    for path in (
        f"/appointments/{world.records['estate'].number}/files",
        f"/records/contact/{world.records['estate'].number}/files",
        f"/records/appointment/{world.appointments['single'].number}/files",
        f"/records/estates/{world.records['estate'].number}/files",
    ):
        assert problem(api.get(path)) == "not-found"
    world.services.records.trash(world.actor("owner"), world.records["estate"].number, kind=Kind.ESTATE)
    assert problem(api.get(f"/records/estate/{world.records['estate'].number}/files")) == "not-found"
    assert api.get(f"/files/{file.uid}/attachments").json()["items"] == []


def test_a_token_for_files_alone_tells_nothing_of_appointments(world: World) -> None:
    file = world.file(on=[world.on_appointment()])
    scoped = Api(world, scope=Scope(kinds=frozenset({Kind.FILE})))
    assert problem(scoped.get(_on(world))) == "not-found"
    assert scoped.get(f"/files/{file.uid}/attachments").json()["items"] == []


def test_lists_take_as_many_statements_however_long_they_are(
    api: Api, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = world.file(on=[world.on_appointment()])
    asked = {"requirements": [{"documents": [{"role": "contract"}]}]}
    assert api.put("/document-requirements", json=asked).is_success
    paths = (
        f"{_on(world)}?limit=200",
        f"/files/{file.uid}/attachments?limit=200",
        "/missing-documents?since=2026-04-07T00:00:00Z&limit=200",
    )

    statements = counting_statements(monkeypatch)

    def needed() -> list[int]:
        found = []
        for path in paths:
            api.get(path)  # the first request of a while notes that the token was used
            statements.clear()
            assert api.get(path).is_success
            found.append(len(statements))
        return found

    few = needed()
    owner, span = world.actor("owner"), world.appointments["single"].span
    for number in range(30):
        world.file(name=f"{number}.txt", on=[world.on_appointment()])
        made = world.services.booking.add(owner, NewAppointment(f"Viewing {number}", span))
        world.services.filing.attach(owner, file, on=Hang(Kind.APPOINTMENT, made.number))
    assert needed() == few
    assert [len(api.get(path).json()["items"]) for path in paths] == [31, 31, 31]


def test_what_hangs_there_tells_how_it_can_be_seen(api: Api, world: World) -> None:
    on = (world.on_appointment(),)
    picture = world.file(photograph(40, 30), name="front.jpg", on=on)
    world.file(b"\0 nothing to be seen", name="odd.bin", on=on)
    shown, odd = api.get(f"/appointments/{on[0].target}/files").json()["items"]
    whole = api.get(f"/files/{picture.number}").json()
    for member in ("picture", "quarantine", "preview"):
        assert shown[member] == whole[member]
    assert (shown["picture"], odd["preview"]) == ({"width": 40, "height": 30}, None)
    assert api.get(shown["preview"]["path"]).status_code == 200
