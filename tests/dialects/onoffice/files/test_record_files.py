"""`get`/`file` for estates, addresses, tasks and log entries: what is told of each file, and what narrows the list."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from filebook.core.access import Visibility
from filebook.core.files import File
from filebook.core.ids import Kind
from filebook.services.filing import NewFile
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.dialects.onoffice.files.asking import PICTURE, RECORDS, elements, listed, on, result_of
from tests.world import ZONE, World


def a_link(world: World, what: str = "estate", **said: Any) -> File:
    new = NewFile("Rundgang", **said)
    return world.services.filing.add_link(world.actor("owner"), "https://tour.example/1", new=new, on=[on(world, what)])


def test_an_estates_file_is_told_in_the_vendors_words_and_types(world: World, client: Client) -> None:
    said = {"title": "Ansicht", "free_text": "von Süden", "category": "Grundriss", "document_attribute": "plan"}
    file = world.file(b"hello", name="haus.Ü.JPG", on=[on(world, position=3)], **said)
    result = result_of(world, client)
    assert (result["cacheable"], result["resourceid"], result["resourcetype"]) == (True, "estate", "file")
    assert result["data"] == {
        "meta": {"cntabsolute": 1},
        "records": [
            {
                "id": file.number,
                "type": "file",
                "elements": {
                    "type": "Grundriss",
                    "position": 3,
                    "documentAttribute": "plan",
                    "name": file.uid,
                    "originalname": "haus.Ü.JPG",
                    "filename": f"{file.uid}.jpg",
                    "fileSize": 5,
                    "title": "Ansicht",
                    "freetext": "von Süden",
                    "modified": int(world.clock().timestamp()),
                    "category": "external",
                },
            }
        ],
    }


def test_an_addresss_file_is_told_in_the_words_of_its_own_page(world: World, client: Client) -> None:
    late = world.clock().astimezone(ZoneInfo(ZONE)).replace(hour=23, minute=30) + timedelta(days=1)
    world.clock.advance(seconds=int((late - world.clock()).total_seconds()))
    client = Client(client.http, client.key, world.clock())
    file = world.file(b"hello", name="Rechnung.png", on=[on(world, "contact")])
    assert elements(world, client, "contact") == {
        "type": "Dokument",
        "name": "Rechnung.png",
        "originalname": "Rechnung.png",
        "filename": f"{file.uid}.png",
        "fileSize": 5,
        "modified": int(world.clock().timestamp()),
        "date": late.date().isoformat(),
    }


@pytest.mark.parametrize("what", ["task", "agents_log"])
def test_files_of_tasks_and_log_entries_are_an_extension_that_strict_does_not_have(
    world: World, client: Client, strict_world: World, strict_client: Client, what: str
) -> None:
    file = world.file(name="note.txt", on=[on(world, what)])
    data = listed(world, client, what)
    assert [(record["id"], record["elements"]["originalname"]) for record in data["records"]] == [
        (file.number, "note.txt")
    ]
    status = result_of(strict_world, strict_client, what)["status"]
    told = RECORDS[what][0]
    assert status == {"errorcode": 24, "message": f'missing configuration for resourceId "{told}"'}


@pytest.mark.parametrize(
    ("category", "data", "told"),
    [
        ("Dokument", b"x", ("Dokument", "internal")),
        ("Expose", b"x", ("Expose", "external")),
        ("Logo", PICTURE, ("Logo", "external")),
        ("", PICTURE, ("Foto", "external")),
        ("", b"%PDF-1.7 x", ("Dokument", "internal")),
    ],
)
def test_documents_are_internal_and_everything_else_external(
    world: World, client: Client, category: str, data: bytes, told: tuple[str, str]
) -> None:
    world.file(data, name="a.bin", category=category, on=[on(world)])
    found = elements(world, client)
    assert (found["type"], found["category"]) == told


def test_a_link_shows_where_it_points_and_has_no_content(world: World, client: Client) -> None:
    link = a_link(world, category="Ogulo-Link")
    told = elements(world, client, fileid=link.number)
    assert (told["type"], told["url"], told["fileSize"]) == ("Ogulo-Link", "https://tour.example/1", 0)
    assert (told["name"], told["filename"]) == (link.uid, link.uid)
    assert "content" not in told
    a_link(world, "contact")
    told = elements(world, client, "contact")
    assert (told["type"], told["url"]) == ("Link", "https://tour.example/1")


def test_what_is_told_only_on_request_is_told_then(world: World, client: Client) -> None:
    world.services.accounts.set_settings(world.business, {"publish_new_pictures": True})
    world.file(PICTURE, name="a.png", publish_by_default=True, on=[on(world)])
    world.file(name="b.txt", on=[on(world)])
    plain = [record["elements"].keys() for record in listed(world, client)["records"]]
    assert all(keys.isdisjoint({"ispublishedonhomepage", "publicationstatus", "imageUrl", "content"}) for keys in plain)
    asked = listed(world, client, showispublishedonhomepage="1", showpublicationstatus=True)
    told = [record["elements"] for record in asked["records"]]
    assert [(one["ispublishedonhomepage"], one["publicationstatus"]) for one in told] == [(True, []), (False, [])]


@pytest.mark.parametrize(("wanted", "size"), [("small", (120, 60)), ("Medium", (200, 100)), ("original", (400, 200))])
def test_a_picture_is_told_at_an_address_in_the_size_asked_for(
    world: World, client: Client, wanted: str, size: tuple[int, int]
) -> None:
    drawn = BytesIO()
    Image.new("RGB", (400, 200), "teal").save(drawn, "PNG")
    world.file(drawn.getvalue(), name="haus.png", on=[on(world)])
    world.file(b"%PDF-1.7 x", name="plan.pdf", on=[on(world)])
    picture, document = (record["elements"] for record in listed(world, client, includeImageUrl=wanted)["records"])
    assert "imageUrl" not in document
    response = world.http.get(picture["imageUrl"])
    assert response.status_code == 200
    assert Image.open(BytesIO(response.content)).size == size
    assert "content" not in picture


def test_files_stand_in_their_order_and_are_paged(world: World, client: Client) -> None:
    for name, position in (("b", None), ("c", None), ("a", 0)):
        world.file(name=f"{name}.txt", on=[on(world, position=position)])
    data = listed(world, client, listlimit="2", listoffset=1)
    assert [record["elements"]["originalname"] for record in data["records"]] == ["b.txt", "c.txt"]
    assert [record["elements"]["position"] for record in listed(world, client)["records"]] == [0, 1, 2]
    assert data["meta"] == {"cntabsolute": 3}
    assert listed(world, client, listoffset=3) == {"meta": {"cntabsolute": 3}, "records": []}


@pytest.mark.parametrize("what", ["estate", "contact"])
def test_lists_are_as_long_as_the_profile_allows(world: World, strict_world: World, what: str) -> None:
    for here, asked, expected in ((world, 500, 110), (strict_world, 500, 100), (world, 0, 20), (world, None, 20)):
        for number in range(110 - len(_files(here, what))):
            here.file(b"", name=f"{number}.txt", on=[on(here, what)])
        data = listed(here, Client(here.http, here.onoffice, here.clock()), what, listlimit=asked)
        assert (len(data["records"]), data["meta"]["cntabsolute"]) == (expected, 110)


def _files(world: World, what: str) -> list[Json]:
    client = Client(world.http, world.onoffice, world.clock())
    records: list[Json] = listed(world, client, what, listlimit=500)["records"]
    return records


@pytest.mark.parametrize("what", RECORDS)
def test_a_file_id_narrows_the_list_and_brings_the_content(world: World, client: Client, what: str) -> None:
    files = [world.file(f"bytes of {name}".encode(), name=f"{name}.txt", on=[on(world, what)]) for name in "abc"]
    assert all("content" not in record["elements"] for record in listed(world, client, what)["records"])
    for name in ("fileid", "fileId"):
        data = listed(world, client, what, **{name: str(files[1].number)})
        assert data["meta"] == {"cntabsolute": 1}
        (record,) = data["records"]
        assert (record["id"], record["elements"]["content"]) == (files[1].number, "Ynl0ZXMgb2YgYg==")


def test_a_document_attribute_narrows_the_list_and_brings_the_content(world: World, client: Client) -> None:
    world.file(b"a", name="a.txt", document_attribute="plan", on=[on(world)])
    file = world.file(b"b", name="b.txt", document_attribute="energy", on=[on(world)])
    data = listed(world, client, documentAttribute="energy")
    assert data["meta"] == {"cntabsolute": 1}
    assert [(record["id"], record["elements"]["content"]) for record in data["records"]] == [(file.number, "Yg==")]
    assert listed(world, client, documentAttribute="energy", fileid=file.number)["meta"] == {"cntabsolute": 1}
    assert listed(world, client, documentAttribute="other") == {"meta": {"cntabsolute": 0}, "records": []}


@pytest.mark.parametrize("what", ["estate", "contact"])
def test_a_foreign_or_unknown_file_finds_nothing_which_is_no_error(
    world: World, client: Client, foreign_client: Client, what: str
) -> None:
    world.file(on=[on(world, what)])
    elsewhere = world.file(on=[world.on_appointment()])
    theirs = world.file(by="foreign_owner")
    for wanted in (elsewhere.number, theirs.number, 987_654, -1, 0, "00", 10**30):
        assert listed(world, client, what, fileid=wanted) == {"meta": {"cntabsolute": 0}, "records": []}
    status = result_of(world, foreign_client, what)["status"]
    never = foreign_client.call("get", "file", {RECORDS[what][1]: 987_654}, resourceid=RECORDS[what][0])["status"]
    assert status == never
    assert status["errorcode"] == {"estate": 293, "contact": 292}[what]


@pytest.mark.parametrize(
    ("resourceid", "parameters", "code"),
    [
        ("estate", {}, 110),
        ("estate", {"estateid": None}, 110),
        ("estate", {"estateid": ""}, 110),
        ("estate", {"estateid": "abc"}, 255),
        ("estate", {"estateid": 987_654}, 293),
        ("estate", {"estateid": 0}, 293),
        ("address", {}, 96),
        ("address", {"addressid": -1}, 292),
        ("task", {}, 79),
        ("task", {"taskid": 987_654}, 80),
        ("agentsLog", {}, 79),
        ("agentslog", {"agentslogid": 987_654}, 80),
    ],
)
def test_a_record_that_is_not_named_or_not_there_is_refused(
    client: Client, resourceid: str, parameters: Json, code: int
) -> None:
    assert client.error("get", "file", parameters, resourceid=resourceid) == code


@pytest.mark.parametrize(
    "said",
    [{"fileid": "abc"}, {"fileid": [1]}, {"includeImageUrl": "huge"}, {"showispublishedonhomepage": "perhaps"}],
)
def test_parameters_that_cannot_be_meant_are_refused(world: World, client: Client, said: Json) -> None:
    assert result_of(world, client, **said)["status"]["errorcode"] == 255


def test_a_record_of_another_kind_is_not_found(world: World, client: Client) -> None:
    number = world.records["contact"].number
    assert client.error("get", "file", {"estateid": number}, resourceid="estate") == 293


def test_an_estate_in_the_trash_has_no_files(world: World, client: Client) -> None:
    world.file(on=[on(world)])
    world.services.records.trash(world.actor("owner"), world.records["estate"].number, kind=Kind.ESTATE)
    assert result_of(world, client)["status"]["errorcode"] == 293


@pytest.mark.parametrize("what", RECORDS)
def test_what_others_keep_to_themselves_is_neither_listed_nor_counted_nor_told(world: World, what: str) -> None:
    own = world.file(b"mine", name="mine.txt", visibility=Visibility.EMPLOYEE, on=[on(world, what)])
    assert elements(world, as_user(world, "owner"), what)["originalname"] == "mine.txt"
    viewer = as_user(world, "viewer")
    for said in ({}, {"fileid": own.number}):
        assert listed(world, viewer, what, **said) == {"meta": {"cntabsolute": 0}, "records": []}


def test_who_may_not_read_is_refused_whatever_is_there(world: World) -> None:
    world.file(on=[on(world)])
    client = as_user(world, "personal")
    statuses = [
        client.call("get", "file", {"estateid": number}, resourceid="estate")["status"]
        for number in (world.records["estate"].number, 987_654)
    ]
    assert statuses[0] == statuses[1]
    assert statuses[0]["errorcode"] == 80
