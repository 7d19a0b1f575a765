"""PATCH: an upload goes on where it has come to."""

import base64
import hashlib
from datetime import timedelta

import pytest

from filebook.core.files import UploadId
from filebook.services.filing import NewFile
from filebook.serving.headers import http_date
from tests.dialects.tus.client import BYTES, Tus, upload_id
from tests.world import World


def content(tus: Tus, address: str) -> bytes:
    """What is in the file that an upload becomes."""
    services, actor = tus.world.services, tus.world.actor(tus.user)
    file = services.filing.file_away(actor, UploadId(upload_id(address)), new=NewFile("a.bin"))
    reader = services.library.open(file).reader
    data = reader.read(0, file.size_bytes)
    reader.close()
    return data


def test_bytes_are_added_and_the_new_offset_is_told(tus: Tus) -> None:
    address = tus.create(11)
    answer = tus.patch(address, b"hello", 0)
    assert (answer.status_code, answer.content, answer.headers["upload-offset"]) == (204, b"", "5")
    answer = tus.patch(address, b" world", 5)
    assert answer.headers["upload-offset"] == "11"
    assert content(tus, address) == b"hello world"


def test_each_addition_puts_off_the_end(tus: Tus, world: World) -> None:
    address = tus.create(11)
    world.clock.advance(hours=20)
    answer = tus.patch(address, b"hello", 0)
    assert answer.headers["upload-expires"] == http_date(world.clock.at + timedelta(days=1)).decode()
    world.clock.advance(hours=20)
    assert tus.offset(address) == 5


def test_nothing_may_be_added_too(tus: Tus) -> None:
    address = tus.create(5)
    assert tus.patch(address, b"", 0).headers["upload-offset"] == "0"
    tus.patch(address, b"hello", 0)
    assert tus.patch(address, b"", 5).headers["upload-offset"] == "5"
    assert content(tus, address) == b"hello"


@pytest.mark.parametrize("offset", [0, 4, 6, 11, 12, 10**17])
def test_another_offset_is_a_conflict_and_adds_nothing(tus: Tus, offset: int) -> None:
    address = tus.create(11)
    tus.patch(address, b"hello", 0)
    before = tus.held()
    answer = tus.patch(address, b"x", offset)
    assert answer.status_code == 409
    assert tus.offset(address) == 5
    assert tus.held() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Offset": None}, 400),
        ({"Upload_Offset": ""}, 400),
        ({"Upload_Offset": "-1"}, 400),
        ({"Upload_Offset": "+0"}, 400),
        ({"Upload_Offset": "abc"}, 400),
        ({"Upload_Offset": "0.0"}, 400),
        ({"Upload_Offset": "0x0"}, 400),
        ({"Content_Type": None}, 415),
        ({"Content_Type": ""}, 415),
        ({"Content_Type": "application/octet-stream"}, 415),
        ({"Content_Type": "application/json"}, 415),
        ({"Content_Encoding": "gzip"}, 415),
        ({"Upload_Checksum": ""}, 400),
        ({"Upload_Checksum": "sha1"}, 460),
        ({"Upload_Checksum": "crc1024 AAAA"}, 400),
        ({"Upload_Checksum": "SHA1 AAAA"}, 400),
        ({"Upload_Checksum": "sha1 ***"}, 400),
        ({"Upload_Checksum": "sha1 AAAA"}, 460),
        ({"Upload_Length": "4"}, 400),
        ({"Upload_Length": "6"}, 400),
        ({"Upload_Length": "abc"}, 400),
    ],
    ids=str,
)
def test_what_cannot_be_meant_adds_nothing(tus: Tus, headers: dict[str, str | None], status: int) -> None:
    address = tus.create(5)
    before = tus.held()
    answer = tus.patch(address, b"hello", 0, **headers)
    assert answer.status_code == status
    assert "upload-offset" not in answer.headers
    assert tus.offset(address) == 0
    assert tus.held() == before
    assert tus.patch(address, b"hello", 0).status_code == 204


def test_a_media_type_may_have_parameters_and_any_case(tus: Tus) -> None:
    for media_type in (f"{BYTES}; charset=binary", BYTES.title()):
        assert tus.patch(tus.create(5), b"hello", 0, Content_Type=media_type).status_code == 204


@pytest.mark.parametrize("sent", [6, 100, 2 * 1024 * 1024])
def test_more_than_the_upload_may_have_is_refused_whole(tus: Tus, sent: int) -> None:
    address = tus.create(9)
    tus.patch(address, b"half", 0)
    before = tus.held()
    assert tus.patch(address, b"x" * sent, 4).status_code == 413
    assert tus.offset(address) == 4
    assert tus.held() == before


def test_a_finished_upload_takes_nothing_more(tus: Tus) -> None:
    address = tus.finished(b"hello")
    assert tus.patch(address, b"x", 5).status_code == 413
    assert content(tus, address) == b"hello"


@pytest.mark.parametrize("path", ["/uploads/absent", "/uploads/00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_takes_nothing(tus: Tus, path: str) -> None:
    before = tus.held()
    assert tus.patch(path, b"hello", 0).status_code == 404
    assert tus.held() == before


def test_an_upload_of_somebody_else_takes_nothing(tus: Tus, world: World) -> None:
    address = tus.create(5)
    before = tus.held()
    assert Tus(world, "foreign_owner").patch(address, b"hello", 0).status_code == 404
    assert tus.held() == before
    assert tus.offset(address) == 0


def test_an_upload_that_ran_out_takes_nothing(tus: Tus, world: World) -> None:
    address = tus.create(5)
    world.clock.advance(hours=24)
    before = tus.held()
    assert Tus(world).patch(address, b"hello", 0).status_code == 410
    assert tus.held() == before


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512", "md5"])
def test_bytes_that_add_up_to_their_checksum_are_added(tus: Tus, algorithm: str) -> None:
    address = tus.create(10)
    for offset in (0, 5):
        digest = base64.b64encode(hashlib.new(algorithm, b"hello").digest()).decode()
        wrong = base64.b64encode(hashlib.new(algorithm, b"jello").digest()).decode()
        before = tus.held()
        assert tus.patch(address, b"hello", offset, Upload_Checksum=f"{algorithm} {wrong}").status_code == 460
        assert tus.held() == before
        assert tus.offset(address) == offset
        assert tus.patch(address, b"hello", offset, Upload_Checksum=f"{algorithm} {digest}").status_code == 204
    assert content(tus, address) == b"hellohello"


def test_every_algorithm_that_is_told_is_understood(tus: Tus, world: World) -> None:
    for algorithm in world.http.options("/uploads").headers["tus-checksum-algorithm"].split(","):
        assert tus.patch(tus.create(1), b"x", 0, Upload_Checksum=f"{algorithm} AAAA").status_code == 460


def test_a_length_is_told_on_the_way_once(tus: Tus) -> None:
    address = tus.create()
    assert tus.patch(address, b"hello", 0).status_code == 204
    assert tus.patch(address, b" world", 5, Upload_Length="11").headers["upload-offset"] == "11"
    head = tus.head(address)
    assert head.headers["upload-length"] == "11"
    assert "upload-defer-length" not in head.headers
    assert tus.patch(address, b"", 11, Upload_Length="12").status_code == 400
    assert tus.patch(address, b"", 11, Upload_Length="11").status_code == 204
    assert content(tus, address) == b"hello world"


@pytest.mark.parametrize(("length", "status"), [("4", 400), ("6", 413), ("6000000000", 413)])
def test_a_length_that_the_upload_cannot_have_is_refused(tus: Tus, length: str, status: int) -> None:
    address = tus.create()
    tus.patch(address, b"hello", 0)
    before = tus.held()
    assert tus.patch(address, b"xx", 5, Upload_Length=length).status_code == status
    assert tus.head(address).headers["upload-defer-length"] == "1"
    assert tus.held() == before


def test_a_quota_that_is_full_takes_nothing_more(tus: Tus, world: World) -> None:
    address = tus.create()
    tus.patch(address, b"hello", 0)
    world.services.accounts.set_limits(world.business, total_bytes=tus.held()[2] + 3)
    before = tus.held()
    assert tus.patch(address, b"four", 5).status_code == 507
    assert tus.held() == before
    assert tus.patch(address, b"it!", 5).status_code == 204


def test_a_user_who_may_not_write_any_more_can_do_nothing_with_what_is_there(tus: Tus, world: World) -> None:
    address = tus.create(5)
    world.services.accounts.set_enabled(world.users["owner"], enabled=False)
    before = tus.held()
    for answer in (tus.patch(address, b"hello", 0), tus.head(address), tus.ask("DELETE", address)):
        assert answer.status_code == 401
    assert tus.held() == before
