"""POST and HEAD of uploads that are parts of another, or made of parts."""

from urllib.parse import urlsplit

import pytest

from tests.dialects.tus.client import Tus, encoded
from tests.dialects.tus.test_patch import content
from tests.world import World


def test_parts_sent_side_by_side_become_one_upload(tus: Tus) -> None:
    parts = [tus.finished(data, Upload_Concat="partial") for data in (b"hello", b" ", b"world")]
    before = tus.held()
    answer = tus.join(*parts, Upload_Metadata=f"filename {encoded('a.txt')}")
    assert answer.status_code == 201
    assert "upload-offset" not in answer.headers
    whole = answer.headers["location"]
    assert tus.held()[0] == before[0]
    head = tus.head(whole)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("11", "11")
    assert head.headers["upload-concat"] == "final;" + " ".join(urlsplit(part).path for part in parts)
    assert head.headers["upload-metadata"] == f"filename {encoded('a.txt')}"
    assert content(tus, whole) == b"hello world"


def test_a_part_says_that_it_is_one(tus: Tus) -> None:
    part = tus.create(5, Upload_Concat="partial")
    assert tus.head(part).headers["upload-concat"] == "partial"
    tus.patch(part, b"hello", 0)
    tus.join(part)
    head = tus.head(part)
    assert (head.headers["upload-concat"], head.headers["upload-offset"]) == ("partial", "5")


def test_addresses_may_be_whole_or_paths_and_come_in_any_order(tus: Tus) -> None:
    first, second = (tus.finished(data, Upload_Concat="partial") for data in (b"one", b"two"))
    whole = tus.join(urlsplit(second).path, first).headers["location"]
    assert content(tus, whole) == b"twoone"


def test_a_client_that_missed_the_answer_is_given_the_same_upload_again(tus: Tus) -> None:
    parts = [tus.finished(data, Upload_Concat="partial") for data in (b"one", b"two")]
    first = tus.join(*parts).headers["location"]
    held = tus.held()
    assert tus.join(*parts).headers["location"] == first
    assert tus.held() == held
    for others in (parts[:1], parts[::-1]):
        assert tus.join(*others).status_code == 410


@pytest.mark.parametrize("of", ["whole", "part"])
def test_neither_the_whole_nor_a_used_part_takes_more(tus: Tus, of: str) -> None:
    part = tus.finished(b"part", Upload_Concat="partial")
    address = {"whole": tus.join(part).headers["location"], "part": part}[of]
    before = tus.held()
    for data, offset in ((b"x", 4), (b"", 4), (b"x", 0)):
        assert tus.patch(address, data, offset).status_code == 403
    assert tus.held() == before
    assert tus.offset(address) == 4


def test_what_cannot_be_joined_is_refused_and_stays(tus: Tus, world: World) -> None:
    part = tus.finished(b"part", Upload_Concat="partial")
    begun = tus.create(9, Upload_Concat="partial")
    unmeasured = tus.create(Upload_Concat="partial")
    plain = tus.finished(b"plain")
    foreign = Tus(world, "foreign_owner").finished(b"theirs", Upload_Concat="partial")
    before = tus.held()
    cases = {
        (part, begun): 409,
        (part, unmeasured): 409,
        (part, plain): 400,
        (part, part): 400,
        (part, "/uploads/absent"): 404,
        (part, foreign): 404,
        ("/",): 404,
        ("http://[::1",): 400,
        tuple(f"/uploads/{number}" for number in range(201)): 400,
    }
    for parts, status in cases.items():
        answer = tus.join(*parts)
        assert (answer.status_code, "location" in answer.headers) == (status, False), parts[:2]
    assert tus.join(part, Upload_Length="4").status_code == 400
    assert tus.join(part, Upload_Defer_Length="1").status_code == 400
    assert tus.held() == before
    assert tus.patch(begun, b"123456789", 0).status_code == 204
    assert tus.join(part, begun).status_code == 201


def test_parts_that_are_too_large_together_are_refused(tus: Tus, world: World) -> None:
    world.services.accounts.set_limits(world.business, file_size_bytes=6)
    parts = [tus.finished(b"four", Upload_Concat="partial") for _ in range(2)]
    before = tus.held()
    assert tus.join(*parts).status_code == 413
    assert tus.held() == before


def test_a_part_alone_cannot_be_filed(tus: Tus) -> None:
    part = tus.finished(b"part", Upload_Concat="partial")
    with pytest.raises(Exception, match="upload_unfinished"):
        content(tus, part)
