"""`content`: a file's bytes inside the envelope, however large, and never a sound-looking answer without them."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from filebook.core.files import File
from filebook.services.content import VERIFIED_ALWAYS_BYTES
from tests.dialects.onoffice.client import API, Client, client_of
from tests.dialects.onoffice.files.asking import listed, on, result_of
from tests.world import World

LARGE = b"".join(number.to_bytes(4, "big") for number in range((VERIFIED_ALWAYS_BYTES + 100_000) // 4)) + b"!"


def blob_of(world: World, file: File) -> Path:
    """Where the file's only blob lies."""
    assert file.version is not None
    (segment,) = file.version.content.segments
    return Path(world.house.settings.data_folder) / "blobs" / segment.key[:2] / segment.key


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", LARGE], ids=len)
def test_the_bytes_come_as_base64(world: World, client: Client, data: bytes) -> None:
    file = world.file(data, on=[on(world)])
    (record,) = listed(world, client, fileid=file.number)["records"]
    assert base64.b64decode(record["elements"]["content"], validate=True) == data
    assert record["elements"]["fileSize"] == len(data)


def test_several_contents_stand_in_one_answer_each_in_its_place(world: World, client: Client) -> None:
    files = [world.file(f"bytes {number}".encode() * 1000, on=[on(world)]) for number in range(20)]
    estate = world.records["estate"].number
    answer = client.send(
        *(
            client.signed("get", "file", {"estateid": estate, "fileid": one.number}, resourceid="estate")
            for one in files
        ),
        client.signed("get", "file", {"estateid": 987_654}, resourceid="estate"),
    )
    results = answer["response"]["results"]
    contents = [base64.b64decode(one["data"]["records"][0]["elements"]["content"]) for one in results[:-1]]
    assert contents == [f"bytes {number}".encode() * 1000 for number in range(20)]
    assert results[-1]["status"]["errorcode"] == 293


def test_the_answer_tells_its_length_and_is_not_compressed(world: World, client: Client) -> None:
    file = world.file(LARGE, on=[on(world)])
    said = {"estateid": world.records["estate"].number, "fileid": file.number}
    body = client.body(client.signed("get", "file", said, resourceid="estate"))
    response = client.http.post(API, content=json.dumps(body), headers={"accept-encoding": "gzip"})
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_missing_blob_fails_its_action_and_the_others_are_answered(world: World, client: Client, size: str) -> None:
    file = world.file(b"hello" if size == "small" else LARGE, on=[on(world)])
    blob_of(world, file).unlink()
    failed = client.signed("get", "file", {"estateid": _estate(world), "fileid": file.number}, resourceid="estate")
    fine = client.signed("get", "file", {"estateid": _estate(world)}, resourceid="estate")
    results = client.send(failed, fine)["response"]["results"]
    assert results[0]["status"] == {"errorcode": 97, "message": "Error in action"}
    assert results[0]["data"] == []
    assert results[1]["data"]["meta"] == {"cntabsolute": 1}


def _estate(world: World) -> int:
    return world.records["estate"].number


def test_a_small_damaged_blob_fails_its_action(world: World, client: Client) -> None:
    file = world.file(b"hello", on=[on(world)])
    blob_of(world, file).write_bytes(b"jello")
    assert result_of(world, client, fileid=file.number)["status"]["errorcode"] == 97


def test_a_file_of_many_blocks_comes_whole(world: World, client: Client) -> None:
    blocks = [hashlib.sha256(bytes([number])).digest() * 5000 for number in range(8)]
    upload = client.first_step(blocks[0])
    for block in blocks[1:]:
        client.uploadfile(data=base64.b64encode(block).decode(), tmpUploadId=upload)
    said = {"module": "estate", "relatedRecordId": _estate(world), "file": "big.bin", "tmpUploadId": upload}
    uploaded = client.uploadfile(**said)
    (record,) = listed(world, client_of(world), fileid=uploaded["fileId"])["records"]
    assert base64.b64decode(record["elements"]["content"]) == b"".join(blocks)
