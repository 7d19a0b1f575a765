"""A finished upload is good at the other doors: for onOffice's second step and as a native upload, once."""

import pytest

from filebook.core.ids import Kind
from filebook.services.library import Page
from tests.dialects.onoffice.client import Client, client_of
from tests.dialects.tus.client import Tus, encoded, upload_id
from tests.world import World

PLAN = f"filename {encoded('plan.txt')},filetype {encoded('application/x-plan')}"


@pytest.fixture
def onoffice(world: World) -> Client:
    """The same user's program, at onOffice's door."""
    return client_of(world)


def second_step(world: World, upload: str, **said: object) -> dict[str, object]:
    """What puts an upload on the appointment."""
    place = {"module": "appointment", "relatedRecordId": world.appointments["single"].number}
    return {"tmpUploadId": upload, "file": "a.txt", **place, **said}


def test_it_is_a_temporary_upload_for_onoffice(world: World, tus: Tus, onoffice: Client) -> None:
    address = tus.create(11, Upload_Metadata=PLAN)
    upload = upload_id(address)
    before = world.stored()
    assert onoffice.refused(**second_step(world, upload))
    tus.patch(address, b"hello ", 0)
    assert onoffice.refused(**second_step(world, upload))
    assert onoffice.refused(tmpUploadId=upload, data="d29ybGQ=")
    tus.patch(address, b"world", 6)
    assert onoffice.refused(tmpUploadId=upload, data="d29ybGQ=")
    assert world.stored() == (before[0] + 2, before[1])
    said = onoffice.uploadfile(**second_step(world, upload))
    assert (said["filesize"], said["tmpUploadId"]) == (11, upload)
    appointment = world.appointments["single"].number
    (file,) = world.services.library.files_on(world.actor("owner"), appointment, kind=Kind.APPOINTMENT, page=Page(10))[
        0
    ]
    assert (file.name, file.media_type, file.size_bytes) == ("a.txt", "application/x-plan", 11)
    assert onoffice.refused(**second_step(world, upload)) == 129
    assert tus.head(address).status_code == 410


def test_it_is_a_native_upload_under_its_own_name_and_type(world: World, tus: Tus) -> None:
    address = tus.finished(b"hello", Upload_Metadata=PLAN)
    headers = {"authorization": f"Bearer {tus.token}"}

    def file_away() -> int:
        answer = world.http.post("/api/v1/files", json={"upload": upload_id(address)}, headers=headers)
        if answer.status_code == 201:
            assert (answer.json()["name"], answer.json()["media_type"]) == ("plan.txt", "application/x-plan")
        return answer.status_code

    assert [file_away() for _ in range(2)] == [201, 409]


def test_without_a_name_in_either_place_it_is_no_file(world: World, tus: Tus) -> None:
    address = tus.finished(b"hello")
    before = world.stored()
    answer = world.http.post(
        "/api/v1/files", json={"upload": upload_id(address)}, headers={"authorization": f"Bearer {tus.token}"}
    )
    assert answer.status_code == 422
    assert world.stored() == before
    assert tus.offset(address) == 5
