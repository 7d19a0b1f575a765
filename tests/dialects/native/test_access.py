"""Why somebody may do something, told at the native door by the policy that decides it."""

from typing import Any

from filebook.core.access import Scope, Visibility
from filebook.services.booking import NewAppointment
from tests.dialects.native.api import Api, problem
from tests.world import World


def _asked(api: Api, thing: object, action: str = "read", **said: Any) -> dict[str, Any]:
    answer = api.get("/access/explain", params={"object": str(thing), "action": action, **said})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _failing(told: dict[str, Any]) -> list[str]:
    return [step["rule"] for step in told["steps"] if not step["passed"]]


def test_a_reader_learns_why_it_may_not_write(api: Api, world: World) -> None:
    file = world.file(name="plan.pdf")
    viewer = Api(world, "viewer")
    assert _asked(viewer, file.uid)["allowed"] is True
    told = _asked(viewer, file.number, "write")
    assert (told["allowed"], _failing(told), told["who_can"]) == (False, ["role"], None)
    assert told["object"] == {"id": file.uid, "number": file.number, "kind": "file", "label": "plan.pdf"}
    reader = Api(world, scope=Scope(folder=file.number))
    assert problem(reader.get("/access/explain", params={"object": file.uid})) == "not-found"


def test_an_owner_learns_who_can_and_why_others_cannot(api: Api, world: World) -> None:
    hidden = world.file(visibility=Visibility.EMPLOYEE)
    told = _asked(api, hidden.uid, user=str(world.users["viewer"].number))
    assert (told["allowed"], _failing(told)) == (False, ["visibility"])
    assert [one["label"] for one in _asked(api, hidden.uid)["who_can"]] == ["Owner Test"]
    ordinary = world.file()
    assert [one["label"] for one in _asked(api, ordinary.uid)["who_can"]] == ["Owner Test", "Viewer Test"]
    world.services.accounts.set_enabled(world.users["viewer"], enabled=False)
    told = _asked(api, ordinary.uid, user=world.users["viewer"].uid)
    assert (told["allowed"], _failing(told)) == (False, ["login"])
    assert [one["label"] for one in _asked(api, ordinary.uid)["who_can"]] == ["Owner Test"]


def test_what_lies_in_the_trash_is_explained_to_who_looks_there(api: Api, world: World) -> None:
    file = world.file()
    world.services.filing.trash(world.actor("owner"), file)
    assert problem(api.get("/access/explain", params={"object": file.uid})) == "not-found"
    assert _failing(_asked(api, file.uid, trashed="true")) == ["trash"]
    assert _asked(api, file.uid, "write", trashed="true")["allowed"] is True


def test_what_the_caller_may_not_know_of_is_not_explained(api: Api, world: World) -> None:
    span = world.appointments["single"].span
    private = world.services.booking.add(world.actor("owner"), NewAppointment("Private", span, private=True))
    file = world.file()
    viewer, personal = Api(world, "viewer"), Api(world, "personal")
    for caller, thing in (
        (viewer, private.uid),
        (personal, file.uid),
        (personal, world.appointments["single"].uid),
        (Api(world, "foreign_owner"), file.uid),
        (viewer, "999999"),
        (viewer, world.users["owner"].uid),
    ):
        assert problem(caller.get("/access/explain", params={"object": thing})) == "not-found"
    for user in (world.users["owner"].uid, "999999"):
        refused = viewer.get("/access/explain", params={"object": file.uid, "user": user})
        assert problem(refused) == "access-denied"
    told = _asked(api, private.uid, user=world.users["viewer"].uid)
    assert _failing(told) == ["participation"]
    assert api.get("/access/explain", params={"object": file.uid, "user": "999999"}).status_code == 404
    assert api.get("/access/explain", params={"object": file.uid, "action": "burn"}).status_code == 422


def test_what_the_caller_may_not_read_is_explained_without_its_name(api: Api, world: World) -> None:
    hidden = world.file(name="salaries.txt", visibility=Visibility.EMPLOYEE, by="owner")
    told = _asked(Api(world, "viewer"), hidden.uid)
    assert (told["allowed"], told["object"]["number"], told["object"]["label"]) == (False, hidden.number, "")
    assert _asked(api, hidden.uid)["object"]["label"] == "salaries.txt"
