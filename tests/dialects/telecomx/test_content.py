"""The file host: who gets a file's bytes, and in what wrapping."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.files import File
from filebook.core.ids import short_of
from tests.dialects.telecomx.client import DOOR, bearer, file_of_level, log_in, refusal
from tests.dialects.telecomx.test_files import PICTURE
from tests.pictures import SECRET, photograph, shown
from tests.world import World, make_world

PDF = b"%PDF-1.7\n% nothing in it\n"
UNKNOWN = "0" * 24


def _url(file: File) -> str:
    """Where the file object says that the bytes are, under a name of another's choosing."""
    assert file.version is not None
    return f"{DOOR}/files/{short_of(file.version.uid)}/any%20name.txt"


def _get(world: World, file: File, **query: str) -> Response:
    return world.http.get(_url(file), params=query)


def test_the_url_of_a_file_object_opens_with_a_token(world: World) -> None:
    file = world.file(PDF, name="Årsrapport 2026.pdf")
    token = log_in(world, "viewer")["token"]
    told = world.http.get(f"{DOOR}/file/{short_of(file.uid)}", headers={"Authorization": f"Bearer {token}"}).json()
    path = urlsplit(told["url"]).path.split("/")
    assert path[-2:] == [told["fileId"], "%C3%85rsrapport%202026.pdf"]
    response = world.http.get(told["url"], params={"token": token})
    assert (response.status_code, response.content) == (200, PDF)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-length"] == str(len(PDF))
    assert response.headers["content-disposition"].startswith("inline; ")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "private, no-store"


def test_a_bearer_header_and_the_doors_cookie_open_it_too(world: World) -> None:
    file = world.file(PDF, name="a.pdf")
    assert world.http.get(_url(file), headers=bearer(world, "viewer")).content == PDF
    assert refusal(_get(world, file)) == (403, "access_denied")
    log_in(world, "viewer", cookie=True)
    assert _get(world, file).content == PDF


def test_without_a_valid_token_a_file_is_as_good_as_absent(world: World) -> None:
    file = world.file(PDF, name="a.pdf")
    absent = f"{DOOR}/files/{UNKNOWN}/a.pdf"
    answers = [world.http.get(path, params=query) for path in (_url(file), absent) for query in ({}, {"token": "0123"})]
    assert [refusal(answer) for answer in answers] == [(403, "access_denied")] * 4
    assert len({answer.content for answer in answers}) == 1


def test_a_token_that_ran_out_opens_nothing_more(world: World) -> None:
    file = world.file(PDF, name="a.pdf")
    token = log_in(world, "viewer")["token"]
    assert _get(world, file, token=token).status_code == 200
    world.clock.advance(minutes=15)
    assert refusal(_get(world, file, token=token)) == (403, "access_denied")


def test_a_public_file_opens_for_everybody(world: World) -> None:
    file = world.file(PDF, name="a.pdf", visibility=Visibility.ALL)
    for query in ({}, {"token": "0123"}, {"token": log_in(world, "other")["token"]}):
        response = _get(world, file, **query)
        assert (response.status_code, response.content) == (200, PDF)
        assert response.headers["cache-control"].startswith("public")


def test_a_public_picture_tells_nobody_where_it_was_taken_but_its_own_people(world: World) -> None:
    file = world.file(photograph(), name="house.jpg", visibility=Visibility.ALL)
    for query in ({}, {"token": log_in(world, "other")["token"]}):
        told = _get(world, file, **query).content
        assert SECRET.encode() not in told
        assert shown(told).tobytes() == shown(photograph()).tobytes()
    own = _get(world, file, token=log_in(world, "viewer")["token"])
    assert (own.content, own.headers["cache-control"]) == (photograph(), "private, no-store")


@pytest.mark.parametrize(
    ("visibility", "allowed"),
    [
        (Visibility.CUSTOMER, {"owner", "viewer", "reseller"}),
        (Visibility.EMPLOYEE, {"owner"}),
        (Visibility.RESELLER, {"reseller"}),
    ],
)
def test_bytes_are_for_those_who_see_the_file(world: World, visibility: Visibility, allowed: set[str]) -> None:
    file = file_of_level(world, visibility, PDF, name="a.pdf")
    for name in ("owner", "viewer", "reseller"):
        response = _get(world, file, token=log_in(world, name)["token"])
        if name in allowed:
            assert response.content == PDF
        else:
            assert refusal(response) == (403, "access_denied")
    assert refusal(_get(world, file, token=log_in(world, "other")["token"])) == (404, "id")
    assert refusal(_get(world, file, token=log_in(world, "personal")["token"])) == (403, "access_denied")


def test_a_deleted_unknown_or_malformed_id_is_not_found(world: World) -> None:
    file = world.file(PDF, name="a.pdf", visibility=Visibility.ALL)
    world.services.filing.trash(world.actor("owner"), file)
    token = log_in(world, "owner")["token"]
    assert refusal(_get(world, file, token=token)) == (404, "id")
    assert refusal(world.http.get(f"{DOOR}/files/{UNKNOWN}/a.pdf", params={"token": token})) == (404, "id")
    assert refusal(world.http.get(f"{DOOR}/files/{'0' * 23}/a.pdf", params={"token": token})) == (404, "id")


def test_the_id_of_the_object_is_not_that_of_its_content(world: World) -> None:
    file = world.file(PDF, name="a.pdf")
    response = world.http.get(f"{DOOR}/files/{short_of(file.uid)}/a.pdf", headers=bearer(world, "owner"))
    assert refusal(response) == (404, "id")


def test_a_download_can_be_forced(world: World) -> None:
    file = world.file(PDF, name="a.pdf", visibility=Visibility.ALL)
    assert _get(world, file).headers["content-disposition"].startswith("inline; ")
    forced = _get(world, file, forcedownload="true")
    assert forced.headers["content-disposition"].startswith('attachment; filename="a.pdf"')


def test_what_could_run_in_a_browser_is_never_shown_inline(world: World) -> None:
    page = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
    response = _get(world, world.file(page, name="index.html", visibility=Visibility.ALL))
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in response.headers["content-security-policy"]


def test_ranges_and_conditions_are_served(world: World) -> None:
    file = world.file(PDF, name="a.pdf", visibility=Visibility.ALL)
    part = world.http.get(_url(file), headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, PDF[1:4])
    again = world.http.get(_url(file), headers={"If-None-Match": part.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = world.http.head(_url(file))
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(PDF)), b"")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "inline"), ("a.png", "inline"), ("a.txt", "attachment"), ("a.csv", "attachment"), ("a", "attachment")],
)
def test_only_pictures_sound_and_pdf_show_in_the_browser(world: World, name: str, kind: str) -> None:
    data = {"a.pdf": PDF, "a.png": PICTURE}.get(name, b"hello, world\n")
    response = _get(world, world.file(data, name=name, visibility=Visibility.ALL))
    assert response.headers["content-disposition"].startswith(f"{kind}; ")


def test_files_lie_where_the_setting_says(memory_folder: Path) -> None:
    world = make_world(memory_folder / "data", telecomx_file_base_url="https://filer.example/files/")
    try:
        file = world.file(PDF, name="a.pdf")
        told = world.http.get(f"{DOOR}/file/{short_of(file.uid)}", headers=bearer(world, "viewer")).json()
        assert told["url"] == f"https://filer.example/files/{told['fileId']}/a.pdf"
    finally:
        world.close()
