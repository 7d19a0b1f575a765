"""HEAD: how far an upload has come."""

import pytest

from tests.dialects.tus.client import Tus, encoded
from tests.world import World


def test_everything_that_is_known_of_an_upload_is_told_and_not_to_be_kept(tus: Tus) -> None:
    metadata = f"filename {encoded('a.txt')}"
    answer = tus.head(tus.create(11, Upload_Metadata=metadata))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["upload-offset"] == "0"
    assert answer.headers["upload-length"] == "11"
    assert answer.headers["upload-metadata"] == metadata
    assert answer.headers["upload-expires"].endswith(" GMT")
    assert not {"upload-concat", "upload-defer-length", "location"} & answer.headers.keys()


def test_the_offset_follows_the_bytes(tus: Tus) -> None:
    address = tus.create(6)
    for offset, data in enumerate((b"a", b"b", b"c", b"def")):
        assert tus.offset(address) == offset
        tus.patch(address, data, offset)
    assert tus.offset(address) == 6


def test_asking_changes_nothing(tus: Tus) -> None:
    address = tus.create(6)
    tus.patch(address, b"abc", 0)
    before = tus.held()
    assert (
        len({tuple(tus.head(address).headers[name] for name in ("upload-offset", "upload-length")) for _ in "123"}) == 1
    )
    assert tus.held() == before


@pytest.mark.parametrize(
    "path",
    ["/uploads/absent", "/uploads/00000000-0000-4000-8000-000000000000", "/uploads/%20", "/uploads/%F0%9F%98%80"],
)
def test_what_is_not_there_has_no_offset(tus: Tus, path: str) -> None:
    answer = tus.head(path)
    assert answer.status_code == 404
    assert "upload-offset" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_an_upload_of_somebody_else_is_not_there(tus: Tus, world: World) -> None:
    address = tus.create(6)
    absent = tus.head("/uploads/absent")
    for user in ("reseller", "foreign_owner"):
        answer = Tus(world, user).head(address)
        assert answer.status_code == 404 if user == "foreign_owner" else answer.status_code in {403, 404}
        assert dict(answer.headers) | {"x-request-id": ""} == dict(absent.headers) | {"x-request-id": ""}


def test_an_upload_by_blocks_of_another_door_is_not_there(tus: Tus, world: World) -> None:
    receiver = world.services.uploads.receiver()
    receiver.write(b"block")
    upload = world.services.uploads.keep(world.actor("owner"), receiver)
    assert tus.head(f"/uploads/{upload.id}").status_code == 404


def test_an_upload_that_ran_out_is_gone_before_and_after_it_is_swept(tus: Tus, world: World) -> None:
    address = tus.finished(b"hello")
    world.clock.advance(hours=24)
    tus = Tus(world)
    for _ in range(2):
        answer = tus.head(address)
        assert answer.status_code == 410
        assert "upload-offset" not in answer.headers
        world.services.housekeeping.sweep()
    assert tus.held() == (0, 0, 0)


def test_an_upload_that_was_used_is_gone(tus: Tus, world: World) -> None:
    address = tus.finished(b"hello", Upload_Metadata=f"filename {encoded('a.txt')}")
    world.services.uploads.park(world.actor("owner"), address.rpartition("/")[2], name="b.txt")  # type: ignore[arg-type]
    assert tus.head(address).status_code == 410
    assert tus.patch(address, b"", 5).status_code == 410
    assert tus.ask("DELETE", address).status_code == 410


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer guessed", "Basic b3duZXI6", "bearer\tx"])
def test_nobody_is_told_anything_without_a_token(tus: Tus, authorization: str | None) -> None:
    address = tus.create(5)
    answer = tus.head(address, Authorization=authorization)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "upload-offset" not in answer.headers
