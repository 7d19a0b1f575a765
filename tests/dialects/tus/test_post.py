"""POST: an upload is announced, with or without its first bytes."""

from datetime import timedelta

import pytest

from filebook.serving.headers import http_date
from tests.clock import START
from tests.dialects.tus.client import BYTES, Tus, encoded, upload_id
from tests.world import World


def test_an_announced_upload_has_an_address_of_its_own_and_runs_out_in_a_day(tus: Tus) -> None:
    answer = tus.ask("POST", "/uploads", Upload_Length="100")
    assert (answer.status_code, answer.content) == (201, b"")
    location = answer.headers["location"]
    assert location.startswith("http://filebook.test/uploads/")
    assert answer.headers["upload-expires"] == http_date(START + timedelta(days=1)).decode()
    assert tus.create(100) != location
    assert tus.offset(location) == 0


@pytest.mark.parametrize("path", ["/uploads", "/uploads/"])
def test_a_slash_at_the_end_makes_no_difference(tus: Tus, path: str) -> None:
    answer = tus.ask("POST", path, Upload_Length="1")
    assert "//" not in answer.headers["location"].removeprefix("http://")


def test_an_empty_upload_is_finished_at_once(tus: Tus) -> None:
    address = tus.create(0)
    head = tus.head(address)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("0", "0")
    assert tus.world.services.uploads.get(tus.world.actor("owner"), upload_id(address)).is_whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Upload_Length": ""},
        {"Upload_Length": "-1"},
        {"Upload_Length": "+1"},
        {"Upload_Length": "1.5"},
        {"Upload_Length": "abc"},
        {"Upload_Length": "0x10"},
        {"Upload_Length": "1e3"},
        {"Upload_Length": "1 2"},
        {"Upload_Length": "1_000"},
        {"Upload_Length": "9" * 40},
        {"Upload_Defer_Length": "0"},
        {"Upload_Defer_Length": "2"},
        {"Upload_Defer_Length": "true"},
        {"Upload_Defer_Length": ""},
        {"Upload_Length": "5", "Upload_Defer_Length": "1"},
        {"Upload_Length": "5", "Upload_Concat": "whole"},
        {"Upload_Length": "5", "Upload_Concat": ""},
        {"Upload_Length": "5", "Upload_Concat": "Partial"},
        {"Upload_Concat": "partial"},
        {"Upload_Concat": "final"},
        {"Upload_Concat": "final;"},
        {"Upload_Concat": "final; "},
        {"Upload_Length": "5", "Upload_Metadata": "filename not-base64!"},
        {"Upload_Length": "5", "Upload_Metadata": "filename YQ==,filename Yg=="},
        {"Upload_Length": "5", "Upload_Metadata": "filename  YQ== YQ=="},
        {"Upload_Length": "5", "Upload_Metadata": "für YQ=="},
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_and_nothing_waits(tus: Tus, headers: dict[str, str]) -> None:
    before = tus.held()
    answer = tus.ask("POST", "/uploads", **headers)
    assert answer.status_code == 400, answer.text
    assert "location" not in answer.headers
    assert tus.held() == before


def test_metadata_come_back_as_they_were_sent(tus: Tus) -> None:
    for metadata in (
        f"filename {encoded('Grundriß.pdf')},filetype {encoded('application/pdf')}",
        f"private,filename {encoded('a.txt')}",
        "empty ,filename YQ==",
        f"x-key!#$%&'*+.^_`|~ {encoded('/')}",
        "raw /////w==",
        "unpadded YQ",
    ):
        assert tus.head(tus.create(5, Upload_Metadata=metadata)).headers["upload-metadata"] == metadata
    assert "upload-metadata" not in tus.head(tus.create(5)).headers
    assert "upload-metadata" not in tus.head(tus.create(5, Upload_Metadata="")).headers


@pytest.mark.parametrize(
    ("metadata", "name", "media_type"),
    [
        (f"filename {encoded('Plan ü.pdf')},filetype {encoded('application/pdf')}", "Plan ü.pdf", "application/pdf"),
        (f"name {encoded('a.txt')},type {encoded('text/plain; charset=utf-8')}", "a.txt", "text/plain"),
        (f"name {encoded('second')},filename {encoded('first')}", "first", ""),
        (f"filename {encoded('C:' + chr(92) + 'temp' + chr(92) + 'a.txt')}", "a.txt", ""),
        (f"filename {encoded('../../etc/passwd')}", "passwd", ""),
        (f"filename {encoded('..')},filetype {encoded('nonsense')}", "", ""),
        ("filename /////w==", "\ufffd\ufffd\ufffd\ufffd", ""),
        ("", "", ""),
    ],
)
def test_name_and_type_are_taken_from_the_metadata(tus: Tus, metadata: str, name: str, media_type: str) -> None:
    address = tus.finished(b"", Upload_Metadata=metadata)
    upload = tus.world.services.uploads.get(tus.world.actor("owner"), upload_id(address))  # type: ignore[arg-type]
    assert (upload.name, upload.declared_type) == (name, media_type)


def test_metadata_have_a_limit(tus: Tus) -> None:
    before = tus.held()
    assert tus.ask("POST", "/uploads", Upload_Length="5", Upload_Metadata="k " + "A" * 8191).status_code == 431
    assert tus.held() == before
    assert tus.create(5, Upload_Metadata="k " + "A" * 8188)


def test_a_length_that_is_not_known_yet_is_told_as_such(tus: Tus) -> None:
    head = tus.head(tus.create())
    assert head.headers["upload-defer-length"] == "1"
    assert "upload-length" not in head.headers


def test_the_first_bytes_may_come_along(tus: Tus) -> None:
    answer = tus.ask("POST", "/uploads", b"hello", Upload_Length="11", Content_Type=BYTES)
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "5")
    address = answer.headers["location"]
    assert tus.offset(address) == 5
    assert tus.patch(address, b" world", 5).headers["upload-offset"] == "11"
    whole = tus.ask("POST", "/uploads", b"hello", Upload_Length="5", Content_Type=BYTES)
    assert whole.headers["upload-offset"] == "5"
    unmeasured = tus.ask("POST", "/uploads", b"hello", Upload_Defer_Length="1", Content_Type=BYTES)
    assert tus.head(unmeasured.headers["location"]).headers["upload-defer-length"] == "1"
    partial = tus.ask("POST", "/uploads", b"hello", Upload_Length="5", Upload_Concat="partial", Content_Type=BYTES)
    assert tus.head(partial.headers["location"]).headers["upload-concat"] == "partial"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": "5", "Content_Type": None}, 415),
        ({"Upload_Length": "5", "Content_Type": "application/octet-stream"}, 415),
        ({"Upload_Length": "4"}, 413),
        ({"Upload_Length": "5", "Upload_Checksum": "sha1 AAAA"}, 460),
        ({"Upload_Length": "5", "Upload_Checksum": "crc1024 AAAA"}, 400),
        ({"Upload_Length": "abc"}, 400),
        ({"Upload_Length": "5", "Content_Encoding": "gzip"}, 415),
        ({"Upload_Concat": "final;/uploads/x"}, 400),
    ],
    ids=str,
)
def test_first_bytes_that_are_refused_leave_no_upload(tus: Tus, headers: dict[str, str | None], status: int) -> None:
    before = tus.held()
    answer = tus.ask("POST", "/uploads", b"hello", **{"Content_Type": BYTES, **headers})
    assert answer.status_code == status
    assert tus.held() == before


def test_limits_are_told_before_a_byte_is_sent(tus: Tus, world: World) -> None:
    world.services.accounts.set_limits(world.business, file_size_bytes=1000, total_bytes=500, open_upload_count=1)
    before = tus.held()
    for length, status in (("1001", 413), ("501", 507)):
        assert tus.ask("POST", "/uploads", Upload_Length=length).status_code == status
        assert tus.ask("POST", "/uploads", b"x", Upload_Length=length, Content_Type=BYTES).status_code == status
    assert tus.held() == before
    tus.create(500)
    held = tus.held()
    assert tus.ask("POST", "/uploads", Upload_Length="1").status_code == 507
    assert tus.ask("POST", "/uploads", b"x", Upload_Length="1", Content_Type=BYTES).status_code == 507
    assert tus.held() == held


@pytest.mark.parametrize("user", ["viewer", "personal"])
def test_who_may_not_write_may_not_upload(world: World, user: str) -> None:
    tus = Tus(world, user)
    before = tus.held()
    assert tus.ask("POST", "/uploads", Upload_Length="5").status_code == 403
    assert tus.ask("POST", "/uploads", b"hello", Upload_Length="5", Content_Type=BYTES).status_code == 403
    assert tus.held() == before
