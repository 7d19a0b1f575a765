"""Files at the native door: uploaded in every way, shown, changed, put in the trash, and read by whoever may."""

from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.ids import Kind
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang
from tests.dialects.native.api import Api, problem
from tests.pictures import encoded, halves
from tests.world import World, make_world

TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def upload(api: Api, data: bytes = b"hello", name: str = "note.txt", **said: object) -> dict[str, object]:
    """A file made of a raw body, as it was answered."""
    answer = api.post("/files", content=data, params={"name": name, **said}, headers=TEXT)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_body_with_a_name_becomes_a_file(api: Api) -> None:
    folder = api.post("/folders", {"name": "Contracts"}).json()
    said = {"name": "lease.txt", "folder": folder["number"], "title": "Lease", "tags": ["Signed", "2026"]}
    made = api.post("/files", content=b"hello", params=said, headers=TEXT)
    assert made.status_code == 201
    file = made.json()
    assert made.headers["location"] == f"http://filebook.test/api/v1/files/{file['id']}"
    told = ("name", "folder", "title", "tags", "type", "size_bytes", "media_type", "version", "visibility")
    assert [file[member] for member in told] == [
        *("lease.txt", folder["id"], "Lease", ["Signed", "2026"]),
        *("upload", 5, "text/plain", 1, "customer"),
    ]
    assert file["sha256"] == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert file["uploader"]["name"] == "owner"
    assert api.get(f"/files/{file['number']}").json() == file
    assert api.get(f"/files/{file['id']}").headers["etag"] == made.headers["etag"]
    content = api.get(f"/files/{file['id']}/content", headers={"Range": "bytes=1-3"})
    assert (content.status_code, content.content) == (206, b"ell")


def test_a_form_brings_several_files_or_none(api: Api, world: World) -> None:
    folder = api.post("/folders", {"name": "In"}).json()
    files = [("file", ("a.txt", b"one", "text/plain")), ("file", ("C:\\b.txt", b"two", "text/plain"))]
    said = {"folder": folder["id"], "metadata": '[{"title": "First"}, {"name": "second.txt", "fields": {"n": 2}}]'}
    made = api.post("/files", files=files, data=said)
    assert made.status_code == 201, made.text
    shown = [(one["name"], one["title"], one["folder"], one["fields"]) for one in made.json()["items"]]
    assert shown == [("a.txt", "First", folder["id"], {}), ("second.txt", "", folder["id"], {"n": 2})]
    before = world.stored()
    for refused in (
        api.post("/files", files=files, data={"metadata": '[{"title": "First"}]'}),
        api.post("/files", files=files, data={"metadata": '[{}, {"name": "a/b"}]'}),
        api.post("/files", files=files, data={"colour": "red"}),
        api.post("/files", data={"title": "nothing"}, files={"title": (None, "x")}),
    ):
        assert refused.status_code == 422, refused.text
    assert world.stored() == before


def test_a_finished_upload_becomes_a_file_once(api: Api, world: World) -> None:
    uploads = world.services.uploads
    receiver = uploads.receiver()
    receiver.write(b"blocks")
    upload_id = uploads.keep(world.actor("owner"), receiver, name="blocks.txt").id
    made = api.post("/files", {"upload": upload_id, "title": "Sent before"})
    assert (made.status_code, made.json()["name"], made.json()["size_bytes"]) == (201, "blocks.txt", 6)
    again = api.post("/files", {"upload": upload_id})
    assert (again.status_code, problem(again)) == (409, "already-used")


def test_a_link_is_a_file_without_bytes(api: Api) -> None:
    made = api.post("/files", {"url": "https://example.org/tour", "name": "Tour"}).json()
    assert (made["type"], made["url"], made["version"], made["size_bytes"]) == (
        "link",
        "https://example.org/tour",
        None,
        0,
    )
    assert api.get(f"/files/{made['id']}/content").status_code == 404
    assert problem(api.put(f"/files/{made['id']}/content", content=b"x")) == "unsupported"
    assert api.patch(f"/files/{made['id']}", {"url": "https://example.org/other"}).json()["url"].endswith("other")
    assert api.patch(f"/files/{made['id']}", {"url": "javascript:alert(1)"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"content": b"x"}, "name"),
        ({"json": {"name": "x"}}, "upload"),
        ({"json": {"name": "x", "url": "file:///etc"}}, "url"),
        ({"content": b"x", "params": {"name": "a/b"}}, "name"),
        ({"content": b"x", "params": {"name": "x", "tags": ["a,b"]}}, "tags"),
        ({"content": b"x", "params": {"name": "x", "colour": "red"}}, "colour"),
    ],
)
def test_what_cannot_be_a_file_stores_nothing(api: Api, world: World, sent: dict[str, Any], field: str) -> None:
    before = world.stored()
    refused = api("POST", "/files", **sent)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert api.post("/files", content=b"x", params={"name": "x", "folder": "77777"}).status_code == 404
    assert world.stored() == before


def test_who_may_not_write_is_told_before_the_bytes_are_read(world: World, api: Api) -> None:
    file = upload(api)
    viewer, before = Api(world, "viewer"), world.stored()
    assert viewer.post("/files", content=b"x", params={"name": "x"}).status_code == 403
    assert viewer.put(f"/files/{file['id']}/content", content=b"x").status_code == 403
    assert viewer.patch(f"/files/{file['id']}", {"title": "x"}).status_code == 403
    assert viewer.delete(f"/files/{file['id']}").status_code == 403
    assert world.stored() == before


def test_members_that_are_told_change_and_others_stay(api: Api) -> None:
    folder = api.post("/folders", {"name": "In"}).json()
    file = upload(api, title="Before", tags=["a"])
    path = f"/files/{file['id']}"
    changed = api.patch(path, {"title": "After", "folder": folder["id"], "fields": {"colour": "red", "n": 1}}).json()
    assert (changed["name"], changed["title"], changed["folder"]) == ("note.txt", "After", folder["id"])
    again = api.patch(path, {"folder": None, "tags": ["B", "b ", "c"], "fields": {"n": None}, "published": True}).json()
    assert (again["folder"], again["tags"], again["fields"], again["published"]) == (
        None,
        ["B", "c"],
        {"colour": "red"},
        True,
    )
    assert again["modified_by"] == "owner"


def test_what_a_vendor_keeps_is_not_changed_from_here(api: Api, world: World) -> None:
    file = world.file(fields={"timetap": {"reason": 7}})
    path = f"/files/{file.uid}"
    kept = api.get(path).json()["fields"]
    assert api.patch(path, {"fields": {**kept, "own": 1}}).json()["fields"] == {"timetap": {"reason": 7}, "own": 1}
    before = world.stored()
    refused = api.patch(path, {"fields": {"timetap": {}}})
    assert (refused.status_code, refused.json()["field"]) == (422, "fields.timetap")
    assert api.patch(path, {"fields": {"own": "x" * 70_000}}).status_code == 422
    assert world.stored() == before


def test_a_file_in_the_trash_is_shown_to_whoever_asks_for_it(api: Api, world: World) -> None:
    file = upload(api)
    path = f"/files/{file['id']}"
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == api.get(f"{path}/content").status_code == 404
    assert api.get(f"{path}?trashed=true").json()["trashed_at"] is not None
    assert api.patch(path, {"trashed": False}).json()["trashed_at"] is None
    blobs = world.stored()[0]
    assert api.delete(f"{path}?forever=true").status_code == 204
    assert api.get(f"{path}?trashed=true").status_code == 404
    assert world.stored()[0] == blobs - 1


def test_an_address_works_without_a_token_until_the_bytes_change(api: Api, world: World) -> None:
    file = upload(api)
    link = api.post(f"/files/{file['id']}/link", {"lifetime_seconds": 60, "disposition": "inline"}).json()
    path = link["url"].removeprefix("http://filebook.test")
    opened = world.http.get(path)
    assert (opened.status_code, opened.content) == (200, b"hello")
    assert opened.headers["content-disposition"].startswith("inline")
    assert world.http.get(path[:-4] + "AAAA").status_code == 404
    lasting = api.post(f"/files/{file['id']}/link", {"lifetime_seconds": 3600}).json()["url"]
    world.clock.advance(minutes=2)
    assert world.http.get(path).status_code == 410
    assert world.http.get(lasting.removeprefix("http://filebook.test")).status_code == 200
    api.put(f"/files/{file['id']}/content", content=b"other")
    assert world.http.get(lasting.removeprefix("http://filebook.test")).status_code == 404
    assert api.post(f"/files/{file['id']}/link", {"lifetime_seconds": 10**9}).status_code == 422


def test_a_picture_tells_its_size_and_is_shown_smaller(api: Api) -> None:
    picture = upload(api, encoded(halves(64, 48), "PNG"), name="house.png")
    assert picture["picture"] == {"width": 64, "height": 48}
    small = api.get(f"/files/{picture['id']}/preview?width=16&height=16")
    assert (small.status_code, small.headers["content-type"]) == (200, "image/png")
    assert problem(api.get(f"/files/{upload(api)['id']}/preview")) == "unsupported"
    assert api.get(f"/files/{picture['id']}/preview?width=5000").status_code == 422


def test_a_file_tells_what_it_hangs_on_but_nothing_that_is_not_to_be_known(api: Api, world: World) -> None:
    estate = world.records["estate"]
    file = world.file(on=[Hang(Kind.ESTATE, estate.number, role="plan"), world.on_appointment()])
    shown = api.get(f"/files/{file.uid}").json()["attachments"]
    assert [(one["kind"], one["label"], one["role"]) for one in shown] == [
        ("estate", "A estate", "plan"),
        ("appointment", "Viewing", ""),
    ]
    world.services.records.trash(world.actor("owner"), estate.number, kind=Kind.ESTATE)
    assert [one["kind"] for one in api.get(f"/files/{file.uid}").json()["attachments"]] == ["appointment"]


def test_other_doors_files_are_these_files(api: Api, world: World) -> None:
    mine = world.file(by="owner", visibility=Visibility.EMPLOYEE)
    assert api.get(f"/files/{mine.uid}").json()["visibility"] == "employee"
    assert Api(world, "viewer").get(f"/files/{mine.uid}").status_code == 403
    assert Api(world, "foreign_owner").get(f"/files/{mine.uid}").status_code == 404


def test_equal_content_is_found(api: Api, world: World) -> None:
    first, second = upload(api, b"same", "a.txt"), upload(api, b"same", "b.txt")
    upload(api, b"other", "c.txt")
    replaced = upload(api, b"same", "d.txt")
    api.put(f"/files/{replaced['id']}/content", content=b"not any more")
    world.file(b"same", by="reseller", visibility=Visibility.RESELLER)
    found = api.get(f"/files/{first['id']}/duplicates?count=true").json()
    assert ([one["id"] for one in found["items"]], found["total"]) == ([second["id"]], 1)
    listed = api.get("/files", params={"sha256": str(first["sha256"]).upper()}).json()["items"]
    assert [one["id"] for one in listed] == [first["id"], second["id"]]


def test_a_request_under_a_key_uploads_once(api: Api, world: World) -> None:
    sent: dict[str, Any] = {
        "content": b"hello",
        "params": {"name": "x.txt"},
        "headers": {"Idempotency-Key": "1"},
    }
    first, stored = api("POST", "/files", **sent), world.stored()
    again = api("POST", "/files", **sent)
    assert (again.status_code, again.json()) == (201, first.json())
    other = api("POST", "/files", **{**sent, "content": b"jello"})
    assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
    assert world.stored() == stored


def test_a_form_under_a_key_is_the_same_whatever_line_divides_its_parts(api: Api, world: World) -> None:
    def sent(content: str, line: str) -> Response:
        part = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n{content}\r\n'
        told = {"Content-Type": f"multipart/form-data; boundary={line}", "Idempotency-Key": "1"}
        return api.post("/files", content=f"{part}--{line}--\r\n".encode(), headers=told)

    first, stored = sent("hello", "one"), world.stored()
    assert (first.status_code, sent("hello", "another").json()) == (201, first.json())
    assert sent("jello", "one").status_code == 422
    assert world.stored() == stored


def test_a_finished_upload_under_a_key_is_filed_once(api: Api, world: World) -> None:
    receiver = world.services.uploads.receiver()
    receiver.write(b"hello")
    kept = world.services.uploads.keep(world.actor("owner"), receiver, name="a.txt")
    key = {"Idempotency-Key": "1"}
    answers = [api.post("/files", {"upload": kept.id, "name": "a.txt"}, headers=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201], answers[1].text
    assert api.post("/files", {"upload": kept.id, "name": "b.txt"}, headers=key).json()["field"] == "Idempotency-Key"


def test_what_does_not_arrive_whole_or_is_too_large_leaves_no_byte(tmp_path: Path) -> None:
    world = make_world(tmp_path / "small", file_limit_bytes=1000)
    try:
        api = Api(world)
        file = upload(api, b"kept")
        before = world.stored()
        form = {"Content-Type": "multipart/form-data; boundary=x"}
        part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf'
        large = b"x" * 1001
        for refused, status in (
            (api.post("/files", content=part, headers=form), 400),
            (api.post("/files", content=large, params={"name": "large"}), 413),
            (api.post("/files", content=iter([large]), params={"name": "large"}), 413),
            (api.post("/files", files={"file": ("large", large)}), 413),
            (api.put(f"/files/{file['id']}/content", content=large), 413),
            (api.put(f"/files/{file['id']}/content", content=iter([large])), 413),
        ):
            assert refused.status_code == status, refused.text
        assert world.stored() == before
        assert api.get(f"/files/{file['id']}/content").content == b"kept"
    finally:
        world.close()


def test_a_private_appointment_is_not_told_with_its_file(api: Api, world: World) -> None:
    span = world.appointments["single"].span
    plan = NewAppointment("Diagnosis", span, participants=[world.users["owner"].staff.number], private=True)
    private = world.services.booking.add(world.actor("owner"), plan)
    file = world.file(on=[Hang(Kind.APPOINTMENT, private.number), world.on_appointment()])
    for client, labels in ((api, ["Diagnosis", "Viewing"]), (Api(world, "viewer"), ["Viewing"])):
        for shown in (client.get(f"/files/{file.uid}").json(), client.get("/files").json()["items"][0]):
            assert [one["label"] for one in shown["attachments"]] == labels


def test_a_form_is_not_kept_as_the_bytes_of_a_file(api: Api, world: World) -> None:
    file, appointment = world.file(), world.appointments["single"].uid
    form = {"file": ("plan.txt", b"The plan")}
    before = world.stored()
    for method, path in (
        ("POST", "/files?name=plan.txt"),
        ("PUT", f"/files/{file.uid}/content"),
        ("POST", f"/appointments/{appointment}/files?name=plan.txt"),
    ):
        assert problem(api(method, path, files=form)) == "unsupported-media-type", path
    assert world.stored() == before


def test_what_programs_say_of_any_body_is_no_type_of_a_file_on_a_thing_either(api: Api, world: World) -> None:
    path = f"/appointments/{world.appointments['single'].uid}/files?name=plan.txt"
    made = api.post(path, content=b"The plan", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert made.json()["media_type"] == "text/plain"
