"""What requests call things, and how refusals say what is wrong: the same everywhere."""

from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import Browser
from tests.world import World


def test_a_body_names_objects_by_uid_by_number_and_by_number_as_text(api: Api, world: World) -> None:
    folder, staff, file = api.post("/folders", {"name": "In"}).json(), world.users["viewer"].staff, world.file()
    for name in (folder["id"], folder["number"], str(folder["number"])):
        assert api.patch(f"/files/{file.uid}", {"folder": name}).json()["folder"] == folder["id"]
        api.patch(f"/files/{file.uid}", {"folder": None})
    said = {
        "starts": "2027-03-01T10:00",
        "ends": "2027-03-01T11:00",
        "participants": [staff.number, {"id": world.users["owner"].staff.number}],
    }
    made = api.post("/appointments", {**said, "files": [file.number]}).json()
    assert [one["id"] for one in made["participants"]] == [staff.uid, world.users["owner"].staff.uid]
    assert api.post("/jobs", {"operation": "tag", "items": [file.number], "add_tags": ["a"]}).status_code == 202
    assert api.post("/zip", {"items": [file.number, folder["number"]]}).status_code == 200


def test_what_is_no_number_of_an_object_names_nothing(api: Api, world: World) -> None:
    before = world.stored()
    for number in (0, -1, 2**63, 2**70, 1.5, True, [1]):
        refused = api.post("/folders", {"name": "In it", "parent": number})
        assert (refused.status_code, refused.json()["field"]) == (422, "parent"), number
    assert api.post("/folders", {"name": "In it", "parent": 2**63 - 1}).status_code == 404
    assert world.stored() == before


def test_a_parameter_that_names_something_is_not_empty(api: Api, world: World) -> None:
    before = world.stored()
    for path, field in (
        ("/files?folder=", "folder"),
        ("/files?below=", "below"),
        ("/files?media_type=", "media_type"),
        ("/files?sha256=", "sha256"),
        ("/files?attached_to=", "attached_to"),
        ("/folders?parent=", "parent"),
        ("/folders?uploader=", "uploader"),
        ("/appointments?participant=", "participant"),
        ("/appointments?since=", "since"),
        ("/appointments?type=", "type"),
        ("/occurrences?since=2027-03-01&until=2027-03-02&of=", "of[0]"),
        ("/relations?of=", "of"),
        ("/sessions?user=", "user"),
        ("/activity?object=", "object"),
    ):
        refused = api.get(path)
        assert (refused.status_code, problem(refused), refused.json()["field"]) == (422, "invalid", field), path
    sent = api.post("/files?name=a.txt&folder=", content=b"lost")
    assert (sent.status_code, sent.json()["field"]) == (422, "folder")
    assert world.stored() == before
    for path in ("/files?q=", "/folders?q=&cursor=&fields=", "/people?q=", "/tags?prefix="):
        assert api.get(path).status_code == 200, path


def test_a_refusal_has_a_word_for_programs_and_a_sentence_for_people(api: Api) -> None:
    cursor = api.get("/users?limit=1").json()["next_cursor"]
    refused = api.get(f"/credentials?cursor={cursor}").json()
    assert (refused["reason"], refused["detail"]) == ("other_list", "The cursor was told in another list.")
    rule = {"starts": "2027-03-01T10:00", "ends": "2027-03-01T11:00", "rrule": "FREQ=NEVER"}
    assert api.post("/appointments", rule).json()["detail"] == "This part of the rule cannot be meant."


SINCE, UNTIL, DAY = "2026-03-30T07:00:00Z", "2026-03-30T08:00:00Z", "2026-03-30"
"""When the world's clock stands, an hour later, and the day of the business that both lie in."""


def test_since_and_until_mean_the_same_in_every_list(api: Api, world: World) -> None:
    world.file(name="marker.txt")
    api.post("/appointments", {"subject": "marker", "starts": "2026-03-30T09:00", "ends": "2026-03-30T10:00"})

    def told(path: str, since: str, until: str, prefix: str = "") -> bool:
        answer = api.get(f"{path}{prefix}since={since}&{prefix}until={until}")
        assert answer.status_code == 200, answer.text
        return "marker" in answer.text

    lists = ("/search?q=marker&kind=file&", "/activity?kind=file&", "/appointments?", "/occurrences?")
    for path, prefix in (("/files?", "created_"), ("/files?", "modified_"), *((path, "") for path in lists)):
        assert told(path, SINCE, UNTIL, prefix), f"{path}: what is at its beginning counts"
        assert not told(path, "2026-03-30T06:00:00Z", SINCE, prefix), f"{path}: what is at its end does not"
        assert told(path, DAY, DAY, prefix), f"{path}: a day counts whole"
        assert not told(path, "2026-03-29", "2026-03-29", prefix), path
        assert not told(path, "2026-03-31", "2026-03-31", prefix), path


def test_busy_times_are_refused_by_the_name_of_what_is_wrong(api: Api, world: World) -> None:
    asked = {"since": DAY, "until": DAY, "people": [world.users["owner"].staff.number] * 30}
    refused = api.post("/free-busy", {**asked, "calendars": [1] * 30})
    assert (refused.json()["field"], refused.json()["reason"]) == ("calendars", "too_many")
    nobody = api.post("/free-busy", {**asked, "people": [10**9]})
    assert (nobody.status_code, nobody.json()["detail"]) == (404, "There is no such participant.")


def test_a_wrong_login_is_told_apart_from_a_missing_token(world: World) -> None:
    wrong = Browser(world).log_in(password="guessed").json()
    missing = world.http.get("/api/v1/me").json()
    assert (wrong["type"], wrong["title"]) == (
        "urn:filebook:problem:wrong-login",
        "The login or the password is wrong.",
    )
    assert missing["type"] == "urn:filebook:problem:unauthenticated"
