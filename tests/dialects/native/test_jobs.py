"""Jobs at the native door: asked for, followed, cancelled, undone."""

from filebook.core.ids import Ref
from filebook.services.folders import NewFolder
from tests.dialects.native.api import Api, problem
from tests.world import World


def folder(world: World, name: str = "Target") -> Ref:
    made = world.services.folders.create(world.actor("owner"), NewFolder(name))
    return Ref(made.number, made.uid)


def work(world: World) -> None:
    while (job := world.house.labour.take()) is not None:
        world.house.labour.work(job)


def test_a_job_is_asked_for_followed_and_undone(api: Api, world: World) -> None:
    target, files = folder(world), [world.file(name=f"{number}") for number in range(3)]
    body = {"operation": "move", "items": [files[0].uid, str(files[1].number), files[2].uid], "into": target.uid}
    asked = api.post("/jobs", body)
    job = asked.json()
    assert asked.status_code == 202
    assert asked.headers["location"] == f"http://filebook.test/api/v1/jobs/{job['id']}"
    assert (job["state"], job["item_count"], job["done_count"]) == ("queued", None, 0)
    work(world)
    done = api.get(f"/jobs/{job['id']}").json()
    assert (done["state"], done["item_count"], done["done_count"], done["failures"]) == ("done", 3, 3, [])
    assert done["into"] == target.uid
    assert {world.services.library.file(world.actor("owner"), file.number).folder for file in files} == {target}
    undoing = api.post(f"/jobs/{job['id']}/undo")
    assert (undoing.status_code, undoing.json()["undo_of"]) == (202, job["id"])
    work(world)
    assert {world.services.library.file(world.actor("owner"), file.number).folder for file in files} == {None}
    assert api.get(f"/jobs/{job['id']}").json()["undone_by"] == undoing.json()["id"]
    assert problem(api.post(f"/jobs/{job['id']}/undo")) == "job-undone"


def test_what_failed_is_told_with_a_reason_and_copies_are_told(api: Api, world: World) -> None:
    file = world.file(name="a.txt")
    body = {"operation": "copy", "items": [file.uid, "00000000-0000-4000-8000-000000000000"]}
    job = api.post("/jobs", body).json()
    work(world)
    done = api.get(f"/jobs/{job['id']}").json()
    assert (done["state"], done["reason"], done["done_count"], done["failed_count"]) == ("failed", "items", 1, 1)
    assert done["failures"] == [{"id": body["items"][1], "number": None, "kind": None, "reason": "not_found"}]
    assert [(made["kind"], made["copy_of"]) for made in done["made"]] == [("file", file.uid)]
    copy = world.services.library.file(world.actor("owner"), done["made"][0]["number"])
    assert (copy.name, copy.uid) == ("a.txt", done["made"][0]["id"])


def test_jobs_are_listed_page_by_page(api: Api, world: World) -> None:
    file = world.file()
    made = []
    for _ in range(3):
        made.append(api.post("/jobs", {"operation": "trash", "items": [file.uid]}).json()["id"])
        world.clock.advance(seconds=1)
    first = api.get("/jobs?limit=2&count=true").json()
    rest = api.get(f"/jobs?limit=2&cursor={first['next_cursor']}").json()
    assert [job["id"] for job in (*first["items"], *rest["items"])] == made[::-1]
    assert (first["total"], rest["next_cursor"]) == (3, None)
    assert api.get(f"/jobs/{made[0]}?fields=id,state").json() == {"id": made[0], "state": "queued"}
    assert Api(world, "viewer").get("/jobs").json()["items"] == []
    assert problem(Api(world, "viewer").get(f"/jobs/{made[0]}")) == "not-found"


def test_a_cancelled_job_does_nothing_more_and_can_be_gone_on_with(api: Api, world: World) -> None:
    file = world.file()
    path = f"/jobs/{api.post('/jobs', {'operation': 'trash', 'items': [file.uid]}).json()['id']}"
    assert problem(api.post(f"{path}/retry")) == "job-not-ended"
    assert api.post(f"{path}/cancel").json()["state"] == "cancelled"
    work(world)
    assert world.services.library.file(world.actor("owner"), file.number) == file
    assert (api.post(f"{path}/retry").status_code, api.get(path).json()["state"]) == (202, "queued")
    work(world)
    assert problem(api.post(f"{path}/retry")) == "job-done"


def test_a_request_under_a_key_asks_for_one_job(api: Api, world: World) -> None:
    body = {"operation": "trash", "items": [world.file().uid]}
    answers = [api.post("/jobs", body, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert len(api.get("/jobs").json()["items"]) == 1


def test_what_cannot_be_meant_is_refused_and_no_job_is_made(api: Api, world: World) -> None:
    file, target = world.file(), folder(world)
    refused = [
        ({"operation": "burn", "items": [file.uid]}, 422),
        ({"operation": "move"}, 422),
        ({"operation": "trash", "items": [file.uid], "into": target.uid}, 422),
        ({"operation": "move", "items": [file.uid], "into": file.uid}, 404),
        ({"operation": "move", "items": [file.uid], "everything_in": target.uid}, 422),
        ({"operation": "move", "items": ["1"] * 1001}, 422),
        ({"operation": "move", "items": [file.uid], "where": target.uid}, 422),
    ]
    for body, status in refused:
        assert api.post("/jobs", body).status_code == status, body
    assert api.get("/jobs?count=true").json()["total"] == 0
    assert Api(world, "viewer").post("/jobs", {"operation": "trash", "items": [file.uid]}).status_code == 403
    for path in ("/jobs/1", f"/jobs/{'é' * 36}", f"/jobs/{'0' * 36}"):
        assert problem(api.get(path)) == "not-found"
