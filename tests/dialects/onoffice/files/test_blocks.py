"""The bytes of an upload: every form of base64, whole and in blocks, and what is none."""

import base64
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialects.onoffice.client import Client, content_of, files_on, signed_v1
from tests.world import World

LARAVEL_BLOCK = 20_480


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


# Data that is none


@pytest.mark.parametrize(
    "data", ["", "A", "=", "!!!!", "QUJD====", "QUJD=QUJ", "ä", "data:image/png;base64,", 5, [], {}, True, "\0"]
)
def test_data_that_is_empty_or_no_base64_fails_its_own_action_alone(world: World, client: Client, data: object) -> None:
    before = world.stored()
    answer = client.send(
        client.signed("do", "uploadfile", {"data": data}),
        client.signed("do", "uploadfile", {"data": "aGVsbG8="}),
    )
    results = answer["response"]["results"]
    assert results[0]["status"] == {"errorcode": 255, "message": 'Invalid value for parameter "data"'}
    assert results[1]["data"]["records"][0]["elements"]["filesize"] == 5
    assert world.stored()[0] == before[0] + 1


@pytest.mark.parametrize(
    "data",
    [
        "aGVsbG8=",
        "aGVsbG8",
        "aGVs\r\nbG8=\n",
        " aGVs bG8= ",
        "data:text/plain;base64,aGVsbG8=",
        "DATA:image/jpeg;base64,aGVsbG8",
    ],
)
def test_base64_is_read_as_leniently_as_php_reads_it(world: World, client: Client, data: str) -> None:
    first = client.uploadfile(data=data)
    assert first["filesize"] == 5
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=first["tmpUploadId"], module="task", relatedRecordId=number, file="a.txt")
    assert said["filesize"] == 5
    assert content_of(world, said["fileId"]) == b"hello"


def test_null_data_is_no_data(world: World, client: Client) -> None:
    upload = client.first_step()
    number = world.records["task"].number
    client.uploadfile(data=None, tmpUploadId=upload, module="task", relatedRecordId=number, file="a.txt")
    assert len(files_on(world, "task")) == 1


@pytest.mark.parametrize("name", ["x" * 300, "../up", "a\u202eb", 5, None, []])
def test_a_name_in_the_first_step_is_only_a_hint(client: Client, name: object) -> None:
    assert client.uploadfile(data="aGVsbG8=", file=name)["filesize"] == 5


# Blocks


def blocks(text: str, size: int) -> Iterator[str]:
    for start in range(0, len(text), size):
        yield text[start : start + size]


def put_in_blocks(client: Client, text: str, size: int) -> tuple[str, list[int]]:
    upload, sizes = "", []
    for block in blocks(text, size):
        said = client.uploadfile(data=block, **({"tmpUploadId": upload} if upload else {}))
        assert upload in {"", said["tmpUploadId"]}
        upload = said["tmpUploadId"]
        sizes.append(said["filesize"])
    return upload, sizes


@pytest.mark.parametrize("block_size", [LARAVEL_BLOCK, 20_481, 20_482, 20_483, 1_000, 65_535, 10**6])
@pytest.mark.parametrize("size", [100_000, 100_001, 100_002])
def test_blocks_cut_out_of_the_base64_text_make_the_file(
    world: World, client: Client, block_size: int, size: int
) -> None:
    data = Random(size).randbytes(size)
    if block_size == 1_000:
        data = data[: 5_000 + size % 10]
    upload, sizes = put_in_blocks(client, text_of(data), block_size)
    assert sizes[-1] == len(data)
    assert all(before < after for before, after in pairwise(sizes))
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=upload, module="task", relatedRecordId=number, file="big.bin")
    assert (said["filesize"], content_of(world, said["fileId"])) == (len(data), data)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(min_size=1, max_size=40),
    cuts=st.lists(st.integers(1, 9), min_size=1, max_size=60),
    is_padded=st.booleans(),
)
def test_however_the_text_is_cut_the_bytes_are_the_same(
    world: World, client: Client, data: bytes, cuts: list[int], *, is_padded: bool
) -> None:
    text = text_of(data) if is_padded else text_of(data).rstrip("=")
    upload, start, position = "", 0, 0
    while start < len(text):
        end = max(start + cuts[position % len(cuts)], 2)  # a first block of one character holds no byte
        said = client.uploadfile(data=text[start:end], **({"tmpUploadId": upload} if upload else {}))
        upload, start, position = said["tmpUploadId"], end, position + 1
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=upload, module="task", relatedRecordId=number, file="a.bin")
    assert content_of(world, said["fileId"]) == data


def test_blocks_that_are_base64_of_their_own_are_joined(world: World, client: Client) -> None:
    """The page's example: two padded blocks of 85 bytes."""
    one, two = b"a" * 85, b"b" * 85
    first = client.uploadfile(data=text_of(one))
    second = client.uploadfile(data=text_of(two), tmpUploadId=first["tmpUploadId"])
    assert (first["filesize"], second) == (85, {"filesize": 170, "tmpUploadId": first["tmpUploadId"]})
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=first["tmpUploadId"], module="task", relatedRecordId=number, file="a.txt")
    assert content_of(world, said["fileId"]) == one + two


def test_blocks_of_version_1_clients_are_joined_too(world: World, client: Client) -> None:
    text, upload = text_of(b"made of several blocks"), ""
    for block in blocks(text, 7):
        parameters = {"data": block, **({"tmpUploadId": upload} if upload else {})}
        answer = client.send(signed_v1(client.action("do", "uploadfile", parameters), client.key))
        upload = answer["response"]["results"][0]["data"]["records"][0]["elements"]["tmpUploadId"]
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=upload, module="task", relatedRecordId=number, file="a.txt")
    assert content_of(world, said["fileId"]) == b"made of several blocks"


@pytest.mark.parametrize("block", ["!!!!", "", "====", "AA=A"])
def test_a_bad_block_is_refused_and_the_upload_stays_as_it_was(world: World, client: Client, block: str) -> None:
    upload = client.first_step(b"hello ")
    before = world.stored()
    assert client.refused(data=block, tmpUploadId=upload) == 255
    assert world.stored() == before
    client.uploadfile(data=text_of(b"world"), tmpUploadId=upload)
    number = world.records["task"].number
    said = client.uploadfile(tmpUploadId=upload, module="task", relatedRecordId=number, file="a.txt")
    assert content_of(world, said["fileId"]) == b"hello world"


def test_a_block_that_cannot_go_on_from_the_one_before_is_refused(world: World, client: Client) -> None:
    upload = client.uploadfile(data="QUJDQ")["tmpUploadId"]
    before = world.stored()
    assert client.refused(data="QUJDRA==", tmpUploadId=upload) == 255
    assert world.stored() == before


def test_a_text_that_ends_in_the_middle_of_a_byte_is_refused_when_it_is_filed(world: World, client: Client) -> None:
    upload = client.uploadfile(data="QUJDQ")["tmpUploadId"]
    before = world.stored()
    number = world.records["task"].number
    assert client.refused(tmpUploadId=upload, module="task", relatedRecordId=number, file="a.txt") == 255
    assert world.stored() == before
    assert files_on(world, "task") == []
