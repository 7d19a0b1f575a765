"""What is done with files once they have arrived, as the native API tells it: how far it is, and why it failed."""

import pytest

from filebook.core.access import Scope, Visibility
from filebook.core.chores import PAUSES, ChoreState, Task
from filebook.core.errors import Unavailable
from filebook.core.files import File
from filebook.services.chores import Chores, Undone
from tests.chores import do_chores
from tests.corpus.documents import MAKERS
from tests.corpus.hostile import HOSTILE
from tests.dialects.native.api import Api, problem
from tests.web.sharer import folder
from tests.world import World


def named(file: File, label: str) -> dict[str, object]:
    """How a step names its file."""
    return {"id": file.uid, "number": file.number, "kind": "file", "label": label}


def test_a_step_is_queued_with_the_file_and_done_by_the_worker(world: World) -> None:
    api = Api(world)
    file = world.file(MAKERS["docx"]("Mietvertrag"), name="lease.docx")
    (before,) = api.get(f"/files/{file.uid}/processing").json()["items"]
    assert (before["task"], before["state"], before["file"]) == ("text", "queued", named(file, "lease.docx"))
    assert do_chores(world) == [ChoreState.DONE]
    (after,) = api.get(f"/files/{file.uid}/processing").json()["items"]
    assert (after["state"], after["next_at"], after["reason"]) == ("done", None, "")
    assert api.get("/processing").json()["items"] == []


def test_what_failed_is_listed_by_name_and_tried_again_when_asked(world: World) -> None:
    api = Api(world)
    locked = world.file(HOSTILE["encrypted.pdf"](), name="locked.pdf")
    broken = world.file(HOSTILE["half.docx"](), name="half.docx")
    assert do_chores(world) == [ChoreState.FAILED] * 2
    page = api.get("/processing?count=true").json()
    told = {step["file"]["id"]: step["reason"] for step in page["items"]}
    assert told == {locked.uid: "encrypted", broken.uid: "damaged"}
    assert [step["file"] for step in page["items"]] == [named(locked, "locked.pdf"), named(broken, "half.docx")]
    assert page["total"] == 2
    first = api.get("/processing?limit=1").json()
    second = api.get("/processing", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert {step["file"]["id"] for step in (*first["items"], *second["items"])} == set(told)
    assert second["next_cursor"] is None
    key = {"Idempotency-Key": "once"}
    assert api.post("/processing/retry", {"task": "text"}, headers=key).json() == {"retried_count": 2}
    assert api.post("/processing/retry", {"task": "text"}, headers=key).json() == {"retried_count": 2}, "replayed"
    counts = {(one["task"], one["state"]): one["count"] for one in api.get("/processing/counts").json()["items"]}
    assert counts[("text", "queued")] == 2
    assert counts[("text", "failed")] == 0


def test_new_bytes_are_a_new_step(world: World) -> None:
    api = Api(world)
    file = world.file(HOSTILE["half.docx"](), name="lease.docx")
    do_chores(world)
    api.put(f"/files/{file.uid}/content", content=MAKERS["docx"]("Mietvertrag"))
    (step,) = api.get(f"/files/{file.uid}/processing").json()["items"]
    assert (step["version"], step["state"], step["reason"]) == (2, "queued", "")
    assert do_chores(world) == [ChoreState.DONE]


def test_steps_are_told_to_whoever_sees_the_file_and_lists_of_them_to_owners(world: World) -> None:
    own = world.file(b"mine", name="own.txt", visibility=Visibility.EMPLOYEE)
    viewer = Api(world, "viewer")
    assert viewer.get(f"/files/{own.uid}/processing").status_code == viewer.get(f"/files/{own.uid}").status_code == 403
    for path in ("/processing", "/processing/counts"):
        assert problem(viewer.get(path)) == "access-denied"
    of_one_folder = Api(world, scope=Scope(folder=folder(world, "Inbox").number))
    before = world.stored()
    assert problem(viewer.post("/processing/retry", {})) == "access-denied"
    for path in ("/processing", "/processing/counts"):
        assert problem(of_one_folder.get(path)) == "outside-scope"
    assert problem(of_one_folder.post("/processing/retry", {})) == "outside-scope"
    assert world.stored() == before
    assert problem(of_one_folder.get("/requests")) == "outside-scope"


class _Hand:
    """Fails as often as it is told."""

    def __init__(self, failures: list[Exception]) -> None:
        self.failures = failures

    def do(self, _: object) -> object:
        if self.failures:
            raise self.failures.pop(0)
        return lambda tables: None


def test_what_may_turn_out_better_is_tried_again_later_and_given_up_in_the_end(world: World) -> None:
    world.file(b"text")
    hand = _Hand([Undone("unreachable", worth_trying=True)] * (len(PAUSES) + 1))
    chores = Chores(world.house.catalogue, {Task.TEXT: hand}, now=world.clock)  # type: ignore[dict-item]
    for pause in PAUSES:
        chore = chores.take()
        assert chore is not None
        assert chores.do(chore) is ChoreState.QUEUED
        world.clock.advance(seconds=pause.total_seconds() - 1)
        assert chores.take() is None, "it waits"
        world.clock.advance(seconds=1)
    chore = chores.take()
    assert chore is not None
    assert chores.do(chore) is ChoreState.FAILED


def test_a_step_whose_worker_died_is_taken_by_the_next(world: World) -> None:
    world.file(b"text")
    hand = _Hand([Unavailable()])
    chores = Chores(world.house.catalogue, {Task.TEXT: hand}, now=world.clock)  # type: ignore[dict-item]
    chore = chores.take()
    assert chore is not None
    with pytest.raises(Unavailable):
        chores.do(chore)
    assert chores.take() is None, "it is held"
    world.clock.advance(minutes=11)
    again = chores.take()
    assert again is not None
    assert chores.do(again) is ChoreState.DONE
    assert chores.do(chore) is None, "too late"
