"""`do`/`uploadfile`: two steps, links, parking, and everything that is refused."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.appointments import Span
from filebook.core.ids import Number
from filebook.services.booking import NewAppointment
from tests.dialects.onoffice.client import Client, Json, as_user, client_of, content_of, files_on
from tests.world import World, make_world

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_the_first_step_answers_size_and_id_alone(client: Client) -> None:
    result = client.call("do", "uploadfile", {"data": "aGVsbG8=", "file": "gruss.txt"}, resourceid=None)
    record = result["data"]["records"][0]
    assert (result["resourceid"], result["cacheable"], result["data"]["meta"]) == ("", False, {"cntabsolute": None})
    assert (record["id"], record["type"], record["elements"].keys()) == (0, "", {"filesize", "tmpUploadId"})
    assert record["elements"]["filesize"] == 5
    assert len(record["elements"]["tmpUploadId"]) == 36


@pytest.mark.parametrize(
    ("module", "what"),
    [
        ("estate", "estate"),
        ("address", "contact"),
        ("agentslog", "agents_log"),
        ("agentsLog", "agents_log"),
        ("TASK", "task"),
    ],
)
def test_the_second_step_puts_the_file_on_its_record(world: World, client: Client, module: str, what: str) -> None:
    number = world.records[what].number
    said = client.upload(b"content", module=module, relatedRecordId=str(number), file="Brief Ä.txt", title="Titel")
    file = files_on(world, what)[0]
    assert said.keys() == {"filesize", "tmpUploadId", "fileId", "success"}
    assert (said["filesize"], said["fileId"], said["success"]) == (7, str(file.number), "success")
    assert (file.name, file.title, file.uploader.name) == ("Brief Ä.txt", "Titel", "owner")
    assert content_of(world, said["fileId"]) == b"content"


def test_every_word_about_an_estates_file_is_kept(world: World, client: Client) -> None:
    client.upload(
        module="estate",
        relatedRecordId=world.records["estate"].number,
        title="Ansicht",
        Art="Grundriss",
        freetext="EG",
        documentAttribute="document_floor_plan",
        setDefaultPublicationRights=True,
        applyWaterMark=True,
        language="DEU",
        extendedclaim="0815",
    )
    file = files_on(world, "estate")[0]
    assert (file.title, file.category, file.free_text) == ("Ansicht", "Grundriss", "EG")
    assert (file.document_attribute, file.published) == ("document_floor_plan", False)


@pytest.mark.parametrize("module", ["appointment", "calendar", "Appointment"])
def test_a_file_can_be_put_on_an_appointment(world: World, client: Client, module: str) -> None:
    number = world.appointments["single"].number
    client.upload(b"plan", module=module, relatedRecordId=number, file="plan.pdf")
    assert client.names(number) == ["plan.pdf"]


def test_the_strict_profile_puts_nothing_on_appointments(strict_world: World, strict_client: Client) -> None:
    number = strict_world.appointments["single"].number
    upload = strict_client.first_step()
    before = strict_world.stored()
    second = {"module": "appointment", "relatedRecordId": number, "file": "a.txt", "tmpUploadId": upload}
    assert strict_client.refused(**second) == 163
    assert strict_world.stored() == before
    assert strict_client.names(number) == []


def test_data_makes_a_call_the_first_step_whatever_is_sent_along(world: World, client: Client) -> None:
    number = world.records["estate"].number
    said = client.uploadfile(
        data="aGVsbG8=", module="estate", relatedRecordId=number, file="a.txt", Art="Foto", position=0
    )
    assert said.keys() == {"filesize", "tmpUploadId"}
    assert files_on(world, "estate") == []
    client.uploadfile(tmpUploadId=said["tmpUploadId"], module="estate", relatedRecordId=number, file="a.txt")
    assert len(files_on(world, "estate")) == 1


def test_the_same_name_twice_is_two_files(world: World, client: Client) -> None:
    for data in (b"one", b"two"):
        client.upload(data, module="task", relatedRecordId=world.records["task"].number, file="same.txt")
    assert [file.name for file in files_on(world, "task")] == ["same.txt", "same.txt"]


@pytest.mark.parametrize("position", [None, 0, "0", 99])
def test_a_file_takes_the_place_that_is_asked_for(world: World, client: Client, position: object) -> None:
    number = world.records["estate"].number
    for name in ("a.txt", "b.txt"):
        client.upload(module="estate", relatedRecordId=number, file=name)
    client.upload(module="estate", relatedRecordId=number, file="new.txt", position=position)
    names = [file.name for file in files_on(world, "estate")]
    expected = {"None": 2, "0": 0, "99": 2}[str(position)]
    assert names.index("new.txt") == expected


@pytest.mark.parametrize(
    ("wanted", "setting", "data", "published"),
    [(True, True, PNG, True), (False, True, PNG, False), (True, False, PNG, False), (True, True, b"text", False)],
)
def test_a_picture_is_published_only_if_wanted_and_set(
    tmp_path: Any,
    wanted: bool,
    setting: bool,
    data: bytes,
    published: bool,
) -> None:
    world = make_world(tmp_path / "publishing")
    try:
        accounts = world.services.accounts
        business = accounts.create_business("Publisher", settings={"publish_new_pictures": setting})
        user = accounts.create_user(business.number, "publisher", role=Role.OWNER)
        world.users["publisher"] = user
        estate = world.services.records.add(world.actor("publisher"), world.records["estate"].kind, label="House")
        publisher = as_user(world, "publisher")
        said = publisher.upload(
            data, module="estate", relatedRecordId=estate.number, Art="Foto", setDefaultPublicationRights=wanted
        )
        file = world.services.library.file(world.actor("publisher"), Number(int(said["fileId"])))
        assert file.published is published
    finally:
        world.close()


# Once only


def test_a_used_upload_is_refused_and_leaves_one_file(world: World, client: Client) -> None:
    number = world.records["task"].number
    upload = client.first_step()
    second = {"tmpUploadId": upload, "module": "task", "relatedRecordId": number, "file": "a.txt"}
    client.uploadfile(**second)
    before = world.stored()
    assert client.refused(**second) == 129
    assert client.refused(tmpUploadId=upload, data="aGVsbG8=") == 129
    assert client.refused(tmpUploadId=upload, module="tmpUpload", file="a.txt") == 129
    assert world.stored() == before
    assert len(files_on(world, "task")) == 1


def test_an_upload_is_kept_for_a_day(world: World, client: Client) -> None:
    upload = client.first_step()
    number = world.records["task"].number
    second = {"tmpUploadId": upload, "module": "task", "relatedRecordId": number, "file": "a.txt"}
    world.clock.advance(hours=24)
    late = client_of(world)
    assert late.refused(**second) == 129
    assert late.refused(tmpUploadId=upload, data="aGVsbG8=") == 129
    assert files_on(world, "task") == []


@pytest.mark.parametrize("upload", [None, "", "x", "8d0c1f0e-52a9-4c59-9a53-0b1d0b8f9a11", 5, []])
def test_an_unknown_upload_is_refused(world: World, client: Client, upload: object) -> None:
    before = world.stored()
    number = world.records["task"].number
    assert client.refused(module="task", relatedRecordId=number, file="a.txt", tmpUploadId=upload) == 129
    assert world.stored() == before


def test_another_tenants_upload_is_as_good_as_unknown(world: World, client: Client, foreign_client: Client) -> None:
    upload = client.first_step(b"secret")
    foreign_owner = world.actor("foreign_owner")
    task = world.services.records.add(foreign_owner, world.records["task"].kind, label="Theirs")
    before = world.stored()
    second = {"module": "task", "relatedRecordId": task.number, "file": "a.txt", "tmpUploadId": upload}
    assert foreign_client.refused(**second) == 129
    assert foreign_client.refused(tmpUploadId=upload, data="aGVsbG8=") == 129
    assert foreign_client.refused(tmpUploadId=upload, module="tmpUpload", file="a.txt") == 129
    assert world.stored() == before
    client.uploadfile(module="task", relatedRecordId=world.records["task"].number, file="a.txt", tmpUploadId=upload)


def test_another_users_upload_is_unknown_too(world: World, client: Client) -> None:
    upload = client.first_step()
    colleague = world.services.accounts.create_user(world.business.number, "colleague", role=Role.EDITOR)
    world.users["colleague"] = colleague
    number = world.records["task"].number
    second = {"module": "task", "relatedRecordId": number, "file": "a.txt", "tmpUploadId": upload}
    assert as_user(world, "colleague").refused(**second) == 129
    assert files_on(world, "task") == []


def test_another_tenants_record_is_as_good_as_unknown(world: World, client: Client, foreign_client: Client) -> None:
    estate = world.records["estate"].number
    upload = foreign_client.first_step()
    second = {"module": "estate", "relatedRecordId": estate, "file": "a.txt", "tmpUploadId": upload}
    assert foreign_client.refused(**second) == 293
    assert foreign_client.refused(**{**second, "relatedRecordId": 987_654}) == 293
    assert files_on(world, "estate") == []


# Refusals of the second step: the upload can be used afterwards.

REFUSALS: list[tuple[Json, int]] = [
    ({"module": None}, 163),
    ({"module": "contacts"}, 163),
    ({"relatedRecordId": None}, 79),
    ({"relatedRecordId": "abc"}, 80),
    ({"relatedRecordId": 987_654}, 80),
    ({"relatedRecordId": -1}, 80),
    ({"relatedRecordId": 10**30}, 80),
    ({"module": "estate", "relatedRecordId": 987_654}, 293),
    ({"module": "address", "relatedRecordId": 987_654}, 292),
    ({"module": "appointment", "relatedRecordId": 987_654}, 169),
    ({"module": "estate", "Art": "Hausplan"}, 162),
    ({"file": None}, 114),
    ({"file": ""}, 114),
    ({"file": "x" * 300}, 213),
    ({"file": "ä" * 128}, 213),
    ({"file": "../../etc/passwd"}, 213),
    ({"file": ".."}, 213),
    ({"file": "a/b.txt"}, 213),
    ({"file": "C:\\a.txt"}, 213),
    ({"file": "invoice\u202egpj.exe"}, 213),
    ({"file": "a\u2066b.txt"}, 213),
    ({"file": "a\0.txt"}, 213),
    ({"file": "a\n.txt"}, 213),
    ({"position": "x"}, 255),
    ({"title": ["x"]}, 255),
    ({"module": "estate", "setDefaultPublicationRights": "maybe"}, 255),
]


@pytest.mark.parametrize(("change", "code"), REFUSALS)
def test_a_refused_second_step_files_nothing_and_keeps_the_upload(
    world: World, client: Client, change: Json, code: int
) -> None:
    second = {
        "module": "task",
        "relatedRecordId": world.records["task"].number,
        "file": "a.txt",
        "tmpUploadId": client.first_step(),
    }
    before = world.stored()
    assert client.refused(**{**second, **change}) == code
    assert world.stored() == before
    assert files_on(world, "task") == files_on(world, "estate") == []
    client.uploadfile(**second)


def test_a_record_of_another_kind_is_not_found(world: World, client: Client) -> None:
    upload = client.first_step()
    number = world.records["contact"].number
    assert client.refused(module="estate", relatedRecordId=number, file="a.txt", tmpUploadId=upload) == 293
    assert files_on(world, "contact") == []


def test_an_estate_has_one_title_picture(world: World, client: Client) -> None:
    said: Json = {"module": "estate", "relatedRecordId": world.records["estate"].number, "Art": "Titelbild"}
    client.upload(PNG, **said)
    upload = client.first_step(PNG)
    before = world.stored()
    assert client.refused(tmpUploadId=upload, file="b.png", **said) == 239
    assert client.refused(tmpUploadId=upload, file="b.png", **{**said, "Art": "TITELBILD"}) == 239
    assert world.stored() == before
    client.uploadfile(tmpUploadId=upload, file="b.png", **{**said, "Art": "Foto"})


def test_an_estate_has_each_document_attribute_once(world: World, client: Client) -> None:
    said: Json = {
        "module": "estate",
        "relatedRecordId": world.records["estate"].number,
        "documentAttribute": "plan",
    }
    client.upload(**said)
    upload = client.first_step()
    before = world.stored()
    assert client.refused(tmpUploadId=upload, file="b.txt", **said) == 161
    assert world.stored() == before
    client.uploadfile(tmpUploadId=upload, file="b.txt", **{**said, "documentAttribute": "other"})


def test_a_document_attribute_must_stand_in_the_administrators_list_if_there_is_one(tmp_path: Any) -> None:
    world = make_world(tmp_path / "listed")
    try:
        accounts = world.services.accounts
        business = accounts.create_business("Listed", settings={"document_attributes": ["plan"]})
        world.users["keeper"] = accounts.create_user(business.number, "keeper", role=Role.OWNER)
        estate = world.services.records.add(world.actor("keeper"), world.records["estate"].kind, label="House")
        keeper = as_user(world, "keeper")
        upload = keeper.first_step()
        said = {"module": "estate", "relatedRecordId": estate.number, "file": "a.txt", "tmpUploadId": upload}
        assert keeper.refused(documentAttribute="other", **said) == 252
        keeper.uploadfile(documentAttribute="plan", **said)
    finally:
        world.close()


# Parking and links


def test_a_parked_upload_gets_a_new_id_and_consumes_the_old(world: World, client: Client) -> None:
    upload = client.first_step(b"parked")
    said = client.uploadfile(
        tmpUploadId=upload, module="tmpUpload", file="a.txt", title="T", relatedRecordId=None, Art=None
    )
    assert said.keys() == {"filesize", "tmpUploadId", "cacheFileUuid", "success"}
    assert (said["filesize"], said["tmpUploadId"], said["success"]) == (6, upload, "success")
    assert said["cacheFileUuid"] != upload
    number = world.records["task"].number
    filed = {"module": "task", "relatedRecordId": number, "file": "a.txt"}
    assert client.refused(tmpUploadId=upload, **filed) == 129
    again = client.uploadfile(tmpUploadId=said["cacheFileUuid"], **filed)
    assert content_of(world, again["fileId"]) == b"parked"


@pytest.mark.parametrize(("name", "code"), [(None, 114), ("", 114), ("../x", 213), ("x" * 300, 213)])
def test_parking_needs_a_name(world: World, client: Client, name: object, code: int) -> None:
    upload = client.first_step()
    before = world.stored()
    assert client.refused(tmpUploadId=upload, module="tmpUpload", file=name) == code
    assert world.stored() == before
    client.uploadfile(tmpUploadId=upload, module="tmpUpload", file="a.txt")


@pytest.mark.parametrize("kind", ["Link", "Ogulo-Link", "Film-Link", "Objekt-Link"])
def test_a_link_is_filed_in_one_call(world: World, client: Client, kind: str) -> None:
    number = world.records["estate"].number
    said = client.uploadfile(
        module="estate", title="Rundgang", Art=kind, url="https://tour.example/1", relatedRecordId=number
    )
    file = files_on(world, "estate")[0]
    assert said == {"fileId": str(file.number), "success": "success"}
    assert (file.url, file.category, file.name, file.version) == ("https://tour.example/1", kind, "Rundgang", None)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (None, 167),
        ("", 167),
        ("ftp://x.example/", 255),
        ("javascript:alert(1)", 255),
        ("https://", 255),
        ("x", 255),
        ([], 255),
    ],
)
def test_a_link_needs_an_address_of_the_web(world: World, client: Client, address: object, code: int) -> None:
    before = world.stored()
    number = world.records["estate"].number
    assert client.refused(module="estate", title="T", Art="Link", url=address, relatedRecordId=number) == code
    assert world.stored() == before
    assert files_on(world, "estate") == []


def test_somebody_elses_private_appointment_is_not_there(world: World) -> None:
    start = datetime(2026, 4, 8, 9, 0)
    private = world.services.booking.add(
        world.actor("owner"),
        NewAppointment("Doctor", Span(start, start + timedelta(hours=1), "Europe/Berlin"), private=True),
    )
    colleague = world.services.accounts.create_user(world.business.number, "colleague", role=Role.EDITOR)
    world.users["colleague"] = colleague
    other, owner = as_user(world, "colleague"), client_of(world)
    owner.upload(module="appointment", relatedRecordId=private.number, file="findings.pdf")
    assert other.error("get", "file", {"appointmentid": private.number}, resourceid="appointment") == 169
    upload = other.first_step()
    second = {"module": "appointment", "relatedRecordId": private.number, "file": "a.txt", "tmpUploadId": upload}
    assert other.refused(**second) == 169
    assert owner.names(private.number) == ["findings.pdf"]
