"""`fileUploadS3.do`: every reason to keep nothing of an upload."""

import asyncio
import base64
from dataclasses import replace
from typing import Any

import pytest

from filebook.core.businesses import Limits
from filebook.dialects.timetap.upload import STRICT_LIMIT_BYTES
from tests.dialects.timetap.client import LIVE, UPLOAD, Client, field, file_part
from tests.dialects.timetap.forms import DATA, Kept, fields_of, parts_of, send_form
from tests.world import World


@pytest.mark.parametrize("name", ["businessId", "uploadedFileName", "userName"])
@pytest.mark.parametrize("value", ["", None])
def test_a_missing_field_keeps_nothing(world: World, client: Client, name: str, value: str | None) -> None:
    kept = Kept(world)
    fields = fields_of(client, **{name: value})
    if value is None:
        del fields[name]
    nameless = field("file", "made up")
    response = send_form(world, [*parts_of(fields), nameless], headers=client.headers)
    assert (response.status_code, response.json()) == (400, f"{name}: field required")
    body = {**fields, "file": base64.b64encode(DATA).decode()}
    response = client.http.post(UPLOAD, json=body, headers=client.headers)
    assert (response.status_code, response.json()) == (400, f"{name}: field required")
    assert kept.is_nothing()


def test_an_upload_without_a_file_keeps_nothing(world: World, client: Client) -> None:
    kept = Kept(world)
    other = ("picture", ("x.bin", DATA, None))
    for response in (
        send_form(world, [*parts_of(fields_of(client)), other], headers=client.headers),
        client.http.post(UPLOAD, json=fields_of(client), headers=client.headers),
        client.http.post(UPLOAD, json=fields_of(client, file=None), headers=client.headers),
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
    kept = Kept(world)
    refused = (400, f"{next(iter(wrong))}: invalid value")
    response = client.upload_form(DATA, **{"name": "scan.bin", **_renamed(wrong)})
    assert (response.status_code, response.json()) == refused
    body = fields_of(client, file=base64.b64encode(DATA).decode(), **wrong)
    response = client.http.post(UPLOAD, json=body, headers=client.headers)
    assert (response.status_code, response.json()) == refused
    assert kept.is_nothing()


def _renamed(fields: dict[str, object]) -> dict[str, Any]:
    return {"name" if name == "uploadedFileName" else name: value for name, value in fields.items()}


def test_another_business_s_number_is_forbidden_and_keeps_nothing(world: World, client: Client) -> None:
    kept = Kept(world)
    response = client.upload_form(DATA, businessId=world.unrelated.number)
    assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert kept.is_nothing()


def test_a_folder_or_link_that_does_not_exist_keeps_nothing(
    world: World, client: Client, foreign_client: Client
) -> None:
    theirs = foreign_client.folder()["fileLibraryUUID"]
    estate = world.records["estate"].number
    kept = Kept(world)
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
    kept = Kept(world)
    fields = fields_of(client, **({"sessionToken": token} if token else {}))
    text = base64.b64encode(DATA).decode()
    answers = [
        send_form(world, [*parts_of(fields), file_part(DATA)]),
        send_form(world, [file_part(DATA), *parts_of(fields)]),
        send_form(world, [file_part(DATA)]),
        world.http.post(UPLOAD, json={**fields, "file": text}),
        world.http.post(UPLOAD, content=b"x", headers={"Content-Type": "text/plain"}),
        send_form(world, [*parts_of(fields), file_part(DATA)], path=f"{UPLOAD}?sessionToken={token}"),
    ]
    for response in answers:
        assert (response.status_code, response.json()) == (401, {"message": "Unauthorized"})
    assert kept.is_nothing()


def test_a_bad_token_in_the_header_is_not_mended_by_one_in_the_form(world: World, client: Client) -> None:
    kept = Kept(world)
    parts = [*parts_of(fields_of(client, sessionToken=client.token)), file_part(DATA)]
    response = send_form(world, parts, headers={"Authorization": "Bearer st.api.api.0"})
    assert response.status_code == 401
    assert kept.is_nothing()


def test_somebody_who_may_only_read_keeps_nothing(world: World, viewer_client: Client) -> None:
    kept = Kept(world)
    response = viewer_client.upload_form(DATA)
    assert (response.status_code, response.json()) == (403, {"message": "Forbidden"})
    assert kept.is_nothing()


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded"]
)
def test_another_media_type_is_415(world: World, client: Client, media_type: str) -> None:
    kept = Kept(world)
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
    kept = Kept(world)
    parts = [*parts_of(fields_of(client)), file_part(DATA), file_part(DATA)]
    response = send_form(world, parts, headers=client.headers)
    assert (response.status_code, response.json()) == (400, "file: invalid value")
    assert kept.is_nothing()


@pytest.mark.parametrize("cut", [3, 40, 200, 900])
def test_a_form_that_breaks_off_keeps_nothing(world: World, client: Client, cut: int) -> None:
    kept = Kept(world)
    request = world.http.build_request("POST", UPLOAD, files=[*parts_of(fields_of(client)), file_part(DATA)])
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
    kept = Kept(world)
    headers = {**client.headers, "Content-Type": "application/json"}
    response = world.http.post(UPLOAD, content=text.encode(), headers=headers)
    assert response.status_code == 400
    assert isinstance(response.json(), str)
    assert kept.is_nothing()


@pytest.mark.parametrize("text", ["{", "[]", '{"businessId": {}}', '{"businessId": 1, "businessId": 2}'])
def test_a_broken_json_part_keeps_nothing(world: World, client: Client, text: str) -> None:
    kept = Kept(world)
    parts = [file_part(DATA), ("fileUploadS3", (None, text.encode(), "application/json"))]
    response = send_form(world, parts, headers=client.headers)
    assert response.status_code == 400
    assert kept.is_nothing()


def test_the_business_s_own_limit_is_kept(world: World, client: Client) -> None:
    _limit(world, 1000)
    exact = client.upload(DATA[:1000])
    assert exact["fileSize"] == 1000
    kept = Kept(world)
    token = {"sessionToken": client.token}
    for response in (
        client.upload_form(DATA[:1001]),
        send_form(world, [*parts_of(fields_of(client, **token)), file_part(DATA[:1001])]),
        world.http.post(UPLOAD, json=fields_of(client, file=base64.b64encode(DATA[:1001]).decode(), **token)),
        client.http.post(
            UPLOAD, json=fields_of(client, file=base64.b64encode(DATA[:1001]).decode()), headers=client.headers
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
    kept = Kept(strict_world)
    data = bytes(STRICT_LIMIT_BYTES + 1)
    refused = strict_client.upload_form(data)
    assert refused.status_code == 413
    parts = [file_part(data), *parts_of(fields_of(strict_client, sessionToken=strict_client.token))]
    assert send_form(strict_world, parts).status_code == 413
    assert kept.is_nothing()
    assert strict_client.upload(data[:-1])["fileSize"] == STRICT_LIMIT_BYTES
    assert client.upload(data)["fileSize"] == len(data)


@pytest.mark.parametrize("form", [True, False])
def test_a_client_that_goes_away_in_the_middle_leaves_nothing(
    world: World,
    client: Client,
    form: bool,
) -> None:
    kept = Kept(world)
    if form:
        request = world.http.build_request("POST", UPLOAD, files=[*parts_of(fields_of(client)), file_part(DATA * 2000)])
    else:
        text = base64.b64encode(DATA * 2000).decode()
        request = world.http.build_request("POST", UPLOAD, json=fields_of(client, file=text))
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
    assert answers[0]["status"] == 400  # for a client that only stopped sending; one that has gone never sees it
    assert kept.is_nothing()


async def _run(world: World, scope: Any, receive: Any, send: Any) -> None:
    await world.app(scope, receive, send)
