"""Large traffic of onOffice clients against a real server: many files, many actions, blocks, and flat memory."""

import base64
import hashlib
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import urlopen

import httpx2
import pytest
from starlette.testclient import TestClient

from filebook.core.ids import Uid
from filebook.services.credentials import Issued
from tests.dialects.onoffice.client import API, Client, Json, signed, signed_v1

MIB = 1 << 20
GROWTH_LIMIT_KIB = 64 * 1024
PIECE = secrets.token_bytes(3 * 256 * 1024)
"""What large files are made of: a multiple of three, so that its base64 can be repeated."""
ENCODED_PIECE = base64.b64encode(PIECE)


@pytest.fixture
def client(demo: dict[str, Any]) -> Iterator[Client]:
    key = Issued(Uid(""), demo["onoffice"]["token"], demo["onoffice"]["secret"])
    with httpx2.Client(base_url=demo["base_url"], timeout=60) as http:
        yield Client(cast(TestClient, http), key, datetime.now(UTC))  # it posts, and no more is asked of it


def new_appointment(client: Client) -> int:
    data = {"description": "Viel", "start_dt": "2032-07-01 10:00:00", "end_dt": "2032-07-01 11:00:00"}
    result = client.call("create", "calendar", {"data": data})
    assert result["status"]["errorcode"] == 0, result
    return int(result["data"]["records"][0]["id"])


def batch(client: Client, *said: Json) -> list[Json]:
    """Many steps of uploads in one envelope; the elements of each."""
    answer = client.send(*(client.signed("do", "uploadfile", parameters) for parameters in said))
    assert answer["status"] == {"code": 200, "errorcode": 0, "message": "OK"}
    return [result["data"]["records"][0]["elements"] for result in answer["response"]["results"]]


# Many.


@pytest.mark.slow
def test_250_files_of_an_appointment_arrive_with_pages_of_500_and_of_100(client: Client) -> None:
    appointment = new_appointment(client)
    waiting = batch(client, *({"data": base64.b64encode(b"%d" % number).decode()} for number in range(250)))
    on = {"module": "appointment", "relatedRecordId": appointment}
    filed = batch(
        client,
        *({"tmpUploadId": step["tmpUploadId"], "file": f"{number}.txt", **on} for number, step in enumerate(waiting)),
    )
    expected = {int(step["fileId"]): f"{number}.txt" for number, step in enumerate(filed)}
    for limit, page_sizes in ((500, [250]), (100, [100, 100, 50, 0])):
        found: list[Json] = []
        for place, size in enumerate(page_sizes):
            data = client.files(appointment, listlimit=limit, listoffset=place * limit)
            assert data["meta"]["cntabsolute"] == 250
            assert len(data["records"]) == size
            found += data["records"]
        assert {record["id"]: record["elements"]["filename"] for record in found} == expected
        assert len(found) == 250


@pytest.mark.slow
def test_a_thousand_actions_of_one_envelope_are_answered_in_order(demo: Json, client: Client) -> None:
    def action(number: int) -> Json:
        match number % 3:
            case 0:
                data = base64.b64encode(bytes(number + 1)).decode()
                return client.signed("do", "uploadfile", {"data": data}, identifier=f"{number}")
            case 1:
                return client.signed("get", f"unknown{number}", {}, identifier=f"{number}")
        parameters = {"appointmentid": demo["onoffice"]["appointment_id"], "listlimit": 1}
        return client.signed("get", "file", parameters, resourceid="appointment", identifier=f"{number}")

    results = client.send(*(action(number) for number in range(1000)))["response"]["results"]
    assert [result["identifier"] for result in results] == [str(number) for number in range(1000)]
    for number, result in enumerate(results):
        match number % 3:
            case 0:
                assert result["data"]["records"][0]["elements"]["filesize"] == number + 1
            case 1:
                message = f'missing configuration for resourceType "unknown{number}"'
                assert result["status"] == {"errorcode": 25, "message": message}
            case _:
                assert len(result["data"]["records"]) == 1


# Other clients' traffic, replayed.


def cut(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size_bytes", "block_characters"),
    [
        pytest.param(5 * MIB, 20_480, id="its default"),
        pytest.param(128 * 1024, 2_047, id="a length that a user set, which cuts groups"),
    ],
)
def test_the_laravel_adapters_pieces_of_one_base64_text_become_the_file(
    client: Client, size_bytes: int, block_characters: int
) -> None:
    content = secrets.token_bytes(size_bytes)
    upload: Json = {}
    for block in cut(base64.b64encode(content).decode(), block_characters):
        goes_on = {"tmpUploadId": upload["tmpUploadId"]} if upload else {}
        upload = client.uploadfile(data=block, extendedclaim="claim", **goes_on)
    assert upload["filesize"] == size_bytes
    said: Json = {"module": "appointment", "relatedRecordId": new_appointment(client), "file": "plan.pdf"}
    filed = client.uploadfile(tmpUploadId=upload["tmpUploadId"], extendedclaim="claim", **said)
    assert filed["filesize"] == size_bytes
    (listed,) = client.files(said["relatedRecordId"], fileId=filed["fileId"])["records"]
    with urlopen(listed["elements"]["url"]) as answer:
        assert answer.read() == content


def test_the_php_sdk_waits_for_the_interim_answer_and_gets_it(demo: Json, client: Client, tmp_path: Path) -> None:
    body = tmp_path / "body"
    action = client.signed("do", "uploadfile", {"data": base64.b64encode(secrets.token_bytes(2 * MIB)).decode()})
    body.write_text(json.dumps(client.body(action), separators=(",", ":")).replace("/", "\\/"))
    # Waiting longer than the whole transfer may last: without the interim answer nothing is ever sent.
    patience = ["--expect100-timeout", "60", "--max-time", "30"]
    headers = ["--header", "User-Agent:", "--header", "Expect: 100-continue"]
    url = demo["base_url"] + API
    command = ["curl", "--silent", "--show-error", "--verbose", *patience, *headers, "--data-binary", f"@{body}", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said = done.stderr
    assert "> Content-Type: application/x-www-form-urlencoded" in said
    assert "> User-Agent" not in said
    assert (
        said.index("> Expect: 100-continue") < said.index("< HTTP/1.1 100 Continue") < said.index("< HTTP/1.1 200 OK")
    )
    result = json.loads(done.stdout)["response"]["results"][0]
    assert result["data"]["records"][0]["elements"]["filesize"] == 2 * MIB


def test_a_slash_behind_the_address_changes_nothing(client: Client) -> None:
    answer = client.http.post(
        API + "/", content=json.dumps(client.body(client.signed("do", "uploadfile", {"data": "eA=="})))
    )
    assert answer.json()["status"] == {"code": 200, "errorcode": 0, "message": "OK"}


# Memory.


class Peak:
    """How far a server's memory rises above what it holds now. For Linux only."""

    def __init__(self, pid: int) -> None:
        if sys.platform != "linux":
            pytest.skip("NOT PROVEN HERE: the kernel's own peak is read from /proc")
        self._process = Path(f"/proc/{pid}")
        (self._process / "clear_refs").write_text("5")  # sets the peak to what there is
        self._before_kib = self._kib("VmRSS")

    def growth_kib(self) -> int:
        return self._kib("VmHWM") - self._before_kib

    def _kib(self, name: str) -> int:
        lines = (self._process / "status").read_text().splitlines()
        (line,) = [line for line in lines if line.startswith(name)]
        return int(line.split()[1])


def sent(demo: Json, client: Client, *, pieces: int, upload: str = "", version: int = 2) -> Json:
    """One block of so many pieces, sent as it is made and signed with this version of HMAC; the answer's elements."""
    parameters = {"data": "", "tmpUploadId": upload} if upload else {"data": ""}
    action = client.action("do", "uploadfile", parameters)
    if version == 1:
        printed = '{"data":"' + (ENCODED_PIECE * pieces).decode().replace("/", "\\/") + '"}'
        action = signed_v1(action, client.key, printed=printed)
    else:
        action = signed(action, client.key)
    head, mark, tail = json.dumps(client.body(action)).partition('"data": "')
    parts = ((head + mark).encode(), *[ENCODED_PIECE] * pieces, tail.encode())
    connection = HTTPConnection(urlsplit(demo["base_url"]).netloc)
    try:
        connection.request("POST", API, iter(parts), {"Content-Length": str(sum(map(len, parts)))})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    (result,) = answer["response"]["results"]
    assert result["status"]["errorcode"] == 0, result
    elements: Json = result["data"]["records"][0]["elements"]
    return elements


@pytest.mark.slow
@pytest.mark.parametrize(
    ("blocks", "version"),
    [
        pytest.param([86], 2, id="64 MiB at once"),
        pytest.param([86], 1, id="64 MiB at once with a signature over all of it"),
        pytest.param([22] * 6, 2, id="99 MiB in blocks of 16 MiB"),
        pytest.param([5] * 26, 2, id="97 MiB in blocks of 4 MiB"),
    ],
)
def test_the_servers_memory_does_not_grow_with_the_file(
    demo: Json, client: Client, blocks: list[int], version: int
) -> None:
    sent(demo, client, pieces=1)  # what any first upload loads and keeps does not depend on the file
    said: Json = {"module": "appointment", "relatedRecordId": new_appointment(client), "file": "large.bin"}
    peak = Peak(demo["pid"])
    upload = ""
    for pieces in blocks:
        upload = sent(demo, client, pieces=pieces, upload=upload, version=version)["tmpUploadId"]
    filed = client.uploadfile(tmpUploadId=upload, **said)
    assert filed["filesize"] == sum(blocks) * len(PIECE)
    (listed,) = client.files(said["relatedRecordId"], fileId=filed["fileId"])["records"]
    arrived = hashlib.sha256()
    with urlopen(listed["elements"]["url"]) as answer:
        while part := answer.read(MIB):
            arrived.update(part)
    assert peak.growth_kib() <= GROWTH_LIMIT_KIB
    assert arrived.digest() == hashlib.sha256(PIECE * sum(blocks)).digest()


@pytest.mark.slow
def test_the_servers_memory_does_not_grow_with_the_content_in_a_list(demo: Json, client: Client) -> None:
    made = client.call("create", "estate", {"data": {"objektart": "haus"}})
    said: Json = {"module": "estate", "relatedRecordId": made["data"]["records"][0]["id"], "file": "large.bin"}
    waiting = sent(demo, client, pieces=86)["tmpUploadId"]
    filed = client.uploadfile(tmpUploadId=waiting, Art="Dokument", **said)
    wanted = {"estateid": said["relatedRecordId"], "fileid": filed["fileId"]}
    action = client.signed("get", "file", wanted, resourceid="estate")
    peak = Peak(demo["pid"])
    with httpx2.stream("POST", demo["base_url"] + API, content=json.dumps(client.body(action)), timeout=60) as answer:
        body = b"".join(answer.iter_bytes(MIB))
    assert peak.growth_kib() <= GROWTH_LIMIT_KIB
    (record,) = json.loads(body)["response"]["results"][0]["data"]["records"]
    assert record["elements"]["content"] == (ENCODED_PIECE * 86).decode()
