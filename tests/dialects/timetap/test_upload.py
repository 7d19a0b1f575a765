"""`fileUploadS3.do`: every encoding of an upload."""

import base64
import json

import pytest

from tests.dialects.timetap.client import UPLOAD, Client, field, file_part
from tests.dialects.timetap.forms import DATA, content, fields_of, parts_of, send_form
from tests.world import World


def test_plain_parts_become_a_private_file(world: World, client: Client) -> None:
    file = client.upload(DATA, name="scan.bin")
    assert (file["fileName"], file["fileSize"], file["fileLibraryType"]) == ("scan.bin", len(DATA), "FILE")
    assert file["createdUser"] == file["modifiedUser"] == "mira.lind"
    assert file["url"] is None
    assert content(client, file) == DATA


@pytest.mark.parametrize("first", [True, False])
def test_the_file_may_come_first_or_last(world: World, client: Client, first: bool) -> None:
    fields = parts_of(fields_of(client))
    parts = [file_part(DATA), *fields] if first else [*fields, file_part(DATA)]
    response = send_form(world, parts, headers=client.headers)
    assert response.status_code == 200
    assert content(client, response.json()) == DATA


@pytest.mark.parametrize("prefix", ["/timetap", "/timetap/live", "/timetap/test"])
def test_the_upload_is_served_at_the_root_and_below_each_prefix(world: World, client: Client, prefix: str) -> None:
    parts = [*parts_of(fields_of(client)), file_part(DATA)]
    response = send_form(world, parts, path=f"{prefix}/businessWeb/fileUploadS3.do/", headers=client.headers)
    assert response.status_code == 200


def test_an_asset_has_an_address_at_once(world: World, client: Client) -> None:
    asset = client.upload(DATA, name="price list 2031.bin", fileLibraryType="ASSET")
    assert asset["url"] == f"http://filebook.test/timetap/tt-client-public/{asset['s3Key']}"
    assert asset["s3Key"] == f"{client.business}/{asset['fileLibraryUUID']}/price_list_2031.bin"
    assert asset["publicVisible"] is True


def test_everything_that_may_be_given_is_kept(world: World, client: Client) -> None:
    given = {
        "parentFileLibraryUUID": client.folder()["fileLibraryUUID"],
        "calendarId": world.appointments["recurring"].number,
        "clientId": world.records["contact"].number,
        "professionalId": world.records["staff"].number,
        "emailId": 11,
        "referenceId": 2**31 - 1,
        "publicVisible": True,
        "fileLibraryType": "PHOTO",
    }
    file = client.upload(**given)
    assert {name: file[name] for name in given} == given
    assert file["url"] is None


def test_empty_fields_are_as_if_absent(client: Client) -> None:
    file = client.upload(fileLibraryType="", parentFileLibraryUUID="", calendarId="", publicVisible="")
    assert (file["fileLibraryType"], file["parentFileLibraryUUID"], file["calendarId"]) == ("FILE", None, None)


def test_the_type_of_the_part_is_kept_and_an_empty_one_is_guessed(world: World, client: Client) -> None:
    fields = parts_of(fields_of(client, uploadedFileName="scan.pdf"))
    for sent, kept in {"application/pdf": "application/pdf", "application/octet-stream": "application/pdf"}.items():
        part = file_part(b"%PDF-1.7\nmade up", media_type=sent)
        assert send_form(world, [*fields, part], headers=client.headers).json()["contentType"] == kept
    told = file_part(b"made up", media_type="Application/X-Made-Up; v=1")
    assert send_form(world, [*fields, told], headers=client.headers).json()["contentType"] == "application/x-made-up"


def test_a_file_of_no_bytes_is_a_file(client: Client) -> None:
    file = client.upload(b"", name="empty.txt")
    assert file["fileSize"] == 0
    assert content(client, file) == b""


def test_two_uploads_of_one_name_are_two_files(client: Client) -> None:
    first, second = client.upload(), client.upload()
    assert first["fileLibraryUUID"] != second["fileLibraryUUID"]
    assert first["s3Key"] != second["s3Key"]


@pytest.mark.parametrize(
    ("sent", "kept", "key_name"),
    [
        ("../../../etc/passwd", "passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini", "boot.ini"),
        ("%2e%2e%2fx.txt", "%2e%2e%2fx.txt", "_2e_2e_2fx.txt"),
        ("Übersicht – 日本.pdf", "Übersicht – 日本.pdf", "_bersicht_____.pdf"),
        ('quo"te; a=b.txt', 'quo"te; a=b.txt', "quo_te__a_b.txt"),
        ("tab\tbell\x07.txt", "tabbell.txt", "tabbell.txt"),
    ],
)
def test_a_name_is_cleaned_as_documented(client: Client, sent: str, kept: str, key_name: str) -> None:
    file = client.upload(name=sent)
    assert file["fileName"] == kept
    assert file["s3Key"] == f"{client.business}/{file['fileLibraryUUID']}/{key_name}"


def test_without_a_field_the_part_s_own_name_is_taken(world: World, client: Client) -> None:
    fields = fields_of(client)
    del fields["uploadedFileName"]
    parts = [*parts_of(fields), file_part(DATA, name="../from the part.bin")]
    assert send_form(world, parts, headers=client.headers).json()["fileName"] == "from the part.bin"


def test_a_file_may_come_as_a_part_of_text_without_a_name(world: World, client: Client) -> None:
    parts = [*parts_of(fields_of(client)), field("file", "héllo")]
    response = send_form(world, parts, headers=client.headers)
    assert content(client, response.json()) == "héllo".encode()


def test_the_fields_may_be_one_json_part(world: World, client: Client) -> None:
    text = json.dumps(fields_of(client, referenceId=7)).encode()
    for part in (
        ("fileUploadS3", (None, text, "application/json")),
        ("fileUploadS3", ("blob", text, "application/json")),
    ):
        for parts in ([part, file_part(DATA)], [file_part(DATA), part]):
            response = send_form(world, parts, headers=client.headers)
            assert response.status_code == 200, response.text
            assert (response.json()["fileName"], response.json()["referenceId"]) == ("scan.bin", 7)
            assert content(client, response.json()) == DATA


@pytest.mark.parametrize("front", ["", "data:text/csv;base64,", "data:;base64,"])
def test_the_file_may_be_base64_in_json(world: World, client: Client, front: str) -> None:
    body = fields_of(client, file=front + base64.b64encode(DATA).decode())
    file = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    assert file["fileSize"] == len(DATA)
    assert content(client, file) == DATA
    assert (file["contentType"] == "text/csv") is ("csv" in front)


def test_base64_needs_neither_padding_nor_one_line_nor_a_place_at_the_end(world: World, client: Client) -> None:
    text = base64.encodebytes(DATA).decode().rstrip("=\n")
    body = {"file": text, **fields_of(client)}
    file = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    assert content(client, file) == DATA


@pytest.mark.parametrize("text", ["", "data:text/plain;base64,"])
def test_no_base64_at_all_is_a_file_of_no_bytes(client: Client, text: str) -> None:
    response = client.http.post(UPLOAD, json=fields_of(client, file=text), headers=client.headers)
    assert (response.status_code, response.json()["fileSize"]) == (200, 0)


def test_the_token_may_be_a_field_of_the_form_before_or_after_the_file(world: World, client: Client) -> None:
    fields, token = parts_of(fields_of(client)), field("sessionToken", client.token)
    for parts in ([token, *fields, file_part(DATA)], [file_part(DATA), *fields, token]):
        assert send_form(world, parts).status_code == 200


def test_the_token_may_be_a_key_of_the_json(world: World, client: Client) -> None:
    body = fields_of(client, file=base64.b64encode(DATA).decode(), sessionToken=client.token)
    assert world.http.post(UPLOAD, json=body).status_code == 200
    text = json.dumps(fields_of(client, sessionToken=client.token)).encode()
    assert send_form(world, [("fileUploadS3", (None, text, None)), file_part(DATA)]).status_code == 200


def test_the_token_in_the_query_works_too(world: World, client: Client) -> None:
    parts = [*parts_of(fields_of(client)), file_part(DATA)]
    assert send_form(world, parts, path=f"{UPLOAD}?sessionToken={client.token}").status_code == 200


def test_a_large_file_arrives_whole(client: Client) -> None:
    data = bytes(range(251)) * 20_000
    form = client.upload(data, name="large.bin")
    body = fields_of(client, file=base64.b64encode(data).decode())
    as_json = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    for file in (form, as_json):
        assert file["fileSize"] == len(data)
        assert content(client, file) == data
