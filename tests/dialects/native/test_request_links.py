"""Request links at the native door: made, shown to whom they concern, changed, withdrawn; what arrived is told."""

import pytest

from filebook.core.access import Action, Scope
from filebook.core.ids import Kind
from tests.dialects.native.api import Api, problem
from tests.web.requester import Sender, note, request
from tests.web.sharer import folder
from tests.world import World


def test_the_address_is_told_once_and_only_its_hash_is_kept(world: World) -> None:
    api = Api(world)
    inbox = folder(world, "Inbox")
    made = api.post("/request-links", {"into": inbox.uid, "name": "Papers", "password": "Sesam"})
    assert made.status_code == 201
    told = made.json()
    assert told["url"].startswith("http://filebook.test/r/")
    assert told["into"] == {"id": inbox.uid, "number": inbox.number, "kind": "folder", "label": "Inbox"}
    assert (told["has_password"], told["state"]) == (True, "open")
    shown = api.get(f"/request-links/{told['id']}")
    assert "url" not in shown.json()
    token = told["url"].rpartition("/")[2]
    stored = b"".join(path.read_bytes() for path in world.house.settings.data_path.iterdir() if path.is_file())
    assert token.encode() not in stored
    assert b"Sesam" not in stored
    assert api.get("/request-links?count=true").json()["total"] == 1


def test_what_an_appointment_still_needs_is_what_is_asked_for(world: World) -> None:
    api = Api(world)
    documents = [{"role": "deed", "title": "Title deed"}, {"role": "photo", "mandatory": False}]
    asked = {"requirements": [{"kind": "appointment", "type": "", "documents": documents}]}
    assert api.put("/document-requirements", json=asked).is_success
    visit = world.appointments["single"]
    file = world.file(name="deed.pdf")
    api.put(f"/appointments/{visit.number}/files/{file.uid}", json={"role": "deed"})
    made = api.post("/request-links", {"into": visit.uid, "expected": None}).json()
    assert [(one["role"], one["mandatory"]) for one in made["expected"]] == [("photo", False)]
    refused = api.post("/request-links", {"into": folder(world, "Inbox").uid, "expected": None})
    assert (refused.status_code, problem(refused)) == (422, "invalid")


def test_an_arrival_is_listed_and_told_as_a_change_of_the_link(world: World) -> None:
    api = Api(world)
    sender = request(world, folder(world, "Inbox").uid, name="Papers")
    cursor = api.get("/changes").json()["cursor"]
    sender.send(note(b"hello", "a.txt"))
    (arrival,) = api.get(f"/request-links/{sender.made.intake.uid}/arrivals").json()["items"]
    assert (arrival["file"]["label"], arrival["size_bytes"], arrival["role"]) == ("a.txt", 5, "")
    told = api.get("/changes", params={"since": cursor}).json()["items"]
    assert {(one["kind"], one["verb"]) for one in told} == {("file", "created"), ("request_link", "changed")}
    assert api.get(f"/request-links/{sender.made.intake.uid}").json()["file_count"] == 1


@pytest.mark.parametrize(
    "said",
    [
        {"expected": [{"role": "a"}, {"role": "a"}]},
        {"expected": [{"role": ""}]},
        {"file_count_limit": 0},
        {"expires_at": "2026-01-01T00:00:00Z"},
        {"expires_at": "9999-12-31T23:59:59-14:00"},
        {"due_at": "9999-12-31T23:59:59Z"},
        {"due_at": "0001-01-01T00:00:00+14:00"},
        {"media_types": [""]},
    ],
)
def test_what_cannot_be_meant_is_refused(world: World, said: dict[str, object]) -> None:
    api, inbox = Api(world), folder(world, "Inbox")
    before = world.stored()
    assert api.post("/request-links", {"into": inbox.uid, **said}).status_code == 422
    for nothing in ("123456", world.users["viewer"].uid):
        assert api.post("/request-links", {"into": nothing}).status_code in {404, 422}
    assert world.stored() == before


def test_a_link_is_changed_and_withdrawn_only_as_it_was_seen(world: World) -> None:
    api = Api(world)
    sender = request(world, folder(world, "Inbox").uid)
    path = f"/request-links/{sender.made.intake.uid}"
    tag = api.get(path).headers["etag"]
    changed = api.patch(path, {"name": "Other", "due_at": "2031-01-01T00:00:00Z"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["name"]) == (200, "Other")
    assert api.delete(path, headers={"If-Match": tag}).status_code == 412
    assert sender().status_code == 200
    assert api.delete(path).status_code == 204
    assert api.get(path).json()["state"] == "revoked"
    assert sender().status_code == 404
    assert api.delete(f"{path}?forever=true").status_code == 204
    assert api.get(path).status_code == 404


def test_makers_know_their_own_and_owners_all_and_readers_none(world: World) -> None:
    inbox = folder(world, "Inbox")
    sender = request(world, inbox.uid)
    assert Api(world, "viewer").get("/request-links").json()["items"] == []
    assert problem(Api(world, "viewer").get(f"/request-links/{sender.made.intake.uid}")) == "not-found"
    reading = Api(world, scope=Scope(verbs=frozenset({Action.READ})))
    assert problem(reading.post("/request-links", {"into": inbox.uid})) == "access-denied"
    other_kind = Api(world, scope=Scope(kinds=frozenset({Kind.REQUEST_LINK})))
    assert problem(other_kind.post("/request-links", {"into": inbox.uid})) == "outside-scope"


def test_arrivals_are_forgotten_after_a_year_and_their_files_stay(world: World) -> None:
    sender = request(world, folder(world, "Inbox").uid)
    sender.send(note())
    (before,) = world.services.intakes.arrivals(world.actor("owner"), sender.made.intake.number, before=None, limit=9)
    world.clock.advance(days=366)
    assert world.services.housekeeping.sweep().forgotten_uses == 1
    assert world.services.intakes.arrivals(world.actor("owner"), sender.made.intake.number, before=None, limit=9) == []
    assert world.services.library.file(world.actor("owner"), before.file.number).size_bytes == 5
    assert Sender(world, sender.made)().status_code == 200
