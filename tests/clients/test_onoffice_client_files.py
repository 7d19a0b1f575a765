"""The package `onoffice` from the Python Package Index, as it is, against a real server: files."""

import base64
from collections.abc import Iterator
from io import BytesIO
from urllib.request import urlopen

import pytest
from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others
from PIL import Image

from filebook.app.build import build
from filebook.app.settings import Settings
from filebook.core.ids import BusinessNumber
from tests.clients.onoffice_program import SUCCESS, Json, More, Program, new_appointment


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""
    output = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(output, "png")
    return output.getvalue()


def fetched(url: str) -> bytes:
    """What lies behind an address, asked for with nothing but it."""
    with urlopen(url) as answer:
        content: bytes = answer.read()
        return content


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a picture."""
    with Image.open(BytesIO(content)) as opened:
        return opened.size


# Files: the ways in.


def test_a_file_is_uploaded_in_two_steps_and_comes_back(program: Program) -> None:
    content = b"Schl\xc3\xbcssel beim Nachbarn\n" * 1000
    file = program.upload(content, module="appointment", relatedRecordId=program.appointment)
    (listed,) = program.files("appointment", program.appointment, fileId=file)
    assert listed["id"] == file
    assert listed["elements"]["filename"] == "haus.txt"
    assert listed["elements"]["fileSize"] == str(len(content))
    assert fetched(listed["elements"]["url"]) == content


def test_blocks_become_one_file(program: Program) -> None:
    blocks = [bytes([number]) * (85 + number) for number in range(3)]
    upload = program.first_step(blocks[0])["tmpUploadId"]
    second = program.first_step(blocks[1], tmpUploadId=upload)
    assert second == {"filesize": 85 + 86, "tmpUploadId": upload}
    program.first_step(blocks[2], tmpUploadId=upload)
    estate = program.estate()
    said = {
        "tmpUploadId": upload,
        "file": "blocks.bin",
        "module": "estate",
        "relatedRecordId": estate,
        "Art": "Dokument",
    }
    (record,) = program.records(Action.DO, More.UPLOAD, said)
    file = int(record["elements"]["fileId"])
    (listed,) = program.files("estate", estate, fileid=file)
    assert base64.b64decode(listed["elements"]["content"]) == b"".join(blocks)


def test_a_link_needs_one_step(program: Program) -> None:
    estate = program.estate()
    url = "https://rundgang.example/haus?a=1&b=2"
    said = {"module": "estate", "relatedRecordId": estate, "Art": "Link", "title": "Rundgang", "url": url}
    (record,) = program.records(Action.DO, More.UPLOAD, said)
    (listed,) = program.files("estate", estate)
    assert listed["id"] == int(record["elements"]["fileId"])
    assert (listed["elements"]["type"], listed["elements"]["url"]) == ("Link", url)


def test_a_temporary_upload_is_kept_under_a_handle(program: Program) -> None:
    upload = program.first_step(b"hello")["tmpUploadId"]
    said = {"tmpUploadId": upload, "module": "tmpUpload", "relatedRecordId": None, "file": "a.txt", "title": "a"}
    (record,) = program.records(Action.DO, More.UPLOAD, said)
    assert record["elements"]["cacheFileUuid"]
    assert "fileId" not in record["elements"]
    assert program.error(Action.DO, More.UPLOAD, said) == 129


# Files: the lists.


def test_the_files_of_an_estate_are_listed_with_all_they_have(program: Program) -> None:
    estate, content = program.estate(), picture(400, 300)
    said = {"module": "estate", "relatedRecordId": estate, "Art": "Foto", "title": "Ansicht", "freetext": "von Süden"}
    file = program.upload(content, **said, file="haus.png")
    (listed,) = program.files("estate", estate)
    elements = listed["elements"]
    expected = {"type": "Foto", "originalname": "haus.png", "title": "Ansicht", "freetext": "von Süden"}
    assert expected.items() <= elements.items()
    assert elements["fileSize"] == len(content)
    assert elements["category"] == "external"
    assert type(elements["modified"]) is int
    assert "content" not in elements
    (narrowed,) = program.files("estate", estate, fileid=file, includeImageUrl="small")
    assert base64.b64decode(narrowed["elements"]["content"]) == content
    assert size_of(fetched(narrowed["elements"]["imageUrl"])) == (120, 90)


def test_the_files_of_an_address_are_listed(program: Program) -> None:
    contact = program.contact()
    file = program.upload(b"Ausweis", module="address", relatedRecordId=contact, file="ausweis.txt")
    (listed,) = program.files("address", contact)
    assert listed["id"] == file
    assert listed["elements"]["originalname"] == "ausweis.txt"
    assert listed["elements"]["fileSize"] == 7
    assert len(listed["elements"]["date"]) == len("2026-11-22")
    (narrowed,) = program.files("address", contact, fileid=file)
    assert base64.b64decode(narrowed["elements"]["content"]) == b"Ausweis"


@pytest.mark.parametrize("module", ["task", "agentsLog"])
def test_the_files_of_tasks_and_log_entries_are_found_both_ways(program: Program, module: str) -> None:
    record = program.target(module)
    file = program.upload(b"Notiz", module=module, relatedRecordId=record, file="notiz.txt")
    assert program.related(f"{module}:file:attachment", parentids=[record]) == {str(record): [str(file)]}
    (listed,) = program.files(module.lower(), record)
    assert (listed["id"], listed["elements"]["originalname"]) == (file, "notiz.txt")


def test_an_appointments_files_are_paged(program: Program) -> None:
    appointment = new_appointment(program)
    files = [program.upload(b"x", module="calendar", relatedRecordId=appointment) for _ in range(5)]
    found: list[int] = []
    for offset in (0, 2, 4):
        answer = program.ask(
            Action.INFORMATION,
            More.FILE,
            {"appointmentid": str(appointment), "listlimit": 2, "listoffset": offset},
            resource_id="appointment",
        )
        assert answer["count"] == 5
        found += [record["id"] for record in answer["data"]]
    assert sorted(found) == sorted(files)


@pytest.fixture
def publishing(demo: Json) -> Iterator[None]:
    """The business activates newly added pictures."""
    house = build(Settings(data_folder=demo["folder"]))
    accounts = house.services.accounts
    business = accounts.business(BusinessNumber(int(demo["timetap"]["api_key"])))
    try:
        business = accounts.set_settings(business, {"publish_new_pictures": True})
        yield
        accounts.set_settings(business, {"publish_new_pictures": False})
    finally:
        house.close()


@pytest.mark.usefixtures("publishing")
def test_published_pictures_are_shown_in_the_size_that_a_website_asks_for(program: Program) -> None:
    estate, content = program.estate(), picture(400, 300)
    said = {"module": "estate", "relatedRecordId": estate, "Art": "Foto", "file": "haus.png"}
    shown = program.upload(content, **said, setDefaultPublicationRights=True)
    program.upload(content, **said, setDefaultPublicationRights=False)
    wanted = {"estateids": [estate], "categories": ["Foto", "Titelbild"], "size": "original"}
    (record,) = program.records(Action.INFORMATION, More.PICTURES, wanted)
    assert (record["id"], record["type"]) == (shown, "files")
    (elements,) = record["elements"]
    assert (elements["estateid"], elements["originalname"]) == (str(estate), "haus.png")
    assert fetched(elements["url"]) == content
    assert size_of(fetched(elements["url"] + "@100x100")) == (100, 75)
    (fitted,) = program.records(Action.INFORMATION, More.PICTURES, {**wanted, "size": "200x200"})
    assert size_of(fetched(fitted["elements"][0]["url"])) == (200, 150)


def test_the_download_page_names_an_addresss_files(program: Program) -> None:
    contact = program.contact()
    program.upload(b"Ausweis", module="address", relatedRecordId=contact, file="ausweis.txt")
    (page,) = program.records(Action.INFORMATION, More.DOWNLOADS, {"addressid": contact}, resource_id="address")
    assert page["id"] == "downloadUrl"
    assert b"ausweis.txt" in fetched(page["elements"][0])


# Files: changed and removed.


def test_a_files_words_are_modified(program: Program) -> None:
    estate = program.estate()
    file = program.upload(b"x", module="estate", relatedRecordId=estate, Art="Foto", title="vorher")
    said = {"relationtype": "estate", "parentid": estate, "fileId": file, "title": "nachher", "Art": "Grundriss"}
    assert program.records(Action.EDIT, More.FILE_RELATION, said) == [SUCCESS]
    (listed,) = program.files("estate", estate)
    assert (listed["elements"]["title"], listed["elements"]["type"]) == ("nachher", "Grundriss")


@pytest.mark.parametrize("resource", [More.FILE_RELATION, More.FILE])
@pytest.mark.parametrize("module", ["estate", "address", "task", "agentsLog"])
def test_a_file_is_deleted_from_where_it_hangs(program: Program, module: str, resource: More) -> None:
    record = program.target(module)
    kept, gone = (program.upload(b"x", module=module, relatedRecordId=record, Art="Foto") for _ in range(2))
    said = {"relationtype": module, "parentid": record, "fileId": gone}
    assert program.records(Action.DELETE, resource, said) == [SUCCESS]
    assert [listed["id"] for listed in program.files(module.lower(), record)] == [kept]
    assert program.error(Action.DELETE, resource, said) == 127
