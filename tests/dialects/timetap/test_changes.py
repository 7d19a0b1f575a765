"""`POST /files`: making folders, and changing what is there."""

from typing import Any

import pytest

from tests.dialects.timetap.client import LIVE, Client, path_of
from tests.world import World

READ_ONLY = ("contentType", "createdDate", "createdUser", "encrypted", "extension", "fileSize", "s3Key")


def test_a_folder_is_made_from_the_least_body(client: Client) -> None:
    folder = client.folder("Consent forms")
    assert folder["fileLibraryType"] == "FOLDER"
    assert folder["createdUser"] == folder["modifiedUser"] == "api"
    assert folder["createdDate"] == folder["modifiedDate"]
    assert client.files() == [folder]


def test_two_folders_may_have_one_name(client: Client) -> None:
    first, second = client.folder("Same"), client.folder("Same", fileLibraryUUID="")
    assert first["fileLibraryUUID"] != second["fileLibraryUUID"]
    assert len(client.files()) == 2


def test_a_folder_in_a_folder_can_be_told_as_an_id_in_any_spelling(client: Client) -> None:
    outer = client.folder("outer")["fileLibraryUUID"]
    assert client.folder("inner", parentFileLibraryUUID=outer.upper())["parentFileLibraryUUID"] == outer


def test_an_update_changes_what_is_named_and_leaves_the_rest(world: World, client: Client) -> None:
    appointment = world.appointments["single"].number
    folder = client.folder()
    file = client.upload(calendarId=appointment, referenceId=5, parentFileLibraryUUID=folder["fileLibraryUUID"])
    world.clock.advance(minutes=1)
    renamed = client.change({**file, "fileName": "signed.docx"}).json()
    assert renamed == {
        **file,
        "fileName": "signed.docx",
        "extension": "docx",
        "modifiedDate": file["modifiedDate"] + 60_000,
        "modifiedUser": "api",
    }
    assert client.get(f"/files/{file['fileLibraryUUID']}").json() == renamed


def test_null_takes_away_the_folder_and_each_link(world: World, client: Client) -> None:
    links = {
        "calendarId": world.appointments["single"].number,
        "clientId": world.records["contact"].number,
        "professionalId": world.records["staff"].number,
        "emailId": 4,
        "referenceId": 5,
        "parentFileLibraryUUID": client.folder()["fileLibraryUUID"],
    }
    file = client.upload(**links)
    assert {name: file[name] for name in links} == links
    cleared = client.change(file, **dict.fromkeys(links)).json()
    assert [cleared[name] for name in links] == [None] * 6
    assert client.files(calendarId=links["calendarId"]) == []


def test_ids_may_come_as_decimal_strings(world: World, client: Client) -> None:
    file = client.upload()
    number = world.appointments["single"].number
    changed = client.change({**file, "businessId": str(client.business)}, calendarId=str(number)).json()
    assert changed["calendarId"] == number


def test_a_new_appointment_replaces_only_the_one_that_was_shown(world: World, client: Client) -> None:
    single, recurring = world.appointments["single"].number, world.appointments["recurring"].number
    file = client.upload(calendarId=single)
    moved = client.change(file, calendarId=recurring).json()
    assert moved["calendarId"] == recurring
    assert client.files(calendarId=single) == []
    assert client.files(calendarId=recurring) == [moved]


def test_an_object_that_was_read_can_be_sent_back_whole(world: World, client: Client) -> None:
    folder = client.folder("in here", clientId=world.records["contact"].number)
    file = client.upload(
        calendarId=world.appointments["single"].number, parentFileLibraryUUID=folder["fileLibraryUUID"], emailId=9
    )
    asset = client.upload(name="logo.png", fileLibraryType="ASSET")
    for thing in (file, asset, folder):
        written = client.post(thing)
        assert written.status_code == 200, written.text
        kept = {name: value for name, value in written.json().items() if not name.startswith("modified")}
        assert kept == {name: value for name, value in thing.items() if not name.startswith("modified")}


def test_read_only_properties_are_ignored(client: Client) -> None:
    file = client.upload()
    changed = client.post({**file, **dict.fromkeys(READ_ONLY, "nonsense"), "s3Bucket": 5, "url": [], "new": {}}).json()
    assert [changed[name] for name in READ_ONLY] == [file[name] for name in READ_ONLY]


def test_every_change_is_later_than_the_one_before(client: Client) -> None:
    file = client.upload()
    moments = [file["modifiedDate"], *(client.post(file).json()["modifiedDate"] for _ in range(3))]
    assert moments == sorted(set(moments))


def test_a_private_file_is_published_and_withdrawn(world: World, client: Client) -> None:
    file = client.upload(b"made up", name="price list.txt")
    asset = client.change({**file, "fileLibraryType": "ASSET"}).json()
    assert (asset["publicVisible"], asset["s3Bucket"]) == (True, "tt-client-public")
    assert asset["s3Key"] == file["s3Key"]
    assert world.http.get(path_of(asset["url"])).content == b"made up"
    withdrawn = client.post({**asset, "fileLibraryType": "FILE"}).json()
    assert (withdrawn["publicVisible"], withdrawn["s3Bucket"], withdrawn["url"]) == (False, "tt-client-private", None)
    assert world.http.get(path_of(asset["url"])).status_code == 404


def test_public_visible_alone_publishes_nothing(world: World, client: Client) -> None:
    file = client.upload()
    visible = client.change(file, publicVisible=True).json()
    assert (visible["publicVisible"], visible["fileLibraryType"], visible["url"]) == (True, "FILE", None)
    assert world.http.get(f"/timetap/tt-client-public/{file['s3Key']}").status_code == 404


def test_the_trash_hides_a_file_from_lists_and_address_until_it_is_restored(world: World, client: Client) -> None:
    asset = client.upload(b"made up", fileLibraryType="ASSET")
    uuid = asset["fileLibraryUUID"]
    trashed = client.change(asset, deleted=True).json()
    assert (trashed["deleted"], trashed["url"]) == (True, None)
    assert client.files() == []
    assert client.files(deleted="true") == [trashed]
    assert world.http.get(path_of(asset["url"])).status_code == 404
    assert client.get(f"/files/{uuid}").json() == f"File for Id {uuid} not found!"
    assert client.get(f"/files/{uuid}/content").status_code == 400
    restored = client.change(asset, deleted=False).json()
    assert (restored["deleted"], restored["url"]) == (False, asset["url"])
    assert client.files() == [restored]
    assert world.http.get(path_of(asset["url"])).content == b"made up"


def test_a_folder_goes_to_the_trash_and_comes_back_with_what_is_in_it(client: Client) -> None:
    folder = client.folder()
    inside = client.upload(parentFileLibraryUUID=folder["fileLibraryUUID"])
    client.change(folder, deleted=True)
    assert client.files() == []
    assert {thing["fileLibraryUUID"] for thing in client.files(deleted=1)} == {
        folder["fileLibraryUUID"],
        inside["fileLibraryUUID"],
    }
    in_trash = client.files(deleted=1, parentFileLibraryUUID=folder["fileLibraryUUID"])
    assert [thing["fileLibraryUUID"] for thing in in_trash] == [inside["fileLibraryUUID"]]
    client.change(folder, deleted=False)
    assert client.files(parentFileLibraryUUID=folder["fileLibraryUUID"]) == [inside]


def test_a_trashed_object_can_be_changed_without_leaving_the_trash(client: Client) -> None:
    folder = client.folder()
    file = client.upload(parentFileLibraryUUID=folder["fileLibraryUUID"])
    client.change(folder, deleted=True)
    trashed = client.files(deleted=1, fileLibraryType="FILE")[0]
    changed = client.post({**trashed, "fileName": "renamed.pdf"}).json()
    assert (changed["deleted"], changed["fileName"]) == (True, "renamed.pdf")
    assert changed["fileLibraryUUID"] == file["fileLibraryUUID"]


def _refused(world: World, client: Client, body: Any) -> tuple[int, Any]:
    """What the answer is; and nothing may have changed."""
    before, listed = world.stored(), client.files()
    response = world.http.post(f"{LIVE}/files", json=body, headers=client.headers)
    assert world.stored() == before
    assert client.files() == listed
    return response.status_code, response.json()


@pytest.mark.parametrize("name", ["businessId", "fileLibraryType", "fileName"])
@pytest.mark.parametrize("value", [None, "", ...])
def test_a_body_without_a_required_property_changes_nothing(
    world: World, client: Client, name: str, value: object
) -> None:
    body = client.upload() | {name: value}
    if value is ...:
        del body[name]
    assert _refused(world, client, body) == (400, f"{name}: field required")


@pytest.mark.parametrize(
    "text", ["", "[]", "5", '"x"', "null", "{", '{"a":1}{', '{"fileName":NaN}', "\ud7ff[", "[" * 9000]
)
def test_a_body_that_is_no_object_is_refused_with_a_string(world: World, client: Client, text: str) -> None:
    before = world.stored()
    response = world.http.post(f"{LIVE}/files", content=text.encode(), headers=client.headers)
    assert response.status_code == 400
    assert isinstance(response.json(), str)
    assert world.stored() == before


def test_a_repeated_key_is_refused(world: World, client: Client) -> None:
    body = f'{{"businessId":{client.business},"businessId":1,"fileLibraryType":"FOLDER","fileName":"x"}}'
    response = world.http.post(f"{LIVE}/files", content=body, headers=client.headers)
    assert response.status_code == 400
    assert client.files() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"fileName": "../x"},
        {"fileName": "a/b"},
        {"fileName": "a\\b"},
        {"fileName": "x" * 300},
        {"fileName": "\u202egpj.exe"},
        {"fileName": ["x"]},
        {"fileName": 5},
        {"fileLibraryType": True},
        {"calendarId": "x"},
        {"calendarId": -1},
        {"calendarId": 2**31},
        {"calendarId": 1.5},
        {"clientId": {"clientId": 1}},
        {"deleted": "perhaps"},
        {"publicVisible": 7},
        {"parentFileLibraryUUID": 5},
        {"fileLibraryUUID": 5},
    ],
)
def test_a_property_that_cannot_be_meant_is_named_in_the_refusal(
    world: World, client: Client, wrong: dict[str, object]
) -> None:
    body = {"businessId": client.business, "fileLibraryType": "FOLDER", "fileName": "x", **wrong}
    status, text = _refused(world, client, body)
    assert status == 400
    assert text == f"{next(iter(wrong))}: invalid value"


@pytest.mark.parametrize("uuid", [None, "", ...])
@pytest.mark.parametrize("file_type", ["FILE", "ASSET", "folder"])
def test_content_does_not_come_without_an_upload(world: World, client: Client, file_type: str, uuid: object) -> None:
    body = {"businessId": client.business, "fileLibraryType": file_type, "fileName": "x"}
    if uuid is not ...:
        body["fileLibraryUUID"] = uuid
    assert _refused(world, client, body) == (400, "fileLibraryType: invalid value")


def test_another_business_s_number_is_forbidden(world: World, client: Client) -> None:
    for business in (world.unrelated.number, world.parent.number, 999999):
        body = {"businessId": business, "fileLibraryType": "FOLDER", "fileName": "x"}
        assert _refused(world, client, body) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize("uuid", ["0" * 32, "x", "6F1C0A4B-E2D8-4F5F-9A3B-7C1D2E4F6A80", " "])
@pytest.mark.parametrize("file_type", ["FILE", "FOLDER"])
def test_an_unknown_uuid_is_never_created(world: World, client: Client, file_type: str, uuid: str) -> None:
    body = {"businessId": client.business, "fileLibraryType": file_type, "fileName": "x", "fileLibraryUUID": uuid}
    assert _refused(world, client, body) == (400, f"File for Id {uuid} not found!")


def test_another_business_s_object_does_not_exist(world: World, client: Client, foreign_client: Client) -> None:
    for theirs in (foreign_client.upload(), foreign_client.folder()):
        uuid = theirs["fileLibraryUUID"]
        body = {**theirs, "businessId": client.business, "fileName": "ours now"}
        assert _refused(world, client, body) == (400, f"File for Id {uuid} not found!")
        assert foreign_client.get(f"/files/{uuid}").json() == theirs


def test_a_parent_must_be_a_folder_of_this_business(world: World, client: Client, foreign_client: Client) -> None:
    file, moved, folder = client.upload(), client.upload(), client.folder()
    trashed = client.folder("trashed")
    client.change(trashed, deleted=True)
    theirs = foreign_client.folder()
    for parent in ("0" * 32, "x", file["fileLibraryUUID"], theirs["fileLibraryUUID"], trashed["fileLibraryUUID"]):
        expected = (400, f"Folder for Id {parent} not found!")
        new = {"businessId": client.business, "fileLibraryType": "FOLDER", "fileName": "x"}
        for body in (new, moved, folder):
            assert _refused(world, client, {**body, "parentFileLibraryUUID": parent}) == expected


def test_a_folder_is_not_put_into_itself_nor_below(world: World, client: Client) -> None:
    outer = client.folder("outer")
    inner = client.folder("inner", parentFileLibraryUUID=outer["fileLibraryUUID"])
    for parent in (outer, inner):
        body = {**outer, "parentFileLibraryUUID": parent["fileLibraryUUID"]}
        status, text = _refused(world, client, body)
        assert status == 400
        assert isinstance(text, str)


def test_a_link_must_lead_to_something_of_its_kind_in_this_business(world: World, client: Client) -> None:
    file, folder = client.upload(), client.folder()
    estate = world.records["estate"].number
    for name, word in {"calendarId": "Appointment", "clientId": "Client", "professionalId": "Staff"}.items():
        for number in (estate, 2**31 - 1):
            for thing in (file, folder):
                expected = (400, f"{word} for Id {number} not found!")
                assert _refused(world, client, {**thing, name: number}) == expected


def test_a_refused_link_leaves_the_name_as_it_was_too(world: World, client: Client) -> None:
    file = client.upload()
    body = {**file, "fileName": "changed.pdf", "calendarId": 2**31 - 1, "deleted": True}
    assert _refused(world, client, body)[0] == 400


def test_a_folder_does_not_become_a_file_nor_the_reverse(world: World, client: Client) -> None:
    for thing, other in ((client.folder(), "FILE"), (client.folder(), "ASSET"), (client.upload(), "FOLDER")):
        expected = (400, "fileLibraryType: invalid value")
        assert _refused(world, client, {**thing, "fileLibraryType": other}) == expected


def test_somebody_who_may_only_read_writes_nothing(world: World, client: Client, viewer_client: Client) -> None:
    file, folder = client.upload(), client.folder()
    for body in (file, folder, {**file, "deleted": True}, {**folder, "deleted": True}):
        assert _refused(world, viewer_client, body) == (403, {"message": "Forbidden"})
    new = {"businessId": client.business, "fileLibraryType": "FOLDER", "fileName": "x"}
    assert _refused(world, viewer_client, new) == (403, {"message": "Forbidden"})


def test_a_body_beyond_a_mebibyte_is_refused(world: World, client: Client) -> None:
    before = world.stored()
    response = world.http.post(f"{LIVE}/files", content=b" " * 1024 * 1025, headers=client.headers)
    assert response.status_code == 413
    assert list(response.json()) == ["message"]
    assert world.stored() == before
