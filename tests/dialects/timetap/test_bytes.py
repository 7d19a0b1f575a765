"""The bytes of files: in the open for assets, behind a token for the rest."""

from pathlib import Path

import pytest

from filebook.core.access import Visibility
from filebook.services.filing import NewFile
from tests.dialects.timetap.client import Client, log_in, path_of
from tests.pictures import SECRET, photograph, shown
from tests.world import World, make_world

DATA = bytes(range(256)) * 8


def test_an_asset_is_read_by_everybody(world: World, client: Client) -> None:
    asset = client.upload(DATA, name="price list.bin", fileLibraryType="ASSET")
    response = world.http.get(path_of(asset["url"]))
    assert response.content == DATA
    assert response.headers["content-length"] == str(len(DATA))
    assert response.headers["accept-ranges"] == "bytes"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"].startswith("public")
    head = world.http.head(path_of(asset["url"]))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(DATA))
    assert head.headers["etag"] == response.headers["etag"]


def test_a_picture_that_is_an_asset_tells_nobody_where_it_was_taken(world: World, client: Client) -> None:
    asset = client.upload(photograph(), name="house.jpg", fileLibraryType="ASSET")
    told = world.http.get(path_of(asset["url"])).content
    assert SECRET.encode() not in told
    assert shown(told).tobytes() == shown(photograph()).tobytes()
    spoilt = client.upload(b"\xff\xd8\xff\xe0\0\1", name="spoilt.jpg", fileLibraryType="ASSET")
    assert world.http.get(path_of(spoilt["url"])).status_code == 404


def test_an_asset_is_read_in_ranges_and_not_again_if_it_is_known(world: World, client: Client) -> None:
    path = path_of(client.upload(DATA, fileLibraryType="ASSET")["url"])
    part = world.http.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, DATA[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(DATA)}"
    beyond = world.http.get(path, headers={"Range": "bytes=9999-"})
    assert beyond.status_code == 416
    etag = world.http.get(path).headers["etag"]
    assert world.http.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_an_address_can_be_put_together_from_bucket_and_key_and_outlives_a_new_name(
    world: World, client: Client
) -> None:
    asset = client.upload(DATA, name="first name.bin", fileLibraryType="ASSET")
    renamed = client.change({**asset, "fileName": "second name.bin"}).json()
    assert (renamed["s3Bucket"], renamed["s3Key"], renamed["url"]) == (
        asset["s3Bucket"],
        asset["s3Key"],
        asset["url"],
    )
    response = world.http.get(f"/timetap/{renamed['s3Bucket']}/{renamed['s3Key']}")
    assert response.content == DATA
    assert "second name.bin" in response.headers["content-disposition"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("data.xml", b'<?xml version="1.0"?><x/>'),
    ],
)
def test_what_a_browser_would_run_is_handed_out_as_plain_bytes(
    world: World, client: Client, name: str, data: bytes
) -> None:
    asset = client.upload(data, name=name, fileLibraryType="ASSET")
    headers = world.http.get(path_of(asset["url"])).headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")
    assert "sandbox" in headers["content-security-policy"]


def test_only_a_public_file_of_the_business_in_the_address_is_there(world: World, client: Client) -> None:
    asset, private = client.upload(DATA, fileLibraryType="ASSET"), client.upload(DATA)
    business, uuid, name = asset["s3Key"].split("/")
    for key in (
        private["s3Key"],
        f"{world.unrelated.number}/{uuid}/{name}",
        f"{business}/{'0' * 32}/{name}",
        f"{business}/x/{name}",
        f"{business}/{client.folder()['fileLibraryUUID']}/{name}",
    ):
        response = world.http.get(f"/timetap/tt-client-public/{key}")
        assert (response.status_code, response.json()) == (404, {"message": "Not Found"})


def test_public_files_may_be_shown_and_served_under_a_host_name_of_their_own(memory_folder: Path) -> None:
    address, name = "https://files.example.org/", "timetap=files.example.org"
    world = make_world(memory_folder / "data", timetap_public_base_url=address, host_names=name)
    client = Client(world.http, log_in(world.http, world.timetap), world.business.number)
    asset = client.upload(DATA, fileLibraryType="ASSET")
    assert asset["url"] == f"https://files.example.org/tt-client-public/{asset['s3Key']}"
    assert client.files() == [asset]
    assert world.http.get(asset["url"]).content == DATA
    assert world.http.get(f"/timetap/tt-client-public/{asset['s3Key']}").content == DATA
    world.close()


def test_a_file_made_public_at_another_door_is_an_asset(world: World, client: Client) -> None:
    world.file(DATA, name="plan.bin", visibility=Visibility.ALL)
    asset = client.files(fileLibraryType="ASSET")[0]
    assert world.http.get(path_of(asset["url"])).content == DATA


def test_a_private_file_is_read_with_a_token(world: World, client: Client) -> None:
    file = client.upload(DATA)
    path = f"/files/{file['fileLibraryUUID']}/content"
    response = client.get(path)
    assert response.content == DATA
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    part = world.http.get(f"/timetap/live{path}", headers={**client.headers, "Range": "bytes=-6"})
    assert (part.status_code, part.content) == (206, DATA[-6:])
    assert world.http.get(f"/timetap/live{path}").status_code == 401


def test_the_private_bucket_is_forbidden_without_a_token(world: World, client: Client) -> None:
    file = client.upload(DATA)
    for key in (file["s3Key"], "", "1/2/3/4", f"{client.business}/{'0' * 32}/x"):
        for headers in ({}, {"Authorization": "Bearer st.api.api.0"}):
            response = world.http.get(f"/timetap/tt-client-private/{key}", headers=headers)
            assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})


def test_the_private_bucket_opens_for_a_token_of_the_business(
    world: World, client: Client, foreign_client: Client
) -> None:
    path = f"/timetap/tt-client-private/{client.upload(DATA)['s3Key']}"
    assert world.http.get(path, headers=client.headers).content == DATA
    assert world.http.get(path, headers=foreign_client.headers).status_code == 403


def test_what_is_not_a_file_of_the_business_has_no_content(
    world: World, client: Client, foreign_client: Client
) -> None:
    theirs, folder = foreign_client.upload(DATA)["fileLibraryUUID"], client.folder()["fileLibraryUUID"]
    link = world.services.filing.add_link(world.actor("owner"), "https://example.org/", new=NewFile("elsewhere"))
    for uuid in (theirs, folder, "0" * 32, "x", link.uid):
        response = client.get(f"/files/{uuid}/content")
        assert (response.status_code, response.json()) == (400, f"File for Id {uuid} not found!")
    assert client.get(f"/files/{theirs}").json() == f"File for Id {theirs} not found!"
