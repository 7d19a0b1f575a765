"""Names that are none, bytes in the wrong clothes, files above the limit: refused, and nothing of them is kept."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from filebook.core.ids import hex_of
from tests.dialects.onoffice.client import URN, signed
from tests.refusals.forms import fault_in, is_refused, is_served
from tests.refusals.hostile import NAMES, PATHS_AS_NAMES
from tests.refusals.server import (
    BOUNDARY,
    FILE_LIMIT_BYTES,
    Answer,
    Request,
    Server,
    form_of,
    onoffice_step,
    wire_form,
)

UPLOAD = "/timetap/businessWeb/fileUploadS3.do"


def _onoffice(server: Server, parameters: Mapping[str, object]) -> Request:
    key = server.made.people["owner"].onoffice
    action = {
        "actionid": URN + "do",
        "resourceid": "",
        "resourcetype": "uploadfile",
        "identifier": "",
        "timestamp": int(server.made.world.clock().timestamp()),
        "parameters": dict(parameters),
    }
    return wire_form(onoffice_step("POST", key.key, signed(action, key)))


def _bearer(server: Server) -> dict[str, str]:
    return {"authorization": f"Bearer {server.made.people['owner'].timetap}"}


def _json(server: Server, target: str, body: Mapping[str, object]) -> Request:
    return Request("POST", target, {"content-type": "application/json", **_bearer(server)}, json.dumps(body).encode())


def _fields(server: Server) -> dict[str, Any]:
    return {"businessId": server.made.things["main"].business, "uploadedFileName": "a.txt", "userName": "Somebody"}


def _form(server: Server, fields: Mapping[str, object], *, file: str = "hello", file_name: str = "a.txt") -> Request:
    parts: list[dict[str, Any]] = [{"name": name, "text": str(value)} for name, value in fields.items()]
    parts.append({"name": "file", "filename": file_name, "text": file})
    headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}", **_bearer(server)}
    return Request("POST", UPLOAD, headers, form_of(parts))


@dataclass(frozen=True, slots=True)
class Naming:
    """A request that gives something a name. `takes_last_part`: of a path, as its vendor documents."""

    build: Callable[[Server, str], Request]
    refusal: Callable[[Answer], object]
    takes_last_part: bool = False


def _errorcode(answer: Answer) -> object:
    return json.loads(answer.body)["response"]["results"][0]["status"]["errorcode"]


def _status(answer: Answer) -> object:
    return answer.status


NAMINGS = {
    "onOffice, second step": Naming(
        lambda server, name: _onoffice(
            server,
            {
                "module": "estate",
                "relatedRecordId": server.made.things["main"].estate,
                "tmpUploadId": server.made.things["main"].upload,
                "file": name,
            },
        ),
        _errorcode,
    ),
    "onOffice, parked": Naming(
        lambda server, name: _onoffice(
            server, {"module": "tmpUpload", "tmpUploadId": server.made.things["main"].upload, "file": name}
        ),
        _errorcode,
    ),
    "TimeTap, new folder": Naming(
        lambda server, name: _json(
            server,
            "/timetap/live/files",
            {"businessId": _fields(server)["businessId"], "fileLibraryType": "FOLDER", "fileName": name},
        ),
        _status,
    ),
    "TimeTap, renamed file": Naming(
        lambda server, name: _json(
            server,
            "/timetap/live/files",
            {
                "businessId": _fields(server)["businessId"],
                "fileLibraryType": "FILE",
                "fileName": name,
                "fileLibraryUUID": hex_of(server.made.things["main"].file.uid),
            },
        ),
        _status,
    ),
    "TimeTap, form": Naming(
        lambda server, name: _form(server, {**_fields(server), "uploadedFileName": name}), _status, takes_last_part=True
    ),
    "TimeTap, JSON": Naming(
        lambda server, name: _json(server, UPLOAD, {**_fields(server), "uploadedFileName": name, "file": "aGVsbG8="}),
        _status,
        takes_last_part=True,
    ),
}


@pytest.mark.parametrize("naming", NAMINGS.values(), ids=NAMINGS.keys())
def test_what_cannot_be_a_name_names_nothing(server: Server, naming: Naming) -> None:
    before = server.rows()
    told = {213} if naming.refusal is _errorcode else {400}
    for name in NAMES if not naming.takes_last_part else [name for name in NAMES if not _loses_its_controls(name)]:
        request = naming.build(server, name)
        answer = server.send(request)
        assert is_refused(request, answer), name
        assert naming.refusal(answer) in told, name
    assert server.rows() == before


@pytest.mark.parametrize("naming", NAMINGS.values(), ids=NAMINGS.keys())
def test_a_path_is_no_name(server: Server, naming: Naming) -> None:
    for name in PATHS_AS_NAMES:
        before, request = server.rows(), naming.build(server, name)
        answer = server.send(request)
        if naming.takes_last_part:
            assert is_served(request, answer), name
            assert json.loads(answer.body)["fileName"] in {"a", "b", "passwd"}
        else:
            assert is_refused(request, answer), name
            assert server.rows() == before


def _loses_its_controls(name: str) -> bool:
    """TimeTap's upload takes control characters out, as documented; a name may be left."""
    return any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in name)


NO_BASE64 = (
    "",
    "=",
    "====",
    "A",
    "#",
    "aGVsbG8=aGVsbG8=",
    "aGVs bG8*",
    "aGVsbG8-_w",
    "\u00e4",
    "data:text/plain;base64,",
    "data:text/plain,hello",
    "aGVsbG8\\u0000",
    "💩",
    "QQ=A",
    "Q===",
)


@pytest.mark.parametrize("text", NO_BASE64)
def test_what_is_no_base64_brings_no_file(server: Server, text: str) -> None:
    before = server.rows()
    blocks = [_onoffice(server, {"data": text})]
    if text != "A":  # which may be the beginning of a group that the next block goes on with
        blocks.append(_onoffice(server, {"data": text, "tmpUploadId": server.made.things["main"].upload}))
    for request in blocks:
        answer = server.send(request)
        assert is_refused(request, answer), answer
        assert _errorcode(answer) == 255
    assert server.rows() == before
    if text not in {"", "data:text/plain;base64,"}:  # TimeTap documents that a file may be empty
        request = _json(server, UPLOAD, {**_fields(server), "file": text})
        answer = server.send(request)
        assert (answer.status, is_refused(request, answer)) == (400, True), answer
        assert server.rows() == before


@pytest.mark.parametrize("size_bytes", [FILE_LIMIT_BYTES + 1, 4 * FILE_LIMIT_BYTES])
def test_a_file_above_the_limit_is_refused_at_every_door(server: Server, size_bytes: int) -> None:
    before, data = server.rows(), "x" * size_bytes
    encoded = base64.b64encode(data.encode()).decode()
    block = _onoffice(server, {"data": encoded})
    answer = server.send(block)
    assert is_refused(block, answer), answer
    for request in (
        _form(server, _fields(server), file=data),
        _json(server, UPLOAD, {**_fields(server), "file": encoded}),
    ):
        answer = server.send(request)
        assert (answer.status, fault_in(request, answer)) == (413, ""), answer
    assert server.rows() == before


def test_blocks_that_add_up_to_more_than_the_limit_are_refused(server: Server) -> None:
    data = base64.b64encode(b"x" * (FILE_LIMIT_BYTES // 2)).decode()
    first = json.loads(server.send(_onoffice(server, {"data": data})).body)
    upload = first["response"]["results"][0]["data"]["records"][0]["elements"]["tmpUploadId"]
    assert _errorcode(server.send(_onoffice(server, {"data": data, "tmpUploadId": upload}))) == 0
    before = server.rows()
    assert _errorcode(server.send(_onoffice(server, {"data": "eA==", "tmpUploadId": upload}))) == 255
    assert server.rows() == before


DASHES = f"--{BOUNDARY}".encode()
PART = b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n'
NO_FORM = {
    "nothing": b"",
    "no boundary": b"hello",
    "only the end": DASHES + b"--\r\n",
    "no end": DASHES + b"\r\n" + PART,
    "half a boundary": DASHES + b"\r\n" + PART + DASHES[:10],
    "another boundary": b"--other\r\n" + PART + b"--other--\r\n",
    "no name": DASHES + b"\r\nContent-Disposition: form-data\r\n\r\nhello\r\n" + DASHES + b"--\r\n",
    "no headers": DASHES + b"\r\n\r\nhello\r\n" + DASHES + b"--\r\n",
    "a bad header": DASHES + b"\r\nContent Disposition form-data\r\n\r\nhello\r\n" + DASHES + b"--\r\n",
    "a long header": DASHES + b"\r\nX: " + b"a" * 20_000 + b"\r\n\r\nhello\r\n" + DASHES + b"--\r\n",
    "many headers": DASHES + b"\r\n" + b"X: a\r\n" * 3_000 + b"\r\nhello\r\n" + DASHES + b"--\r\n",
    "many parts": (DASHES + b'\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n') * 200 + DASHES + b"--\r\n",
    "a name of no text": DASHES + b'\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nb\r\n' + DASHES + b"--\r\n",
    "a field of no text": DASHES
    + b'\r\nContent-Disposition: form-data; name="userName"\r\n\r\n\xff\r\n'
    + DASHES
    + b"--\r\n",
    "a file name of no text": DASHES
    + b"\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''%ff%fe\r\n\r\nhello\r\n"
    + DASHES
    + b"--\r\n",
    "two files": (DASHES + b"\r\n" + PART) * 2 + DASHES + b"--\r\n",
    "only a file": DASHES + b"\r\n" + PART + DASHES + b"--\r\n",
    "binary": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("body", NO_FORM.values(), ids=NO_FORM.keys())
@pytest.mark.parametrize("boundary", [BOUNDARY, f'"{BOUNDARY}"', "", '"', "\xff", "a" * 5_000])
def test_what_is_no_form_brings_no_file(server: Server, body: bytes, boundary: str) -> None:
    before = server.rows()
    headers = {"content-type": f"multipart/form-data; boundary={boundary}", **_bearer(server)}
    request = Request("POST", UPLOAD, headers, body)
    answer = server.send(request)
    assert is_refused(request, answer), answer
    assert answer.status in {400, 413}
    assert server.rows() == before
