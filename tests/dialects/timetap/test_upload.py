"""`fileUploadS3.do`: every encoding of an upload, and every reason to keep none of it."""

import asyncio
import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response

from filebook.core.businesses import Limits
from filebook.dialects.timetap.upload import STRICT_LIMIT_BYTES
from tests.dialects.timetap.client import LIVE, UPLOAD, Client, Part, field, file_part
from tests.world import World

DATA = bytes(range(256)) * 5


def _content(client: Client, file: dict[str, Any]) -> bytes:
    return client.get(f"/files/{file['fileLibraryUUID']}/content").content


def _fields(client: Client, **more: object) -> dict[str, object]:
    return {"businessId": client.business, "uploadedFileName": "scan.bin", "userName": "mira.lind", **more}


def _sent_form(world: World, parts: list[Part], *, path: str = UPLOAD, headers: Any = None) -> Response:
    return world.http.post(path, files=parts, headers=headers)


def _parts(fields: dict[str, object]) -> list[Part]:
    return [field(name, value) for name, value in fields.items()]


def test_plain_parts_become_a_private_file(world: World, client: Client) -> None:
    file = client.upload(DATA, name="scan.bin")
    assert (file["fileName"], file["fileSize"], file["fileLibraryType"]) == ("scan.bin", len(DATA), "FILE")
    assert file["createdUser"] == file["modifiedUser"] == "mira.lind"
    assert file["url"] is None
    assert _content(client, file) == DATA


@pytest.mark.parametrize("first", [True, False])
def test_the_file_may_come_first_or_last(world: World, client: Client, first: bool) -> None:
    fields = _parts(_fields(client))
    parts = [file_part(DATA), *fields] if first else [*fields, file_part(DATA)]
    response = _sent_form(world, parts, headers=client.headers)
    assert response.status_code == 200
    assert _content(client, response.json()) == DATA


@pytest.mark.parametrize("prefix", ["/timetap", "/timetap/live", "/timetap/test"])
def test_the_upload_is_served_at_the_root_and_below_each_prefix(world: World, client: Client, prefix: str) -> None:
    parts = [*_parts(_fields(client)), file_part(DATA)]
    response = _sent_form(world, parts, path=f"{prefix}/businessWeb/fileUploadS3.do/", headers=client.headers)
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
    fields = _parts(_fields(client, uploadedFileName="scan.pdf"))
    for sent, kept in {"application/pdf": "application/pdf", "application/octet-stream": "application/pdf"}.items():
        part = file_part(b"%PDF-1.7\nmade up", media_type=sent)
        assert _sent_form(world, [*fields, part], headers=client.headers).json()["contentType"] == kept
    told = file_part(b"made up", media_type="Application/X-Made-Up; v=1")
    assert _sent_form(world, [*fields, told], headers=client.headers).json()["contentType"] == "application/x-made-up"


def test_a_file_of_no_bytes_is_a_file(client: Client) -> None:
    file = client.upload(b"", name="empty.txt")
    assert file["fileSize"] == 0
    assert _content(client, file) == b""


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
    fields = _fields(client)
    del fields["uploadedFileName"]
    parts = [*_parts(fields), file_part(DATA, name="../from the part.bin")]
    assert _sent_form(world, parts, headers=client.headers).json()["fileName"] == "from the part.bin"


def test_a_file_may_come_as_a_part_of_text_without_a_name(world: World, client: Client) -> None:
    parts = [*_parts(_fields(client)), field("file", "héllo")]
    response = _sent_form(world, parts, headers=client.headers)
    assert _content(client, response.json()) == "héllo".encode()


def test_the_fields_may_be_one_json_part(world: World, client: Client) -> None:
    text = json.dumps(_fields(client, referenceId=7)).encode()
    for part in (
        ("fileUploadS3", (None, text, "application/json")),
        ("fileUploadS3", ("blob", text, "application/json")),
    ):
        for parts in ([part, file_part(DATA)], [file_part(DATA), part]):
            response = _sent_form(world, parts, headers=client.headers)
            assert response.status_code == 200, response.text
            assert (response.json()["fileName"], response.json()["referenceId"]) == ("scan.bin", 7)
            assert _content(client, response.json()) == DATA


@pytest.mark.parametrize("front", ["", "data:text/csv;base64,", "data:;base64,"])
def test_the_file_may_be_base64_in_json(world: World, client: Client, front: str) -> None:
    body = _fields(client, file=front + base64.b64encode(DATA).decode())
    file = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    assert file["fileSize"] == len(DATA)
    assert _content(client, file) == DATA
    assert (file["contentType"] == "text/csv") is ("csv" in front)


def test_base64_needs_neither_padding_nor_one_line_nor_a_place_at_the_end(world: World, client: Client) -> None:
    text = base64.encodebytes(DATA).decode().rstrip("=\n")
    body = {"file": text, **_fields(client)}
    file = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    assert _content(client, file) == DATA


@pytest.mark.parametrize("text", ["", "data:text/plain;base64,"])
def test_no_base64_at_all_is_a_file_of_no_bytes(client: Client, text: str) -> None:
    response = client.http.post(UPLOAD, json=_fields(client, file=text), headers=client.headers)
    assert (response.status_code, response.json()["fileSize"]) == (200, 0)


def test_the_token_may_be_a_field_of_the_form_before_or_after_the_file(world: World, client: Client) -> None:
    fields, token = _parts(_fields(client)), field("sessionToken", client.token)
    for parts in ([token, *fields, file_part(DATA)], [file_part(DATA), *fields, token]):
        assert _sent_form(world, parts).status_code == 200


def test_the_token_may_be_a_key_of_the_json(world: World, client: Client) -> None:
    body = _fields(client, file=base64.b64encode(DATA).decode(), sessionToken=client.token)
    assert world.http.post(UPLOAD, json=body).status_code == 200
    text = json.dumps(_fields(client, sessionToken=client.token)).encode()
    assert _sent_form(world, [("fileUploadS3", (None, text, None)), file_part(DATA)]).status_code == 200


def test_the_token_in_the_query_works_too(world: World, client: Client) -> None:
    parts = [*_parts(_fields(client)), file_part(DATA)]
    assert _sent_form(world, parts, path=f"{UPLOAD}?sessionToken={client.token}").status_code == 200


def test_a_large_file_arrives_whole(client: Client) -> None:
    data = bytes(range(251)) * 20_000
    form = client.upload(data, name="large.bin")
    body = _fields(client, file=base64.b64encode(data).decode())
    as_json = client.http.post(UPLOAD, json=body, headers=client.headers).json()
    for file in (form, as_json):
        assert file["fileSize"] == len(data)
        assert _content(client, file) == data


class _Kept:
    """Notes what is in the store, and says later whether anything came in."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._before = world.stored()

    def is_nothing(self) -> bool:
        return self._world.stored() == self._before


@pytest.mark.parametrize("name", ["businessId", "uploadedFileName", "userName"])
@pytest.mark.parametrize("value", ["", None])
def test_a_missing_field_keeps_nothing(world: World, client: Client, name: str, value: str | None) -> None:
    kept = _Kept(world)
    fields = _fields(client, **{name: value})
    if value is None:
        del fields[name]
    nameless = field("file", "made up")
    response = _sent_form(world, [*_parts(fields), nameless], headers=client.headers)
    assert (response.status_code, response.json()) == (400, f"{name}: field required")
    body = {**fields, "file": base64.b64encode(DATA).decode()}
    response = client.http.post(UPLOAD, json=body, headers=client.headers)
    assert (response.status_code, response.json()) == (400, f"{name}: field required")
    assert kept.is_nothing()


def test_an_upload_without_a_file_keeps_nothing(world: World, client: Client) -> None:
    kept = _Kept(world)
    other = ("picture", ("x.bin", DATA, None))
    for response in (
        _sent_form(world, [*_parts(_fields(client)), other], headers=client.headers),
        client.http.post(UPLOAD, json=_fields(client), headers=client.headers),
        client.http.post(UPLOAD, json=_fields(client, file=None), headers=client.headers),
    ):
        assert (response.status_code, response.json()) == (400, "file: field required")
    assert kept.is_nothing()


@pytest.mark.parametrize(
    "wrong",
    [
        {"businessId": "x"},
        {"fileLibraryType": "FOLDER"},
        {"uploadedFileName": ".."},
        {"uploadedFileName": "a/"},
        {"uploadedFileName": "n" * 300},
        {"uploadedFileName": "\u202egpj.exe"},
        {"userName": "mira\x00lind"},
        {"calendarId": "soon"},
        {"publicVisible": "perhaps"},
    ],
)
def test_a_field_that_cannot_be_meant_keeps_nothing(world: World, client: Client, wrong: dict[str, object]) -> None:
    kept = _Kept(world)
    refused = (400, f"{next(iter(wrong))}: invalid value")
    response = client.upload_form(DATA, **{"name": "scan.bin", **_renamed(wrong)})
    assert (response.status_code, response.json()) == refused
    body = _fields(client, file=base64.b64encode(DATA).decode(), **wrong)
    response = client.http.post(UPLOAD, json=body, headers=client.headers)
    assert (response.status_code, response.json()) == refused
    assert kept.is_nothing()


def _renamed(fields: dict[str, object]) -> dict[str, Any]:
    return {"name" if name == "uploadedFileName" else name: value for name, value in fields.items()}


def test_another_business_s_number_is_forbidden_and_keeps_nothing(world: World, client: Client) -> None:
    kept = _Kept(world)
    response = client.upload_form(DATA, businessId=world.unrelated.number)
    assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert kept.is_nothing()


def test_a_folder_or_link_that_does_not_exist_keeps_nothing(
    world: World, client: Client, foreign_client: Client
) -> None:
    theirs = foreign_client.folder()["fileLibraryUUID"]
    estate = world.records["estate"].number
    kept = _Kept(world)
    for given, text in (
        ({"parentFileLibraryUUID": theirs}, f"Folder for Id {theirs} not found!"),
        ({"parentFileLibraryUUID": "x"}, "Folder for Id x not found!"),
        ({"calendarId": 2**31 - 1}, f"Appointment for Id {2**31 - 1} not found!"),
        ({"clientId": estate}, f"Client for Id {estate} not found!"),
    ):
        response = client.upload_form(DATA, **given)
        assert (response.status_code, response.json()) == (400, text)
    assert kept.is_nothing()


@pytest.mark.parametrize("token", ["", "st.api.api." + "0" * 32])
def test_without_a_live_token_nothing_is_kept(world: World, client: Client, token: str) -> None:
    kept = _Kept(world)
    fields = _fields(client, **({"sessionToken": token} if token else {}))
    text = base64.b64encode(DATA).decode()
    answers = [
        _sent_form(world, [*_parts(fields), file_part(DATA)]),
        _sent_form(world, [file_part(DATA), *_parts(fields)]),
        _sent_form(world, [file_part(DATA)]),
        world.http.post(UPLOAD, json={**fields, "file": text}),
        world.http.post(UPLOAD, content=b"x", headers={"Content-Type": "text/plain"}),
        _sent_form(world, [*_parts(fields), file_part(DATA)], path=f"{UPLOAD}?sessionToken={token}"),
    ]
    for response in answers:
        assert (response.status_code, response.json()) == (401, {"message": "Unauthorized"})
    assert kept.is_nothing()


def test_a_bad_token_in_the_header_is_not_mended_by_one_in_the_form(world: World, client: Client) -> None:
    kept = _Kept(world)
    parts = [*_parts(_fields(client, sessionToken=client.token)), file_part(DATA)]
    response = _sent_form(world, parts, headers={"Authorization": "Bearer st.api.api.0"})
    assert response.status_code == 401
    assert kept.is_nothing()


def test_somebody_who_may_only_read_keeps_nothing(world: World, viewer_client: Client) -> None:
    kept = _Kept(world)
    response = viewer_client.upload_form(DATA)
    assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert kept.is_nothing()


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded"]
)
def test_another_media_type_is_415(world: World, client: Client, media_type: str) -> None:
    kept = _Kept(world)
    headers = {**client.headers, **({"Content-Type": media_type} if media_type else {})}
    response = world.http.post(UPLOAD, content=DATA, headers=headers)
    assert response.status_code == 415
    assert list(response.json()) == ["message"]
    assert kept.is_nothing()


def test_another_method_is_405(world: World, client: Client) -> None:
    for path in (UPLOAD, LIVE + "/businessWeb/fileUploadS3.do"):
        response = world.http.get(path, headers=client.headers)
        assert (response.status_code, response.json()) == (405, {"message": "Method Not Allowed"})
        assert "POST" in response.headers["allow"]


def test_two_files_in_one_form_keep_neither(world: World, client: Client) -> None:
    kept = _Kept(world)
    parts = [*_parts(_fields(client)), file_part(DATA), file_part(DATA)]
    response = _sent_form(world, parts, headers=client.headers)
    assert (response.status_code, response.json()) == (400, "file: invalid value")
    assert kept.is_nothing()


@pytest.mark.parametrize("cut", [3, 40, 200, 900])
def test_a_form_that_breaks_off_keeps_nothing(world: World, client: Client, cut: int) -> None:
    kept = _Kept(world)
    request = world.http.build_request("POST", UPLOAD, files=[*_parts(_fields(client)), file_part(DATA)])
    headers = {**client.headers, "Content-Type": request.headers["content-type"]}
    response = world.http.post(UPLOAD, content=request.read()[:-cut], headers=headers)
    assert response.status_code == 400
    assert isinstance(response.json(), str)
    assert kept.is_nothing()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '"file"',
        '{"file": "QUJD"',
        '{"file": "QU*D"}',
        '{"file": "QUJDR"}',
        '{"file": "QUJD", "file": "QUJD"}',
        '{"file": "QUJD"} x',
        '{"file": 5, "userName": ["x"]}',
    ],
)
def test_broken_json_or_base64_keeps_nothing(world: World, client: Client, text: str) -> None:
    kept = _Kept(world)
    headers = {**client.headers, "Content-Type": "application/json"}
    response = world.http.post(UPLOAD, content=text.encode(), headers=headers)
    assert response.status_code == 400
    assert isinstance(response.json(), str)
    assert kept.is_nothing()


@pytest.mark.parametrize("text", ["{", "[]", '{"businessId": {}}', '{"businessId": 1, "businessId": 2}'])
def test_a_broken_json_part_keeps_nothing(world: World, client: Client, text: str) -> None:
    kept = _Kept(world)
    parts = [file_part(DATA), ("fileUploadS3", (None, text.encode(), "application/json"))]
    response = _sent_form(world, parts, headers=client.headers)
    assert response.status_code == 400
    assert kept.is_nothing()


def test_the_business_s_own_limit_is_kept(world: World, client: Client) -> None:
    _limit(world, 1000)
    exact = client.upload(DATA[:1000])
    assert exact["fileSize"] == 1000
    kept = _Kept(world)
    token = {"sessionToken": client.token}
    for response in (
        client.upload_form(DATA[:1001]),
        _sent_form(world, [*_parts(_fields(client, **token)), file_part(DATA[:1001])]),
        world.http.post(UPLOAD, json=_fields(client, file=base64.b64encode(DATA[:1001]).decode(), **token)),
        client.http.post(
            UPLOAD, json=_fields(client, file=base64.b64encode(DATA[:1001]).decode()), headers=client.headers
        ),
    ):
        assert response.status_code == 413
        assert list(response.json()) == ["message"]
    assert kept.is_nothing()


def _limit(world: World, size_bytes: int) -> None:
    business = replace(world.business, limits=Limits(file_size_bytes=size_bytes))
    world.house.catalogue.write(lambda tables: tables.businesses.update(business))


@pytest.mark.slow
def test_only_the_strict_profile_stops_at_a_hundred_mebibytes(
    world: World, client: Client, strict_world: World, strict_client: Client
) -> None:
    kept = _Kept(strict_world)
    data = bytes(STRICT_LIMIT_BYTES + 1)
    refused = strict_client.upload_form(data)
    assert refused.status_code == 413
    parts = [file_part(data), *_parts(_fields(strict_client, sessionToken=strict_client.token))]
    assert _sent_form(strict_world, parts).status_code == 413
    assert kept.is_nothing()
    assert strict_client.upload(data[:-1])["fileSize"] == STRICT_LIMIT_BYTES
    assert client.upload(data)["fileSize"] == len(data)


@pytest.mark.parametrize("form", [True, False])
def test_a_client_that_goes_away_in_the_middle_leaves_nothing(
    world: World,
    client: Client,
    form: bool,
) -> None:
    kept = _Kept(world)
    if form:
        request = world.http.build_request("POST", UPLOAD, files=[*_parts(_fields(client)), file_part(DATA * 2000)])
    else:
        text = base64.b64encode(DATA * 2000).decode()
        request = world.http.build_request("POST", UPLOAD, json=_fields(client, file=text))
    body = request.read()
    headers = {**client.headers, "Content-Type": request.headers["content-type"]}
    messages = iter(
        [
            {"type": "http.request", "body": body[: len(body) * 3 // 4], "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    answers: list[Any] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        answers.append(message)

    raw_headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": UPLOAD,
        "raw_path": UPLOAD.encode(),
        "query_string": b"",
        "headers": [*raw_headers, (b"host", b"filebook.test")],
    }
    asyncio.run(_run(world, scope, receive, send))
    assert answers == []
    assert kept.is_nothing()


async def _run(world: World, scope: Any, receive: Any, send: Any) -> None:
    await world.app(scope, receive, send)
