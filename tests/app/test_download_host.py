"""A host name of its own for files that whoever has the address may have: links lead there, and nothing else does."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx2 import Response

from filebook.app.settings import Settings
from filebook.core.access import Visibility
from filebook.core.errors import Invalid
from filebook.core.files import File
from filebook.core.ids import hex_of
from tests.dialects.native.api import Api
from tests.dialects.onoffice.client import client_of
from tests.dialects.timetap.client import log_in
from tests.world import World, make_world

OWN, HANDING_OUT = "https://files.example.org:8443", "https://files.example.net:8443"
OF_A_BROWSER = {"Sec-Fetch-Site": "none", "Cookie": "filebook_session=abc"}


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[World]:
    """An installation with a download host."""
    world = make_world(tmp_path / "data", public_base_url=OWN, download_host_name="Files.Example.NET")
    yield world
    world.close()


def ask(world: World, address: str, **headers: str) -> Response:
    """What is answered at an address of this server, whichever of its hosts it names."""
    parts = urlsplit(address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return world.http.get(target, headers={"Host": parts.netloc, **headers})


def links(world: World, file: File) -> list[str]:
    """The addresses that the doors tell of a file that hangs on an appointment and is for everybody."""
    native = Api(world).post(f"/files/{file.uid}/link", {}).json()["url"]
    (onoffice,) = client_of(world).files(world.appointments["single"].number)["records"]
    headers = {"Authorization": f"Bearer {log_in(world.http, world.timetap)}"}
    timetap = world.http.get(f"/timetap/live/files/{hex_of(file.uid)}", headers=headers).json()["url"]
    addresses = [address for address in _addresses(onoffice["elements"]) if "Anonymous" in address]
    assert len(addresses) == 1
    return [native, *addresses, timetap]


def _addresses(elements: dict[str, object]) -> list[str]:
    return [value for value in elements.values() if isinstance(value, str) and value.startswith("https:")]


@pytest.fixture
def file(apart: World) -> File:
    return apart.file(b"public", visibility=Visibility.ALL, on=[apart.on_appointment()])


def test_links_lead_to_the_download_host_and_work_there(apart: World, file: File) -> None:
    for address in links(apart, file):
        assert address.startswith(f"{HANDING_OUT}/"), address
        answer = ask(apart, address, **OF_A_BROWSER)
        assert (answer.status_code, answer.content) == (200, b"public"), address
        assert "set-cookie" not in answer.headers


def test_an_older_link_still_works_in_programs_and_browsers_are_sent_to_the_download_host(
    apart: World, file: File
) -> None:
    for address in links(apart, file):
        older = address.replace(HANDING_OUT, OWN)
        assert ask(apart, older).content == b"public"
        sent = ask(apart, older, **OF_A_BROWSER)
        assert (sent.status_code, sent.headers["location"], sent.content) == (307, address, b"")


def test_nothing_but_files_with_links_is_served_at_the_download_host(apart: World, file: File) -> None:
    token = {"Authorization": f"Bearer {Api(apart).token}"}
    share = Api(apart).post("/shares", {"items": [file.uid]}).json()["url"]
    assert share.startswith(OWN)
    for path in (
        f"/api/v1/files/{file.uid}/content",
        "/api/v1/session",
        "/api/docs",
        "/healthz",
        "/timetap/live/files",
        f"/telecomx/files/{hex_of(file.uid)[:24]}/note.txt",
        "/onoffice/api/stable/api.php",
        urlsplit(share).path,
        "/",
    ):
        answer = ask(apart, HANDING_OUT + path, **token)
        assert answer.status_code == 404, path
        assert "set-cookie" not in answer.headers


def test_what_is_explained_tells_the_same_addresses(apart: World, file: File) -> None:
    for door in ("onoffice", "timetap"):
        told = json.dumps(Api(apart).get(f"/files/{file.uid}/as/{door}").json())
        assert HANDING_OUT in told
        assert OWN not in told


@pytest.mark.parametrize(
    ("name", "base", "hosts"),
    [
        ("files.example.net", "", ""),
        ("files.example.org", OWN, ""),
        ("https://files.example.net", OWN, ""),
        ("phone.example.org", OWN, "xelion=phone.example.org"),
    ],
)
def test_a_download_host_must_be_another_host_of_a_server_that_knows_its_own(name: str, base: str, hosts: str) -> None:
    settings = Settings(download_host_name=name, public_base_url=base, host_names=hosts)
    with pytest.raises(Invalid, match="download_host_name"):
        settings.download_base_url()
