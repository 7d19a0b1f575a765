"""The audit trail: who did what, when, through which door."""

from dataclasses import replace
from typing import Any

import pytest

from filebook.core.access import Visibility
from filebook.core.ids import Door, Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import NewFile
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.world import World


def trail(api: Api, **asked: Any) -> list[dict[str, Any]]:
    """All pages."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = api.get("/activity", params={**asked, "cursor": cursor, "limit": 2}).json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = page["next_cursor"]


def test_who_did_what_when_and_through_which_door_is_told_newest_first(world: World, api: Api) -> None:
    file = world.file(name="Lease.pdf")
    world.clock.advance(hours=1)
    world.services.filing.trash(world.actor("owner", Door.XELION), file)
    made = api.post("/folders", {"name": "Contracts"})
    newest, trashed, created, *_ = trail(api)
    assert newest["object"] == {
        "id": made.json()["id"],
        "number": made.json()["number"],
        "kind": "folder",
        "label": "Contracts",
    }
    assert newest["request"] == made.headers["x-request-id"]
    owner = world.users["owner"]
    assert trashed == {
        "sequence": newest["sequence"] - 1,
        "at": "2026-03-30T08:00:00Z",
        "verb": "trashed",
        "door": "xelion",
        "actor": {"id": owner.uid, "number": owner.number, "kind": "user", "label": "owner", "business_number": None},
        "object": {"id": file.uid, "number": file.number, "kind": "file", "label": "Lease.pdf"},
        "request": "",
        "detail": {},
    }
    assert (created["verb"], created["at"]) == ("created", "2026-03-30T07:00:00Z")


def test_the_trail_is_narrowed_by_actor_door_kind_verb_and_time(world: World, api: Api) -> None:
    file = world.file()
    world.clock.advance(days=1)
    world.services.filing.trash(world.actor("owner", Door.XELION), file)
    world.clock.advance(days=1)
    world.services.records.add(world.actor("owner"), Kind.CONTACT, label="New")
    assert [one["object"]["number"] for one in trail(api, door="xelion")] == [file.number]
    assert [one["object"]["number"] for one in trail(api, kind="file", verb="created")] == [file.number]
    told = trail(api, since="2026-03-31T00:00:00Z", until="2026-04-01T00:00:00+02:00")
    assert [one["verb"] for one in told] == ["trashed"]
    assert [one["verb"] for one in trail(api, since="2026-04-01T00:00:00Z")][:1] == ["created"]
    owner = world.users["owner"]
    by_owner = trail(api, actor=owner.uid, object=file.number, gone=True)
    assert [one["verb"] for one in by_owner] == ["trashed", "created"]
    assert trail(api, actor=world.users["viewer"].number, object=file.uid, gone=True) == []
    for wrong in ({"since": "yesterday"}, {"door": "window"}, {"actor": str(file.number)}, {"object": "999999x"}):
        assert api.get("/activity", params=wrong).status_code in {404, 422}, wrong


def test_a_user_of_another_business_is_not_taken_for_one_of_this(world: World, api: Api) -> None:
    reseller = world.users["reseller"]
    receiver = world.services.uploads.receiver()
    receiver.write(b"from above")
    world.services.filing.add(
        world.actor("reseller", Door.TELECOMX), receiver, new=NewFile("x.txt"), into=world.business.number
    )
    newest = trail(api)[0]
    assert newest["actor"] == {
        "id": reseller.uid,
        "number": reseller.number,
        "kind": "user",
        "label": "reseller",
        "business_number": world.parent.number,
    }
    assert trail(api, actor=str(reseller.number), door="telecomx") == []


def test_the_whole_trail_is_for_owners_and_that_of_an_object_for_its_readers(world: World) -> None:
    viewer, owner = Api(world, "viewer"), world.actor("owner")
    shown, hidden = world.file(), world.file(visibility=Visibility.EMPLOYEE)
    assert problem(viewer.get("/activity")) == "access-denied"
    assert [one["verb"] for one in trail(viewer, object=shown.uid)] == ["created"]
    for absent in (hidden.uid, hidden.number, 999_999):
        assert problem(viewer.get("/activity", params={"object": absent})) == "not-found"
    world.services.filing.trash(owner, shown)
    assert problem(viewer.get("/activity", params={"object": shown.uid})) == "not-found"
    assert problem(Api(world).get("/activity", params={"object": shown.uid})) == "not-found"
    assert problem(viewer.get("/activity", params={"object": shown.uid, "gone": True})) == "access-denied"
    assert [one["verb"] for one in trail(Api(world), object=shown.uid, gone=True)] == ["trashed", "created"]
    world.services.filing.delete_forever(owner, shown)
    gone = trail(Api(world), object=shown.number, gone=True)
    assert [(one["verb"], one["object"]["label"]) for one in gone] == [
        ("deleted", ""),
        ("trashed", ""),
        ("created", ""),
    ]


def test_what_an_owner_may_not_know_of_is_in_no_trail(world: World, api: Api) -> None:
    personal = world.actor("personal")
    new = NewAppointment(
        "Doctor", world.appointments["single"].span, private=True, participants=[personal.staff.number]
    )
    private = world.services.booking.add_own(personal, new)
    assert private.number not in [one["object"]["number"] for one in trail(api)]
    viewing = world.appointments["single"]
    world.services.booking.change(world.actor("owner"), viewing.number, edit=lambda now: replace(now, private=True))
    assert [one["object"]["label"] for one in trail(api, object=viewing.number)] == ["Viewing", "Viewing"]


def test_a_long_page_takes_as_many_statements_as_a_short_one(
    world: World, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        world.file(name=f"{number}.txt")
        world.services.records.add(world.actor("owner"), Kind.CONTACT, label=f"{number}")
    api.get("/me")  # so that it is known who asks
    counted = counting_statements(monkeypatch)
    lengths = []
    for path in ("/activity?limit=4", "/activity?limit=60", "/changes?limit=4", "/changes?limit=60"):
        counted.clear()
        assert api.get(path).status_code == 200
        lengths.append(len(counted))
    assert lengths[0] == lengths[1] > 0
    assert lengths[2] <= lengths[3] <= lengths[2] + 5  # one for each sort of table that the page touches
