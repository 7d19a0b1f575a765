"""The promise, pair by pair: what one language puts in, each other one reads; and what goes is gone everywhere.

The pairs are every door that can write a file so far, with every other door: each must read the same name, the same
bytes and the same numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from filebook.core.files import Quarantine
from filebook.core.ids import Kind, Number, Uid, hex_of, short_of
from filebook.services.filing import Hang
from tests.dialects.onoffice.client import client_of
from tests.dialects.timetap.client import Client as TimetapClient
from tests.dialects.timetap.client import log_in, path_of
from tests.world import PASSWORD, World, make_world

BYTES = b"%PDF-1.7 one file in four languages \x00\xff"
NAME = "Vertrag Straße.pdf"


@dataclass(frozen=True)
class Put:
    """A file as the door that took it named it."""

    number: int
    uid: Uid


@dataclass(frozen=True)
class Seen:
    """A file as a door shows it."""

    name: str
    size_bytes: int
    data: bytes


def timetap(world: World) -> TimetapClient:
    return TimetapClient(world.http, log_in(world.http, world.timetap), world.business.number)


def telecomx_headers(world: World) -> dict[str, str]:
    login = {"username": world.users["owner"].email, "password": PASSWORD}
    token = world.http.post("/telecomx/auth/login", json=login).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def xelion_headers(world: World) -> dict[str, str]:
    login = {"userName": "owner", "password": PASSWORD, "userSpace": "pairs"}
    answer = world.http.post("/xelion/api/v1/master/me/login", json=login).json()
    return {"Authorization": f"xelion {answer['authentication']}"}


def put_by_onoffice(world: World) -> Put:
    appointment = world.appointments["single"].number
    elements = client_of(world).upload(BYTES, file=NAME, module="appointment", relatedRecordId=appointment)
    number = int(elements["fileId"])
    return Put(number, world.services.library.file(world.actor("owner"), number).uid)  # type: ignore[arg-type]


def put_by_timetap(world: World) -> Put:
    made = timetap(world).upload(BYTES, name=NAME, calendarId=world.appointments["single"].number)
    digits = made["fileLibraryUUID"]
    uid = Uid("-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])))
    return Put(world.services.library.file_by_uid(world.actor("owner"), uid).number, uid)


def put_by_telecomx(world: World) -> Put:
    """TelecomX knows nothing of appointments, so TimeTap says on which the file hangs."""
    files: list[Any] = [("filename", (None, NAME)), ("file", ("scan0001.pdf", BYTES, "application/pdf"))]
    made = world.http.post("/telecomx/file", files=files, headers=telecomx_headers(world)).json()
    found = world.services.library.file_or_folder_by_short(world.actor("owner"), made["_id"])
    client = timetap(world)
    shown = client.get(f"/files/{hex_of(found.uid)}").json()
    assert client.change(shown, calendarId=world.appointments["single"].number).status_code == 200
    return Put(found.number, found.uid)


def read_by_onoffice(world: World, put: Put) -> Seen | None:
    """By its number, in the list of the appointment it hangs on, and by the link there."""
    data = client_of(world).files(world.appointments["single"].number, fileId=put.number)
    if not data["records"]:
        return None
    (record,) = data["records"]
    assert record["id"] == put.number
    assert data["meta"]["cntabsolute"] == 1
    elements = record["elements"]
    return Seen(elements["filename"], int(elements["fileSize"]), world.http.get(path_of(elements["url"])).content)


def read_by_timetap(world: World, put: Put) -> Seen | None:
    """By its uid without dashes, in the list of all files, and by its content route."""
    client = timetap(world)
    shown = [item for item in client.files() if item["fileLibraryUUID"] == hex_of(put.uid)]
    if not shown:
        return None
    assert shown[0]["calendarId"] == world.appointments["single"].number
    data = client.get(f"/files/{hex_of(put.uid)}/content").content
    return Seen(shown[0]["fileName"], shown[0]["fileSize"], data)


def read_by_telecomx(world: World, put: Put) -> Seen | None:
    """By the first digits of its uid, and by its protected address."""
    headers = telecomx_headers(world)
    response = world.http.get(f"/telecomx/file/{short_of(put.uid)}", headers=headers)
    if response.status_code == 404:
        return None
    shown: dict[str, Any] = response.json()
    data = world.http.get(path_of(shown["url"]), headers=headers).content
    return Seen(f"{shown['filename']}.{shown['filetype']}", shown["size"], data)


def read_by_xelion(world: World, put: Put) -> Seen | None:
    """By its number below the appointment it hangs on, as raw bytes."""
    path = f"/xelion/api/v1/master/appointments/{world.appointments['single'].number}/attachments/{put.number}"
    headers = xelion_headers(world)
    response = world.http.get(path, headers=headers)
    if response.status_code == 404:
        return None
    shown = response.json()["object"]
    raw = world.http.get(path, params={"response_type": "stream"}, headers=headers).content
    return Seen(shown["originalLocation"], shown["size"], raw)


def native(world: World) -> dict[str, str]:
    """The owner's token at the doors of our own."""
    return {"Authorization": f"Bearer {world.services.credentials.issue_bearer(world.users['owner']).secret}"}


def put_by_native(world: World) -> Put:
    """The bytes themselves, straight onto the appointment."""
    path = f"/api/v1/appointments/{world.appointments['single'].number}/files"
    headers = {**native(world), "Content-Type": "application/pdf"}
    made = world.http.post(path, params={"name": NAME}, content=BYTES, headers=headers).json()
    return Put(made["number"], Uid(made["id"]))


def put_by_tus(world: World) -> Put:
    """A resumable upload, then filed away and hung on the appointment."""
    headers = native(world)
    tus = {**headers, "Tus-Resumable": "1.0.0"}
    made = world.http.post("/uploads", headers={**tus, "Upload-Length": str(len(BYTES))})
    sent = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    location = path_of(made.headers["location"])
    assert world.http.patch(location, content=BYTES, headers=sent).status_code == 204
    said = {"upload": location.rpartition("/")[2], "name": NAME}
    shown = world.http.post("/api/v1/files", json=said, headers=headers).json()
    on = f"/api/v1/appointments/{world.appointments['single'].number}/files/{shown['id']}"
    assert world.http.put(on, json={}, headers=headers).status_code in {200, 201}
    return Put(shown["number"], Uid(shown["id"]))


def read_by_native(world: World, put: Put) -> Seen | None:
    """By its uid, with the appointment that it hangs on, and its content."""
    headers = native(world)
    response = world.http.get(f"/api/v1/files/{put.uid}", headers=headers)
    if response.status_code == 404:
        return None
    shown = response.json()
    assert shown["number"] == put.number
    assert [one["number"] for one in shown["attachments"]] == [world.appointments["single"].number]
    data = world.http.get(f"/api/v1/files/{put.number}/content", headers=headers).content
    return Seen(shown["name"], shown["size_bytes"], data)


WRITERS: dict[str, Callable[[World], Put]] = {
    "onoffice": put_by_onoffice,
    "timetap": put_by_timetap,
    "telecomx": put_by_telecomx,
    "native": put_by_native,
    "tus": put_by_tus,
}
READERS: dict[str, Callable[[World, Put], Seen | None]] = {
    "onoffice": read_by_onoffice,
    "timetap": read_by_timetap,
    "telecomx": read_by_telecomx,
    "xelion": read_by_xelion,
    "native": read_by_native,
}
PAIRS = [(writer, reader) for writer in WRITERS for reader in READERS if writer != reader]


@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_one_language_puts_in_the_other_reads(world: World, writer: str, reader: str) -> None:
    put = WRITERS[writer](world)
    assert READERS[reader](world, put) == Seen(NAME, len(BYTES), BYTES)


@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_is_renamed_through_timetap_is_renamed_everywhere(world: World, writer: str, reader: str) -> None:
    put = WRITERS[writer](world)
    client = timetap(world)
    shown = client.get(f"/files/{hex_of(put.uid)}").json()
    assert client.change(shown, fileName="Renamed.pdf").status_code == 200
    seen = READERS[reader](world, put)
    assert seen is not None
    assert seen.name == "Renamed.pdf"


@pytest.mark.parametrize("way", ["deleted for good", "put in the trash"])
@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_goes_through_timetap_is_gone_everywhere(world: World, writer: str, reader: str, way: str) -> None:
    put = WRITERS[writer](world)
    client = timetap(world)
    if way == "deleted for good":
        assert client.delete(hex_of(put.uid)).status_code == 200
    else:
        shown = client.get(f"/files/{hex_of(put.uid)}").json()
        assert client.change(shown, deleted=True).status_code == 200
    assert READERS[reader](world, put) is None


@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_goes_through_telecomx_is_gone_everywhere_and_can_come_back(
    world: World, writer: str, reader: str
) -> None:
    put = WRITERS[writer](world)
    path = f"/telecomx/file/{short_of(put.uid)}"
    assert world.http.delete(path, headers=telecomx_headers(world)).json() == {"success": True}
    assert READERS[reader](world, put) is None
    trashed = timetap(world).files(deleted="true")
    assert timetap(world).change(trashed[0], deleted=False).status_code == 200
    assert READERS[reader](world, put) == Seen(NAME, len(BYTES), BYTES)


@pytest.mark.parametrize("writer", WRITERS)
def test_level_and_description_of_telecomx_are_type_and_note_elsewhere(world: World, writer: str) -> None:
    put = WRITERS[writer](world)
    said = {"accessLevel": "ALL", "description": "Unterschrieben"}
    headers = telecomx_headers(world)
    changed = world.http.post(f"/telecomx/file/{short_of(put.uid)}", json=said, headers=headers).json()
    shown = timetap(world).get(f"/files/{hex_of(put.uid)}").json()
    assert (shown["fileLibraryType"], world.http.get(path_of(shown["url"])).content) == ("ASSET", BYTES)
    assert world.http.get(path_of(changed["url"])).content == BYTES
    estate, owner = world.records["estate"].number, world.actor("owner")
    world.services.filing.attach(
        owner, world.services.library.file_by_uid(owner, put.uid), on=Hang(Kind.ESTATE, estate)
    )
    result = client_of(world).call("get", "file", {"estateid": estate}, resourceid="estate")
    assert [record["elements"]["freetext"] for record in result["data"]["records"]] == ["Unterschrieben"]
    client = timetap(world)
    assert client.change(shown, fileLibraryType="FILE").status_code == 200
    again = world.http.get(f"/telecomx/file/{short_of(put.uid)}", headers=headers).json()
    assert (again["accessLevel"], again["description"]) == ("CUSTOMER", "Unterschrieben")


def test_a_folder_of_telecomx_is_one_of_timetap_and_the_other_way_round(world: World) -> None:
    headers, client = telecomx_headers(world), timetap(world)
    outer = client.folder("Verträge")
    body = {"type": "FOLDER", "filename": "Entwürfe", "folder": outer["fileLibraryUUID"][:24]}
    inner = world.http.post("/telecomx/file", json=body, headers=headers).json()
    shown = next(item for item in client.files() if item["fileName"] == "Entwürfe")
    assert (shown["fileLibraryType"], shown["parentFileLibraryUUID"]) == ("FOLDER", outer["fileLibraryUUID"])
    assert shown["fileLibraryUUID"].startswith(inner["_id"])
    listed = world.http.get("/telecomx/file", params={"folder": inner["folder"]}, headers=headers).json()
    assert listed["files"] == [inner]


@pytest.mark.parametrize("reader", READERS)
def test_a_file_taken_off_its_appointment_is_still_a_file(world: World, reader: str) -> None:
    put = put_by_onoffice(world)
    client = timetap(world)
    shown = client.get(f"/files/{hex_of(put.uid)}").json()
    assert client.change(shown, calendarId=None).status_code == 200
    if reader in {"onoffice", "xelion"}:
        assert READERS[reader](world, put) is None
    elif reader == "native":
        shown = world.http.get(f"/api/v1/files/{put.uid}", headers=native(world)).json()
        assert (shown["number"], shown["attachments"]) == (put.number, [])
    elif reader == "telecomx":
        assert read_by_telecomx(world, put) == Seen(NAME, len(BYTES), BYTES)
    else:
        assert client.get(f"/files/{hex_of(put.uid)}").json()["calendarId"] is None


def test_one_appointment_has_one_number_in_every_language(world: World) -> None:
    number = world.appointments["single"].number
    put = put_by_onoffice(world)
    assert timetap(world).get(f"/files/{hex_of(put.uid)}").json()["calendarId"] == number
    shown = world.http.get(f"/xelion/api/v1/master/appointments/{number}", headers=xelion_headers(world)).json()
    assert shown["object"]["oid"] == str(number)


@pytest.mark.parametrize("reader", READERS)
def test_new_bytes_through_native_are_read_everywhere_and_old_links_lead_nowhere(world: World, reader: str) -> None:
    put = put_by_onoffice(world)
    (record,) = client_of(world).files(world.appointments["single"].number, fileId=put.number)["records"]
    link = path_of(record["elements"]["url"])
    assert world.http.get(link).content == BYTES
    path = f"/api/v1/files/{put.uid}/content"
    assert world.http.put(path, content=b"other", headers=native(world)).json()["version"] == 2
    assert READERS[reader](world, put) == Seen(NAME, 5, b"other")
    assert world.http.get(link).status_code == 404


@pytest.mark.parametrize("writer", WRITERS)
def test_what_waits_for_the_scanner_is_shown_everywhere_and_its_bytes_nowhere(tmp_path: Path, writer: str) -> None:
    world = make_world(tmp_path / "data", clamd_address="127.0.0.1:1")
    put = WRITERS[writer](world)
    # Xelion tells of one attachment together with its bytes, and so not yet.
    path = f"/xelion/api/v1/master/appointments/{world.appointments['single'].number}/attachments/{put.number}"
    assert world.http.get(path, headers=xelion_headers(world)).status_code == 503
    for read in (read_by_onoffice, read_by_timetap, read_by_telecomx, read_by_native):
        seen = read(world, put)
        assert seen is not None
        assert (seen.name, seen.size_bytes) == (NAME, len(BYTES))
        assert BYTES not in seen.data
    business, number, released = world.business.number, Number(put.number), Quarantine.NONE
    world.house.catalogue.write(
        lambda tables: tables.files.set_quarantine(business, number, version=1, quarantine=released)
    )
    assert [read(world, put) for read in READERS.values()] == [Seen(NAME, len(BYTES), BYTES)] * len(READERS)
    world.close()
