"""The list of files and folders: what is in it, in which order, and how it leaves."""

import json
from typing import Any

import pytest

from filebook.core.access import Visibility
from filebook.core.ids import Kind
from filebook.services.filing import Hang, NewFile
from filebook.services.folders import NewFolder
from tests.dialects.timetap.client import LIVE, Client, log_in
from tests.world import World


def _names(things: list[dict[str, Any]]) -> list[str]:
    return [thing["fileName"] for thing in things]


def test_the_list_is_flat_and_holds_folders_and_files_of_every_depth_oldest_first(world: World, client: Client) -> None:
    outer = client.folder("outer")
    world.clock.advance(seconds=1)
    inner = client.folder("inner", parentFileLibraryUUID=outer["fileLibraryUUID"])
    world.clock.advance(seconds=1)
    client.upload(name="deep.txt", parentFileLibraryUUID=inner["fileLibraryUUID"])
    world.clock.advance(seconds=1)
    client.upload(name="top.txt")
    assert _names(client.files()) == ["outer", "inner", "deep.txt", "top.txt"]


def test_what_is_equally_old_is_ordered_by_uuid(client: Client) -> None:
    for number in range(5):
        client.folder(f"folder {number}")
        client.upload(name=f"{number}.txt")
    listed = client.files()
    assert len(listed) == 10
    keys = [(thing["createdDate"], thing["fileLibraryUUID"]) for thing in listed]
    assert keys == sorted(keys)


def test_a_listed_object_is_the_object_itself(client: Client) -> None:
    uploaded = client.upload()
    assert client.files() == [uploaded]
    assert client.get(f"/files/{uploaded['fileLibraryUUID']}").json() == uploaded


def test_types_are_matched_exactly(client: Client) -> None:
    client.folder("a folder")
    client.upload(name="private.txt")
    client.upload(name="public.txt", fileLibraryType="ASSET")
    client.upload(name="photo.txt", fileLibraryType="PHOTO")
    for file_type, names in {
        "FOLDER": ["a folder"],
        "FILE": ["private.txt"],
        "ASSET": ["public.txt"],
        "PHOTO": ["photo.txt"],
        "folder": [],
        "photo": [],
    }.items():
        assert _names(client.files(fileLibraryType=file_type)) == names
    assert len(client.files(fileLibraryType="")) == 4


def test_children_are_direct_children_whatever_the_spelling_of_the_folder(client: Client) -> None:
    folder = client.folder("parent")
    uuid = folder["fileLibraryUUID"]
    child = client.folder("child", parentFileLibraryUUID=uuid)
    client.upload(name="grandchild.txt", parentFileLibraryUUID=child["fileLibraryUUID"])
    client.upload(name="child.txt", parentFileLibraryUUID=uuid)
    dashed = f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
    for spelling in (uuid, uuid.upper(), dashed):
        assert sorted(_names(client.files(parentFileLibraryUUID=spelling))) == ["child", "child.txt"]
    assert _names(client.files(parentFileLibraryUUID=uuid, fileLibraryType="FOLDER")) == ["child"]
    assert len(client.files(parentFileLibraryUUID="")) == 4


def test_an_unknown_folder_a_file_and_another_business_s_folder_have_no_children(
    client: Client, foreign_client: Client
) -> None:
    file = client.upload()
    theirs = foreign_client.folder("theirs")
    foreign_client.upload(parentFileLibraryUUID=theirs["fileLibraryUUID"])
    for uuid in ("0" * 32, "../..", file["fileLibraryUUID"], theirs["fileLibraryUUID"]):
        assert client.files(parentFileLibraryUUID=uuid) == []


def test_files_and_folders_are_found_by_what_they_belong_to(world: World, client: Client) -> None:
    appointment, contact = world.appointments["single"].number, world.records["contact"].number
    staff = world.records["staff"].number
    client.upload(name="on appointment.txt", calendarId=appointment)
    client.upload(name="on both.txt", calendarId=appointment, clientId=contact)
    client.upload(name="of staff.txt", professionalId=staff)
    client.folder("client's folder", clientId=contact)
    assert sorted(_names(client.files(calendarId=appointment))) == ["on appointment.txt", "on both.txt"]
    assert sorted(_names(client.files(clientId=contact))) == ["client's folder", "on both.txt"]
    assert _names(client.files(clientId=contact, calendarId=appointment)) == ["on both.txt"]
    assert _names(client.files(clientId=contact, fileLibraryType="FOLDER")) == ["client's folder"]
    assert _names(client.files(professionalId=staff)) == ["of staff.txt"]
    assert client.files(clientId=appointment) == []
    assert client.files(calendarId=2**31 - 1) == []


def test_a_filter_that_cannot_be_meant_is_refused(client: Client) -> None:
    response = client.get("/files", calendarId="undefined")
    assert (response.status_code, response.json()) == (400, "calendarId: invalid value")


def test_pages_together_are_the_whole_list(client: Client) -> None:
    for number in range(7):
        client.folder(f"folder {number}")
    whole = client.files()
    pages = [client.files(pageNumber=number, pageSize=3) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [thing for page in pages for thing in page] == whole
    assert client.files(pageNumber=4, pageSize=3) == []
    assert client.files(pageNumber="9" * 30, pageSize=3) == []
    assert client.files(pageSize=2) == whole[:2]
    assert client.files(pageNumber=1) == whole


def test_files_of_other_doors_are_listed_with_sensible_values(world: World, client: Client) -> None:
    hang = [Hang(Kind.ESTATE, world.records["estate"].number), world.on_appointment()]
    file = world.file(b"a,b\n", name="Exposé (1).csv", by="owner", on=hang)
    listed = client.files()
    assert len(listed) == 1
    assert listed[0] == {
        "businessId": client.business,
        "calendarId": world.appointments["single"].number,
        "clientId": None,
        "contentType": listed[0]["contentType"],
        "createdDate": 1774854000000,
        "createdUser": "owner",
        "deleted": False,
        "emailId": None,
        "encrypted": False,
        "extension": "csv",
        "fileLibraryType": "FILE",
        "fileLibraryUUID": file.uid.replace("-", ""),
        "fileName": "Exposé (1).csv",
        "fileSize": 4,
        "modifiedDate": 1774854000000,
        "modifiedUser": "owner",
        "parentFileLibraryUUID": None,
        "professionalId": None,
        "publicVisible": False,
        "referenceId": None,
        "s3Bucket": "tt-client-private",
        "s3Key": f"{client.business}/{file.uid.replace('-', '')}/Expos___1_.csv",
        "url": None,
    }
    assert listed[0]["contentType"].startswith("text/")


def test_other_people_s_personal_files_are_not_listed(world: World, client: Client) -> None:
    colleague = world.services.accounts.create_user
    world.users["colleague"] = colleague(world.business.number, "colleague", role=world.users["owner"].role)
    world.file(name="colleague's.txt", by="colleague", visibility=Visibility.EMPLOYEE)
    world.file(name="own.txt", by="owner", visibility=Visibility.EMPLOYEE)
    assert _names(client.files()) == ["own.txt"]


def test_another_business_s_files_are_not_listed_even_for_its_reseller(world: World, client: Client) -> None:
    client.upload()
    key = world.services.credentials.issue_signed_key(world.users["reseller"])
    from_parent = Client(world.http, log_in(world.http, key), world.parent.number)
    assert from_parent.files() == []
    uuid = client.files()[0]["fileLibraryUUID"]
    assert from_parent.get(f"/files/{uuid}").json() == f"File for Id {uuid} not found!"


@pytest.fixture
def thousands(world: World) -> int:
    """So many folders and links that they are fetched, and leave, in several batches."""
    owner = world.actor("owner")
    for number in range(1300):
        world.services.folders.create(owner, NewFolder(f"folder {number}"))
        world.clock.advance(milliseconds=number % 2)
    for number in range(1200):
        world.services.filing.add_link(owner, "https://example.org/", new=NewFile(f"link {number}.url"))
        world.clock.advance(milliseconds=number % 3)
    return 2500


@pytest.mark.slow
def test_a_list_of_thousands_leaves_in_pieces_and_equals_its_pages(
    world: World, client: Client, thousands: int
) -> None:
    with world.http.stream("GET", f"{LIVE}/files", headers=client.headers) as response:
        pieces = [piece for piece in response.iter_raw() if piece]
    assert "content-length" not in response.headers
    assert response.headers["content-type"] == "application/json"
    whole = json.loads(b"".join(pieces))
    assert len(whole) == thousands
    keys = [(thing["createdDate"], thing["fileLibraryUUID"]) for thing in whole]
    assert keys == sorted(keys)
    paged: list[dict[str, Any]] = []
    number = 1
    while page := client.files(pageNumber=number, pageSize=700):
        paged += page
        number += 1
    assert paged == whole
    assert len(client.files(pageNumber=1, pageSize=100000)) == 1000
    assert len(client.files(fileLibraryType="FOLDER")) == 1300
